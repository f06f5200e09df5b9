"""The types of what is stored and their JSON schema say the same."""

from __future__ import annotations

import json
from types import NoneType, UnionType
from typing import (
    Any,
    Literal,
    NotRequired,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

import pytest
from jsonschema import Draft202012Validator

from records import FORMATS, Draft, Group, Team, Vault
from storage.contents import SCHEMA as SCHEMA_FILE
from storage.contents import empty
from storage.groups import empty_group
from storage.teams import empty_team

SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
KINDS = {"draft": Draft, "vault": Vault, "team": Team, "group": Group}
NAMES = {str: "string", int: "integer", bool: "boolean", NoneType: "null"}


def disagreements(type_: Any, schema: dict[str, Any], defs: dict[str, Any], at: str = "") -> list[str]:
    """The places where a type and a schema differ."""
    if "$ref" in schema:
        schema = defs[schema["$ref"].removeprefix("#/$defs/")]
    if get_origin(type_) is NotRequired:
        (type_,) = get_args(type_)
    if get_origin(type_) in (Union, UnionType):
        return of_union(get_args(type_), schema, defs, at)
    if get_origin(type_) is Literal:
        allowed = schema.get("enum", [schema.get("const")])
        return [] if set(get_args(type_)) == set(allowed) else [f"{at}: {type_} is {allowed}"]
    if get_origin(type_) is list:
        return disagreements(get_args(type_)[0], schema.get("items", {}), defs, f"{at}[]")
    if get_origin(type_) is dict and get_args(type_)[1] is object:
        return [] if schema.get("type") == "object" else [f"{at}: no object"]
    if get_origin(type_) is dict and "properties" in schema:  # a text in each language
        values = schema["properties"].values()
        return [one for value in values for one in disagreements(get_args(type_)[1], value, defs, at)]
    if get_origin(type_) is dict:
        return disagreements(get_args(type_)[1], schema.get("additionalProperties", {}), defs, f"{at}{{}}")
    if is_typeddict(type_):
        hints = get_type_hints(type_, include_extras=True)
        found = [f"{at}: keys differ"] if hints.keys() != schema.get("properties", {}).keys() else []
        required = {key for key, hint in hints.items() if get_origin(hint) is not NotRequired}
        if (required if type_.__total__ else set()) != set(schema.get("required", ())):
            found.append(f"{at}: required keys differ")
        if schema.get("additionalProperties") is not False:
            found.append(f"{at}: other keys are allowed")
        return found + [
            one
            for key in hints.keys() & schema.get("properties", {}).keys()
            for one in disagreements(hints[key], schema["properties"][key], defs, f"{at}/{key}")
        ]
    if "enum" in schema and type_ in (int, str):
        return [] if {type(value) for value in schema["enum"]} == {type_} else [f"{at}: {schema['enum']}"]
    return [] if NAMES.get(type_) == schema.get("type") else [f"{at}: {type_} is {schema.get('type')}"]


def of_union(types: tuple[Any, ...], schema: dict[str, Any], defs: dict[str, Any], at: str) -> list[str]:
    """The same for a union; its types stand in the order of `anyOf`, null anywhere."""
    options = schema.get("anyOf")
    if options is None:  # an enum with null in it
        values = [value for type_ in types for value in (get_args(type_) or (None,))]
        return [] if set(values) == set(schema.get("enum", ())) else [f"{at}: {values}"]
    types = tuple(sorted(types, key=lambda one: one is not NoneType))
    if len(types) != len(options):
        return [f"{at}: {len(types)} types, {len(options)} options"]
    pairs = zip(types, options, strict=True)
    return [one for type_, option in pairs for one in disagreements(type_, option, defs, at)]


@pytest.mark.parametrize("kind", KINDS)
def test_type_and_schema_agree(kind: str) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert disagreements(KINDS[kind], SCHEMA["$defs"][kind], SCHEMA["$defs"]) == []


def test_differences_are_found() -> None:
    defs = json.loads(json.dumps(SCHEMA["$defs"]))
    del defs["meeting"]["properties"]["topic"]
    defs["group"]["properties"]["format_version"]["const"] = "1"
    found = disagreements(Group, defs["group"], defs)
    assert {one.split(":")[0] for one in found} == {"/format_version", "/meetings[]"}


def test_formats_are_those_of_the_schema() -> None:
    for made, kind in ((empty(), Vault), (empty_team("x"), Team), (empty_group(), Group)):
        assert made["format"] == FORMATS[kind]
        hints = get_type_hints(kind, include_extras=True)
        assert made.keys() == {key for key, hint in hints.items() if get_origin(hint) is not NotRequired}
