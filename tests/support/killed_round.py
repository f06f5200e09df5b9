"""Kills a process that keeps on submitting ballots, many times, and counts codes and ballots each time.

    python -m tests.support.killed_round <database URL> <times>

Prints a JSON object: `kills`, `in_transaction` (a journal was left behind), `both` (more ballots than codes
that went: a code still good although its ballot is in), `neither` (a code that went without a ballot).
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections import Counter
from functools import partial

from storage import Rounds, open_database
from tests.support.killed import in_transaction, kill_at_random
from tests.support.rounds import ITEMS, RoundOfTeam, ballots_and_codes
from tests.support.stored import rows

INVITED = 5_000


def submit_for_ever(url: str, codes: list[str], first: int, report: int) -> None:
    """Submit with one code after the other, from the first unused one."""
    mine = Rounds(open_database(url), min_minimum=5)
    for code in codes[first:]:
        mine.submit(code, dict.fromkeys(ITEMS, 3))
        os.write(report, b".")


def main(url: str, times: int) -> None:
    chance = random.Random(1)
    engine = open_database(url)
    codes = RoundOfTeam(engine, invited=INVITED).codes
    engine.dispose()
    found, used = Counter[str](both=0, neither=0, in_transaction=0), 0
    for _time in range(times):
        kill_at_random(partial(submit_for_ever, url, codes, used), chance)
        found["in_transaction"] += in_transaction(url)
        engine = open_database(url)
        ballots, left = ballots_and_codes(engine, ITEMS)
        ((counted,),) = rows(engine, "SELECT ballots FROM rounds")
        engine.dispose()
        used = INVITED - left
        found["both"] += ballots > used or counted > used
        found["neither"] += ballots < used or counted < used
    print(json.dumps({"kills": times, **found}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
