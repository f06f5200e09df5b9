"""One dimension's numbers as text, the same in charts, sentences and the PDF."""

from __future__ import annotations

from dataclasses import dataclass

from content import Profile, interface_words
from scoring import Reflection


@dataclass(frozen=True)
class Facts:
    """Texts: score '57' or 'no score', between '48 to 82' or '–', count '7 of 7'."""

    name: str
    score: str
    between: str
    count: str
    label: str  # '57 (48 to 82)' or 'no score'


def facts(profile: Profile, reflection: Reflection, dimension: str, language: str) -> Facts:
    """The texts about one dimension, with or without a score."""
    _ = interface_words(language).gettext
    found, name = reflection.dimensions[dimension], profile.dimensions[dimension].name[language]
    count = _("{answered} of {items}").format(answered=found.answered, items=found.items)
    if found.score is None or found.low is None or found.high is None:
        no_score = _("no score")
        return Facts(name, no_score, between="–", count=count, label=no_score)
    score = str(whole(found.score))
    between = _("{low} to {high}").format(low=whole(found.low), high=whole(found.high))
    return Facts(name, score, between, count, label=f"{score} ({between})")


def fact_heads(language: str) -> tuple[str, str, str, str]:
    """Table headers for name, score, between and count."""
    _ = interface_words(language).gettext
    return _("Area"), _("Score (0 to 100)"), _("It could also be"), _("Statements that count")


def whole(value: float) -> int:
    """A score as it is shown: 62.5 -> 63 (Python's round() gives 62)."""
    return int(value + 0.5)
