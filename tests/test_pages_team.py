"""The pages for a team without a browser, on a database of their own.

AppTest has no cookies, so drafts are in the session here.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from copy import deepcopy
from datetime import timedelta
from io import BytesIO
from typing import Any, cast

import pytest
from babel.dates import format_date
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

import services
from app_pages.team import invite as team_round_invite
from app_pages.team import session as team_opened
from app_pages.team import take_part as take_part_page
from app_pages.team.demonstration import demonstration
from app_pages.team.session import MAX_CARDS, OpenTeam, close_round, closed_rounds, open_teams
from app_pages.ui.links import PRESENT_PARAMETER, ROUND_PARAMETER
from content import LANGUAGES
from report.team_document import team_pdf
from report.team_export import team_csv, team_json
from report.team_sentences import (
    SPREAD_FROM,
    chance_band,
    closed_without_figures,
    left_open,
    statement_words,
)
from scoring.agenda import agenda
from scoring.snapshot import apart, change_from, changed, snapshot_data
from services import rounds, today, vaults
from storage import Keys, NoRoundError, RoundRunningError, Rounds, Team
from storage.contents import empty
from storage.rounds import DAYS_LEFT_OPEN
from storage.teams import WEEKS_BETWEEN, empty_team
from tests.support.stored import rows, written
from tests.support.team_pages import (
    READER,
    a_closed_team,
    a_team,
    all_text,
    closed,
    invited,
    opened,
    page,
    running,
    sheet,
    statements_on,
    submit,
)
from tests.test_pages import PROFILE, app

pytestmark = pytest.mark.usefixtures("database_of_pages")


NO_FIGURES = ("gemiddelde", "van de 100", "Neem het mee", "zelden", "verdeeld")


# -- while the round is open ------------------------------------------------------------------


@pytest.mark.parametrize("one_link", [False, True])
def test_lead_learns_of_enough_once_a_night(one_link: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The attack 'poll' through the real pages: every element that reaches the lead's browser."""
    team = a_team()
    codes = opened(team, invited=12, one_link=one_link)
    looks = {path: page(path, team) for path in ("team", "teamresultaat")}

    def seen() -> dict[str, str]:
        rounds().note_enough()
        for test in looks.values():
            test.run()
        shown = {path: "\n".join(str(node.proto) for node in test.main) for path, test in looks.items()}
        # a button that makes its file later gets another id at each run
        return {path: re.sub(r"(?<=deferred_file_id: )\S+", "", text) for path, text in shown.items()}

    before = seen()
    assert "nog niet genoeg" in before["team"]
    for number, code in enumerate(codes, start=1):
        rounds().submit(code, sheet(number))
        assert seen() == before
    monkeypatch.setattr(rounds(), "_today", lambda: today() + timedelta(days=1))
    after = seen()
    assert "genoeg mensen gedeeld" in after["team"]
    assert after["teamresultaat"] == before["teamresultaat"]


def test_result_page_hides_a_running_round() -> None:
    team = a_team()
    submit(opened(team))
    text = all_text(page("teamresultaat", team))
    assert "nog niets te zien" in text
    assert not any(word in text for word in NO_FIGURES)


@pytest.mark.parametrize("one_link", [False, True])
def test_lead_has_texts_to_send(one_link: bool) -> None:
    team = a_team()
    opened(team, one_link=one_link)
    texts = [code.value for code in page("team", team).code if "Noord" in code.value]
    assert len(texts) == 2 * len(LANGUAGES)
    for text in texts:
        assert "meedoen#" in text if one_link else ("kaartje" in text or "card" in text)
        assert "minuten, zonder je naam" in text or "minutes, without your name" in text
    assert not [text for text in texts if "_" in text]


def test_the_last_day_can_be_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    team = a_team()
    code = opened(team)[0]
    assert "laatste dag was" not in all_text(page("team", team))
    tomorrow = today() + timedelta(days=1)
    for module in (team_round_invite, take_part_page):
        monkeypatch.setattr(module, "today", lambda: tomorrow)
    test = page("team", team)
    assert "De laatste dag was" in all_text(test)
    assert "de ronde is nog open" in all_text(invited(code))
    later = tomorrow + timedelta(days=7)
    test.date_input(key="later-day").set_value(later).run()
    test.button(key="move-last-day").click().run()
    assert "De laatste dag was" not in all_text(test)
    assert rounds().find(code).until == later
    team.refresh()
    assert running(team)["until"] == later.isoformat()


@pytest.mark.parametrize("field", ["invited", "minimum"])
def test_fewer_than_the_minimum_is_refused_in_words(field: str) -> None:
    team = a_team()
    test = page("team", team)
    test.number_input(key=field).set_value(4).run()
    test.button(key="open-round").click().run()
    assert "Vijf is het minste" in "\n".join(info.value for info in test.info)
    assert team_opened.running_round(team) is None


