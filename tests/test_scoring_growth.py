"""Change between two reflections of one person: what is compared, the rule, and changes by chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from content import Profile, WorksWith, asked, load_profile, profile_from
from scoring import FALSE_CHANGE_RATE, Change, Moment, compare, reflect, same_items, side_by_side
from scoring.growth import margin
from scoring.matrix import moments
from scoring.posterior import posterior
from tests.support.scoring_people import RANKED, Scenario, a_group, answers_of
from tests.support.scoring_profile import (
    ATTITUDE,
    CORE,
    OTHER,
    WHOLE,
    Given,
    a_dimension,
    a_profile,
    answers_to,
    evenly,
    points_in,
    reworded,
    with_items,
    without,
)

REAL = load_profile()


def moment(profile: Profile, answers: Mapping[str, int | None], works_with: WorksWith = "adults") -> Moment:
    return Moment("m", date(2026, 11, 24), profile, reflect(profile, answers, works_with=works_with))


def of(changes: tuple[Change, ...], dimension: str) -> Change:
    (found,) = (change for change in changes if change.dimension == dimension)
    return found


WORDINGS = st.sets(st.sampled_from([*WHOLE.items]))


THEN = [1, 1, 2, 2, 2, 3, 3]
UP_ON_ALL = [2, 2, 3, 3, 3, 4, 4]
UP_ON_THREE = [2, 1, 3, 2, 2, 3, 4]


def example(first: list[int], second: list[int]) -> Given:
    return {
        **points_in(CORE, "one", first),
        **points_in(CORE, "two", second),
        **points_in(CORE, "three", THEN),
        **points_in(CORE, "four", THEN),
    }


def test_the_worked_example() -> None:
    changes = compare(moment(CORE, example(THEN, THEN)), moment(CORE, example(UP_ON_ALL, UP_ON_THREE)))
    assert [change.dimension for change in changes] == list(ATTITUDE)
    assert [change.later for change in changes] == pytest.approx([75, 60.7142857, 50, 50])
    assert {change.earlier for change in changes} == {50}
    assert [change.margin for change in changes] == pytest.approx([18.68826] * 4, abs=1e-5)
    assert [change.changed for change in changes] == [True, False, False, False]
    assert all(change.whole and change.why_not is None for change in changes)


def test_the_smaller_nu_counts() -> None:
    assert margin(7.67, 34, 8.0, 28) == pytest.approx(18.85333, abs=1e-5)
    assert margin(8.0, 28, 7.67, 34) == margin(7.67, 34, 8.0, 28)
    three = {name: x for name, x in example(UP_ON_ALL, THEN).items() if not name.startswith("four")}
    change = of(compare(moment(CORE, example(THEN, THEN)), moment(CORE, three)), "one")
    # nu = 34 and 28; s = 20.2920 and sqrt(11500 / 28) = 20.2661; t(.95, 28) = 1.701131
    assert change.margin == pytest.approx(1.701131 * np.sqrt((411.7647 + 410.7143) / 7), abs=1e-4)


def test_exactly_the_margin_is_no_change() -> None:
    earlier, later = moment(CORE, example(THEN, THEN)), moment(CORE, example(UP_ON_ALL, THEN))
    room = of(compare(earlier, later), "one").margin
    assert room is not None

    def scored(one: Moment, score: float) -> Moment:
        dimensions = dict(one.reflection.dimensions)
        dimensions["one"] = replace(dimensions["one"], score=score)
        return replace(one, reflection=replace(one.reflection, dimensions=dimensions))

    bottom = scored(earlier, 0.0)
    assert not of(compare(bottom, scored(later, room)), "one").changed
    assert of(compare(bottom, scored(later, float(np.nextafter(room, 100)))), "one").changed


def test_what_makes_a_statement_another_one() -> None:
    first = CORE.items["one-1"]
    answers = evenly(CORE, one=2, two=2, three=2, four=2)
    for other in (
        replace(first, text=OTHER),
        replace(first, text={**first.text, "en": "one language only"}),
        replace(first, opposite=True),
    ):
        later = with_items(CORE, other)
        assert same_items(moment(CORE, answers), moment(later, answers)) == CORE.items.keys() - {"one-1"}
    aspect = with_items(CORE, replace(first, aspect="one.b"))
    assert same_items(moment(CORE, answers), moment(aspect, answers)) == CORE.items.keys()
    moved = with_items(without(CORE, ["one-1"]), replace(first, dimension="two"))
    assert same_items(moment(CORE, answers), moment(moved, answers)) == CORE.items.keys() - {"one-1"}


def test_another_stem_or_scale_leaves_nothing_the_same() -> None:
    answers = evenly(CORE, one=2, two=4)
    for later in (replace(CORE, stem=OTHER), replace(CORE, scale={1: OTHER})):
        assert same_items(moment(CORE, answers), moment(later, answers)) == frozenset()
        changes = compare(moment(CORE, answers), moment(later, answers))
        assert [change.dimension for change in changes] == list(ATTITUDE)
        assert {change.why_not for change in changes} == {"question"}
        assert {change.compared for change in changes} == {0}


def test_the_wording_counts_as_it_was_read() -> None:
    profile = with_items(CORE, replace(CORE.items["one-1"], minors=OTHER))
    adults, minors, both = (moment(profile, {}, works_with) for works_with in ("adults", "minors", "both"))
    assert same_items(adults, minors) == profile.items.keys() - {"one-1"}
    assert same_items(minors, both) == profile.items.keys()
    only_minors_reworded = with_items(CORE, replace(CORE.items["one-1"], minors={"nl": "x", "en": "x"}))
    assert same_items(adults, moment(only_minors_reworded, {})) == profile.items.keys()
    assert "one-1" not in same_items(minors, moment(only_minors_reworded, {}, "minors"))


def test_a_profile_that_was_kept_asks_the_same() -> None:
    kept = profile_from(asked(REAL))
    answers: Given = dict.fromkeys(REAL.items, 4)
    assert same_items(moment(kept, answers), moment(REAL, answers)) == REAL.items.keys()
    assert all(change.whole for change in compare(moment(kept, answers), moment(REAL, answers)))


def test_reworded_statements_are_left_out() -> None:
    then = example(THEN, THEN)
    now = {**example(UP_ON_ALL, THEN), "one-1": 5, "one-3": 5}
    change = of(compare(moment(CORE, then), moment(reworded(CORE, ["one-1", "one-3"]), now)), "one")
    # left: the 2nd, 4th to 7th statement: 25, 50, 50, 75, 75 points then, 25 more on each now
    assert (change.earlier, change.later) == (55, 80)
    assert (change.compared, change.items, change.items_then, change.whole) == (5, 7, 7, False)
    # SS = 3 * 2500 + 1750 at both moments, nu = 10 + 4 + 3 * 6 = 32: s = 20.3485, t(.95, 32) = 1.693889
    assert change.margin == pytest.approx(1.693889 * 20.3485 * np.sqrt(2 / 5), abs=1e-3)
    assert change.changed


def test_other_dimensions_keep_their_scores() -> None:
    earlier = moment(CORE, example(THEN, UP_ON_THREE))
    later = moment(reworded(CORE, ["one-1"]), example(UP_ON_ALL, THEN))
    change = of(compare(earlier, later), "two")
    then, now = (one.reflection.dimensions["two"] for one in (earlier, later))
    assert (change.earlier, change.later) == (then.score, now.score)
    assert then.se is not None
    assert now.se is not None
    assert change.margin == float(margin(then.se, earlier.reflection.nu, now.se, later.reflection.nu))


def test_only_what_both_times_answered_is_compared() -> None:
    five = reworded(CORE, ["one-1", "one-2"])
    four_answered = {f"one-{number}": 3 for number in (3, 4, 5, 6)}
    change = of(compare(moment(CORE, four_answered), moment(five, four_answered)), "one")
    assert moment(CORE, four_answered).reflection.dimensions["one"].score is None, "5 of 7"
    assert (change.earlier, change.later, change.why_not) == (50, 50, None)
    three_answered = {f"one-{number}": 3 for number in (3, 4, 5)}
    change = of(compare(moment(CORE, four_answered), moment(five, three_answered)), "one")
    assert (change.earlier, change.later, change.compared, change.why_not) == (50, 50, 3, None)
    change = of(compare(moment(CORE, four_answered), moment(five, {**three_answered, "one-5": None})), "one")
    assert (change.earlier, change.later, change.compared, change.why_not) == (None, None, 2, "answers")
    higher = {**four_answered, "one-6": 5, "one-7": 5}
    assert of(compare(moment(CORE, higher), moment(CORE, three_answered)), "one").earlier == 50


def test_two_same_statements_are_too_few() -> None:
    answers = evenly(CORE, one=2, two=2)
    later = reworded(CORE, [f"one-{number}" for number in range(1, 6)])
    change = of(compare(moment(CORE, answers), moment(later, answers)), "one")
    assert (change.compared, change.earlier, change.why_not) == (2, None, "statements")


def test_a_new_dimension_is_not_compared() -> None:
    answers = evenly(WHOLE, one=2, five=3)
    core = {name: x for name, x in answers.items() if name in CORE.items}
    change = of(compare(moment(CORE, core), moment(WHOLE, answers)), "five")
    assert (change.compared, change.items, change.items_then, change.why_not) == (0, 6, 0, "dimension")
    gone = compare(moment(WHOLE, answers), moment(CORE, core))
    assert [change.dimension for change in gone] == list(ATTITUDE)


def test_a_removed_statement_is_left_out() -> None:
    then = example(THEN, THEN)
    later = without(CORE, ["one-7"])
    now = {name: x for name, x in then.items() if name in later.items}
    change = of(compare(moment(CORE, then), moment(later, now)), "one")
    assert (change.compared, change.items, change.items_then, change.whole) == (6, 6, 7, False)
    assert change.earlier == change.later == pytest.approx(275 / 6)


@given(answers_to(WHOLE))
def test_nothing_changes_between_a_moment_and_itself(answers: Given) -> None:
    one = moment(WHOLE, answers)
    for change in compare(one, one):
        found = one.reflection.dimensions[change.dimension]
        assert change.whole == (found.answered == found.items)
        assert not change.changed
        assert change.compared == found.answered
        assert change.earlier == change.later
        assert found.score is None or change.later == pytest.approx(found.score)
        assert (change.why_not is None) == (found.answered >= 3)
    assert not any(pair.differs for pair in side_by_side(one, one))


@given(answers_to(WHOLE), answers_to(WHOLE))
def test_swapping_the_moments_mirrors_the_difference(answers: Given, others: Given) -> None:
    one, other = moment(WHOLE, answers), moment(WHOLE, others)
    for forth, back in zip(compare(one, other), compare(other, one), strict=True):
        assert (forth.earlier, forth.later) == (back.later, back.earlier)
        assert (forth.margin, forth.changed, forth.why_not) == (back.margin, back.changed, back.why_not)


@given(answers_to(WHOLE), answers_to(WHOLE), WORDINGS, st.integers(1, 5))
def test_a_reworded_statement_is_never_compared(
    answers: Given, others: Given, ids: set[str], another: int
) -> None:
    later = reworded(WHOLE, ids)
    changes = compare(moment(WHOLE, answers), moment(later, others))
    # Whatever else it is answered with: where a dimension is not whole, nothing depends on it.
    elsewise = compare(moment(WHOLE, answers), moment(later, {**others, **dict.fromkeys(ids, another)}))
    for change, again in zip(changes, elsewise, strict=True):
        new = [name for name in later.dimensions[change.dimension].items if name in ids]
        left = later.dimensions[change.dimension].items.keys() - new
        assert change.why_not == "statements" or change.compared == sum(
            answers.get(name) is not None and others.get(name) is not None for name in left
        )
        assert change.whole == (change.compared == change.items)
        if new:
            assert change == again


@given(answers_to(WHOLE), answers_to(WHOLE), WORDINGS, WORDINGS, st.booleans())
def test_any_answers_and_profiles_give_each_dimension_once(
    answers: Given, others: Given, gone: set[str], changed: set[str], empty: bool
) -> None:
    earlier = moment(WHOLE, {} if empty else answers)
    later = without(reworded(WHOLE, changed), gone)
    for one, other in (
        (earlier, moment(later, {name: x for name, x in others.items() if name in later.items})),
        (moment(later, {name: x for name, x in others.items() if name in later.items}), earlier),
    ):
        changes = compare(one, other)
        assert [change.dimension for change in changes] == list(other.profile.dimensions)
        for change in changes:
            assert (change.margin is None) == (change.why_not is not None)
            assert change.why_not is None or not change.changed
        pairs = side_by_side(one, other)
        assert sorted(pair.id for pair in pairs) == sorted(WHOLE.items), "none lost, none twice"


def test_a_dimension_without_statements_is_not_compared() -> None:
    first = next(iter(WHOLE.dimensions.values()))
    answers: Given = dict.fromkeys(WHOLE.items, 3)
    later = without(WHOLE, set(first.items))
    left: Given = dict.fromkeys(later.items, 3)
    for one, other in (
        (moment(WHOLE, answers), moment(later, left)),
        (moment(later, left), moment(WHOLE, answers)),
    ):
        found = {change.dimension: change for change in compare(one, other)}
        assert found[first.id].why_not is not None
        assert all(change.margin is not None for name, change in found.items() if name != first.id)


def test_answers_stand_side_by_side() -> None:
    then: Given = {"one-1": 2, "one-2": 3, "one-3": None, "one-5": 4}
    now: Given = {"one-1": 4, "one-2": 3, "one-4": None, "one-5": 4}
    later = reworded(CORE, ["one-5"])
    pairs = {pair.id: pair for pair in side_by_side(moment(CORE, then), moment(later, now))}
    assert [*pairs] == [*CORE.items]
    assert {name for name, pair in pairs.items() if pair.differs} == {"one-1", "one-3", "one-4"}
    assert {name for name, pair in pairs.items() if not pair.same} == {"one-5"}
    assert (pairs["one-5"].then, pairs["one-5"].now) == (CORE.items["one-5"].text, OTHER)


def test_statements_of_one_moment_come_last() -> None:
    new = replace(CORE.items["one-1"], id="one-new")
    later = without(with_items(CORE, new), ["one-1", *CORE.dimensions["two"].items])
    later = replace(later, dimensions={name: d for name, d in later.dimensions.items() if name != "two"})
    pairs = side_by_side(moment(CORE, {"one-1": 3, "two-1": 3}), moment(later, {"one-new": 3}))
    ids = [pair.id for pair in pairs]
    assert ids[:3] == ["one-2", "one-new", "one-1"], "one aspect, that of then last"
    assert ids[-7:] == [*CORE.dimensions["two"].items], "a dimension of then, at the end"
    found = {pair.id: pair for pair in pairs}
    assert found["one-1"].now is None
    assert found["one-new"].then is None
    assert found["one-1"].differs
    assert found["two-1"].differs
    assert not found["two-2"].differs, "answered at neither"
    assert not found["one-1"].same


def test_the_later_profile_decides_the_order() -> None:
    turned = a_profile(*(a_dimension(name) for name in reversed(ATTITUDE)))
    order = [pair.dimension.id for pair in side_by_side(moment(CORE, {}), moment(turned, {}))]
    assert [*dict.fromkeys(order)] == [*reversed(ATTITUDE)]


def false_changes(groups: int) -> NDArray[np.float64]:
    """For each group, in percent: how often one dimension, and at least one of four, changes by chance alone.

    A person answers twice with the same true position, independently.
    """
    rng = np.random.default_rng(20_261_124)
    rates = []
    for _ in range(groups):
        group = a_group(Scenario(), rng)
        scores, errors, freedom = [], [], []
        for _ in range(2):
            found = moments(group.profile, answers_of(group, Scenario(), rng))
            sure = posterior(RANKED, found.score, found.answered, found.squares)
            scores.append(found.score)
            errors.append(sure.se)
            freedom.append(sure.nu)
        changed = np.abs(scores[1] - scores[0]) > margin(errors[0], freedom[0], errors[1], freedom[1])
        rates.append((100 * changed.mean(), 100 * changed.any(axis=0).mean()))
    return np.array(rates)


def test_chance_alone_makes_changes() -> None:
    """A small version of tests/exhaustive/test_scoring_growth.py."""
    one, at_least_one = false_changes(3).mean(axis=0)
    assert one == pytest.approx(9.3, abs=1.6)
    assert at_least_one == pytest.approx(32, abs=5)
    assert round(100 / at_least_one) == FALSE_CHANGE_RATE, "what the reader is told"
