"""An attacker against the real release code: how often one person's score is found within 5 points.

    python -m benchmarks.attacks --json

People answer by the graded response model (as in tests/support/scoring_people.py: four dimensions that
correlate .6, discrimination 1.5, thresholds -1.5 .. 1.5 around each item's difficulty). Every ballot goes
through `randomised_response`, the attacker's own too. The attacker knows that population, the code and p; the
target is one colleague's score on one dimension, or one of its answers.

- guess: the snapshot of one round of 8. The others are compared with this.
- poll: the same after looking at every submit, which gives no figure.
- minus_one: two rounds with the same answers, 8 people and the same without the target. The attacker learned
  from thousands of simulated teams which means, labels and spreads go with which score.
- leaver: the same, but of the seven who stay each answer differs by one step with a chance of .2.
- own_known: a round of 5 in which the attacker took part.
- collude_5, collude_12: all others say what they answered; Bayes' rule does the rest (`_Reading`).
- chosen_5, _8, _12, _20: the attacker fills in all ballots but one, with the answers, or the empty ballots,
  that give most away when tried on simulated teams; `blind_` is the best guess without a snapshot.
- rounds_6: chosen_5 in six rounds in which the target answers the same.

`cost` is how far a published mean lies from that of the population, with and without the draw (root mean
square). `--sizes` prints minus_one and leaver for teams of other sizes too, with the guess in each.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from content import Dimension, Profile, load_profile
from records import ONE_IN_REPLACED, Label
from scoring import answer_matrix, score_matrix
from scoring.matrix import needed
from scoring.snapshot import (
    MIDDLE_SCORE,
    MINIMUM,
    TIERS,
    Snapshot,
    Spread,
    TeamItem,
    _label,
    _shares,
    _spread,
    _to_nearest,
    debiased,
    release,
)
from storage.ballots import randomised_response

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
TRIED_ON: Final = 150  # teams on which the attacker tries each kind of ballots
GRID: Final = np.linspace(-3, 3, 13)  # of what a person tends to, in standard deviations

TWO_ROUNDS: Final = ("minus_one", "leaver")
COLLUDE: Final = ("collude_5", "collude_12")
COLUMNS: Final = ("guess", "poll", *TWO_ROUNDS, "own_known", *COLLUDE)
CHOSEN: Final = (5, 8, 12, 20)

Ballot = dict[str, int | None]
Floats = NDArray[np.float64]


class People:
    """A population that answers one questionnaire, and what an attacker knows of it."""

    def __init__(self, chance: np.random.Generator, *, blurred: bool = True) -> None:
        self.profile: Profile = load_profile()
        self.attitude: tuple[Dimension, ...] = self.profile.part("attitude")
        self.items: tuple[str, ...] = tuple(item for d in self.attitude for item in d.items)
        self.p = 1 / ONE_IN_REPLACED if blurred else 0.0
        self._chance = chance
        self._difficulty = {d.id: chance.normal(0, 0.5, (len(d.items), 1)) for d in self.attitude}

    def ballot(self) -> Ballot:
        """One person's answers to the attitude part."""
        common = self._chance.normal()
        answers: Ballot = {}
        for dimension in self.attitude:
            theta = SHARED**0.5 * common + (1 - SHARED) ** 0.5 * self._chance.normal()
            steps = _at_least(theta - self._difficulty[dimension.id])
            chosen = 1 + (self._chance.random((len(dimension.items), 1)) < steps).sum(axis=1)
            answers |= self.turned(zip(dimension.items, chosen.tolist(), strict=True))
        return answers

    def turned(self, answers: Iterable[tuple[str, int]]) -> Ballot:
        """Answers in which 5 always fits the attitude as they are given, and back."""
        return {item: 6 - x if self.profile.items[item].opposite else x for item, x in answers}

    def blurred(self, ballots: Sequence[Mapping[str, int | None]]) -> list[Ballot]:
        """Ballots as they are sealed."""
        if not self.p:
            return [dict(ballot) for ballot in ballots]

        def randbelow(below: int) -> int:
            return int(self._chance.random() * below)

        return [
            {item: None if x is None else randomised_response(x, randbelow) for item, x in ballot.items()}
            for ballot in ballots
        ]

    def release(self, ballots: Sequence[Mapping[str, int | None]]) -> Snapshot:
        """What the real code publishes of these ballots."""
        return release(self.profile, self.blurred(ballots), invited=len(ballots))

    def drifted(self, ballot: Mapping[str, int | None]) -> Ballot:
        """The same person some weeks later."""
        return {
            item: int(np.clip((answer or 3) + self._chance.choice([-1, 1]), 1, 5))
            if self._chance.random() < DRIFT
            else answer
            for item, answer in ballot.items()
        }

    def scores(self, ballots: Sequence[Mapping[str, int | None]]) -> Floats:
        """(attitude dimensions, people)."""
        found = score_matrix(self.profile, answer_matrix(self.profile, ballots))
        return found[: len(self.attitude)]

    def likely(self, dimension: str) -> Floats:
        """How likely each answer is where somebody tends to each value of `GRID`: (grid, items, answers)."""
        above = GRID[:, None, None] - self._difficulty[dimension]
        edges = np.concatenate([np.ones_like(above), _at_least(above), np.zeros_like(above)], axis=2)
        return -np.diff(edges, axis=2)


