"""Load profile/*.toml as a frozen Profile, or raise one error that lists every problem."""

from __future__ import annotations

import logging
import os
import re
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeVar, cast, get_args

from content.mirror import NO_MIRROR, read_mirror
from content.model import (
    LANGUAGES,
    Aspect,
    Choice,
    Confidence,
    Dimension,
    Intervision,
    Item,
    Mirror,
    Phase,
    PlanExample,
    Profile,
    Register,
    Text,
    Topic,
)
from content.opening import read_opening
from content.reader import Problem, ProfileError, Table
from records import Part, WorksWith

PROFILE_FOLDER: Final = Path(
    os.environ.get("BASISHOUDING_PROFILE") or Path(__file__).resolve().parent.parent / "profile"
)
"""This project's profile, or the one in the setting BASISHOUDING_PROFILE."""

MIN_OPPOSITE: Final = 2
"""Opposite items in a dimension: with fewer, saying yes to everything looks like an attitude."""

MIN_ITEMS: Final = 3
"""Items in a dimension: with fewer it never gets a score (docs/design/scoring.md#method)."""

PROMPTED_PHASES: Final = ("explore", "core", "new_way")
"""The phases of a meeting for which a topic has prompts."""

PREPARE: Final = "prepare"
"""The phase whose questions a case answers."""

_NEGATION: Final = re.compile(r"\b(niet|geen|nooit|niets|niemand|nergens)\b", re.IGNORECASE)
_ID: Final = re.compile(r"[a-z][a-z0-9_-]*")
"""An aspect's id is its dimension's id, a dot, and such a name."""
_FILES: Final = "[!.]*.toml"  # without the hidden files of editors
_OTHER_FILES: Final = ("profile", "intervision", "mirror")

_Entry = TypeVar("_Entry")
_Signature = tuple[tuple[str, int, int], ...]
_Seen = dict[tuple[str, str], str]  # (kind, id) -> the file that has it
_loaded: dict[Path, tuple[_Signature, Profile]] = {}
_log = logging.getLogger("basishouding.content")


def load_profile(folder: Path | str | None = None) -> Profile:
    """The attitude profile in `folder` (this project's own by default).

    Read again only when a file has changed.

    Raises:
        ProfileError: lists every problem with file, line and solution.
    """
    path = Path(folder) if folder is not None else PROFILE_FOLDER
    signature = _signature(path)
    if path not in _loaded or _loaded[path][0] != signature:
        _loaded[path] = (signature, _read(path))
    return _loaded[path][1]


CHECK_INTERVAL: Final = 1.0
"""Seconds between two checks of the files in a running app: a check costs more than most of a page."""

_reported: _Signature | None = None
_checked_at: dict[Path, float] = {}


def latest_valid_profile() -> Profile:
    """The profile for a running app: while a file has a mistake, the last valid profile.

    The problems go to the log, once.
    """
    global _reported
    now = time.monotonic()
    if PROFILE_FOLDER in _loaded and now < _checked_at.get(PROFILE_FOLDER, 0.0) + CHECK_INTERVAL:
        return _loaded[PROFILE_FOLDER][1]
    _checked_at[PROFILE_FOLDER] = now
    try:
        return load_profile()
    except ProfileError as error:
        if PROFILE_FOLDER not in _loaded:
            raise
        signature = _signature(PROFILE_FOLDER)
        if signature != _reported:
            _reported = signature
            problems = str(error)  # a text: the log shortens exceptions
            _log.error("%s\nThe app goes on with the last valid profile.", problems)
        return _loaded[PROFILE_FOLDER][1]


def _signature(folder: Path) -> _Signature:
    signature = []
    for file in sorted(folder.glob(_FILES)):
        with suppress(OSError):  # an editor may be replacing the file
            stat = file.stat()
            signature.append((file.name, stat.st_mtime_ns, stat.st_size))
    return tuple(signature)


def _read(folder: Path) -> Profile:
    problems: list[Problem] = []
    top = Table.read(folder / "profile.toml", problems)
    listed = _listed(top) if top else ()
    files = {file.stem for file in folder.glob(_FILES)} - set(_OTHER_FILES)
    seen: _Seen = {}
    dimensions = [
        _dimension(table, name, listed, seen)
        for name in (*listed, *sorted(files - set(listed)))
        if (table := Table.read(folder / f"{name}.toml", problems))
    ]
    dimensions.sort(key=lambda dimension: dimension.part != "attitude")  # stable: the listed order stays
    table = Table.read(folder / "intervision.toml", problems)
    intervision = _intervision(table) if table else None
    table = Table.read(folder / "mirror.toml", problems)
    mirror = read_mirror(table) if table else NO_MIRROR
    profile = _profile(top, dimensions, intervision, mirror) if top else None
    if problems or profile is None:
        raise ProfileError(problems)
    return profile


