"""The colours differ for every kind of sight, in light and dark, and in grey print."""

from __future__ import annotations

import tomllib
import warnings
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from report.look import CALM, TINT
from tests.support.colours import channels, contrast, mixed

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of the parts of colour that draw, which are not installed
    import colour

ROOT = Path(__file__).resolve().parent.parent
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
GROUNDS = {
    "printed": "#ffffff",
    **{
        f"{mode} {name}": THEME[mode][name]
        for mode in ("light", "dark")
        for name in ("backgroundColor", "secondaryBackgroundColor")
    },
}
EYES = ("all cones", "Protanomaly", "Deuteranomaly", "Tritanomaly")
"""As Machado, Oliveira and Fernandes (2009) name them; at severity 1 a cone is missing, not shifted."""

APART = 10.0
"""CIEDE2000: 1 is just seen side by side; 10 is another colour at a glance."""
APART_IN_GREY = 1.5
"""As WCAG counts contrast. Cells lie side by side, each with an edge of 3:1, and the words stand below."""

Light = NDArray[np.float64]


def light(colour_code: str) -> Light:
    """Linear red, green and blue, 0..1."""
    parts = np.array(channels(colour_code)) / 255
    return np.asarray(np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4))


def seen(colour_code: str, eyes: str) -> Any:
    """The colour as these eyes see it, in CIELAB."""
    linear = light(colour_code)
    if eyes != "all cones":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that the model only comes near to a missing blue cone
            missing = colour.matrix_cvd_Machado2009(eyes, 1)
        linear = np.clip(missing @ linear, 0, 1)
    return colour.XYZ_to_Lab(colour.RGB_to_XYZ(linear, "sRGB"))


def cells(ground: str) -> dict[str, str]:
    """What the cells of a team's bar become on this ground."""
    return {"high": CALM, "low": mixed(CALM, ground, TINT), "unknown": ground}


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_shades_that_mean_something_are_told_apart(ground: str, eyes: str) -> None:
    for one, other in combinations(cells(GROUNDS[ground]).items(), 2):
        distance = colour.delta_E(seen(one[1], eyes), seen(other[1], eyes), method="CIE 2000")
        assert distance >= APART, (one, other, float(distance))


@pytest.mark.parametrize("ground", GROUNDS)
def test_they_are_told_apart_in_grey(ground: str) -> None:
    for one, other in combinations(cells(GROUNDS[ground]).values(), 2):
        assert contrast(one, other) >= APART_IN_GREY, (one, other)


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_two_figures_of_the_logo_differ(mode: str, eyes: str) -> None:
    style = (ROOT / "app_pages" / "static" / "basishouding-naast.svg").read_text(encoding="utf-8")
    assert THEME[mode]["primaryColor"] in style
    clay = {"light": "#a4512f", "dark": "#e3a483"}[mode]
    assert clay in style
    distance = colour.delta_E(seen(THEME[mode]["primaryColor"], eyes), seen(clay, eyes), method="CIE 2000")
    assert distance >= APART
    assert contrast(clay, THEME[mode]["backgroundColor"]) >= 3


def test_the_measure_finds_what_is_alike() -> None:
    """Red and green of the same lightness: far apart, but not without the cones for red or green."""
    red, green = "#c8553d", "#7f8b2c"
    apart = {eyes: float(colour.delta_E(seen(red, eyes), seen(green, eyes))) for eyes in EYES}
    assert apart["all cones"] > 30
    assert min(apart.values()) < APART


def test_the_colours_are_the_same_everywhere() -> None:
    house = (ROOT / "report" / "house.typ").read_text(encoding="utf-8")
    for colour_code in (CALM, THEME["light"]["primaryColor"], THEME["light"]["textColor"]):
        assert colour_code in house, colour_code
    assert mixed(CALM, "#ffffff", TINT) in (ROOT / "report" / "team.typ").read_text(encoding="utf-8")
    style = (ROOT / "app_pages" / "static" / "basishouding.css").read_text(encoding="utf-8")
    assert f".mark.often::before {{ background: {CALM}; }}" in style
