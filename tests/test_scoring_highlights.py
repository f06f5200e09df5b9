"""What stands at the top of a result."""

from __future__ import annotations

from hypothesis import given

from scoring import OFTEN, Highlights, highlights, points, reflect
from tests.support.scoring_profile import ATTITUDE, CORE, WHOLE, Given, answers_to, evenly, points_in


def chosen(answers: Given) -> Highlights:
    return highlights(WHOLE, reflect(WHOLE, answers))


def test_one_answer_of_each_side_comes_first() -> None:
    high = chosen(evenly(WHOLE, **dict.fromkeys(WHOLE.dimensions, 4)))
    assert [WHOLE.items[item].dimension for item in high.often] == list(ATTITUDE[:2])
    assert high.are_often
    assert high.less == (), "nothing lies below anything else"


def test_seldom_to_an_opposite_item_counts_as_often() -> None:
    opposite = next(item for item in CORE.items.values() if item.opposite)
    straight = next(
        item for item in CORE.items.values() if not item.opposite and item.aspect != opposite.aspect
    )
    found = highlights(CORE, reflect(CORE, {opposite.id: 2, straight.id: 2}))
    assert found == Highlights((opposite.id,), (straight.id,), are_often=True)


def test_low_answers_throughout_promise_no_strength() -> None:
    flat = chosen(evenly(WHOLE, **dict.fromkeys(WHOLE.dimensions, 1)))
    assert (flat.often, flat.are_often, len(flat.less)) == ((), False, 2)
    uneven = chosen(evenly(WHOLE, one=1, two=1, three=1, four=1) | points_in(WHOLE, "two", [2]))
    assert (uneven.often, uneven.are_often) == (("two-1",), False)


def test_no_answers_no_highlights() -> None:
    sheets: list[Given] = [{}, dict.fromkeys(WHOLE.items), {"five-1": 3}]
    for answers in sheets:
        assert chosen(answers) == Highlights((), (), are_often=False)


@given(answers_to(WHOLE))
def test_each_highlight_is_of_another_aspect(answers: Given) -> None:
    found = chosen(answers)
    aspects = [WHOLE.items[item].aspect for item in (*found.often, *found.less)]
    assert len(aspects) == len({*aspects})
    often, less = (
        [y for item in items if (y := points(WHOLE.items[item], answers[item])) is not None]
        for items in (found.often, found.less)
    )
    assert len(often) <= 2 >= len(less)
    assert often == sorted(often, reverse=True)
    assert less == sorted(less)
    assert not found.are_often or min(often) >= OFTEN
    assert not (often and less) or min(less) < max(often)
