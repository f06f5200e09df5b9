"""What a reflection costs, as JSON: `python -m benchmarks.reflection`, with `--json` on one line.

- Server CPU for one completed reflection, with 10 and with 50 people at once, against a minimal Streamlit
  app with the same forms (`plain_app.py`, Streamlit's defaults) with 10.
- How long 200 people wait for one process, as `load.py` measures it.
- Cold load to usable and each step's wait, in Chromium, against an empty Streamlit page (`empty_app.py`).
- Scoring a million people against pandas, and one person (`scoring.py`).

Everything is measured in the one run that prints it, against servers of its own on this machine. It takes
about ten minutes; other work on the machine at the same time makes the waits longer than they are.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import sys
from dataclasses import asdict
from typing import Any, Final

from benchmarks import browser, people, scoring, servers
from benchmarks.load import crowded
from benchmarks.people import Journey, JourneyError, Person
from content import load_profile

CPU_COMPLETIONS: Final = {10: 150, 50: 300}
"""People at once -> completed reflections over which the CPU is counted, after one warm-up each."""

CPU_PAUSE_SECONDS: Final = 0.5
"""Mean pause on a screen while CPU is counted (exponential): short, so that the people really overlap."""

CROWD: Final = 200


def measure() -> dict[str, Any]:
    """Every figure, named as in the project's goals; `details` says how each came about."""
    details: dict[str, Any] = {"cores": os.cpu_count(), "load_before": os.getloadavg()[0]}
    if details["load_before"] > 0.3:
        _say(f"OTHER WORK RUNS HERE (load {details['load_before']:.1f}): the waits will be too long.")

    cpu = {}
    for crowd in CPU_COMPLETIONS:
        _say(f"CPU a completion, {crowd} people")
        with servers.basishouding() as server:
            cpu[str(crowd)] = asyncio.run(_cpu_ms(server, people.reflection, crowd, _statements()))
    _say("CPU a completion, 10 people, plain Streamlit")
    with servers.plain_streamlit("plain_app.py") as server:
        plain_cpu = {"10": asyncio.run(_cpu_ms(server, people.plain, 10, None))}
    details["cpu_completions"] = {str(crowd): count for crowd, count in CPU_COMPLETIONS.items()}
    details["cpu_mean_pause_s"] = CPU_PAUSE_SECONDS

    _say(f"Waits of {CROWD} people")
    with servers.basishouding() as server:
        details["crowd"] = asyncio.run(crowded([server], people.reflection, CROWD))
    if details["crowd"]["errors"] or not details["crowd"]["completions"]:
        raise JourneyError(f"Not everybody of {CROWD} people got to a result.")

    _say("Cold loads and steps in Chromium")
    with (
        servers.basishouding() as ours,
        servers.plain_streamlit("empty_app.py") as empty,
        servers.plain_streamlit("plain_app.py") as plain,
    ):
        seen = browser.waits(ours.address, empty.address, plain.address)
    details["browser"] = asdict(seen) if seen else None

    _say("Scoring")
    return {
        "cpu_ms_per_completion": cpu,
        "plain_cpu_ms_per_completion": plain_cpu,
        "wait_p95_ms_at_200": details["crowd"]["p95_ms"],
        "cold_load_ratio": round(seen.cold_ms / seen.empty_cold_ms, 3) if seen else None,
        "step_wait_ratio": round(seen.step_ms / seen.empty_step_ms, 3) if seen else None,
        "scoring_speedup_over_pandas": round(scoring.scoring_speedup_over_pandas(), 1),
        "one_person_ms": round(scoring.one_person_ms(), 3),
        "details": details,
    }


def _statements() -> int:
    """How many statements a whole attitude part has: who answered fewer did not complete it."""
    return sum(len(dimension.items) for dimension in load_profile().part("attitude"))


async def _cpu_ms(server: servers.Server, journey: Journey, crowd: int, statements: int | None) -> float:
    """CPU of the server a completed journey, in milliseconds, nothing taken off.

    Each of `crowd` people goes from first connection to result, closes the page and begins again as
    somebody new: host-config for the cookie, WebSocket, welcome, every screen answered in full, practice
    skipped, result. Counted from before the first connects until after the last has closed.
    """
    rounds = CPU_COMPLETIONS[crowd] // crowd
    done = 0

    async def one(number: int, times: int) -> None:
        nonlocal done
        chance = random.Random(number)
        for _ in range(times):
            async with Person(server.address) as person:
                answered = await journey(person, chance, lambda _: chance.expovariate(1 / CPU_PAUSE_SECONDS))
            if statements is not None and answered != statements:
                raise JourneyError(f"A result after {answered} statements, not {statements}.")
            done += 1

    await asyncio.gather(*(one(-number, 1) for number in range(crowd)))  # the warm-up
    before, done = server.cpu_seconds(), 0
    await asyncio.gather(*(one(number, rounds) for number in range(crowd)))
    return round((server.cpu_seconds() - before) / done * 1000, 1)


def _say(text: str) -> None:
    print(f"{text} ...", file=sys.stderr, flush=True)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reflection", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--json", action="store_true", help="on one line")
    wanted = parser.parse_args()
    print(json.dumps(measure(), indent=None if wanted.json else 2))


if __name__ == "__main__":
    main()
