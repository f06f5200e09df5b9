"""A secret that somebody copied from a browser is worth nothing once anything was erased or opened there."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

import services
from app_pages.vault.session import open_vaults
from services import DRAFT_COOKIE
from storage import DraftSecrets, RetiredError, TicketError
from storage.contents import empty
from tests.support.browser import ANSWERS, Browser
from tests.support.http import ask, cookie
from tests.support.server import Server
from tests.support.stored import opened
from tests.test_pages import shown


def test_only_issued_secrets_count(url: str) -> None:
    with opened(url) as one, opened(url) as other:
        secrets = [DraftSecrets(one).new() for _ in range(3)]
        assert len(set(secrets)) == 3
        for secret in secrets:
            assert DraftSecrets(other).is_issued(secret), "two processes share the key"
            swapped = secret[:-1] + ("a" if secret[-1] != "a" else "b")
            for forged in (swapped, secret[1:], secret + "a", "", "é" * 65, secret[:43], "a" * 65):
                assert not DraftSecrets(one).is_issued(forged)


def test_another_installation_has_another_key(engine: Engine, tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path / 'other.sqlite'}") as other:
        assert not DraftSecrets(engine).is_issued(DraftSecrets(other).new())


def test_ticket_is_for_one_browser_and_for_a_short_time(engine: Engine) -> None:
    now = 1000.0
    secrets = DraftSecrets(engine, lambda: now)
    old, new = secrets.new(), secrets.new()
    ticket = secrets.ticket(old, new)
    plain = b64decode(ticket, altchars=b"-_")
    assert old.encode() not in plain
    assert new.encode() not in plain
    assert secrets.redeem(ticket, old) == new
    other = secrets.new()
    assert secrets.redeem(ticket, new) == new, "its answer was lost, and came after all"
    for wrong, holder in ((ticket, other), (ticket[4:], old), ("", old), ("%", old), ("AAAA", old)):
        with pytest.raises(TicketError):
            secrets.redeem(wrong, holder)
    now += 10 * 60 + 1
    with pytest.raises(TicketError):
        secrets.redeem(ticket, old)


def test_a_browser_hands_in_a_ticket_and_gets_the_cookie(server: Server) -> None:
    old = cookie(server)
    assert ask(server, "/draft", "POST", json.dumps(ANSWERS).encode(), Cookie=old).status == 204
    with server.database() as engine:
        secrets = DraftSecrets(engine)
        new = secrets.new()
        ticket = secrets.ticket(old.partition("=")[2], new).encode()

        def hand_in(secret: str, **headers: str) -> int:
            answer = ask(server, "/draft/cookie", "POST", ticket, Cookie=secret, **headers)
            given = str(answer.headers["Set-Cookie"])
            assert (answer.status == 204) == given.startswith(f"{DRAFT_COOKIE}={new}; Path=/; Max-Age=")
            assert (answer.status == 204) == given.endswith("; HttpOnly; SameSite=Strict")
            return answer.status

        assert hand_in(cookie(server)) == 403
        assert hand_in("") == 403
        assert hand_in(old, Sec_Fetch_Site="cross-site") == 403
        assert hand_in(old) == 204
        assert hand_in(old) == 204, "again, as after a lost answer"
        assert ask(server, "/draft/cookie", "POST", ticket, Cookie=f"{DRAFT_COOKIE}={new}").status == 200
    assert ask(server, "/draft", "POST", b"{}", Cookie=old).status == 403
    assert ask(server, "/draft", "POST", b"{}", Cookie=f"{DRAFT_COOKIE}={new}").status == 204


# -- at the pages -----------------------------------------------------------------------------


@pytest.fixture
def thief(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Somebody who copied the cookie before."""
    return Browser(monkeypatch, browser.secret)


def sees_nothing(thief: Browser) -> bool:
    """Whether the copied secret opens nothing, whatever page it is shown to."""
    with pytest.raises(RetiredError):
        services.drafts().read(thief.secret)
    result, vault = thief.opens("resultaat"), thief.opens("kluis")
    return "nog geen antwoorden" in shown(result) and not vault.get("code") and "code" in widgets(vault)


def widgets(test: AppTest) -> set[str]:
    """The keys of the fields for text on a page."""
    return {str(field.key) for field in test.text_input}


def test_after_opening_a_vault_the_copy_is_worth_nothing(browser: Browser, thief: Browser) -> None:
    code, _keys = services.vaults().create(empty())
    tab = browser.opens("kluis")
    tab.text_input(key="code").set_value(code)
    tab.button(key="FormSubmitter:open-Open").click().run()
    assert tab.button(key="close")
    assert "code" in widgets(thief.opens("kluis")), "even before the browser has the new cookie"
    browser.hands_in_the_ticket(tab)
    assert sees_nothing(thief)
    tab.run()
    assert tab.button(key="close")
    assert tab.session_state["secret"] == browser.secret
    assert browser.opens("kluis").button(key="close"), "a refresh finds it open"
    assert services.drafts().read(browser.secret)["answers"] == ANSWERS


def test_a_shown_code_cannot_be_taken_with_a_copy(browser: Browser, thief: Browser) -> None:
    tab = browser.opens("bewaren")
    tab.button(key="make-code").click().run()
    browser.hands_in_the_ticket(tab)
    code = open_vaults._open[browser.secret].code
    assert code
    assert sees_nothing(thief)
    assert code in shown(browser.opens("kluis"))


@pytest.mark.parametrize("handed_in", [True, False])
def test_after_erasing_the_copy_sees_nothing_of_the_next(
    browser: Browser, thief: Browser, handed_in: bool
) -> None:
    tab = browser.opens("resultaat")
    tab.button(key="erase").click().run()
    tab.button(key="erase-sure").click().run()
    if handed_in:
        browser.hands_in_the_ticket(tab)
        tab.run()
        assert services.drafts().read(browser.secret) == {}
        services.drafts().change(browser.secret, lambda _draft: {"answers": ANSWERS, "works_with": "adults"})
        assert "nog geen antwoorden" not in shown(browser.opens("resultaat"))
    assert sees_nothing(thief)
    assert "nog geen antwoorden" not in shown(browser.opens("resultaat")) or not handed_in


def test_another_tab_loads_again_and_keeps_what_was_typed(browser: Browser) -> None:
    other = browser.opens("reflectie")
    code, _keys = services.vaults().create(empty())
    tab = browser.opens("kluis")
    tab.text_input(key="code").set_value(code)
    tab.button(key="FormSubmitter:open-Open").click().run()
    browser.hands_in_the_ticket(tab)
    other.radio(key="works_with").set_value("minors")
    other.button(key="next").click().run()
    assert "opnieuw" in shown(other)
    assert not other.button, "nothing else on it"
    [unkept] = [part.proto.body for part in other.get("html") if "data-unkept" in part.proto.body]
    sent = json.loads(b64decode(unkept.split('"')[1]))
    assert sent == {"works_with": "minors"}
    assert services.drafts().read(browser.secret)["answers"] == ANSWERS
