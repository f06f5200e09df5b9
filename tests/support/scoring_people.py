"""Simulated people for the tests of scoring.

The model is Samejima's graded response model with four dimensions of seven items:

    P(answer >= k) = 1 / (1 + exp(-a (theta_d - b_ik))),  k = 2..5,  theta_d = sqrt(r) g + sqrt(1 - r) e_d

with g and e_d standard normal. A person's truth is the expected score on these items under the model.
docs/design/scoring.md does not give the parameters. These were fitted to its table: of some fifty plausible
settings, tried on other random numbers, the one whose base case came closest, also to the 66 % and the mean
size of 2.56. So a simulation shows that the code does what was simulated then; it is no independent proof.

- r = .6: dimensions of one attitude correlate well, and yet differ within a person;
- a = 1.5, an ordinary discrimination (alpha of a dimension .82); 'badly' is .8 (alpha .57);
- thresholds -1.5, -.5, .5, 1.5 around the item's own difficulty, N(0, .5); at the ceiling all are 1.5 lower
  (mean score 79, one dimension in ten answered at its very top);
- yes-saying: a person agrees too readily, by N(.5, .3) units of theta, whatever an item says; the truth is
  without it;
- not applicable: any answer, with a probability of .12; the lowest is then the lowest of the scored
  dimensions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from content import Profile
from tests.support.scoring_profile import ATTITUDE, a_dimension, a_profile

THRESHOLDS = (-1.5, -0.5, 0.5, 1.5)
PEOPLE_PER_GROUP = 2_000
"""Each group answers newly drawn items, so that no result depends on one questionnaire."""

RANKED = np.ones(len(ATTITUDE), dtype=bool)


@dataclass(frozen=True)
class Scenario:
    """How people and items are drawn."""

    discrimination: float = 1.5
    shift: float = 0.0
    agreement: tuple[float, float] = (0.0, 0.0)  # mean and standard deviation over people
    opposite: tuple[int, ...] = (2, 5)
    not_applicable: float = 0.0


class Group(NamedTuple):
    """People with their questionnaire, positions (items, people) and true scores (dimensions, people)."""

    profile: Profile
    theta: NDArray[np.float64]
    truth: NDArray[np.float64]


def a_group(scenario: Scenario, rng: np.random.Generator) -> Group:
    """Draw the items and the people of one group."""
    profile = a_profile(*(a_dimension(name, opposite=scenario.opposite) for name in ATTITUDE))
    n = PEOPLE_PER_GROUP
    difficulty = scenario.shift + rng.normal(0, 0.5, (len(profile.items), 1))
    general, own = rng.standard_normal(n), rng.standard_normal((len(ATTITUDE), n))
    theta = np.repeat(np.sqrt(0.6) * general + np.sqrt(0.4) * own, 7, axis=0) - difficulty
    expected = 25 * _at_least(theta, scenario.discrimination).sum(axis=0)
    return Group(profile, theta, expected.reshape(len(ATTITUDE), 7, n).mean(axis=1))


def answers_of(group: Group, scenario: Scenario, rng: np.random.Generator) -> NDArray[np.uint8]:
    """One set of answers of a group, (items, people)."""
    opposite = np.array([[item.opposite] for item in group.profile.items.values()])
    agrees = rng.normal(*scenario.agreement, group.theta.shape[1])
    felt = _at_least(group.theta + np.where(opposite, -agrees, agrees), scenario.discrimination)
    turned = 1 + (rng.random(group.theta.shape) < felt).sum(axis=0)
    answers: NDArray[np.uint8] = np.where(opposite, 6 - turned, turned).astype(np.uint8)
    answers[rng.random(answers.shape) < scenario.not_applicable] = 0
    return answers


def _at_least(theta: NDArray[np.float64], discrimination: float) -> NDArray[np.float64]:
    """P(answer >= k) for k = 2..5, (4, items, people); theta is relative to the item's difficulty."""
    steps = np.array(THRESHOLDS)[:, np.newaxis, np.newaxis]
    return np.asarray(1 / (1 + np.exp(-discrimination * (theta - steps))))
