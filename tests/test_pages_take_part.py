"""Taking part in a round as an invited reader, also with clicks twice or interrupted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import services
from app_pages.context import PageContext
from app_pages.draft import INVITATION
from app_pages.team.session import erase_team, open_team, open_teams, running_round, start_round
from app_pages.ui import sharing
from content import interface_words, round_words
from report.team_sentences import closed_without_figures
from services import rounds, today
from storage import new_secret
from tests.support.rounds import unblurred
from tests.support.stored import rows
from tests.support.team_pages import (
    LEAD,
    READER,
    a_team,
    all_text,
    closed,
    invited,
    opened,
    page,
    running,
    sheet,
    submit,
)
from tests.test_pages import PROFILE, answers, app, shown

pytestmark = pytest.mark.usefixtures("both_databases_of_pages")


# -- taking part ------------------------------------------------------------------------------


def test_invited_reader_sees_the_minimum_and_who_reads() -> None:
    code = opened(a_team(), invited=9, minimum=7)[0]
    text = shown(invited(code))
    parts = ("Delen minder dan 7 mensen?", "9 mensen", "eigen resultaat", "leidinggevende en je collega")
    for part in (*parts, "Noord", "één op de vijf", " · ".join(round_words(rounds().find(code).public_key))):
        assert part in text


def test_all_invited_read_the_same_words() -> None:
    """The lead too; another round has others."""
    team = a_team()
    codes = opened(team)
    found = {words_on(page) for page in (invited(codes[0]), invited(codes[5]), page("team", team))}
    assert len(found) == 1
    assert words_on(invited(opened(a_team())[0])) not in found


def words_on(test: AppTest) -> str:
    """The four words of the round that a page shows."""
    (words,) = [part.value for part in test.markdown if part.value.count(" · ") == 3]
    return str(words)


@pytest.mark.parametrize("one_link", [False, True])
def test_page_does_not_tell_used_codes(one_link: bool) -> None:
    """What reaches the browser of whoever types a code, before and after it was used; and after sharing."""
    codes = opened(a_team(), one_link=one_link)
    unused = typed(codes[0])
    for number, code in enumerate(codes):
        rounds().submit(code, sheet(number))
    assert typed(codes[0]) == unused
    results = [invited(code, {"answers": answers(4)}, "resultaat") for code in codes[:2]]
    for test in results:
        test.button(key="share").click().run()
    assert all_text(results[0]) == all_text(results[1])
    assert "zonder je naam" in all_text(results[0])
    assert rows(services.database(), "SELECT ballots FROM rounds") == [(6,)]


def typed(code: str) -> str:
    """What the page for taking part says to somebody who types this code."""
    test = app("meedoen")
    test.text_input(key="code").set_value(code)
    test.button(key="FormSubmitter:invitation-Open").click().run()
    return "\n".join(str(node.proto) for node in test.main).replace(code, "")


@pytest.mark.parametrize("people", [4, 6])
def test_invited_reader_sees_the_result(people: int) -> None:
    """With any card, used or not: the snapshot of the lead, or that there is none."""
    team = a_team()
    codes = opened(team, invited=6)
    submit(codes[:people])
    closed(team)
    for code in (codes[0], codes[5]):
        text = shown(invited(code))
        assert "De ronde van Noord is gesloten" in text
        if people < 5:
            assert closed_without_figures(5, "nl") in text
            assert "Fijnere" not in text
    test = invited(codes[5], path="teamresultaat")
    lead = page("teamresultaat", team)
    if people < 5:
        assert "nog niets te zien" in all_text(test)
        return
    assert not test.warning
    assert [table.value.to_string() for table in test.table] == [t.value.to_string() for t in lead.table]
    assert "nog niets te zien" in all_text(app("teamresultaat"))
    test = app("meedoen", {"shared": codes[0]})
    assert "De ronde van Noord is gesloten" in shown(test)
    erase_team(LEAD, team)
    assert "nog niets te zien" in all_text(invited(codes[5], path="teamresultaat"))


def test_a_result_for_the_lead_alone_says_so_before() -> None:
    team = a_team()
    test = page("team", team)
    test.radio(key="shows-result").set_value(False).run()
    test.radio(key="one-link").set_value(True).run()
    test.button(key="open-round").click().run()
    team.refresh()
    code = str(running(team)["link"])
    assert "alleen je leidinggevende" in shown(invited(code))
    submit([code] * 5)
    closed(team)
    assert "De ronde is gesloten" in "\n".join(warning.value for warning in invited(code).warning)
    assert "nog niets te zien" in all_text(invited(code, path="teamresultaat"))


def test_code_that_takes_no_answers_says_so() -> None:
    test = app("meedoen")
    test.text_input(key="code").set_value("7K4Q-M2HX-90TD-VC8E-7K4Q")
    test.button(key="FormSubmitter:invitation-Open").click().run()
    assert "opent niets" in test.error[0].value


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
    assert rows(services.database(), "SELECT ballots FROM rounds") == [(0,)]
    test.button(key="share").click().run()
    assert rows(services.database(), "SELECT ballots FROM rounds") == [(1,)]


def test_sharing_submits_one_ballot_of_answers_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds(), "_randbelow", unblurred)
    team = a_team()
    codes = opened(team, invited=5)
    given = {**answers(4), "gone": 3}
    for code in codes:
        test = invited(code, {"answers": given, "confidence": 9, "works_with": "minors"}, "resultaat")
        assert "28 uitspraken" in shown(test)
        test.button(key="share").click().run()
        assert INVITATION not in test.session_state["draft"]
        assert test.session_state["draft"]["shared"] == code
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


def test_round_closed_meanwhile_shares_nothing() -> None:
    team = a_team()
    code = opened(team)[0]
    test = invited(code, {"answers": answers(4)}, "resultaat")
    closed(team)
    test.button(key="share").click().run()
    assert "Er is nu niets gedeeld" in "\n".join(w.value for w in test.warning)
    assert test.session_state["draft"]["answers"] == answers(4)


def test_keeping_first_warns_about_sharing() -> None:
    code = opened(a_team())[0]
    assert "niet gedeeld met je team" in shown(invited(code, {"answers": answers(4)}, "bewaren"))
    assert "niet gedeeld met je team" not in shown(app("bewaren", {"answers": answers(4)}))


def test_a_new_reflection_keeps_the_invitation() -> None:
    code = opened(a_team())[0]
    test = invited(code, {"answers": answers(4), "shared": code})
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
    assert rows(services.database(), "SELECT ballots FROM rounds") == [(1,)]
    assert services.drafts().read(secret) == {"answers": answers(4), "shared": code}


@pytest.mark.parametrize(
    ("one_link", "submitted", "ballots"),
    [(False, False, 1), (False, True, 1), (True, True, 1), (True, False, 0)],
)
def test_interrupted_share_is_settled_on_return(one_link: bool, submitted: bool, ballots: int) -> None:
    """A card counts once, so it is put in again; a link might count twice."""
    code = opened(a_team(), one_link=one_link)[0]
    if submitted:
        rounds().submit(code, sheet(1))
    test = app("resultaat", {"sharing": code, "answers": answers(4)})
    draft = test.session_state["draft"]
    assert (draft["shared"], draft["answers"]) == (code, answers(4))
    assert not {INVITATION, "sharing"} & draft.keys()
    assert all(button.key != "share" for button in test.button)
    assert rows(services.database(), "SELECT ballots FROM rounds") == [(ballots,)]


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
    shared = {"shared": first, "answers": answers(4)}
    assert "antwoorden zijn ingeleverd" in app("meedoen", shared).success[0].value
    for draft, typed in (({INVITATION: first}, second), (shared, second.lower())):
        test = app("meedoen", draft)
        test.text_input(key="code").set_value(typed)
        test.button(key="FormSubmitter:invitation-Open").click().run()
        assert test.session_state["draft"][INVITATION] == typed
        assert "shared" not in test.session_state["draft"]


def test_own_browser_knows_its_card_was_used() -> None:
    code = opened(a_team())[0]
    test = app("meedoen", {"shared": code})
    test.text_input(key="code").set_value(code.lower())
    test.button(key="FormSubmitter:invitation-Open").click().run()
    assert test.session_state["draft"] == {"shared": code}
    assert "antwoorden zijn ingeleverd" in test.success[0].value


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