def _listed(top: Table) -> tuple[str, ...]:
    names = top.strings("dimensions")
    for name in names:
        if not _ID.fullmatch(name) or name in _OTHER_FILES or names.count(name) > 1:
            top.problem(
                f"'{name}' cannot be the name of a dimension, or is listed twice.",
                "Name each dimension's file once, without .toml, in small letters.",
                "dimensions",
            )
    return tuple(name for name in dict.fromkeys(names) if _ID.fullmatch(name) and name not in _OTHER_FILES)


def _profile(
    top: Table, dimensions: list[Dimension], intervision: Intervision | None, mirror: Mirror
) -> Profile | None:
    confidence, plan = top.table("confidence"), top.table("plan_example")
    scale = []
    for step in top.tables("scale"):
        scale.append((step.integer("value"), step.text("label")))
        step.finish()
    if [value for value, _ in scale] != [1, 2, 3, 4, 5]:
        top.problem("The scale is not 1, 2, 3, 4, 5.", "Give [[scale]] five steps in that order.", "scale")
    choices = []
    for choice in top.tables("works_with"):
        choices.append(Choice(choice.string("id"), choice.text("label")))
        choice.finish()
    if tuple(choice.id for choice in choices) != get_args(WorksWith):
        top.problem(
            "The answers to 'with whom do you work' are not those of the app.",
            "Give [[works_with]] the ids adults, minors, both, in that order.",
            "works_with",
        )
    profile = Profile(
        version=top.string("version"),
        title=top.text("title"),
        for_whom=top.text("for_whom"),
        introduction=top.text("introduction"),
        source=top.text("source"),
        evidence=top.text("evidence"),
        not_replaced=top.text_or_none("not_replaced"),
        stem=top.text("stem"),
        scale=MappingProxyType(dict(scale)),
        not_applicable=top.text("not_applicable"),
        works_with_question=top.text("works_with_question"),
        works_with=tuple(choices),
        confidence=Confidence(confidence.text("question"), confidence.text("low"), confidence.text("high")),
        plan_example=_plan(plan),
        dimensions=MappingProxyType({d.id: d for d in dimensions}),
        aspects=_all(d.aspects for d in dimensions),
        items=_all(d.items for d in dimensions),
        topics=_all(d.topics for d in dimensions),
        intervision=intervision or Intervision(MappingProxyType({}), MappingProxyType({}), {}, {}, None),
        mirror=mirror,
    )
    confidence.finish()
    top.finish()
    return profile


def _all(parts: Iterable[Mapping[str, _Entry]]) -> Mapping[str, _Entry]:
    return MappingProxyType({name: entry for part in parts for name, entry in part.items()})


def _dimension(table: Table, name: str, listed: tuple[str, ...], seen: _Seen) -> Dimension:
    own_id = table.string("id")
    if own_id and own_id != name:
        table.problem(f"The id '{own_id}' is not the file's name.", f'Write id = "{name}".', "id")
    if listed and name not in listed:
        table.problem(f"The dimension '{name}' is in no list.", "Add it to dimensions in profile.toml.")
    part = table.string("part")
    if part and part not in get_args(Part):
        table.problem(f"Unknown part '{part}'.", 'Write part = "attitude" or part = "practice".', "part")
    aspects = _aspects(table, name, seen)
    items = _items(table, name, aspects, seen)
    topics = _topics(table, name, aspects, seen)
    dimension = Dimension(
        id=name,
        part=cast(Part, part),
        name=table.text("name"),
        summary=table.text("summary"),
        explanation=table.text("explanation"),
        aspects=MappingProxyType(aspects),
        items=MappingProxyType(items),
        topics=MappingProxyType(topics),
    )
    table.finish()
    return dimension


def _identified(table: Table, kind: str, seen: _Seen) -> str:
    """The table's id, checked: its characters, and that no other `kind` in the profile has it."""
    name = table.string("id")
    own_part = name.partition(".")[2] if kind == "aspect" else name
    if name and not _ID.fullmatch(own_part):
        table.problem(
            f"'{name}' cannot be an id of this {kind}.",
            "Use small letters, digits, '_' and '-', beginning with a letter.",
            "id",
        )
    if (kind, name) in seen:
        where = "twice" if seen[kind, name] == table.file else f"in {seen[kind, name]} too"
        table.problem(f"The id '{name}' is used {where}.", f"Give this {kind} another id.", "id")
    elif name:
        seen[kind, name] = table.file
    return name


def _aspects(dimension: Table, name: str, seen: _Seen) -> dict[str, Aspect]:
    aspects = {}
    used = [entry.get("aspect") for entry in dimension.raw("items")]
    covered = [entry.get("aspects") for entry in dimension.raw("topics")]
    for table in dimension.tables("aspects"):
        aspect = _identified(table, "aspect", seen)
        if aspect and not aspect.startswith(f"{name}."):
            table.problem(
                f"The aspect '{aspect}' does not belong to this dimension.",
                f"Begin its id with '{name}.'.",
                "id",
            )
        if aspect and aspect not in used:
            table.problem(f"The aspect '{aspect}' has no item.", "Write an item for it.")
        if aspect and not any(isinstance(of, list) and aspect in of for of in covered):
            table.problem(f"The aspect '{aspect}' has no topic.", "Add it to the aspects of a topic.")
        aspects[aspect] = Aspect(aspect, name, table.text("name"), table.text("text"))
        table.finish()
    return aspects


