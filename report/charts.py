"""The attitude dimensions with their intervals: a chart and its rows.

A specification takes 30 to 90 ms to build and holds no person's data. So it is built once per language, and
a page only adds the rows: `st.vega_lite_chart(table, dimension_spec(...))`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import altair as alt
import numpy as np
import pandas as pd

from content import Profile, interface_words
from report.facts import facts
from report.look import AXIS, DATA_NAME, DRAWN, HOLLOW, QUIET, WORD, sized, specification
from report.sentences import spoken_of
from scoring import DimensionScore, Reflection
from scoring.matrix import Floats

ROW_HEIGHT: Final = 58
"""Pixels per dimension: a label above a bar."""

ROUND: Final = 8
"""Pixels: half the height of a bar, and the radius of its ends."""

POINT_SIZE: Final = 110
"""Square pixels of a point that fits into the bar's round end."""

MARK: Final = "▸ "
"""Before the name of a dimension that the outcome speaks of."""


def axis_ends(language: str) -> tuple[str, str]:
    """What stands at 0 and at 100."""
    return "0", f"100 {fits(language)}"


def fits(language: str) -> str:
    """What a score of 100 means. Not an answer: opposite statements count the other way round."""
    _ = interface_words(language).gettext
    return _("fits the attitude")


def dimension_table(profile: Profile, reflection: Reflection, language: str) -> pd.DataFrame:
    """The rows of the chart: one per attitude dimension, in the profile's order.

    Columns: label (name and numbers, with `MARK` where the outcome names it), score, low, high (0..100, NaN
    if too few statements count).
    """
    dimensions = [dimension.id for dimension in profile.part("attitude")]
    shown = [facts(profile, reflection, dimension, language) for dimension in dimensions]
    marks = [MARK if dimension in spoken_of(profile, reflection) else "" for dimension in dimensions]
    labels = [f"{mark}{fact.name}: {fact.label}" for mark, fact in zip(marks, shown, strict=True)]
    intervals = interval_columns([reflection.dimensions[dimension] for dimension in dimensions])
    return pd.DataFrame({"label": labels, **intervals})


def interval_columns(scores: Sequence[DimensionScore | None]) -> dict[str, Floats]:
    """The columns score, low and high of a chart's table, NaN where there is no score."""
    columns = {
        "score": [found and found.score for found in scores],
        "low": [found and found.low for found in scores],
        "high": [found and found.high for found in scores],
    }
    return {name: np.array(values, dtype=float) for name, values in columns.items()}


def dimension_spec(profile: Profile, language: str) -> dict[str, Any]:
    """The Vega-Lite specification for the rows of `dimension_table`. Cached and shared: do not change it."""
    return _spec(language, len(profile.part("attitude")))


@lru_cache
def _spec(language: str, rows: int) -> dict[str, Any]:
    """A bar for the interval, with a point for the score, and a label above."""
    _ = interface_words(language).gettext
    less, most = axis_ends(language)
    ends = json.dumps({"0": less, "50": "", "100": most}, ensure_ascii=False)
    axis = alt.Axis(
        **AXIS,
        values=[0, 50, 100],
        labelExpr=f"{ends}[datum.value]",
        labelFlush=True,
        labelOverlap=False,
        labelPadding=6,
        grid=False,
    )
    across: dict[str, Any] = {"scale": alt.Scale(domain=[0, 100], nice=False), "axis": axis}
    base = alt.Chart(alt.NamedData(DATA_NAME)).encode(y=alt.Y("label:N", sort=None, axis=None))
    track = base.mark_rule(color="currentColor", opacity=0.35, yOffset=12, **QUIET)
    # Rounded ends beyond the interval: a point at its end lies inside the bar.
    interval = base.mark_bar(
        height=2 * ROUND,
        cornerRadius=ROUND,
        xOffset=-ROUND,
        x2Offset=ROUND,
        yOffset=12,
        **{**DRAWN, **HOLLOW},
    )
    point = base.mark_point(shape="circle", filled=True, size=POINT_SIZE, yOffset=12, **DRAWN)
    label = base.mark_text(yOffset=-10, **WORD)
    drawn = alt.layer(
        track.encode(x=alt.XDatum(0, **across), x2=alt.X2Datum(100)),
        interval.encode(x=alt.X("low:Q", **across), x2="high:Q"),
        point.encode(x=alt.X("score:Q", **across)),
        label.encode(x=alt.value(0), text="label:N"),
    )
    description = _(
        "In this chart each area has a point, your score from 0 to 100, in a bar that shows where it could"
        " also lie. The sentences below give the same numbers."
    )
    return specification(sized(drawn, rows * ROW_HEIGHT, description, beside=10, above=0))
