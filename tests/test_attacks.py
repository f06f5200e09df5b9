"""A small, seeded version of tests/exhaustive/test_attacks.py: the attacks run, and find what they should."""

from __future__ import annotations

import pytest

from benchmarks import attacks


@pytest.fixture(autouse=True)
def _few_teams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attacks, "LEARNED_FROM", 100)


def test_published_figures_give_few_away() -> None:
    rates = attacks.success_rates(60, seed=1)
    assert rates.keys() == {*attacks.COLUMNS}
    for column in ("poll", "minus_one", "leaver", "own_known"):
        assert rates[column] <= rates["guess"] + 0.15, rates
    assert rates["collude_5"] <= 0.75, rates
    assert rates["collude_12"] <= 0.65, rates


@pytest.mark.parametrize("column", ["minus_one", "collude_5"])
def test_exact_means_give_everybody_away(column: str) -> None:
    assert attacks.success_rates(20, columns=(column,), exact=True)[column] > 0.9
