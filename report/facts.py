"""One dimension's numbers as they are shown, the same in the chart's labels, the tables and the PDF."""

from __future__ import annotations

from dataclasses import dataclass

from content import Profile, interface_words
from scoring import Reflection


@dataclass(frozen=True)
class Facts:
    """Text only: score '57' or 'no score', between '48 to 82' or '–', count '7 of 7'."""

    name: str
    score: str
    between: str
    count: str
    label: str  # '57 (48 to 82)' or 'no score'


def facts(profile: Profile, reflection: Reflection, id: str, language: str) -> Facts:
    """What is shown of one dimension; whether it has a score makes the difference."""
    _ = interface_words(language).gettext
    found, name = reflection.dimensions[id], profile.dimensions[id].name[language]
    count = _("{answered} of {items}").format(answered=found.answered, items=found.items)
    if found.score is None or found.low is None or found.high is None:
        none = _("no score")
        return Facts(name, score=none, between="–", count=count, label=none)
    score = str(whole(found.score))
    between = _("{low} to {high}").format(low=whole(found.low), high=whole(found.high))
    return Facts(name, score, between, count, label=f"{score} ({between})")


def fact_heads(language: str) -> tuple[str, str, str, str]:
    """The heads of a table of facts: name, score, between, count."""
    _ = interface_words(language).gettext
    return _("Side"), _("Score (0 to 100)"), _("Range, 90 percent certain"), _("Statements that count")


def whole(value: float) -> int:
    """A score as it is shown: 62.5 -> 63 (Python's own round() gives 62)."""
    return int(value + 0.5)
