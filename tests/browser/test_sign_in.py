"""Signing in, in a real Chromium, with the real server and a real provider on loopback."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import RSAKey
from playwright.sync_api import BrowserContext, Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from tests.browser.journey import heading, open_with
from tests.browser.test_team import make_team
from tests.support.server import ROOT, Server
from tests.support.sign_in_provider import (
    COOKIE_SECRET,
    Provider,
    Spoil,
    running_provider,
    secrets_file,
    signed,
)

NewReader = Callable[..., BrowserContext]
USER = "_streamlit_user"
HOUR = 60 * 60
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


@pytest.fixture(autouse=True)
def _as_it_should(provider: Provider) -> Iterator[None]:
    yield
    provider.spoil = None


def press_log_in(page: Page, server: Server, language: str = "nl") -> None:
    page.route(re.compile(r"^https://"), lambda route: route.abort())  # the provider's page asks for a style
    page.goto(f"{server.url}/team" + ("?lang=en" if language == "en" else ""))
    page.locator(".st-key-sign-in button").click()


def sign_in(page: Page, server: Server, who: str = "lead", language: str = "nl") -> None:
    """The whole way over the provider and back."""
    press_log_in(page, server, language)
    page.get_by_role("button", name=who, exact=True).click()
    page.wait_for_url(f"{server.url}/team*")


def signed_in(page: Page) -> None:
    expect(page.get_by_role("heading", name="Je bent ingelogd")).to_be_visible()


def refused(page: Page, why: str) -> None:
    """A calm sentence, the way to try again or out, and no way to a team."""
    expect(page.get_by_text(why)).to_be_visible()
    expect(page.get_by_role("heading", name="Log in met je organisatie")).to_be_visible()
    expect(page.get_by_label("Naam van het team")).to_have_count(0)
    expect(page.get_by_label("Code van het team")).to_have_count(0)


def cookie_of(reader: BrowserContext) -> str:
    return next(str(cookie["value"]) for cookie in reader.cookies() if cookie["name"] == USER)


def set_cookie(reader: BrowserContext, server: Server, value: str) -> None:
    reader.add_cookies([{"name": USER, "value": value, "url": server.url}])


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


def test_signed_in_a_team_opened_signed_out(served: Server, new_reader: NewReader) -> None:
    reader = new_reader(1280)
    page = reader.new_page()
    troubles: list[str] = []
    page.on(
        "console",
        lambda message: (
            troubles.append(message.text)
            if message.type == "error" and page.url.startswith(served.url)
            else None
        ),
    )
    page.goto(f"{served.url}/team")
    expect(page.get_by_role("heading", name="Log in met je organisatie")).to_be_visible()
    assert not troubles
    sign_in(page, served)
    signed_in(page)
    assert page.url == f"{served.url}/team"
    code = make_team(page, served.url)
    page.reload()
    heading(page, "Team Noord")
    page.go_back()
    page.go_forward()
    second = reader.new_page()
    second.goto(f"{served.url}/team")
    heading(second, "Team Noord")
    page.goto(f"{served.url}/team")
    page.get_by_role("button", name="Uitloggen").click()
    page.get_by_role("button", name="End session").click()  # the provider asks too
    expect(page.get_by_text("Je bent uitgelogd")).to_be_visible()
    refused(page, "Je bent uitgelogd")
    assert not [cookie for cookie in reader.cookies() if str(cookie["name"]).startswith(USER)]
    second.reload()
    expect(second.get_by_role("heading", name="Log in met je organisatie")).to_be_visible()
    open_with(second, served.url, code)  # the code alone opens nothing, on the page of the vault neither
    expect(second.get_by_role("heading", name="Log in met je organisatie")).to_be_visible()
    expect(second.get_by_text("Team Noord")).to_have_count(0)
    sign_in(second, served)
    second.get_by_label("Code van het team").fill(code)
    second.get_by_role("button", name="Open", exact=True).click()
    heading(second, "Team Noord")
    assert not troubles


def test_back_in_the_language_it_began_in(served: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    sign_in(page, served, language="en")
    expect(page.get_by_role("heading", name="You are logged in")).to_be_visible()
    assert page.url == f"{served.url}/team?lang=en"


@pytest.mark.parametrize("who", ["stranger", "nobody"])
def test_who_is_of_another_organisation_or_of_none(served: Server, new_reader: NewReader, who: str) -> None:
    page = new_reader().new_page()
    sign_in(page, served, who)
    refused(page, "met dit account kun je hier geen team openen")
    expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()
    page.get_by_role("button", name="Laat een voorbeeld zien").click()
    heading(page, "Voorbeeldteam")


# -- faulty tokens ----------------------------------------------------------------------------


def with_claims(**changed: Any) -> Spoil:
    return lambda claims, key: signed({**claims, **changed}, key)


def by_another_key(claims: dict[str, Any], key: RSAKey) -> str:
    other = RSAKey.generate_key(2048, parameters={"kid": str(key.kid)})
    return signed(claims, other)


def unsigned(claims: dict[str, Any], key: RSAKey) -> str:
    header = urlsafe_b64encode(json.dumps({"alg": "none", "kid": key.kid}).encode()).decode().rstrip("=")
    return f"{header}.{signed(claims, key).split('.')[1]}."


def altered(claims: dict[str, Any], key: RSAKey) -> str:
    theirs, ours = signed({**claims, "tid": "theirs"}, key), signed(claims, key)
    return ".".join((*ours.split(".")[:2], theirs.split(".")[2]))


def without(claim: str) -> Spoil:
    return lambda claims, key: signed({name: claims[name] for name in claims if name != claim}, key)


NOW = int(time.time())
FAULTY = {
    "for another app": with_claims(aud=["another"]),
    "expired": with_claims(iat=NOW - 2 * HOUR, exp=NOW - HOUR),
    "by another key": by_another_key,
    "not signed": unsigned,
    "altered after signing": altered,
    "of another issuer": with_claims(iss="https://login.example"),
    "of another request": with_claims(nonce="another"),
    **{f"without {claim}": without(claim) for claim in ("iss", "aud", "exp", "iat", "nonce")},
}


@pytest.mark.parametrize("fault", FAULTY)
def test_a_faulty_token_signs_nobody_in(
    served: Server, provider: Provider, new_reader: NewReader, fault: str
) -> None:
    provider.spoil, issued = FAULTY[fault], provider.issued
    reader = new_reader()
    page = reader.new_page()
    sign_in(page, served)
    refused(page, "Het inloggen is niet gelukt")
    assert provider.issued == issued + 1  # it did come as far as a token
    assert not [cookie for cookie in reader.cookies() if cookie["name"] == USER]


def test_what_authlib_passes_is_refused(served: Server, provider: Provider, new_reader: NewReader) -> None:
    """A token for another app that names us as the party it was issued to; a claim that is missing."""
    for spoil in (with_claims(aud=["another"], azp="basishouding"), without("tid")):
        provider.spoil = spoil
        reader = new_reader()
        page = reader.new_page()
        sign_in(page, served)
        refused(page, "met dit account kun je hier geen team openen")
        assert cookie_of(reader)  # Streamlit believed it


def test_spoilt_tokens_are_refused_for_their_fault(
    served: Server, provider: Provider, new_reader: NewReader
) -> None:
    """Taken apart and signed anew, a token without a fault does sign in."""
    provider.spoil = with_claims()
    page = new_reader().new_page()
    sign_in(page, served)
    signed_in(page)


# -- faulty cookies ---------------------------------------------------------------------------


def test_a_cookie_counts_as_long_as_its_sign_in(
    served: Server, provider: Provider, new_reader: NewReader
) -> None:
    """Streamlit's own signature on all of these: what stops them is what they say."""
    for changed, why in (
        ({"iat": int(time.time()) - 12 * HOUR - 60}, "meer dan 12 uur geleden"),
        ({"iat": None}, "meer dan 12 uur geleden"),
        ({"tid": "theirs"}, "met dit account"),
        ({"aud": ["another"]}, "met dit account"),
        ({"iss": "https://login.example"}, "met dit account"),
    ):
        reader = new_reader()
        set_cookie(reader, served, cookie_by(COOKIE_SECRET, claims_for(served, provider, **changed)))
        page = reader.new_page()
        page.goto(f"{served.url}/team")
        refused(page, why)
    reader = new_reader()
    set_cookie(reader, served, cookie_by(COOKIE_SECRET, claims_for(served, provider)))
    page = reader.new_page()
    page.goto(f"{served.url}/team")
    signed_in(page)


