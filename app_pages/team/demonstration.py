"""An invented team with three closed rounds: what a lead will see, shown before anybody is asked anything."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Final

from content import Profile, asked, asked_key, interface_words
from scoring.snapshot import Snapshot, release, snapshot_data
from storage import Team
from storage.ballots import randomised_response
from storage.teams import empty_team

ROUNDS: Final = ((29, 13, 16), (17, 14, 16), (2, 14, 17))
"""Weeks ago, people who took part, people invited."""

LEVELS: Final = (3.7, 3.9, 2.2, 2.2)
GROWTH: Final = (0.0, 0.1, 0.0, 0.9)
# What people answer on average on each side of attitude, in turn, and how much more a round later.

AROUND: Final = 0.6
"""How far statements of one side differ."""

DIVIDED_EVERY: Final = 9
"""Statements over which half of the team answers high and half low: one in so many."""


def demonstration(profile: Profile, language: str, today: date) -> Team:
    """The contents of a team whose ballots are made by a seeded random number generator."""
    _ = interface_words(language).gettext
    team = empty_team(_("Example team"))
    questions = asked(profile)
    for number, (weeks, people, invited) in enumerate(ROUNDS):
        snapshot = _released(profile, number, people, invited)
        closed_on = (today - timedelta(weeks=weeks)).isoformat()
        team["rounds"].append(
            {
                "id": f"{number:032x}",
                "profile": asked_key(questions),
                "opened_on": (today - timedelta(weeks=weeks + 2)).isoformat(),
                "until": closed_on,
                "closed_on": closed_on,
                "invited": invited,
                "minimum": snapshot.minimum,
                "snapshot": snapshot_data(snapshot),
            }
        )
    return {**team, "profiles": {asked_key(questions): questions}}


def _released(profile: Profile, number: int, people: int, invited: int) -> Snapshot:
    chance = random.Random(number)
    ballots = [_ballot(profile, number, person, chance) for person in range(people)]
    return release(profile, ballots, invited=invited)


def _ballot(profile: Profile, number: int, person: int, chance: random.Random) -> dict[str, int | None]:
    answers: dict[str, int | None] = {}
    dimension_index = {dimension: index for index, dimension in enumerate(profile.dimensions)}
    for index, item in enumerate(profile.items.values()):
        side = dimension_index[item.dimension] % len(LEVELS)
        easy = random.Random(item.id).gauss(0, AROUND)  # the same for everybody, in every round
        level = LEVELS[side] + number * GROWTH[side] + easy + chance.gauss(0, 0.8)
        if index % DIVIDED_EVERY == DIVIDED_EVERY - 1:
            level = 1.6 if person % 2 else 4.5
        answer = min(5, max(1, round(level)))
        answers[item.id] = randomised_response(6 - answer if item.opposite else answer, chance.randrange)
    return answers
