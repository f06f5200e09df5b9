"""How many people one process carries, and two, as JSON: `python -m benchmarks.load`, `--json` for one line.

50, 200, 500 and 1,000 people at once, on one process and on two that share a database, each a whole
reflection in four forms: for every question a thinking time of its own (exponential, 4 s), all answered,
practice skipped, to the result; then somebody new comes at once. What is counted, over two minutes in which
everybody is somewhere in a reflection, as they would be at a busy hour:

- p50_ms, p95_ms, p99_ms: from the click to the server's last word on it; first pages count too.
- errors: a wait over 30 s, an error that is shown, a lost connection, an answer that was taken and does not
  stand in the result. All that went wrong from the first arrival on, and must be none.
- cpu_ms_per_completion: processor time of the app's processes, for each result reached. A PostgreSQL has
  processes of its own, which are not in it but in `machine_cores`.
- mib_per_session: what the processes grew by, for each of the people at once. Streamlit keeps those who left
  for two minutes more (at most 128 a process): they are in it.

Next to it `plain_app.py`, 200 people on one process: the same four forms of seven in a bare Streamlit script
that keeps, checks, translates and explains nothing, with a welcome and a chart. It runs under our own
`.streamlit/config.toml`: by default Streamlit collects all garbage after each run and collapses at 200
people, and to be faster than that would be no merit of the app's. Its journey is six runs of the script; ours
is eight, with the questions before the statements and the offer of the practice part.

The people run in this process. `generator_cores` is its own share, `generator_late_ms` how late (p99) its
event loop wakes up: waits cannot be measured more finely than that. Where SATURATED is said, these people or
other work on the machine were in the way, and no wait counts.

One process keeps SQLite, as the app does by itself. Two share the database of `--database` or
`BASISHOUDING_DATABASE` (give an empty one), else one SQLite file. People go to the processes in turn and
stay there, as behind a sticky proxy. All of it takes about 25 minutes; each line is printed as it is
known, and what was measured is printed too when it is interrupted.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any, Final

import psutil
from websockets.exceptions import WebSocketException

from benchmarks import people, servers
from benchmarks.people import Journey, JourneyError, Person

PEOPLE: Final = (50, 200, 500, 1000)
PROCESSES: Final = (1, 2)
PLAIN_PEOPLE: Final = 200

THINK_SECONDS: Final = 4.0
QUESTIONS: Final = 32  # a reflection's, and one for each page without any
WINDOW_SECONDS: Final = 120.0
ARRIVALS_A_SECOND: Final = 8  # each hurries to where they are: 16 make a queue that lasts into the window
MIN_ARRIVAL_SECONDS: Final = 30.0

MAX_WAIT_SECONDS: Final = 30.0
MAX_GENERATOR_CORES: Final = 0.8
MAX_GENERATOR_LATE_MS: Final = 20.0
TICK_SECONDS: Final = 0.05
GOLDEN_RATIO: Final = 0.618  # its multiples lie evenly between 0 and 1, however many there are

Figures = dict[str, Any]


@dataclass
class Crowd:
    """So many places, in each of which one person after another makes a journey; and what happened there."""

    addresses: Sequence[str]
    journey: Journey
    size: int
    think: float = THINK_SECONDS
    errors: Counter[str] = field(default_factory=Counter)
    waits: list[tuple[float, float]] = field(default_factory=list)
    """When each click was made, and the seconds until its answer was complete."""
    completions: list[float] = field(default_factory=list)
    """When each result was reached."""
    _there: dict[int, Person] = field(default_factory=dict)

    async def come_and_go(self, *, arrival: float = 0.0, journeys: int | None = None) -> None:
        """So many journeys in each place, or without end; the first people come over `arrival` seconds."""
        await asyncio.gather(*(self._place(number, arrival, journeys) for number in range(self.size)))

    async def _place(self, number: int, arrival: float, journeys: int | None) -> None:
        chance = random.Random(number)
        # The first person of each place is somewhere in the middle already: else all would come to the
        # same screen, and to the result, in the same seconds.
        ahead = self.think * QUESTIONS * (number * GOLDEN_RATIO % 1)

        def pause(questions: int) -> float:
            nonlocal ahead
            thinking = self.think * sum(chance.expovariate(1) for _ in range(questions))
            skipped = min(ahead, thinking)
            ahead -= skipped
            return thinking - skipped

        await asyncio.sleep(arrival * number / self.size)
        made = 0
        while journeys is None or made < journeys:
            made += 1
            person = self._there[number] = Person(self.addresses[number % len(self.addresses)])
            try:
                async with person:
                    await self.journey(person, chance, pause)
                self.completions.append(time.perf_counter())
            except (JourneyError, TimeoutError, OSError, HTTPException, WebSocketException) as error:
                self.errors[f"{type(error).__name__}: {error}"] += 1
                await asyncio.sleep(self.think / 4)  # a server that refuses is not to be stormed
            finally:
                self.waits += person.waits
                self.errors["a long wait"] += sum(wait > MAX_WAIT_SECONDS for _, wait in person.waits)
            ahead = 0.0

    def count_unanswered(self) -> None:
        """Take those who wait too long already for an error too."""
        since = [person.waiting_since for person in self._there.values() if person.waiting_since]
        late = time.perf_counter() - MAX_WAIT_SECONDS
        self.errors["a long wait"] += sum(began < late for began in since)


async def crowded(
    running: Sequence[servers.Server],
    journey: Journey,
    size: int,
    *,
    think: float = THINK_SECONDS,
    window: float = WINDOW_SECONDS,
    arrival: float | None = None,
) -> Figures:
    """The figures over `window` seconds, once everybody has come; they come over `arrival` seconds."""
    if arrival is None:
        arrival = max(MIN_ARRIVAL_SECONDS, size / ARRIVALS_A_SECOND)
    addresses = [server.address for server in running]
    await Crowd(addresses, journey, len(running), 0.0).come_and_go(journeys=2)  # the warm-up
    empty, late = _mib(running), list[float]()
    crowd = Crowd(addresses, journey, size, think)
    tasks = [asyncio.create_task(crowd.come_and_go(arrival=arrival)), asyncio.create_task(_lateness(late))]
    try:
        await _wait(tasks, arrival)
        late.clear()
        opens, before = time.perf_counter(), _used(running)
        await _wait(tasks, window)
        closes, after = time.perf_counter(), _used(running)
        grown = _mib(running) - empty
        crowd.count_unanswered()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    app, own, machine = ((now - then) / (closes - opens) for then, now in zip(before, after, strict=True))
    done = sum(opens <= at < closes for at in crowd.completions)
    percent = _percentiles([wait for began, wait in crowd.waits if opens <= began < closes])
    late_ms = _percentiles(late)[99]
    if own > MAX_GENERATOR_CORES or late_ms > MAX_GENERATOR_LATE_MS:
        _say(f"SATURATED: the people use {own:.2f} core and wake {late_ms:.0f} ms late")
    for error, times in (+crowd.errors).most_common(5):
        _say(f"{times} x {error}")
    return {
        **{f"p{at}_ms": percent[at] for at in (50, 95, 99)},
        "errors": crowd.errors.total(),
        "cpu_ms_per_completion": round(1000 * app * (closes - opens) / done, 1) if done else None,
        "mib_per_session": round(grown / size, 3),
        "completions": done,
        "cores": round(app, 3),
        "machine_cores": round(machine, 3),
        "generator_cores": round(own, 3),
        "generator_late_ms": late_ms,
    }


async def _wait(tasks: Sequence[asyncio.Task[None]], seconds: float) -> None:
    """So long, unless one of them fails: none of them ends by itself."""
    ended, _ = await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for task in ended:
        task.result()


async def _lateness(late: list[float]) -> None:
    """How much later than it should this process wakes up, again and again."""
    while True:
        due = time.perf_counter() + TICK_SECONDS
        await asyncio.sleep(TICK_SECONDS)
        late.append(time.perf_counter() - due)


def _used(running: Sequence[servers.Server]) -> tuple[float, float, float]:
    """Processor seconds so far: of the app, of this process, of the whole machine."""
    own, machine = psutil.Process().cpu_times(), psutil.cpu_times()
    busy = sum(machine) - machine.idle - machine.iowait
    return sum(server.cpu_seconds() for server in running), own.user + own.system, busy


def _mib(running: Sequence[servers.Server]) -> float:
    return sum(server.mib() for server in running)


def _percentiles(seconds: Sequence[float]) -> list[float]:
    """The percentiles 0 .. 100 in milliseconds; zeros where nothing was measured."""
    if len(seconds) < 2:
        return [0.0] * 101
    middle = quantiles(seconds, n=100, method="inclusive")
    return [round(1000 * value, 1) for value in (min(seconds), *middle, max(seconds))]


# -- the command ------------------------------------------------------------------------------


def fill(
    figures: Figures, sizes: Sequence[int], processes: Sequence[int], database: str | None, window: float
) -> None:
    """Measure each combination, and the plain app beside its own size on one process."""
    for number in processes:
        figures[str(number)] = {}
        for size in sizes:
            figures[str(number)][str(size)] = _of_ours(number, size, database, window)
            if (number, size) == (1, PLAIN_PEOPLE):
                with servers.plain_streamlit("plain_app.py", tuned=True) as server:
                    plain = asyncio.run(crowded([server], people.plain, size, window=window))
                figures[f"plain_{PLAIN_PEOPLE}"] = plain
                _say(_row("plain, 1", size, plain))
                ours, floor = (found["cpu_ms_per_completion"] for found in (figures["1"][str(size)], plain))
                figures[f"cpu_ratio_at_{PLAIN_PEOPLE}"] = round(ours / floor, 3) if ours and floor else None


def _of_ours(number: int, size: int, database: str | None, window: float) -> Figures:
    with TemporaryDirectory() as folder, ExitStack() as stack:
        shared = database or f"sqlite:///{Path(folder) / 'shared.sqlite'}"
        url = shared if number > 1 else None
        running = [stack.enter_context(servers.basishouding(url)) for _ in range(number)]
        found = asyncio.run(crowded(running, people.reflection, size, window=window))
    found["database"] = "sqlite" if url is None else url.partition(":")[0]
    _say(_row(str(number), size, found))
    return found


def _row(name: str, size: int, found: Figures) -> str:
    return (
        f"{name:>9} {size:6} {found['p50_ms']:8.1f} {found['p95_ms']:8.1f} {found['p99_ms']:8.1f}"
        f" {found['errors']:7} {found['cpu_ms_per_completion'] or 0:11.1f} {found['mib_per_session']:11.3f}"
        f" {found['cores']:6.2f} {found['generator_cores']:10.2f}"
    )


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--json", action="store_true", help="on one line")
    parser.add_argument("--people", type=int, nargs="+", default=PEOPLE, help="how many at once")
    parser.add_argument("--processes", type=int, nargs="+", default=PROCESSES, choices=PROCESSES)
    parser.add_argument("--window", type=float, default=WINDOW_SECONDS, help="seconds that are counted")
    parser.add_argument("--database", default=os.environ.get("BASISHOUDING_DATABASE"), help="SQLAlchemy URL")
    wanted = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    figures: Figures = {}
    try:
        fill(figures, wanted.people, wanted.processes, wanted.database, wanted.window)
    finally:
        print(json.dumps(figures, indent=None if wanted.json else 2), flush=True)


if __name__ == "__main__":
    main()
