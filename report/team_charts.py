"""A team's closed rounds in charts: the dimensions with chance, and several rounds over time.

As in `report.charts`, specifications are cached and a page adds the rows; every chart has a table beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Final

import numpy as np
import pandas as pd

from content import Part, Profile, interface_words
from report import team_sentences as words
from report.charts import dimension_spec
from report.growth import day_labels, growth_spec
from report.look import WORD, readable
from scoring.matrix import Floats
from scoring.snapshot import Snapshot, changed

ROUNDS_HEIGHT: Final = 200
"""Pixels from 0 to 100."""

POINT_SIZE: Final = 130
"""Square pixels, so that the smallest bar of chance (5 points either way) shows around the point."""

MARK_DISTANCE: Final = 9
"""Points of 100 between a bar and the mark of a change."""

Rounds = Sequence[tuple[date, Snapshot]]
"""Closed rounds of one team, each with its closing day, oldest first."""


def team_table(profile: Profile, snapshot: Snapshot, language: str, part: Part) -> pd.DataFrame:
    """The rows of the chart: one per dimension of `part`, in the profile's order.

    Columns: label (name and numbers), score (the mean), low, high (0..100, NaN if too few people have a
    score).
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
    """The same as a table of texts to read beside the chart."""
    _ = interface_words(language).gettext
    rows = [
        (dimension.name[language], _mean_label(snapshot.dimensions[dimension.id].mean, snapshot, language))
        for dimension in profile.part(part)
    ]
    return readable(rows, (_("Side"), _("Mean of the team (0 to 100), with chance")))


def team_spec(profile: Profile, language: str, part: Part) -> dict[str, Any]:
    """The specification for the rows of `team_table`: that of one person, described for a team."""
    _ = interface_words(language).gettext
    return {
        **dimension_spec(profile, language, part),
        "description": _(
            "For each side a point, the team's mean from 0 to 100, on a bar, how far chance reaches. The"
            " table below holds the same numbers."
        ),
    }


def rounds_table(rounds: Rounds, dimension: str, language: str) -> pd.DataFrame:
    """The rows of one dimension's chart: one per round.

    Columns: label (closing day), score (the mean), low, high (0..100, NaN without a mean), line (a number
    that is the same for rounds that can be compared with the one before), mark ('+15' if the mean changed
    since the round before, else empty) and mark_at (0..100, the position of the mark).
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
            "mark_at": np.where(score > 50, low - MARK_DISTANCE, high + MARK_DISTANCE),
        }
    )


def readable_rounds_table(profile: Profile, rounds: Rounds, language: str, part: Part) -> pd.DataFrame:
    """The same as a table of texts to read beside the charts: a row per dimension and round.

    '–' where an older round lacks the dimension. Needs at least one round; the last used `profile`.
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
    """The closing day of each round, as in `day_labels`."""
    return day_labels((day for day, _snapshot in rounds), language)


def rounds_spec(profile: Profile, language: str, rounds: int) -> dict[str, Any]:
    """The specification for the rows of `rounds_table`: one person's growth with marks of changes."""
    _ = interface_words(language).gettext
    spec = growth_spec(language, rounds)
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


def _bands(means: Sequence[int | None], snapshot: Snapshot) -> tuple[Floats, Floats]:
    """The lower and upper ends of chance around each mean; NaN without a mean."""
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
