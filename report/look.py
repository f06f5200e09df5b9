"""The look of every chart: colours, letters, axes and sizes.

Streamlit draws a chart on a light or dark page: text is `currentColor`, the page's own colour, and marks have
colours that are clear on both. Why these colours: docs/decisions/0019-looks.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import altair as alt
import pandas as pd

CALM: Final = "#3a8489"
"""The colour of marks: contrast 4.3:1 with white and #0e1117, at least 3:1 on every background in use."""

TINT: Final = 0.4
"""The opacity of the lighter shade of `CALM`."""

DATA_NAME: Final = "source"
"""The name of the data in a specification: the one that Streamlit uses."""

LETTERS: Final = 14
"""Pixels: readable on a phone."""

QUIET: Final[dict[str, Any]] = {"tooltip": None, "aria": False}
"""For every mark: no tooltip or description, which Vega writes in English. The chart refers to a table."""

WORD: Final[dict[str, Any]] = {"color": "currentColor", "align": "left", "fontSize": LETTERS, **QUIET}
DRAWN: Final[dict[str, Any]] = {"color": CALM, "opacity": 1, **QUIET}
HOLLOW: Final[dict[str, Any]] = {"fillOpacity": TINT, "stroke": CALM, "strokeWidth": 1.5}
"""The look of text, of a mark, and of the second of two marks."""

AXIS: Final[dict[str, Any]] = {
    "labelColor": "currentColor",
    "labelFontSize": LETTERS,
    "labelLimit": 0,
    "title": None,
    "ticks": False,
    "domain": False,
    "aria": False,
}

Chart = alt.LayerChart | alt.FacetChart


def sized(chart: Chart, height: int, description: str, *, beside: int = 5, above: int = 5) -> Chart:
    """The chart as wide as its container, `height` pixels high, with padding and a description in words."""
    return chart.properties(
        width="container",
        height=height,
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        padding={"left": beside, "right": beside, "top": above, "bottom": 5},
        description=description,
    )


def specification(chart: Chart) -> dict[str, Any]:
    """The chart as Vega-Lite, without Altair's theme: the page sets light or dark."""
    spec: dict[str, Any] = chart.to_dict()
    return {key: value for key, value in spec.items() if key != "config"}


def readable(rows: Sequence[tuple[str, ...]], heads: Sequence[str]) -> pd.DataFrame:
    """A table of texts to read beside a chart; the first column is the index."""
    return pd.DataFrame(rows, columns=list(heads)).set_index(heads[0])
