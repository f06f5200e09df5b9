"""Several reflections of one person: a chart a dimension, a table, and in words what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

import altair as alt
import numpy as np
import pandas as pd
from babel.dates import format_date
from babel.lists import format_list

from content import Part, Profile, babel_locale, interface_words
from report.facts import facts, whole
from report.look import AXIS, DATA_NAME, DRAWN, QUIET, WORD, Chart, sized, specification
from scoring import FALSE_CHANGE_RATE, Change, Moment, same_items
from scoring.matrix import MIN_ANSWERED

CHART_HEIGHT: Final = 150
"""Pixels from 0 to 100."""

MOST_ACROSS: Final = 3
"""So many dates fit side by side on a telephone 360 pixels wide; more of them stand upright."""


def growth_table(moments: Sequence[Moment], dimension: str, language: str) -> pd.DataFrame:
    """One row a moment, in the order given (oldest first): what the chart of one dimension draws.

    Columns: label (the date), score, low, high (0..100, NaN where there is no score) and line: a number
    that moments share as long as a line may join them. It rises where the dimension's statements are not
    those of the moment before, and where either has no score.
    """
    found = [moment.reflection.dimensions.get(dimension) for moment in moments]
    return pd.DataFrame(
        {
            "label": moment_labels(moments, language),
            "score": np.array([None if one is None else one.score for one in found], dtype=float),
            "low": np.array([None if one is None else one.low for one in found], dtype=float),
            "high": np.array([None if one is None else one.high for one in found], dtype=float),
            "line": np.array([*_lines(moments, dimension)], dtype=int),
        }
    )


def readable_growth_table(moments: Sequence[Moment], language: str, part: Part) -> pd.DataFrame:
    """The same facts for reading beside the charts: text only, a row a dimension and moment.

    Narrow enough for a telephone however many moments there are. The dimensions are those of the last
    moment's profile; '–' where an older one lacks it. There is at least one moment.
    """
    _ = interface_words(language).gettext
    rows = [
        (
            dimension.name[language],
            label,
            facts(moment.profile, moment.reflection, dimension.id, language).label
            if dimension.id in moment.profile.dimensions
            else "–",
        )
        for dimension in moments[-1].profile.part(part)
        for label, moment in zip(moment_labels(moments, language), moments, strict=True)
    ]
    heads = [_("Side"), _("Reflection of"), _("Score (0 to 100)")]
    return pd.DataFrame(rows, columns=heads).set_index(heads[0])


def moment_labels(moments: Sequence[Moment], language: str) -> list[str]:
    """The date of each moment, short: '24 nov 2026'; the second one of a day is '24 nov 2026 (2)'."""
    labels, seen = [], Counter[str]()
    for moment in moments:
        day = format_date(moment.made_on, "d MMM y", locale=babel_locale(language))
        seen[day] += 1
        labels.append(day if seen[day] == 1 else f"{day} ({seen[day]})")
    return labels


def growth_spec(profile: Profile, language: str, moments: int) -> dict[str, Any]:
    """The Vega-Lite specification for the rows of `growth_table`, which go by `DATA_NAME`.

    `profile` is the last moment's, `moments` their number. Built once a language, and once more for dates
    that stand upright; shared: not to be changed.
    """
    never, always = profile.scale[1][language], profile.scale[5][language]
    return _spec(language, never, always, moments > MOST_ACROSS)


def change_line(change: Change, profile: Profile, language: str) -> str:
    """One dimension at two moments: its scores, and whether they differ by more than chance explains.

    `profile` is the later moment's.
    """
    name = profile.dimensions[change.dimension].name[language]
    return f"{name}: {' '.join(_told(change, language))}"


def changes_line(changes: Sequence[Change], profile: Profile, language: str) -> str:
    """All attitude dimensions at once: which changed, or that none did by more than chance explains.

    `profile` is the later moment's.
    """
    _ = interface_words(language).gettext
    attitude = [change for change in changes if profile.dimensions[change.dimension].part == "attitude"]
    compared = [change for change in attitude if change.why_not is None]
    changed = [change for change in compared if change.changed]
    if not compared:
        text = _("None of the sides of your attitude can be compared between these two moments.")
    elif len(compared) == 1 < len(attitude) and changed:
        text = _(
            "Only {dimensions} can be compared, and there the difference is larger than chance usually"
            " explains."
        )
    elif len(compared) == 1 < len(attitude):
        text = _("Only {dimensions} can be compared, and there any difference can be chance.")
    elif len(compared) < len(attitude) and changed:
        text = _(
            "Of the sides that can be compared, {dimensions} changed by more than chance usually explains."
        )
    elif len(compared) < len(attitude):
        text = _("Of the sides that can be compared, none changed by more than chance usually explains.")
    elif changed:
        text = _("Of the sides of your attitude, {dimensions} changed by more than chance usually explains.")
    else:
        text = _("None of the sides of your attitude changed by more than chance usually explains.")
    return text.format(dimensions=_names(changed or compared, profile, language))


def chance_note(language: str) -> str:
    """What belongs beside every change that is called one: chance alone makes some of them."""
    _ = interface_words(language).gettext
    return _(
        "Even where nothing changed, chance alone takes at least one of four sides over that line, in"
        " about one in {number} comparisons."
    ).format(number=FALSE_CHANGE_RATE)


def growth_notes(language: str) -> tuple[str, ...]:
    """How to read the charts and the sentences: bar, line, what is called a change, and chance alone."""
    _ = interface_words(language).gettext
    return (
        _(
            "The point is your score. The bar is the range it lies in with 90 percent certainty. A line joins"
            " reflections on the same statements. Where there is no line, statements were different or there"
            " is no score."
        ),
        _(
            "Answers always vary a little. So a difference is called a change only where it is larger than"
            " chance usually explains; the bars alone do not show that. A smaller difference leaves open"
            " whether something changed."
        ),
        chance_note(language),
        _(
            "Where statements were different, only those that are the same are compared. The numbers in the"
            " sentences can then differ from those in the chart and the table."
        ),
        _("Higher or lower means: seen more or less often. It says nothing about how good your work is."),
    )


def _told(change: Change, language: str) -> Iterator[str]:
    """The sentences after a dimension's name."""
    if change.why_not is None:
        yield _compared(change, language)
    elif change.why_not == "answers" and change.whole:
        yield _without_score(change, language)
    else:
        yield _not_compared(change, language)
        return
    yield from _scope(change, language)


