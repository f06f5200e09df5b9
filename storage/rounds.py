"""Rounds: a team's ballots in a shuffled box, one code a ballot, and the one moment at which they are opened.

Each submit takes the code and puts the ballot in, in one transaction. At the close the ballots are opened in
memory, what is published goes into the team's vault, and box, codes and private key are destroyed in the same
transaction. Why so: anonymity.md.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, Final, NamedTuple

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Connection, Engine, Row, delete, insert, select, update

from storage.ballots import Answers, ballot_length, new_keys, open_ballot, seal_ballot
from storage.codes import PARTICIPATION_LENGTH, new_code, typed_code
from storage.contents import Contents
from storage.database import reading, writing
from storage.sealed import Altered, Keys
from storage.tables import boxes, participation_codes, rounds
from storage.vaults import change_in

BALLOTS_A_ROW: Final = 64
"""So a submit touches two rows, however many ballots there are (anonymity.md)."""

LEAST_MINIMUM: Final = 5
"""May be raised, never lowered (anonymity.md)."""


class UnknownCode(Exception):
    """No round takes a ballot for this code: it was used, it is wrong, or the round is closed."""


class NoRound(Exception):
    """The round is not there any more: it has been closed."""


class OpenRound(NamedTuple):
    """What a participant may know before the first item."""

    items: tuple[str, ...]
    invited: int
    minimum: int
    opened_on: date
    until: date
    places: int  # ballots that this code is still good for


class RunningRound(NamedTuple):
    """What a lead may know before the close."""

    ballots: int | None  # from the minimum on
    closing: bool  # a close was begun and not finished: it takes no ballots any more


class Rounds:
    """The rounds in a database."""

    def __init__(self, engine: Engine, today: Callable[[], date] | None = None) -> None:
        self._engine = engine
        self._today = today or (lambda: datetime.now(UTC).date())

    def open(
        self,
        team: Keys,
        items: Sequence[str],
        *,
        invited: int,
        minimum: int = LEAST_MINIMUM,
        until: date,
        one_link: bool = False,
        note: Callable[[Contents, str, str, list[str]], Contents],
    ) -> list[str]:
        """Open a round and give its codes, which are kept as hashes only: one a person, or one for all.

        Those invited are told `until` when; only a close ends the round. `note` puts the round's id, its
        private key (hex) and the codes into the team's vault, as far as they are to be kept there; all of it
        is one transaction.

        Raises:
            ValueError: a minimum below 5, or fewer invited than the minimum.
            NoVault, DamagedVault, FullVault: nothing was opened.
        """
        if minimum < LEAST_MINIMUM or invited < minimum:
            raise ValueError(f"a round takes at least {LEAST_MINIMUM} people, and as many as its minimum")
        id = secrets.token_bytes(16)
        private, public = new_keys()
        codes = [new_code(PARTICIPATION_LENGTH) for _person in range(1 if one_link else invited)]
        with writing(self._engine) as connection:
            change_in(connection, team, lambda contents: note(contents, id.hex(), private.hex(), codes))
            connection.execute(
                insert(rounds).values(
                    id=id,
                    public_key=public,
                    items=list(items),
                    invited=invited,
                    minimum=minimum,
                    ballots=0,
                    closing=False,
                    opened_on=self._today(),
                    until=until,
                )
            )
            good_for = invited if one_link else 1
            connection.execute(
                insert(participation_codes),
                [{"hash": _hash(code), "round": id, "ballots_left": good_for} for code in codes],
            )
        return codes

    def find(self, typed: str) -> OpenRound:
        """The round that a code belongs to.

        Raises:
            UnknownCode.
        """
        with reading(self._engine) as connection:
            found = _by_code(connection, _hash(typed))
        return OpenRound(
            tuple(found.items), found.invited, found.minimum, found.opened_on, found.until, found.ballots_left
        )

    def submit(self, typed: str, answers: Answers) -> None:
        """Put a ballot in and take the code, as one step: both or neither.

        Raises:
            UnknownCode: no ballot was put in.
        """
        hash = _hash(typed)
        with writing(self._engine) as connection:
            found = _by_code(connection, hash, to_change=True)
            _take(connection, hash)
            ballot = seal_ballot(answers, found.items, found.public_key, found.id)
            _put_in(connection, found.id, ballot, found.ballots)
            connection.execute(
                update(rounds).where(rounds.c.id == found.id).values(ballots=found.ballots + 1)
            )

    def running(self, round: str) -> RunningRound:
        """A round as its lead may see it: the number of ballots from the minimum on, else None.

        Raises:
            NoRound.
        """
        with reading(self._engine) as connection:
            found = _round(connection, bytes.fromhex(round))
        count: int = found.ballots
        return RunningRound(count if count >= found.minimum else None, found.closing)

    def close(
        self,
        team: Keys,
        round: str,
        private_key: str,
        *,
        publish: Callable[[list[dict[str, int | None]], int, int], Any],
        note: Callable[[Contents, Any], Contents],
        progress: Callable[[float], None] = lambda _share: None,
    ) -> None:
        """Close a round: `publish(ballots, invited, minimum)` makes what `note` puts into the team's vault.

        Below the minimum nothing is published and `note` gets None. First the round stops taking ballots;
        then they are opened in memory; then all is destroyed in the transaction that keeps the result.
        Interrupted before that, it can be closed again.

        Raises:
            NoRound: it has been closed already.
            NoVault, DamagedVault, FullVault: nothing was destroyed.
        """
        id = bytes.fromhex(round)
        with writing(self._engine) as connection:
            _round(connection, id, to_change=True)
            connection.execute(update(rounds).where(rounds.c.id == id).values(closing=True))
        with reading(self._engine) as connection:
            found = _round(connection, id)
            rows = connection.execute(select(boxes.c.ballots).where(boxes.c.round == id)).scalars().all()
        result = None
        if found.ballots >= found.minimum:
            opened = _opened(rows, found.items, private_key, id, progress)
            if len(opened) >= found.minimum:
                result = publish(opened, found.invited, found.minimum)
        with writing(self._engine) as connection:
            _round(connection, id, to_change=True)
            change_in(connection, team, lambda contents: note(contents, result))
            connection.execute(delete(boxes).where(boxes.c.round == id))
            connection.execute(delete(participation_codes).where(participation_codes.c.round == id))
            connection.execute(delete(rounds).where(rounds.c.id == id))


def _hash(typed: str) -> bytes:
    return sha256(b"basishouding participation " + typed_code(typed).encode()).digest()


def _round(connection: Connection, id: bytes, *, to_change: bool = False) -> Row[Any]:
    query = select(rounds).where(rounds.c.id == id)
    found = connection.execute(query.with_for_update() if to_change else query).one_or_none()
    if found is None:
        raise NoRound
    return found


def _by_code(connection: Connection, hash: bytes, *, to_change: bool = False) -> Row[Any]:
    query = (
        select(rounds, participation_codes.c.ballots_left)
        .join(participation_codes, participation_codes.c.round == rounds.c.id)
        .where(participation_codes.c.hash == hash, rounds.c.closing.is_(False))
    )
    found = connection.execute(query.with_for_update() if to_change else query).one_or_none()
    if found is None:
        raise UnknownCode
    return found


def _take(connection: Connection, hash: bytes) -> None:
    """One ballot less for this code; the last one takes the code away."""
    mine = participation_codes.c.hash == hash
    left = participation_codes.c.ballots_left
    connection.execute(update(participation_codes).where(mine).values(ballots_left=left - 1))
    connection.execute(delete(participation_codes).where(mine, left <= 0))


def _put_in(connection: Connection, round: bytes, ballot: bytes, count: int) -> None:
    """The ballot takes the last place and then swaps with a random one anywhere in the box.

    The inside-out shuffle: after each submit every order is as likely as any other.
    """
    place = secrets.randbelow(count + 1)
    last_row, last_at = divmod(count, BALLOTS_A_ROW)
    row, at = divmod(place, BALLOTS_A_ROW)
    length = len(ballot)
    last = _row(connection, round, last_row) if last_at else b""
    if row == last_row:
        held = bytearray(last + ballot)
        held[last_at * length :] = held[at * length : (at + 1) * length]
        held[at * length : (at + 1) * length] = ballot
        _write(connection, round, last_row, bytes(held), new=not last_at)
        return
    other = bytearray(_row(connection, round, row))
    moved = bytes(other[at * length : (at + 1) * length])
    other[at * length : (at + 1) * length] = ballot
    _write(connection, round, row, bytes(other), new=False)
    _write(connection, round, last_row, last + moved, new=not last_at)


def _row(connection: Connection, round: bytes, row: int) -> bytes:
    query = select(boxes.c.ballots).where(boxes.c.round == round, boxes.c.row == row)
    held: bytes = connection.execute(query).scalar_one()
    return held


def _write(connection: Connection, round: bytes, row: int, ballots: bytes, *, new: bool) -> None:
    if new:
        connection.execute(insert(boxes).values(round=round, row=row, ballots=ballots))
    else:
        mine = (boxes.c.round == round) & (boxes.c.row == row)
        connection.execute(update(boxes).where(mine).values(ballots=ballots))


def _opened(
    rows: Sequence[bytes],
    items: Sequence[str],
    private_key: str,
    round: bytes,
    progress: Callable[[float], None],
) -> list[dict[str, int | None]]:
    """All ballots, opened. One that does not open was altered in the database, and is left out."""
    key, length = X25519PrivateKey.from_private_bytes(bytes.fromhex(private_key)), ballot_length(items)
    opened = []
    for number, held in enumerate(rows, start=1):
        for start in range(0, len(held), length):
            try:
                opened.append(open_ballot(held[start : start + length], items, key, round))
            except Altered:
                continue
        progress(number / len(rows))
    return opened
