"""The screens of the reflection, in order, and where a reader is in them."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import Final

from app_pages.context import PageContext
from content import Dimension, Profile

WORDS_A_MINUTE: Final = 175
"""Reading quietly, as most adults at least do (175 to 300 words, longer Dutch words make no difference).

Brysbaert, How many words do we read per minute?, Journal of Memory and Language 109 (2019),
doi:10.1016/j.jml.2019.104047.
"""

SECONDS_TO_CHOOSE: Final = 8
"""To think of one's contacts and choose; our estimate, until a pilot has measured it.

With the reading that makes some 12 seconds a statement. An ordinary question in a web survey takes about 10
(Pew Research Center, How we keep our online surveys from running too long, 2022).
"""

START: Final = "start"
PRACTICE: Final = "practice"  # where the practice part is offered
RESULT: Final = "result"


def steps(context: PageContext) -> list[str]:
    """The screens in order: the start, the attitude dimensions, the offer, the practice dimensions."""
    attitude, practice = context.profile.part("attitude"), context.profile.part("practice")
    offered = [PRACTICE, *(dimension.id for dimension in practice)] if practice else []
    return [START, *(dimension.id for dimension in attitude), *offered, RESULT]


def knows_whom(context: PageContext) -> bool:
    """Whether the reader has said with whom they were in contact; the wording of statements depends on it."""
    return "works_with" in context.draft


def current_step(context: PageContext) -> str:
    """The screen to go on with: the last one with an answer, or the one after it where it is complete."""
    dimensions = context.profile.dimensions.values()
    touched = [d for d in dimensions if not context.answers.keys().isdisjoint(d.items)]
    if not touched or not knows_whom(context):
        return START
    order = steps(context)
    return order[order.index(touched[-1].id) + (not open_items(context, touched[-1].id))]


def open_items(context: PageContext, step: str) -> list[int]:
    """The numbers of the statements on this screen without an answer."""
    if step not in context.profile.dimensions:
        return []
    items = context.profile.dimensions[step].items
    return [number for number, item in enumerate(items, start=1) if item not in context.answers]


def minutes(profile: Profile, dimensions: Iterable[Dimension], language: str) -> int:
    """How long the screens of these dimensions take: to read their words, and to choose an answer each."""
    screens = [*dimensions]
    items = [item for dimension in screens for item in dimension.items.values()]
    read = [profile.stem[language]] * len(screens) + [item.text[language] for item in items]
    count = sum(len(text.split()) for text in read)
    return ceil(count / WORDS_A_MINUTE + len(items) * SECONDS_TO_CHOOSE / 60)