def _at_least(above: Floats) -> Floats:
    """How likely an answer of at least 2, 3, 4, 5 is."""
    found: Floats = 1 / (1 + np.exp(-DISCRIMINATION * (above - THRESHOLDS)))
    return found


def success_rates(
    repeats: int = REPEATS, seed: int = 1, *, columns: Sequence[str] = COLUMNS, blurred: bool = True
) -> dict[str, float]:
    """The share of people found, by column; without the draw if not `blurred`, to check that attacks work."""
    people = People(np.random.default_rng(seed), blurred=blurred)
    rates = {}
    for column in columns:
        if column in TWO_ROUNDS:
            rates[column] = two_rounds(people, TEAM, repeats, drift=column == "leaver")
        else:
            which = range(len(people.attitude))
            hits = [_attack(people, column, which[repeat % len(which)]) for repeat in range(repeats)]
            rates[column] = sum(hits) / repeats
    return rates


def _attack(people: People, column: str, which: int) -> bool:
    size = {"own_known": 5, "collude_5": 5, "collude_12": 12}.get(column, TEAM)
    ballots = [people.ballot() for _person in range(size)]
    truth = people.scores(ballots)[which]
    snapshot = people.release(ballots)
    if column in COLLUDE:
        return _hit(_Reading(people, ballots[1:], size).score([snapshot], which), truth[0])
    mean = _mean(people, snapshot, which)  # polling gives nothing else
    estimate = (size * mean - truth[-1]) / (size - 1) if column == "own_known" else mean
    return _hit(float(np.clip(estimate, 0, 100)), truth[0])


def _hit(estimate: float, truth: float) -> bool:
    return bool(abs(estimate - truth) <= WITHIN + 1e-9)


def _mean(people: People, snapshot: Snapshot, which: int) -> float:
    published = snapshot.dimensions[people.attitude[which].id].mean
    assert published is not None
    return float(published)


class Chosen(NamedTuple):
    """How often a score, and an answer, is found, and the best guesses without a snapshot."""

    score: float
    answer: float
    blind_score: float
    blind_answer: float


def chosen(size: int, repeats: int, seed: int = 1, *, rounds: int = 1, blurred: bool = True) -> Chosen:
    """The attacker fills in all ballots but one of `size`, in the way that finds most scores, or answers."""
    people = People(np.random.default_rng(seed), blurred=blurred)
    readings = [_Reading(people, others, size) for others in _kinds_of_ballots(people, size)]
    tried = [_found(people, reading, TRIED_ON, rounds) for reading in readings]
    best = [max(range(len(tried)), key=lambda index: tried[index][aim]) for aim in range(2)]
    score, answer = (_found(people, readings[index], repeats, rounds)[aim] for aim, index in enumerate(best))
    blind_score, blind_answer = _found(people, _Reading(people, [], size), repeats, 0)
    return Chosen(score, answer, blind_score, blind_answer)


def _found(people: People, reading: _Reading, repeats: int, rounds: int) -> tuple[float, float]:
    """The share of scores, and of single answers, that are found in so many rounds (0: without any)."""
    scores, answers = 0, 0.0
    for repeat in range(repeats):
        which = repeat % len(people.attitude)
        dimension = people.attitude[which]
        target = people.ballot()
        snapshots = [people.release([target, *reading.others]) for _round in range(rounds)]
        scores += _hit(reading.score(snapshots, which), people.scores([target])[which, 0])
        true = [people.turned([(item, target[item] or 0)])[item] for item in dimension.items]
        answers += float((np.array(true) == reading.answers(snapshots, which)).mean())
    return scores / repeats, answers / repeats


