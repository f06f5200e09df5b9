"""Taking part in a round as an invited reader, also with clicks twice or interrupted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

import services
from app_pages.context import PageContext
from app_pages.draft import INVITATION
from app_pages.team.session import open_team, open_teams, running_round, start_round
from app_pages.ui import sharing
from content import interface_words
from services import rounds, today
from storage import UnknownCodeError, new_secret
from tests.support.team_pages import LEAD, READER, a_team, invited, opened, page, running, sheet
from tests.test_pages import PROFILE, answers, app, shown

pytestmark = pytest.mark.usefixtures("both_databases_of_pages")


# -- taking part ------------------------------------------------------------------------------


def test_invited_reader_sees_the_minimum_and_who_reads() -> None:
    code = opened(a_team(), invited=9, minimum=7)[0]
    text = shown(invited(code))
    for part in ("Delen minder dan 7 mensen?", "9 mensen", "eigen resultaat", "leidinggevende niet en"):
        assert part in text
    assert "niet je" not in text


def test_code_that_takes_no_answers_says_so() -> None:
    test = app("meedoen")
    test.text_input(key="code").set_value("7K4Q-M2HX-90TD-VC8E-7K4Q")
    test.button(key="FormSubmitter:invitation-Verder").click().run()
    assert "kun je niet meedoen" in test.error[0].value


def test_choice_to_share_comes_with_the_result() -> None:
    code = opened(a_team())[0]
    assert all(button.key != "share" for button in invited(code).button)
    everything = answers(4)
    for path in ("meedoen", "reflectie"):
        test = invited(code, {"answers": everything}, path)
        assert all(button.key != "share" for button in test.button)
    test = invited(code, {"answers": everything}, "resultaat")
    assert "Verderop kies je" in shown(test)
    assert {button.key for button in test.button} >= {"share", "share-not"}


def test_without_an_invitation_there_is_nothing_to_share() -> None:
    test = app("resultaat", {"answers": answers(4)})
    assert "Delen met je team" not in shown(test)


def test_not_sharing_is_remembered_and_keeps_the_code() -> None:
    code = opened(a_team())[0]
    test = invited(code, {"answers": answers(4)}, "resultaat")
    test.button(key="share-not").click().run()
    assert "Je koos om niet te delen" in shown(test)
    test.run()
    assert "Je koos om niet te delen" in shown(test)
    assert rounds().find(code)
    test.button(key="share").click().run()
    with pytest.raises(UnknownCodeError):
        rounds().find(code)


def test_sharing_submits_one_ballot_of_answers_only() -> None:
    team = a_team()
    codes = opened(team, invited=5)
    given = {**answers(4), "gone": 3}
    for code in codes:
        test = invited(code, {"answers": given, "confidence": 9, "works_with": "minors"}, "resultaat")
        assert "28 uitspraken" in shown(test)
        test.button(key="share").click().run()
        assert INVITATION not in test.session_state["draft"]
        assert test.session_state["draft"]["answers"] == given
    taken: list[Any] = []
    entry = running(team)
    assert team.keys is not None
    rounds().close(
        team.keys,
        entry["id"],
        entry["private_key"],
        publish=lambda ballots, *_numbers: taken.extend(ballots),
        note=lambda contents, _result: contents,
    )
    assert taken == [answers(4)] * 5


def test_code_used_meanwhile_shares_nothing() -> None:
    code = opened(a_team())[0]
    test = invited(code, {"answers": answers(4)}, "resultaat")
    rounds().submit(code, sheet(1))
    test.button(key="share").click().run()
    assert "Er is nu niets gedeeld" in "\n".join(w.value for w in test.warning)
    assert test.session_state["draft"]["answers"] == answers(4)


def test_keeping_first_warns_about_sharing() -> None:
    code = opened(a_team())[0]
    assert "niet gedeeld met je team" in shown(invited(code, {"answers": answers(4)}, "bewaren"))
    assert "niet gedeeld met je team" not in shown(app("bewaren", {"answers": answers(4)}))


def test_a_new_reflection_keeps_the_invitation() -> None:
    code = opened(a_team())[0]
    test = invited(code, {"answers": answers(4), "shared": True})
    test.button(key="anew").click().run()
    assert test.session_state["draft"] == {INVITATION: code}


# -- clicked twice or interrupted -------------------------------------------------------------


def test_link_counts_once_for_two_tabs_at_once() -> None:
    """Both tabs have read the draft with the invitation in it before either submits."""
    team = a_team()
    code = opened(team, one_link=True)[0]
    secret = new_secret()
    services.drafts().change(secret, lambda _draft: {INVITATION: code, "answers": answers(4)})

    class Tab(PageContext):
        @property
        def secret(self) -> str | None:
            return secret

    together = Barrier(2)

    def press(_tab: int) -> None:
        tab = Tab(PROFILE, "nl", interface_words("nl"), services.drafts().read(secret), False)
        together.wait()
        sharing.share_answers(tab)

    with ThreadPoolExecutor(2) as tabs:
        list(tabs.map(press, range(2)))
    assert rounds().find(code).ballots_left == 5
    assert services.drafts().read(secret) == {"answers": answers(4), "shared": True}


@pytest.mark.parametrize(
    ("one_link", "submitted", "shared"), [(False, False, False), (False, True, True), (True, False, True)]
)
def test_interrupted_share_is_settled_on_return(one_link: bool, submitted: bool, shared: bool) -> None:
    code = opened(a_team(), one_link=one_link)[0]
    if submitted:
        rounds().submit(code, sheet(1))
    test = app("resultaat", {"sharing": code, "answers": answers(4)})
    draft = test.session_state["draft"]
    assert ("shared" in draft, INVITATION in draft, "sharing" in draft) == (shared, not shared, False)
    assert any(button.key == "share" for button in test.button) is not shared


def test_a_minimum_above_the_number_invited_opens_nothing() -> None:
    team = a_team()
    test = page("team", team)
    test.number_input(key="minimum").set_value(12).run()
    test.button(key="open-round").click().run()
    assert "Er is nog niets geopend" in "\n".join(info.value for info in test.info)
    assert test.number_input(key="minimum").value == 12
    team.refresh()
    assert running_round(team) is None


def test_another_card_can_be_typed_at_once() -> None:
    first, second = opened(a_team())[0], opened(a_team())[0]
    shared = {"shared": True, "answers": answers(4)}
    assert "antwoorden zijn gedeeld" in app("meedoen", shared).success[0].value
    for draft, typed in (({INVITATION: first}, second), (shared, second.lower())):
        test = app("meedoen", draft)
        test.text_input(key="code").set_value(typed)
        test.button(key="FormSubmitter:invitation-Verder").click().run()
        assert test.session_state["draft"][INVITATION] == typed
        assert "shared" not in test.session_state["draft"]


def test_cards_stay_when_the_team_opens_again() -> None:
    team = a_team()
    assert team.keys is not None
    start_round(READER, team, invited=5, minimum=5, until=today(), one_link=False)
    cards = list(team.cards)
    open_teams.put(LEAD.client_id, team)
    open_team(LEAD, team.keys, team.contents)
    again = open_teams.get(LEAD.client_id)
    assert again is not None
    assert again.cards == cards != []
