"""The chance rules of a snapshot, simulated with the real release (docs/design/scoring.md#a-team).

People as in benchmarks/attacks.py: a graded response model with four sides that are truly equal (a mean of
50), of seven items whose difficulty differs by .3 of an answer. Every answer goes through the draw.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.attacks import SHARED, _at_least
from content import load_profile
from scoring.snapshot import Snapshot, changed, release
from storage.ballots import randomised_response

PROFILE = load_profile()
ATTITUDE = PROFILE.part("attitude")
SIZES = (6, 12, 20, 50)
TEAMS = 400
DIFFICULTY = 0.37
"""In standard deviations of people: .3 of an answer."""

SAME = 0.71
"""Of what people tend to, from one round to the next: their scores then correlate .6."""

Floats = NDArray[np.float64]


class Teams:
    """Teams of one size, each with its own people and statements."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._rng = np.random.default_rng(size)

    def people(self) -> Floats:
        """What each person tends to on each side: (people, sides)."""
        common, own = self._rng.normal(size=(self.size, 1)), self._rng.normal(size=(self.size, len(ATTITUDE)))
        tends: Floats = SHARED**0.5 * common + (1 - SHARED) ** 0.5 * own
        return tends

    def statements(self) -> Floats:
        """How difficult each item is: (sides, items)."""
        return self._rng.normal(0, DIFFICULTY, (len(ATTITUDE), 7))

    def round(self, people: Floats, statements: Floats) -> Snapshot:
        """What is published of a round in which they answer."""
        likely = _at_least(people[:, :, None, None] - statements[None, :, :, None])
        chosen = 1 + (self._rng.random((*likely.shape[:3], 1)) < likely).sum(axis=3)
        ballots = []
        for answers in chosen.tolist():
            pairs = [
                pair
                for d, own in zip(ATTITUDE, answers, strict=True)
                for pair in zip(d.items.values(), own, strict=True)
            ]
            ballots.append(
                {i.id: randomised_response(6 - x if i.opposite else x, self._randbelow) for i, x in pairs}
            )
        return release(PROFILE, ballots, invited=self.size)

    def _randbelow(self, below: int) -> int:
        return int(self._rng.random() * below)


@pytest.mark.parametrize("size", SIZES)
def test_few_teams_with_equal_sides_have_a_lowest(size: int) -> None:
    teams = Teams(size)
    rounds = [teams.round(teams.people(), teams.statements()) for _team in range(TEAMS)]
    assert sum(len(found.lowest) == 1 for found in rounds) <= 0.1 * TEAMS


def expected_mean(shift: float) -> float:
    """The mean, from 0 to 100, of all people who tend to `shift` and all statements like these."""
    quantiles = (np.arange(2000) + 0.5) / 2000
    tends = np.array([NormalDist(shift, (1 + DIFFICULTY**2) ** 0.5).inv_cdf(one) for one in quantiles])
    return float(25 * _at_least(tends[:, None]).sum(axis=1).mean())


@pytest.mark.parametrize("size", SIZES)
def test_the_bar_holds_nine_in_ten_means(size: int) -> None:
    """Teams differ: a true mean of 50 is itself one of the steps of 5, and would lie within too often."""
    teams = Teams(size)
    within = []
    for shift in np.linspace(-0.4, 0.4, TEAMS):
        found = teams.round(teams.people() + shift, teams.statements())
        true = expected_mean(shift)
        within += [abs((found.dimensions[d.id].mean or 0) - true) <= found.chance for d in ATTITUDE]
    assert 0.86 <= np.mean(within) <= 0.96


@pytest.mark.parametrize("size", SIZES)
def test_few_changes_are_told_where_nothing_changed(size: int) -> None:
    teams = Teams(size)
    told = []
    for _team in range(TEAMS):
        people, statements = teams.people(), teams.statements()
        later = SAME * people + (1 - SAME**2) ** 0.5 * teams.people()
        first, second = teams.round(people, statements), teams.round(later, statements)
        told += [changed(first, second, d.id) != 0 for d in ATTITUDE]
    assert np.mean(told) <= 0.12
