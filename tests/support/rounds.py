"""A team with one open round, for tests."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import Engine, func, select

from records import Answers, Asked, Snapshot, TeamOpenRound
from storage import Rounds, Team, Vaults
from storage.ballots import ballot_length
from storage.database import reading
from storage.tables import boxes, participation_codes
from storage.teams import empty_team, open_round, with_closed_round, with_round

ITEMS = tuple(f"reliability-{number}" for number in range(1, 41))
DAY = date(2026, 11, 24)


def unblurred(below: int) -> int:
    """As `randbelow`, for ballots that stay as they were given: no answer is ever replaced."""
    return below - 1


def new_round(round_id: str, private_key: str = "", link: str | None = None) -> TeamOpenRound:
    """A round as a team's record has it."""
    return {
        "id": round_id,
        "profile": "1.0",
        "opened_on": DAY.isoformat(),
        "until": DAY.isoformat(),
        "invited": 8,
        "minimum": 5,
        "private_key": private_key,
        "link": link,
        "closed_on": None,
        "snapshot": None,
    }


def note(team: Team, round_id: str, private_key: str, _codes: list[str]) -> Team:
    """The team with its new round."""
    return with_round(team, new_round(round_id, private_key), cast(Asked, {}), DAY)


class RoundOfTeam:
    """A team with one open round, in a database."""

    def __init__(
        self,
        engine: Engine,
        invited: int = 8,
        minimum: int = 5,
        *,
        one_link: bool = False,
        shows_result: bool = True,
    ) -> None:
        self.use(engine)
        self.code, self.keys = self.vaults.create(empty_team("Noord"))
        self.codes = self.rounds.open(
            self.keys,
            ITEMS,
            invited=invited,
            minimum=minimum,
            until=DAY,
            one_link=one_link,
            shows_result=shows_result,
            note=note,
        )
        entry = open_round(self.contents)
        assert entry is not None
        self.id, self.private_key = entry["id"], entry["private_key"]

    def use(self, engine: Engine) -> None:
        """From now on use this engine."""
        self.vaults = Vaults(engine)
        self.rounds = Rounds(engine, lambda: DAY, min_minimum=5, randbelow=unblurred)

    def submit(self, numbers: Iterable[int]) -> None:
        """Submit a sheet with each of these codes."""
        for number in numbers:
            self.rounds.submit(self.codes[number], a_sheet(number))

    @property
    def contents(self) -> Team:
        """The team's record."""
        return self.vaults.read(self.keys, Team)

    def close(self, publish: Callable[..., Any] = lambda ballots, _invited, _minimum: ballots) -> Any:
        """Close the round and give what `publish` made; by default all ballots, which the app never does."""
        results = []

        def note_result(team: Team, result: Any) -> Team:
            results.append(result)
            return with_closed_round(team, self.id, cast(Snapshot, result), DAY)

        self.rounds.close(self.keys, self.id, self.private_key, publish=publish, note=note_result)
        return results[-1]


def ballots_and_codes(engine: Engine, items: Sequence[str]) -> tuple[int, int]:
    """How many ballots are in the boxes, and how many codes are still good."""
    with reading(engine) as connection:
        length = connection.execute(select(func.sum(func.length(boxes.c.ballots)))).scalar_one() or 0
        codes = connection.execute(select(func.count()).select_from(participation_codes)).scalar_one()
    return length // ballot_length(items), codes


def a_sheet(seed: int) -> Answers:
    """Somebody's answers, some of them left open."""
    chance = random.Random(seed)
    return {item: chance.choice([1, 2, 3, 4, 5, None]) for item in ITEMS if chance.random() > 0.1}
