"""Kills a process that keeps on writing to a vault, many times, and looks each time at what is left.

    python -m tests.support.killed_writer <database URL> <times>

Prints a JSON object: `kills`, `old` (the last write that was reported), `new` (one that was not reported any
more), `in_transaction` (a journal was left behind), `lost` (anything else: must be 0).
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections import Counter
from functools import partial

from records import LearningPoint
from storage import Vault, Vaults, open_database
from storage.contents import empty
from storage.sealed import Keys
from tests.support.killed import in_transaction, kill_at_random


def filled(number: int) -> Vault:
    """A vault with this number in it many times."""
    points: list[LearningPoint] = [
        {"id": f"{index:016x}", "made_on": "2026-11-24", "text": str(number)} for index in range(150)
    ]
    return {**empty(), "learning_points": points}


def with_number(number: int, _old: Vault) -> Vault:
    """What a vault becomes when this number is written."""
    return filled(number)


def write_for_ever(url: str, keys: Keys, first: int, report: int) -> None:
    """Write one higher number after the other, and report each once it is kept."""
    vaults = Vaults(open_database(url))
    number = first
    while True:
        number += 1
        # filled up to several pages, so that a write is more than one block
        vaults.change(keys, Vault, partial(with_number, number))
        os.write(report, f"{number}\n".encode())


def main(url: str, times: int) -> None:
    chance = random.Random(1)
    engine = open_database(url)
    _code, keys = Vaults(engine).create(filled(0))
    engine.dispose()
    found, last = Counter[str](), 0
    for _time in range(times):
        reports = kill_at_random(partial(write_for_ever, url, keys, last), chance)
        reported = int(reports.decode().rstrip("\n").split("\n")[-1])
        found["in_transaction"] += in_transaction(url)
        engine = open_database(url)
        points = Vaults(engine).read(keys, Vault)["learning_points"]
        numbers = {int(point["text"]) for point in points}
        engine.dispose()
        last = max(numbers)
        whole = len(numbers) == 1
        if whole and last == reported:
            found["old"] += 1
        elif whole and last == reported + 1:
            found["new"] += 1
        else:
            found["lost"] += 1
    print(json.dumps({"kills": times, "lost": 0, **found}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
