"""A team's statements as every page and file shows them: a mark, the sentence, a bar, and the words.

The bar has as many cells as the spread has parts. A cell is filled where that part of the team is certain to
be high or low; what is not known stays empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from content import Dimension, Profile, interface_words
from report.sentences import capital
from report.team_sentences import answer_words, band_words, mark_word, statement_words
from scoring.snapshot import Mark, Snapshot, Spread

ORDER: Final[tuple[Mark | None, ...]] = ("often", "divided", "sometimes", "seldom", None)
"""Strongest first; what was published of nobody last."""


@dataclass(frozen=True)
class Statement:
    """One statement of a team; opposite ones read so that 'often' fits the attitude."""

    item: str
    mark: Mark | None
    word: str
    text: str
    spread: Spread | None
    shares: str
    """How many people are high and low, in words; empty without a spread."""

    @property
    def cells(self) -> list[str]:
        """The bar from the left: 'high' and 'low' where that is certain, else ''."""
        if self.spread is None:
            return []
        of, low, high = self.spread.of, self.spread.low, self.spread.high
        return ["high"] * high + [""] * (of - high - low) + ["low"] * low


def statements(
    profile: Profile, snapshot: Snapshot, language: str, dimensions: Sequence[Dimension]
) -> list[Statement]:
    """Statements: strongest first, then what divides the team, then what is seen least."""
    found = []
    for dimension in dimensions:
        for item in dimension.items:
            one = snapshot.items[item]
            found.append(
                Statement(
                    item,
                    one.mark,
                    mark_word(profile, one.mark, language),
                    statement_words(profile, item, language),
                    one.spread,
                    "" if one.spread is None else share_words(profile, one.spread, language),
                )
            )
    return sorted(found, key=_rank)


def by_mark(found: Sequence[Statement]) -> list[tuple[Mark | None, list[Statement]]]:
    """The same, those with one mark together."""
    return [(mark, [*group]) for mark, group in groupby(found, key=lambda one: one.mark)]


def share_words(profile: Profile, spread: Spread, language: str) -> str:
    """How many people are high or low, as far as that is certain: 'More than two thirds: often or more.'

    Where neither is, that few are.
    """
    _ = interface_words(language).gettext
    answers = answer_words(profile, language)
    sides = (
        (spread.high, _("{Share}: {answer} or more.").format(Share="{Share}", answer=answers["often"])),
        (spread.low, _("{Share}: {answer} or less.").format(Share="{Share}", answer=answers["seldom"])),
    )
    certain = [side for side in sides if side[0]] or sides
    return " ".join(
        text.format(Share=capital(band_words(band, spread.of, language))) for band, text in certain
    )


def _rank(one: Statement) -> tuple[int, float]:
    spread = one.spread
    return ORDER.index(one.mark), 0 if spread is None else (spread.low - spread.high) / spread.of
