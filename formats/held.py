"""What a form can hold of a profile, and the files of a profile that are made of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from content import LANGUAGES, Profile, asked

Held = dict[str, Any]
"""`content.asked` with what is read around it: for whom it is, what it does not replace, summaries."""

SURE: Final = range(11)
"""How sure one may feel: 0..10."""


def held(profile: Profile) -> Held:
    """What is read and answered, as plain data; see the package for what is left out."""
    data = asked(profile)
    for part in data["dimensions"]:
        part["summary"] = dict(profile.dimensions[part["id"]].summary)
    return {
        **data,
        "for_whom": dict(profile.for_whom),
        "introduction": dict(profile.introduction),
        "source": dict(profile.source),
        "not_replaced": None if profile.not_replaced is None else dict(profile.not_replaced),
    }


def sure_label(number: int, low: str, high: str) -> str:
    """How an answer to 'how sure' reads where no scale can be drawn. Example: '0 = not sure yet'."""
    ends = {SURE[0]: low, SURE[-1]: high}
    return f"{number} = {ends[number]}" if number in ends else str(number)


def profile_files(data: Held) -> dict[str, str]:
    """The TOML files of profile/ as far as a form goes, by name.

    `content.load_profile` then lists what is still to be written.
    """
    confidence, duties = data["confidence"], data["not_replaced"]
    top: list[Mapping[str, Any]] = [
        {
            "version": data["version"],
            "dimensions": [part["id"] for part in data["dimensions"]],
            **{key: data[key] for key in ("title", "for_whom", "introduction", "source", "stem")},
            **({} if duties is None else {"not_replaced": duties}),
            "not_applicable": data["not_applicable"],
            "works_with_question": data["works_with_question"],
        },
        *(
            {"[[scale]]": {"value": value, "label": label}}
            for value, label in enumerate(data["scale"], start=1)
        ),
        *({"[[works_with]]": choice} for choice in data["works_with"]),
        {"[confidence]": {key: confidence[key] for key in ("question", "low", "high")}},
    ]
    files = {f"{part['id']}.toml": _dimension(part) for part in data["dimensions"]}
    return {name: _toml(tables) for name, tables in {"profile.toml": top, **files}.items()}


def _dimension(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [
        {key: data[key] for key in ("id", "part", "name", "summary")},
        *({"[[aspects]]": aspect} for aspect in data["aspects"]),
        *(
            {"[[items]]": {key: value for key, value in item.items() if value is not None}}
            for item in data["items"]
        ),
    ]


def _toml(tables: list[Mapping[str, Any]]) -> str:
    """Each table as its header and pairs, in the order given; the first has no header."""
    blocks = []
    for table in tables:
        ((header, pairs),) = table.items() if _is_headed(table) else (("", table),)
        blocks.append("\n".join([*([header] if header else []), *_pairs(pairs)]))
    return "\n\n".join(blocks) + "\n"


def _is_headed(table: Mapping[str, Any]) -> bool:
    return next(iter(table)).startswith("[")


def _pairs(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from (f"{key}.{language} = {_value(value[language])}" for language in LANGUAGES)
        else:
            yield f"{key} = {_value(value)}"


def _value(value: str | bool | int | list[str]) -> str:
    # JSON and TOML write these alike, but for one character that TOML wants escaped
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
