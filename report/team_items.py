"""A team's statements in charts: a map of tiles with three words, and bars of how people are spread.

As in `report.charts`, specifications are cached and a page adds the rows. Vertical positions are in pixels,
because the statements above the bars take one line or more.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, Literal

import altair as alt
import pandas as pd

from content import Item, Part, Profile, interface_words
from report import team_sentences as words
from report.look import (
    CALM,
    DATA_NAME,
    DEEP,
    DRAWN,
    HOLLOW,
    QUIET,
    TINT,
    WORD,
    of_profile,
    readable,
    sized,
    specification,
)
from scoring.snapshot import Snapshot, Spread

FILLS: Final = {
    "often": DEEP,
    "sometimes": f"rgba(58, 132, 137, {TINT})",
    "seldom": "rgba(58, 132, 137, 0)",
    "none": "rgba(58, 132, 137, 0)",
}
"""Filled, tinted, empty: different in grey too. An item without a label is empty and dashed."""

TILES_PER_ROW: Final = 4
"""The longest word fits in a quarter of a phone 360 pixels wide."""

TILE_HEIGHT: Final = 52
TILE_GAP: Final = 4
HEAD_HEIGHT: Final = 30
"""Pixels: a tile, the space below it, and a dimension's name above its tiles."""

LINE_HEIGHT: Final = 19
LINE_LENGTH: Final = 46
"""Pixels per line of text, and letters on a line on a phone 360 pixels wide."""

ENDS_HEIGHT: Final = 30
THICK: Final = 14
BAR_GAP: Final = 14
"""Pixels: the words above the first bar, the thick part of a bar, and the space below a bar."""


def tile_table(profile: Profile, snapshot: Snapshot, language: str, part: Part) -> pd.DataFrame:
    """The rows of the tile map: one per item of `part`.

    Columns: code ('B3', or 'B4*' for an opposite item), word (the label as the statement reads), shade (the
    label as it counts: 'seldom', 'sometimes', 'often' or 'none'), x and x2 (in tiles), y and y2 (in pixels),
    head and head_y (the dimension's name, with its first item only).
    """
    codes, rows, top = words.tile_codes(profile), [], 0
    for dimension in profile.part(part):
        for index, item in enumerate(dimension.items):
            row, column = divmod(index, TILES_PER_ROW)
            label = snapshot.items[item].label
            y = top + HEAD_HEIGHT + row * (TILE_HEIGHT + TILE_GAP)
            rows.append(
                (
                    codes[item],
                    words.label_word(profile, words.as_read(profile, snapshot.items[item]).label, language),
                    label or "none",
                    column + 0.02,
                    column + 0.98,
                    y,
                    y + TILE_HEIGHT,
                    "" if index else f"{codes[item][0]}  {dimension.name[language]}",
                    top + HEAD_HEIGHT // 2,
                )
            )
        top += _block_height(len(dimension.items))
    columns = ["code", "word", "shade", "x", "x2", "y", "y2", "head", "head_y"]
    return pd.DataFrame(rows, columns=columns)


def readable_tile_table(profile: Profile, snapshot: Snapshot, language: str, part: Part) -> pd.DataFrame:
    """The same as a table of texts to read beside the map: every statement in full with its word."""
    _ = interface_words(language).gettext
    codes = words.item_codes(profile)
    rows = [
        (
            f"{codes[item.id]} {words.item_words(profile, item.id, language)}",
            words.label_word(profile, words.as_read(profile, snapshot.items[item.id]).label, language),
        )
        for item in _items(profile, part)
    ]
    return readable(rows, (_("Statement"), _("Seen")))


def tile_spec(profile: Profile, language: str, part: Part) -> dict[str, Any]:
    """The specification for the rows of `tile_table`. Cached and shared: do not change it."""
    height = sum(_block_height(len(dimension.items)) for dimension in profile.part(part))
    return of_profile(_tiles, profile)(language, *words.answer_words(profile, language).values(), height)


