"""A team's snapshot for a spreadsheet (CSV) and for other tools (JSON)."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any, Final

from content import Dimension, Profile, interface_words
from report import team_sentences as words
from scoring.snapshot import Snapshot, Spread

SEPARATOR: Final = ";"
"""Between cells. Excel with Dutch settings, which is what most readers have, takes the comma for a decimal
sign and puts a line with commas in one cell. The same in every language, so that files can be compared."""

FORMULA: Final = "=+-@＝＋－＠"
"""What a cell may not begin with, or a spreadsheet computes it (OWASP, CSV Injection); also in full width."""

COLUMNS: Final = 10


def team_csv(
    profile: Profile,
    snapshot: Snapshot,
    *,
    language: str,
    closed_on: date,
    team_name: str,
    demonstration: bool = False,
) -> bytes:
    """The snapshot to open in a spreadsheet: first what it is, then a line a side, then a line a statement.

    UTF-8 with a byte order mark, without which Excel takes letters with accents for others. Lines end as
    RFC 4180 asks; each has as many cells. Numbers are numbers, text stands in quotes, and no cell begins a
    formula, whatever the team is called: where it would, an apostrophe stands before it.
    """
    _ = interface_words(language).gettext
    about: list[tuple[str | int, ...]] = [
        (_("What this is"), words.not_for_appraisal(language)),
        *([(_("Demonstration: invented figures"),)] if demonstration else []),
        (_("Team"), team_name),
        (_("Closed on"), closed_on.isoformat()),
        (_("Shared"), snapshot.ballots),
        (_("Invited"), snapshot.invited),
        (_("Minimum"), snapshot.minimum),
        (_("Chance, points to either side"), snapshot.chance),
        (
            # The bare version would be taken for a number or a day.
            _("Profile"),
            _("Profile {version}: {title}").format(
                version=snapshot.profile_version, title=profile.title[language]
            ),
        ),
        (
            _("Low and high"),
            _(
                "Low at a statement: the people who answered ‘{never}’ or ‘{seldom}’. High:"
                " ‘{often}’ or ‘{always}’. Low at a side: a score below 50. High: 75 or more."
            ).format(
                never=profile.scale[1][language],
                seldom=profile.scale[2][language],
                often=profile.scale[4][language],
                always=profile.scale[5][language],
            ),
        ),
        (),
    ]
    heads = (
        _("Kind"),
        _("Side"),
        _("Code"),
        _("Statement"),
        _("Mean (0 to 100)"),
        _("With chance from"),
        _("With chance to"),
        _("Seen"),
        _("Low: share of the people"),
        _("High: share of the people"),
    )
    sides = [_side_row(snapshot, dimension, language) for dimension in profile.dimensions.values()]
    statements = [
        row
        for dimension in profile.dimensions.values()
        for row in _statement_rows(profile, snapshot, dimension, language)
    ]
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=SEPARATOR, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    for row in (*about, heads, *sides, *statements):
        padded = (*row, *[""] * (COLUMNS - len(row)))
        writer.writerow([cell if isinstance(cell, int) else safe(cell) for cell in padded])
    return file.getvalue().encode("utf-8-sig")


def team_json(
    profile: Profile,
    snapshot: Snapshot,
    *,
    language: str,
    closed_on: date,
    team_name: str,
    demonstration: bool = False,
) -> str:
    """The snapshot for other tools.

    ::

        what_this_is        that it is not for appraisal, in the reader's language
        for_appraisal       false, always
        demonstration       whether the figures are invented
        team                the team's name
        closed_on           the day the round was closed, "2026-11-24"
        profile_version     the profile that was answered
        ballots, invited    people who took part, people who were invited
        minimum             people it takes to publish a figure
        chance              points to either side that chance may move a mean
        lowest              ids of the attitude dimensions with the lowest mean, in the profile's order
        dimensions          dimension id -> {
            part            "attitude" | "practice"
            mean            0..100 in steps of 5, or null where too few people have a score
            spread          people with a score below 50 (low) and from 75 on (high), or null
        }
        items               item id -> {
            dimension       dimension id
            opposite        whether the statement is about the opposite behaviour; label and spread are turned
            label           "seldom" | "sometimes" | "often", or null where too few people answered
            spread          people who answered 1 or 2 (low) and 4 or 5 (high), or null
        }

    A spread is {"of": 3 | 5, "low", "high": 0..of-1, "agreed": "low" | "high" | null, "divided"}: a band b
    is 'more than b/of and at most (b + 1)/of of the people', and 0 'at most 1/of'.
    """
    data = {
        "what_this_is": words.not_for_appraisal(language),
        "for_appraisal": False,
        "demonstration": demonstration,
        "team": team_name,
        "closed_on": closed_on.isoformat(),
        "profile_version": snapshot.profile_version,
        "ballots": snapshot.ballots,
        "invited": snapshot.invited,
        "minimum": snapshot.minimum,
        "chance": snapshot.chance,
        "lowest": list(snapshot.lowest),
        "dimensions": {
            id: {
                "part": dimension.part,
                "mean": snapshot.dimensions[id].mean,
                "spread": _spread(snapshot.dimensions[id].spread),
            }
            for id, dimension in profile.dimensions.items()
        },
        "items": {
            id: {
                "dimension": item.dimension,
                "opposite": item.opposite,
                "label": snapshot.items[id].label,
                "spread": _spread(snapshot.items[id].spread),
            }
            for id, item in profile.items.items()
        },
    }
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula: on one line, with an apostrophe where it began one.

    '=1+1' -> "'=1+1"; ' -2' -> "'-2". Tabs, line ends and other control characters become spaces.
    """
    line = "".join(letter if letter.isprintable() else " " for letter in text).strip()
    return f"'{line}" if line.startswith(tuple(FORMULA)) else line


def _side_row(snapshot: Snapshot, dimension: Dimension, language: str) -> tuple[str | int, ...]:
    _ = interface_words(language).gettext
    found = snapshot.dimensions[dimension.id]
    low, high = ("", "") if found.mean is None else words.chance_band(found.mean, snapshot)
    return (
        _("Side"),
        dimension.name[language],
        "",
        "",
        "" if found.mean is None else found.mean,
        low,
        high,
        "",
        *_bands(found.spread, language),
    )


def _statement_rows(
    profile: Profile, snapshot: Snapshot, dimension: Dimension, language: str
) -> list[tuple[str | int, ...]]:
    _ = interface_words(language).gettext
    codes = words.item_codes(profile)
    return [
        (
            _("Statement"),
            dimension.name[language],
            codes[item],
            words.item_words(profile, item, language),
            "",
            "",
            "",
            words.label_word(profile, words.as_read(profile, snapshot.items[item]).label, language),
            *_bands(words.as_read(profile, snapshot.items[item]).spread, language),
        )
        for item in dimension.items
    ]


def _bands(spread: Spread | None, language: str) -> tuple[str, str]:
    """In words: a spreadsheet takes '1/3' for a day in March."""
    if spread is None:
        return "", ""
    return (
        words.band_words(spread.low, spread.of, language),
        words.band_words(spread.high, spread.of, language),
    )


def _spread(spread: Spread | None) -> dict[str, Any] | None:
    if spread is None:
        return None
    return {
        "of": spread.of,
        "low": spread.low,
        "high": spread.high,
        "agreed": spread.agreed,
        "divided": spread.divided,
    }
