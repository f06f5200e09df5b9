"""What a vault holds (records.schema.json), as plain data, and the file in which its owner takes it along.

Every change makes new contents, so that it can be repeated on what another tab has stored meanwhile.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar, cast

from jsonschema import Draft202012Validator, FormatChecker

from errors import BasishoudingError
from records import (
    FORMAT_VERSION,
    FORMATS,
    Asked,
    Case,
    LearningPoint,
    LookBack,
    Plan,
    Reflection,
    Vault,
    Words,
)

SCHEMA: Final = Path(__file__).resolve().parent / "records.schema.json"

MAX_PROBLEMS: Final = 5
"""Problems named to a reader: a list of hundreds helps nobody."""

MAX_MISFITS: Final = 100
"""Problems looked at to name the first ones."""

MAX_ENTRIES: Final = 500
"""Of each kind, as in the schema."""

TopicTitles = Callable[[], Mapping[str, Words]]
"""Gives the titles of the profile's topics by id."""

Entry = TypeVar("Entry", Reflection, Plan, Case, LearningPoint)


class FullVaultError(BasishoudingError):
    """More than a vault holds; what was stored stays as it was."""


NO_JSON: Final = "no JSON"
"""The problem of a file that is of another kind altogether."""


class NotContentsError(BasishoudingError):
    """A file that cannot be opened; `problems` are the places that are wrong, such as `plans/0/if`."""

    def __init__(self, problems: Iterable[str], *, newer: bool = False) -> None:
        self.problems = tuple(problems)
        self.newer = newer  # made by a later version of the app
        super().__init__(", ".join(self.problems))


def empty() -> Vault:
    """A vault with nothing in it."""
    return {
        "format": "basishouding-vault",
        "format_version": 1,
        "profiles": {},
        "reflections": [],
        "plans": [],
        "cases": [],
        "learning_points": [],
    }


def new_id() -> str:
    """An id for an entry: random, so that two tabs never choose the same."""
    return secrets.token_hex(8)


def with_entry(entries: list[Entry], entry: Entry) -> list[Entry]:
    """`entries` with this one, in place of the one with the same id or else at the end.

    Raises:
        FullVaultError: there are too many.
    """
    index = next((at for at, old in enumerate(entries) if old["id"] == entry["id"]), len(entries))
    if index >= MAX_ENTRIES:
        raise FullVaultError
    changed = entries.copy()
    changed[index : index + 1] = [entry]
    return changed


def with_new_entry(entries: list[Entry], entry: Entry) -> list[Entry]:
    """`entries` with this one at the end; unchanged if one differs from it in its id alone.

    So a button that is clicked twice stores one entry.

    Raises:
        FullVaultError: there are too many.
    """
    if any({**old, "id": entry["id"]} == entry for old in entries):
        return entries
    return with_entry(entries, entry)


def with_look_back(vault: Vault, plan_id: str, look_back: LookBack) -> Vault:
    """`vault` with what came of this plan."""
    plans: list[Plan] = [
        {**plan, "look_back": look_back} if plan["id"] == plan_id else plan for plan in vault["plans"]
    ]
    return {**vault, "plans": plans}


def without_entry(vault: Vault, entry_id: str) -> Vault:
    """`vault` without the entry with this id; profiles that no reflection needs any more go too."""

    def rest(entries: list[Entry]) -> list[Entry]:
        return [entry for entry in entries if entry["id"] != entry_id]

    reflections = rest(vault["reflections"])
    needed = {reflection["profile"] for reflection in reflections}
    return {
        **vault,
        "profiles": {key: profile for key, profile in vault["profiles"].items() if key in needed},
        "reflections": reflections,
        "plans": rest(vault["plans"]),
        "cases": rest(vault["cases"]),
        "learning_points": rest(vault["learning_points"]),
    }


def with_reflection(vault: Vault, reflection: Reflection, profile: Asked) -> Vault:
    """`vault` with a reflection and the profile it was asked from.

    Raises:
        FullVaultError: there are too many reflections.
    """
    profiles = {**vault["profiles"], reflection["profile"]: profile}
    return {**vault, "profiles": profiles, "reflections": with_entry(vault["reflections"], reflection)}


def with_topic_titles(vault: dict[str, object], topic_titles: TopicTitles) -> dict[str, object]:
    """`vault` with `{id, title}` for each case's topic; an earlier version stored the id alone.

    A topic without a title gets its id as its title.
    """
    cases = vault.get("cases")
    for case in cases if isinstance(cases, list) else []:
        topic = case.get("topic") if isinstance(case, dict) else None
        if isinstance(topic, str):
            case["topic"] = {
                "id": topic,
                "title": dict(topic_titles().get(topic, {"nl": topic, "en": topic})),
            }
    return vault


