"""A team's closed round as a PDF: the data for `team.typ`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from babel.dates import format_date

from content import Dimension, Part, Profile, babel_locale, interface_words
from report import team_sentences as words
from report.charts import axis_ends
from report.team_charts import Rounds, rounds_rows
from report.team_items import Statement, statements
from report.team_notes import team_notes
from report.typesetting import typeset
from scoring.agenda import Proposal
from scoring.snapshot import Snapshot

MAX_ROUNDS: Final = 6
"""Rounds that fit side by side on the page; older ones are left out."""

OPENING_PHASE: Final = "explore"
"""The phase whose first prompt opens a topic."""


def team_pdf(
    profile: Profile,
    snapshot: Snapshot,
    proposals: Sequence[Proposal],
    *,
    language: str,
    closed_on: date,
    team_name: str,
    earlier: Rounds = (),
    demonstration: bool = False,
) -> bytes:
    """The round on A4, in three pages: the dimensions, the statements, the agenda with room for notes.

    `earlier` holds the team's earlier rounds, oldest first. The practice part is left out if nothing of it
    was published. Every page says that it is not for appraisal and, with `demonstration`, that its figures
    are invented.
    """
    rounds = [*earlier, (closed_on, snapshot)]
    _ = interface_words(language).gettext
    day = format_date(closed_on, "long", locale=babel_locale(language))
    parts: list[Part] = ["attitude"]
    if any(snapshot.items[item].label for side in profile.part("practice") for item in side.items):
        parts.append("practice")
    data = {
        "title": _("The reflection of our team"),
        "language": language,
        "about_it": [
            " · ".join(part for part in (team_name, _("Round closed on {day}").format(day=day)) if part),
            words.took_part(snapshot, language),
            _("Profile {version}: {title}").format(
                version=snapshot.profile_version, title=profile.title[language]
            ),
        ],
        "demonstration": _("Demonstration: invented figures") if demonstration else None,
        "what_this_is": words.not_for_appraisal(language),
        "outcome": words.team_outcome(profile, snapshot, language),
        "heads": [_("Area"), _("Average"), _("Margin of chance")],
        "ends": axis_ends(language),
        "sides": [side_row(profile, snapshot, side, language) for side in profile.part("attitude")],
        "rounds": _rounds(profile, rounds, language),
        "notes": team_notes(profile, snapshot, language),
        "spread": any(item.spread is not None for item in snapshot.items.values()),
        "statements": [
            {
                "name": _("The statements") if part == "attitude" else _("Practice"),
                "items": [
                    _statement(one) for one in statements(profile, snapshot, language, profile.part(part))
                ],
            }
            for part in parts
        ],
        "chosen": words.agenda_line(proposals, language),
        "topics": [_topic(profile, snapshot, proposal, language) for proposal in proposals],
        "words": {
            "outcome": _("What stands out"),
            "sides": _("The areas"),
            "reading": _("How to read this"),
            "statement_heads": [_("Seen"), _("Statement")],
            "spread_ends": [profile.scale[4][language], profile.scale[2][language]],
            "agenda": _("Agenda for peer consultation (intervision)"),
            "opening": _("Where to start:"),
            "notes": _("Notes"),
            "footer": _("Not for appraisal"),
            "pages": _("{page} of {pages}"),
        },
    }
    return typeset("team.typ", data, closed_on)


def side_row(profile: Profile, snapshot: Snapshot, dimension: Dimension, language: str) -> dict[str, Any]:
    """A side for the bar of house.typ: its mean with chance, also in words."""
    _ = interface_words(language).gettext
    mean = snapshot.dimensions[dimension.id].mean
    low, high = (None, None) if mean is None else words.chance_band(mean, snapshot)
    between = "–" if mean is None else _("{low} to {high}").format(low=low, high=high)
    return {
        "alt": words.mean_line(profile, snapshot, dimension.id, language),
        "score": mean,
        "low": low,
        "high": high,
        "cells": [dimension.name[language], _("no average") if mean is None else str(mean), between],
    }


def _rounds(profile: Profile, rounds: Rounds, language: str) -> dict[str, Any] | None:
    """The last rounds side by side; None if there is only one."""
    if len(rounds) < 2:
        return None
    _ = interface_words(language).gettext
    heads, rows = rounds_rows(profile, rounds, language, MAX_ROUNDS)
    return {
        "title": _("Compared with earlier rounds"),
        "summary": words.team_changes_line(profile, rounds[-2][1], rounds[-1][1], language),
        "heads": heads,
        "rows": rows,
    }


def _statement(one: Statement) -> dict[str, Any]:
    return {
        "mark": one.mark or "none",
        "word": one.word,
        "text": one.text,
        "cells": one.cells,
        "alt": one.shares,
    }


def _topic(profile: Profile, snapshot: Snapshot, proposal: Proposal, language: str) -> dict[str, Any]:
    topic = profile.topics[proposal.topic]
    opening = topic.prompts.get(OPENING_PHASE, ())
    return {
        "title": topic.title[language],
        "stake": topic.stake[language],
        "reason": words.proposal_reason(profile, snapshot, proposal, language),
        "items": words.proposal_items(profile, snapshot, proposal, language),
        "opening": opening[0][language] if opening else None,
    }
