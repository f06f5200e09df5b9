"""Exceptions outside of a page: the answer and the line in the log."""

from __future__ import annotations

import logging
import re
import sqlite3
import time
from collections.abc import Iterator

import pytest
from sqlalchemy.exc import InterfaceError, OperationalError, ProgrammingError
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from server import faults, routes
from storage import Drafts
from tests.support.http import ask, cookie
from tests.support.loop import run
from tests.support.planted import MARKER
from tests.support.server import Server


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("planted"), "tests.support.planted").start()
    yield server
    server.kill()
    assert "lifespan" not in server.log  # a fault of ours in its way would go unseen
    assert MARKER not in server.log
    assert "203.0.113" not in server.log
    assert "127.0.0.1" not in server.log.replace(server.url, "")


def logged(server: Server, number: str) -> str:
    """The one line that the log has for a number."""
    for _attempt in range(50):
        lines = [line for line in server.log.splitlines() if f"fault {number}" in line]
        if lines:
            assert len(lines) == 1, lines
            return lines[0]
        time.sleep(0.1)
    raise AssertionError(f"No fault {number} in:\n{server.log}")


@pytest.mark.parametrize(
    ("path", "body", "status", "kind"),
    [
        ("/planted", None, 500, "PlantedError at tests/support/planted.py:"),
        ("/draft", b"{}", 500, "PlantedError at tests/support/planted.py:"),
        ("/draft", b'{"database": 1}', 503, "OperationalError at tests/support/planted.py:"),
        ("/planted-group", None, 500, "ExceptionGroup at taskgroups.py:"),
    ],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_failing_route_says_so_with_a_number(
    planted: Server, path: str, body: bytes | None, status: int, kind: str, language: str
) -> None:
    method = "POST" if body else "GET"
    answer = ask(planted, f"{path}?lang={language}", method, body, Cookie=cookie(planted))
    assert answer.status == status
    assert MARKER not in answer.text
    assert "Traceback" not in answer.text
    assert ("probeer het" in answer.text.lower()) == (language == "nl")
    assert ("kwijt" in answer.text or "lost" in answer.text) == (status == 503)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    line = logged(planted, re.findall(r"\d{6}", answer.text)[0])
    assert kind in line
    if path == "/planted":
        assert "from builtins.KeyError at tests/support/planted.py:" in line
    if path == "/planted-group":
        assert "from tests.support.planted.PlantedError" in line or "from __main__.PlantedError" in line


def test_a_task_nobody_awaits_leaves_a_line(planted: Server) -> None:
    place = r"PlantedError at tests/support/planted.py:\d+"
    pattern = rf"Task exception was never retrieved\n.*fault \d{{6}}: .*{place}"
    before = len(re.findall(pattern, planted.log))
    ask(planted, "/planted-task")
    for _attempt in range(50):
        if len(re.findall(pattern, planted.log)) > before:
            return
        time.sleep(0.1)
    raise AssertionError(planted.log)


def test_health_without_a_database_is_no_health(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a real lock: tests/exhaustive/test_faults.py, where the server waits for it."""

    def unreachable() -> Drafts:
        raise OperationalError("SELECT 1", {}, sqlite3.OperationalError("locked"))

    monkeypatch.setattr(routes, "drafts", unreachable)
    answer = run(routes.health(Request({"type": "http"})))
    assert (answer.status_code, answer.body) == (503, b'{"status":"no database"}')


# -- the line ---------------------------------------------------------------------------------


def raised(error: BaseException, led_by: BaseException | None = None) -> BaseException:
    try:
        raise error from led_by
    except BaseException as caught:
        return caught


def formatted(error: BaseException, message: object = "Something", *args: object) -> str:
    record = faults._Record("any", logging.ERROR, __file__, 1, message, args, (type(error), error, None))
    return logging.Formatter("%(message)s").format(record)


def test_line_has_types_and_places_but_no_message() -> None:
    error = raised(ValueError(MARKER), raised(LookupError(MARKER)))
    text = formatted(error, "Something with %s", error)
    assert MARKER not in text
    assert re.search(
        r"fault \d{6}: builtins.ValueError at tests/test_faults.py:\d+, from builtins.LookupError at tests",
        text,
    )
    assert MARKER not in formatted(error, error)


def test_an_exception_keeps_its_number() -> None:
    error = ValueError("x")
    assert faults.fault_number(error) == faults.fault_number(error)
    assert faults.fault_number(error) in faults.sentence(error, "nl")
    assert faults.fault_number(error) in formatted(error)


def test_exceptions_that_cause_each_other_end() -> None:
    one, other = raised(ValueError("x")), raised(KeyError("y"))
    one.__cause__, other.__cause__ = other, one
    assert faults.fault_line(one).count(" at ") == 2


def test_a_suppressed_context_is_left_out() -> None:
    assert "KeyError" not in faults.fault_line(raised(ValueError("x"), None))


def test_asyncios_lines_lose_the_task() -> None:
    record = faults._Record("asyncio", logging.ERROR, "", 1, f"Never retrieved\nfuture: {MARKER}", (), None)
    assert record.getMessage() == "Never retrieved"
    record = faults._Record("asyncio", logging.ERROR, "", 1, f"Exception in callback f({MARKER})", (), None)
    assert record.getMessage() == "Exception in callback f"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_unreachable_database_has_its_own_sentence(language: str) -> None:
    def without_number(error: Exception) -> str:
        return faults.sentence(error, language).replace(faults.fault_number(error), "")

    usual = without_number(ValueError())
    for kind in (OperationalError, InterfaceError):
        assert without_number(kind("", {}, Exception())) != usual
    assert without_number(ProgrammingError("", {}, Exception())) == usual


def _script() -> None:
    from server import faults

    faults.show(ValueError("marker-kenmerk-81723"))


@pytest.mark.parametrize(("language", "word"), [("nl", "opnieuw"), ("en", "again")])
def test_a_page_shows_it_in_the_readers_language(language: str, word: str) -> None:
    test = AppTest.from_function(_script)
    test.query_params["lang"] = language
    test.run()
    assert not test.exception
    [warning] = test.warning
    assert word in warning.value
    assert MARKER not in warning.value
    assert re.search(r"\d{6}", warning.value)
    assert [button.label for button in test.button] == [
        {"nl": "Probeer het opnieuw", "en": "Try again"}[language]
    ]