def to_file(vault: Vault, scored: Callable[[Reflection], Mapping[str, object]] | None = None) -> str:
    """The file in which everything is taken along; `scored` adds what a reflection's answers came to."""
    reflections: list[Reflection] = [
        {**reflection, "scored": dict(scored(reflection))} if scored else reflection
        for reflection in vault["reflections"]
    ]
    return json.dumps({**vault, "reflections": reflections}, ensure_ascii=False, indent=2, allow_nan=False)


def from_file(file: bytes, topic_titles: TopicTitles = dict) -> Vault:
    """The vault that `to_file` was given; `topic_titles` as for `with_topic_titles`.

    Raises:
        NotContentsError: names the places that are not as the schema says.
    """
    try:
        # A score in `scored` may be a fraction; nothing else may, and a text is refused there.
        data: object = json.loads(file.decode("utf-8-sig"), parse_float=str, parse_constant=str)
        json.dumps(data, ensure_ascii=False).encode()  # refuses half characters
    except (ValueError, RecursionError) as error:
        raise NotContentsError([NO_JSON]) from error
    if isinstance(data, dict):
        if data.get("format") == FORMATS[Vault] and data.get("format_version") != FORMAT_VERSION:
            raise NotContentsError(["format_version"], newer=True)
        data = with_topic_titles(data, topic_titles)
    wrong = _misfits(data)
    if wrong:
        raise NotContentsError(wrong[:MAX_PROBLEMS])
    vault = cast("Vault", data)
    wrong = [place for place, fits in _references(vault) if not fits]
    if wrong:
        raise NotContentsError(wrong[:MAX_PROBLEMS])
    for reflection in vault["reflections"]:
        reflection.pop("scored", None)
    return vault


def _misfits(data: object) -> list[str]:
    """The first places that are not as the schema says.

    Not all: a file of 5 MB has room for a million, and finding them takes minutes. A list that is too long is
    not read to its end (in the schema the limit stands before what is limited).
    """
    places = set()
    for error in islice(_schema().iter_errors(data), MAX_MISFITS):
        places.add("/".join(str(step) for step in error.absolute_path))
        if error.validator in ("maxItems", "maxProperties"):
            break
    return sorted(places)


@cache
def _schema() -> Draft202012Validator:
    checker = FormatChecker(formats=())
    checker.checks("date", raises=ValueError)(_is_day)
    schema = {**json.loads(SCHEMA.read_text(encoding="utf-8")), "$ref": "#/$defs/vault"}
    return Draft202012Validator(schema, format_checker=checker)


def _is_day(value: object) -> bool:
    return not isinstance(value, str) or bool(date.fromisoformat(value))


def _references(vault: Vault) -> Iterator[tuple[str, bool]]:
    """What a schema cannot say: for each place, whether its ids are unique and lead somewhere."""
    seen: set[str] = set()
    for kind, ids in (
        ("reflections", [entry["id"] for entry in vault["reflections"]]),
        ("plans", [entry["id"] for entry in vault["plans"]]),
        ("cases", [entry["id"] for entry in vault["cases"]]),
        ("learning_points", [entry["id"] for entry in vault["learning_points"]]),
    ):
        yield f"{kind} (id)", len(seen | set(ids)) == len(seen) + len(ids)
        seen |= set(ids)
    items: dict[str, set[str]] = {}
    for key, profile in vault["profiles"].items():
        dimensions = profile["dimensions"]
        all_items = [item["id"] for dimension in dimensions for item in dimension["items"]]
        for index, dimension in enumerate(dimensions):
            aspects = {aspect["id"] for aspect in dimension["aspects"]}
            known = all(item["aspect"] in aspects for item in dimension["items"])
            yield f"profiles/{key}/dimensions/{index}/items (aspect)", known
        yield f"profiles/{key} (item id)", len(set(all_items)) == len(all_items)
        yield f"profiles/{key} (dimension id)", len({d["id"] for d in dimensions}) == len(dimensions)
        choices = profile["works_with"]
        yield f"profiles/{key}/works_with", len({choice["id"] for choice in choices}) == len(choices)
        items[key] = set(all_items)
    for index, reflection in enumerate(vault["reflections"]):
        asked = items.get(reflection["profile"])
        yield f"reflections/{index}/profile", asked is not None
        yield f"reflections/{index}/answers", asked is not None and asked.issuperset(reflection["answers"])
