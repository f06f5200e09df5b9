"""What a visitor may take up: new drafts in an hour, drafts in all, and open files in memory."""

from __future__ import annotations

import json
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine
from starlette.types import Message, Receive, Scope, Send
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

import budgets
import services
from app_pages import open_records
from app_pages.vault.session import OpenVault, open_vaults
from budgets import CLIENT_DRAFT_BYTES, DraftBudget, HourlyBudget, OverBudgetError
from server import limits
from storage import DRAFT_STEP, Drafts, new_secret
from storage.contents import empty
from tests.support.browser import Browser
from tests.support.http import Answer, ask, cookie
from tests.support.loop import run
from tests.support.server import Server
from tests.test_pages import PROFILE, shown
from tests.test_pages_vault import page


def test_budget_counts_each_address_for_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    budget = HourlyBudget(100)
    budget.use("a", 100)
    with pytest.raises(OverBudgetError):
        budget.use("a", 1)
    budget.use("b", 100)
    monkeypatch.setattr(budgets, "SECONDS", -1)
    budget.use("a", 100)


def test_invented_cookies_cannot_fill_the_disk(server: Server) -> None:
    """An address of its own in this test; somebody with another address and who had a draft goes on."""
    texts = json.dumps({f"write-{number}": "x" * 4000 for number in range(50)}).encode()

    def answer(secret: str, body: bytes, source: str, language: str = "nl") -> Answer:
        headers = {"Cookie": secret, "Accept-Language": language}
        return ask(server, "/draft", "POST", body, source, **headers)

    def post(secret: str, body: bytes, source: str) -> int:
        return answer(secret, body, source).status

    old = cookie(server)
    assert post(old, b'{"authenticity-1": 2}', "127.0.0.9") == 204
    statuses = [post(cookie(server), texts, "127.0.0.9") for _ in range(CLIENT_DRAFT_BYTES // len(texts) + 1)]
    assert statuses[0] == 204
    assert statuses[-1] == 429
    assert "niets bewaard" in answer(cookie(server), texts, "127.0.0.9").text
    assert "none of it was kept" in answer(cookie(server), texts, "127.0.0.9", "en-GB,en;q=0.9").text
    assert post(old, texts, "127.0.0.9") == 204
    assert post(cookie(server), texts, "127.0.0.10") == 204


def test_oldest_drafts_go_where_there_are_too_many(engine: Engine) -> None:
    day = date(2026, 11, 24)
    drafts = Drafts(engine, lambda: day)
    secrets = [new_secret() for _ in range(5)]
    for secret in secrets:
        drafts.change(secret, lambda draft: {**draft, "not_sharing": True})
        day += timedelta(days=1)
    assert drafts.erase_oldest(5 * DRAFT_STEP) == 0
    assert drafts.erase_oldest(4 * DRAFT_STEP - 1) == 2
    assert [bool(drafts.read(secret)) for secret in secrets] == [False, False, True, True, True]
    drafts.change(secrets[3], lambda draft: {**draft, "writings": {"write-x": "x" * DRAFT_STEP}})
    assert drafts.erase_oldest(3 * DRAFT_STEP) == 1, "what counts is bytes, not how many there are"
    assert [bool(drafts.read(secret)) for secret in secrets] == [False, False, False, True, True]


def test_what_a_draft_grows_by_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budgets, "CLIENT_DRAFT_BYTES", 100)
    monkeypatch.setattr(budgets, "CLIENT_GROWTH_BYTES", 50)
    budget = DraftBudget()
    budget.use("a", 0, 100)
    budget.use("a", 100, 150)
    budget.use("a", 150, 120)  # it may always become shorter
    for before, after in ((0, 1), (100, 101)):
        with pytest.raises(OverBudgetError):
            budget.use("a", before, after)
    budget.use("b", 0, 100)


def test_a_page_over_the_budget_says_so_and_goes_on(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was filled in then stays in the session of this page, and what was kept before stays kept."""
    monkeypatch.setattr(budgets, "CLIENT_DRAFT_BYTES", 0)
    services._draft_budget.cache_clear()
    somebody_new = Browser(monkeypatch, services.draft_secrets().new())
    test = somebody_new.opens("reflectie")
    test.radio(key="works_with").set_value("minors")
    test.button(key="next").click().run()
    assert "heel veel ingevuld" in test.warning[0].value
    test.radio(key=f"answer-{next(iter(PROFILE.items))}").set_value(4)
    test.button(key="next").click().run()
    assert test.warning
    assert len(test.session_state["draft"]["answers"]) == 1
    assert services.drafts().read(somebody_new.secret) == {}
    goes_on = browser.opens("reflectie")
    goes_on.radio(key="works_with").set_value("minors")
    goes_on.button(key="next").click().run()
    assert not goes_on.warning
    assert services.drafts().read(browser.secret)["works_with"] == "minors"
    services._draft_budget.cache_clear()


def an_open_file(size: int) -> OpenVault:
    return OpenVault(
        None,
        {**empty(), "learning_points": [{"id": "a" * 16, "made_on": "2026-11-24", "text": "x" * size}]},
    )


@pytest.mark.parametrize("limit", ["CLIENT_OPEN_BYTES", "OPEN_BYTES"])
def test_longest_idle_file_is_closed_and_said_so(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_records, limit, 3000)
    monkeypatch.setattr(open_vaults, "_open", {})
    first = page("kluis", an_open_file(1000))
    second = page("kluis", an_open_file(1000))
    first.run()  # looked at again
    third = page("kluis", an_open_file(1000))
    assert len(open_vaults._open) == 2
    second.run()
    assert "intussen dichtgegaan" in shown(second)
    for still_open in (first, third):
        still_open.run()
        assert still_open.button(key="close")


def test_a_file_counts_with_what_it_has_grown_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_records, "CLIENT_OPEN_BYTES", 3000)
    monkeypatch.setattr(open_vaults, "_open", {})
    first, grown = page("kluis", an_open_file(1000)), an_open_file(1000)
    second = page("kluis", grown)
    grown.change(lambda _contents: an_open_file(2500).contents)
    second.run()
    assert second.button(key="close")
    assert [*open_vaults._open.values()] == [grown]
    first.run()
    assert "intussen dichtgegaan" in shown(first)


def refusal(guarded: limits.Limits, session: str, address: str, language: str) -> str:
    """What a browser in this language reads that may upload no file."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def nothing() -> Message:
        raise AssertionError

    headers = [(b"accept-language", language.encode())]
    path = f"{limits.UPLOADS}{session}/f"
    scope = {"type": "http", "method": "PUT", "path": path, "query_string": b"", "headers": headers}
    run(guarded({**scope, "client": (address, 1)}, nothing, send))
    assert sent[0]["status"] == 429
    return bytes(sent[1]["body"]).decode()


def test_uploads_of_one_address_are_refused_and_oldest_go(monkeypatch: pytest.MonkeyPatch) -> None:
    manager = MemoryUploadedFileManager("")
    monkeypatch.setattr(limits, "get_instance", lambda: SimpleNamespace(uploaded_file_mgr=manager))
    monkeypatch.setattr(limits, "CLIENT_FILE_BYTES", 250)
    monkeypatch.setattr(limits, "FILE_BYTES", 500)

    async def no_app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise AssertionError

    guarded = limits.Limits(no_app)

    def upload(session: str, address: str, language: str = "nl") -> str | None:
        if guarded._has_too_many_files(session, address):
            return refusal(guarded, session, address, language)
        manager.add_file(session, UploadedFileRec(session, "f", "text/plain", bytes(100)))
        return None

    assert [upload(f"greedy-{number}", "a") for number in range(3)] == [None] * 3
    assert "Wacht even" in str(upload("greedy-3", "a"))
    assert "Please wait a moment" in str(upload("greedy-3", "a", "en"))
    assert [upload(f"honest-{number}", f"b{number}") for number in range(5)] == [None] * 5
    assert {name for name, files in manager.file_storage.items() if files} == {
        "greedy-2",
        *(f"honest-{number}" for number in range(5)),
    }
