"""How every chart looks, in one place: colours, letters, axes, and what each specification ends with.

Streamlit draws a specification on a page that is light or dark: text is `currentColor`, the page's own, and
marks have colours that stand out on either. What the colours rest on: docs/decisions/0019-looks.md.
"""

from __future__ import annotations

from typing import Any, Final

import altair as alt

CALM: Final = "#3a8489"
"""The one colour of marks: 4.3:1 against white and #0e1117, at least 3:1 on every background there is."""

DEEP: Final = "#2b7379"
"""Its deeper shade, behind white letters: 5.5:1."""

TINT: Final = 0.4
"""How much of `CALM` is in its lighter shade; the rest is what lies below it, paper or night."""

DATA_NAME: Final = "source"
"""The name by which a specification asks for its rows: the one that Streamlit gives to its data."""

LETTERS: Final = 14
"""Pixels: to be read on a telephone, in the middle of the night."""

QUIET: Final[dict[str, Any]] = {"tooltip": None, "aria": False}
"""Of every mark. Vega would describe it in English; the chart's description names the table instead."""

WORD: Final[dict[str, Any]] = {"color": "currentColor", "align": "left", "fontSize": LETTERS, **QUIET}
DRAWN: Final[dict[str, Any]] = {"color": CALM, "opacity": 1, **QUIET}
HOLLOW: Final[dict[str, Any]] = {"fillOpacity": TINT, "stroke": CALM, "strokeWidth": 1.5}
"""A word, a mark, and what makes a mark the other one of two."""

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
    """`chart` as wide as its place and `height` pixels high, with room around it, described in words."""
    return chart.properties(
        width="container",
        height=height,
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        padding={"left": beside, "right": beside, "top": above, "bottom": 5},
        description=description,
    )


def specification(chart: Chart) -> dict[str, Any]:
    """`chart` as Vega-Lite, without the theme that Altair adds: the page knows light from dark."""
    spec: dict[str, Any] = chart.to_dict()
    return {key: value for key, value in spec.items() if key != "config"}
