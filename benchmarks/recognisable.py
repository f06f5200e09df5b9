"""How much of what makes somebody recognisable is pointed out: `python -m benchmarks.recognisable --json`.

On tests/recognisable_sentences.toml, which the rules were never tuned on; `--build` takes the set that they
were tuned on. Strict: a detail is found when every letter of it is marked as its kind, and what is marked is
right when every letter of it is of such a detail. So half of a name counts as missed, and a name with the
word after it as wrong.

With BASISHOUDING_NAMES the figures `_extra` are those of the floor and the worker together, else null.
`--worker` starts a worker and measures what that costs; `--python` says which Python has deduce.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median, quantiles
from time import monotonic, perf_counter, sleep
from typing import Any, Final, cast, get_args

import psutil

from intervision import Detail, Kind, details
from names_worker.client import SOCKET_SETTING, all_details, names

PROJECT: Final = Path(__file__).resolve().parent.parent
SENTENCES: Final = PROJECT / "tests" / "recognisable_sentences.toml"
BUILD: Final = PROJECT / "tests" / "recognisable_build.toml"
MARKED: Final = re.compile(r"\{([^{}|]+)\|(\w+)\}")
MOST_SECONDS_TO_START: Final = 300.0
TIMES: Final = 5

Find = Callable[[str], Iterable[Detail]]


def marked(file: Path = SENTENCES) -> list[tuple[str, tuple[Detail, ...]]]:
    """The texts of a file, without their marks, and what is marked in each."""
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    return [_unmarked(text) for text in (*content["with"], *content["without"])]


def _unmarked(text: str) -> tuple[str, tuple[Detail, ...]]:
    plain, last, found = "", 0, []
    for match in MARKED.finditer(text):
        plain += text[last : match.start()]
        found.append(Detail(len(plain), len(plain) + len(match[1]), cast(Kind, match[2])))
        plain, last = plain + match[1], match.end()
    return plain + text[last:], tuple(found)


def rates(find: Find, file: Path = SENTENCES) -> dict[str, dict[str, float | int | None]]:
    """For each kind its recall, its precision, and how many there are."""
    counts = {kind: [0, 0, 0, 0] for kind in get_args(Kind)}
    for text, truth in marked(file):
        found = tuple(find(text))
        for kind, count in counts.items():
            true, told = _letters(text, truth, kind), _letters(text, found, kind)
            count[0] += sum(set(detail) <= set().union(*told) for detail in true)
            count[1] += len(true)
            count[2] += sum(set(detail) <= set().union(*true) for detail in told)
            count[3] += len(told)
    return {
        kind: {"recall": _share(hit, true), "precision": _share(right, told), "marked": true}
        for kind, (hit, true, right, told) in counts.items()
    }


def _letters(text: str, some: Iterable[Detail], kind: str) -> list[list[int]]:
    """The places of the letters and digits of each detail of this kind."""
    return [
        [at for at in range(one.start, one.end) if text[at].isalnum()] for one in some if one.kind == kind
    ]


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def names_rates(details_: dict[str, Any], file: Path = SENTENCES) -> dict[str, float | None]:
    """The figures of the project's goals; what else there is to tell goes into `details_`."""
    floor = rates(details, file)
    details_["names_texts"] = len(marked(file))
    details_["names_clean_texts_marked"] = sum(
        bool(details(text)) for text, truth in marked(file) if not truth
    )
    details_["recall_of_other_kinds"] = {kind: floor[kind]["recall"] for kind in floor if kind != "name"}
    details_["precision_of_other_kinds"] = {
        kind: floor[kind]["precision"] for kind in floor if kind != "name"
    }
    details_["marked"] = {kind: floor[kind]["marked"] for kind in floor}
    extra: dict[str, float | int | None] = {"recall": None, "precision": None}
    if os.environ.get(SOCKET_SETTING) and names("Ik sprak Jan de Vries.") is not None:
        extra = rates(all_details, file)["name"]
        details_["names_clean_texts_marked_extra"] = sum(
            bool(all_details(text)) for text, truth in marked(file) if not truth
        )
    return {
        "names_recall": floor["name"]["recall"],
        "names_precision": floor["name"]["precision"],
        "names_recall_extra": extra["recall"],
        "names_precision_extra": extra["precision"],
    }


def worker_costs(python: str) -> dict[str, float]:
    """What a worker of its own costs: memory, seconds until it answers, milliseconds a text."""
    texts = [text for text, _truth in marked()]
    with tempfile.TemporaryDirectory() as folder:
        socket = Path(folder) / "names.sock"
        started = perf_counter()
        process = subprocess.Popen([python, "-m", "names_worker", str(socket)], cwd=PROJECT)
        try:
            end = monotonic() + MOST_SECONDS_TO_START
            while names("Jan", socket) is None:
                if process.poll() is not None or monotonic() > end:
                    raise RuntimeError("The worker did not start.")
                sleep(0.05)
            start_s = perf_counter() - started
            times = []
            for text in texts * TIMES:
                before = perf_counter()
                names(text, socket)
                times.append(1000 * (perf_counter() - before))
            mib = psutil.Process(process.pid).memory_info().rss / 2**20
        finally:
            process.terminate()
            process.wait()
    return {
        "memory_mib": round(mib),
        "start_s": round(start_s, 1),
        "ms_a_text": round(median(times), 2),
        "p95_ms_a_text": round(quantiles(times, n=20)[-1], 2),
    }


def floor_ms() -> float:
    """The median time of the floor alone on one text."""
    times = []
    for text, _truth in marked() * TIMES:
        before = perf_counter()
        details(text)
        times.append(1000 * (perf_counter() - before))
    return round(median(times), 3)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object on one line")
    parser.add_argument("--build", action="store_true", help="the set for tuning, with every mistake")
    parser.add_argument("--worker", action="store_true", help="what a worker costs")
    parser.add_argument("--python", default=sys.executable, help="a Python that has deduce")
    asked = parser.parse_args()
    if asked.worker:
        result: dict[str, Any] = {**worker_costs(asked.python), "floor_ms_a_text": floor_ms()}
    else:
        told: dict[str, Any] = {}
        result = {**names_rates(told, BUILD if asked.build else SENTENCES), "details": told}
    print(json.dumps(result, indent=None if asked.json else 2))
    if asked.build:
        _print_mistakes()


def _print_mistakes() -> None:
    find = all_details if os.environ.get(SOCKET_SETTING) else details
    for text, truth in marked(BUILD):
        found = tuple(find(text))
        if set(found) != set(truth):
            missed = [(text[one.start : one.end], one.kind) for one in truth if one not in found]
            wrong = [(text[one.start : one.end], one.kind) for one in found if one not in truth]
            print("missed", missed, "wrong", wrong, "in", text)


if __name__ == "__main__":
    main()
