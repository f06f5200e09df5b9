"""An attacker against the real release code: how often one person's score is found within 5 points.

    python -m benchmarks.attacks --json

People answer by the graded response model (as in tests/support/scoring_people.py: four dimensions that
correlate .6, discrimination 1.5, thresholds -1.5 .. 1.5 around each item's difficulty). The attacker knows
that population, the code, and what each column says; the target is one colleague's score on one dimension.

- guess: the snapshot of one round of 8. The others are compared with this.
- poll: the same after looking at every submit: the app gives the number of ballots, from the minimum on.
- minus_one: two rounds with the same answers, 8 people and the same without the target. The attacker learned
  from thousands of simulated teams which means, labels and spreads go with which score.
- leaver: the same, but of the seven who stay each answer differs by one step with a chance of .2.
- own_known: a round of 5 in which the attacker took part.
- collude_5, collude_12: all other ballots are known; answers and totals that do not fit the published label,
  spread or mean are struck out, and the likeliest eleven points of the rest are named.

`--sizes` prints minus_one and leaver for teams of other sizes too, with the guess in each.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from content import Dimension, Profile, load_profile
from scoring import answer_matrix, score_matrix
from scoring.snapshot import Snapshot, Spread, release

REPEATS: Final = 2_000
WITHIN: Final = 5.0  # points
TEAM: Final = 8
DRIFT: Final = 0.2
DISCRIMINATION: Final = 1.5
THRESHOLDS: Final = np.array([-1.5, -0.5, 0.5, 1.5])
SHARED: Final = 0.6  # r, of the variance of a dimension
LEARNED_FROM: Final = 4_000  # teams
RIDGE: Final = 10.0  # keeps what was learned from a few teams only from weighing much
SIZES: Final = (6, 8, 12, 13, 20, 21)  # from 12 on spreads are published, from 20 on finer ones

TWO_ROUNDS: Final = ("minus_one", "leaver")
COLUMNS: Final = ("guess", "poll", "minus_one", "leaver", "own_known", "collude_5", "collude_12")

Ballot = dict[str, int | None]


class People:
    """A population that answers one questionnaire, and what an attacker knows of it."""

    def __init__(self, chance: np.random.Generator) -> None:
        self.profile: Profile = load_profile()
        self.attitude: tuple[Dimension, ...] = self.profile.part("attitude")
        self._chance = chance
        self._difficulty = {d.id: chance.normal(0, 0.5, (len(d.items), 1)) for d in self.attitude}
        many = [self.ballot() for _person in range(400)]
        self.known = {
            item: np.bincount([_turned(self.profile, item, b) for b in many], minlength=6)[1:] + 0.5
            for dimension in self.attitude
            for item in dimension.items
        }

    def ballot(self) -> Ballot:
        """One person's answers to the attitude part."""
        common = self._chance.normal()
        answers: Ballot = {}
        for dimension in self.attitude:
            theta = SHARED**0.5 * common + (1 - SHARED) ** 0.5 * self._chance.normal()
            above = theta - self._difficulty[dimension.id] - THRESHOLDS
            steps = 1 / (1 + np.exp(-DISCRIMINATION * above))
            chosen = 1 + (self._chance.random((len(dimension.items), 1)) < steps).sum(axis=1)
            for item, answer in zip(dimension.items.values(), chosen.tolist(), strict=True):
                answers[item.id] = 6 - answer if item.opposite else answer
        return answers

    def drifted(self, ballot: Mapping[str, int | None]) -> Ballot:
        """The same person some weeks later."""
        return {
            item: int(np.clip((answer or 3) + self._chance.choice([-1, 1]), 1, 5))
            if self._chance.random() < DRIFT
            else answer
            for item, answer in ballot.items()
        }

    def scores(self, ballots: list[Ballot]) -> NDArray[np.float64]:
        """(attitude dimensions, people)."""
        found = score_matrix(self.profile, answer_matrix(self.profile, ballots))
        return found[: len(self.attitude)]


