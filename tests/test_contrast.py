"""Contrast of text and of what is not text (WCAG 2.2, 1.4.3 and 1.4.11), from the theme, light and dark."""

from __future__ import annotations

import re
import tomllib

import pytest

from report.look import CALM
from server.shell import COLOURS
from tests.support.colours import contrast, mixed
from tests.support.server import ROOT

TEXT, OTHER = 4.5, 3.0

Colours = dict[str, str]


def colours(scheme: str) -> Colours:
    """The colours of .streamlit/config.toml and of the first lines of basishouding.css, by name."""
    theme: Colours = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())["theme"][scheme]
    css = (ROOT / "app_pages/static/basishouding.css").read_text()
    light, dark = re.findall(r":root \{(.*?)\}", css, flags=re.DOTALL)[:2]
    own = dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", light))
    if scheme == "dark":
        own |= dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", dark))
    own |= {f"--{name}": theme[option] for name, option in COLOURS.items()}
    return {**theme, **own, "marks": CALM}


def test_the_measure_gives_what_wcag_gives() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_text_can_be_read(scheme: str, ground: str) -> None:
    theme = colours(scheme)
    texts = ["textColor", "linkColor", "--quiet", "--primary"]
    texts += [name for name in theme if name.endswith("TextColor") and ground == "backgroundColor"]
    assert {
        name: contrast(theme[name], theme[ground])
        for name in texts
        if contrast(theme[name], theme[ground]) < TEXT
    } == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_on_colour_can_be_read(scheme: str) -> None:
    theme = colours(scheme)
    assert contrast(theme["--on-primary"], theme["--primary"]) >= TEXT
    for share in (0.12, 0.14):  # a chosen answer, and the mark of an open statement
        tinted = mixed(theme["--primary"], theme["backgroundColor"], share)
        assert contrast(theme["textColor"], tinted) >= TEXT


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_rings_focus_and_marks_can_be_seen(scheme: str) -> None:
    theme = colours(scheme)
    ground = theme["backgroundColor"]
    for name in ("--ring", "--primary", "primaryColor", "marks"):
        assert contrast(theme[name], ground) >= OTHER, name
    # chosen or not shows in the ring as well, whatever the colour of the tile
    assert contrast(theme["--primary"], mixed(theme["--primary"], ground, 0.12)) >= OTHER
