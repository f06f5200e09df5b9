"""What a visitor may take up: new drafts in an hour, drafts in all, and open files in memory."""

from __future__ import annotations

import json
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine
from starlette.types import Receive, Scope, Send
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

import budgets
from app_pages import open_records
from app_pages.vault.session import OpenVault, open_vaults
from budgets import CLIENT_DRAFT_BYTES, HourlyBudget, OverBudgetError
from server import limits
from storage import Drafts, new_secret
from storage.contents import empty
from tests.support.http import ask, cookie
from tests.support.server import Server
from tests.test_pages import shown
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

    def post(secret: str, body: bytes, source: str) -> int:
        return ask(server, "/draft", "POST", body, source, Cookie=secret).status

    old = cookie(server)
    assert post(old, b'{"authenticity-1": 2}', "127.0.0.9") == 204
    statuses = [post(cookie(server), texts, "127.0.0.9") for _ in range(CLIENT_DRAFT_BYTES // len(texts) + 1)]
    assert statuses[0] == 204
    assert statuses[-1] == 429
    assert post(old, texts, "127.0.0.9") == 204
    assert post(cookie(server), texts, "127.0.0.10") == 204


def test_oldest_drafts_go_where_there_are_too_many(engine: Engine) -> None:
    day = date(2026, 11, 24)
    drafts = Drafts(engine, lambda: day)
    secrets = [new_secret() for _ in range(5)]
    for secret in secrets:
        drafts.change(secret, lambda draft: {**draft, "not_sharing": True})
        day += timedelta(days=1)
    assert drafts.erase_oldest(5) == 0
    assert drafts.erase_oldest(3) == 2
    assert [bool(drafts.read(secret)) for secret in secrets] == [False, False, True, True, True]


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


def test_uploads_of_one_address_are_refused_and_oldest_go(monkeypatch: pytest.MonkeyPatch) -> None:
    manager = MemoryUploadedFileManager("")
    monkeypatch.setattr(limits, "get_instance", lambda: SimpleNamespace(uploaded_file_mgr=manager))
    monkeypatch.setattr(limits, "CLIENT_FILE_BYTES", 250)
    monkeypatch.setattr(limits, "FILE_BYTES", 500)

    async def no_app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise AssertionError

    guarded = limits.Limits(no_app)

    def upload(session: str, address: str) -> str | None:
        refusal = guarded._too_many_files(session, address)
        if refusal is not None:
            return bytes(refusal.body).decode()
        manager.add_file(session, UploadedFileRec(session, "f", "text/plain", bytes(100)))
        return None

    assert [upload(f"greedy-{number}", "a") for number in range(3)] == [None] * 3
    assert "Wait a little" in str(upload("greedy-3", "a"))
    assert [upload(f"honest-{number}", f"b{number}") for number in range(5)] == [None] * 5
    assert {name for name, files in manager.file_storage.items() if files} == {
        "greedy-2",
        *(f"honest-{number}" for number in range(5)),
    }
