"""Several reflections of one person: a chart per dimension, a table, and what changed in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

import altair as alt
import numpy as np
import pandas as pd
from babel.dates import format_date

from content import Profile, babel_locale, interface_words
from report.charts import POINT_SIZE, ROUND, fits, interval_columns
from report.facts import facts, whole
from report.look import AXIS, DATA_NAME, DRAWN, HOLLOW, QUIET, WORD, readable, sized, specification
from report.sentences import quoted_names
from scoring import FALSE_CHANGE_RATE, Change, Moment, same_items
from scoring.matrix import MIN_ANSWERED

CHART_HEIGHT: Final = 150
"""Pixels from 0 to 100."""

MAX_LEVEL_DATES: Final = 3
"""Dates that fit side by side on a phone 360 pixels wide; more are turned upright."""


def growth_table(moments: Sequence[Moment], dimension: str, language: str) -> pd.DataFrame:
    """The rows of one dimension's chart: one per moment, oldest first.

    Columns: label (the date), score, low, high (0..100, NaN without a score), and line: a number that is the
    same for moments that a line joins. It rises if the dimension's statements differ from those of the
    moment before, or if either has no score.
    """
    found = [moment.reflection.dimensions.get(dimension) for moment in moments]
    return pd.DataFrame(
        {
            "label": moment_labels(moments, language),
            **interval_columns(found),
            "line": np.array([*_lines(moments, dimension)], dtype=int),
        }
    )


def readable_growth_table(moments: Sequence[Moment], language: str) -> pd.DataFrame:
    """The same numbers as a table of texts to read beside the charts: a row per dimension and moment.

    The attitude dimensions are those of the last moment's profile, with '–' where an older one lacks it.
    Needs at least one moment.
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
        for dimension in moments[-1].profile.part("attitude")
        for label, moment in zip(moment_labels(moments, language), moments, strict=True)
    ]
    return readable(rows, (_("Area"), _("Reflection of"), _("Score (0 to 100)")))


def moment_labels(moments: Sequence[Moment], language: str) -> list[str]:
    """The date of each moment, as in `day_labels`."""
    return day_labels((moment.made_on for moment in moments), language)


def day_labels(days: Iterable[date], language: str) -> list[str]:
    """Each day in short: '24 nov 2026'; the second one of a day is '24 nov 2026 (2)'."""
    labels, seen = [], Counter[str]()
    for day in days:
        label = format_date(day, "d MMM y", locale=babel_locale(language))
        seen[label] += 1
        labels.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return labels


def growth_spec(language: str, moments: int) -> dict[str, Any]:
    """The Vega-Lite specification for the rows of `growth_table`. Cached and shared: do not change it.

    `moments` is their number.
    """
    return _spec(language, moments > MAX_LEVEL_DATES)


def change_line(change: Change, profile: Profile, language: str) -> str:
    """One dimension at two moments: its scores, and whether they differ by more than chance explains.

    `profile` is the later moment's.
    """
    name = profile.dimensions[change.dimension].name[language]
    return f"{name}: {' '.join(_sentences(change, language))}"


def changes_line(changes: Sequence[Change], profile: Profile, language: str) -> str:
    """Which attitude dimensions are higher or lower by more than chance explains, and which are not.

    `profile` is the later moment's.
    """
    _ = interface_words(language).gettext
    attitude = [change for change in changes if profile.dimensions[change.dimension].part == "attitude"]
    compared = [change for change in attitude if change.why_not is None]
    if not compared:
        return _("None of the areas of your attitude can be compared between these two reflections.")
    higher = [change.dimension for change in compared if change.changed and _rise(change) > 0]
    lower = [change.dimension for change in compared if change.changed and _rise(change) < 0]
    same = [change.dimension for change in compared if not change.changed]
    others = [change.dimension for change in attitude if change.why_not is not None]
    said = []
    for names, text in (
        (higher, _("Higher now: {dimensions}.")),
        (lower, _("Lower now: {dimensions}.")),
        (same, _("As far as we can tell, not changed: {dimensions}.")),
        (others, _("Not compared: {dimensions}.")),
    ):
        if names:
            said.append(text.format(dimensions=quoted_names(profile, names, language, style="standard")))
    return " ".join(said)


def _rise(change: Change) -> float:
    return (change.later or 0.0) - (change.earlier or 0.0)


def chance_note(language: str) -> str:
    """That chance alone can cause a change; shown beside every change."""
    _ = interface_words(language).gettext
    return _(
        "Even if nothing changed, chance can produce such a difference: if you compare four areas, this"
        " happens for at least one of them in about one of {number} comparisons."
    ).format(number=FALSE_CHANGE_RATE)


