"""The sentences of a reflection: they tell the facts, for every kind of answer sheet."""

from __future__ import annotations

import re

import pytest

from content import LANGUAGES, load_profile
from report import sentences
from scoring import Reflection, reflect, suggest
from tests.support.report_sheets import answered_as, sheets

PROFILE = load_profile()
ATTITUDE = [dimension.id for dimension in PROFILE.part("attitude")]

LOADED = (
    r"\b(zwakk?e?|slechte?|zorgelijke?|gevaarlijke?|tekort\w*|fouten?|falen|weak|bad|worrying|poor|fail\w*)\b"
)
"""Words that judge the reader."""


def reflected(name: str) -> Reflection:
    return reflect(PROFILE, sheets(PROFILE)[name])


def all_sentences(reflection: Reflection, language: str) -> list[str]:
    told = [
        sentences.outcome(PROFILE, reflection, language),
        sentences.certainty(PROFILE, reflection, language),
        sentences.same_answer_remark(PROFILE, reflection, language),
        sentences.lowest_means(PROFILE, reflection, language),
        sentences.topics_line(suggest(PROFILE, reflection), reflection, language),
        sentences.chart_line(language),
        *(sentences.dimension_line(PROFILE, reflection, side, language) for side in PROFILE.dimensions),
        *sentences.reading_notes(PROFILE, language),
        *sentences.what_this_is(PROFILE, language),
        sentences.confidence_line(PROFILE, 7, language),
    ]
    return [sentence for sentence in told if sentence is not None]


def named(text: str | None) -> set[str]:
    """The dimensions that a Dutch sentence names, by id."""
    return {
        side for side, dimension in PROFILE.dimensions.items() if f"‘{dimension.name['nl']}’" in (text or "")
    }


@pytest.mark.parametrize("name", sheets(PROFILE))
def test_every_sheet_is_told_in_whole_calm_sentences(name: str) -> None:
    told = {language: all_sentences(reflected(name), language) for language in LANGUAGES}
    for language, texts in told.items():
        for text in texts:
            assert not re.search(r"[{}!%]|\bnan\b", text), text
            assert language == "en" or "None" not in text, text
            assert not re.search(LOADED, text, re.IGNORECASE), text
            assert text[-1] in ".)", f"{language}: {text!r} does not end"
    assert len(told["nl"]) == len(told["en"])
    assert not set(told["nl"]) & set(told["en"])


def test_the_lowest_is_named_with_what_that_means() -> None:
    clear, two = reflected("one stands out"), reflected("two stand out")
    assert named(sentences.outcome(PROFILE, clear, "nl")) == {ATTITUDE[1]} == set(clear.lowest)
    assert named(sentences.outcome(PROFILE, two, "nl")) == {ATTITUDE[0], ATTITUDE[2]} == set(two.lowest)
    assert "vier" in sentences.outcome(PROFILE, clear, "nl")
    for reflection in (clear, two):
        assert "niet wie je bent" in (sentences.lowest_means(PROFILE, reflection, "nl") or "")


def test_the_highest_is_named_where_no_lowest_is() -> None:
    high = reflect(PROFILE, answered_as(PROFILE, {**dict.fromkeys(ATTITUDE, 50), ATTITUDE[2]: 100}))
    assert len(high.lowest) == 3
    assert named(sentences.outcome(PROFILE, high, "nl")) == {ATTITUDE[2]} == set(high.highest)
    assert "hoogst" in sentences.outcome(PROFILE, high, "nl")
    assert sentences.lowest_means(PROFILE, high, "nl") is None


def test_else_the_side_with_answers_far_apart_is_named() -> None:
    answers = answered_as(PROFILE, dict.fromkeys(ATTITUDE, 50))
    first, second, *_ = PROFILE.dimensions[ATTITUDE[3]].items.values()
    answers |= {first.id: 1 if first.opposite else 5, second.id: 5 if second.opposite else 1}
    outcome = sentences.outcome(PROFILE, reflect(PROFILE, answers), "nl")
    assert named(outcome) == {ATTITUDE[3]}
    assert "het verst uiteen" in outcome


@pytest.mark.parametrize("name", ["all lowest", "all highest", "not applicable throughout", "nothing"])
def test_nothing_is_named_where_nothing_stands_out(name: str) -> None:
    assert named(sentences.outcome(PROFILE, reflected(name), "nl")) == set()


def test_three_of_four_sides_are_never_called_lowest() -> None:
    for name in sheets(PROFILE):
        reflection = reflected(name)
        scored = [side for side in ATTITUDE if reflection.dimensions[side].score is not None]
        assert len(sentences.spoken_of(PROFILE, reflection)) <= len(scored) / 2


def test_one_score_is_compared_with_nothing() -> None:
    alone = reflected("one dimension")
    assert named(sentences.outcome(PROFILE, alone, "nl")) == {ATTITUDE[0]}
    assert sentences.certainty(PROFILE, alone, "nl") is None


def test_fewer_scores_are_counted() -> None:
    three = reflect(PROFILE, answered_as(PROFILE, {**dict.fromkeys(ATTITUDE[:3], 100), ATTITUDE[0]: 0}))
    assert "drie" in sentences.outcome(PROFILE, three, "nl")
    assert named(sentences.outcome(PROFILE, three, "nl")) == {ATTITUDE[0]}


def test_certainty_is_said_as_what_is_assumed() -> None:
    said = sentences.certainty(PROFILE, reflected("one stands out"), "nl") or ""
    assert "neemt aan" in said
    assert "heeft nog niemand onderzocht" in said
    for language in LANGUAGES:
        for sentence in all_sentences(reflected("one stands out"), language):
            assert not re.search(r"99|procent|percent|mensen die|people who", sentence), sentence


def test_a_score_has_interval_and_number_of_answers() -> None:
    reflection = reflected("uneven")
    for side in ATTITUDE:
        found = reflection.dimensions[side]
        line = sentences.dimension_line(PROFILE, reflection, side, "nl")
        assert line.startswith(PROFILE.dimensions[side].name["nl"])
        shown = [int(number) for number in re.findall(r"\d+", line)]
        assert shown[0] == pytest.approx(found.score, abs=0.5)
        assert shown[2:4] == [found.answered, found.items]
        assert shown[4:] == [pytest.approx(found.low, abs=0.5), pytest.approx(found.high, abs=0.5)]


def test_no_score_says_why() -> None:
    reflection = reflected("one answer")
    found = reflection.dimensions[ATTITUDE[0]]
    line = sentences.dimension_line(PROFILE, reflection, ATTITUDE[0], "nl")
    assert [int(number) for number in re.findall(r"\d+", line)] == [1, found.needed]


def test_one_answer_throughout_is_remarked_on() -> None:
    throughout = reflected("one answer throughout")
    assert (
        named(sentences.same_answer_remark(PROFILE, throughout, "nl")) == set(throughout.same_answer) != set()
    )
    assert sentences.same_answer_remark(PROFILE, reflected("uneven"), "nl") is None


def test_an_answer_reads_as_it_was_chosen() -> None:
    first, second, third, *_ = PROFILE.items
    reflection = reflect(PROFILE, {first: 5, second: None})
    assert sentences.answer_words(PROFILE, reflection, first, "nl") == PROFILE.scale[5]["nl"]
    assert sentences.answer_words(PROFILE, reflection, second, "nl") == PROFILE.not_applicable["nl"]
    assert sentences.answer_words(PROFILE, reflection, third, "nl") == "niet beantwoord"
