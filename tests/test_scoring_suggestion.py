"""Topics, and the answers that led to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import Profile, WorksWith
from scoring import Suggestion, points, reflect, suggest
from tests.support.scoring_profile import (
    ATTITUDE,
    CORE,
    PRACTICE,
    WHOLE,
    Given,
    a_dimension,
    a_profile,
    answers_to,
    evenly,
    points_in,
    reordered,
)

Brief = list[tuple[str, tuple[str, ...], tuple[str, ...]]]


def suggested(profile: Profile, answers: Given, works_with: WorksWith = "adults") -> tuple[Suggestion, ...]:
    return suggest(profile, reflect(profile, answers, works_with=works_with))


def brief(suggestions: tuple[Suggestion, ...]) -> Brief:
    return [(s.topic.id, s.aspects, s.items) for s in suggestions]


def test_only_topics_of_the_dimensions_to_work_on() -> None:
    answers = evenly(CORE, one=3, three=3, four=3) | points_in(CORE, "two", [0, 2, 1, 1, 1, 0, 2])
    answers |= points_in(CORE, "four", [0])  # the lowest answer of all, in a dimension that is high
    assert reflect(CORE, answers).clear
    # Pulls of a, b, c: aspects a = items 1, 2; b = 3, 4; c = 5, 6, 7; c's three weigh more than b's two.
    assert brief(suggested(CORE, answers)) == [
        ("two-c", ("two.c",), ("two-6", "two-5", "two-7")),
        ("two-a", ("two.a",), ("two-1", "two-2")),
        ("two-b", ("two.b",), ("two-3", "two-4")),
    ]


def test_without_a_clear_difference_the_answers_choose() -> None:
    answers = evenly(CORE, one=3, two=3, three=3, four=3)
    answers |= points_in(CORE, "three", [3, 3, 0]) | points_in(CORE, "four", [1])
    reflection = reflect(CORE, answers)
    assert reflection.lowest == ("three", "four", "one", "two")
    assert brief(suggest(CORE, reflection)) == [
        ("three-b", ("three.b",), ("three-3",)),
        ("four-a", ("four.a",), ("four-1",)),
    ]


def test_the_weights_of_the_docstring() -> None:
    """Reference 60: answers of 0 and 100 weigh 20, of 25 alone 17.5, of 25 and 50 weigh 15."""
    profile = a_profile(a_dimension("one", aspects="aabccdddddd", opposite=()))
    answers = points_in(profile, "one", [1, 2, 1, 0, 4, 3, 3, 3, 3, 3, 3])
    total = 25 + 50 + 25 + 0 + 100 + 6 * 75
    assert total / 11 == pytest.approx(59.1, abs=0.05)
    assert [s.topic.id for s in suggested(profile, answers)] == ["one-c", "one-b", "one-a"]


def test_two_low_answers_weigh_more_than_one() -> None:
    profile = a_profile(a_dimension("one", aspects="abbcccc", opposite=()))
    answers = points_in(profile, "one", [0, 0, 0, 3, 3, 3, 3])
    assert [s.topic.id for s in suggested(profile, answers)] == ["one-b", "one-a"]


def test_an_answer_leads_to_one_topic_only() -> None:
    shared = {"wide": "ab", "narrow": "a", "other": "bc"}
    profile = a_profile(a_dimension("one", aspects="aabbccc", opposite=(), topics=shared))
    answers = points_in(profile, "one", [0, 0, 0, 0, 2, 4, 4])
    assert brief(suggested(profile, answers)) == [
        ("one-wide", ("one.a", "one.b"), ("one-1", "one-2", "one-3", "one-4"))
    ]
    answers = points_in(profile, "one", [0, 0, 1, 1, 2, 4, 4])
    assert brief(suggested(profile, answers)) == [
        ("one-narrow", ("one.a",), ("one-1", "one-2")),
        ("one-wide", ("one.b",), ("one-3", "one-4")),
    ]
    answers = points_in(profile, "one", [0, 0, 4, 4, 1, 4, 4])
    assert brief(suggested(profile, answers)) == [
        ("one-narrow", ("one.a",), ("one-1", "one-2")),
        ("one-other", ("one.c",), ("one-5",)),
    ]


def test_a_topic_for_those_who_work_with_minors() -> None:
    topics = {"minors": "a", "all": "ab"}
    profile = a_profile(
        a_dimension("one", aspects="abbcccc", opposite=(), topics=topics, minors_only={"minors"})
    )
    answers = points_in(profile, "one", [0, 4, 4, 4, 4, 4, 4])
    assert [s.topic.id for s in suggested(profile, answers, "adults")] == ["one-all"]
    assert [s.topic.id for s in suggested(profile, answers, "minors")] == ["one-minors"]
    assert [s.topic.id for s in suggested(profile, answers, "both")] == ["one-minors"]


def test_practice_has_its_own_reference() -> None:
    answers = evenly(WHOLE, one=0, two=3, three=3, four=3) | points_in(WHOLE, "one", [1])
    answers |= points_in(WHOLE, "five", [4, 4, 3, 4, 4, 4]) | points_in(WHOLE, "six", [1, 1, 2, 4, 4, 4])
    assert [s.topic.id for s in suggested(WHOLE, answers)] == ["one-c", "one-b", "one-a", "six-a", "five-b"]


def test_topics_come_from_any_answers() -> None:
    assert brief(suggested(CORE, points_in(CORE, "four", [0]))) == [("four-a", ("four.a",), ("four-1",))]
    answers = evenly(CORE, one=3, two=3, three=3) | points_in(CORE, "one", [2])
    assert brief(suggested(CORE, answers)) == [("one-a", ("one.a",), ("one-1",))]
    answers |= points_in(CORE, "four", [0, 0])
    assert reflect(CORE, answers).dimensions["four"].score is None
    assert brief(suggested(CORE, answers)) == [
        ("four-a", ("four.a",), ("four-1", "four-2")),
        ("one-a", ("one.a",), ("one-1",)),
    ]


def test_equal_answers_throughout_lead_to_topics_too() -> None:
    for z in range(4):
        answers = evenly(WHOLE, **dict.fromkeys(WHOLE.dimensions, z))
        assert [s.topic.id for s in suggested(WHOLE, answers)] == [
            "one-c",
            "two-c",
            "three-c",
            "five-a",
            "six-a",
        ]


def test_nothing_pulls_down() -> None:
    assert suggested(WHOLE, {}) == ()
    assert suggested(WHOLE, dict.fromkeys(WHOLE.items)) == ()
    assert suggested(WHOLE, evenly(WHOLE, **dict.fromkeys(WHOLE.dimensions, 4))) == ()


def test_of_equal_topics_the_lower_side_comes_first() -> None:
    answers = evenly(CORE, one=3, two=3, three=3, four=3) | points_in(CORE, "one", [0])
    answers |= points_in(CORE, "four", [0, 3, 3, 3, 3, 3, 2])
    reflection = reflect(CORE, answers)
    assert len(reflection.lowest) == 4
    assert [s.topic.id for s in suggest(CORE, reflection)][:2] == ["four-a", "one-a"]


def test_ties_come_in_the_profiles_order() -> None:
    answers = evenly(CORE, one=3, two=3, three=3, four=3)
    for name in ATTITUDE:
        answers |= points_in(CORE, name, [0])
    assert [s.topic.id for s in suggested(CORE, answers)] == ["one-a", "two-a", "three-a"]
    other_way = reordered(CORE, ATTITUDE[::-1], range(7))
    assert [s.topic.id for s in suggested(other_way, answers)] == ["four-a", "three-a", "two-a"]


@given(st.lists(st.integers(0, 4), min_size=4, max_size=4), st.permutations(range(4)))
def test_topics_that_weigh_the_same_tie_exactly(steps: list[int], order: list[int]) -> None:
    profile = a_profile(*(a_dimension(name, aspects="aaaab", opposite=()) for name in ("one", "two")))
    answers = points_in(profile, "one", [*steps, 4]) | points_in(
        profile, "two", [*(steps[i] for i in order), 4]
    )
    chosen = [s.topic.id for s in suggested(profile, answers)]
    assert chosen == (["one-a", "two-a"] if min(steps) < 4 else [])


@given(answers_to(WHOLE), st.sampled_from(["adults", "minors", "both"]))
def test_every_suggestion_explains_itself(answers: Given, works_with: WorksWith) -> None:
    reflection = reflect(WHOLE, answers, works_with=works_with)
    suggestions = suggest(WHOLE, reflection)
    assert suggestions == suggest(WHOLE, reflection)

    dimensions = [s.topic.dimension for s in suggestions]
    attitude = [name for name in dimensions if name in ATTITUDE]
    practice = [name for name in dimensions if name in PRACTICE]
    assert dimensions == attitude + practice
    assert len(attitude) <= 3
    scored = [name for name in ATTITUDE if reflection.dimensions[name].score is not None]
    if len(reflection.lowest) < len(scored):
        assert set(attitude) <= set(reflection.lowest)
    assert len(practice) == len(set(practice))
    assert len({s.topic.id for s in suggestions}) == len(suggestions)

    led = [name for s in suggestions for name in s.items]
    assert len(led) == len(set(led))
    for suggestion in suggestions:
        items = [WHOLE.items[name] for name in suggestion.items]
        assert {item.aspect for item in items} == set(suggestion.aspects) <= set(suggestion.topic.aspects)
        own = [y for item in items if (y := points(item, answers[item.id])) is not None]
        assert own == sorted(own)
        assert len(own) == len(items) > 0
        assert max(own) <= 75
        assert suggestion.topic.dimension in {item.dimension for item in items}
        part = ATTITUDE if suggestion.topic.dimension in ATTITUDE else PRACTICE
        everything = [
            y
            for item in WHOLE.items.values()
            if item.dimension in part
            if (y := points(item, answers.get(item.id))) is not None
        ]
        assert max(own) < sum(everything) / len(everything) or len({*everything}) == 1


@given(answers_to(WHOLE), st.permutations(range(7)))
def test_the_order_of_items_decides_nothing(answers: Given, items: list[int]) -> None:
    before = suggested(WHOLE, answers)
    after = suggested(reordered(WHOLE, list(WHOLE.dimensions), items), answers)
    assert [(s.topic.id, s.aspects, set(s.items)) for s in after] == [
        (s.topic.id, s.aspects, set(s.items)) for s in before
    ]


def test_the_order_of_dimensions_decides_nothing_but_ties() -> None:
    answers = evenly(WHOLE, **dict.fromkeys(WHOLE.dimensions, 4))
    answers |= (
        points_in(WHOLE, "one", [2]) | points_in(WHOLE, "two", [4, 4, 1]) | points_in(WHOLE, "four", [0])
    )
    answers |= points_in(WHOLE, "five", [3]) | points_in(WHOLE, "six", [2])
    expected = brief(suggested(WHOLE, answers))
    assert [topic for topic, _, _ in expected] == ["four-a", "two-b", "one-a", "six-a", "five-a"]
    for order in (list(WHOLE.dimensions)[::-1], ["three", "five", "one", "six", "four", "two"]):
        assert brief(suggested(reordered(WHOLE, order, range(7)), answers)) == expected
