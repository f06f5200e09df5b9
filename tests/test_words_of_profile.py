"""The words of profile/: the rules of the source that a loader for any profile cannot know."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.words import sentences, words
from content import Aspect, Item, Profile, Topic, load_profile
from tests.support.plain import BLAME, LOADED, MAX_WORDS

ASPECTS = {
    "reliability": ["say_do", "account", "discretion", "craft"],
    "authenticity": ["presence", "openness", "perseverance", "boundaries", "self"],
    "non_judgement": ["acknowledge", "beside", "own_values", "pace", "sex_work"],
    "here_and_now": ["needs", "direction", "minors"],
    "language": ["factual", "grounded", "strength"],
    "context": ["outreach", "places", "bond", "absence", "victimhood", "taboos", "others", "control"],
}
"""What the source asks, by dimension: answers, topics and exports refer to these ids, so they stay."""

ATTITUDE = ["reliability", "authenticity", "non_judgement", "here_and_now"]
PRACTICE = ["language", "context"]

ON_VICTIMHOOD = {"non_judgement.acknowledge", "context.victimhood", "context.taboos"}
"""The aspects that are about being a victim, or not wanting to be one: only there the word may stand."""

ABOUT_SUCH_WORDS = ("language", "mirror")
"""Their subject is what loaded words and words of weakness do: there they stand."""

NOT_ABOUT_HIM = {
    "prepare": "a pitfall: a case about what somebody else did wrong",
}
"""Where such a word stands all the same: item, topic or phase -> what it is said of."""

RETIRED = {
    "reliability": {3, 4, 5, 6, 7},
    "authenticity": {2, 3, 4, 7},
    "non_judgement": {1, 3, 4, 5, 6, 7},
    "here_and_now": {1, 2, 3, 4, 5, 6, 7},
    "language": {2, 3, 6},
    "context": {2, 3, 4, 5, 6},
}
"""Numbers of the statements of version 1.0 that ask something else now: their ids are not used again."""

ABSOLUTE = r"\b(altijd|nooit|alle|iedere|elke|volledig)\b"


@pytest.fixture(scope="module")
def profile() -> Profile:
    return load_profile(Path(__file__).parent.parent / "profile")


def texts(part: object, where: str = "profile") -> Iterator[tuple[str, str, str]]:
    """Every text within, as (where it stands, language, text)."""
    if isinstance(part, Mapping) and "nl" in part:
        yield from ((where, language, text) for language, text in part.items())
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from texts(value, f"{where} {key}")
    elif isinstance(part, tuple):
        for value in part:
            yield from texts(value, where)
    elif is_dataclass(part):
        # a profile's dimensions hold these too
        twice = ("aspects", "items", "topics") if isinstance(part, Profile) else ()
        for field in fields(part):
            if field.name not in twice:
                yield from texts(getattr(part, field.name), f"{where} {field.name}")


def holding(pattern: str, part: object, language: str | None = None) -> list[str]:
    """The texts that hold the pattern, small letters or not."""
    return [
        f"{where} {of}: {text}"
        for where, of, text in texts(part)
        if language in (None, of) and re.search(pattern, text, re.IGNORECASE)
    ]


def test_the_search_sees_all_texts(profile: Profile) -> None:
    assert len(list(texts(profile))) > 500
    assert len(holding(re.escape(profile.items["context-1"].text["nl"]), profile)) == 1


def test_the_aspects_are_those_of_the_source(profile: Profile) -> None:
    assert {dimension.id: list(dimension.aspects) for dimension in profile.dimensions.values()} == {
        dimension: [f"{dimension}.{aspect}" for aspect in aspects] for dimension, aspects in ASPECTS.items()
    }


def test_four_attitude_dimensions_then_the_practice_part(profile: Profile) -> None:
    assert [dimension.id for dimension in profile.part("attitude")] == ATTITUDE
    assert [dimension.id for dimension in profile.part("practice")] == PRACTICE
    assert list(profile.dimensions) == ATTITUDE + PRACTICE


@pytest.mark.parametrize("dimension", ATTITUDE + PRACTICE)
def test_the_number_of_items_and_topics(dimension: str, profile: Profile) -> None:
    count, topics = {"language": (6, 2), "context": (8, 2)}.get(dimension, (7, 3))
    part = profile.dimensions[dimension]
    assert len(part.items) == count
    assert sum(item.opposite for item in part.items.values()) == 3
    assert len(part.topics) >= topics


def test_the_practice_part_is_short(profile: Profile) -> None:
    assert sum(len(dimension.items) for dimension in profile.part("practice")) <= 14


@pytest.mark.parametrize("dimension", ATTITUDE + PRACTICE)
def test_no_id_of_another_statement_comes_back(dimension: str, profile: Profile) -> None:
    ids = [item.rpartition("-") for item in profile.dimensions[dimension].items]
    assert {start for start, _, _ in ids} == {dimension}
    assert not {int(number) for _, _, number in ids} & RETIRED[dimension]


@pytest.mark.parametrize("dimension", ATTITUDE + PRACTICE)
def test_the_opposite_items_are_spread(dimension: str, profile: Profile) -> None:
    opposite = [item.opposite for item in profile.dimensions[dimension].items.values()]
    assert not opposite[0]
    assert (True, True) not in list(pairwise(opposite))


def test_no_item_holds_an_absolute_word(profile: Profile) -> None:
    assert holding(ABSOLUTE, profile.items, "nl") == []


def test_the_opposite_items_are_said_in_positive_words(profile: Profile) -> None:
    opposite = tuple(item for item in profile.items.values() if item.opposite)
    assert holding(r"\b(niet|geen|nooit)\b", opposite, "nl") == []


def test_only_a_decision_has_a_wording_for_minors(profile: Profile) -> None:
    second = [item for item in profile.items.values() if item.minors is not None]
    assert {item.aspect for item in second} == {"here_and_now.direction"}
    assert [item.id for item in second if item.minors == item.text] == []


def test_who_meets_both_is_asked_the_norm_for_adults(profile: Profile) -> None:
    for item in profile.items.values():
        if item.minors is not None:
            assert item.wording("both") == item.wording("minors")
            assert item.minors["nl"].startswith("Mag hij zelf kiezen,"), "as an adult may"


def test_the_exception_for_minors_stands_once(profile: Profile) -> None:
    assert len(holding("een voogd of de rechter", profile, "nl")) == 1
    assert len(holding("beslis jij", profile.aspects, "nl")) == 0
    assert len(holding("parents, a guardian or a court", profile, "en")) == 1


@pytest.mark.parametrize("language", ["nl", "en"])
def test_one_rule_for_not_applicable(language: str, profile: Profile) -> None:
    assert profile.not_applicable[language] in profile.stem[language]
    assert profile.scale[1][language] in profile.stem[language]


def test_every_topic_says_what_one_could_do(profile: Profile) -> None:
    for topic in profile.topics.values():
        assert 1 <= len(topic.examples) <= 2, topic.id
        assert topic.learn is not None, topic.id
        assert topic.plan is not None, topic.id


def test_every_topic_asks_the_group_in_the_fourth_phase(profile: Profile) -> None:
    for topic in profile.topics.values():
        of_the_group = [text for text in topic.prompts["new_way"] if text["nl"].startswith("Aan de groep: ")]
        assert len(of_the_group) == 1, topic.id
        assert of_the_group[0]["en"].startswith("To the group: "), topic.id


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_sentence_stands_three_times(language: str, profile: Profile) -> None:
    told = Counter(one for _, of, text in texts(profile) if of == language for one in sentences(text))
    assert [one for one, times in told.items() if times > 2] == []


def test_boys_are_not_set_apart(profile: Profile) -> None:
    assert holding("deze jongens|these boys", profile) == []


def test_duties_stay_whatever_a_result_says(profile: Profile) -> None:
    assert profile.not_replaced is not None
    assert "meldcode" in profile.not_replaced["nl"]
    assert "minderjarige" in profile.not_replaced["nl"]
    assert "minor" in profile.not_replaced["en"]


def test_he_is_no_client(profile: Profile) -> None:
    assert holding(r"cli[eë]nt", profile) == []


def test_nothing_is_exclaimed(profile: Profile) -> None:
    assert holding("!", profile) == []


def test_no_loaded_weak_or_blaming_words(profile: Profile) -> None:
    found = [
        found
        for found in holding(rf"\b({LOADED}|{BLAME})\b", profile, "nl")
        if not {*ABOUT_SUCH_WORDS, *NOT_ABOUT_HIM} & set(found.split(" nl: ")[0].split())
    ]
    assert found == []


def test_no_exception_is_left_over(profile: Profile) -> None:
    where = {
        word
        for found in holding(rf"\b({LOADED}|{BLAME})\b", profile, "nl")
        for word in found.split(" nl: ")[0].split()
    }
    assert {*ABOUT_SUCH_WORDS, *NOT_ABOUT_HIM} - where == set()


def test_no_dutch_sentence_is_long(profile: Profile) -> None:
    assert [
        (where, len(words(sentence)), sentence)
        for where, language, text in texts(profile)
        if language == "nl"
        for sentence in sentences(text)
        if len(words(sentence)) > MAX_WORDS
    ] == []


def test_victim_occurs_only_where_it_must(profile: Profile) -> None:
    about: list[Aspect | Item | Topic] = []
    for kind in (profile.aspects, profile.items):
        about += [part for part in kind.values() if getattr(part, "aspect", part.id) in ON_VICTIMHOOD]
    about += [topic for topic in profile.topics.values() if ON_VICTIMHOOD & set(topic.aspects)]
    allowed = {text for part in about for _, _, text in texts(part)}
    found = [
        found for found in holding("slachtoffer|victim", profile) if found.split(": ", 1)[1] not in allowed
    ]
    assert found == []


def test_the_six_phases_in_their_order(profile: Profile) -> None:
    phases = profile.intervision.phases
    assert list(phases) == ["prepare", "explore", "core", "new_way", "share", "look_back"]
    assert [each for each, phase in phases.items() if phase.not_yet] == ["explore", "core"]


def test_the_scale_says_how_often(profile: Profile) -> None:
    dutch = ["(bijna) nooit", "zelden", "soms", "vaak", "(bijna) altijd"]
    english = ["(almost) never", "seldom", "sometimes", "often", "(almost) always"]
    assert [label["nl"] for label in profile.scale.values()] == dutch
    assert [label["en"] for label in profile.scale.values()] == english
    assert list(profile.scale) == [1, 2, 3, 4, 5]
