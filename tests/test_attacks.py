"""A small, seeded version of tests/exhaustive/test_attacks.py: the attacks run, and find what they should."""

from __future__ import annotations

import pytest

from benchmarks import attacks


@pytest.fixture(autouse=True)
def _few_teams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attacks, "LEARNED_FROM", 100)
    monkeypatch.setattr(attacks, "TRIED_ON", 10)


def test_published_figures_give_few_away() -> None:
    rates = attacks.success_rates(30, seed=1)
    assert rates.keys() == {*attacks.COLUMNS}
    for column in ("poll", "minus_one", "leaver", "own_known"):
        assert rates[column] <= rates["guess"] + 0.15, rates
    for column in attacks.COLLUDE:
        assert rates[column] <= 0.45, rates


@pytest.mark.parametrize("size", [5, 12])
def test_chosen_ballots_give_little_away(size: int) -> None:
    found = attacks.chosen(size, 40)
    assert found.score <= 0.48, found
    assert found.answer <= 0.50, found
    assert 0.05 <= found.blind_score <= 0.32, found
    assert 0.18 <= found.blind_answer <= 0.36, found


def test_without_the_draw_chosen_ballots_find_everybody() -> None:
    found = attacks.chosen(12, 30, blurred=False)
    assert min(found.score, found.answer) > 0.8, found


def test_the_draw_costs_a_team_little() -> None:
    found = attacks.cost(8, 60)
    assert found.with_draw <= found.without_draw + 2.5, found
