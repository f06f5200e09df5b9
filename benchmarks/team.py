"""What a round costs, however large it is: the lead's page, a submit, the close.

    python -m benchmarks.team --json

A real SQLite file, real ballots, the real pages (Streamlit's AppTest, in this process). Rounds of 5, 500 and
50,000 ballots take turns, so that a busy moment hits all alike; each figure is the median.

- page_ms: one run of the lead's page while the round is open.
- result_ms: one run of the result's page; the round of 5 has no spreads, so it draws less.
- submit_ms: one more ballot; for 5, the fifth of a round.
- close_s: closing 50,000: opening all, the snapshot, destroying the rest.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Final, cast

SIZES: Final = (5, 500, 50_000)
TURNS: Final = 41
ANSWERS: Final = (1, 2, 3, 4, 5, None)


class _Reader:
    """What `start_round` and `close_round` ask of a visit."""

    def __init__(self) -> None:
        from content import load_profile

        self.profile = load_profile()


def measured() -> dict[str, Any]:
    """All figures. The database is the one of this process: see `main`."""
    from app_pages.context import PageContext
    from app_pages.team.session import OpenTeam, close_round, running_round, start_round
    from services import rounds, today, vaults
    from storage.teams import empty_team

    visit, chance = cast(PageContext, _Reader()), random.Random(1)
    items = list(visit.profile.items)

    def ballot() -> dict[str, int | None]:
        return dict(zip(items, chance.choices(ANSWERS, k=len(items)), strict=True))

    def team(invited: int) -> tuple[OpenTeam, str]:
        _code, keys = vaults().create(empty_team("Noord"))
        made = OpenTeam(keys, empty_team("Noord"))
        start_round(visit, made, invited=invited, minimum=5, until=today(), one_link=True)
        made.refresh()
        opened = running_round(made)
        assert opened is not None
        assert opened["link"] is not None
        return made, opened["link"]

    teams = {size: team(2 * size) for size in SIZES}
    for size, (_team, link) in teams.items():
        for _ballot in range(size):
            rounds().submit(link, ballot())
    fifths = [team(5)[1] for _turn in range(TURNS)]
    for link in fifths:
        for _ballot in range(4):
            rounds().submit(link, ballot())

    def submit(size: int) -> Callable[[int], None]:
        def once(turn: int) -> None:
            rounds().submit(fifths[turn] if size == SIZES[0] else teams[size][1], ballot())

        return once

    submits = _by_turns({str(size): submit(size) for size in SIZES})
    pages = _by_turns({str(size): _page("team", teams[size][0]) for size in SIZES})
    close_s = 0.0
    for size in SIZES:
        made = teams[size][0]
        begun = perf_counter()
        opened = running_round(made)
        assert opened is not None
        close_round(visit, made, opened, lambda _share: None)
        close_s = perf_counter() - begun
        made.refresh()
    results = _by_turns({str(size): _page("teamresultaat", teams[size][0]) for size in SIZES})
    return {"page_ms": pages, "result_ms": results, "submit_ms": submits, "close_s": round(close_s, 2)}


def _by_turns(runs: dict[str, Callable[[int], None]]) -> dict[str, float]:
    """The median milliseconds of each, one after the other in every turn; the first turn warms up."""
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(TURNS):
        for name, run in runs.items():
            begun = perf_counter()
            run(turn)
            seconds[name].append(perf_counter() - begun)
    return {name: round(1000 * median(found[1:]), 3) for name, found in seconds.items()}


def _page(path: str, team: Any) -> Callable[[int], None]:
    from streamlit.testing.v1 import AppTest
    from streamlit.util import calc_hash

    from app_pages.team.session import open_teams

    page = AppTest.from_file("../app_pages/navigation.py", default_timeout=60)
    page._page_hash = calc_hash(path)
    page.run()
    open_teams.put(page.session_state["visitor"], team)

    def once(_turn: int) -> None:
        page.run()
        assert not page.exception
        assert page.header, "the team is not open"

    return once


def main() -> None:
    """Print the figures."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--json", action="store_true")
    as_json = arguments.parse_args().json
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BASISHOUDING_DATABASE"] = f"sqlite:///{Path(folder) / 'team.sqlite'}"
        found = measured()
    if as_json:
        print(json.dumps(found))
        return
    for name, figures in found.items():
        print(f"{name:10} {figures}")


if __name__ == "__main__":
    main()
