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
from sqlalchemy import ColumnElement, Connection, Engine, Row, Table, delete, insert, select, update

from storage.ballots import Answers, ballot_length, new_keys, open_ballot, seal_ballot
from storage.codes import PARTICIPATION_LENGTH, new_code, shard_of, typed_code
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
        shard = team.shard  # codes lead to it, so that a ballot finds its round beside the team's vault
        codes = [new_code(PARTICIPATION_LENGTH, shard) for _person in range(1 if one_link else invited)]
        with writing(self._engine) as connection:
            change_in(connection, team, lambda contents: note(contents, id.hex(), private.hex(), codes))
            connection.execute(
                insert(rounds).values(
                    shard=shard,
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
                [
                    {"shard": shard, "hash": _hash(code), "round": id, "ballots_left": good_for}
                    for code in codes
                ],
            )
        return codes

    def find(self, typed: str) -> OpenRound:
        """The round that a code belongs to.

        Raises:
            UnknownCode.
        """
        with reading(self._engine) as connection:
            found = _by_code(connection, typed)
        return OpenRound(
            tuple(found.items), found.invited, found.minimum, found.opened_on, found.until, found.ballots_left
        )

    def submit(self, typed: str, answers: Answers) -> None:
        """Put a ballot in and take the code, as one step: both or neither.

        Raises:
            UnknownCode: no ballot was put in.
        """
        with writing(self._engine) as connection:
            found = _by_code(connection, typed, to_change=True)
            _take(connection, found)
            ballot = seal_ballot(answers, found.items, found.public_key, found.id)
            box = _Box(connection, found.shard, found.id, len(ballot))
            box.put_in(ballot, found.ballots)
            connection.execute(
                update(rounds).where(_at(rounds, found.shard, found.id)).values(ballots=found.ballots + 1)
            )

    def running(self, team: Keys, round: str) -> RunningRound:
        """A team's round as its lead may see it: the number of ballots from the minimum on, else None.

        Raises:
            NoRound.
        """
        with reading(self._engine) as connection:
            found = _round(connection, team.shard, bytes.fromhex(round))
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
        shard, id = team.shard, bytes.fromhex(round)
        with writing(self._engine) as connection:
            _round(connection, shard, id, to_change=True)
            connection.execute(update(rounds).where(_at(rounds, shard, id)).values(closing=True))
        with reading(self._engine) as connection:
            found = _round(connection, shard, id)
            rows = connection.execute(select(boxes.c.ballots).where(_at(boxes, shard, id))).scalars().all()
        result = None
        if found.ballots >= found.minimum:
            opened = _opened(rows, found.items, private_key, id, progress)
            if len(opened) >= found.minimum:
                result = publish(opened, found.invited, found.minimum)
        with writing(self._engine) as connection:
            _round(connection, shard, id, to_change=True)
            change_in(connection, team, lambda contents: note(contents, result))
            for table in (boxes, participation_codes, rounds):
                connection.execute(delete(table).where(_at(table, shard, id)))


def _hash(typed: str) -> bytes:
    return sha256(b"basishouding participation " + typed_code(typed).encode()).digest()


def _at(table: Table, shard: int, round: bytes) -> ColumnElement[bool]:
    """What belongs to a round."""
    return (table.c.shard == shard) & (table.c["id" if table is rounds else "round"] == round)


def _round(connection: Connection, shard: int, id: bytes, *, to_change: bool = False) -> Row[Any]:
    query = select(rounds).where(_at(rounds, shard, id))
    found = connection.execute(query.with_for_update() if to_change else query).one_or_none()
    if found is None:
        raise NoRound
    return found


def _by_code(connection: Connection, typed: str, *, to_change: bool = False) -> Row[Any]:
    """The round of a code that is good, with the code's hash and how many ballots it is good for."""
    for shard in (shard_of(typed_code(typed)), 0):  # 0: a round from before there were shards
        query = (
            select(rounds, participation_codes.c.hash, participation_codes.c.ballots_left)
            .join(
                participation_codes,
                (participation_codes.c.shard == rounds.c.shard)
                & (participation_codes.c.round == rounds.c.id),
            )
            .where(
                participation_codes.c.shard == shard,
                participation_codes.c.hash == _hash(typed),
                rounds.c.closing.is_(False),
            )
        )
        found = connection.execute(query.with_for_update() if to_change else query).one_or_none()
        if found is not None:
            return found
    raise UnknownCode


def _take(connection: Connection, found: Row[Any]) -> None:
    """One ballot less for this code; the last one takes the code away."""
    mine = (participation_codes.c.shard == found.shard) & (participation_codes.c.hash == found.hash)
    left = participation_codes.c.ballots_left
    connection.execute(update(participation_codes).where(mine).values(ballots_left=left - 1))
    connection.execute(delete(participation_codes).where(mine, left <= 0))


class _Box(NamedTuple):
    """The ballots of a round, in rows of 64 of one length."""

    connection: Connection
    shard: int
    round: bytes
    length: int

    def put_in(self, ballot: bytes, count: int) -> None:
        """The ballot takes the last place and then swaps with a random one anywhere in the box.

        The inside-out shuffle: after each submit every order is as likely as any other.
        """
        place = secrets.randbelow(count + 1)
        last_row, last_at = divmod(count, BALLOTS_A_ROW)
        row, at = divmod(place, BALLOTS_A_ROW)
        here = slice(at * self.length, (at + 1) * self.length)
        last = self._read(last_row) if last_at else b""
        if row == last_row:
            held = bytearray(last + ballot)
            held[last_at * self.length :] = held[here]
            held[here] = ballot
            self._write(last_row, bytes(held), new=not last_at)
            return
        other = bytearray(self._read(row))
        moved = bytes(other[here])
        other[here] = ballot
        self._write(row, bytes(other), new=False)
        self._write(last_row, last + moved, new=not last_at)

    def _at(self, row: int) -> ColumnElement[bool]:
        return _at(boxes, self.shard, self.round) & (boxes.c.row == row)

    def _read(self, row: int) -> bytes:
        held: bytes = self.connection.execute(select(boxes.c.ballots).where(self._at(row))).scalar_one()
        return held

    def _write(self, row: int, ballots: bytes, *, new: bool) -> None:
        if new:
            values = {"shard": self.shard, "round": self.round, "row": row, "ballots": ballots}
            self.connection.execute(insert(boxes).values(values))
        else:
            self.connection.execute(update(boxes).where(self._at(row)).values(ballots=ballots))


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
