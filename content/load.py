"""profile/*.toml -> a frozen Profile, or one error that lists every problem."""

from __future__ import annotations

import logging
import os
import re
import time
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Final, cast, get_args

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
    Part,
    Phase,
    PlanExample,
    Profile,
    Register,
    Text,
    Topic,
    WorksWith,
)
from content.reader import Problem, ProfileError, Table

PROFILE_FOLDER: Final = Path(
    os.environ.get("BASISHOUDING_PROFILE") or Path(__file__).resolve().parent.parent / "profile"
)
"""The profile of this project, or another one that the setting names."""

MINIMUM_OPPOSITE: Final = 2
"""Opposite items a dimension needs: with fewer, yes-saying cannot be told from an attitude."""

MINIMUM_ITEMS: Final = 3
"""A dimension with fewer items could never get a score (see scoring)."""

PROMPTED_PHASES: Final = ("explore", "core", "new_way")
"""The phases of a meeting in which a topic has prompts of its own."""

PREPARED: Final = "prepare"
"""The phase whose questions a case answers."""

_NEGATION: Final = re.compile(r"\b(niet|geen|nooit|niets|niemand|nergens)\b", re.IGNORECASE)
_ID: Final = re.compile(r"[a-z][a-z0-9_.-]*")
_FILES: Final = "[!.]*.toml"  # not the hidden files that editors leave
_OTHER_FILES: Final = ("profile", "intervision", "mirror")

_Signature = tuple[tuple[str, int, int], ...]
_Seen = dict[tuple[str, str], str]  # (kind, id) -> the file that has it
_loaded: dict[Path, tuple[_Signature, Profile]] = {}
_log = logging.getLogger("basishouding.content")


def load_profile(folder: Path | str | None = None) -> Profile:
    """The attitude profile in `folder` (this project's own by default).

    Read again only when a file has changed, so that an edit shows at the next click.

    Raises:
        ProfileError: lists every problem found, with file, line and how to mend it.
    """
    place = Path(folder) if folder is not None else PROFILE_FOLDER
    signature = _signature(place)
    if place not in _loaded or _loaded[place][0] != signature:
        _loaded[place] = (signature, _read(place))
    return _loaded[place][1]


LOOK_AGAIN_SECONDS: Final = 1.0
"""How long a running app takes the files for unchanged: to look costs more than most of what a page does."""

_reported: _Signature | None = None
_looked_at: dict[Path, float] = {}


def latest_valid_profile() -> Profile:
    """The profile for a running app: a slip in a file being edited must not stop its readers.

    Such a file's problems go to the log, and the last valid profile stays.
    """
    global _reported
    now = time.monotonic()
    if PROFILE_FOLDER in _loaded and now < _looked_at.get(PROFILE_FOLDER, 0.0) + LOOK_AGAIN_SECONDS:
        return _loaded[PROFILE_FOLDER][1]
    _looked_at[PROFILE_FOLDER] = now
    try:
        return load_profile()
    except ProfileError as error:
        if PROFILE_FOLDER not in _loaded:
            raise
        signature = _signature(PROFILE_FOLDER)
        if signature != _reported:
            _reported = signature
            told = str(error)  # whole, since it is about our own files
            _log.error("%s\nThe app goes on with the last valid profile.", told)
        return _loaded[PROFILE_FOLDER][1]


def _signature(folder: Path) -> _Signature:
    signature = []
    for file in sorted(folder.glob(_FILES)):
        with suppress(OSError):  # an editor may be putting a new file in its place
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
                f"'{name}' is no name for a dimension, or stands here twice.",
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
            "The answers to 'with whom do you work' are others than the app knows.",
            "Give [[works_with]] the ids adults, minors, both, in that order.",
            "works_with",
        )
    profile = Profile(
        version=top.string("version"),
        title=top.text("title"),
        for_whom=top.text("for_whom"),
        introduction=top.text("introduction"),
        source=top.text("source"),
        not_replaced=top.text_or_none("not_replaced"),
        stem=top.text("stem"),
        scale=MappingProxyType(dict(scale)),
        not_applicable=top.text("not_applicable"),
        works_with_question=top.text("works_with_question"),
        works_with=tuple(choices),
        confidence=Confidence(confidence.text("question"), confidence.text("low"), confidence.text("high")),
        plan_example=PlanExample(plan.text("situation"), plan.text("action")),
        dimensions=MappingProxyType({d.id: d for d in dimensions}),
        aspects=MappingProxyType({id: part for d in dimensions for id, part in d.aspects.items()}),
        items=MappingProxyType({id: part for d in dimensions for id, part in d.items.items()}),
        topics=MappingProxyType({id: part for d in dimensions for id, part in d.topics.items()}),
        intervision=intervision
        or Intervision(MappingProxyType({}), MappingProxyType({}), MappingProxyType({}), None),
        mirror=mirror,
    )
    confidence.finish()
    plan.finish()
    top.finish()
    return profile