def test_a_forged_cookie_is_no_sign_in(served: Server, provider: Provider, new_reader: NewReader) -> None:
    good = cookie_by(COOKIE_SECRET, claims_for(served, provider))
    theirs = cookie_by(COOKIE_SECRET, claims_for(served, provider, tid="theirs"))
    for forged in (
        cookie_by("another secret, just as long as the real one is", claims_for(served, provider)),
        cookie_by(COOKIE_SECRET, claims_for(served, provider), name="_streamlit_user_tokens"),
        cookie_by(COOKIE_SECRET, claims_for(served, provider, origin="https://login.example")),
        ".".join((good.rsplit(".", 2)[0], *theirs.rsplit(".", 2)[1:])),
        good[:-3],
        json.dumps(claims_for(served, provider)).replace(" ", "").replace(",", "%2C").replace('"', "%22"),
    ):
        reader = new_reader()
        set_cookie(reader, served, forged)
        page = reader.new_page()
        page.goto(f"{served.url}/team")
        expect(page.get_by_role("button", name="Inloggen")).to_be_visible()
        expect(page.get_by_label("Naam van het team")).to_have_count(0)


# -- what goes wrong on the way ---------------------------------------------------------------


def test_consent_denied(served: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    press_log_in(page, served)
    page.get_by_role("button", name="Deny").click()
    refused(page, "Je bent gestopt met inloggen")
    page.reload()
    expect(page.get_by_role("button", name="Inloggen")).to_be_visible()


def test_the_way_back_without_going_further(served: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    press_log_in(page, served)
    expect(page.get_by_role("button", name="lead", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Inloggen")).to_be_visible()
    sign_in(page, served)
    signed_in(page)


def test_a_replayed_or_forged_callback_fails(served: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    came: list[str] = []
    back = f"{served.url}/oauth2callback?"
    page.on("request", lambda request: came.append(request.url) if back in request.url else None)
    sign_in(page, served)
    signed_in(page)
    other = new_reader().new_page()
    for address in (came[0], f"{served.url}/oauth2callback?code=made-up&state=made-up"):
        other.goto(address)
        refused(other, "Het inloggen is niet gelukt")
    other.goto(f"{served.url}/oauth2callback?error=server_error&error_description=lead@example.org")
    refused(other, "Het inloggen is niet gelukt")
    page.goto(came[0])  # her own, once more: she can try again
    expect(page.get_by_role("heading", level=1)).to_have_text("Met je team")
    assert "Traceback" not in page.inner_text("body")


def test_a_provider_that_is_down(new_reader: NewReader, tmp_path: Path) -> None:
    with running_provider() as gone:
        pass
    server = Server(tmp_path)
    server.environment["STREAMLIT_SECRETS_FILES"] = str(secrets_file(tmp_path, gone.url, server.url))
    try:
        server.start()
        page = new_reader().new_page()
        press_log_in(page, server)
        refused(page, "nu niet te bereiken")
        page.goto(f"{server.url}/meedoen")  # everything else is there
        heading(page, "Meedoen met je team")
    finally:
        server.kill()
    assert "Traceback" not in server.log


# -- the start --------------------------------------------------------------------------------


def test_faulty_settings_stop_the_start(tmp_path: Path) -> None:
    file = tmp_path / "secrets.toml"
    for text in ('[auth]\nclient_id = "app"', "[auth", '[sign_in]\nemail_domain = "example.org"'):
        file.write_text(text)
        server = Server(tmp_path)
        server.environment["STREAMLIT_SECRETS_FILES"] = str(file)
        with pytest.raises(RuntimeError):
            server.start()
        server.kill()
        assert "Basishouding does not start. The sign-in for leads is not set up well: " in server.log
        assert "docs/sign-in.md" in server.log
        assert "Traceback" not in server.log
        (tmp_path / "log").unlink()


def test_not_set_nothing_changes(server: Server, new_reader: NewReader) -> None:
    page = new_reader().new_page()
    page.goto(f"{server.url}/team")
    expect(page.get_by_label("Code van het team")).to_be_visible()
    for words in ("Inloggen", "Uitloggen"):
        expect(page.get_by_role("button", name=words)).to_have_count(0)
    for path in ("auth/login?provider=x", "auth/logout", "oauth2callback?code=x&state=x"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{server.url}/{path}", timeout=10)


def test_not_set_nothing_is_loaded() -> None:
    """In a process of its own, since the others here have loaded it."""
    script = "import sys, app; print(sorted({'authlib', 'joserfc', 'httpx'} & sys.modules.keys()))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.stdout.strip().splitlines()[-1] == "[]", done.stderr