def success_rates(
    repeats: int = REPEATS,
    seed: int = 1,
    *,
    columns: Sequence[str] = COLUMNS,
    exact: bool = False,
    protected: bool = True,
) -> dict[str, float]:
    """The share of people found, by column.

    To check that the attacks work: with `exact` the attacker gets the means unrounded, without `protected`
    the second round is released like a first one.
    """
    chance = np.random.default_rng(seed)
    people = People(chance)
    single = [column for column in columns if column not in TWO_ROUNDS]
    hits: dict[str, int] = dict.fromkeys(single, 0)
    for _repeat in range(repeats):
        which = int(chance.integers(len(people.attitude)))
        for column in single:
            hits[column] += _attack(people, column, which, exact)
    rates = {column: hits[column] / repeats for column in single}
    for column in TWO_ROUNDS:
        if column in columns:
            rates[column] = two_rounds(
                people, TEAM, repeats, drift=column == "leaver", exact=exact, protected=protected
            )
    return {column: rates[column] for column in columns}


def _attack(people: People, column: str, which: int, exact: bool) -> bool:
    size = {"own_known": 5, "collude_5": 5, "collude_12": 12}.get(column, TEAM)
    ballots = [people.ballot() for _person in range(size)]
    truth = people.scores(ballots)[which]
    snapshot = release(people.profile, ballots, invited=size)
    mean = _mean(people, snapshot, ballots, which, exact)
    if column in ("guess", "poll"):
        # polling gives the number of ballots, which says nothing about answers
        estimate = mean
    elif column == "own_known":
        estimate = (size * mean - truth[-1]) / (size - 1)
    else:
        estimate = _colluding(people, snapshot, ballots[1:], which, mean if exact else None)
    return bool(abs(np.clip(estimate, 0, 100) - truth[0]) <= WITHIN)


def two_rounds(
    people: People, size: int, repeats: int, *, drift: bool, exact: bool = False, protected: bool = True
) -> float:
    """How often the score of the person missing in the second round is found."""
    teams = [
        _team_and_without_one(people, size, drift=drift, exact=exact, protected=protected)
        for _team in range(LEARNED_FROM + repeats)
    ]
    hits = 0
    for which in range(len(people.attitude)):
        known = _indicators([_published_values(people, team, which) for team in teams])
        truth = np.array([team.truth[which] for team in teams])
        learning, attacked = slice(0, LEARNED_FROM), slice(LEARNED_FROM + which, None, len(people.attitude))
        penalty = RIDGE * np.diag([0.0] + [1.0] * (known.shape[1] - 1))
        seen = known[learning]
        weights = np.linalg.solve(seen.T @ seen + penalty, seen.T @ truth[learning])
        estimate = np.clip(known[attacked] @ weights, 0, 100)
        hits += int((abs(estimate - truth[attacked]) <= WITHIN).sum())
    return hits / repeats


class _Team(NamedTuple):
    first: Snapshot
    second: Snapshot
    means: NDArray[np.float64]  # (2, dimensions), as the attacker gets them
    truth: NDArray[np.float64]  # of the one who is missing in the second


def _team_and_without_one(people: People, size: int, *, drift: bool, exact: bool, protected: bool) -> _Team:
    ballots = [people.ballot() for _person in range(size)]
    rest = [people.drifted(ballot) for ballot in ballots[1:]] if drift else ballots[1:]
    first = release(people.profile, ballots, invited=size)
    second = release(people.profile, rest, invited=size, earlier=first if protected and not exact else None)
    means = [
        [_mean(people, snapshot, held, which, exact) for which in range(len(people.attitude))]
        for snapshot, held in ((first, ballots), (second, rest))
    ]
    return _Team(first, second, np.array(means), people.scores(ballots[:1])[:, 0])


def _published_values(people: People, team: _Team, which: int) -> tuple[list[float], list[object]]:
    """What two snapshots publish about a dimension: its means, and every pair of words or bands."""
    dimension = people.attitude[which]
    first, second = ([*means] for means in team.means)
    pairs: list[object] = []
    for item in dimension.items:
        then, now = team.first.items[item], team.second.items[item]
        pairs.append((then.label, now.label))
        pairs += _bands(then.spread, now.spread)
    pairs += _bands(team.first.dimensions[dimension.id].spread, team.second.dimensions[dimension.id].spread)
    pairs.append(round(first[which] - second[which]))
    return [*first, *second], pairs


def _bands(then: Spread | None, now: Spread | None) -> list[object]:
    """The bands of either side in both rounds."""
    return [(side, then and getattr(then, side), now and getattr(now, side)) for side in ("low", "high")]


