"""What a process still holds after thousands have come and gone, and how it starts.

`python -m benchmarks.endurance`, with `--json` for one JSON object. It takes about ten minutes.

- mib_at: memory (resident set, MiB) of one process after 0, 400, 800 ... 4,000 whole reflections: a day of
  sessions that come and go, pressed together. Forty people at once come, reflect without thinking, leave.
  It is read once the process has been at rest for some seconds; nothing makes it collect garbage.
- mib_per_1000_sessions: the slope (least squares) from the third point on; before that, what is made once is
  still being made.
- mib_after_reconnect_window: Streamlit keeps who left for two minutes in case they come back, at most 128 of
  them. From 128 on that is the same at every point; this is the memory once they are gone too.
- start_s: from `streamlit run` to the first healthy answer. first_page_ms, tenth_page_ms: from the first
  visitor's connection to a complete first page, and the tenth visitor's. Medians of five starts, next to
  those of `empty_app.py` under Streamlit's defaults, in turns.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from statistics import linear_regression, median
from typing import Any, Final

from benchmarks import people, servers
from benchmarks.load import Crowd
from benchmarks.people import JourneyError, Person

POINTS: Final = 10
SESSIONS_A_POINT: Final = 400
AT_ONCE: Final = 40
WARM_UP_POINTS: Final = 2

REST_SECONDS: Final = 3.0
AT_REST_CORES: Final = 0.05
MAX_SECONDS_TO_REST: Final = 60.0
RECONNECT_WINDOW_SECONDS: Final = 120.0

STARTS: Final = 5
VISITORS: Final = 10


def memory(points: int = POINTS, sessions: int = SESSIONS_A_POINT, at_once: int = AT_ONCE) -> dict[str, Any]:
    """The memory of one process at each point, while sessions come and go."""
    with servers.basishouding() as server:
        asyncio.run(Crowd([server.address], people.reflection, 1, 0.0).come_and_go(journeys=1))
        found = [_mib_at_rest(server)]
        for point in range(1, points + 1):
            crowd = Crowd([server.address], people.reflection, at_once, 0.0)
            asyncio.run(crowd.come_and_go(journeys=sessions // at_once))
            if errors := +crowd.errors:
                raise JourneyError(f"{errors}")
            found.append(_mib_at_rest(server))
            _say(f"{point * sessions:6} sessions: {found[-1]:.1f} MiB")
        time.sleep(RECONNECT_WINDOW_SECONDS)
        # whoever comes now makes Streamlit look which of its sessions are too old
        asyncio.run(Crowd([server.address], people.reflection, 1, 0.0).come_and_go(journeys=2))
        after = _mib_at_rest(server)
    thousands = [point * sessions / 1000 for point in range(points + 1)]
    steady = slice(WARM_UP_POINTS, None)
    slope = linear_regression(thousands[steady], found[steady]).slope
    return {
        "sessions": points * sessions,
        "mib_at": [round(mib, 1) for mib in found],
        "mib_per_1000_sessions": round(slope, 2),
        "mib_after_reconnect_window": round(after, 1),
    }


def _mib_at_rest(server: servers.Server) -> float:
    """Its memory once it has next to nothing to do."""
    for _ in range(int(MAX_SECONDS_TO_REST / REST_SECONDS)):
        before = server.cpu_seconds()
        time.sleep(REST_SECONDS)
        if server.cpu_seconds() - before < AT_REST_CORES * REST_SECONDS:
            break
    return server.mib()


def cold_start(starts: int = STARTS) -> dict[str, dict[str, float]]:
    """How soon the server is there, and its first page and its tenth; ours and an empty app in turns."""
    apps: dict[str, Callable[[], AbstractContextManager[servers.Server]]] = {
        "ours": servers.basishouding,
        "empty": lambda: servers.plain_streamlit("empty_app.py"),
    }
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in apps}
    for _start in range(starts):
        for name, app in apps.items():
            with app() as server:
                pages = [asyncio.run(_first_page(server)) for _visitor in range(VISITORS)]
                found[name].append((server.start_seconds, 1000 * pages[0], 1000 * pages[-1]))
    result = {}
    for name, times in found.items():
        start, first, tenth = (median(column) for column in zip(*times, strict=True))
        result[name] = {
            "start_s": round(start, 2),
            "first_page_ms": round(first, 1),
            "tenth_page_ms": round(tenth, 1),
            "first_to_tenth": round(first / tenth, 2),
        }
        _say(f"{name}: {result[name]}")
    return result


async def _first_page(server: servers.Server) -> float:
    begun = time.perf_counter()
    async with Person(server.address):
        return time.perf_counter() - begun


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _table(figures: dict[str, Any]) -> str:
    rows = []
    if start := figures.get("cold_start"):
        for name, found in start.items():
            rows.append(
                "{}: {start_s} s to start; first page {first_page_ms} ms, tenth {tenth_page_ms}".format(
                    name, **found
                )
            )
    if held := figures.get("memory"):
        rows += [
            f"MiB over {held['sessions']} sessions: {held['mib_at']}",
            f"  a thousand more: {held['mib_per_1000_sessions']}",
            f"  when those who left are forgotten: {held['mib_after_reconnect_window']}",
        ]
    return "\n".join(rows)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.endurance", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--sessions", type=int, default=SESSIONS_A_POINT, help="between two points")
    wanted = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    figures: dict[str, Any] = {}
    try:
        figures["cold_start"] = cold_start()
        figures["memory"] = memory(sessions=wanted.sessions)
    finally:
        print(json.dumps(figures) if wanted.json else _table(figures), flush=True)


if __name__ == "__main__":
    main()
