"""The dimensions with their intervals: a chart, its rows, and a table to read beside it.

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

from content import Part, Profile, interface_words
from report.facts import fact_heads, facts
from report.look import AXIS, DATA_NAME, DRAWN, QUIET, WORD, of_profile, readable, sized, specification
from scoring import DimensionScore, Reflection
from scoring.matrix import Floats

ROW_HEIGHT: Final = 58
"""Pixels per dimension: a label above a bar."""


def dimension_table(profile: Profile, reflection: Reflection, language: str, part: Part) -> pd.DataFrame:
    """The rows of the chart: one per dimension of `part`, in the profile's order.

    Columns: label (name and numbers), score, low, high (0..100, NaN if too few statements count).
    """
    dimensions = [dimension.id for dimension in profile.part(part)]
    shown = [facts(profile, reflection, dimension, language) for dimension in dimensions]
    intervals = interval_columns([reflection.dimensions[dimension] for dimension in dimensions])
    return pd.DataFrame({"label": [f"{fact.name}: {fact.label}" for fact in shown], **intervals})


def interval_columns(scores: Sequence[DimensionScore | None]) -> dict[str, Floats]:
    """The columns score, low and high of a chart's table, NaN where there is no score."""
    columns = {
        "score": [found and found.score for found in scores],
        "low": [found and found.low for found in scores],
        "high": [found and found.high for found in scores],
    }
    return {name: np.array(values, dtype=float) for name, values in columns.items()}


def readable_table(profile: Profile, reflection: Reflection, language: str, part: Part) -> pd.DataFrame:
    """The same numbers as a table of texts to read beside the chart."""
    shown = [facts(profile, reflection, dimension.id, language) for dimension in profile.part(part)]
    return readable(
        [(fact.name, fact.score, fact.between, fact.count) for fact in shown], fact_heads(language)
    )


def dimension_spec(profile: Profile, language: str, part: Part) -> dict[str, Any]:
    """The Vega-Lite specification for the rows of `dimension_table`. Cached and shared: do not change it."""
    never, always = profile.scale[1][language], profile.scale[5][language]
    return of_profile(_spec, profile)(language, never, always, len(profile.part(part)))


@lru_cache
def _spec(language: str, never: str, always: str, rows: int) -> dict[str, Any]:
    """A bar for the interval, with a point for the score, and a label above."""
    _ = interface_words(language).gettext
    ends = json.dumps({"0": f"0 {never}", "50": "50", "100": f"100 {always}"}, ensure_ascii=False)
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
    interval = base.mark_bar(height=8, cornerRadius=2, clip=True, yOffset=12, **DRAWN)
    point = base.mark_point(shape="circle", filled=True, size=230, yOffset=12, **DRAWN)
    label = base.mark_text(yOffset=-10, **WORD)
    drawn = alt.layer(
        track.encode(x=alt.XDatum(0, **across), x2=alt.X2Datum(100)),
        interval.encode(x=alt.X("low:Q", **across), x2="high:Q"),
        point.encode(x=alt.X("score:Q", **across)),
        label.encode(x=alt.value(0), text="label:N"),
    )
    description = _(
        "For each side a point, the score from 0 to 100, on a bar, the range it lies in with 90 percent"
        " certainty. The table below holds the same numbers."
    )
    return specification(sized(drawn, rows * ROW_HEIGHT, description, beside=10, above=0))
