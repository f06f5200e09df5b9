"""Rounds: a team's ballots in a shuffled box, one code a ballot, and the one moment at which they are opened.

A ballot is put in and its code is used up in one transaction. At the close the ballots are opened in memory,
what is published goes into the team's record, and in that transaction ballots and private key are destroyed.

A code also opens what those invited may read: first about the round, later its result (readers.py), whether
it was used or not (docs/decisions/0025-one-round-for-all.md).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Final, NamedTuple, TypeVar, cast

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, select, update

from errors import BasishoudingError
from records import Answers, Team
from storage.ballots import ballot_length, new_keys, open_ballot, seal_ballot
from storage.codes import PARTICIPATION_LENGTH, new_code, typed_code
from storage.database import reading, writing
from storage.readers import UnknownCodeError, keys_to_read, reader_row, reading_keys
from storage.sealed import AlteredError, Keys, open_sealed, seal
from storage.tables import boxes, participation_codes, readers, results, rounds
from storage.teams import only_round
from storage.vaults import STEP, change_in

BALLOTS_A_ROW: Final = 64
"""So a submit touches two rows at most, however many ballots there are (anonymity.md)."""

DAYS_LEFT_OPEN: Final = 180
"""A round that nobody closes this long after its last day is destroyed unread."""

ABOUT_STEP: Final = 512
"""A multiple of so many bytes: the length of a team's name does not show."""

Result = TypeVar("Result")


class NoRoundError(BasishoudingError):
    """The round does not exist any more: it has been closed."""


class OpenRound(NamedTuple):
    """What a participant may know before the first item: the same for everybody, shared or not."""

    team: str
    public_key: bytes
    items: tuple[str, ...]
    invited: int
    minimum: int
    opened_on: date
    until: date
    one_link: bool  # this code is everybody's
    shows_result: bool  # after the close to those invited, too


class RunningRound(NamedTuple):
    """What a lead may know before the close."""

    public_key: bytes
    enough: bool  # the minimum was reached by the last time that `note_enough` looked
    closing: bool  # a close was begun and not finished: no ballots are taken any more


