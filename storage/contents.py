"""What a vault holds, as plain data: `contents.schema.json` says what is in it.

Every change makes new contents, so that it can be done again on whatever another tab has kept meanwhile.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final, Literal

from jsonschema import Draft202012Validator, FormatChecker

Contents = dict[str, Any]
Entry = dict[str, Any]
Kind = Literal["reflections", "plans", "cases", "learning_points"]

FORMAT: Final = "basishouding-vault"
FORMAT_VERSION: Final = 1
SCHEMA: Final = Path(__file__).resolve().parent / "contents.schema.json"
MOST_PROBLEMS: Final = 5
"""A reader mends nothing with a list of hundreds."""

MOST_MISFITS: Final = 100
"""So many are looked at to name the first places."""

MOST_ENTRIES: Final = 500
"""Of each kind, as the schema has it."""


class FullVault(Exception):
    """More than a vault holds; what was there is kept as it was."""


class NotContents(Exception):
    """A file that cannot be opened: the places where it is not what it should be, as `plans/0/if`."""

    def __init__(self, problems: Iterable[str], *, newer: bool = False) -> None:
        self.problems = tuple(problems)
        self.newer = newer  # made by a later version of the app
        super().__init__(", ".join(self.problems))


def empty() -> Contents:
    """A vault with nothing in it."""
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "profiles": {},
        "reflections": [],
        "plans": [],
        "cases": [],
        "learning_points": [],
    }


def new_id() -> str:
    """An id for an entry: random, so that two tabs never choose the same."""
    return secrets.token_hex(8)


def with_entry(contents: Contents, kind: Kind, entry: Entry) -> Contents:
    """`contents` with this entry, in place of the one with its id or else as the last one.

    Raises:
        FullVault: there are too many of this kind.
    """
    entries: list[Entry] = list(contents[kind])
    places = [place for place, other in enumerate(entries) if other["id"] == entry["id"]]
    if places:
        entries[places[0]] = entry
    else:
        entries.append(entry)
    if len(entries) > MOST_ENTRIES:
        raise FullVault
    return {**contents, kind: entries}


def with_new_entry(contents: Contents, kind: Kind, told: Entry) -> Contents:
    """`contents` with an entry that says this, under a new id; one that says the same is not there twice.

    So a button that is pressed twice keeps it once.

    Raises:
        FullVault: there are too many of this kind.
    """
    if any({key: entry[key] for key in entry if key != "id"} == told for entry in contents[kind]):
        return contents
    return with_entry(contents, kind, {"id": new_id(), **told})


def without_entry(contents: Contents, kind: Kind, id: str) -> Contents:
    """`contents` without the entry with this id; profiles that no reflection needs any more go too."""
    rest = {**contents, kind: [entry for entry in contents[kind] if entry["id"] != id]}
    needed = {reflection["profile"] for reflection in rest["reflections"]}
    return {**rest, "profiles": {key: value for key, value in rest["profiles"].items() if key in needed}}


def with_reflection(contents: Contents, reflection: Entry, profile: Mapping[str, Any]) -> Contents:
    """`contents` with a reflection and the profile it was asked from."""
    profiles = {**contents["profiles"], reflection["profile"]: dict(profile)}
    return with_entry({**contents, "profiles": profiles}, "reflections", reflection)


def to_file(contents: Contents, scored: Callable[[Entry], Mapping[str, Any]] | None = None) -> str:
    """The file in which everything is taken along; `scored` adds what a reflection's answers came to."""
    reflections = [
        {**reflection, **({"scored": dict(scored(reflection))} if scored else {})}
        for reflection in contents["reflections"]
    ]
    return json.dumps({**contents, "reflections": reflections}, ensure_ascii=False, indent=2, allow_nan=False)


def from_file(file: bytes) -> Contents:
    """What `to_file` was given.

    Raises:
        NotContents: says which places are not as `contents.schema.json` has them.
    """
    try:
        # A score in `scored` may be a fraction; nothing else may, and a text is refused there.
        data = json.loads(file.decode("utf-8-sig"), parse_float=str, parse_constant=str)
        json.dumps(data, ensure_ascii=False).encode()  # no half characters
    except (ValueError, RecursionError) as error:
        raise NotContents(["no JSON"]) from error
    if (
        isinstance(data, dict)
        and data.get("format") == FORMAT
        and data.get("format_version") != FORMAT_VERSION
    ):
        raise NotContents(["format_version"], newer=True)
    wrong = _misfits(data)
    if not wrong:
        wrong = [place for place, fits in _references(data) if not fits]
    if wrong:
        raise NotContents(wrong[:MOST_PROBLEMS])
    reflections = [
        {key: value for key, value in reflection.items() if key != "scored"}
        for reflection in data["reflections"]
    ]
    return {**data, "reflections": reflections}


def _misfits(data: Any) -> list[str]:
    """The first places that are not as the schema has them.

    Not all: a file of 5 MB has room for a million, and looking for them all takes minutes. Nor is what is
    too long read to its end (in the schema the limit stands before what is limited).
    """
    places = set()
    for error in islice(_schema().iter_errors(data), MOST_MISFITS):
        places.add("/".join(str(step) for step in error.absolute_path))
        if error.validator in ("maxItems", "maxProperties"):
            break
    return sorted(places)


@cache
def _schema() -> Draft202012Validator:
    checker = FormatChecker(formats=())
    checker.checks("date", raises=ValueError)(_is_day)
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")), format_checker=checker)


def _is_day(value: object) -> bool:
    return not isinstance(value, str) or bool(date.fromisoformat(value))


def _references(data: Contents) -> Iterator[tuple[str, bool]]:
    """What a schema cannot say: whether each id is there once, and where another place names it."""
    seen: set[str] = set()
    for kind in ("reflections", "plans", "cases", "learning_points"):
        ids = [entry["id"] for entry in data[kind]]
        yield f"{kind} (id)", len(seen | set(ids)) == len(seen) + len(ids)
        seen |= set(ids)
    items: dict[str, set[str]] = {}
    for key, profile in data["profiles"].items():
        dimensions, all_items = profile["dimensions"], []
        for place, dimension in enumerate(dimensions):
            aspects = {aspect["id"] for aspect in dimension["aspects"]}
            all_items += [item["id"] for item in dimension["items"]]
            known = all(item["aspect"] in aspects for item in dimension["items"])
            yield f"profiles/{key}/dimensions/{place}/items (aspect)", known
        yield f"profiles/{key} (item id)", len(set(all_items)) == len(all_items)
        names = [dimension["id"] for dimension in dimensions]
        yield f"profiles/{key} (dimension id)", len(set(names)) == len(names)
        whom = {choice["id"] for choice in profile["works_with"]}
        yield f"profiles/{key}/works_with", len(whom) == len(profile["works_with"])
        items[key] = set(all_items)
    for place, reflection in enumerate(data["reflections"]):
        asked = items.get(reflection["profile"])
        yield f"reflections/{place}/profile", asked is not None
        yield f"reflections/{place}/answers", asked is not None and asked.issuperset(reflection["answers"])
