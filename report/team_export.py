"""A team's snapshot for a spreadsheet (CSV) and for other tools (JSON)."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Final

from content import Dimension, Profile, interface_words
from report import team_sentences as words
from scoring.snapshot import Snapshot, Spread

SEPARATOR: Final = ";"
"""Dutch Excel reads a comma as a decimal sign. The same in every language, so that files can be compared."""

FORMULA: Final = "=+-@＝＋－＠"
"""First characters that make a spreadsheet compute a cell (OWASP, CSV Injection), also in full width."""

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
    """The snapshot for a spreadsheet: a row per attitude dimension, a row per statement, and what it is.

    UTF-8 with a byte order mark, which Excel needs for accents; line ends of RFC 4180; rows of equal length.
    Numbers are bare, texts are in quotes, and no cell is a formula (see `safe`). The heads come first,
    and what the file is comes last.
    """
    _ = interface_words(language).gettext
    about: list[tuple[str | int, ...]] = [
        (),
        (_("What this is"), words.not_for_appraisal(language)),
        *([(_("Demonstration: invented figures"),)] if demonstration else []),
        (_("Team"), team_name),
        (_("Closed on"), closed_on.isoformat()),
        (_("Shared"), snapshot.ballots),
        (_("Invited"), snapshot.invited),
        (_("Minimum"), snapshot.minimum),
        (_("Margin of chance, in points"), snapshot.chance),
        (
            # a bare version looks like a number or a day
            _("Profile"),
            _("Profile {version}: {title}").format(
                version=snapshot.profile_version, title=profile.title[language]
            ),
        ),
        (
            _("Low and high"),
            _(
                "Low for a statement: the people who answered ‘{never}’ or ‘{seldom}’. High: ‘{often}’ or"
                " ‘{always}’. Where it says ‘We avoid this’, it is the other way round."
            ).format(
                never=profile.scale[1][language],
                seldom=profile.scale[2][language],
                often=profile.scale[4][language],
                always=profile.scale[5][language],
            ),
        ),
    ]
    heads = (
        _("Kind"),
        _("Area"),
        _("Code"),
        _("Statement"),
        _("Average (0 to 100)"),
        _("With chance from"),
        _("With chance to"),
        _("Seen"),
        _("Low: share of the people"),
        _("High: share of the people"),
    )
    sides = [_side_row(snapshot, dimension, language) for dimension in profile.part("attitude")]
    rows = [
        row
        for dimension in profile.dimensions.values()
        for row in _statement_rows(profile, snapshot, dimension, language)
    ]
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=SEPARATOR, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    for row in (heads, *sides, *rows, *about):
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
        ballots, invited    people who took part and who were invited
        minimum             people needed to publish a figure
        chance              points that chance may move a mean either way
        lowest              ids of the attitude dimensions that may be the lowest, in the profile's order
        dimensions          dimension id -> {
            part            "attitude" | "practice"
            mean            0..100 in steps of 5, or null: too few people have a score, or it is practice
        }
        items               item id -> {
            dimension       dimension id
            text            the statement, in the reader's language
            opposite        whether it is about the opposite behaviour; then all of these are turned
            mark            "seldom" | "sometimes" | "often" | "divided": the label, or what the spread says
            label           "seldom" | "sometimes" | "often", or null if too few people answered
            spread          people who answered 1 or 2 (low) and 4 or 5 (high), or null
        }

    Chance replaced about one in five answers; the figures have it taken out again.

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
            name: {
                "part": dimension.part,
                "mean": snapshot.dimensions[name].mean,
            }
            for name, dimension in profile.dimensions.items()
        },
        "items": {
            name: {
                "dimension": item.dimension,
                "text": words.statement_words(profile, name, language),
                "opposite": item.opposite,
                "mark": snapshot.items[name].mark,
                "label": snapshot.items[name].label,
                "spread": _spread(snapshot.items[name].spread),
            }
            for name, item in profile.items.items()
        },
    }
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def safe(text: str) -> str:
    """The text on one line, with an apostrophe before it if a spreadsheet would read it as a formula.

    '=1+1' -> "'=1+1"; ' -2' -> "'-2". Control characters become spaces.
    """
    line = "".join(letter if letter.isprintable() else " " for letter in text).strip()
    return f"'{line}" if line.startswith(tuple(FORMULA)) else line


def _side_row(snapshot: Snapshot, dimension: Dimension, language: str) -> tuple[str | int, ...]:
    _ = interface_words(language).gettext
    found = snapshot.dimensions[dimension.id]
    low, high = ("", "") if found.mean is None else words.chance_band(found.mean, snapshot)
    return (
        _("Area"),
        dimension.name[language],
        "",
        "",
        "" if found.mean is None else found.mean,
        low,
        high,
        "",
        "",
        "",
    )


def _statement_rows(
    profile: Profile, snapshot: Snapshot, dimension: Dimension, language: str
) -> list[tuple[str | int, ...]]:
    _ = interface_words(language).gettext
    return [
        (
            _("Statement"),
            dimension.name[language],
            item,
            words.statement_words(profile, item, language),
            "",
            "",
            "",
            words.mark_word(profile, snapshot.items[item].mark, language),
            *_bands(snapshot.items[item].spread, language),
        )
        for item in dimension.items
    ]


def _bands(spread: Spread | None, language: str) -> tuple[str, str]:
    """Both sides in words: a spreadsheet reads '1/3' as a day in March."""
    if spread is None:
        return "", ""
    return (
        words.band_words(spread.low, spread.of, language),
        words.band_words(spread.high, spread.of, language),
    )


def _spread(spread: Spread | None) -> dict[str, int | str | bool | None] | None:
    if spread is None:
        return None
    return {
        "of": spread.of,
        "low": spread.low,
        "high": spread.high,
        "agreed": spread.agreed,
        "divided": spread.divided,
    }