def bar_table(
    profile: Profile,
    snapshot: Snapshot,
    language: str,
    part: Part,
    *,
    marked: bool = False,
    of: str | None = None,
) -> pd.DataFrame:
    """The rows of the bars: one per item with a published spread; divided first, then agreed low, then the
    rest.

    With `marked`, only items that the team is divided over or agrees on; with `of`, only that dimension's.

    Columns: head ('B3 · divided'), text (the statement in lines), y (pixels, the top of the row), bar
    (pixels, the middle of the bar), low, low_about, high, high_about: 0..1 from the left, the ends of the
    thick and the thin part of either side.

    Example: low in band 1 of 3 is 'more than one third, at most two thirds': low 1/3, low_about 1/2.
    """
    codes = words.item_codes(profile)
    rows = []
    for item, spread in _spread_items(profile, snapshot, part, of):
        mark = words.spread_mark(profile, spread, language)
        if marked and not mark:
            continue
        head = f"{codes[item.id]} · {mark}" if mark else codes[item.id]
        rows.append((head, words.item_words(profile, item.id, language), spread))
    return _bars(rows)


def readable_bar_table(
    profile: Profile, snapshot: Snapshot, language: str, part: Part, *, of: str | None = None
) -> pd.DataFrame:
    """The rows of `bar_table` as a table of texts."""
    _ = interface_words(language).gettext
    codes = words.item_codes(profile)
    rows = [
        (
            f"{codes[item.id]} {words.item_words(profile, item.id, language)}",
            words.spread_words(profile, spread, language),
        )
        for item, spread in _spread_items(profile, snapshot, part, of)
    ]
    return readable(rows, (_("Statement"), _("How many people")))


def bar_spec(profile: Profile, language: str, table: pd.DataFrame) -> dict[str, Any]:
    """The specification for the rows of `bar_table`. Cached and shared: do not change it."""
    scale = [profile.scale[answer][language] for answer in (1, 2, 4, 5)]
    return of_profile(_spread_spec, profile)(
        language, f"{scale[0]}, {scale[1]}", f"{scale[2]}, {scale[3]}", _bottom(table)
    )


def _items(profile: Profile, part: Part) -> Iterator[Item]:
    for dimension in profile.part(part):
        yield from dimension.items.values()


def _spread_items(
    profile: Profile, snapshot: Snapshot, part: Part, of: str | None
) -> list[tuple[Item, Spread]]:
    """The published spreads, as the statements read.

    Divided ones first, then agreed low, then from most low to most high; ties as in the profile.
    """
    found = [
        (item, spread)
        for item in (_items(profile, part) if of is None else profile.dimensions[of].items.values())
        if (spread := snapshot.items[item.id].spread) is not None
    ]

    def rank(entry: tuple[Item, Spread]) -> tuple[int, float, float]:
        spread = entry[1]
        group = 0 if spread.divided else 1 if spread.agreed == "low" else 2
        return group, -spread.low / spread.of, spread.high / spread.of

    read = {item.id: words.as_read(profile, snapshot.items[item.id]).spread for item, _counted in found}
    return [(item, read[item.id] or counted) for item, counted in sorted(found, key=rank)]


def _bars(rows: Sequence[tuple[str, str, Spread]]) -> pd.DataFrame:
    drawn, top = [], ENDS_HEIGHT
    for head, text, spread in rows:
        lines = textwrap.wrap(text, LINE_LENGTH)
        bar = top + LINE_HEIGHT * (1 + len(lines)) + THICK // 2 + 2
        drawn.append(
            (
                head,
                "\n".join(lines),
                top,
                bar,
                spread.low / spread.of,
                (spread.low + 0.5) / spread.of,
                1 - spread.high / spread.of,
                1 - (spread.high + 0.5) / spread.of,
            )
        )
        top = bar + THICK // 2 + BAR_GAP
    columns = ["head", "text", "y", "bar", "low", "low_about", "high", "high_about"]
    return pd.DataFrame(drawn, columns=columns)


def _bottom(table: pd.DataFrame) -> int:
    return ENDS_HEIGHT if table.empty else int(table["bar"].iloc[-1]) + THICK


