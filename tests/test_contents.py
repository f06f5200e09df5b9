"""What a vault holds: a file gives back what was put in, and a wrong file is refused, its places named."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from content import asked, asked_key, load_profile, profile_from
from report.export import scored
from scoring import reflect
from services import MAX_FILE_MB
from storage import FullVault, NotContents
from storage.contents import (
    MOST_ENTRIES,
    SCHEMA,
    Contents,
    empty,
    from_file,
    new_id,
    to_file,
    with_entry,
    with_new_entry,
    with_reflection,
    without_entry,
)
from storage.sealed import keys_from, seal
from storage.vaults import MOST_BYTES, STEP
from tests.test_content import PROFILES

PROFILE = load_profile()
ASKED = asked(PROFILE)
KEY = asked_key(ASKED)
TOPIC = next(iter(PROFILE.topics.values()))

ids = st.text("0123456789abcdef", min_size=15, max_size=15)
days = st.dates(date(2020, 1, 1), date(2100, 1, 1)).map(date.isoformat)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
topics = st.sampled_from([None, {"id": TOPIC.id, "title": dict(TOPIC.title)}])
texts = st.fixed_dictionaries({"nl": words, "en": words})


def entries(kind: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Entries of one kind; its letter keeps their ids apart from those of the others."""
    entry = st.fixed_dictionaries({"id": ids.map(lambda id: kind + id), "made_on": days, **fields})
    return st.lists(entry, max_size=3, unique_by=lambda made: str(made["id"]))


everything = st.fixed_dictionaries(
    {
        "format": st.just("basishouding-vault"),
        "format_version": st.just(1),
        "profiles": st.just({KEY: ASKED}),
        "reflections": entries(
            "a",
            profile=st.just(KEY),
            works_with=st.sampled_from(["adults", "minors", "both"]),
            confidence=st.none() | st.integers(0, 10),
            answers=st.dictionaries(st.sampled_from(list(PROFILE.items)), st.none() | st.integers(1, 5)),
        ),
        "plans": entries(
            "b",
            topic=topics,
            **{"if": words, "then": words},
            look_back_on=days,
            look_back=st.none() | st.fixed_dictionaries({"made_on": days, "text": words}),
        ),
        "cases": entries(
            "c",
            topic=topics,
            parts=st.lists(st.fixed_dictionaries({"question": texts, "text": words}), max_size=2),
        ),
        "learning_points": entries("d", text=words),
    }
)


@given(everything)
def test_a_file_gives_back_all_that_was_put_in(contents: Contents) -> None:
    assert from_file(to_file(contents).encode()) == contents
    scored = to_file(contents, lambda _entry: {"dimensions": {"reliability": {"score": 57.1429}}})
    assert from_file(scored.encode()) == contents


def test_an_empty_vault_makes_a_file_too() -> None:
    assert from_file(to_file(empty()).encode()) == empty()


def test_the_schema_is_a_schema_and_says_what_each_thing_is() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert schema["required"] == list(schema["properties"]) == list(empty())


def example() -> Contents:
    reflection = {
        "id": new_id(),
        "made_on": "2026-11-24",
        "profile": KEY,
        "works_with": "both",
        "confidence": 6,
        "answers": {"reliability-1": 4, "reliability-2": None},
    }
    plan = {
        "id": new_id(),
        "made_on": "2026-11-24",
        "topic": {"id": TOPIC.id, "title": dict(TOPIC.title)},
        "if": "hij belt",
        "then": "neem ik op",
        "look_back_on": "2026-12-22",
        "look_back": None,
    }
    point = {"id": new_id(), "made_on": "2026-11-24", "text": "eerst vragen"}
    contents = with_reflection(empty(), reflection, ASKED)
    return with_entry(with_entry(contents, "plans", plan), "learning_points", point)


def put(contents: Contents, path: str, value: Any) -> Contents:
    """A copy with another value at a place such as 'plans/0/if'; '...' removes what is there."""
    changed = deepcopy(contents)
    *way, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    place: Any = changed
    for step in way:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return changed


def test_ids_of_two_kinds_are_different_too() -> None:
    contents = example()
    point = {**contents["learning_points"][0], "id": contents["plans"][0]["id"]}
    with pytest.raises(NotContents, match="learning_points"):
        from_file(to_file({**contents, "learning_points": [point]}).encode())