def _dimension(table: Table, name: str, listed: tuple[str, ...], seen: _Seen) -> Dimension:
    id = table.string("id")
    if id and id != name:
        table.problem(f"The id '{id}' is not the file's name.", f'Write id = "{name}".', "id")
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
    """The table's id. Items and topics are looked up by id alone: no other dimension may have it either."""
    id = table.string("id")
    if id and not _ID.fullmatch(id):
        table.problem(f"'{id}' cannot be an id.", "Use small letters, digits, '.', '_' and '-'.", "id")
    if (kind, id) in seen:
        where = "twice" if seen[kind, id] == table.file else f"in {seen[kind, id]} too"
        table.problem(f"The id '{id}' is used {where}.", f"Give this {kind} an id of its own.", "id")
    elif id:
        seen[kind, id] = table.file
    return id


def _aspects(dimension: Table, name: str, seen: _Seen) -> dict[str, Aspect]:
    aspects = {}
    used = [entry.get("aspect") for entry in dimension.raw("items")]
    covered = [entry.get("aspects") for entry in dimension.raw("topics")]
    for table in dimension.tables("aspects"):
        id = _identified(table, "aspect", seen)
        if id and not id.startswith(f"{name}."):
            table.problem(
                f"The aspect '{id}' is not of this dimension.", f"Begin its id with '{name}.'.", "id"
            )
        if id and id not in used:
            table.problem(f"The aspect '{id}' has no item.", "Write an item for it.")
        if id and not any(isinstance(of, list) and id in of for of in covered):
            table.problem(f"The aspect '{id}' has no topic.", "Add it to the aspects of a topic.")
        aspects[id] = Aspect(id, name, table.text("name"), table.text("text"))
        table.finish()
    return aspects


def _items(dimension: Table, name: str, aspects: dict[str, Aspect], seen: _Seen) -> dict[str, Item]:
    items = []
    for table in dimension.tables("items"):
        id = _identified(table, "item", seen)
        aspect = table.string("aspect")
        if aspect and aspects and aspect not in aspects:
            table.problem(
                f"The item '{id}' has no dimension: nobody knows the aspect '{aspect}' here.",
                f"Use an aspect of this dimension: {', '.join(aspects)}.",
                "aspect",
            )
        item = Item(
            id, name, aspect, table.flag("opposite"), table.text("text"), table.text_or_none("minors")
        )
        for key, text in (("text", item.text), ("minors", item.minors)):
            if item.opposite and text is not None and (found := _NEGATION.search(text[LANGUAGES[0]])):
                table.problem(
                    f"The opposite item '{id}' holds the negation '{found[0]}'.",
                    "Say the opposite behaviour in plain positive words.",
                    key,
                    LANGUAGES[0],
                )
        items.append(item)
        table.finish()
    if len(items) < MINIMUM_ITEMS:
        dimension.problem(
            f"The dimension '{name}' has {len(items)} items.", f"Write at least {MINIMUM_ITEMS}.", "items"
        )
    opposite = sum(item.opposite for item in items)
    if opposite < MINIMUM_OPPOSITE:
        dimension.problem(
            f"The dimension '{name}' has too few opposite items: {opposite}.",
            f"Let at least {MINIMUM_OPPOSITE} items describe the opposite behaviour.",
            "items",
        )
    return {item.id: item for item in items}


def _topics(dimension: Table, name: str, aspects: dict[str, Aspect], seen: _Seen) -> dict[str, Topic]:
    topics = {}
    for table in dimension.tables("topics"):
        id = _identified(table, "topic", seen)
        of = table.strings("aspects")
        for unknown in (aspect for aspect in of if aspects and aspect not in aspects):
            table.problem(
                f"The topic '{id}' names the unknown aspect '{unknown}'.",
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
                    f"No prompts belong to phase '{phase}'.", f"Use one of {', '.join(prompts)}.", "phase"
                )
                prompt.own_text()
            prompt.finish()
        for phase in (phase for phase, texts in prompts.items() if not texts):
            table.problem(f"The topic '{id}' has no prompt for phase '{phase}'.", "Write at least one.")
        topics[id] = Topic(
            id=id,
            dimension=name,
            aspects=of,
            title=table.text("title"),
            stake=table.text("stake"),
            prompts=MappingProxyType({phase: tuple(texts) for phase, texts in prompts.items()}),
            minors_only=table.flag("minors_only", default=False),
        )
        table.finish()
    return topics


def _intervision(table: Table) -> Intervision:
    seen: _Seen = {}
    phases = {}
    for phase in table.tables("phases"):
        id = _identified(phase, "phase", seen)
        questions = []
        for question in phase.tables("questions"):
            questions.append(question.own_text())
            question.finish()
        phases[id] = Phase(
            id=id,
            name=phase.text("name"),
            purpose=phase.text("purpose"),
            explanation=phase.text("explanation"),
            questions=tuple(questions),
            not_yet=phase.flag("not_yet", default=False),
            pitfalls=phase.text_or_none("pitfalls"),
        )
        phase.finish()
    for missing in (phase for phase in (PREPARED, *PROMPTED_PHASES) if phase not in phases):
        table.problem(
            f"The phase '{missing}' is missing.", f'Add [[phases]] with id = "{missing}".', "phases"
        )
    register = _register(table.table("register")) if table.holds("register") else None
    model = Intervision(table.text("title"), table.text("introduction"), MappingProxyType(phases), register)
    table.finish()
    return model


def _register(table: Table) -> Register:
    register = Register(table.text("asks"), table.integer("shortest"), table.text("too_short"))
    table.finish()
    return register
