"""The sign-in for leads: its settings, what a sign-in is worth, and the pages. No browser, no provider."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from app_pages.context import PageContext
from app_pages.team import organisation as sign_in
from app_pages.team import session as team_opened
from app_pages.team.demonstration import demonstration
from app_pages.team.organisation import (
    SIGN_IN_HOURS,
    Organisation,
    SignInSetupError,
    organisation,
    organisation_in,
)
from services import today, vaults
from storage import Contents
from storage.contents import empty
from storage.teams import empty_team
from tests.conftest import services_on
from tests.support.team_pages import LEAD
from tests.test_pages import PROFILE, app, shown

COOKIE_SECRET = "a secret of forty characters, or thereabouts"
NOW = 1_800_000_000.0
HOUR = 60 * 60
OURS = Organisation("app", "https://login.example", {"tid": "ours"}, None)
BY_MAIL = Organisation("app", "https://login.example", {}, "example.org")
GOOD: dict[str, Any] = {
    "is_logged_in": True,
    "iss": "https://login.example",
    "aud": "app",
    "iat": NOW - 60,
    "tid": "ours",
    "email": "a@Example.org",
    "email_verified": True,
}

Change = dict[str, Any]


METADATA = "https://login.example/.well-known/openid-configuration"
AUTH = {
    "redirect_uri": "https://app.example/oauth2callback",
    "cookie_secret": COOKIE_SECRET,
    "client_id": "app",
    "client_secret": "hush hush",
    "server_metadata_url": METADATA,
}
OUR_DOMAIN = {"email_domain": "example.org"}


# -- what a sign-in is worth ------------------------------------------------------------------


def test_a_sign_in_of_the_organisation_counts() -> None:
    assert OURS.standing(GOOD, NOW) == BY_MAIL.standing(GOOD, NOW) == "valid"
    assert OURS.standing({**GOOD, "aud": ["app"]}, NOW) == "valid"
    assert OURS.standing({**GOOD, "tid": ["theirs", "ours"]}, NOW) == "valid"  # groups and roles are lists


@pytest.mark.parametrize("claim", GOOD)
def test_a_missing_claim_counts_against_it(claim: str) -> None:
    both = Organisation("app", "https://login.example", {"tid": "ours"}, "example.org")
    assert both.standing(GOOD, NOW) == "valid"
    assert both.standing({name: said for name, said in GOOD.items() if name != claim}, NOW) != "valid"


@pytest.mark.parametrize(
    "change",
    [
        {"is_logged_in": "yes"},
        {"iss": "https://login.example.com"},
        {"aud": "another"},
        {"aud": "another", "azp": "app"},
        {"aud": ["app", "another"], "azp": "app"},
        {"aud": None},
        {"tid": "theirs"},
        {"tid": "OURS"},
        {"tid": "ours too"},
        {"tid": None},
        {"tid": True},
        {"tid": {"ours": 1}},
        {"tid": [["ours"]]},
    ],
)
def test_another_organisation_or_another_app_is_refused(change: Change) -> None:
    assert OURS.standing({**GOOD, **change}, NOW) in ("none", "other")


@pytest.mark.parametrize(
    "change",
    [
        {"email": "a@example.com"},
        {"email": "a@not-example.org"},
        {"email": "a@sub.example.org"},
        {"email": "a@example.org@example.com"},
        {"email": "example.org"},
        {"email": "@example.org"},
        {"email": "a@example.org "},
        {"email": ["a@example.org"]},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": 1},
    ],
)
def test_only_verified_addresses_of_the_domain_count(change: Change) -> None:
    assert BY_MAIL.standing({**GOOD, **change}, NOW) == "other"


def test_it_counts_for_twelve_hours() -> None:
    assert SIGN_IN_HOURS == 12
    for age, expected in ((0, "valid"), (12 * HOUR - 1, "valid"), (12 * HOUR, "old"), (720 * HOUR, "old")):
        assert OURS.standing({**GOOD, "iat": NOW - age}, NOW) == expected
    assert OURS.standing({**GOOD, "iat": NOW + 100}, NOW) == "valid"  # the provider's clock is ahead
    assert OURS.standing({**GOOD, "iat": NOW + 1000}, NOW) == "old"
    for faulty in (None, str(NOW), True, [NOW], float("nan"), float("inf"), float("-inf")):
        assert OURS.standing({**GOOD, "iat": faulty}, NOW) == "old"


ANYTHING = [
    *(None, True, 1, NOW, float("nan"), "", "ours", "app", "https://login.example"),
    *([], ["ours"], [["app"]], {}, {"ours": 1}),
]


@given(some.dictionaries(some.sampled_from([*GOOD, "azp"]), some.sampled_from(ANYTHING)))
def test_nothing_odd_is_let_in_or_breaks(user: dict[str, Any]) -> None:
    odd = {**GOOD, **user}
    if OURS.standing(odd, NOW) == "valid":
        assert odd["iss"] == OURS.issuer
        assert odd["aud"] in ("app", ["app"])
        assert odd["tid"] == "ours" or "ours" in odd["tid"]


# -- the settings -----------------------------------------------------------------------------


def test_the_settings_name_the_organisation() -> None:
    found = organisation_in(
        {"auth": AUTH, "sign_in": {"claims": {"tid": "ours"}, "email_domain": "Example.org"}}
    )
    assert found == Organisation("app", "https://login.example", {"tid": "ours"}, "example.org")


@pytest.mark.parametrize(
    ("auth", "ours"),
    [
        (None, OUR_DOMAIN),
        (AUTH, None),
        (AUTH, {}),
        (AUTH, {"claims": {}}),
        (AUTH, {"claims": {"tid": ""}}),
        (AUTH, {"claims": {"tid": 4}}),
        (AUTH, {"claims": {"tid": ["ours"]}}),
        (AUTH, {"claims": "tid"}),
        (AUTH, {"email_domain": "@example.org"}),
        (AUTH, {"email_domain": "org"}),
        (AUTH, {"email_domain": ""}),
        (AUTH, {"email_domain": "example.org", "hours": 1000}),
        *(({**AUTH, name: wrong}, OUR_DOMAIN) for name in AUTH for wrong in ("", 5, None)),
        ({**AUTH, "cookie_secret": "x" * 31}, OUR_DOMAIN),
        ({**AUTH, "server_metadata_url": "https://login.example"}, OUR_DOMAIN),
        ({**AUTH, "server_metadata_url": METADATA.replace("https", "http")}, OUR_DOMAIN),
        ({**AUTH, "redirect_uri": "https://app.example/"}, OUR_DOMAIN),
        ({**AUTH, "second": {"client_id": "app"}}, OUR_DOMAIN),
    ],
)
def test_faulty_settings_are_refused_in_a_sentence(auth: Change | None, ours: Change | None) -> None:
    secrets = {name: section for name, section in (("auth", auth), ("sign_in", ours)) if section is not None}
    with pytest.raises(SignInSetupError, match=r"\.$") as refused:
        organisation_in(secrets)
    assert COOKIE_SECRET not in str(refused.value)
    assert "hush" not in str(refused.value)


def test_a_misspelt_section_is_refused() -> None:
    with pytest.raises(SignInSetupError, match="signin"):
        organisation_in({"auth": AUTH, "signin": {"email_domain": "example.org"}})


def test_without_settings_nobody_is_asked() -> None:
    """And nothing is loaded for it: tests/browser/test_sign_in.py looks at a server's own modules."""
    organisation.cache_clear()
    assert organisation() is None
    assert sign_in.standing() == "valid"