def test_half_a_character_is_refused() -> None:
    file = to_file(put(example(), "plans/0/if", "HERE")).replace("HERE", "\\ud800")
    with pytest.raises(NotContents):
        from_file(file.encode())


def test_no_more_of_a_kind_than_a_file_may_hold() -> None:
    contents = empty()
    for number in range(MOST_ENTRIES):
        contents = with_entry(
            contents, "learning_points", {"id": f"{number:016x}", "made_on": "2026-11-24", "text": "x"}
        )
    assert from_file(to_file(contents).encode()) == contents
    with pytest.raises(FullVault):
        with_entry(contents, "learning_points", {"id": "f" * 16})
    assert with_entry(contents, "learning_points", {**contents["learning_points"][0], "text": "y"})


def test_the_fullest_vault_makes_a_file_that_can_be_opened() -> None:
    contents = example()
    reflection = contents["reflections"][0]
    answers = dict.fromkeys(PROFILE.items, 5)
    contents["reflections"] = [
        {**reflection, "id": new_id(), "answers": answers} for _ in range(MOST_ENTRIES)
    ]
    for _ in range(190):
        point = {"id": new_id(), "made_on": "2026-11-24", "text": "é" * 1300}
        contents = with_entry(contents, "learning_points", point)
    keys = keys_from(b"x", "vault")
    assert 0.85 * MOST_BYTES < len(seal(contents, keys, STEP)) <= MOST_BYTES
    found = scored(PROFILE, reflect(PROFILE, answers))
    file = to_file(contents, lambda _entry: found).encode()
    assert len(file) < MAX_FILE_MB * 1024 * 1024
    assert from_file(file) == contents


WRONG = {
    "format": ("format", "something-else", ""),
    "a part is missing": ("plans", ..., ""),
    "a part too many": ("extra", [], ""),
    "an answer beyond the scale": ("reflections/0/answers/reliability-1", 6, "reflections/0/answers"),
    "an answer that is no whole number": (
        "reflections/0/answers/reliability-1",
        4.0,
        "reflections/0/answers",
    ),
    "an answer that is a yes": ("reflections/0/answers/reliability-1", True, "reflections/0/answers"),
    "an answer to no statement": ("reflections/0/answers/gone-1", 3, "reflections/0/answers"),
    "no such day": ("reflections/0/made_on", "2026-02-30", "reflections/0/made_on"),
    "a time": ("reflections/0/made_on", "2026-02-03T10:00", "reflections/0/made_on"),
    "an unknown profile": ("reflections/0/profile", "9.9", "reflections/0/profile"),
    "an unknown wording": ("reflections/0/works_with", "everyone", "reflections/0/works_with"),
    "a confidence beyond ten": ("reflections/0/confidence", 11, "reflections/0/confidence"),
    "an id with a path in it": ("plans/0/id", "../../etc/passwd", "plans/0/id"),
    "a text that is too long": ("plans/0/if", "x" * 4001, "plans/0/if"),
    "a text that is a list": ("learning_points/0/text", ["x"], "learning_points/0/text"),
    "half a look back": ("plans/0/look_back", {"text": "goed"}, "plans/0/look_back"),
    "a scale of four": (f"profiles/{KEY}/scale", [{"nl": "", "en": ""}] * 4, "scale"),
    "an item of an unknown aspect": (
        f"profiles/{KEY}/dimensions/0/items/0/aspect",
        "x",
        "dimensions/0/items",
    ),
    "a dimension without items": (f"profiles/{KEY}/dimensions/0/items", [], "dimensions/0/items"),
    "a text in one language": (f"profiles/{KEY}/title", {"nl": "x"}, "title"),
}


@pytest.mark.parametrize("how", WRONG)
def test_a_wrong_file_is_refused_and_the_place_is_named(how: str) -> None:
    assert from_file(to_file(example()).encode())
    path, value, place = WRONG[how]
    with pytest.raises(NotContents) as refused:
        from_file(to_file(put(example(), path, value)).encode())
    assert any(place in problem for problem in refused.value.problems)
    assert not refused.value.newer


