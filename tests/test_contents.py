"""What a vault holds: a file gives back what was put in; a wrong file is refused and its faults are named."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from content import asked, asked_key, load_profile, profile_from
from records import Answers, LearningPoint, LookBack, Plan, Reflection
from report.export import scored
from scoring import reflect
from storage import FullVaultError, NotContentsError, Vault
from storage.contents import (
    MAX_ENTRIES,
    SCHEMA,
    empty,
    from_file,
    new_id,
    to_file,
    with_entry,
    with_look_back,
    with_new_entry,
    with_reflection,
    without_entry,
)
from storage.sealed import keys_from, seal
from storage.vaults import MAX_BYTES, STEP
from tests.support.server import MAX_FILE_MB
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
    entry = st.fixed_dictionaries({"id": ids.map(lambda letters: kind + letters), "made_on": days, **fields})
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
@settings(deadline=None)
def test_file_gives_back_everything(contents: Vault) -> None:
    assert from_file(to_file(contents).encode()) == contents
    scored = to_file(contents, lambda _entry: {"dimensions": {"reliability": {"score": 57.1429}}})
    assert from_file(scored.encode()) == contents
    assert from_file(to_file(empty()).encode()) == empty()


def point(number: int, text: str = "eerst vragen") -> LearningPoint:
    return {"id": f"{number:016x}", "made_on": "2026-11-24", "text": text}


def example() -> Vault:
    """A vault with something of every kind but cases."""
    reflection: Reflection = {
        "id": "a" * 16,
        "made_on": "2026-11-24",
        "profile": KEY,
        "works_with": "both",
        "confidence": 6,
        "answers": {"reliability-1": 4, "reliability-2": None},
    }
    plan: Plan = {
        "id": "b" * 16,
        "made_on": "2026-11-24",
        "topic": {"id": TOPIC.id, "title": dict(TOPIC.title)},
        "if": "hij belt",
        "then": "neem ik op",
        "look_back_on": "2026-12-22",
        "look_back": None,
    }
    contents = with_reflection(empty(), reflection, ASKED)
    return {**contents, "plans": [plan], "learning_points": [point(1)]}


def put(contents: Vault, path: str, value: Any) -> Vault:
    """A copy with another value at a place such as 'plans/0/if'; '...' removes what is there."""
    changed = deepcopy(contents)
    *way, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    holder: Any = changed
    for step in way:
        holder = holder[step]
    if value is ...:
        del holder[last]
    else:
        holder[last] = value
    return changed


def test_half_a_character_is_refused() -> None:
    file = to_file(put(example(), "plans/0/if", "HERE")).replace("HERE", "\\ud800")
    with pytest.raises(NotContentsError):
        from_file(file.encode())


def test_no_more_of_a_kind_than_fits() -> None:
    points: list[LearningPoint] = []
    for number in range(MAX_ENTRIES):
        points = with_entry(points, point(number))
    contents: Vault = {**empty(), "learning_points": points}
    assert from_file(to_file(contents).encode()) == contents
    with pytest.raises(FullVaultError):
        with_entry(points, point(MAX_ENTRIES))
    assert len(with_entry(points, point(3, "y"))) == MAX_ENTRIES


def test_fullest_vault_makes_a_file_that_opens() -> None:
    contents = example()
    reflection = contents["reflections"][0]
    answers: Answers = dict.fromkeys(PROFILE.items, 5)
    contents["reflections"] = [{**reflection, "id": new_id(), "answers": answers} for _ in range(MAX_ENTRIES)]
    contents["learning_points"] = [point(number, "é" * 1300) for number in range(190)]
    keys = keys_from(b"x", "vault")
    assert 0.85 * MAX_BYTES < len(seal(contents, keys, STEP)) <= MAX_BYTES
    found = scored(PROFILE, reflect(PROFILE, answers))
    file = to_file(contents, lambda _entry: found).encode()
    assert len(file) < MAX_FILE_MB * 1024 * 1024
    assert from_file(file) == contents


WRONG = {
    "format": ("format", "something-else", ""),
    "a part is missing": ("plans", ..., ""),
    "a part too many": ("extra", [], ""),
    "an answer beyond the scale": ("reflections/0/answers/reliability-1", 6, "reflections/0/answers"),
    "a broken answer": ("reflections/0/answers/reliability-1", 4.0, "reflections/0/answers"),
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
    "an unknown aspect": (f"profiles/{KEY}/dimensions/0/items/0/aspect", "x", "dimensions/0/items"),
    "a dimension without items": (f"profiles/{KEY}/dimensions/0/items", [], "dimensions/0/items"),
    "a text in one language": (f"profiles/{KEY}/title", {"nl": "x"}, "title"),
}


@pytest.mark.parametrize("how", WRONG)
def test_wrong_file_is_refused_naming_the_place(how: str) -> None:
    assert from_file(to_file(example()).encode())
    path, value, place = WRONG[how]
    with pytest.raises(NotContentsError) as refused:
        from_file(to_file(put(example(), path, value)).encode())
    assert any(place in problem for problem in refused.value.problems)
    assert not refused.value.newer


def test_long_file_is_not_read_to_its_end() -> None:
    """Found by malformed files: 5 MB of empty entries took a minute and a half, and everybody waited."""
    with pytest.raises(NotContentsError, match="plans") as refused:
        from_file(json.dumps({**example(), "plans": [{}] * (MAX_ENTRIES + 1)}).encode())
    assert refused.value.problems == ("plans",)


def test_every_id_is_unique() -> None:
    contents = example()
    parts = dict[str, Any](contents)
    for kind in ("reflections", "plans", "learning_points"):
        with pytest.raises(NotContentsError, match=kind):
            from_file(json.dumps({**parts, kind: parts[kind] * 2}).encode())
    with pytest.raises(NotContentsError, match="learning_points"):  # two kinds differ too
        from_file(to_file(put(contents, "learning_points/0/id", contents["plans"][0]["id"])).encode())
    twice = deepcopy(contents)
    dimension = twice["profiles"][KEY]["dimensions"][0]
    twice["profiles"][KEY]["dimensions"].append(deepcopy(dimension))
    with pytest.raises(NotContentsError, match="item id"):
        from_file(to_file(twice).encode())


@pytest.mark.parametrize(
    "file",
    [b"", b"\xff\xfe", b"null", b"[]", b"{}", b"[" * 200_000, b"%PDF-1.7", b'{"format": NaN}', b"1" * 5000],
)
def test_foreign_file_is_refused(file: bytes) -> None:
    with pytest.raises(NotContentsError):
        from_file(file)


def test_newer_file_says_so() -> None:
    with pytest.raises(NotContentsError) as refused:
        from_file(json.dumps({**example(), "format_version": 2, "new": 1}).encode())
    assert refused.value.newer


@given(st.binary(max_size=300))
def test_random_bytes_are_refused(file: bytes) -> None:
    with pytest.raises(NotContentsError):
        from_file(file)


def test_entry_replaces_the_one_with_its_id() -> None:
    plans = example()["plans"]
    other: Plan = {**plans[0], "if": "anders"}
    assert with_entry(plans, other) == [other]
    assert plans[0]["if"] == "hij belt"  # the old entries are as they were


def test_same_entry_is_kept_once() -> None:
    points = with_new_entry(with_new_entry([], point(1)), point(2))
    assert points == [point(1)]
    later: LearningPoint = {**point(3), "made_on": "2026-11-25"}
    assert len(with_new_entry(points, later)) == 2


def test_look_back_goes_into_its_plan() -> None:
    look_back: LookBack = {"made_on": "2026-12-22", "text": "het ging goed"}
    contents = example()
    assert with_look_back(contents, "b" * 16, look_back)["plans"] == [
        {**contents["plans"][0], "look_back": look_back}
    ]
    assert with_look_back(contents, "c" * 16, look_back) == contents


def test_unneeded_profile_goes_with_its_last_reflection() -> None:
    contents = example()
    assert without_entry(contents, "b" * 16) == {**contents, "plans": []}
    assert without_entry(contents, "a" * 16) == {**contents, "reflections": [], "profiles": {}}


def test_file_with_a_bare_topic_opens() -> None:
    """An earlier version wrote the id alone, and could not open its own file."""
    case = {"id": "c" * 16, "made_on": "2026-11-24", "parts": []}
    old = {**example(), "cases": [{**case, "topic": TOPIC.id}, {**case, "id": "d" * 16, "topic": "gone"}]}
    titles = {TOPIC.id: dict(TOPIC.title)}
    found = from_file(json.dumps(old).encode(), lambda: titles)
    assert [one["topic"] for one in found["cases"]] == [
        {"id": TOPIC.id, "title": dict(TOPIC.title)},
        {"id": "gone", "title": {"nl": "gone", "en": "gone"}},
    ]
    assert from_file(to_file(found).encode()) == found
    for wrong in ("", "x" * 101):
        with pytest.raises(NotContentsError, match="cases/0/topic"):
            from_file(json.dumps({**old, "cases": [{**case, "topic": wrong}]}).encode())


# -- a profile as it was asked ----------------------------------------------------------------


@pytest.mark.parametrize("folder", [None, PROFILES / "small"], ids=["ours", "small"])
def test_asked_profile_comes_back(folder: Path | None) -> None:
    profile = load_profile(folder)
    again = profile_from(json.loads(json.dumps(asked(profile))))
    assert again.items == profile.items
    assert [*again.items] == [*profile.items]
    assert [*again.dimensions] == [*profile.dimensions]
    assert (again.version, again.scale, again.stem) == (profile.version, profile.scale, profile.stem)
    assert asked(again) == asked(profile)
    answers = {item: 1 + index % 5 for index, item in enumerate(profile.items)}
    assert reflect(again, answers) == reflect(profile, answers)
    definitions = json.loads(SCHEMA.read_text())["$defs"]
    Draft202012Validator(definitions["profile"] | {"$defs": definitions}).validate(asked(profile))


def test_changed_word_makes_another_profile() -> None:
    changed = deepcopy(ASKED)
    changed["dimensions"][0]["items"][0]["text"]["nl"] += "."
    assert asked_key(changed) != KEY
    assert asked_key(deepcopy(ASKED)) == KEY
    assert KEY.startswith(f"{PROFILE.version}-")
