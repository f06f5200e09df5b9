"""A real OpenID Connect provider on loopback, oidc-provider-mock; it can be told to send faulty tokens."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import flask
from joserfc import jws
from joserfc.jwk import RSAKey
from oidc_provider_mock import User
from oidc_provider_mock import app as provider_app
from werkzeug.serving import make_server

CLIENT = "basishouding"
COOKIE_SECRET = "a secret that only this test knows, of some length"

Spoil = Callable[[dict[str, Any], RSAKey], str]
"""From the claims of a good token and the provider's key to the token that is sent."""


def signed(claims: dict[str, Any], key: RSAKey) -> str:
    """A token of these claims by this key, named as the provider names its own."""
    header = {"alg": "RS256", "typ": "JWT", "kid": key.kid}
    return jws.serialize_compact(header, json.dumps(claims), key, algorithms=["RS256"])


class Provider:
    """Where it is, and how the next tokens are spoilt."""

    def __init__(self) -> None:
        self.spoil: Spoil | None = None
        self.issued = 0
        app = provider_app(
            user_claims=[
                User(sub="lead", claims={"email": "lead@example.org", "tid": "ours"}),
                User(sub="stranger", claims={"email": "stranger@example.com", "tid": "theirs"}),
                User(sub="nobody", claims={"email": "nobody@example.com"}),
            ]
        )
        app.after_request(self._spoilt)
        self.server = make_server("localhost", 0, app, threaded=True)
        self.url = f"http://localhost:{self.server.server_port}"

    def _spoilt(self, response: flask.Response) -> flask.Response:
        if flask.request.path == "/oauth2/token" and response.status_code == 200:
            if self.spoil is not None:
                key = RSAKey.import_key(flask.g.oidc_provider_mock_storage.jwk.as_dict(is_private=True))
                answer = response.get_json()
                claims = json.loads(jws.extract_compact(answer["id_token"].encode()).payload)
                response.set_data(json.dumps({**answer, "id_token": self.spoil(claims, key)}))
            self.issued += 1
        return response


@contextmanager
def running_provider() -> Iterator[Provider]:
    """A provider that serves until the end of the block."""
    provider = Provider()
    thread = threading.Thread(target=provider.server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield provider
    finally:
        provider.server.shutdown()
        thread.join()
        provider.server.server_close()


def secrets_file(folder: Path, provider_url: str, app_url: str) -> Path:
    """The settings of an app that sends its leads to this provider."""
    file = folder / "secrets.toml"
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(
        f"""
[auth]
redirect_uri = "{app_url}/oauth2callback"
cookie_secret = "{COOKIE_SECRET}"
client_id = "{CLIENT}"
client_secret = "not secret"
server_metadata_url = "{provider_url}/.well-known/openid-configuration"

[sign_in]
claims = {{ tid = "ours" }}
"""
    )
    return file