def _compared(change: Change, language: str) -> str:
    _ = interface_words(language).gettext
    then, now = _shown(change.earlier, language), _shown(change.later, language)
    if change.changed:
        text = _("{then} then, {now} now. That difference is larger than chance usually explains.")
    elif then == now:
        text = _("{then} then, {now} now. That is the same.")
    else:
        text = _("{then} then, {now} now. Such a difference can be chance.")
    return text.format(then=then, now=now)


def _without_score(change: Change, language: str) -> str:
    _ = interface_words(language).gettext
    if change.earlier is None and change.later is None:
        return _("no score then, and none now. Too few statements count.")
    text = _("{then} then, {now} now. Comparing takes a score at both moments.")
    return text.format(then=_shown(change.earlier, language), now=_shown(change.later, language))


def _not_compared(change: Change, language: str) -> str:
    _ = interface_words(language).gettext
    ngettext = interface_words(language).ngettext
    if change.why_not == "dimension":
        return _("not compared. This side was not asked about then.")
    if change.why_not == "question":
        return _(
            "not compared. The question above the statements, or the answers to it, were different then."
        )
    if change.why_not == "answers":
        text = _("not compared. {compared} statements are the same, but too few of those count.")
    elif change.compared:
        text = ngettext(
            "not compared. {compared} statement is the same, and comparing takes at least {needed}.",
            "not compared. {compared} statements are the same, and comparing takes at least {needed}.",
            change.compared,
        )
    else:
        text = _("not compared. None of the statements is the same as then.")
    return text.format(compared=change.compared, needed=MIN_ANSWERED)


