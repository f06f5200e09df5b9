"""A profile of quite another kind through the pages, without a change in code: tests/profiles/bedside.

Three dimensions of 5, 3 and 6 items, no practice part, other words for how often, a meeting of seven phases,
no register. tests/exhaustive/test_another_field.py walks it in a real Chromium.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

import content.load
from content import LANGUAGES, load_profile
from intervision.meeting import PREPARE, new_meeting
from intervision.record import record
from report.document import reflection_pdf
from report.meeting_document import meeting_pdf
from report.team_document import team_pdf
from report.team_export import team_csv
from scoring import reflect, suggest
from scoring.agenda import agenda
from scoring.snapshot import snapshot_from
from services import rounds, today
from tests.support import team_pages
from tests.support.other_field import BEDSIDE, FOLDER, OF_THE_FIRST_SCALE, foreign
from tests.support.server import ROOT
from tests.test_pages import app

pytestmark = pytest.mark.usefixtures("database_of_pages")

PAGES = ["", "reflectie", "resultaat", "profiel", "intervisie", "bewaren", "kluis", "verandering", "plan"]
PAGES += ["meedoen", "team", "teamresultaat", "voorbereiden", "bijeenkomst"]


@pytest.fixture
def url(file: Path) -> str:
    """One kind of database is enough here."""
    return f"sqlite:///{file}"


@pytest.fixture(autouse=True)
def _bedside(monkeypatch: pytest.MonkeyPatch) -> None:
    """What BASISHOUDING_PROFILE does at a start."""
    monkeypatch.setattr(content.load, "PROFILE_FOLDER", FOLDER)
    monkeypatch.setattr(team_pages.READER, "profile", BEDSIDE)
    assert load_profile() is BEDSIDE


def everything_on(test: AppTest) -> str:
    """All that reaches the browser, labels and options too."""
    text = "\n".join(str(part.proto) for part in test.main)
    assert "Basishouding" in text
    return text


def sheet(person: int) -> dict[str, int | None]:
    return {each: 1 + (person + place) % 5 for place, each in enumerate(BEDSIDE.items)}


def printed(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_no_page_speaks_of_the_first_field(path: str, language: str) -> None:
    for draft in ({}, {"works_with": "both", "answers": sheet(0)}):
        test = app(path, draft, lang=language)
        assert foreign(everything_on(test)) == []


def test_the_first_page_is_that_of_the_profile() -> None:
    text = team_pages.all_text(app())
    assert BEDSIDE.for_whom["nl"] in text
    assert BEDSIDE.not_replaced is not None
    assert BEDSIDE.not_replaced["nl"] in text
    assert "14 korte" in text
    assert "ongeveer 3 minuten" in text


def test_statements_use_their_own_scale() -> None:
    for dimension in BEDSIDE.dimensions.values():
        test = app("reflectie", {"works_with": "minors"}, stap=dimension.id)
        assert test.title[0].value == dimension.name["nl"]
        radios = [radio for radio in test.radio if str(radio.key).startswith("answer-")]
        assert [str(radio.key).removeprefix("answer-") for radio in radios] == [*dimension.items]
        for radio, item in zip(radios, dimension.items.values(), strict=True):
            assert item.wording("minors")["nl"] in radio.label
            assert radio.options[:5] == [label["nl"] for label in BEDSIDE.scale.values()]
            assert radio.options[5] == BEDSIDE.not_applicable["nl"]


def test_the_last_screen_leads_to_the_result() -> None:
    last = [*BEDSIDE.dimensions][-1]
    test = app("reflectie", {"answers": sheet(1)}, stap=last)
    assert test.button(key="next").label == "Naar je resultaat"
    text = team_pages.all_text(app("resultaat", {"answers": sheet(1)}))
    assert "Praktijk" not in text
    assert "tweede deel" not in text


def test_a_clear_dimension_is_named_with_topics() -> None:
    low = {item.id: 5 if item.opposite else 1 for item in BEDSIDE.dimensions["farewell"].items.values()}
    high = {
        item.id: 1 if item.opposite else 5
        for each in ("presence", "restraint")
        for item in BEDSIDE.dimensions[each].items.values()
    }
    text = team_pages.all_text(app("resultaat", {"answers": {**low, **high}}))
    assert "‘Afscheid’" in text
    assert BEDSIDE.topics["farewell-last"].title["nl"] in text
    assert "Van de drie kanten van je houding" in text
    assert "‘Kwam niet voor’ telt niet mee" in text


@pytest.mark.parametrize("people", [5, 12])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_round_uses_the_profile_words(language: str, people: int) -> None:
    team = team_pages.a_team()
    for person, code in enumerate(team_pages.opened(team, invited=people)):
        rounds().submit(code, sheet(person))
    team_pages.closed(team)
    text = team_pages.all_text(team_pages.page("teamresultaat", team, lang=language))
    for dimension in BEDSIDE.dimensions.values():
        assert dimension.name[language] in text
    assert BEDSIDE.scale[3][language] in text
    assert foreign(text) == []
    stored = team.contents["rounds"][0]["snapshot"]
    assert stored is not None
    snapshot = snapshot_from(stored)
    paper = printed(
        team_pdf(
            BEDSIDE,
            snapshot,
            agenda(BEDSIDE, snapshot),
            language=language,
            closed_on=today(),
            team_name="Team Zuid",
        )
    )
    rows = team_csv(BEDSIDE, snapshot, language=language, closed_on=today(), team_name="Team Zuid")
    for told in (text, paper, str(rows)):
        assert foreign(told) == []
        assert OF_THE_FIRST_SCALE.search(told) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_documents_use_the_profile_words(language: str) -> None:
    reflection = reflect(BEDSIDE, sheet(2), works_with="minors")
    paper = printed(
        reflection_pdf(
            BEDSIDE,
            reflection,
            suggest(BEDSIDE, reflection),
            language=language,
            made_on=today(),
            confidence=6,
            with_answers=True,
        )
    )
    assert BEDSIDE.title[language] in paper
    assert BEDSIDE.not_replaced is not None
    assert BEDSIDE.not_replaced[language] in paper
    meeting = new_meeting("m", BEDSIDE.intervision.phases, looking_back=True)
    minutes = printed(meeting_pdf(BEDSIDE, record(meeting, today()), language=language))
    assert BEDSIDE.intervision.title[language] in minutes
    assert foreign(paper + minutes) == []


def test_a_meeting_goes_through_all_its_phases(database_of_pages: None) -> None:
    test = app("bijeenkomst")
    test.button(key="begin-meeting").click().run()
    test.button(key="on-0").click().run()
    test.button(key="skip-1").click().run()
    wanted = [
        f"Fase\N{NO-BREAK SPACE}{number}\N{NO-BREAK SPACE}van\N{NO-BREAK SPACE}7: {phase.name['nl']}"
        for number, (each, phase) in enumerate(BEDSIDE.intervision.phases.items(), start=1)
        if each not in (PREPARE, "look_back")
    ]
    seen: list[str] = []
    while test.title[0].value in wanted and len(seen) < len(wanted):
        seen.append(test.title[0].value)
        assert foreign(everything_on(test)) == []
        test.button(key=f"on-{len(seen) + 3}").click().run()
        assert not test.exception
    assert seen == wanted
    assert test.title[0].value == "Wat de bijeenkomst opleverde"


def test_the_readme_check_accepts_this_profile(tmp_path: Path) -> None:
    readme = (ROOT / "profile" / "README.md").read_text(encoding="utf-8")
    (check,) = re.findall(r'`python -c "(.*my-profile.*)"`', readme)
    folder = shutil.copytree(FOLDER, tmp_path / "my-profile")

    def checked() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", check],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
        )

    done = checked()
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (folder / "mirror.toml").unlink()
    assert "mirror.toml:1: This file is missing." in checked().stderr


def test_the_model_counts_its_own_phases() -> None:
    assert "Dat komt in fase 5" in team_pages.all_text(app("intervisie"))


def test_a_plan_has_an_example_of_its_own(tmp_path: Path) -> None:
    from app_pages.vault.session import OpenVault
    from storage.contents import empty
    from tests.test_pages_vault import page

    fields = [field.placeholder for field in page("plan", OpenVault(None, empty())).text_area]
    assert fields == [BEDSIDE.plan_example.situation["nl"], BEDSIDE.plan_example.action["nl"]]
