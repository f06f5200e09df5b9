"""The team's PDF: tagged, in the reader's language, three pages, literal, and marked on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from pypdf import PdfReader

from content import LANGUAGES, Profile, load_profile
from report.team_charts import Rounds
from report.team_document import MAX_ROUNDS, team_pdf
from report.team_sentences import statement_words, team_outcome
from scoring.agenda import Proposal
from scoring.snapshot import Snapshot
from tests.support.report_documents import WITH_MARKUP, letters, read, text_of, worded
from tests.support.report_team import a_snapshot, proposals, teams

PROFILE = load_profile()
DAY = date(2026, 11, 23)
FIRST = next(iter(PROFILE.dimensions))
TEAMS = teams(PROFILE)


@cache
def of_team(name: str, language: str = "nl", *, demonstration: bool = False) -> PdfReader:
    """The PDF of a team by name."""
    return document(TEAMS[name], language, demonstration=demonstration)


def document(
    snapshot: Snapshot,
    language: str = "nl",
    *,
    profile: Profile = PROFILE,
    topics: Sequence[Proposal] | None = None,
    earlier: Rounds = (),
    demonstration: bool = False,
    team_name: str = "Team Noord",
) -> PdfReader:
    made = team_pdf(
        profile,
        snapshot,
        proposals(profile) if topics is None else topics,
        language=language,
        closed_on=DAY,
        team_name=team_name,
        earlier=earlier,
        demonstration=demonstration,
    )
    return read(made)


def pages(pdf: PdfReader) -> list[str]:
    return [letters(page.extract_text()) for page in pdf.pages]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEAMS)
def test_every_round_fits_three_pages(name: str, language: str) -> None:
    snapshot = TEAMS[name]
    rounds = [(date(2025, month, 30), snapshot) for month in range(1, 12, 2)]
    pdf = document(snapshot, language, earlier=rounds, demonstration=True)
    assert len(pdf.pages) == 3
    text = text_of(pdf)
    assert letters(team_outcome(PROFILE, snapshot, language)) in text
    shown = [item.id for item in snapshot.items.values() if item.label is not None]
    assert all(letters(statement_words(PROFILE, item, language)) in text for item in shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_what_it_is_not_for(language: str) -> None:
    said = letters({"nl": "Niet om iemand te beoordelen", "en": "Not for appraisal"}[language])
    for page in pages(of_team("fifths", language)):
        assert said in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_a_demonstration_says_so(language: str) -> None:
    said = letters({"nl": "Voorbeeld: verzonnen cijfers", "en": "Demonstration: invented figures"}[language])
    assert all(said in page for page in pages(of_team("thirds", language, demonstration=True)))
    assert said not in text_of(of_team("thirds", language))


def test_the_agenda_holds_topics_reasons_and_statements() -> None:
    text = text_of(of_team("thirds"))
    for proposal in proposals(PROFILE):
        topic = PROFILE.topics[proposal.topic]
        assert letters(topic.title["nl"]) in text
        assert letters(topic.stake["nl"]) in text
        assert letters(topic.prompts["explore"][0]["nl"]) in text
        statement = letters(statement_words(PROFILE, proposal.items[0], "nl"))
        assert text.count(statement) == 2, "in the list and here"
    without = document(TEAMS["small"], topics=())
    assert "valtnietsop" in text_of(without)
    assert len(without.pages) == 3


def test_an_empty_practice_part_is_left_out() -> None:
    item = letters(next(iter(PROFILE.part("practice")[0].items.values())).text["nl"])
    assert item not in text_of(document(TEAMS["no practice"], topics=()))
    assert item in text_of(document(TEAMS["small"], topics=()))


def test_the_latest_rounds_are_shown() -> None:
    now = a_snapshot(PROFILE, means={FIRST: 75})
    assert "Vergelekenmeteerdererondes" not in text_of(document(now))
    earlier = [(date(2020 + year, 1, 1), a_snapshot(PROFILE, means={FIRST: 60})) for year in range(6)]
    text = text_of(document(now, earlier=earlier))
    assert "Vergelekenmeteerdererondes" in text
    assert "+15" in text
    assert [letters(f"1 jan {2020 + year}") in text for year in range(6)] == [False] + [True] * (
        MAX_ROUNDS - 1
    )


def test_another_profile_is_not_compared() -> None:
    older = replace(a_snapshot(PROFILE), profile_version="0.9", dimensions={})
    text = text_of(document(a_snapshot(PROFILE, means={FIRST: 80}), earlier=[(date(2026, 1, 1), older)]))
    assert "+20" not in text
    assert text.count("nietvergeleken") == len(PROFILE.part("attitude"))


@WITH_MARKUP
def test_words_are_never_taken_for_markup(hostile: str) -> None:
    profile = worded(PROFILE, hostile)
    pdf = document(teams(profile)["thirds"], profile=profile, team_name=hostile)
    assert text_of(pdf).count(letters(hostile)) >= 5


def test_a_character_without_font_is_accepted() -> None:
    assert "/StructTreeRoot" in document(TEAMS["small"], team_name="a 🌷 b").root_object


def test_no_name_leaves_no_separator_behind() -> None:
    assert "·Ronde" not in text_of(document(TEAMS["small"], team_name=""))
