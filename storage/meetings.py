"""Running meetings: one sealed record each, which all devices that have its code read and change.

The code leads to the lookup id and the key (Argon2id, then HKDF); none of the three is stored. Who leads has
a code with four symbols more, which are in the record. A change replaces the version that it was made from,
or is made again from the version that came between: two devices at once lose nothing.
Why: docs/decisions/0029-meeting-on-several-devices.md.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple, cast

from sqlalchemy import Engine, bindparam, delete, insert, select, update
from sqlalchemy.sql.functions import count

from errors import BasishoudingError
from records import StoredMeeting
from storage.codes import LEAD_LENGTH, MEETING_LENGTH, grouped, new_code, typed_code
from storage.database import reading, writing
from storage.sealed import AlteredError, Keys, keys_from, open_sealed, seal
from storage.tables import meetings
from storage.tries import Tries
from storage.turns import TooBusyError, Turns
from storage.vaults import ARGON_TURNS, key_material

MEETING_DAYS: Final = 1
"""A meeting is removed when this many days have passed since the day it was made."""

STEP: Final = 4096
"""Records come in steps of this many bytes, so that their length tells little."""

MAX_BYTES: Final = 256 * 1024
"""Twenty people who write a page each take less than half of it."""

MAX_JOINING: Final = 24
"""Devices of one network address that join at once: everybody in a room scans in the same minute."""

_FIND: Final = select(meetings.c.sealed, meetings.c.version).where(
    meetings.c.id == bindparam("the_id"), meetings.c.until >= bindparam("today")
)
_VERSION: Final = select(meetings.c.version).where(meetings.c.id == bindparam("the_id"))
_REPLACE: Final = (
    update(meetings)
    .where(meetings.c.id == bindparam("the_id"), meetings.c.version == bindparam("before"))
    .values(sealed=bindparam("after"), version=bindparam("before") + 1)
)


class NoMeetingError(BasishoudingError):
    """No meeting is under this code: it is wrong, or the meeting has ended."""


class FullMeetingError(BasishoudingError):
    """More than a meeting holds, or more meetings than there is room for; nothing was changed."""


class Found(NamedTuple):
    """What a code leads to."""

    keys: Keys
    code: str  # of who takes part, with dashes
    lead: str  # what the code of who leads has after it; empty where it was not typed


class Meetings:
    """The meetings in a database; `max_meetings` is how many it has room for."""

    def __init__(
        self,
        engine: Engine,
        today: Callable[[], date] | None = None,
        *,
        max_meetings: int = 10_000,
        turns: Turns = ARGON_TURNS,
    ) -> None:
        self._engine = engine
        self._today = today or (lambda: datetime.now(UTC).date())
        self._max_meetings = max_meetings
        self._turns = turns
        self._wrong_leads = Tries()

    def create(self, meeting: StoredMeeting, client_ip: str | None = None) -> tuple[str, Keys]:
        """Store a meeting under a new code; gives the code of who leads it, and its keys.

        Raises:
            FullMeetingError, TooBusyError: nothing was made.
        """
        code, lead = new_code(MEETING_LENGTH), new_code(LEAD_LENGTH)
        keys = self._keys(typed_code(code), client_ip)
        until = self._today() + timedelta(days=MEETING_DAYS)
        sealed = _sealed(meeting, lead, keys)
        with writing(self._engine) as connection:
            if connection.execute(select(count()).select_from(meetings)).scalar_one() >= self._max_meetings:
                raise FullMeetingError
            connection.execute(insert(meetings).values(id=keys.id, sealed=sealed, version=1, until=until))
        return f"{code}-{lead}", keys

    def find(self, typed: str, client_ip: str | None = None) -> Found:
        """The meeting that a code belongs to.

        Whoever knows the code of a meeting needs only the four symbols that lead it: guesses at those are
        counted for the meeting, whoever makes them.

        Raises:
            NoMeetingError.
            TooBusyError: also after five wrong guesses at the four symbols in a minute.
        """
        plain = typed_code(typed)
        keys = self._keys(plain[:MEETING_LENGTH], client_ip)
        _meeting, lead, _version = self._open(keys)
        rest = plain[MEETING_LENGTH:]
        if rest and self._wrong_leads.seconds_to_wait(keys.id.hex()):
            raise TooBusyError
        if rest not in ("", lead):
            self._wrong_leads.wrong(keys.id.hex())
            raise NoMeetingError
        return Found(keys, grouped(plain[:MEETING_LENGTH]), rest)

    def read(self, keys: Keys) -> tuple[StoredMeeting, int]:
        """A meeting as it is now, and its version.

        Raises:
            NoMeetingError.
        """
        meeting, _lead, version = self._open(keys)
        return meeting, version

    def version(self, meeting_id: bytes) -> int | None:
        """The version of the meeting with this lookup id, new with every change; None without one."""
        with reading(self._engine) as connection:
            found: int | None = connection.execute(_VERSION, {"the_id": meeting_id}).scalar()
            return found

    def change(
        self, keys: Keys, change: Callable[[StoredMeeting], StoredMeeting], *, adds_text: bool = True
    ) -> tuple[StoredMeeting, int]:
        """Read, change and store a meeting, as one step; `change` may be called more than once.

        A change that adds no text is stored in a full meeting as well.

        Raises:
            NoMeetingError, FullMeetingError: nothing was changed.
        """
        while True:
            old, lead, version = self._open(keys)
            new = change(old)
            if new == old:
                return old, version
            parameters = {"the_id": keys.id, "before": version, "after": _sealed(new, lead, keys, adds_text)}
            with writing(self._engine) as connection:
                if connection.execute(_REPLACE, parameters).rowcount == 1:
                    return new, version + 1

    def erase(self, keys: Keys) -> None:
        """Remove a meeting at once, for all devices."""
        with writing(self._engine) as connection:
            connection.execute(delete(meetings).where(meetings.c.id == keys.id))

    def erase_expired(self) -> int:
        """Remove the meetings whose day is over; returns how many."""
        with writing(self._engine) as connection:
            return connection.execute(delete(meetings).where(meetings.c.until < self._today())).rowcount

    def _keys(self, plain: str, client_ip: str | None) -> Keys:
        with self._turns.turn(client_ip, MAX_JOINING):
            material = key_material(plain)
        return keys_from(material, "meeting")

    def _open(self, keys: Keys) -> tuple[StoredMeeting, str, int]:
        with reading(self._engine) as connection:
            row = connection.execute(_FIND, {"the_id": keys.id, "today": self._today()}).first()
        if row is None:
            raise NoMeetingError
        try:
            value = open_sealed(row.sealed, keys)
        except AlteredError as error:
            raise NoMeetingError from error
        meeting = cast("StoredMeeting", value["meeting"])
        if meeting.keys() != StoredMeeting.__annotations__.keys():  # of another version of the app
            raise NoMeetingError
        return meeting, cast("str", value["lead"]), row.version


def _sealed(meeting: StoredMeeting, lead: str, keys: Keys, adds_text: bool = True) -> bytes:
    sealed = seal({"lead": lead, "meeting": meeting}, keys, STEP)
    if len(sealed) > MAX_BYTES + (0 if adds_text else STEP):
        raise FullMeetingError
    return sealed
