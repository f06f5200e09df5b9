"""What the attitude profile consists of, as frozen objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from records import Part, WorksWith

Text = Mapping[str, str]
"""One text in every language of the app: {"nl": ..., "en": ...}."""

LANGUAGES = ("nl", "en")
"""The languages of every text; the first is the default."""


@dataclass(frozen=True)
class Aspect:
    """One thing the source asks of the professional; its id is stable."""

    id: str
    dimension: str
    name: Text
    text: Text


@dataclass(frozen=True)
class Item:
    """A statement about one's own behaviour, answered by how often."""

    id: str
    dimension: str
    aspect: str
    opposite: bool
    text: Text
    minors: Text | None

    def wording(self, works_with: WorksWith) -> Text:
        """The statement as this reader sees it.

        Who works with minors, or with both, reads the second wording: nobody gets a lower score for
        deciding where the law asks it.
        """
        return self.text if self.minors is None or works_with == "adults" else self.minors


@dataclass(frozen=True)
class PlanExample:
    """An example of an if-then plan, shown in the empty fields."""

    situation: Text
    action: Text


@dataclass(frozen=True)
class Topic:
    """A subject for intervision, with prompts for the phases where content matters."""

    id: str
    dimension: str
    aspects: tuple[str, ...]
    title: Text
    stake: Text
    prompts: Mapping[str, tuple[Text, ...]]  # phase id -> open questions
    minors_only: bool
    examples: tuple[Text, ...] = ()  # sentences that one could say tomorrow
    learn: Text | None = None  # from whom one could learn it
    plan: PlanExample | None = None  # a plan that fits this topic


@dataclass(frozen=True)
class Dimension:
    """One dimension of the attitude part or the practice part."""

    id: str
    part: Part
    name: Text
    summary: Text
    explanation: Text
    aspects: Mapping[str, Aspect]
    items: Mapping[str, Item]
    topics: Mapping[str, Topic]


@dataclass(frozen=True)
class Phase:
    """One phase of the intervision model."""

    id: str
    name: Text
    purpose: Text
    explanation: Text
    questions: tuple[Text, ...]
    speaks: Text  # who speaks, and that the others listen, in a line; the purpose where nobody wrote it
    not_yet: bool  # judgement, estimate and solution are held back
    pitfalls: Text | None  # for the facilitator


@dataclass(frozen=True)
class Register:
    """A professional register that counts intervision meetings."""

    asks: Text
    shortest: int  # minutes; the register may not count a shorter meeting
    too_short: Text


@dataclass(frozen=True)
class OpeningScreen:
    """A screen before the first phase of a meeting."""

    title: Text
    lines: tuple[Text, ...]


@dataclass(frozen=True)
class Intervision:
    """The intervision model: an introduction and its phases in order."""

    title: Text
    introduction: Text
    phases: Mapping[str, Phase]
    opening: Mapping[str, OpeningScreen]  # agreements, check_in, choose
    register: Register | None


@dataclass(frozen=True)
class MirrorKind:
    """Words of one kind that the language mirror marks, and what helps for each answer to its question."""

    words: tuple[str, ...]  # in their plain form, and phrases
    about_him: Text
    about_situation: Text
    own_feeling: Text


# compared as the one object it is, so that a cache can hold what is made of it
@dataclass(frozen=True, eq=False)
class Mirror:
    """Which Dutch words of a case the language mirror marks."""

    kinds: tuple[MirrorKind, ...]
    intensifiers: tuple[str, ...]  # mean 'very' before most words
    after_intensifiers: tuple[str, ...]  # before these they do not
    never: tuple[str, ...]  # words and phrases that are not marked


@dataclass(frozen=True)
class Choice:
    """A possible answer to a question of the app, with its label."""

    id: str
    label: Text


@dataclass(frozen=True)
class Confidence:
    """The one question outside the scores: how sure one feels of what to do, 0..10."""

    question: Text
    low: Text
    high: Text


@dataclass(frozen=True)
class Profile:
    """The whole attitude profile; the attitude dimensions come first."""

    version: str
    title: Text
    for_whom: Text  # the first text on the first page
    introduction: Text
    source: Text
    evidence: Text  # what has been studied of the statements and scores, and what not
    not_replaced: Text | None  # duties that stay, whatever the result
    stem: Text  # above every screen of items
    scale: Mapping[int, Text]  # 1..5
    not_applicable: Text
    works_with_question: Text
    works_with: tuple[Choice, ...]
    confidence: Confidence
    plan_example: PlanExample
    dimensions: Mapping[str, Dimension]
    aspects: Mapping[str, Aspect]
    items: Mapping[str, Item]
    topics: Mapping[str, Topic]
    intervision: Intervision
    mirror: Mirror

    def part(self, part: Part) -> tuple[Dimension, ...]:
        """The dimensions of one part, in their order."""
        return tuple(d for d in self.dimensions.values() if d.part == part)
