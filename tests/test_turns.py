"""Turns and tries: who asks often waits, and others do not."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from storage import TooBusyError, Tries, Turns
from storage.tries import MAX_REMEMBERED, MAX_WRONG, PAUSE_SECONDS


def test_no_more_than_so_many_at_once() -> None:
    turns, lock = Turns(at_once=2, max_from_one_client=100), threading.Lock()
    at_work, most = 0, 0

    def work(number: int) -> None:
        nonlocal at_work, most
        with turns.turn(str(number)):
            with lock:
                at_work += 1
                most = max(most, at_work)
            threading.Event().wait(0.002)
            with lock:
                at_work -= 1

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(work, range(60)))
    assert (at_work, most) == (0, 2)


def test_flooding_client_delays_others_by_eight_at_most() -> None:
    """Twenty threads of one client ask again and again; somebody else comes ten times."""
    turns, stop, done = Turns(at_once=2), threading.Event(), Counter[str]()

    def flood() -> None:
        while not stop.is_set():
            try:
                with turns.turn("flood"):
                    threading.Event().wait(0.002)
                    done["flood"] += 1
            except TooBusyError:
                done["sent away"] += 1
                threading.Event().wait(0.0005)

    threads = [threading.Thread(target=flood) for _thread in range(20)]
    for thread in threads:
        thread.start()
    waited = []
    for _visit in range(10):
        _until(lambda: len(turns._queue) == 8)
        before = done["flood"]
        with turns.turn("elsewhere"):
            waited.append(done["flood"] - before)
    stop.set()
    for thread in threads:
        thread.join(10)
    assert max(waited) <= 8, waited
    assert done["sent away"]
    assert not turns._queue


def _until(true: Callable[[], bool]) -> None:
    for _attempt in range(5000):
        if true():
            return
        threading.Event().wait(0.001)
    raise AssertionError("it never came true")


def test_turn_ends_when_the_work_fails() -> None:
    turns = Turns(at_once=1)
    for _attempt in range(3):
        with pytest.raises(ZeroDivisionError), turns.turn("here"):
            1 / 0  # noqa: B018
    with turns.turn("here"):
        pass


def test_wrong_codes_make_only_their_visitor_wait() -> None:
    now = 1000.0
    tries = Tries(clock=lambda: now)
    for _wrong in range(MAX_WRONG):
        assert tries.seconds_to_wait("one") == 0
        tries.wrong("one")
    assert tries.seconds_to_wait("one") == PAUSE_SECONDS + 1
    assert tries.seconds_to_wait("other") == 0
    now += PAUSE_SECONDS - 1
    assert tries.seconds_to_wait("one") == 2
    now += 1
    assert tries.seconds_to_wait("one") == 0
    tries.wrong("one")
    assert tries.seconds_to_wait("one") == 0  # counting starts again


def test_right_code_forgets_wrong_ones() -> None:
    tries = Tries()
    for _wrong in range(MAX_WRONG):
        tries.wrong("one")
    tries.right("one")
    assert tries.seconds_to_wait("one") == 0


def test_many_visitors_do_not_fill_memory() -> None:
    tries = Tries()
    for visitor in range(MAX_REMEMBERED + 50):
        tries.wrong(str(visitor))
    assert len(tries._wrong) == MAX_REMEMBERED