def test_a_file_that_is_too_long_is_not_read_to_its_end() -> None:
    """Found by malformed files: 5 MB of empty entries took a minute and a half, and everybody waited."""
    with pytest.raises(NotContents, match="plans") as refused:
        from_file(json.dumps({**example(), "plans": [{}] * (MOST_ENTRIES + 1)}).encode())
    assert refused.value.problems == ("plans",)


def test_every_id_is_there_once() -> None:
    contents = example()
    for kind in ("reflections", "plans", "learning_points"):
        with pytest.raises(NotContents, match=kind):
            from_file(to_file({**contents, kind: contents[kind] * 2}).encode())
    twice = deepcopy(contents)
    dimension = twice["profiles"][KEY]["dimensions"][0]
    twice["profiles"][KEY]["dimensions"].append(deepcopy(dimension))
    with pytest.raises(NotContents, match="item id"):
        from_file(to_file(twice).encode())


@pytest.mark.parametrize(
    "file",
    [b"", b"\xff\xfe", b"null", b"[]", b"{}", b"[" * 200_000, b"%PDF-1.7", b'{"format": NaN}', b"1" * 5000],
)
def test_what_is_no_file_of_ours_is_refused(file: bytes) -> None:
    with pytest.raises(NotContents):
        from_file(file)


def test_a_file_of_a_newer_version_says_so() -> None:
    with pytest.raises(NotContents) as refused:
        from_file(to_file({**example(), "format_version": 2, "new": 1}).encode())
    assert refused.value.newer


@given(st.binary(max_size=300))
def test_whatever_is_opened_it_is_a_vault_or_it_is_refused(file: bytes) -> None:
    with pytest.raises(NotContents):
        from_file(file)


def test_an_entry_takes_the_place_of_the_one_with_its_id() -> None:
    contents = example()
    plan = contents["plans"][0]
    changed = with_entry(contents, "plans", {**plan, "if": "anders"})
    assert [entry["if"] for entry in changed["plans"]] == ["anders"]
    assert contents["plans"][0] is plan  # the old contents are as they were


def test_what_says_the_same_is_kept_once() -> None:
    told = {"made_on": "2026-11-24", "text": "eerst vragen"}
    contents = with_new_entry(with_new_entry(empty(), "learning_points", told), "learning_points", told)
    assert len(contents["learning_points"]) == 1
    other = with_new_entry(contents, "learning_points", {**told, "made_on": "2026-11-25"})
    assert len({point["id"] for point in other["learning_points"]}) == 2


def test_a_profile_that_no_reflection_needs_goes_with_the_last_one() -> None:
    contents = example()
    id = contents["reflections"][0]["id"]
    assert without_entry(contents, "plans", contents["plans"][0]["id"])["profiles"] == {KEY: ASKED}
    without = without_entry(contents, "reflections", id)
    assert (without["reflections"], without["profiles"]) == ([], {})
    assert len(without["plans"]) == 1


# -- a profile as it was asked ----------------------------------------------------------------


@pytest.mark.parametrize("folder", [None, PROFILES / "small"], ids=["ours", "small"])
def test_a_profile_comes_back_with_all_that_was_read(folder: Path | None) -> None:
    profile = load_profile(folder)
    again = profile_from(json.loads(json.dumps(asked(profile))))
    assert again.items == profile.items
    assert [*again.items] == [*profile.items]
    assert [*again.dimensions] == [*profile.dimensions]
    assert (again.version, again.scale, again.stem) == (profile.version, profile.scale, profile.stem)
    assert asked(again) == asked(profile)
    answers = {id: 1 + place % 5 for place, id in enumerate(profile.items)}
    assert reflect(again, answers) == reflect(profile, answers)
    Draft202012Validator(
        json.loads(SCHEMA.read_text())["$defs"]["profile"]
        | {"$defs": json.loads(SCHEMA.read_text())["$defs"]}
    ).validate(asked(profile))


def test_another_word_makes_it_another_profile() -> None:
    changed = deepcopy(ASKED)
    changed["dimensions"][0]["items"][0]["text"]["nl"] += "."
    assert asked_key(changed) != KEY
    assert asked_key(deepcopy(ASKED)) == KEY
    assert KEY.startswith(f"{PROFILE.version}-")
