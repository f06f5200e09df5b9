"""A team's meetings: begun from its result, kept under its code, and at the top of the next round."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import cast

import pytest
from streamlit.testing.v1 import AppTest

import services
from app_pages.context import PageContext
from app_pages.draft import OPEN
from app_pages.meeting.session import OpenGroup, open_groups
from app_pages.team.demonstration import demonstration
from app_pages.team.session import OpenTeam, open_teams
from app_pages.ui import links
from app_pages.ui.links import ROUND_PARAMETER
from intervision.events import Next, Write
from intervision.meeting import QUESTION, learning_field
from records import Draft, GroupMeeting, Team
from services import today, vaults
from storage import Keys
from storage.groups import empty_group, with_meeting
from tests.support.meetings import happen, stored
from tests.support.team_pages import a_closed_team, a_team, all_text, closed, invited, opened, page, submit
from tests.test_groups import meeting as kept_meeting
from tests.test_pages import PROFILE, app, shown
from tests.test_pages_keep import fits

pytestmark = pytest.mark.usefixtures("database_of_pages")

POINT = "eerst vragen"
AGREED = "Jullie leerpunten van"


def keys(test: AppTest) -> list[str]:
    """The keys of the buttons on a page."""
    return [str(button.key) for button in test.button]


def talk(test: AppTest) -> str:
    """The button of the first topic."""
    return next(key for key in keys(test) if key.startswith("talk-"))


def begun(team: OpenTeam) -> Draft:
    """Press the button of the first topic; the draft of the browser that takes part in the meeting."""
    test = page("teamresultaat", team)
    test.button(key=talk(test)).click().run()
    assert not test.exception
    return cast(Draft, test.session_state["draft"])


def meeting_page(draft: Draft, team: OpenTeam | None) -> AppTest:
    """The meeting in the browser with this draft, where this team is open."""
    test = app("bijeenkomst", draft)
    if team is not None:
        open_teams.put(test.session_state["visitor"], team)
        test.run()
    assert not test.exception
    return test


def walked(draft: Draft) -> None:
    """Have the meeting come to its end, with a question and a learning point."""
    happen(draft, Write(QUESTION, "q"), Write(learning_field(0), POINT))
    while stored(draft).phase is not None:
        happen(draft, Next(0, stored(draft).at))


def with_meetings(team: Team, *days: str) -> Team:
    """The team with a meeting on each of these days."""
    for number, day in enumerate(days):
        team = with_meeting(team, kept_meeting(f"{number:016x}", day=day), {})
    return team


def test_a_topic_is_talked_about_and_stands_on_top() -> None:
    team = a_closed_team(6)
    draft = begun(team)
    topic = stored(draft).topic
    assert topic in PROFILE.topics
    lobby = meeting_page(draft, team)
    assert lobby.title[0].value == "Zo doe je mee"
    assert "Dit is een bijeenkomst van Noord." in shown(lobby)
    assert "make-group" not in keys(lobby)
    lobby.button(key="on-0").click().run()
    assert stored(draft).topic == topic
    walked(draft)
    end = meeting_page(draft, team)
    assert "dus ook de leidinggevende" in shown(end)
    end.button(key="keep-meeting").click().run()
    assert "Dit is bewaard voor je team." in end.success[0].value
    assert "make-group" not in keys(end)
    team.refresh()
    fits("team", team.contents)
    (kept,) = team.contents["meetings"]
    assert (kept["topic"], kept["question"]) == (topic, "q")
    asked = PROFILE.intervision.phases["new_way"].questions[0]["nl"]
    for path in ("teamresultaat", "team"):
        text = all_text(page(path, team))
        assert text.count(AGREED) == 1
        assert f"- {asked} **{POINT}**" in text


def test_the_next_meeting_looks_back_on_it() -> None:
    team = a_closed_team(6)
    team.change(lambda contents: with_meetings(contents, "2026-01-10"))
    test = page("teamresultaat", team)
    test.button(key="look-back-together").click().run()
    draft = test.session_state["draft"]
    assert stored(draft).topic is None
    lobby = meeting_page(draft, team)
    assert "Er is 1 casus om op terug te kijken." in shown(lobby)
    lobby.button(key="on-0").click().run()
    happen(draft, Write("looked-back-0", "het lukte"))
    walked(draft)
    meeting_page(draft, team).button(key="keep-meeting").click().run()
    text = all_text(page("teamresultaat", team))
    assert "Hoe het ging: het lukte" in text
    assert text.count(POINT) == 1


def test_a_second_press_begins_no_second_meeting() -> None:
    team = a_closed_team(6)
    draft = begun(team)
    running = team.contents["running"]
    assert running["id"] == draft["meeting"]["id"]
    again = page("teamresultaat", OpenTeam(team.keys, team.contents))
    assert "Er is een bijeenkomst van je team begonnen." in all_text(again)
    assert again.button(key=talk(again)).label == "Doe mee aan die bijeenkomst"
    again.button(key=talk(again)).click().run()
    assert again.session_state["draft"]["meeting"]["id"] == draft["meeting"]["id"]
    assert again.session_state["draft"]["meeting"]["role"] == "card"
    own = app("teamresultaat", draft)  # on the same device it goes back, and stays the screen for all
    open_teams.put(own.session_state["visitor"], team)
    own.run()
    own.button(key=talk(own)).click().run()
    assert own.session_state["draft"]["meeting"] == draft["meeting"]
    services.meetings().erase(Keys(bytes.fromhex(running["id"]), bytes.fromhex(running["key"])))
    assert "van je team begonnen" not in all_text(page("teamresultaat", team))  # that one has ended


def test_two_devices_at_once_hold_one_meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    team = a_closed_team(6)
    same = OpenTeam(team.keys, team.contents)
    monkeypatch.setattr(same, "refresh", lambda: None)  # both have read the team before either began
    late = page("teamresultaat", same)
    begun(team)
    late.button(key=talk(late)).click().run()
    assert late.session_state["draft"]["meeting"]["id"] == team.contents["running"]["id"]


def test_another_meeting_on_this_device_is_not_left() -> None:
    other, team = begun(a_closed_team(6)), a_closed_team(5)
    test = app("teamresultaat", other)
    open_teams.put(test.session_state["visitor"], team)
    test.run()
    test.button(key=talk(test)).click().run()
    assert "nog een andere bijeenkomst open" in all_text(test)
    assert test.session_state["draft"]["meeting"] == other["meeting"]
    assert "running" not in team.contents


def test_a_team_locked_meanwhile_is_opened_again(monkeypatch: pytest.MonkeyPatch) -> None:
    team, another = a_closed_team(6), a_team()
    draft = begun(team)
    walked(draft)
    end = meeting_page({**draft, OPEN: ["team"]}, None)
    assert "Je team is hier intussen op slot gegaan. Typ de code nog een keer." in shown(end)
    assert "keep-meeting" not in keys(end)
    for found, opens in ((another, False), (team, True)):
        record = (cast(Keys, found.keys), found.contents)
        monkeypatch.setattr(vaults(), "find", lambda *_, record=record: record)
        end.text_input(key="code").set_value("0" * 16)
        next(button for button in end.button if "open-team" in str(button.key)).click().run()
        assert ("keep-meeting" in keys(end)) is opens
        assert ("niet de code van het team" in shown(end)) is not opens
    end.button(key="keep-meeting").click().run()
    team.refresh()
    assert len(team.contents["meetings"]) == 1


def test_an_open_group_does_not_get_a_teams_meeting() -> None:
    team, group = a_closed_team(6), OpenGroup(None, empty_group())
    draft = begun(team)
    walked(draft)
    end = app("bijeenkomst", draft)
    open_groups.put(end.session_state["visitor"], group)
    end.run()
    assert "keep-meeting" not in keys(end)
    open_teams.put(end.session_state["visitor"], team)
    end.run()
    end.button(key="keep-meeting").click().run()
    assert (group.contents["meetings"], len(team.contents["meetings"])) == ([], 1)


def test_a_group_meeting_is_not_kept_in_an_open_team() -> None:
    team = a_closed_team(6)
    test = page("bijeenkomst", team)
    test.button(key="begin-meeting").click().run()
    draft = test.session_state["draft"]
    walked(draft)
    assert "make-group" in keys(meeting_page(draft, team))
    assert team.contents["meetings"] == []


def test_the_example_and_the_invited_begin_no_meeting() -> None:
    example = OpenTeam(None, with_meetings(demonstration(PROFILE, "nl", today()), "2026-01-10"))
    team = a_team()
    team.change(lambda contents: with_meetings(contents, "2026-01-10"))
    codes = opened(team)
    submit(codes)
    begun_before = team.contents["meetings"]
    closed(team)
    for test in (page("teamresultaat", example), invited(codes[0], path="teamresultaat")):
        assert "Voor jullie volgende intervisie" in all_text(test)
        assert not [key for key in keys(test) if key.startswith(("talk-", "look-back"))]
        assert AGREED not in all_text(test)
    shown_to_invited = services.rounds().result(codes[0])
    assert (team.contents["meetings"], shown_to_invited["meetings"]) == (begun_before, [])


def test_an_older_round_has_what_was_agreed_before_it() -> None:
    contents = demonstration(PROFILE, "nl", today())
    second = today() - timedelta(weeks=20)
    team = a_team(with_meetings(contents, second.isoformat(), today().isoformat()))
    rounds = [entry["id"] for entry in contents["rounds"]]
    found = [all_text(page("teamresultaat", team, **{ROUND_PARAMETER: one})) for one in rounds]
    assert [AGREED in text for text in found] == [False, True, True]
    assert [text.count("**p**") for text in found] == [0, 1, 2]
    assert "look-back-together" not in keys(page("teamresultaat", team, **{ROUND_PARAMETER: rounds[1]}))


def test_a_team_stored_without_meetings_opens() -> None:
    old = a_closed_team(6).contents
    del old["meetings"]  # type: ignore[misc]
    _code, where = vaults().create(old)
    team = OpenTeam(where, vaults().read(where, Team))
    assert team.contents["meetings"] == []
    walked(begun(team))
    kept: GroupMeeting = kept_meeting("a" * 16)
    team.change(lambda contents: with_meeting(contents, kept, {}))
    assert len(vaults().read(where, Team)["meetings"]) == 1


@pytest.mark.parametrize("page_name", ["team/bijeenkomst", "bijeenkomst", ""])
def test_an_address_leads_to_the_page_only(monkeypatch: pytest.MonkeyPatch, page_name: str) -> None:
    """After a team's result Streamlit says that the app is at /team."""
    here = SimpleNamespace(context=SimpleNamespace(url=f"http://here/app/{page_name}"))
    monkeypatch.setattr(links, "st", here)
    context = cast(PageContext, SimpleNamespace(parameters={}))
    assert links.page_address(context, "meeting") == "http://here/app/bijeenkomst"
