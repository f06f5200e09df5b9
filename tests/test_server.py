"""What the server sends around the screens, asked of the real one without a browser."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from html import unescape
from typing import cast

import pytest

from app_pages.draft import ANSWER_OPTIONS, with_answers
from content import load_profile
from records import StoredMeeting
from server.shell import no_page
from storage import Meetings
from tests.support.http import ask, cookie
from tests.support.server import ROOT, Server, free_port

PATHS = ("/", "/reflectie", "/resultaat", "/profiel", "/intervisie")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_has_its_language_and_title(server: Server, path: str, language: str) -> None:
    shell = ask(server, path if language == "nl" else f"{path}?lang=en")
    assert shell.status == 200
    assert f'<html lang="{language}">' in shell.text
    assert "<title>Basishouding</title>" in shell.text
    assert "Streamlit</title>" not in shell.text
    assert "_stcore/agent" not in shell.text
    needed = {"nl": "Deze pagina heeft JavaScript nodig.", "en": "This page needs JavaScript."}[language]
    assert f"<noscript><p>{needed}</p></noscript>" in shell.text
    assert shell.text.count("<h1>") == (1 if path == "/" else 0)
    assert shell.headers["Content-Encoding"] == "gzip"
    assert shell.headers["Content-Type"] == "text/html; charset=utf-8"


def test_the_page_has_the_themes_colours(server: Server) -> None:
    light, dark = re.findall(r":root {(.*?)}", ask(server, "/").text)
    for scheme, text in (("light", light), ("dark", dark)):
        theme = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())["theme"][scheme]
        assert f"--paper: {theme['backgroundColor']};" in text
        assert f"--primary: {theme['primaryColor']};" in text


def test_the_page_says_what_script_and_pages_share(server: Server) -> None:
    [text] = re.findall(r'<meta name="contract" content="(.*?)">', ask(server, "/reflectie").text)
    contract = json.loads(unescape(text))
    assert contract["items"] == [*load_profile().items]
    assert contract["answerOptions"] == list(ANSWER_OPTIONS)
    assert contract["names"]["nl"].keys() == contract["names"]["en"].keys()


@pytest.mark.parametrize(
    "path", [*PATHS, "/_stcore/health", "/health", "/basishouding.js", "/_stcore/host-config"]
)
def test_every_answer_has_the_security_headers(server: Server, path: str) -> None:
    headers = ask(server, path).headers
    policy = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert "unsafe-eval" not in policy["script-src"].replace("wasm-unsafe-eval", "")
    assert "unsafe-inline" not in policy["script-src"]
    assert policy["connect-src"] == "'self'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_files_are_compressed_and_cached_for_good(server: Server) -> None:
    files = re.findall(r'(?:src|href)="\.(/static/[^"]+\.(?:js|css))"', ask(server, "/").text)
    assert len(files) > 20
    for file in files[:5]:
        packed = ask(server, file)
        assert packed.headers["Content-Encoding"] == "gzip"
        assert "immutable" in packed.headers["Cache-Control"]
        assert ask(server, file, Accept_Encoding="identity").body == packed.body
        again = ask(server, file, If_None_Match=str(packed.headers["ETag"]))
        assert (again.status, again.body) == (304, b"")
        assert int(ask(server, file, "HEAD").headers["Content-Length"]) < len(packed.body)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../app.py",
        "/static/%2e%2e/%2e%2e/config.py",
        "/static/",
        "/static/nothing.js",
        "/static/%00",
        "/static/" + "a" * 5000,
        "/a/b",
    ],
)
def test_no_file_outside_is_sent(server: Server, path: str) -> None:
    answer = ask(server, path)
    assert answer.status == 404
    assert answer.text in ("", no_page("nl"))


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/interact"]
)
def test_routes_that_no_visitor_needs_are_closed(server: Server, path: str) -> None:
    assert ask(server, path).status == 404


@pytest.mark.parametrize(
    ("path", "accepted", "said"),
    [
        ("/nergens", "", "Op dit adres staat geen pagina."),
        ("/nergens/ook/niet", "de, nl;q=0.8, en;q=0.5", "Op dit adres staat geen pagina."),
        ("/nergens", "en-GB, nl", "There is no page at this address."),
        ("/nergens?lang=en", "nl", "There is no page at this address."),
    ],
)
def test_an_unknown_address_shows_a_way_home(server: Server, path: str, accepted: str, said: str) -> None:
    answer = ask(server, path, Accept_Language=accepted)
    assert answer.status == 404
    assert said in answer.text
    assert '<a href="/' in answer.text
    header = re.search("<header>(.*?)</header>", answer.text)
    assert header, "as on every page"
    assert ">Basishouding</a>" in header[1]
    other = re.findall(r'<a lang="(..)" href="\?lang=(..)">', header[1])
    assert other == [("en", "en") if said.startswith("Op") else ("nl", "nl")]


def test_an_address_with_a_slash_leads_on(server: Server) -> None:
    answer = ask(server, "/reflectie/?lang=en&stap=start")
    assert (answer.status, answer.headers["Location"]) == (308, "/reflectie?lang=en&stap=start")
    assert ask(server, "//evil.test/").status == 404
    assert ask(server, "//").status == 404


def test_a_path_before_the_pages_is_refused() -> None:
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.baseUrlPath", "app", "--server.port", str(free_port())]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ended.returncode != 0
    assert "leave out server.baseUrlPath" in ended.stdout + ended.stderr


def test_the_health_route_looks_at_the_database(server: Server) -> None:
    assert json.loads(ask(server, "/health").text) == {"status": "ok"}


def test_the_cookie_is_hidden_and_renewed(server: Server) -> None:
    first = str(ask(server, "/_stcore/host-config").headers["Set-Cookie"])
    assert re.fullmatch(
        r"basishouding_draft=[\w-]{65}; Path=/; Max-Age=1209600; HttpOnly; SameSite=Strict", first
    )
    secret = first.split(";")[0]
    assert str(ask(server, "/_stcore/host-config", Cookie=secret).headers["Set-Cookie"]) == first
    assert str(ask(server, "/_stcore/host-config").headers["Set-Cookie"]) != first


@pytest.mark.parametrize("path", PATHS)
def test_no_page_sets_the_cookie(server: Server, path: str) -> None:
    """A link from elsewhere opens a page without the SameSite=Strict cookie: a new one would replace it."""
    assert "draft" not in str(ask(server, path).headers["Set-Cookie"])


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b'{"reliability-1": 4}', {}, 204),
        (b'{"reliability-1": 9, "x": 1, "reliability-2": "4", "reliability-3": true}', {}, 204),
        (b"[1, 2]", {}, 400),
        (b"{", {}, 400),
        (b"\xff\xfe", {}, 400),
        (b'"' + b"x" * 300_000 + b'"', {}, 413),
        (b"[" * 30_000, {}, 400),
        (b"[]", {}, 400),
        (b'{"reliability-1": 4}', {"Sec_Fetch_Site": "cross-site"}, 403),
    ],
)
def test_the_draft_route_takes_answers_only(
    server: Server, body: bytes, headers: dict[str, str], status: int
) -> None:
    assert ask(server, "/draft", "POST", body, Cookie=cookie(server), **headers).status == status


def test_a_draft_takes_choices_that_are_offered() -> None:
    sent = {"works_with": "minors", "confidence": 7, "write-case-0": "Een zin."}
    draft = with_answers({}, sent, load_profile())
    assert draft == {"works_with": "minors", "confidence": 7, "writings": {"write-case-0": "Een zin."}}
    for wrong in (True, 7.0, 11, "7", None, [7]):
        assert with_answers(draft, {"confidence": wrong, "works_with": wrong}, load_profile()) == draft


def test_the_version_of_a_meeting_tells_nothing_else(server: Server) -> None:
    meeting = {**dict.fromkeys(StoredMeeting.__annotations__), "id": "secret words"}
    with server.database() as engine:
        meetings = Meetings(engine)
        _code, keys = meetings.create(cast(StoredMeeting, meeting))
        assert ask(server, f"/meeting/{keys.id.hex()}").body == b"1"
        meetings.change(keys, lambda data: {**data, "at": 1})
        assert ask(server, f"/meeting/{keys.id.hex()}").body == b"2"
        meetings.erase(keys)
    assert ask(server, f"/meeting/{keys.id.hex()}").body == b"0"
    assert ask(server, "/meeting/x").status == 404


def test_the_draft_route_needs_the_cookie(server: Server) -> None:
    assert ask(server, "/draft", "POST", b"{}").status == 403
    assert ask(server, "/draft", "POST", b"{}", Cookie="=;;=; \x01").status in (400, 403)
