"""How the order of ballots on disk goes with the order in which they were submitted."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from scipy.stats import spearmanr
from sqlalchemy import Engine

from storage.ballots import ballot_length, open_ballot
from tests.support.rounds import ITEMS, RoundOfTeam
from tests.support.stored import rows, written


def positions_in_file(engine: Engine, people: int) -> list[int]:
    """Where each ballot lies in the bytes of the file or backup, in the order of submission."""
    team = RoundOfTeam(engine, invited=people)
    for number, code in enumerate(team.codes):
        digits = (number % 5, number // 5 % 5, number // 25)
        team.rounds.submit(code, {item: 1 + digit for item, digit in zip(ITEMS, digits, strict=False)})
    key = X25519PrivateKey.from_private_bytes(bytes.fromhex(team.private_key))
    round_id, length, held = bytes.fromhex(team.id), ballot_length(ITEMS), written(engine)
    positions: dict[int, int] = {}
    for owner, row in rows(engine, "SELECT round, ballots FROM boxes"):
        for start in range(0, len(row) if owner == round_id else 0, length):
            sealed = row[start : start + length]
            found = [answer - 1 for answer in open_ballot(sealed, ITEMS, key, round_id).values() if answer]
            number = sum(digit * 5**power for power, digit in enumerate(found))
            # one that lies across two pages is found by its larger end
            positions[number] = max(held.find(sealed[:40]), held.find(sealed[-40:]))
    return [positions[number] for number in range(people)]


def correlation_in_file(engine: Engine, people: int, repeats: int) -> tuple[float, float]:
    """Mean rank correlation of submission and position over some rounds, and its standard error by chance."""
    correlations = [
        spearmanr(range(people), positions_in_file(engine, people)).statistic for _repeat in range(repeats)
    ]
    return sum(correlations) / repeats, (1 / (people - 1)) ** 0.5 / repeats**0.5