def test_nothing_erases_where_the_close_was_pressed() -> None:
    """What erases a team is folded away."""
    test = page("team", a_closed_team(5))
    (fold,) = [fold for fold in test.expander if fold.label == "Wis het team"]
    assert [button.label for button in fold.button] == ["Wis het nu"]


# -- closed -----------------------------------------------------------------------------------


def test_round_closed_with_four_shows_no_figure() -> None:
    team = a_closed_team(4, invited=6)
    text = all_text(page("team", team))
    assert closed_without_figures(5, "nl") in text
    assert not any(word in text for word in NO_FIGURES)
    assert "nog niets te zien" in all_text(page("teamresultaat", team))
    (entry,) = team.contents["rounds"]
    assert "nog niets te zien" in all_text(page("teamresultaat", team, **{ROUND_PARAMETER: entry["id"]}))
    assert entry["snapshot"] is None
    assert "private_key" not in entry
    # nor how many they were, in what the lead's code opens
    assert json.dumps(team.contents).count('"ballots"') == 0
    for table in ("rounds", "boxes", "participation_codes"):
        assert rows(services.database(), f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608
    # and the next round may open at once
    assert page("team", team).button(key="open-round")


def test_round_left_open_is_reported_and_replaced() -> None:
    team = a_team()
    submit(opened(team)[:5])
    later = Rounds(services.database(), lambda: today() + timedelta(days=DAYS_LEFT_OPEN + 1), min_minimum=5)
    assert later.erase_left_open() == 1
    text = all_text(page("team", team))
    assert left_open("nl") in text
    assert not any(word in text for word in NO_FIGURES)
    assert "private_key" not in json.dumps(vaults().read(cast(Keys, team.keys), Team))
    assert page("team", team).button(key="open-round")


@pytest.mark.parametrize("people", [5, 12, 20])
def test_the_result_tells_everything_in_words_and_tables(people: int) -> None:
    team = a_closed_team(people)
    test = page("teamresultaat", team)
    text = all_text(test)
    assert f"deelden er {people} hun" in text
    assert "niet bedoeld om iemand of het team te beoordelen" in text
    assert "geen filter" in text
    for dimension in PROFILE.dimensions.values():
        assert dimension.name["nl"] in text
    shown = statements_on(test)
    for item in PROFILE.items:
        assert shown.count(statement_words(PROFILE, item, "nl")) == 1
    assert ("derde" in shown, "vijfde" in shown) == (people == 12, people == 20)
    assert all(button.proto.label for button in test.get("download_button"))


def numbers(text: str) -> set[int]:
    return {int(number) for number in re.findall(r"\d+", text)}


@pytest.mark.parametrize("people", [6, 14])
@pytest.mark.parametrize("parameters", [{}, {PRESENT_PARAMETER: "ja"}])
def test_every_number_is_in_the_snapshots(people: int, parameters: dict[str, str]) -> None:
    contents = deepcopy(demonstration(PROFILE, "nl", today()))
    contents["rounds"] = contents["rounds"][-1:]
    team = OpenTeam(None, contents)
    second = closed_rounds(READER, OpenTeam(None, a_closed_team(people, people + 2).contents))[0]
    entry: Any = {**contents["rounds"][0], "id": "2", "snapshot": snapshot_data(second.snapshot)}
    contents["rounds"].append(entry)
    rounds_shown = closed_rounds(READER, team)
    before, now = (one.snapshot for one in rounds_shown)
    test = page("teamresultaat", team, **parameters)
    shown = [all_text(test)]
    if not parameters:
        (drawn,) = test.get("vega_lite_chart")
        shown[0] = shown[0].replace(str(drawn.proto), "")
    known = {now.ballots, now.invited, now.chance, change_from(now.ballots, now.ballots), apart(now.ballots)}
    for snapshot in (before, now):
        for found in snapshot.dimensions.values():
            if found.mean is not None:
                known |= {found.mean, *chance_band(found.mean, snapshot)}
    known |= {
        abs(points)
        for side in PROFILE.part("attitude")
        if (points := changed(before, now, side.id)) is not None
    }
    counted = Counter(now.items[item].mark for side in PROFILE.part("attitude") for item in side.items)
    known |= {*counted.values()}
    days = [format_date(one.closed_on, "long", locale="nl") for one in rounds_shown]
    known |= numbers(" ".join(days)) | {2}  # the second round of that day
    known |= {0, 100, 50, 5, 1, *SPREAD_FROM.values()}  # the scale, and how figures are made
    screens = len(re.findall("<section>", "".join(node.proto.body for node in test.get("html"))))
    known |= {*range(screens + 1)} if parameters else set()
    assert numbers(shown[0]) <= known


def test_rounds_are_compared_and_shown_each() -> None:
    team = OpenTeam(None, demonstration(PROFILE, "nl", today()))
    last = all_text(page("teamresultaat", team))
    assert "De rondes naast elkaar" in last
    assert "Sinds de vorige ronde" in last
    first = all_text(page("teamresultaat", team, **{ROUND_PARAMETER: team.contents["rounds"][0]["id"]}))
    assert "De rondes naast elkaar" not in first
    assert all_text(page("teamresultaat", team, **{ROUND_PARAMETER: "../../etc"})) == last


def test_teams_of_one_lead_side_by_side() -> None:
    """What each has published; a vault's code or a team without figures adds nothing."""
    mine = a_closed_team(6)
    other = empty_team("Zuid")
    code, keys = vaults().create(other)
    second = OpenTeam(keys, other)
    vault_code, _keys = vaults().create(empty())

    def beside(typed: str) -> AppTest:
        test = page("teamresultaat", mine)
        test.text_input(key="code").set_value(typed)
        return test.button(key="FormSubmitter:beside-Zet het ernaast").click().run()

    assert "geen code van een team" in beside(vault_code).info[0].value
    assert "Zuid heeft nog geen cijfers" in all_text(beside(code))
    submit(opened(second, invited=8))
    closed(second)
    table = beside(code).table[-1].value
    shown = [closed_rounds(READER, one)[-1].snapshot for one in (mine, second)]
    for row, side in zip(table.to_numpy(), PROFILE.part("attitude"), strict=True):
        means = [snapshot.dimensions[side.id].mean for snapshot in shown]
        assert [int(cell.split()[0]) for cell in row] == means
    assert "Noord" in table.columns[0]
    assert "Zuid" in table.columns[1]


def test_older_round_is_shown_in_its_own_words() -> None:
    contents = deepcopy(demonstration(PROFILE, "nl", today()))
    (key,) = contents["profiles"]
    then = contents["profiles"].pop(key)
    item = then["dimensions"][0]["items"][0]
    item["text"]["nl"] = "Zo stond het er toen."
    contents["profiles"]["older"] = then
    for entry in contents["rounds"]:
        entry["profile"] = "older"
    test = page("teamresultaat", OpenTeam(None, contents))
    assert "eerdere versie van de uitspraken" in all_text(test)
    assert "Zo stond het er toen." in statements_on(test)


def test_eight_weeks_hold_on_page_and_in_storage() -> None:
    team = a_closed_team(5)
    text = all_text(page("team", team))
    first = today() + timedelta(weeks=WEEKS_BETWEEN)
    assert f"vanaf {format_date(first, 'long', locale='nl')}" in text
    assert all(button.key != "open-round" for button in page("team", team).button)
    with pytest.raises(RoundRunningError):
        opened(team)
    assert len(team.contents["rounds"]) == 1


# -- the demonstration ------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_demonstration_says_everywhere_it_is_invented(language: str) -> None:
    word = {"nl": "verzonnen", "en": "invented"}[language]
    team = OpenTeam(None, demonstration(PROFILE, language, today()))
    for path in ("team", "teamresultaat"):
        assert any(word in warning.value for warning in page(path, team, lang=language).warning)
    now = closed_rounds(READER, team)[-1]
    more: dict[str, Any] = {
        "language": language,
        "closed_on": now.closed_on,
        "team_name": team.contents["name"],
        "demonstration": team.is_example,
    }
    proposals = agenda(PROFILE, now.snapshot)
    assert proposals, "the example has an agenda"
    pages = PdfReader(BytesIO(team_pdf(PROFILE, now.snapshot, proposals, **more))).pages
    assert all(word in one.extract_text() for one in pages)
    assert word in team_csv(PROFILE, now.snapshot, **more).decode("utf-8-sig")
    assert json.loads(team_json(PROFILE, now.snapshot, **more))["demonstration"] is True


def test_demonstration_shows_everything_and_keeps_nothing() -> None:
    test = app("team")
    test.button(key="example").click().run()
    assert "Voorbeeldteam" in test.title[0].value
    team = open_teams.get(test.session_state["visitor"])
    assert team is not None
    snapshots = [each.snapshot for each in closed_rounds(READER, team)]
    assert len(snapshots) == 3
    spreads = [item.spread for item in snapshots[-1].items.values() if item.spread]
    assert any(spread.divided for spread in spreads)
    assert any(spread.agreed for spread in spreads)
    assert len({d.mean for d in snapshots[-1].dimensions.values()}) > 2
    assert b"Voorbeeld" not in written(services.database())
    with pytest.raises(AssertionError):  # a round cannot be opened in it
        opened(team)
    test.button(key="close").click().run()
    assert "Met je team" in test.title[0].value


# -- a team and a round -----------------------------------------------------------------------


def test_team_needs_a_name_and_right_code() -> None:
    test = app("team")
    test.button(key="FormSubmitter:make-team-Maak dit team").click().run()
    assert "eerst een naam" in test.info[0].value
    test.text_input(key="code").set_value("7K4Q-M2HX-90TD-VC8E")
    test.button(key="FormSubmitter:open-team-Open").click().run()
    assert "gaat niets open" in test.error[0].value


@pytest.mark.parametrize(
    ("path", "form"), [("team", "open-team"), ("kluis", "open"), ("meedoen", "invitation")]
)
def test_every_field_knows_every_code(path: str, form: str) -> None:
    """Goes where the code leads, and says so where that is another page."""
    card = opened(a_team())[0]
    vault_code, _keys = vaults().create(empty())
    team_code, _keys = vaults().create(empty_team("Noord"))
    for place, code in (("team", team_code), ("kluis", vault_code), ("meedoen", card)):
        test = app(path)
        test.text_input(key="code").set_value(code)
        test.button(key=f"FormSubmitter:{form}-Open").click().run()
        assert not test.error
        told = [part.value for part in test.success]
        assert any("hoort bij deze pagina" in text for text in told) is (place != path)
        shown = all_text(test)
        if place == "team":
            assert "Noord" in shown
            assert open_teams.get(test.session_state["visitor"]) is not None
        if place == "meedoen":
            assert "kijkt samen naar de basishouding" in shown


def test_too_many_for_cards_get_the_link() -> None:
    test = page("team", a_team())
    test.number_input(key="invited").set_value(MAX_CARDS + 1).run()
    test.button(key="open-round").click().run()
    assert "Er is nog niets geopend" in "\n".join(info.value for info in test.info)
    test.radio(key="one-link").set_value(True).run()
    test.button(key="open-round").click().run()
    assert "nog niet genoeg" in all_text(test)


def test_two_tabs_open_and_close_once() -> None:
    team = a_team()
    codes = opened(team)
    with pytest.raises(RoundRunningError):
        opened(team)
    submit(codes)
    entry = running(team)
    closed(team)
    with pytest.raises(NoRoundError):
        close_round(READER, team, entry, lambda _share: None)
    assert len(closed_rounds(READER, team)) == 1


def test_interrupted_close_is_reported_and_can_finish() -> None:
    team = a_team()
    submit(opened(team))

    def stop(_share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        close_round(READER, team, running(team), stop)
    assert "niet afgemaakt" in all_text(page("team", team))
    closed(team)
    assert closed_rounds(READER, team)[0].snapshot.ballots == 6


# -- other ways to a figure (docs/anonymity.md) -----------------------------------------------


def test_a_snapshot_is_never_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    team = a_closed_team(5)
    first = all_text(page("teamresultaat", team))

    def never(*_arguments: object, **_options: object) -> None:
        raise AssertionError

    monkeypatch.setattr(team_opened, "release", never)
    assert all_text(page("teamresultaat", team)) == first


def test_session_and_vault_hold_only_the_snapshot() -> None:
    team = a_closed_team(6)
    test = page("teamresultaat", team)
    held = repr(test.session_state._state.filtered_state) + repr(team)
    assert not [item for item in PROFILE.items if item in held]
    (entry,) = team.contents["rounds"]
    dated = {"opened_on", "until", "closed_on"}
    assert set(entry) == {"id", "profile", "invited", "minimum", "snapshot"} | dated
    assert entry["snapshot"] == snapshot_data(closed_rounds(READER, team)[0].snapshot)


def test_no_address_shows_another_round() -> None:
    mine, other = a_closed_team(5), a_closed_team(6)
    elsewhere = other.contents["rounds"][0]["id"]
    text = all_text(page("teamresultaat", mine, **{ROUND_PARAMETER: elsewhere}))
    assert "deelden er 5 hun" in text
    assert "nog niets te zien" in all_text(app("teamresultaat"))
    assert "nog niets te zien" in all_text(app("teamresultaat", **{ROUND_PARAMETER: elsewhere}))
    again = a_team()
    opened(again)
    assert "nog niets te zien" in all_text(
        page("teamresultaat", again, **{ROUND_PARAMETER: running(again)["id"]})
    )


def test_files_are_made_of_the_snapshot() -> None:
    """The same snapshot gives the same files, whoever the people were who made it."""
    (only,) = closed_rounds(READER, OpenTeam(None, a_closed_team(5).contents))
    snapshot = only.snapshot
    data = json.loads(
        team_json(PROFILE, snapshot, language="nl", closed_on=only.closed_on, team_name="Noord")
    )
    found = {item: (made["label"], made["spread"]) for item, made in data["items"].items()}
    assert found == {item.id: (item.label, None) for item in snapshot.items.values()}
    assert {d["mean"] for d in data["dimensions"].values()} == {d.mean for d in snapshot.dimensions.values()}