def _kinds_of_ballots(people: People, size: int) -> Iterator[list[Ballot]]:
    """Ballots that are worth a try: answers that make what is published of each item tell most, or all 3.

    All fill in everything, or only as many as figures need do, and the others are empty: they blur nothing.
    """
    marginal = np.concatenate([_tends() @ people.likely(d.id).swapaxes(0, 1) for d in people.attitude])
    empty: Ballot = {}
    for active in sorted({max(MINIMUM, needed(size)) - 1, size - 1}):
        tables = {
            kind: _outcomes(tuple(Counter(kind).items()), size, people.p) for kind in _compositions(active)
        }
        told = {
            kind: np.stack([table.sum(axis=1) for table in found.values()]) for kind, found in tables.items()
        }
        steps = np.arange(1, 6)
        best: list[list[tuple[int, ...]]] = [[(3,) * active] * len(people.items), [], []]
        for prior in marginal:
            joint = {kind: outcome * prior for kind, outcome in told.items()}  # (outcomes, answers)
            best[1].append(max(joint, key=lambda kind: joint[kind].max(axis=1).sum()))
            best[2].append(
                max(joint, key=lambda kind: ((joint[kind] @ steps) ** 2 / joint[kind].sum(axis=1)).sum())
            )
        for kinds in best:
            ballots = [
                people.turned((item, kind[index]) for item, kind in zip(people.items, kinds, strict=True))
                for index in range(active)
            ]
            yield ballots + [empty] * (size - 1 - active)


def _compositions(active: int) -> list[tuple[int, ...]]:
    """Answers of so many ballots to one item: all ways of giving two different ones, or one."""
    return sorted(
        {
            (low,) * count + (high,) * (active - count)
            for low, high in combinations_with_replacement(range(1, 6), 2)
            for count in range(active + 1)
        }
    )


Outcome = tuple[Label | None, Spread | None]
"""What is published of an item."""


@cache
def _outcomes(others: tuple[tuple[int, int], ...], ballots: int, p: float) -> dict[Outcome, Floats]:
    """Each outcome of an item -> how likely it is with each total of all answers: (5 answers, totals).

    `others` are pairs of a (turned) answer and how many gave it; the rows are what the target answered.
    """
    count = 1 + sum(number for _answer, number in others)
    shape = (4 * count + 1, count + 1, count + 1)  # steps in all, people low, people high
    known = np.zeros(shape)
    known[0, 0, 0] = 1
    for answer, number in others:
        for _person in range(number):
            known = _with_one_more(known, answer, p)
    targets = np.stack([_with_one_more(known, answer, p) for answer in range(1, 6)])
    found: dict[Outcome, Floats] = {}
    for total, low, high in np.argwhere(targets.sum(axis=0) > 0).tolist():
        outcome = _outcome(count, total, low, high, ballots)
        found.setdefault(outcome, np.zeros((5, shape[0])))[:, total] += targets[:, total, low, high]
    return found


def _with_one_more(known: Floats, answer: int, p: float) -> Floats:
    """The distribution of (steps, low, high) with one more answer that goes through randomised response."""
    found = np.zeros_like(known)
    for drawn in range(1, 6):
        chance = p / 5 + (1 - p) * (drawn == answer)
        if chance:
            shifts = (drawn - 1, int(drawn <= 2), int(drawn >= 4))
            found += chance * np.roll(known, shifts, axis=(0, 1, 2))
    return found


@cache
def _outcome(count: int, steps: int, low: int, high: int, ballots: int) -> Outcome:
    """What is published of so many answers to an item."""
    answers, of = next(((number, of) for number, of in TIERS if ballots >= number), (0, 0))
    label = _label(Fraction(count + steps, count))
    spread = _spread(*_shares(Fraction(low, count), Fraction(high, count)), count, answers, of)
    return label, spread


