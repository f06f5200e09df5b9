"""Reads the screens with which a meeting opens."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from content.model import OpeningScreen
from content.reader import Table

OPENING_SCREENS: Final = ("agreements", "check_in", "choose")


def read_opening(table: Table) -> Mapping[str, OpeningScreen]:
    """The screens of `[opening]` in the table of the intervision model."""
    opening = table.table("opening")
    screens = {}
    for name in OPENING_SCREENS:
        screen = opening.table(name)
        lines = []
        for line in screen.tables("lines"):
            lines.append(line.own_text())
            line.finish()
        screens[name] = OpeningScreen(screen.text("title"), tuple(lines))
        screen.finish()
    opening.finish()
    return MappingProxyType(screens)
