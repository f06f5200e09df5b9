"""A team's closed round in charts: the sides with chance around them, and several rounds over time.

As in `report.charts`: a specification is built once, asks for its rows by `DATA_NAME`, and a page only adds
the rows. Every chart has a table to read beside it, narrow enough for a telephone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Final

import numpy as np
import pandas as pd
from babel.dates import format_date

from content import Part, Profile, babel_locale, interface_words
from report import team_sentences as words
from report.charts import dimension_spec
from report.growth import growth_spec
from report.look import WORD
from scoring.snapshot import Snapshot, changed

ROUNDS_HEIGHT: Final = 200
POINT_SIZE: Final = 130
"""Pixels from 0 to 100, and square pixels of a point: the least chance (4 to either side) shows around it."""

ROOM: Final = 9
"""Points of 100 between a bar and the mark of a change beside it."""

Rounds = Sequence[tuple[date, Snapshot]]
"""Closed rounds of one team with the days they were closed, oldest first."""


def team_table(profile: Profile, snapshot: Snapshot, language: str, part: Part) -> pd.DataFrame:
    """One row a dimension of `part`, in the profile's order: what the chart draws.

    Columns: label (name and numbers, as the chart shows them), score (the mean), low, high (0..100, NaN where
    too few people have a score).
    """
    rows = [snapshot.dimensions[dimension.id] for dimension in profile.part(part)]
    low, high = _bands([row.mean for row in rows], snapshot)
    labels = [_mean_label(row.mean, snapshot, language) for row in rows]
    return pd.DataFrame(
        {
            "label": [
                f"{dimension.name[language]}: {label}"
                for dimension, label in zip(profile.part(part), labels, strict=True)
            ],
            "score": np.array([row.mean for row in rows], dtype=float),
            "low": low,
            "high": high,
        }
    )


def readable_team_table(profile: Profile, snapshot: Snapshot, language: str, part: Part) -> pd.DataFrame:
    """The same for reading beside the chart: text only."""
    _ = interface_words(language).gettext
    rows = [
        (dimension.name[language], _mean_label(snapshot.dimensions[dimension.id].mean, snapshot, language))
        for dimension in profile.part(part)
    ]
    return readable(rows, (_("Side"), _("Mean of the team (0 to 100), with chance")))


def team_spec(profile: Profile, language: str, part: Part) -> dict[str, Any]:
    """The specification for the rows of `team_table`: that of one person's chart, told of a team.

    Shared: not to be changed.
    """
    _ = interface_words(language).gettext
    return {
        **dimension_spec(profile, language, part),
        "description": _(
            "For each side a point, the team's mean from 0 to 100, on a bar, how far chance reaches. The"
            " table below holds the same numbers."
        ),
    }


def rounds_table(rounds: Rounds, dimension: str, language: str) -> pd.DataFrame:
    """One row a round: what the chart of one dimension draws.

    Columns: label (the day it was closed), score (the mean), low, high (0..100, NaN where there is none),
    line (a number that rounds share as long as each can be compared with the one before), mark ('+15' where
    the mean changed since the round before, else nothing) and mark_at (0..100, where that stands).
    """
    found = [snapshot.dimensions.get(dimension) for _day, snapshot in rounds]
    means = [None if one is None else one.mean for one in found]
    bands = [_bands([mean], snapshot) for mean, (_day, snapshot) in zip(means, rounds, strict=True)]
    differences = [None, *(changed(a, b, dimension) for (_, a), (_, b) in pairwise(rounds))]
    low, high = (np.concatenate([[], *(band[side] for band in bands)]) for side in (0, 1))
    score = np.array(means, dtype=float)
    return pd.DataFrame(
        {
            "label": round_labels(rounds, language),
            "score": score,
            "low": low,
            "high": high,
            "line": np.cumsum([difference is None for difference in differences]),
            "mark": [
                words.change_word(difference, language) if difference else "" for difference in differences
            ],
            "mark_at": np.where(score > 50, low - ROOM, high + ROOM),
        }
    )


def readable_rounds_table(profile: Profile, rounds: Rounds, language: str, part: Part) -> pd.DataFrame:
    """The same for reading beside the charts: text only, a row a dimension and round.

    '–' where an older round lacks the dimension. There is at least one round, the last with `profile`.
    """
    _ = interface_words(language).gettext
    rows = []
    for dimension in profile.part(part):
        before = None
        for label, (_day, snapshot) in zip(round_labels(rounds, language), rounds, strict=True):
            found = snapshot.dimensions.get(dimension.id)
            mean = "–" if found is None or found.mean is None else str(found.mean)
            if before is not None:
                since = changed(before, snapshot, dimension.id)
                mean = f"{mean} ({words.change_word(since, language)})"
            rows.append((dimension.name[language], label, mean))
            before = snapshot
    return readable(rows, (_("Side"), _("Round closed on"), _("Mean (0 to 100)")))


def round_labels(rounds: Rounds, language: str) -> list[str]:
    """The day each round was closed, short: '24 nov 2026'; the second one of a day is '24 nov 2026 (2)'."""
    labels, seen = [], Counter[str]()
    for day, _snapshot in rounds:
        label = format_date(day, "d MMM y", locale=babel_locale(language))
        seen[label] += 1
        labels.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return labels


def rounds_spec(profile: Profile, language: str, rounds: int) -> dict[str, Any]:
    """The specification for the rows of `rounds_table`: that of one person's growth, with changes marked.

    Shared: not to be changed.
    """
    _ = interface_words(language).gettext
    spec = growth_spec(profile, language, rounds)
    (point,) = (layer for layer in spec["layer"] if layer["mark"]["type"] == "point")
    others = [layer for layer in spec["layer"] if layer is not point]
    smaller = {**point["mark"], "size": POINT_SIZE}
    bold = {"type": "text", **WORD, "align": "center", "fontWeight": "bold"}
    text = {
        **point["encoding"],
        "y": {**point["encoding"]["y"], "field": "mark_at"},
        "text": {"field": "mark", "type": "nominal"},
    }
    return {
        **spec,
        "height": ROUNDS_HEIGHT,
        "layer": [*others, {**point, "mark": smaller}, {**point, "mark": bold, "encoding": text}],
        "description": _(
            "For each round a point, the team's mean from 0 to 100, on a bar, how far chance reaches. A"
            " number stands only where the mean changed since the round before. The table below holds the"
            " same."
        ),
    }


def _bands(means: Sequence[int | None], snapshot: Snapshot) -> tuple[Any, Any]:
    """Where chance begins and ends around each mean; NaN where there is none."""
    found = [(np.nan, np.nan) if mean is None else words.chance_band(mean, snapshot) for mean in means]
    low, high = zip(*found, strict=True)
    return np.array(low, dtype=float), np.array(high, dtype=float)


def _mean_label(mean: int | None, snapshot: Snapshot, language: str) -> str:
    _ = interface_words(language).gettext
    if mean is None:
        return _("no mean")
    between = _("{low} to {high}")
    low, high = words.chance_band(mean, snapshot)
    return f"{mean} ({between.format(low=low, high=high)})"


def readable(rows: Sequence[tuple[str, ...]], heads: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(heads)).set_index(heads[0])
