"""What the answers of a pilot say about the statements, as text: docs/evidence.md says how to read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from content import LANGUAGES, Dimension, Profile
from formats.pilot import Pilot
from formats.reliability import LEVEL, Coefficient, Numbers, coefficients, covariances, item_rest
from scoring.matrix import needed

FEW: Final = 200
"""People; with fewer, an interval is too long to decide by (docs/evidence.md)."""
LOWEST, HIGHEST = 1, 5

HEADS: Final = ("item", "n", "not applicable", "mean", "sd", "lowest", "highest", "item-rest")
WIDTHS: Final = (7, 16, 7, 7, 9, 9, 11)
"""Of the columns after the first."""


def evidence_of(profile: Profile, pilot: Pilot) -> str:
    """Per dimension: its items, the share at the bottom and the top, alpha and omega with their intervals.

    Opposite items are turned (6 - x) first.
    """
    people = len(next(iter(pilot.answers.values())))
    lines = [f"Profile {profile.version}. People with an answer: {people}."]
    if pilot.empty:
        lines.append(f"Rows left out, as they answer no item: {pilot.empty}.")
    if pilot.left_out:
        lines.append(f"Columns left out, as they belong to no item: {', '.join(pilot.left_out)}.")
    if people < FEW:
        lines.append(
            f"Fewer than {FEW} people: the intervals are long. Change no item by these figures alone."
        )
    for dimension in profile.dimensions.values():
        lines += ["", *_dimension(dimension, pilot)]
    lines += ["", f"(turned) = opposite item, counted as 6 - x. Intervals: {LEVEL} %, by resampling people."]
    return "\n".join(lines)


def _dimension(dimension: Dimension, pilot: Pilot) -> Iterator[str]:
    turned = np.stack(
        [
            LOWEST + HIGHEST - pilot.answers[item.id] if item.opposite else pilot.answers[item.id]
            for item in dimension.items.values()
        ],
        axis=1,
    )
    answered = (~np.isnan(turned)).sum(axis=1)
    scored = turned[answered >= needed(len(dimension.items))]
    means = np.array([np.nanmean(row) for row in scored])
    name = dimension.name[LANGUAGES[0]]
    yield f"{name} ({dimension.id}, {dimension.part}). People with a score: {len(scored)}."
    names = [f"{item.id} (turned)" if item.opposite else item.id for item in dimension.items.values()]
    width = max(map(len, names))
    yield _row(HEADS, width)
    rest = item_rest(covariances(turned))
    for item, name, column, together in zip(dimension.items, names, turned.T, rest, strict=True):
        given = column[~np.isnan(column)]
        skipped = int(pilot.not_applicable[item].sum())
        yield _row(
            (
                name,
                str(len(given)),
                _share(skipped, len(given) + skipped),
                _number(given.mean() if len(given) else np.nan),
                _number(given.std(ddof=1) if len(given) > 1 else np.nan),
                _share(int((given == LOWEST).sum()), len(given)),
                _share(int((given == HIGHEST).sum()), len(given)),
                _number(together),
            ),
            width,
        )
    yield f"score: mean {_number(means.mean() if len(means) else np.nan)} of 1 to 5, {_ends(means)}"
    alpha, omega = coefficients(turned)
    yield f"alpha {_with_interval(alpha)}; omega {_with_interval(omega)}"


def _ends(means: Numbers) -> str:
    lowest, highest = (_share(int((means == end).sum()), len(means)) for end in (LOWEST, HIGHEST))
    return f"lowest possible {lowest}, highest possible {highest}"


def _row(cells: Sequence[str], width: int) -> str:
    first, *others = cells
    return first.ljust(width) + "".join(map(str.rjust, others, WIDTHS))


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "-"


def _number(value: float) -> str:
    return f"{value:.2f}" if np.isfinite(value) else "-"


def _with_interval(found: Coefficient) -> str:
    return f"{_number(found.value)} ({_number(found.low)} to {_number(found.high)})"
