"""What a round leaves in the bytes on disk."""

from __future__ import annotations

import itertools

from sqlalchemy import Connection, Engine, event

from storage.ballots import _byte, ballot_length
from tests.support.rounds import ITEMS, RoundOfTeam, a_sheet, unblurred
from tests.support.stored import rows, written


def occurrences(ballot: bytes, held: bytes) -> int:
    """How often a ballot is in the bytes; one that lies across two pages is found by its larger end."""
    return max(held.count(ballot[:40]), held.count(ballot[-40:]))


def check_traces(engine: Engine, look_every: int) -> None:
    """No code, key or plain ballot is ever in the bytes of a round of 70, and nothing of it after the close.

    The bytes are looked at in every so many transactions, with SQLite's journal.
    """
    team = RoundOfTeam(engine, invited=70)
    seen: list[bytes] = []
    commits = itertools.count()

    def look(_connection: Connection) -> None:
        if next(commits) % look_every == 0:
            seen.append(written(engine))

    event.listen(engine, "commit", look)
    sheets = [a_sheet(number) for number in range(len(team.codes))]
    team.submit(range(len(team.codes)))
    private = team.private_key
    boxes = b"".join(held for (held,) in rows(engine, "SELECT ballots FROM boxes"))
    assert not rows(engine, "SELECT hash FROM participation_codes")
    ((public,),) = rows(engine, "SELECT public_key FROM rounds")
    plains = [bytes(_byte(sheet, item, unblurred) for item in ITEMS) for sheet in sheets]
    for held in seen:  # also in the middle of each transaction, with SQLite's journal
        for code in (*team.codes, team.code):
            assert code.encode() not in held
            assert code.replace("-", "").encode() not in held
        assert private.encode() not in held
        assert bytes.fromhex(private) not in held
        assert not any(plain in held for plain in plains)
    length = ballot_length(ITEMS)
    ballots = [boxes[at : at + length] for at in range(0, len(boxes), length)]
    before = written(engine)
    assert all(occurrences(ballot, before) == 1 for ballot in ballots)
    team.close()
    engine.dispose()
    left = written(engine)
    assert not any(boxes[at : at + 16] in left for at in range(0, len(boxes) - 16, 16))
    assert public not in left
