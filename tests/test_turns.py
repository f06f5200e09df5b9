"""Whoever tries many codes waits; the others are served."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from storage import TooBusyError, Tries, Turns
from storage.tries import MOST_REMEMBERED, MOST_WRONG, PAUSE_SECONDS


def test_no_more_than_so_many_work_at_once() -> None:
    turns, lock = Turns(at_once=2, most_waiting=100), threading.Lock()
    at_work, most = 0, 0

    def work(place: int) -> None:
        nonlocal at_work, most
        with turns.turn(place):
            with lock:
                at_work += 1
                most = max(most, at_work)
            threading.Event().wait(0.002)
            with lock:
                at_work -= 1

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(work, range(60)))
    assert (at_work, most) == (0, 2)


def test_a_place_with_many_waiting_does_not_keep_another_waiting() -> None:
    """Ten wait from one place when somebody comes from another: that one is next."""
    turns, done, gate = Turns(at_once=1, most_waiting=10), [], threading.Event()

    def hold() -> None:
        with turns.turn("flood"):
            gate.wait(10)
            done.append("flood")

    def work(place: str) -> None:
        with turns.turn(place):
            done.append(place)

    threads = [threading.Thread(target=hold)]
    threads[0].start()
    _until(lambda: turns._free == 0)
    for number in range(10):
        threads.append(threading.Thread(target=work, args=("flood",)))
        threads[-1].start()
        _until(lambda number=number: len(turns._waiting) == number + 1)
    threads.append(threading.Thread(target=work, args=("elsewhere",)))
    threads[-1].start()
    _until(lambda: len(turns._waiting) == 11)
    with pytest.raises(TooBusyError), turns.turn("flood"):
        pass
    gate.set()
    for thread in threads:
        thread.join(10)
    assert done == ["flood", "elsewhere", *["flood"] * 10]
    assert not turns._had  # nothing is remembered once nobody waits


def _until(true: object) -> None:
    for _attempt in range(5000):
        if true():  # type: ignore[operator]
            return
        threading.Event().wait(0.001)
    raise AssertionError("it never came true")


def test_a_turn_ends_also_when_the_work_fails() -> None:
    turns = Turns(at_once=1)
    for _attempt in range(3):
        with pytest.raises(ZeroDivisionError), turns.turn("here"):
            1 / 0  # noqa: B018
    with turns.turn("here"):
        pass


def test_who_gives_wrong_codes_waits_and_nobody_else_does() -> None:
    now = 1000.0
    tries = Tries(clock=lambda: now)
    for _wrong in range(MOST_WRONG):
        assert tries.seconds_to_wait("one") == 0
        tries.wrong("one")
    assert tries.seconds_to_wait("one") == PAUSE_SECONDS + 1
    assert tries.seconds_to_wait("other") == 0
    now += PAUSE_SECONDS - 1
    assert tries.seconds_to_wait("one") == 2
    now += 1
    assert tries.seconds_to_wait("one") == 0
    tries.wrong("one")
    assert tries.seconds_to_wait("one") == 0  # counting begins anew


def test_a_right_code_forgets_the_wrong_ones() -> None:
    tries = Tries()
    for _wrong in range(MOST_WRONG):
        tries.wrong("one")
    tries.right("one")
    assert tries.seconds_to_wait("one") == 0


def test_many_visitors_do_not_fill_the_memory() -> None:
    tries = Tries()
    for visitor in range(MOST_REMEMBERED + 50):
        tries.wrong(visitor)
    assert len(tries._wrong) == MOST_REMEMBERED