def growth_notes(language: str) -> tuple[str, ...]:
    """How to read the charts and the sentences."""
    _ = interface_words(language).gettext
    return (
        _(
            "The point is your score, and the bar shows where it could also lie. A line joins reflections on"
            " the same statements. If there is no line, some statements were different or there is no score."
        ),
        _(
            "Answers always vary a little from time to time. So we call a difference a change only if it is"
            " larger than you would expect from chance. The bars alone do not show that. With a smaller"
            " difference you cannot tell whether anything changed."
        ),
        chance_note(language),
        _(
            "Only statements that stayed the same and that you answered both times are compared. The numbers"
            " in the sentences can therefore differ from those in the chart."
        ),
        _(
            "Higher or lower means that, by your answers, you did this more or less often. It does not say"
            " how well you do your work."
        ),
    )


def _sentences(change: Change, language: str) -> Iterator[str]:
    """The sentences after a dimension's name."""
    if change.why_not is None:
        yield _compared(change, language)
        yield from _scope(change, language)
    else:
        yield _not_compared(change, language)


def _compared(change: Change, language: str) -> str:
    _ = interface_words(language).gettext
    then, now = (whole(score or 0.0) for score in (change.earlier, change.later))
    if change.changed and _rise(change) > 0:
        text = _("{then} then, {now} now. That is higher, by more than chance usually explains.")
    elif change.changed:
        text = _("{then} then, {now} now. That is lower, by more than chance usually explains.")
    elif then == now:
        text = _("{then} then, {now} now. That is the same.")
    else:
        text = _("{then} then, {now} now, but such a difference can be due to chance.")
    return text.format(then=then, now=now)


def _not_compared(change: Change, language: str) -> str:
    _ = interface_words(language).gettext
    ngettext = interface_words(language).ngettext
    if change.why_not == "dimension":
        return _("not compared: there were no statements about this area then.")
    if change.why_not == "question":
        return _(
            "not compared, because the question above the statements or the answers to choose from were"
            " different then."
        )
    if change.why_not == "answers":
        text = ngettext(
            "not compared: you answered {compared} statement both times, and at least {needed} are needed.",
            "not compared: you answered {compared} statements both times, and at least {needed} are needed.",
            change.compared,
        )
    elif change.compared:
        text = ngettext(
            "not compared: {compared} statement is the same, and at least {needed} are needed.",
            "not compared: {compared} statements are the same, and at least {needed} are needed.",
            change.compared,
        )
    else:
        text = _("not compared, because no statement was the same both times.")
    return text.format(compared=change.compared, needed=MIN_ANSWERED)


def _scope(change: Change, language: str) -> Iterator[str]:
    """On how many statements the two were compared, unless on all of them."""
    _ = interface_words(language).gettext
    if change.whole:
        return
    yield _(
        "Compared on {compared} statements, which stayed the same and which you answered both times."
    ).format(compared=change.compared)


def _lines(moments: Sequence[Moment], dimension: str) -> Iterator[int]:
    line = 0
    for index, moment in enumerate(moments):
        if index and not _joined(moments[index - 1], moment, dimension):
            line += 1
        yield line


def _joined(earlier: Moment, later: Moment, dimension: str) -> bool:
    """Whether both have a score for the same statements."""
    same = same_items(earlier, later)
    for moment in (earlier, later):
        found = moment.reflection.dimensions.get(dimension)
        if found is None or found.score is None or moment.profile.dimensions[dimension].items.keys() - same:
            return False
    return True


@lru_cache
def _spec(language: str, upright: bool) -> dict[str, Any]:
    """A bar for the interval, with a point for the score, and a line between comparable scores.

    What 100 means stands above, so that the moments get the full width.
    """
    _ = interface_words(language).gettext
    # If there are too many dates to fit even upright, Vega leaves some out.
    days = alt.Axis(
        **AXIS,
        labelAngle=-90 if upright else 0,
        labelExpr="datum.label" if upright else "split(replace(datum.label, ' (', '|('), '|')",
        labelOverlap="greedy",
        labelFlush=False,
        labelPadding=ROUND + 6,
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
    # Rounded ends beyond the interval: a point at its end lies inside the bar.
    interval = base.mark_bar(
        width=2 * ROUND, cornerRadius=ROUND, yOffset=ROUND, y2Offset=-ROUND, **{**DRAWN, **HOLLOW}
    )
    point = base.mark_point(shape="circle", filled=True, size=POINT_SIZE, **DRAWN)
    drawn = alt.layer(
        track.encode(y=alt.YDatum(0, **up), y2=alt.Y2Datum(100)),
        line.encode(y=alt.Y("score:Q", **up), detail="line:N"),
        interval.encode(y=alt.Y("low:Q", **up), y2="high:Q"),
        point.encode(y=alt.Y("score:Q", **up)),
        once.mark_text(text=fits(language), dy=-18, **WORD).encode(x=alt.value(0), y=alt.YDatum(100, **up)),
    )
    description = _(
        "In this chart each reflection has a point, the score from 0 to 100, in a bar that shows where it"
        " could also lie. A line joins reflections on the same statements. The table below gives the same"
        " numbers."
    )
    return specification(sized(drawn, CHART_HEIGHT, description))
