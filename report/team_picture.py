"""A team's closed round on one picture for slides, as PNG or SVG."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

from babel.dates import format_date

from content import Profile, babel_locale, interface_words
from report import team_sentences as words
from report.charts import axis_ends
from report.sentences import capital
from report.team_charts import Rounds
from report.team_document import side_row
from report.team_items import by_mark, statements
from report.typesetting import picture
from scoring.agenda import Proposal
from scoring.snapshot import Snapshot

PER_MARK: Final = 3
"""Statements of one mark that fit on the picture."""


def team_picture(
    profile: Profile,
    snapshot: Snapshot,
    proposals: Sequence[Proposal],
    *,
    file_format: Literal["png", "svg"],
    language: str,
    closed_on: date,
    team_name: str,
    earlier: Rounds = (),
    demonstration: bool = False,
) -> bytes:
    """The round in 1920 x 1080 pixels: what stands out, the sides, some statements, the topics."""
    _ = interface_words(language).gettext
    day = format_date(closed_on, "long", locale=babel_locale(language))
    outcome = [words.team_outcome(profile, snapshot, language)]
    if earlier:
        outcome.append(words.team_changes_line(profile, earlier[-1][1], snapshot, language))
    groups = by_mark(statements(profile, snapshot, language, profile.part("attitude")))
    data = {
        "title": _("{team}, round of {day}").format(team=team_name, day=day),
        "demonstration": _("Demonstration: invented figures") if demonstration else None,
        "language": language,
        "outcome": " ".join(outcome),
        "ends": axis_ends(language),
        "sides": [side_row(profile, snapshot, side, language) for side in profile.part("attitude")],
        "groups": [
            {
                "mark": mark,
                "title": f"{capital(found[0].word)} ({len(found)})",
                "items": [one.text for one in found[:PER_MARK]],
            }
            for mark, found in groups
            if mark in ("often", "divided", "seldom")
        ],
        "agenda": _("For your next peer consultation (intervision)"),
        "topics": [profile.topics[proposal.topic].title[language] for proposal in proposals],
        "foot": " ".join((words.no_norm(language), words.not_for_appraisal(language))),
    }
    return picture("team_picture.typ", data, closed_on, file_format)
