"""The dimensions with their intervals: the rows, the chart, and the same facts as a table to read.

Building a chart through Altair takes milliseconds and holds no person's data, so its specification is
built once a language; a page only adds the rows: `st.vega_lite_chart(table, dimension_spec(...))`.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, Final

import altair as alt
import numpy as np
import pandas as pd

from content import Part, Profile, interface_words
from report.facts import fact_heads, facts
from report.look import AXIS, DATA_NAME, DRAWN, QUIET, WORD, Chart, sized, specification
from scoring import Reflection

ROW_HEIGHT: Final = 58
"""Pixels a dimension takes: its label above, its bar below."""


def dimension_table(profile: Profile, reflection: Reflection, language: str, part: Part) -> pd.DataFrame:
    """One row a dimension of `part`, in the profile's order: what the chart draws.

    Columns: label (name and numbers, as the chart shows them), score, low, high (0..100, NaN where too
    few statements count).
    """
    rows = [dimension.id for dimension in profile.part(part)]
    shown = [facts(profile, reflection, id, language) for id in rows]
    scores = [reflection.dimensions[id] for id in rows]
    return pd.DataFrame(
        {
            "label": [f"{fact.name}: {fact.label}" for fact in shown],
            "score": np.array([found.score for found in scores], dtype=float),
            "low": np.array([found.low for found in scores], dtype=float),
            "high": np.array([found.high for found in scores], dtype=float),
        }
    )


def readable_table(profile: Profile, reflection: Reflection, language: str, part: Part) -> pd.DataFrame:
    """The same facts for reading beside the chart: text only, heads in the reader's language."""
    shown = [facts(profile, reflection, dimension.id, language) for dimension in profile.part(part)]
    side, *heads = fact_heads(language)
    return pd.DataFrame(
        [(fact.score, fact.between, fact.count) for fact in shown],
        columns=heads,
        index=pd.Index([fact.name for fact in shown], name=side),
    )


def dimension_spec(profile: Profile, language: str, part: Part) -> dict[str, Any]:
    """The chart's Vega-Lite specification for the rows of `dimension_table`, which go by `DATA_NAME`.

    Built once a language and number of dimensions, and shared: not to be changed.
    """
    never, always = profile.scale[1][language], profile.scale[5][language]
    return _spec(language, never, always, len(profile.part(part)))


def dimension_chart(profile: Profile, table: pd.DataFrame, language: str) -> Chart:
    """The chart with the rows of `dimension_table` in it, for use outside a page."""
    return _chart(table, language, profile.scale[1][language], profile.scale[5][language], len(table))


@lru_cache(maxsize=64)  # a reader's own file may bring other words
def _spec(language: str, never: str, always: str, rows: int) -> dict[str, Any]:
    return specification(_chart(alt.NamedData(DATA_NAME), language, never, always, rows))


def _chart(data: pd.DataFrame | alt.NamedData, language: str, never: str, always: str, rows: int) -> Chart:
    """A bar for the interval, a point on it for the score, and the label above both."""
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
    base = alt.Chart(data).encode(y=alt.Y("label:N", sort=None, axis=None))
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
    return sized(drawn, rows * ROW_HEIGHT, description, beside=10, above=0)