class _Reading:
    """Bayes' rule for one ballot among others that are known: what a snapshot says of it.

    What somebody tends to on a dimension (`GRID`) makes the answers independent; the labels and bands weigh
    each answer together with the total of an item, and the mean weighs the total of all items.
    """

    def __init__(self, people: People, others: list[Ballot], size: int) -> None:
        self.people, self.others, self.size = people, others, size
        known = [dict(people.turned((i, x) for i, x in ballot.items() if x)) for ballot in others if ballot]
        self._people = 1 + len(known)
        self._known = {
            item: tuple(sorted(Counter(ballot[item] or 0 for ballot in known).items()))
            for item in people.items
        }
        # how likely each value of GRID on one dimension is, given that on what the dimensions share
        apart = GRID[None, :] - SHARED**0.5 * GRID[:, None]
        self._given_shared = np.exp(-(apart**2) / (2 * (1 - SHARED)))
        self._given_shared /= self._given_shared.sum(axis=1, keepdims=True)

    def score(self, snapshots: Sequence[Snapshot], which: int) -> float:
        """The middle of the likeliest eleven points."""
        tables = self._tables(snapshots, which)
        width = 1 + sum(table.shape[1] - 1 for table in tables)
        moved = [np.fft.rfft(table, width, axis=1) for table in tables]
        answers = self.people.likely(self.people.attitude[which].id)
        whole = np.zeros((4 * len(tables) + 1, width // 2 + 1), dtype=complex)
        for at, weight in enumerate(self._prior(snapshots, which)):
            product = np.full((1, width // 2 + 1), weight, dtype=complex)
            for index, table in enumerate(moved):
                terms = np.zeros((len(product) + 4, width // 2 + 1), dtype=complex)
                for answer, likely in enumerate(answers[at, index]):
                    terms[answer : answer + len(product)] += likely * table[answer] * product
                product = terms
            whole += product
        allowed = self._allowed(snapshots, which, width)
        mass = np.clip(np.fft.irfft(whole, width, axis=1)[:, allowed].sum(axis=1), 0, None)
        score = 25 * np.arange(len(mass)) / len(tables)
        middles = np.arange(0, 100.5, 0.5)
        near = np.array([mass[abs(score - middle) <= WITHIN].sum() for middle in middles])
        return float(middles[near >= near.max() * (1 - 1e-9)].mean())

    def answers(self, snapshots: Sequence[Snapshot], which: int) -> NDArray[np.int64]:
        """The likeliest answer to each item, turned."""
        items = np.stack([table.sum(axis=1) for table in self._tables(snapshots, which)])
        answers = self.people.likely(self.people.attitude[which].id) * items
        weight = self._prior(snapshots, which)[:, None] * np.prod(answers.sum(axis=2), axis=1, keepdims=True)
        given = (weight[:, :, None] * answers / answers.sum(axis=2, keepdims=True)).sum(axis=0)
        found: NDArray[np.int64] = 1 + given.argmax(axis=1)
        return found

    def _tables(self, snapshots: Sequence[Snapshot], which: int) -> list[Floats]:
        """For each item how likely what was published is: (answers, totals); no totals for more rounds."""
        tables = []
        for item in self.people.attitude[which].items:
            outcomes = _outcomes(self._known[item], self.size, self.people.p)
            found = [outcomes[_published(snapshot.items[item])] for snapshot in snapshots]
            if len(found) != 1:
                found = [np.prod([np.ones(5), *(one.sum(axis=1) for one in found)], axis=0)[:, None]]
            tables += found
        return tables

    def _allowed(self, snapshots: Sequence[Snapshot], which: int, width: int) -> NDArray[np.bool_]:
        """The totals of a dimension that give the published mean."""
        if len(snapshots) != 1:
            return np.ones(width, dtype=bool)
        mean = _mean(self.people, snapshots[0], which)
        points = 25 * np.arange(width) / (self._people * len(self.people.attitude[which].items))
        return np.array([_to_nearest(debiased(float(score), MIDDLE_SCORE)) == mean for score in points])

    def _prior(self, snapshots: Sequence[Snapshot], which: int) -> Floats:
        """How likely each value of `GRID` is, from what the other dimensions say."""
        shared = _tends()
        for other, dimension in enumerate(self.people.attitude):
            if other != which:
                tables = np.stack([table.sum(axis=1) for table in self._tables(snapshots, other)])
                likely = (self.people.likely(dimension.id) * tables).sum(axis=2)
                shared = shared * (self._given_shared @ likely.prod(axis=1))
        found: Floats = shared @ self._given_shared
        found /= found.sum()
        return found


def _tends() -> Floats:
    """How likely each value of `GRID` is in the population."""
    found: Floats = np.exp(-(GRID**2) / 2)
    found /= found.sum()
    return found


def _published(item: TeamItem) -> Outcome:
    return item.label, item.spread


class Cost(NamedTuple):
    """How far means lie from that of the population (root mean square, points)."""

    without_draw: float
    with_draw: float


def cost(size: int, repeats: int, seed: int = 1) -> Cost:
    """What the draw costs a team of `size`."""
    people = People(np.random.default_rng(seed))
    truth = people.scores([people.ballot() for _person in range(5_000)]).mean(axis=1)
    errors: list[tuple[Floats, Floats]] = []
    for _repeat in range(repeats):
        ballots = [people.ballot() for _person in range(size)]
        exact = 5 * np.floor(people.scores(ballots).mean(axis=1) / 5 + 0.5)
        snapshot = people.release(ballots)
        told = np.array([_mean(people, snapshot, which) for which in range(len(people.attitude))])
        errors.append((exact - truth, told - truth))
    without, with_draw = np.sqrt((np.array(errors) ** 2).mean(axis=(0, 2)))
    return Cost(float(without), float(with_draw))


def two_rounds(people: People, size: int, repeats: int, *, drift: bool) -> float:
    """How often the score of the person missing in the second round is found."""
    teams = [_team_and_without_one(people, size, drift=drift) for _team in range(LEARNED_FROM + repeats)]
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
    means: NDArray[np.float64]  # (2, dimensions)
    truth: NDArray[np.float64]  # of the one who is missing in the second


def _team_and_without_one(people: People, size: int, *, drift: bool) -> _Team:
    ballots = [people.ballot() for _person in range(size)]
    rest = [people.drifted(ballot) for ballot in ballots[1:]] if drift else ballots[1:]
    first, second = people.release(ballots), people.release(rest)
    means = [
        [_mean(people, snapshot, which) for which in range(len(people.attitude))]
        for snapshot in (first, second)
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
            hits += _hit(_mean(people, people.release(ballots), 0), people.scores(ballots)[0, 0])
        found[size] = {"guess": hits / repeats} | {
            column: two_rounds(people, size, repeats, drift=column == "leaver") for column in TWO_ROUNDS
        }
    return found


def main() -> None:
    """Print the rates."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--repeats", type=int, default=REPEATS)
    arguments.add_argument("--sizes", action="store_true", help="two rounds of teams of other sizes")
    given = arguments.parse_args()
    if given.sizes:
        for size, row in by_size(given.repeats).items():
            columns = "".join(f"{column:>12} {100 * rate:5.1f} %" for column, rate in row.items())
            print(f"{size:3} people {columns}")
        return
    rates = success_rates(given.repeats)
    all_chosen = {size: chosen(size, given.repeats) for size in CHOSEN}
    found_in_six = chosen(5, given.repeats, rounds=6)
    costs = {size: cost(size, given.repeats) for size in CHOSEN}
    if given.json:
        told = {column: round(rate, 4) for column, rate in rates.items()}
        ballots = {
            f"chosen_{size}": {name: round(rate, 4) for name, rate in found._asdict().items()}
            for size, found in all_chosen.items()
        }
        points = {
            str(size): {"with": round(found.with_draw, 2), "without": round(found.without_draw, 2)}
            for size, found in costs.items()
        }
        ballots["rounds_6"] = {"score": round(found_in_six.score, 4), "answer": round(found_in_six.answer, 4)}
        print(json.dumps({**told, **ballots, "cost": points, "repeats": given.repeats}))
        return
    for column, rate in rates.items():
        print(f"{column:12} {100 * rate:5.1f} %")
    for size, found in all_chosen.items():
        print(f"chosen_{size:<5}", *(f"{name} {100 * rate:.1f} %" for name, rate in found._asdict().items()))
    print(f"rounds_6     score {100 * found_in_six.score:.1f} % answer {100 * found_in_six.answer:.1f} %")
    for size, points_off in costs.items():
        print(f"cost of {size:<4} {points_off.with_draw:.1f} points, {points_off.without_draw:.1f} without")


if __name__ == "__main__":
    main()
