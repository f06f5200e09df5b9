"""An attacker against the real release code: how often one person's score is found within 5 points.

    python -m benchmarks.attacks --json

People answer as the graded response model has it (tests/test_scoring_simulation.py: four dimensions that
correlate .6, discrimination 1.5, thresholds -1.5 .. 1.5 about a place of each item's own). The attacker knows
that population, the code, and what each column says; the target is one colleague, the figure their score on
one dimension.

- guess: the snapshot of one round of 8, and nothing else. The measure for all others.
- poll: the same after looking each time somebody submitted: the app then gives the number of ballots, from
  the minimum on.
- minus_one: two rounds of the same answers, 8 people and the same without the target.
- leaver: the same, but of the seven who stay each answer differs by one step with a chance of .2.
- own_known: a round of 5 in which the attacker took part.
- collude_5, collude_12: all other ballots are known; each answer and each total that does not fit the
  published label, spread or mean is struck out, and of what remains the likeliest eleven points are named.

Differences are not taken as they come: an attacker who knows how much rounding adds to one trusts it as far
as it goes, and the mean for the rest.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from content import Dimension, Profile, load_profile
from scoring import answer_matrix, score_matrix
from scoring.snapshot import Snapshot, release

REPEATS: Final = 2_000
WITHIN: Final = 5.0  # points
TEAM: Final = 8
DRIFT: Final = 0.2
DISCRIMINATION: Final = 1.5
THRESHOLDS: Final = np.array([-1.5, -0.5, 0.5, 1.5])
SHARED: Final = 0.6  # r, of the variance of a dimension
ROUNDING: Final = 5**2 / 12  # points squared: the variance of what rounding to 5 takes away

COLUMNS: Final = ("guess", "poll", "minus_one", "leaver", "own_known", "collude_5", "collude_12")

Ballot = dict[str, int | None]


class People:
    """A population that answers one questionnaire, and what an attacker knows of it."""

    def __init__(self, chance: np.random.Generator) -> None:
        self.profile: Profile = load_profile()
        self.attitude: tuple[Dimension, ...] = self.profile.part("attitude")
        self._chance = chance
        self._places = {id: chance.normal(0, 0.5) for d in self.attitude for id in d.items}
        many = [self.ballot() for _person in range(400)]
        self.known = {
            id: np.bincount([_turned(self.profile, id, b) for b in many], minlength=6)[1:] + 0.5
            for id in self._places
        }
        scores = self.scores(many)
        self.mean, self.variance = float(scores.mean()), float(scores.var())

    def ballot(self) -> Ballot:
        """One person's answers to the attitude part."""
        common = self._chance.normal()
        answers: Ballot = {}
        for dimension in self.attitude:
            theta = SHARED**0.5 * common + (1 - SHARED) ** 0.5 * self._chance.normal()
            for item in dimension.items.values():
                steps = 1 / (1 + np.exp(-DISCRIMINATION * (theta - self._places[item.id] - THRESHOLDS)))
                answer = 1 + int((self._chance.random() < steps).sum())
                answers[item.id] = 6 - answer if item.opposite else answer
        return answers

    def drifted(self, ballot: Mapping[str, int | None]) -> Ballot:
        """The same person some weeks later."""
        return {
            id: int(np.clip((answer or 3) + self._chance.choice([-1, 1]), 1, 5))
            if self._chance.random() < DRIFT
            else answer
            for id, answer in ballot.items()
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
    """The rates by column.

    To see that the attacks work: with `exact` the attacker gets the means unrounded, without `protected`
    the second round is released as if it were the first.
    """
    chance = np.random.default_rng(seed)
    people = People(chance)
    hits: dict[str, int] = dict.fromkeys(columns, 0)
    for _repeat in range(repeats):
        which = int(chance.integers(len(people.attitude)))
        for column in columns:
            hits[column] += _attack(people, column, which, exact, protected and not exact)
    return {column: hits[column] / repeats for column in columns}


def _attack(people: People, column: str, which: int, exact: bool, protected: bool) -> bool:
    size = {"own_known": 5, "collude_5": 5, "collude_12": 12}.get(column, TEAM)
    ballots = [people.ballot() for _person in range(size)]
    truth = people.scores(ballots)[which]
    snapshot = release(people.profile, ballots, invited=size)
    mean = _mean(people, snapshot, ballots, which, exact)
    if column in ("guess", "poll"):
        # Polling gives the number of ballots, 5 .. 8, and that says nothing about anybody's answers.
        estimate = mean
    elif column == "own_known":
        estimate = (size * mean - truth[-1]) / (size - 1)
    elif column in ("minus_one", "leaver"):
        rest = [people.drifted(b) for b in ballots[1:]] if column == "leaver" else ballots[1:]
        earlier = snapshot if protected else None
        later = release(people.profile, rest, invited=size, earlier=earlier)
        if (
            protected
            and later.dimensions[people.attitude[which].id] == snapshot.dimensions[people.attitude[which].id]
        ):
            return bool(abs(mean - truth[0]) <= WITHIN)  # it was repeated, or did not change
        difference = size * mean - (size - 1) * _mean(people, later, rest, which, exact)
        noise = 0.0 if exact else ROUNDING * (size**2 + (size - 1) ** 2)
        if column == "leaver":
            noise += (size - 1) * 25**2 * DRIFT / len(people.attitude[which].items)
        trust = people.variance / (people.variance + noise)
        estimate = trust * difference + (1 - trust) * mean
    else:
        estimate = _colluding(people, snapshot, ballots[1:], which, mean if exact else None)
    return bool(abs(np.clip(estimate, 0, 100) - truth[0]) <= WITHIN)


def _mean(people: People, snapshot: Snapshot, ballots: list[Ballot], which: int, exact: bool) -> float:
    if exact:
        return float(people.scores(ballots)[which].mean())
    published = snapshot.dimensions[people.attitude[which].id].mean
    assert published is not None
    return float(published)


def _colluding(
    people: People, snapshot: Snapshot, others: list[Ballot], which: int, exact_mean: float | None
) -> float:
    """The middle of the likeliest eleven points that fit everything published, all other ballots known."""
    dimension = people.attitude[which]
    likely = np.ones(1)
    for id, item in dimension.items.items():
        fits = np.zeros(5)
        for answer in range(1, 6):
            given = 6 - answer if item.opposite else answer
            trial = _published(people, [*others, {id: given}], snapshot)
            fits[answer - 1] = trial.items[id] == snapshot.items[id]
        likely = np.convolve(likely, people.known[id] * fits)
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
    most = max(mass for mass, _middle in windows)
    return float(np.mean([middle for mass, middle in windows if mass >= most * (1 - 1e-9)]))


def _published(people: People, ballots: list[Ballot], like: Snapshot) -> Snapshot:
    return release(people.profile, ballots, invited=like.invited, minimum=like.minimum)


def _with_steps(dimension: Dimension, steps: int) -> Ballot:
    """A ballot that is so many steps above the lowest on this dimension."""
    ballot: Ballot = {}
    for id, item in dimension.items.items():
        up = min(4, steps)
        steps -= up
        ballot[id] = 5 - up if item.opposite else 1 + up
    return ballot


def _turned(profile: Profile, id: str, ballot: Ballot) -> int:
    answer = ballot[id] or 0
    return 6 - answer if profile.items[id].opposite else answer


def main() -> None:
    """Print the rates."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--repeats", type=int, default=REPEATS)
    given = arguments.parse_args()
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
