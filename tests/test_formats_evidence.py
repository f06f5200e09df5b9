"""`python -m formats evidence`: what it prints about the answers of a pilot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from content import Profile
from formats import evidence_of
from formats.__main__ import main
from formats.pilot import Pilot
from formats.reliability import coefficients
from tests.support.formats_profiles import FOLDERS, PROFILES

SMALL = PROFILES["small"]
DIMENSION = next(iter(SMALL.dimensions.values()))


def pilot(
    profile: Profile, rows: Sequence[Sequence[int | None]], *, left_out: tuple[str, ...] = (), empty: int = 0
) -> Pilot:
    """A row a person: 1..5 for each item, 0 for not applicable, None for no answer."""
    columns = dict(zip(profile.items, zip(*rows, strict=True), strict=True))
    return Pilot(
        {item: np.array([value or np.nan for value in column]) for item, column in columns.items()},
        {item: np.array([value == 0 for value in column]) for item, column in columns.items()},
        empty,
        left_out,
    )


def rows_of(text: str, item: str) -> list[str]:
    """The cells after the name of an item."""
    (line,) = (line for line in text.splitlines() if line.startswith((f"{item} ", f"{item} (turned)")))
    return line.removeprefix(item).removeprefix(" (turned)").replace(" %", "%").split()


def test_each_item_has_its_counts_mean_and_ends() -> None:
    """Six people: 1, 5, 5, 3, one not applicable, one without an answer; as an opposite item 5, 1, 1, 3."""
    answers = [1, 5, 5, 3, 0, None]
    text = evidence_of(SMALL, pilot(SMALL, [[value] * len(SMALL.items) for value in answers]))
    for item in SMALL.items.values():
        n, skipped, mean, sd, lowest, highest, _rest = rows_of(text, item.id)
        assert (n, skipped, sd) == ("4", "20%", "1.91")
        assert (mean, lowest, highest) == (
            ("2.50", "50%", "25%") if item.opposite else ("3.50", "25%", "50%")
        )
        assert (f"{item.id} (turned)" in text) == item.opposite


def test_opposite_items_are_turned_first() -> None:
    """Who answers 5, and 1 to what is opposite, has the highest possible score."""
    best = [1 if item.opposite else 5 for item in SMALL.items.values()]
    worst = [6 - value for value in best]
    text = evidence_of(SMALL, pilot(SMALL, [best, best, best, worst]))
    assert text.count("score: mean 4.00 of 1 to 5, lowest possible 25 %, highest possible 75 %") == len(
        SMALL.dimensions
    )
    assert text.count("alpha 1.00") == text.count("omega 1.00") == len(SMALL.dimensions)
    assert all(rows_of(text, item)[-1] == "1.00" for item in SMALL.items)


def test_a_score_needs_as_many_answers_as_in_the_app() -> None:
    full, one = [3] * len(SMALL.items), [3] + [None] * (len(SMALL.items) - 1)
    text = evidence_of(SMALL, pilot(SMALL, [full, full, one]))
    assert f"({DIMENSION.id}, {DIMENSION.part}). People with a score: 2." in text


def test_the_coefficients_are_of_the_turned_items() -> None:
    rng = np.random.default_rng(1)
    rows = np.clip(rng.normal(rng.normal(3, 1, (60, 1)), 1, (60, len(SMALL.items))).round(), 1, 5)
    text = evidence_of(SMALL, pilot(SMALL, rows.astype(int).tolist()))
    place = {item: index for index, item in enumerate(SMALL.items)}
    turned = np.stack(
        [6 - rows[:, place[i.id]] if i.opposite else rows[:, place[i.id]] for i in DIMENSION.items.values()],
        axis=1,
    )
    alpha, omega = coefficients(turned)
    assert (
        f"alpha {alpha.value:.2f} ({alpha.low:.2f} to {alpha.high:.2f});"
        f" omega {omega.value:.2f} ({omega.low:.2f} to {omega.high:.2f})" in text
    )


def test_what_was_left_out_is_said() -> None:
    text = evidence_of(SMALL, pilot(SMALL, [[3] * len(SMALL.items)], left_out=("id", "KEY"), empty=2))
    assert "Rows left out, as they answer no item: 2." in text
    assert "belong to no item: id, KEY." in text
    assert "Fewer than 200 people" in text
    assert "nan" not in text


def test_two_hundred_people_are_enough() -> None:
    assert "Fewer than" not in evidence_of(SMALL, pilot(SMALL, [[3] * len(SMALL.items)] * 200))


def test_the_command_prints_or_lists_the_problems(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "answers.csv"
    head = ",".join(SMALL.items)
    arguments = ["evidence", str(file), "--profile", str(FOLDERS["small"])]
    assert "No such file" in str(main(arguments))
    file.write_text(f"{head}\n" + ",".join("9" for _ in SMALL.items))
    assert str(main(arguments)).startswith(f"The answers have {len(SMALL.items)} problem")
    file.write_text(f"{head}\n" + ",".join("4" for _ in SMALL.items))
    assert main(arguments) == 0
    assert f"Profile {SMALL.version}. People with an answer: 1." in capsys.readouterr().out