def _scope(change: Change, language: str) -> Iterator[str]:
    """On which statements the two were compared, where those are not all of them."""
    _ = interface_words(language).gettext
    if change.compared < change.items:
        text = _(
            "Compared on {compared} of the {items} statements; the others were worded differently then, or"
            " were not asked."
        )
    elif change.compared < change.items_then:
        text = _("Compared on the {compared} statements of now; then there were {then}.")
    else:
        return
    yield text.format(compared=change.compared, items=change.items, then=change.items_then)


def _shown(score: float | None, language: str) -> str:
    _ = interface_words(language).gettext
    return _("no score") if score is None else str(whole(score))


def _names(changes: Iterable[Change], profile: Profile, language: str) -> str:
    quoted = [f"‘{profile.dimensions[change.dimension].name[language]}’" for change in changes]
    return format_list(quoted, locale=babel_locale(language))


def _lines(moments: Sequence[Moment], dimension: str) -> Iterator[int]:
    line = 0
    for number, moment in enumerate(moments):
        if number and not _joined(moments[number - 1], moment, dimension):
            line += 1
        yield line


def _joined(earlier: Moment, later: Moment, dimension: str) -> bool:
    """Both have a score, and that of all the same statements."""
    same = same_items(earlier, later)
    for moment in (earlier, later):
        found = moment.reflection.dimensions.get(dimension)
        if found is None or found.score is None or moment.profile.dimensions[dimension].items.keys() - same:
            return False
    return True


@lru_cache(maxsize=64)  # a reader's own file may bring other words
def _spec(language: str, never: str, always: str, upright: bool) -> dict[str, Any]:
    return specification(_chart(language, never, always, upright))


def _chart(language: str, never: str, always: str, upright: bool) -> Chart:
    """A bar for the interval, a point on it for the score, a line between those that may be compared.

    The words for 0 and 100 stand below and above, so that the width is for the moments.
    """
    _ = interface_words(language).gettext
    # The padding leaves room for the word at 0. With more dates than fit even upright, some are left out.
    days = alt.Axis(
        **AXIS,
        labelAngle=-90 if upright else 0,
        labelExpr="datum.label" if upright else "split(replace(datum.label, ' (', '|('), '|')",
        labelOverlap="greedy",
        labelPadding=36,
        grid=False,
    )
    points = alt.Axis(
        **AXIS,
        values=[0, 50, 100],
        labelPadding=6,
        labelOverlap=False,
        grid=True,
        gridColor="currentColor",
        gridOpacity=0.2,
    )
    up: dict[str, Any] = {"scale": alt.Scale(domain=[0, 100], nice=False), "axis": points}
    base = alt.Chart(alt.NamedData(DATA_NAME)).encode(x=alt.X("label:O", sort=None, axis=days))
    once = alt.Chart(alt.NamedData(DATA_NAME)).transform_aggregate(moments="count()")  # one row
    track = base.mark_rule(color="currentColor", opacity=0.2, **QUIET)
    line = base.mark_line(strokeWidth=2, **DRAWN)
    interval = base.mark_bar(width=8, cornerRadius=2, clip=True, **DRAWN)
    point = base.mark_point(shape="circle", filled=True, size=200, **DRAWN)
    drawn = alt.layer(
        track.encode(y=alt.YDatum(0, **up), y2=alt.Y2Datum(100)),
        line.encode(y=alt.Y("score:Q", **up), detail="line:N"),
        interval.encode(y=alt.Y("low:Q", **up), y2="high:Q"),
        point.encode(y=alt.Y("score:Q", **up)),
        once.mark_text(text=always, dy=-18, **WORD).encode(x=alt.value(0), y=alt.YDatum(100, **up)),
        once.mark_text(text=never, dy=18, **WORD).encode(x=alt.value(0), y=alt.YDatum(0, **up)),
    )
    description = _(
        "For each reflection a point, the score from 0 to 100, on a bar, the range it lies in with 90"
        " percent certainty. A line joins reflections on the same statements. The table below holds the"
        " same numbers."
    )
    return sized(drawn, CHART_HEIGHT, description)