# -- the pages --------------------------------------------------------------------------------


@pytest.fixture
def user(file: Path, cheap_codes: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Change]:
    """Who is signed in, to change; the organisation asks for it, on a database of its own."""
    signed_in: Change = {}
    team_opened.open_teams._open.clear()
    monkeypatch.setattr(sign_in, "organisation", lambda: OURS)
    monkeypatch.setattr("app_pages.team.sign_in.organisation", lambda: OURS)
    monkeypatch.setattr(sign_in, "signed_in_user", lambda: signed_in)
    with services_on(f"sqlite:///{file}", monkeypatch):
        yield signed_in


def code_of(contents: Contents) -> str:
    return vaults().create(contents)[0]


def headings(at: AppTest) -> list[str]:
    return [heading.value for heading in (*at.title, *at.header)]


def type_code(at: AppTest, code: str) -> AppTest:
    at.text_input(key="code").input(code)
    return next(button for button in at.button if button.label == "Open").click().run()


def test_a_team_opens_for_the_organisation_only(user: Change) -> None:
    at = app("team")
    assert "Log in met je organisatie" in headings(at)
    assert not [field for field in at.text_input if field.key in ("code", "team-name")]
    user.update(GOOD, iat=time.time())
    at.run()
    type_code(at, code_of(empty_team("Noord")))
    assert "Noord" in headings(at)
    for change in (
        {"tid": "theirs"},
        {"iat": time.time() - 13 * HOUR},
        {"aud": "another"},
        {"is_logged_in": False},
    ):
        before = dict(user)
        user.update(change)
        at.run()  # the next click, whatever it is
        assert "Noord" not in shown(at)
        assert "Log in met je organisatie" in headings(at)
        user.update(before)
        at.run()
        assert "Noord" in headings(at)


def test_the_result_needs_it_too(user: Change, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PageContext, "client_id", "l" * 43)
    user.update(GOOD, iat=time.time())
    type_code(app("team"), code_of(demonstration(PROFILE, "nl", today())))
    assert len(there := headings(app("teamresultaat"))) > 2
    user.update(iat=time.time() - 13 * HOUR)
    assert headings(app("teamresultaat")) == ["Resultaat van het team"]
    user.update(iat=time.time())
    assert headings(app("teamresultaat")) == there


def test_a_teams_code_opens_nothing_without_sign_in(user: Change) -> None:
    code = code_of(empty_team("Noord"))
    at = type_code(app("kluis"), code)
    assert "Noord" not in shown(at)
    assert not team_opened.open_teams._open
    user.update(GOOD, iat=time.time())
    type_code(app("kluis"), code)
    assert len(team_opened.open_teams._open) == 1


def test_nobody_else_is_asked(user: Change) -> None:
    at = type_code(app("kluis"), code_of(empty()))
    assert "Je kluis" in headings(at)
    at = app("team")
    at.button(key="example").click().run()
    assert "Voorbeeldteam" in headings(at)
    assert "Je bent ingelogd" not in headings(at)


def test_signing_out_closes_the_team(user: Change, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "logout", user.clear)
    user.update(GOOD, iat=time.time())
    at = type_code(app("team"), code_of(empty_team("Noord")))
    assert len(team_opened.open_teams._open) == 1
    at.button(key="sign-out").click().run()
    assert not user
    assert not team_opened.open_teams._open


def test_what_opens_a_team_refuses_by_itself(user: Change) -> None:
    """Whichever page asks."""
    keys = vaults().create(empty_team("Noord"))[1]
    team_opened.open_team(LEAD, keys, empty_team("Noord"))
    team_opened.create_team(LEAD, "Zuid")
    assert not team_opened.open_teams._open
    user.update(GOOD, iat=time.time())
    team_opened.open_team(LEAD, keys, empty_team("Noord"))
    assert len(team_opened.open_teams._open) == 1
