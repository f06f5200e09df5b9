"""Signing in with an organisation, for who leads a team. Only where the operator asks for it.

Streamlit takes the reader to the provider and checks what comes back; it then believes its own cookie for
30 days. So who somebody is, and when that was established, is looked at here in every run, and forgotten
again: nothing of it is stored or logged. What each check rests on: docs/decisions/0015-sign-in.md.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urlsplit

import streamlit as st

from errors import BasishoudingError

SIGN_IN_HOURS: Final = 12
"""How long a sign-in counts: the longest working day. Fixed, so that nobody stretches it to a month."""

MAX_CLOCK_DIFFERENCE: Final = 120
"""Seconds that the provider's clock may be ahead of ours, as Authlib allows."""

RETURN_PARAMETER: Final = "inloggen"
"""In the address, on the way back from the provider: how it ended."""

MIN_SECRET_LENGTH: Final = 32
DISCOVERY: Final = "/.well-known/openid-configuration"

Standing = Literal["none", "old", "other", "valid"]
"""No sign-in, one of too long ago, one of another organisation, one that counts."""


class SignInSetupError(BasishoudingError):
    """A sign-in is required but not set up well; the message says why. The app does not start."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The sign-in for leads is not set up well: {why} See docs/sign-in.md.")


@dataclass(frozen=True)
class Organisation:
    """Whose people may open teams, recognised by what their sign-in says."""

    client_id: str
    issuer: str
    claims: Mapping[str, str]
    email_domain: str | None

    def standing(self, user: Mapping[str, Any], now: float) -> Standing:
        """Whether the sign-in of `user` counts at `now` (seconds since 1970).

        `user` holds the claims of an ID token.

        What is missing or of another kind than expected counts against it.
        """
        if user.get("is_logged_in") is not True:
            return "none"
        if not self._issued_to_us(user) or not self._belongs(user):
            return "other"
        issued = user.get("iat")
        if isinstance(issued, bool) or not isinstance(issued, int | float):
            return "old"
        return "valid" if -MAX_CLOCK_DIFFERENCE <= now - issued < SIGN_IN_HOURS * 60 * 60 else "old"

    def _issued_to_us(self, user: Mapping[str, Any]) -> bool:
        # Authlib passes a token for somebody else whose `azp` names us
        return user.get("iss") == self.issuer and user.get("aud") in (self.client_id, [self.client_id])

    def _belongs(self, user: Mapping[str, Any]) -> bool:
        for claim, wanted in self.claims.items():
            said = user.get(claim)
            if said != wanted and not (isinstance(said, list) and wanted in said):
                return False
        if self.email_domain is None:
            return True
        email = user.get("email")
        if not isinstance(email, str) or user.get("email_verified") is not True:
            return False
        name, at, domain = email.rpartition("@")
        return bool(name and at) and domain.lower() == self.email_domain


def organisation_in(secrets: Mapping[str, Any]) -> Organisation:
    """The organisation that `secrets.toml` names in [auth] and [sign_in].

    Raises:
        SignInSetupError: something is missing, unknown or too weak. The sentence holds no secret.
    """
    _only(secrets, {"auth", "sign_in"}, "secrets.toml")
    auth, ours = _section(secrets, "auth"), _section(secrets, "sign_in")
    known = {"redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url"}
    _only(auth, known | {"client_kwargs"}, "[auth]")
    for name in sorted(known):
        _text(auth, name, "[auth]")
    if len(auth["cookie_secret"]) < MIN_SECRET_LENGTH:
        raise SignInSetupError(f"cookie_secret in [auth] has to have {MIN_SECRET_LENGTH} characters or more.")
    for name, ending in (("redirect_uri", "/oauth2callback"), ("server_metadata_url", DISCOVERY)):
        _address(auth[name], ending, name)
    _only(ours, {"claims", "email_domain"}, "[sign_in]")
    claims = _section(ours, "claims") if "claims" in ours else {}
    for claim in claims:
        _text(claims, claim, "[sign_in.claims]")
    domain = _text(ours, "email_domain", "[sign_in]").lower() if "email_domain" in ours else None
    if domain is not None and ("@" in domain or "." not in domain):
        raise SignInSetupError("email_domain in [sign_in] has to be what follows the @, such as example.org.")
    if not claims and domain is None:
        raise SignInSetupError(
            "[sign_in] has to say whose people may open teams: email_domain, or [sign_in.claims]."
        )
    issuer = auth["server_metadata_url"].removesuffix(DISCOVERY)
    return Organisation(auth["client_id"], issuer, dict(claims), domain)


def _only(section: Mapping[str, Any], known: set[str], where: str) -> None:
    unknown = sorted(section.keys() - known)
    if unknown:
        raise SignInSetupError(f"{where} holds something that is not known here: {', '.join(unknown)}.")


def _section(within: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    section = within.get(name)
    if not isinstance(section, Mapping):
        raise SignInSetupError(f"secrets.toml has no section [{name}].")
    return section


def _text(section: Mapping[str, Any], name: str, where: str) -> str:
    text = section.get(name)
    if not isinstance(text, str) or not text.strip():
        raise SignInSetupError(f"{name} in {where} has to be a text.")
    return text


def _address(address: str, ending: str, name: str) -> None:
    parts = urlsplit(address)
    safe = parts.scheme == "https" or (
        parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1")
    )
    if not safe or not address.endswith(ending):
        raise SignInSetupError(f"{name} in [auth] has to begin with https:// and to end in {ending}.")


@cache
def organisation() -> Organisation | None:
    """Whose people may open teams; None where the code of a team alone opens it, which is the default.

    Read once: a change needs a restart.

    Raises:
        SignInSetupError.
    """
    if not any(Path(place).exists() for place in st.get_option("secrets.files")):
        return None
    if not st.secrets.load_if_toml_exists():
        raise SignInSetupError("secrets.toml cannot be read.")
    if st.get_option("server.trustedUserHeaders"):
        raise SignInSetupError("server.trustedUserHeaders is set: a header could then say who somebody is.")
    found = organisation_in(st.secrets.to_dict())
    if not all(map(find_spec, ("authlib", "httpx"))):  # what Streamlit then loads, at the first sign-in
        raise SignInSetupError("Authlib or httpx is not installed: see requirements.txt.")
    return found


def signed_in_user() -> Mapping[str, Any]:
    """What the sign-in of this session says; empty without one."""
    return st.user.to_dict()


def standing() -> Standing:
    """What the sign-in of this session is worth now."""
    asked = organisation()
    return "valid" if asked is None else asked.standing(signed_in_user(), time.time())


def may_lead() -> bool:
    """Whether who looks at this page may make and open teams."""
    return standing() == "valid"