def _items(dimension: Table, name: str, aspects: dict[str, Aspect], seen: _Seen) -> dict[str, Item]:
    items = []
    for table in dimension.tables("items"):
        item_id = _identified(table, "item", seen)
        aspect = table.string("aspect")
        if aspect and aspects and aspect not in aspects:
            table.problem(
                f"The item '{item_id}' has the unknown aspect '{aspect}'.",
                f"Use an aspect of this dimension: {', '.join(aspects)}.",
                "aspect",
            )
        item = Item(
            item_id, name, aspect, table.flag("opposite"), table.text("text"), table.text_or_none("minors")
        )
        for key, text in (("text", item.text), ("minors", item.minors)):
            if item.opposite and text is not None and (found := _NEGATION.search(text[LANGUAGES[0]])):
                table.problem(
                    f"The opposite item '{item_id}' holds the negation '{found[0]}'.",
                    "Say the opposite behaviour in plain positive words.",
                    key,
                    LANGUAGES[0],
                )
        items.append(item)
        table.finish()
    if len(items) < MIN_ITEMS:
        dimension.problem(
            f"The dimension '{name}' has {len(items)} items.", f"Write at least {MIN_ITEMS}.", "items"
        )
    opposite = sum(item.opposite for item in items)
    if opposite < MIN_OPPOSITE:
        dimension.problem(
            f"The dimension '{name}' has too few opposite items: {opposite}.",
            f"Let at least {MIN_OPPOSITE} items describe the opposite behaviour.",
            "items",
        )
    return {item.id: item for item in items}


def _topics(dimension: Table, name: str, aspects: dict[str, Aspect], seen: _Seen) -> dict[str, Topic]:
    topics = {}
    for table in dimension.tables("topics"):
        topic = _identified(table, "topic", seen)
        of = table.strings("aspects")
        for unknown in (aspect for aspect in of if aspects and aspect not in aspects):
            table.problem(
                f"The topic '{topic}' names the unknown aspect '{unknown}'.",
                f"Use an aspect of this dimension: {', '.join(aspects)}.",
                "aspects",
            )
        prompts: dict[str, list[Text]] = {phase: [] for phase in PROMPTED_PHASES}
        for prompt in table.tables("prompts"):
            phase = prompt.string("phase")
            if phase in prompts:
                prompts[phase].append(prompt.own_text())
            else:
                prompt.problem(
                    f"Phase '{phase}' has no prompts.", f"Use one of {', '.join(prompts)}.", "phase"
                )
                prompt.own_text()
            prompt.finish()
        for phase in (phase for phase, texts in prompts.items() if not texts):
            table.problem(f"The topic '{topic}' has no prompt for phase '{phase}'.", "Write at least one.")
        topics[topic] = Topic(
            id=topic,
            dimension=name,
            aspects=of,
            title=table.text("title"),
            stake=table.text("stake"),
            prompts=MappingProxyType({phase: tuple(texts) for phase, texts in prompts.items()}),
            examples=tuple(map(_own_text, table.tables("examples"))) if table.holds("examples") else (),
            learn=table.text_or_none("learn"),
            plan=_plan(table.table("plan")) if table.holds("plan") else None,
            minors_only=table.flag("minors_only", default=False),
        )
        table.finish()
    return topics


def _own_text(table: Table) -> Text:
    text = table.own_text()
    table.finish()
    return text


def _plan(table: Table) -> PlanExample:
    plan = PlanExample(table.text("situation"), table.text("action"))
    table.finish()
    return plan


def _intervision(table: Table) -> Intervision:
    seen: _Seen = {}
    phases = {}
    for phase in table.tables("phases"):
        phase_id = _identified(phase, "phase", seen)
        phases[phase_id] = Phase(
            id=phase_id,
            name=phase.text("name"),
            purpose=phase.text("purpose"),
            explanation=phase.text("explanation"),
            questions=tuple(_own_text(question) for question in phase.tables("questions")),
            speaks=phase.text_or_none("speaks") or phase.text("purpose"),
            not_yet=phase.flag("not_yet", default=False),
            pitfalls=phase.text_or_none("pitfalls"),
        )
        phase.finish()
    for missing in (phase for phase in (PREPARE, *PROMPTED_PHASES) if phase not in phases):
        table.problem(
            f"The phase '{missing}' is missing.", f'Add [[phases]] with id = "{missing}".', "phases"
        )
    register = _register(table.table("register")) if table.holds("register") else None
    model = Intervision(
        table.text("title"),
        table.text("introduction"),
        MappingProxyType(phases),
        read_opening(table),
        register,
    )
    table.finish()
    return model


def _register(table: Table) -> Register:
    register = Register(table.text("asks"), table.integer("shortest"), table.text("too_short"))
    table.finish()
    return register