def _block_height(items: int) -> int:
    """Pixels of a dimension in the tile map: its name, its tiles, and space below."""
    return HEAD_HEIGHT + -(-items // TILES_PER_ROW) * (TILE_HEIGHT + TILE_GAP) + TILE_GAP


def _pixels(height: int) -> dict[str, Any]:
    """A vertical scale in pixels from the top."""
    return {"scale": alt.Scale(domain=[0, height], reverse=True, nice=False, zero=False), "axis": None}


@lru_cache(maxsize=64)
def _tiles(language: str, seldom: str, sometimes: str, often: str, height: int) -> dict[str, Any]:
    """Filled, tinted, empty or dashed tiles, each with its word."""
    _ = interface_words(language).gettext
    up = _pixels(height)
    across: dict[str, Any] = {"scale": alt.Scale(domain=[0, TILES_PER_ROW], nice=False), "axis": None}
    base = alt.Chart(alt.NamedData(DATA_NAME))

    def tiles(test: str, **look: Any) -> Any:
        marked = base.transform_filter(test).mark_rect(
            stroke=CALM, strokeWidth=2, cornerRadius=4, opacity=1, **look, **QUIET
        )
        return marked.encode(
            x=alt.X("x:Q", **across),
            x2="x2:Q",
            y=alt.Y("y:Q", **up),
            y2="y2:Q",
            fill=alt.Fill("shade:N", scale=alt.Scale(domain=[*FILLS], range=[*FILLS.values()]), legend=None),
        )

    middle = base.transform_calculate(middle="(datum.x + datum.x2) / 2", centre="(datum.y + datum.y2) / 2")

    def text(field: str, down: int, weight: Literal["bold", "normal"]) -> Any:
        marked = middle.mark_text(**{**WORD, "align": "center"}, fontWeight=weight, dy=down)
        return marked.encode(
            x=alt.X("middle:Q", **across),
            y=alt.Y("centre:Q", **up),
            text=f"{field}:N",
            color=alt.condition("datum.shade === 'often'", alt.value("white"), alt.value("currentColor")),
        )

    head = base.mark_text(fontWeight="bold", **WORD)
    chart = alt.layer(
        tiles("datum.shade !== 'none'"),
        tiles("datum.shade === 'none'", strokeDash=[3, 4]),
        text("code", -9, "bold"),
        text("word", 10, "normal"),
        head.encode(x=alt.XDatum(0, **across), y=alt.Y("head_y:Q", **up), text="head:N"),
    )
    description = _(
        "A tile for each statement, with one word for the whole team: {seldom}, {sometimes} or {often}."
        " The fuller the tile, the more often what the team does fits the attitude. The table below holds"
        " the statements with the same words."
    ).format(seldom=seldom, sometimes=sometimes, often=often)
    return specification(sized(chart, height, description))


@lru_cache(maxsize=64)
def _spread_spec(language: str, left: str, right: str, height: int) -> dict[str, Any]:
    """Low from the left, filled; high from the right, outlined. Thin is half a step more than thick."""
    _ = interface_words(language).gettext
    up = _pixels(height)
    across: dict[str, Any] = {"scale": alt.Scale(domain=[0, 1], nice=False), "axis": None}
    base = alt.Chart(alt.NamedData(DATA_NAME))
    once = base.transform_aggregate(rows="count()")  # one row
    at = base.transform_calculate(zero="0", one="1").encode(y=alt.Y("bar:Q", **up))

    def bar(begin: str, end: str, size: int, **look: Any) -> Any:
        marked = at.mark_bar(orient="horizontal", size=size, **look, **DRAWN)
        return marked.encode(x=alt.X(f"{begin}:Q", **across), x2=f"{end}:Q")

    edge, other = alt.XDatum(0, **across), alt.XDatum(1, **across)
    rest = at.mark_rule(color="currentColor", opacity=0.35, **QUIET)
    chart = alt.layer(
        rest.encode(x=alt.X("low_about:Q", **across), x2="high_about:Q"),
        bar("zero", "low", THICK),
        bar("low", "low_about", THICK // 3),
        bar("one", "high", THICK, **HOLLOW).transform_filter("datum.high < 1"),  # an outline has a width
        bar("high", "high_about", THICK // 3, **HOLLOW),
        base.mark_text(baseline="top", fontWeight="bold", **WORD).encode(
            x=edge, y=alt.Y("y:Q", **up), text="head:N"
        ),
        base.mark_text(baseline="top", dy=LINE_HEIGHT, lineBreak="\n", lineHeight=LINE_HEIGHT, **WORD).encode(
            x=edge, y=alt.Y("y:Q", **up), text="text:N"
        ),
        once.mark_text(text=left, baseline="top", **WORD).encode(x=edge, y=alt.YDatum(0, **up)),
        once.mark_text(text=right, baseline="top", **{**WORD, "align": "right"}).encode(
            x=other, y=alt.YDatum(0, **up)
        ),
    )
    description = _(
        "For each line two bars: from the left how many people are low, from the right how many are high,"
        " in between what remains. The lengths are approximate. The table below holds the same in words."
    )
    return specification(sized(chart, height, description))
