"""The secrets in the browsers' draft cookies: only what this database has issued counts as one."""

from __future__ import annotations

import base64
import hmac
import re
import time
from collections.abc import Callable
from hashlib import sha256
from typing import Final

from sqlalchemy import Engine, select

from errors import BasishoudingError
from storage.database import reading
from storage.drafts import new_secret
from storage.sealed import AlteredError, keys_from, open_sealed, seal
from storage.tables import server_key

TICKET_SECONDS: Final = 10 * 60
"""How long a ticket is good: a page uses it at once, and tries again where the line was down."""

_SIGNATURE_BYTES: Final = 16


class TicketError(BasishoudingError):
    """A ticket is too old, was altered, or is for a browser with another secret."""


class DraftSecrets:
    """Issues and recognises secrets under the key in the database, which all processes share."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        with reading(engine) as connection:
            key = connection.execute(select(server_key.c.key)).scalar_one()
        self._signing_key = keys_from(key, "draft secret").key
        self._ticket_keys = keys_from(key, "ticket")

    def new(self) -> str:
        """A secret for a browser's cookie: 256 random bits and their signature, safe in a header."""
        random = new_secret()
        return random + self._signature(random)

    def is_issued(self, value: str) -> bool:
        """Whether `new` made this."""
        if re.fullmatch(r"[\w-]{65}", value, re.ASCII) is None:
            return False
        return hmac.compare_digest(self._signature(value[:43]), value[43:])

    def ticket(self, old: str, new: str) -> str:
        """What a page hands in to get the cookie `new` in the place of `old`; it shows neither."""
        content = {"old": _hash(old), "new": new, "until": self._clock() + TICKET_SECONDS}
        return base64.urlsafe_b64encode(seal(content, self._ticket_keys, 1)).decode()

    def redeem(self, ticket: str, held: str) -> str:
        """The new secret, for the browser that holds the old one; or the new one already.

        Raises:
            TicketError.
        """
        try:
            content = open_sealed(base64.urlsafe_b64decode(ticket), self._ticket_keys)
        except (AlteredError, ValueError) as error:
            raise TicketError from error
        if held == content["new"]:
            return held
        if content["old"] != _hash(held) or self._clock() > float(str(content["until"])):
            raise TicketError
        return str(content["new"])

    def _signature(self, random: str) -> str:
        digest = hmac.digest(self._signing_key, random.encode(), "sha256")[:_SIGNATURE_BYTES]
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
