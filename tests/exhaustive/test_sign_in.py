"""Signing in, as it fails: tokens, cookies, the way there and back, settings."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import RSAKey
from playwright.sync_api import BrowserContext, Page, expect

from content import LANGUAGES
from tests.browser import test_sign_in
from tests.browser.conftest import NewReader
from tests.browser.journey import (
    button,
    heading,
    query,
    words,
)
from tests.browser.test_sign_in import (
    ANOTHER_ACCOUNT,
    USER,
    claims_for,
    cookie_by,
    expect_no_way_in,
    expect_refused,
    expect_signed_in,
    press_log_in,
    provider,
    pytestmark,
    served,
    show_team_page,
    sign_in,
)
from tests.support.server import ROOT, Server
from tests.support.sign_in_provider import (
    COOKIE_SECRET,
    Provider,
    Spoil,
    running_provider,
    secrets_file,
    signed,
)

__all__ = ["provider", "pytestmark", "served"]

HOUR = 60 * 60


@pytest.fixture(autouse=True)
def _as_it_should(provider: Provider) -> Iterator[None]:
    yield
    provider.spoil = None


OLD = words("You logged in more than {hours} hours ago.", hours=12).partition(".")[0]
FAILED = words("Logging in did not work.").partition(".")[0]
STOPPED = words("You cancelled logging in.").partition(".")[0]
UNREACHABLE = words("Your organisation's login can").partition(".")[0]


def test_back_in_the_language_it_began_in(served: Server, page: Page) -> None:
    language = LANGUAGES[1]
    sign_in(page, served, language=language)
    expect_signed_in(page, language)
    assert page.url == f"{served.url}/team{query(language)}"


def test_an_account_without_claims_is_refused(served: Server, page: Page) -> None:
    test_sign_in.test_another_organisation_is_refused(served, page, "nobody")


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


def test_a_faulty_token_signs_nobody_in(served: Server, provider: Provider, page: Page) -> None:
    """The first in the browser, the others by the same requests without a page."""
    for fault, spoil in FAULTY.items():
        provider.spoil, issued = spoil, provider.issued
        page.context.clear_cookies()
        if fault == next(iter(FAULTY)):
            with page.expect_request(re.compile("/auth/login")) as login:
                sign_in(page, served)
            expect_refused(page, FAILED)
        else:
            asked = page.context.request.get(login.value.url)
            done = page.context.request.post(asked.url, form={"sub": "lead"})
            assert done.url == f"{served.url}/team?inloggen=mislukt", fault
        assert provider.issued == issued + 1, fault  # it did come as far as a token
        assert USER not in names(page.context), fault
    # the spoilt tokens are refused for their fault alone: taken apart and signed anew, a good one signs in
    provider.spoil = with_claims()
    asked = page.context.request.get(login.value.url)
    page.context.request.post(asked.url, form={"sub": "lead"})
    assert USER in names(page.context)


def names(reader: BrowserContext) -> set[str]:
    """The names of the reader's cookies."""
    return {str(cookie["name"]) for cookie in reader.cookies()}


@pytest.mark.parametrize("spoil", [with_claims(aud=["another"], azp="basishouding"), without("tid")])
def test_tokens_that_authlib_accepts_are_refused(
    served: Server, provider: Provider, page: Page, spoil: Spoil
) -> None:
    """A token for another app that names us as the party it was issued to; a claim that is missing."""
    provider.spoil = spoil
    sign_in(page, served)
    expect_refused(page, ANOTHER_ACCOUNT)
    assert USER in names(page.context)  # Streamlit believed it


def test_a_cookie_counts_as_long_as_its_sign_in(served: Server, provider: Provider, page: Page) -> None:
    """Streamlit's own signature is on all of these: what stops them is what they say."""
    for changed, why in (
        ({"iat": int(time.time()) - 12 * HOUR - 60}, OLD),
        ({"iat": None}, OLD),
        ({"tid": "theirs"}, ANOTHER_ACCOUNT),
        ({"aud": ["another"]}, ANOTHER_ACCOUNT),
        ({"iss": "https://login.example"}, ANOTHER_ACCOUNT),
    ):
        show_team_page(page, served, cookie_by(COOKIE_SECRET, claims_for(served, provider, **changed)))
        expect_refused(page, why)
    show_team_page(page, served, cookie_by(COOKIE_SECRET, claims_for(served, provider)))
    expect_signed_in(page)


def test_consent_denied(served: Server, page: Page) -> None:
    press_log_in(page, served)
    page.get_by_role("button", name="Deny").click()
    expect_refused(page, STOPPED)
    page.reload()
    expect(button(page, "sign-in")).to_be_visible()


def test_the_way_back_without_going_further(served: Server, page: Page) -> None:
    press_log_in(page, served)
    expect(page.get_by_role("button", name="lead", exact=True)).to_be_visible()
    page.go_back()
    expect(button(page, "sign-in")).to_be_visible()
    sign_in(page, served)
    expect_signed_in(page)


def test_a_replayed_callback_signs_nobody_in(served: Server, page: Page, new_reader: NewReader) -> None:
    back = f"{served.url}/oauth2callback?"
    with page.expect_request(lambda request: back in request.url) as callback:
        sign_in(page, served)
    expect_signed_in(page)
    other = new_reader().new_page()
    for address in (
        callback.value.url,
        f"{back}code=made-up&state=made-up",
        f"{back}error=server_error&error_description=lead@example.org",
    ):
        other.goto(address)
        expect_refused(other, FAILED)
    page.goto(callback.value.url)  # her own, once more: she can try again
    heading(page, words("With your team"))
    assert "Traceback" not in page.inner_text("body")


def test_a_provider_that_is_down(page: Page, tmp_path: Path) -> None:
    with running_provider() as gone:
        pass
    server = Server(tmp_path)
    server.environment["STREAMLIT_SECRETS_FILES"] = str(secrets_file(tmp_path, gone.url, server.url))
    try:
        server.start()
        press_log_in(page, server)
        expect_refused(page, UNREACHABLE)
        page.goto(f"{server.url}/meedoen")  # everything else is there
        heading(page, words("Take part with your team"))
    finally:
        server.kill()
    assert "Traceback" not in server.log


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


def test_not_set_nothing_is_loaded() -> None:
    """In a process of its own, since the others here have loaded it."""
    script = "import sys, app; print(sorted({'authlib', 'joserfc', 'httpx'} & sys.modules.keys()))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.stdout.strip().splitlines()[-1] == "[]", done.stderr


def test_a_forged_cookie_is_no_sign_in(served: Server, provider: Provider, page: Page) -> None:
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
        show_team_page(page, served, forged)
        expect(button(page, "sign-in")).to_be_visible()
        expect_no_way_in(page)