class Rounds:
    """The rounds in a database; `min_minimum` is the smallest minimum that a round may have.

    `randbelow` is the chance that blurs the answers (`storage.ballots.randomised_response`).
    """

    def __init__(
        self,
        engine: Engine,
        today: Callable[[], date] | None = None,
        *,
        min_minimum: int,
        randbelow: Callable[[int], int] = secrets.randbelow,
    ) -> None:
        self._engine = engine
        self._today = today or (lambda: datetime.now(UTC).date())
        self._min_minimum = min_minimum
        self._randbelow = randbelow

    def open(
        self,
        team: Keys,
        items: Sequence[str],
        *,
        invited: int,
        minimum: int,
        until: date,
        one_link: bool = False,
        shows_result: bool = True,
        note: Callable[[Team, str, str, list[str]], Team],
    ) -> list[str]:
        """Open a round and give its codes, which are stored as hashes only: one a person, or one for all.

        `until` is shown to those invited; only a close ends the round. With `shows_result` the codes open
        what the round has published. `note(team, round id, private key in hex, codes)` adds to the team's
        record what is to be stored there. All of it is one transaction.

        Raises:
            ValueError: the minimum is below `min_minimum`, or fewer are invited than the minimum.
            NoVaultError, DamagedVaultError, FullVaultError: nothing was opened.
        """
        if minimum < self._min_minimum or invited < minimum:
            raise ValueError(f"invite at least {self._min_minimum} people, and at least the minimum")
        round_id = secrets.token_bytes(16)
        private, public = new_keys()
        codes = [new_code(PARTICIPATION_LENGTH) for _person in range(1 if one_link else invited)]
        ballots_left = invited if one_link else 1
        with writing(self._engine) as connection:
            contents = change_in(
                connection, team, Team, lambda contents: note(contents, round_id.hex(), private.hex(), codes)
            )
            about = {"team": contents["name"], "one_link": one_link, "shows_result": shows_result}
            keys = reading_keys(round_id, private)
            connection.execute(
                insert(rounds).values(
                    id=round_id,
                    public_key=public,
                    items=list(items),
                    invited=invited,
                    minimum=minimum,
                    ballots=0,
                    closing=False,
                    opened_on=self._today(),
                    until=until,
                    about=seal(about, keys, ABOUT_STEP),
                    enough=False,
                    noted_on=self._today(),
                )
            )
            connection.execute(
                insert(participation_codes),
                [{"round": round_id, "hash": _hash(code), "ballots_left": ballots_left} for code in codes],
            )
            connection.execute(insert(readers), [reader_row(code, keys) for code in codes])
        return codes

    def find(self, typed: str) -> OpenRound:
        """The open round that a code belongs to, whether it was used or not.

        Raises:
            UnknownCodeError.
        """
        with reading(self._engine) as connection:
            keys = keys_to_read(connection, typed)
            found = _taking_ballots(connection, keys.id)
        about = open_sealed(found.about, keys)
        team, one_link, shows_result = (
            str(about["team"]),
            bool(about["one_link"]),
            bool(about["shows_result"]),
        )
        shown = found.public_key, found.items, found.invited, found.minimum, found.opened_on, found.until
        return OpenRound(team, *shown, one_link, shows_result)

    def result(self, typed: str) -> Team:
        """What the closed round of a code published: its team's record, with this round alone.

        Raises:
            UnknownCodeError.
        """
        with reading(self._engine) as connection:
            keys = keys_to_read(connection, typed)
            sealed = connection.execute(select(results.c.sealed).where(results.c.round == keys.id)).scalar()
        if sealed is None:
            raise UnknownCodeError
        return cast("Team", open_sealed(sealed, keys))

    def submit(self, typed: str, answers: Mapping[str, int | None]) -> None:
        """Put a ballot in and use the code up, as one step: both or neither.

        A code that was used up puts nothing in, and that is not told.

        Raises:
            UnknownCodeError: no ballot was put in.
        """
        with writing(self._engine) as connection:
            found = _taking_ballots(connection, keys_to_read(connection, typed).id, to_change=True)
            if not _use_up(connection, found.id, _hash(typed)):
                return
            ballot = seal_ballot(answers, found.items, found.public_key, found.id, randbelow=self._randbelow)
            put_in_box(connection, found.id, ballot, found.ballots)
            connection.execute(
                update(rounds).where(rounds.c.id == found.id).values(ballots=found.ballots + 1)
            )

    def move_last_day(self, round_id: str, until: date) -> None:
        """Show another last day to those invited."""
        found = rounds.c.id == bytes.fromhex(round_id)
        with writing(self._engine) as connection:
            connection.execute(update(rounds).where(found).values(until=until))

    def running(self, round_id: str) -> RunningRound:
        """An open round as its lead may see it.

        Raises:
            NoRoundError.
        """
        with reading(self._engine) as connection:
            found = _round(connection, bytes.fromhex(round_id))
        return RunningRound(found.public_key, found.enough, found.closing)

    def note_enough(self) -> None:
        """Note which open rounds have enough ballots; of each round once a day, however often it is called.

        Nobody who opens a page decides when, so looking after each ballot tells nothing.
        """
        now, enough = self._today(), rounds.c.ballots >= rounds.c.minimum
        with writing(self._engine) as connection:
            due = rounds.c.noted_on < now
            connection.execute(update(rounds).where(due).values(enough=enough, noted_on=now))

    def close(
        self,
        team: Keys,
        round_id: str,
        private_key: str,
        *,
        publish: Callable[[list[Answers], int, int], Result],
        note: Callable[[Team, Result | None], Team],
        progress: Callable[[float], None] = lambda _share: None,
    ) -> None:
        """Close a round: `note` adds what `publish(ballots, invited, minimum)` makes to the team's record.

        Below the minimum nothing is published and `note` gets None. Where the round was opened so, the same
        is stored for those invited. First the round stops taking ballots;
        then they are opened in memory; then everything is destroyed in the transaction that stores the
        result. If it is interrupted before that, the round can be closed again.

        Raises:
            NoRoundError: it has been closed already.
            NoVaultError, DamagedVaultError, FullVaultError: nothing was destroyed.
        """
        id_bytes = bytes.fromhex(round_id)
        with writing(self._engine) as connection:
            _round(connection, id_bytes, to_change=True)
            connection.execute(update(rounds).where(rounds.c.id == id_bytes).values(closing=True))
        with reading(self._engine) as connection:
            found = _round(connection, id_bytes)
            query = select(boxes.c.ballots).where(boxes.c.round == id_bytes)
            rows: Sequence[bytes] = connection.execute(query).scalars().all()
        result = None
        if found.ballots >= found.minimum:
            ballots = _opened(rows, found, private_key, progress)
            if len(ballots) >= found.minimum:
                result = publish(ballots, found.invited, found.minimum)
        with writing(self._engine) as connection:
            _round(connection, id_bytes, to_change=True)
            contents = change_in(connection, team, Team, lambda contents: note(contents, result))
            keys = reading_keys(id_bytes, bytes.fromhex(private_key))
            _destroy(connection, id_bytes)
            if open_sealed(found.about, keys)["shows_result"]:
                shown = seal(only_round(contents, round_id), keys, STEP)
                connection.execute(insert(results).values(round=id_bytes, sealed=shown))
            else:
                connection.execute(delete(readers).where(readers.c.round == id_bytes))

    def erase_results(self, round_ids: Sequence[str]) -> None:
        """Erase what those invited to these closed rounds could read."""
        ids = [bytes.fromhex(one) for one in round_ids]
        with writing(self._engine) as connection:
            connection.execute(delete(results).where(results.c.round.in_(ids)))
            connection.execute(delete(readers).where(readers.c.round.in_(ids)))

    def erase_left_open(self) -> int:
        """Destroy the rounds that nobody closed in half a year, unread; returns how many."""
        last = self._today() - timedelta(days=DAYS_LEFT_OPEN)
        with reading(self._engine) as connection:
            left = connection.execute(select(rounds.c.id).where(rounds.c.until < last)).scalars().all()
        for round_id in left:
            with writing(self._engine) as connection:
                _destroy(connection, round_id)
                connection.execute(delete(readers).where(readers.c.round == round_id))
        return len(left)


