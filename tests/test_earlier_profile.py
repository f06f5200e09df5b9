"""A reflection made with version 1.0 of the profile: readable as it was, compared with nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

from app_pages.vault.session import OpenVault
from content import Profile, WorksWith, asked, load_profile, profile_from
from records import Answers, Asked, Reflection
from scoring import reflect
from scoring.growth import Moment, compare, same_items
from storage.contents import with_reflection
from tests.support.vaults import vault_with
from tests.test_pages_vault import page, plain

THEN = cast("Asked", json.loads((Path(__file__).parent / "asked_1_0.json").read_text("utf-8")))
"""What `asked` gave for version 1.0, as it stands in a vault of that time."""

PROFILE = load_profile()
SAME = {
    "reliability-1",
    "authenticity-1",
    "authenticity-6",
    "non_judgement-2",
    "language-1",
    "language-4",
    "language-5",
}
"""The statements that read the same in Dutch in both versions."""


def sheet(profile: Profile) -> Answers:
    return dict.fromkeys(profile.items, 4)


def moment(profile: Profile, works_with: WorksWith = "adults") -> Moment:
    reflection = reflect(profile, sheet(profile), works_with=works_with)
    return Moment(profile.version, date(2026, 1, 1), profile, reflection)


def both() -> OpenVault:
    """A vault with a reflection of version 1.0 and one of today."""
    contents = vault_with(sheet(profile_from(THEN)), profile=THEN)
    newest: Reflection = {
        **vault_with(sheet(PROFILE), profile=asked(PROFILE))["reflections"][0],
        "id": "f" * 16,
        "made_on": "2026-11-28",
    }
    return OpenVault(None, with_reflection(contents, newest, asked(PROFILE)))


def test_it_is_shown_with_the_words_of_that_time() -> None:
    test = page("resultaat", both(), moment=f"{1:016x}")
    text = plain(test)
    assert "versie 1.0" in text
    assert "In een drukke week verzet ik een afspraak met hem." in text
    assert PROFILE.items["reliability-9"].text["nl"] not in text


def test_who_met_both_still_reads_the_wording_of_that_time() -> None:
    item = profile_from(THEN).items["reliability-4"]
    assert item.wording("both")["nl"].startswith("Als ik van de regels iets moet doen")


def test_another_rule_for_not_applicable_compares_nothing() -> None:
    then, now = moment(profile_from(THEN)), moment(PROFILE)
    assert same_items(then, now) == frozenset()
    assert {change.why_not for change in compare(then, now)} == {"question"}
    assert not any(change.changed for change in compare(then, now))


def test_under_one_question_only_the_same_statements_would_count() -> None:
    then, now = moment(replace(profile_from(THEN), stem=PROFILE.stem)), moment(PROFILE)
    same = same_items(then, now)
    assert same <= SAME
    assert "reliability-1" not in same, "its English changed"
    assert all(change.compared < 3 for change in compare(then, now) if change.dimension != "language")


def test_the_page_of_changes_says_why() -> None:
    text = plain(page("verandering", both()))
    assert "bij geen enkele kant van je houding" in text
    assert text.count("de vraag boven de uitspraken") == len(PROFILE.part("attitude"))
    assert (
        "In een drukke week verzet ik een afspraak met hem. – toen: **vaak**, nu: **niet gevraagd**" in text
    )
    kept = PROFILE.items["reliability-1"].text["nl"]
    assert f"Toen stond er: ‘{kept}’" not in text, "where only the English changed"
