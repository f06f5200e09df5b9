"""What a reflection costs: `python -m benchmarks.reflection`, with `--json` for one JSON object.

- Server CPU for one completed reflection, with 10 and with 50 people at once, against a minimal Streamlit
  app with the same forms (`plain_app.py`, Streamlit's defaults) with 10.
- How long 200 people wait for one process.
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
import time
from dataclasses import asdict
from statistics import median, quantiles
from typing import Any, Final

from benchmarks import browser, people, scoring, servers
from benchmarks.people import Journey, JourneyError, Person
from content import load_profile

CPU_COMPLETIONS: Final = {10: 150, 50: 300}
"""People at once -> completed reflections over which the CPU is counted, after one warm-up each."""

CPU_PAUSE_SECONDS: Final = 0.5
"""Mean pause on a screen while CPU is counted (exponential): short, so that the people really overlap."""

CROWD: Final = 200
CROWD_THINK_SECONDS: Final = 4.0
CROWD_ARRIVAL_SECONDS: Final = 30.0
CROWD_WINDOW_SECONDS: Final = 90.0


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

    _say(f"Waits of {CROWD} people, {CROWD_THINK_SECONDS:.0f} s a statement")
    with servers.basishouding() as server:
        waits = asyncio.run(_crowd(server, a_screen=False))
    _say(f"Waits of {CROWD} people, {CROWD_THINK_SECONDS:.0f} s a screen")
    with servers.basishouding() as server:
        hurried = asyncio.run(_crowd(server, a_screen=True))
    details["crowd"], details["crowd_4_s_a_screen"] = waits, hurried

    _say("Cold loads and steps in Chromium")
    with (
        servers.basishouding() as ours,
        servers.plain_streamlit("empty_app.py") as empty,
        servers.plain_streamlit("plain_app.py") as plain,
    ):
        seen = browser.waits(ours.address, empty.address, plain.address)
    details["browser"] = asdict(seen) if seen else None

    _say("Scoring")
    details["speedup_from_a_row_a_person"] = round(scoring.scoring_speedup_over_pandas(transposed=True), 1)
    return {
        "cpu_ms_per_completion": cpu,
        "plain_cpu_ms_per_completion": plain_cpu,
        "wait_p95_ms_at_200": waits["p95_ms"],
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


async def _crowd(server: servers.Server, *, a_screen: bool) -> dict[str, float]:
    """How long each of 200 people waits, from the click to the server's last word on it.

    They come evenly over half a minute; whoever has a result leaves, and somebody new comes at once. Before a
    click everybody thinks: for each question on the screen a time of its own, exponential with a mean of 4 s
    (the answers are kept in the page until the click, so a screen of seven costs one run in about 28 s), or,
    quicker than people can read, 4 s for the whole screen. All clicks count, and each first page after a
    connection; those of the first half minute do not.
    """
    start = time.perf_counter()
    opens = start + CROWD_ARRIVAL_SECONDS
    closes = opens + CROWD_WINDOW_SECONDS
    waits: list[float] = []
    completed = 0

    async def somebody(number: int) -> None:
        nonlocal completed
        chance = random.Random(number)

        def think(questions: int) -> float:
            times = 1 if a_screen else questions
            return sum(chance.expovariate(1 / CROWD_THINK_SECONDS) for _ in range(times))

        await asyncio.sleep(CROWD_ARRIVAL_SECONDS * number / CROWD)
        while time.perf_counter() < closes:
            person = Person(server.address)
            try:
                async with asyncio.timeout(closes - time.perf_counter()), person:
                    await people.reflection(person, chance, think)
                completed += 1
            except TimeoutError:
                if time.perf_counter() < closes:  # the end of the window is none, a wait without end is
                    raise
            waits.extend(wait for began, wait in person.waits if began >= opens)

    async with asyncio.TaskGroup() as group:
        for number in range(CROWD):
            group.create_task(somebody(number))
        await asyncio.sleep(max(0.0, opens - time.perf_counter()))
        before = server.cpu_seconds()
        await asyncio.sleep(max(0.0, closes - time.perf_counter()))
        cpu = server.cpu_seconds() - before
    if not waits or not completed:
        raise JourneyError(f"Nobody of {CROWD} people got to a result.")
    return {
        "p50_ms": round(median(waits) * 1000, 1),
        "p95_ms": round(quantiles(waits, n=20)[-1] * 1000, 1),
        "max_ms": round(max(waits) * 1000, 1),
        "clicks": len(waits),
        "completed": completed,
        "cores_used": round(cpu / CROWD_WINDOW_SECONDS, 3),
    }


def _say(text: str) -> None:
    print(f"{text} ...", file=sys.stderr, flush=True)


def _table(figures: dict[str, Any]) -> str:
    details, chromium = figures["details"], figures["details"]["browser"]
    cpu, plain = figures["cpu_ms_per_completion"], figures["plain_cpu_ms_per_completion"]
    crowd, hurried = details["crowd"], details["crowd_4_s_a_screen"]
    speedup = figures["scoring_speedup_over_pandas"]

    def crowded(waits: dict[str, float]) -> str:
        text = "p95 {p95_ms:.0f} ms (p50 {p50_ms:.0f}, most {max_ms:.0f}; {clicks} clicks, {cores_used} core)"
        return text.format(**waits)

    rows = [
        ("Server CPU a completed reflection, 10 people at once", f"{cpu['10']:.0f} ms"),
        ("  50 people at once", f"{cpu['50']:.0f} ms"),
        ("  the same forms in plain Streamlit, 10 people", f"{plain['10']:.0f} ms"),
        (f"Wait of {CROWD} people, 4 s a statement", crowded(crowd)),
        ("  4 s a screen", crowded(hurried)),
    ]
    if chromium:
        against = "{:.2f} ({:.0f} ms against {:.0f} ms)"
        rows += [
            (
                "Cold load, times that of an empty Streamlit page",
                against.format(figures["cold_load_ratio"], chromium["cold_ms"], chromium["empty_cold_ms"]),
            ),
            (
                "A step's wait, times that of an empty Streamlit page",
                against.format(figures["step_wait_ratio"], chromium["step_ms"], chromium["empty_step_ms"]),
            ),
            (
                "  times that of the same seven radios in plain Streamlit",
                against.format(
                    chromium["step_ms"] / chromium["plain_step_ms"],
                    chromium["step_ms"],
                    chromium["plain_step_ms"],
                ),
            ),
        ]
    else:
        rows.append(("Cold load and steps", "NOT MEASURED: no Chromium (name one in CHROMIUM)"))
    rows += [
        ("Scoring a million people, times as fast as pandas", f"{speedup:.1f}"),
        ("Scoring one person", f"{figures['one_person_ms']:.2f} ms"),
    ]
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in rows)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reflection", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    wanted = parser.parse_args()
    figures = measure()
    print(json.dumps(figures) if wanted.json else _table(figures))


if __name__ == "__main__":
    main()