def _indicators(published: list[tuple[list[float], list[object]]]) -> NDArray[np.float64]:
    """One row per team: 1, the means, and for each pair of words or bands whether it occurs."""
    columns: dict[object, int] = {}
    found = [
        [columns.setdefault((index, pair), len(columns)) for index, pair in enumerate(pairs)]
        for _means, pairs in published
    ]
    means = np.array([means for means, _pairs in published])
    occurs = np.zeros((len(published), len(columns)))
    for row, own in enumerate(found):
        occurs[row, own] = 1
    return np.hstack([np.ones((len(published), 1)), means, occurs])


def by_size(repeats: int) -> dict[int, dict[str, float]]:
    """Guess, minus_one and leaver for `SIZES`."""
    people = People(np.random.default_rng(1))
    found = {}
    for size in SIZES:
        hits = 0
        for _repeat in range(repeats):
            ballots = [people.ballot() for _person in range(size)]
            snapshot = release(people.profile, ballots, invited=size)
            hits += abs(_mean(people, snapshot, ballots, 0, False) - people.scores(ballots)[0, 0]) <= WITHIN
        found[size] = {"guess": hits / repeats} | {
            column: two_rounds(people, size, repeats, drift=column == "leaver") for column in TWO_ROUNDS
        }
    return found


def _mean(people: People, snapshot: Snapshot, ballots: list[Ballot], which: int, exact: bool) -> float:
    if exact:
        return float(people.scores(ballots)[which].mean())
    published = snapshot.dimensions[people.attitude[which].id].mean
    assert published is not None
    return float(published)


def _colluding(
    people: People, snapshot: Snapshot, others: list[Ballot], which: int, exact_mean: float | None
) -> float:
    """The middle of the likeliest eleven points that fit all published values, the other ballots known."""
    dimension = people.attitude[which]
    likely = np.ones(1)
    for item in dimension.items.values():
        fits = np.zeros(5)
        for answer in range(1, 6):
            given = 6 - answer if item.opposite else answer
            trial = _published(people, [*others, {item.id: given}], snapshot)
            fits[answer - 1] = trial.items[item.id] == snapshot.items[item.id]
        likely = np.convolve(likely, people.known[item.id] * fits)
    score = 25 * np.arange(len(likely)) / len(dimension.items)
    for steps in np.flatnonzero(likely):
        trial = _published(people, [*others, _with_steps(dimension, int(steps))], snapshot)
        fits_mean = (
            trial.dimensions[dimension.id] == snapshot.dimensions[dimension.id]
            if exact_mean is None
            else abs(np.append(people.scores(others)[which], score[steps]).mean() - exact_mean) < 1e-6
        )
        likely[steps] *= fits_mean
    windows = [(likely[abs(score - middle) <= WITHIN].sum(), middle) for middle in np.arange(0, 100.5, 0.5)]
    best = max(mass for mass, _middle in windows)
    return float(np.mean([middle for mass, middle in windows if mass >= best * (1 - 1e-9)]))


def _published(people: People, ballots: list[Ballot], like: Snapshot) -> Snapshot:
    return release(people.profile, ballots, invited=like.invited, minimum=like.minimum)


def _with_steps(dimension: Dimension, steps: int) -> Ballot:
    """A ballot with so many steps above the lowest on this dimension."""
    ballot: Ballot = {}
    for item in dimension.items.values():
        up = min(4, steps)
        steps -= up
        ballot[item.id] = 5 - up if item.opposite else 1 + up
    return ballot


def _turned(profile: Profile, item: str, ballot: Ballot) -> int:
    answer = ballot[item] or 0
    return 6 - answer if profile.items[item].opposite else answer


def main() -> None:
    """Print the rates."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--repeats", type=int, default=REPEATS)
    arguments.add_argument("--sizes", action="store_true", help="two rounds of teams of other sizes")
    given = arguments.parse_args()
    if given.sizes:
        for size, found in by_size(given.repeats).items():
            columns = "".join(f"{column:>12} {100 * rate:5.1f} %" for column, rate in found.items())
            print(f"{size:3} people {columns}")
        return
    rates = success_rates(given.repeats)
    if given.json:
        print(
            json.dumps(
                {**{column: round(rate, 4) for column, rate in rates.items()}, "repeats": given.repeats}
            )
        )
        return
    for column, rate in rates.items():
        print(f"{column:12} {100 * rate:5.1f} %")


if __name__ == "__main__":
    main()
