"""A team's closed rounds: the dimensions with chance as a chart, and several rounds side by side.

As in `report.charts`, specifications are cached and a page adds the rows; every chart has a table beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from content import Profile, interface_words
from report import team_sentences as words
from report.charts import dimension_spec
from report.growth import day_labels
from report.look import readable
from scoring.matrix import Floats
from scoring.snapshot import Snapshot, changed

Rounds = Sequence[tuple[date, Snapshot]]
"""Closed rounds of one team, each with its closing day, oldest first."""


def team_table(profile: Profile, snapshot: Snapshot, language: str) -> pd.DataFrame:
    """The rows of the chart: one per attitude dimension, in the profile's order.

    Columns: label (name and numbers), score (the mean), low, high (0..100, NaN if too few people have a
    score).
    """
    rows = [snapshot.dimensions[dimension.id] for dimension in profile.part("attitude")]
    low, high = _bands([row.mean for row in rows], snapshot)
    labels = [mean_label(row.mean, snapshot, language) for row in rows]
    return pd.DataFrame(
        {
            "label": [
                f"{dimension.name[language]}: {label}"
                for dimension, label in zip(profile.part("attitude"), labels, strict=True)
            ],
            "score": np.array([row.mean for row in rows], dtype=float),
            "low": low,
            "high": high,
        }
    )


def readable_team_table(profile: Profile, snapshot: Snapshot, language: str) -> pd.DataFrame:
    """The same as a table of texts to read beside the chart."""
    _ = interface_words(language).gettext
    rows = [
        (dimension.name[language], mean_label(snapshot.dimensions[dimension.id].mean, snapshot, language))
        for dimension in profile.part("attitude")
    ]
    return readable(rows, (_("Area"), _("Average of the team (0 to 100), with margin of chance")))


def team_spec(profile: Profile, language: str) -> dict[str, Any]:
    """The specification for the rows of `team_table`: that of one person, described for a team."""
    _ = interface_words(language).gettext
    return {
        **dimension_spec(profile, language),
        "description": _(
            "In this chart each area has a point, the team’s average from 0 to 100, on a bar that shows how"
            " far chance could move it. The table below gives the same numbers."
        ),
    }


def rounds_rows(
    profile: Profile, rounds: Rounds, language: str, most: int
) -> tuple[list[str], list[list[str]]]:
    """The last `most` rounds side by side: the heads, and a row per side of attitude with its means.

    The last cell says what changed since the round before. '–' where a round has no mean. Needs two rounds.
    """
    _ = interface_words(language).gettext
    shown = rounds[-most:]
    before, now = rounds[-2][1], rounds[-1][1]
    rows = []
    for dimension in profile.part("attitude"):
        found = [snapshot.dimensions.get(dimension.id) for _day, snapshot in shown]
        means = ["–" if one is None or one.mean is None else str(one.mean) for one in found]
        change = words.change_word(changed(before, now, dimension.id), language)
        rows.append([dimension.name[language], *means, change])
    return [_("Area"), *round_labels(shown, language), _("Since the last round")], rows


def round_labels(rounds: Rounds, language: str) -> list[str]:
    """The closing day of each round, as in `day_labels`."""
    return day_labels((day for day, _snapshot in rounds), language)


def _bands(means: Sequence[int | None], snapshot: Snapshot) -> tuple[Floats, Floats]:
    """The lower and upper ends of chance around each mean; NaN without a mean."""
    found = [(np.nan, np.nan) if mean is None else words.chance_band(mean, snapshot) for mean in means]
    low, high = zip(*found, strict=True)
    return np.array(low, dtype=float), np.array(high, dtype=float)


def mean_label(mean: int | None, snapshot: Snapshot, language: str) -> str:
    """A mean with chance in short: '60 (48 to 72)'."""
    _ = interface_words(language).gettext
    if mean is None:
        return _("no average")
    between = _("{low} to {high}")
    low, high = words.chance_band(mean, snapshot)
    return f"{mean} ({between.format(low=low, high=high)})"
