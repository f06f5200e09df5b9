"""Signing in, in a real Chromium, with the real server and a real provider on loopback.

tests/exhaustive/test_sign_in.py has faulty tokens, old cookies and what goes wrong on the way.
"""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from tests.browser.conftest import NewReader
from tests.browser.journey import (
    TEAM,
    button,
    heading,
    new_team,
    open_team,
    open_with,
    press,
    query,
    shows,
    words,
)
from tests.support.server import Server
from tests.support.sign_in_provider import (
    Provider,
    running_provider,
    secrets_file,
)

USER = "_streamlit_user"
pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")  # the provider's own


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture(scope="module")
def served(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("signed-in"))
    server.environment["STREAMLIT_SECRETS_FILES"] = str(secrets_file(server.data, provider.url, server.url))
    server.start()
    yield server
    server.kill()
    log = server.log
    assert "Traceback" not in log, log
    for named in ("lead", "stranger", "example.org", "code="):
        assert named not in log, log
    database = b"".join(file.read_bytes() for file in server.data.glob("basishouding.sqlite*"))
    assert database
    assert b"example.org" not in database


def press_log_in(page: Page, server: Server, language: str = "nl") -> None:
    """Up to the provider's page."""
    page.route(re.compile(r"^https://"), lambda route: route.abort())  # the provider's page asks for a style
    page.goto(f"{server.url}/team{query(language)}")
    press(page, "sign-in")


def sign_in(page: Page, server: Server, who: str = "lead", language: str = "nl") -> None:
    """The whole way over the provider and back."""
    press_log_in(page, server, language)
    page.get_by_role("button", name=who, exact=True).click()
    page.wait_for_url(f"{server.url}/team*")


def expect_signed_in(page: Page, language: str = "nl") -> None:
    """Wait until the page says so."""
    expect(page.get_by_role("heading", name=words("You are logged in", language))).to_be_visible()


def expect_refused(page: Page, why: str) -> None:
    """A calm sentence, the way to try again or out, and no way to a team."""
    expect(page.get_by_text(why).first).to_be_visible()
    expect_no_way_in(page)


def expect_no_way_in(page: Page) -> None:
    """Neither a team to make nor one to open."""
    expect(page.get_by_role("heading", name=words("Log in with your organisation"))).to_be_visible()
    expect(page.locator(".st-key-team-name, .st-key-code")).to_have_count(0)


ANOTHER_ACCOUNT = words("You are logged in, but this account").partition(".")[0]
LOGGED_OUT = words("You are logged out.").partition(".")[0]


def claims_for(server: Server, provider: Provider, **changed: Any) -> dict[str, Any]:
    """What Streamlit's cookie says of a lead who signed in just now."""
    good = {
        "iss": provider.url,
        "aud": ["basishouding"],
        "iat": int(time.time()),
        "tid": "ours",
        "sub": "lead",
    }
    return {**good, "origin": server.url, "is_logged_in": True, "provider": "default", **changed}


def cookie_by(secret: str, claims: dict[str, Any], name: str = USER) -> str:
    return create_signed_value(secret, name, json.dumps(claims)).decode()


# -- the journey ------------------------------------------------------------------------------


def test_sign_in_open_a_team_sign_out(served: Server, new_reader: NewReader) -> None:
    reader, code = new_reader(1280), new_team(served)
    page, troubles = reader.new_page(), list[str]()

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and page.url.startswith(served.url):
            troubles.append(message.text)

    page.on("console", note)
    page.goto(f"{served.url}/team")
    expect_no_way_in(page)
    assert not troubles
    sign_in(page, served)
    expect_signed_in(page)
    assert page.url == f"{served.url}/team"
    open_team(page, served.url, code)
    page.reload()
    heading(page, TEAM)
    page.go_back()
    page.go_forward()
    second = reader.new_page()
    second.goto(f"{served.url}/team")
    heading(second, TEAM)
    page.goto(f"{served.url}/team")
    press(page, "sign-out")
    page.get_by_role("button", name="End session").click()  # the provider asks too
    expect_refused(page, LOGGED_OUT)
    assert not [cookie for cookie in reader.cookies() if str(cookie["name"]).startswith(USER)]
    second.reload()
    expect_no_way_in(second)
    open_with(second, served.url, code)  # nor does the code alone open the team on the page of the vault
    expect_no_way_in(second)
    expect(second.get_by_text(TEAM)).to_have_count(0)
    sign_in(second, served)
    open_team(second, served.url, code)
    assert not troubles


@pytest.mark.parametrize("who", ["stranger"])  # more in tests/exhaustive
def test_another_organisation_is_refused(served: Server, page: Page, who: str) -> None:
    sign_in(page, served, who)
    expect_refused(page, ANOTHER_ACCOUNT)
    expect(button(page, "sign-out")).to_be_visible()
    press(page, "example")
    heading(page, words("Example team"))


# -- faulty cookies ---------------------------------------------------------------------------


def show_team_page(page: Page, server: Server, cookie: str) -> None:
    """The page of the team with this cookie, and no other."""
    page.context.clear_cookies()
    page.context.add_cookies([{"name": USER, "value": cookie, "url": server.url}])
    page.goto(f"{server.url}/team")


# -- without settings -------------------------------------------------------------------------


def test_not_set_nothing_changes(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/team")
    shows(page, "Open your team")
    for key in ("sign-in", "sign-out"):
        expect(button(page, key)).to_have_count(0)
    for path in ("auth/login?provider=x", "auth/logout", "oauth2callback?code=x&state=x"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{server.url}/{path}", timeout=10)