class _Round(NamedTuple):
    """A stored round."""

    id: bytes
    public_key: bytes
    items: tuple[str, ...]
    invited: int
    minimum: int
    ballots: int
    closing: bool
    opened_on: date
    until: date
    about: bytes
    enough: bool
    noted_on: date


def _hash(typed: str) -> bytes:
    return sha256(b"basishouding participation " + typed_code(typed).encode()).digest()


def _round(connection: Connection, round_id: bytes, *, to_change: bool = False) -> _Round:
    query = select(rounds).where(rounds.c.id == round_id)
    row = connection.execute(query.with_for_update() if to_change else query).one_or_none()
    if row is None:
        raise NoRoundError
    found = _Round(**row._mapping)
    return found._replace(items=tuple(found.items))


def _taking_ballots(connection: Connection, round_id: bytes, *, to_change: bool = False) -> _Round:
    """This round, if it takes ballots."""
    try:
        found = _round(connection, round_id, to_change=to_change)
    except NoRoundError as error:  # closed
        raise UnknownCodeError from error
    if found.closing:
        raise UnknownCodeError
    return found


def _use_up(connection: Connection, round_id: bytes, code_hash: bytes) -> bool:
    """Count one ballot for this code; the last one removes it. The round is locked, so nobody else does.

    Returns whether there was one left.
    """
    table = participation_codes.c
    this = (table.round == round_id) & (table.hash == code_hash)
    left = connection.execute(
        update(participation_codes).where(this).values(ballots_left=table.ballots_left - 1)
    ).rowcount
    connection.execute(delete(participation_codes).where(this, table.ballots_left <= 0))
    return bool(left)


def _destroy(connection: Connection, round_id: bytes) -> None:
    connection.execute(delete(boxes).where(boxes.c.round == round_id))
    connection.execute(delete(participation_codes).where(participation_codes.c.round == round_id))
    connection.execute(delete(rounds).where(rounds.c.id == round_id))


def put_in_box(connection: Connection, round_id: bytes, ballot: bytes, count: int) -> None:
    """Put a ballot into a round's box of `count` ballots, at a random index (inside-out shuffle).

    The ballot that was at that index moves to the end. After each submit every order is equally likely.
    """
    row, index = divmod(secrets.randbelow(count + 1), BALLOTS_A_ROW)
    last_row, in_last_row = divmod(count, BALLOTS_A_ROW)

    def at(number: int) -> ColumnElement[bool]:
        return (boxes.c.round == round_id) & (boxes.c.row == number)

    def read(number: int) -> bytes:
        held: bytes = connection.execute(select(boxes.c.ballots).where(at(number))).scalar_one()
        return held

    held = read(last_row) if in_last_row else b""
    if row == last_row:
        held, moved = with_ballot(held, ballot, index)
    else:
        other, moved = with_ballot(read(row), ballot, index)
        connection.execute(update(boxes).where(at(row)).values(ballots=other))
    if in_last_row:
        connection.execute(update(boxes).where(at(last_row)).values(ballots=held + moved))
    else:
        connection.execute(insert(boxes).values(round=round_id, row=last_row, ballots=moved))


def with_ballot(held: bytes, ballot: bytes, index: int) -> tuple[bytes, bytes]:
    """`held` with `ballot` at `index`, and the ballot that moves to the end for it.

    `held` is ballots of one length, one after another. At the index behind the last one, `ballot` itself is
    what goes to the end.
    """
    start = index * len(ballot)
    if start == len(held):
        return held, ballot
    end = start + len(ballot)
    return held[:start] + ballot + held[end:], held[start:end]


def _opened(
    rows: Sequence[bytes], found: _Round, private_key: str, progress: Callable[[float], None]
) -> list[Answers]:
    """All ballots, opened. One that does not open was altered in the database, and is left out."""
    key, length = X25519PrivateKey.from_private_bytes(bytes.fromhex(private_key)), ballot_length(found.items)
    opened = []
    for number, held in enumerate(rows, start=1):
        for start in range(0, len(held), length):
            try:
                opened.append(open_ballot(held[start : start + length], found.items, key, found.id))
            except AlteredError:
                continue
        progress(number / len(rows))
    return opened
