"""The clock is set back, by a day or a year: nothing is erased too early, and nobody is locked out.

Days come from the clock on the wall; waiting after wrong codes and closing what nobody looks at go by a clock
that only runs forward.
"""

from __future__ import annotations

import sys
import time
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from app_pages.meeting import session
from app_pages.open_records import IDLE_SECONDS, OpenRecords
from app_pages.team.session import OpenTeam, open_teams
from app_pages.vault.session import OpenVault
from storage import DRAFT_DAYS, Drafts, Rounds, Tries, Vaults, new_secret
from storage.contents import empty
from storage.tries import MAX_WRONG
from tests.support.rounds import RoundOfTeam, a_sheet
from tests.test_pages import answers, app
from tests.test_pages_vault import page
from tests.test_pages_vault import plan as a_plan
from tests.test_pages_vault import vault as a_vault

TODAY = date(2026, 11, 27)
BACK = pytest.mark.parametrize("back", [timedelta(days=1), timedelta(days=365)], ids=["a day", "a year"])


class Clock:
    """The day it is, as a server's clock has it."""

    def __init__(self) -> None:
        self.today = TODAY

    def __call__(self) -> date:
        return self.today


@BACK
def test_no_draft_is_erased_too_early(engine: Engine, back: timedelta) -> None:
    """Read, changed and looked through while the clock is wrong, and again once it is right."""
    clock = Clock()
    drafts = Drafts(engine, clock)
    secrets = [new_secret() for _ in range(50)]
    for secret in secrets:
        drafts.change(secret, lambda _old: {"answers": {"reliability-1": 3}})
    clock.today = TODAY - back
    assert drafts.erase_expired() == 0
    for secret in secrets[:25]:
        drafts.change(secret, lambda old: {**old, "not_sharing": True})
    assert sum(bool(drafts.read(secret)) for secret in secrets) == 50
    clock.today = TODAY + timedelta(days=DRAFT_DAYS)
    assert drafts.erase_expired() == 0
    assert sum(bool(drafts.read(secret)) for secret in secrets) == 50
    assert sum(drafts.read(secret).get("not_sharing", False) for secret in secrets) == 25
    clock.today += timedelta(days=1)
    assert drafts.erase_expired() == 50


@BACK
def test_round_does_not_depend_on_the_clock(engine: Engine, back: timedelta) -> None:
    """A round ends when its lead closes it, and a vault never by itself: no clock takes part."""
    clock = Clock()
    clock.today = date(2026, 11, 24)
    team = RoundOfTeam(engine, invited=12)
    team.rounds = Rounds(engine, clock, min_minimum=5)
    code, _keys = Vaults(engine).create(empty())
    for number in range(12):
        clock.today = date(2026, 11, 24) - back * (number % 2)
        assert team.rounds.find(team.codes[number]).invited == 12
        team.rounds.submit(team.codes[number], a_sheet(number))
    clock.today -= back
    assert len(team.close()) == 12
    assert Vaults(engine).find(code)[1] == empty()


@BACK
def test_nobody_waits_longer_after_wrong_codes(back: timedelta, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = Tries()
    for _wrong in range(MAX_WRONG):
        tries.wrong("visitor")
    before = tries.seconds_to_wait("visitor")
    wall = time.time() - back.total_seconds()
    monkeypatch.setattr(time, "time", lambda: wall)
    assert 0 < tries.seconds_to_wait("visitor") <= before <= 61
    tries.right("visitor")
    assert tries.seconds_to_wait("visitor") == 0


@BACK
def test_idle_records_close_as_before(back: timedelta, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: OpenRecords[OpenVault] = OpenRecords("test")
    for number in range(20):
        kept.put(str(number), OpenVault(None, empty()))
    wall, run = time.time() - back.total_seconds(), time.monotonic()
    monkeypatch.setattr(time, "time", lambda: wall)
    monkeypatch.setattr(time, "monotonic", lambda: run + IDLE_SECONDS - 60)
    kept.close_idle()
    assert len(kept._open) == 20
    monkeypatch.setattr(time, "monotonic", lambda: run + IDLE_SECONDS + 60)
    kept.close_idle()
    assert len(kept._open) == 0


# -- the pages --------------------------------------------------------------------------------


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The day that every page goes by, and the time that a meeting does."""
    clock = Clock()
    for name, module in [*sys.modules.items()]:
        if name.startswith("app_pages.") and hasattr(module, "today"):
            monkeypatch.setattr(module, "today", clock)
    real = time.time()
    monkeypatch.setattr(
        session, "time", SimpleNamespace(time=lambda: real + (clock.today - TODAY).total_seconds())
    )
    return clock


@BACK
@pytest.mark.parametrize("path", ["kluis", "verandering", "plan", "resultaat", "bewaren"])
def test_vault_with_later_days_is_shown(clock: Clock, back: timedelta, path: str) -> None:
    vault = a_vault(answers(3), answers(4), plans=[a_plan(made_on=TODAY.isoformat())])
    for reflection in vault.contents["reflections"]:
        reflection["made_on"] = TODAY.isoformat()
    clock.today = TODAY - back
    moment = {"moment": vault.contents["reflections"][0]["id"]} if path == "resultaat" else {}
    test = page(path, vault, {"answers": answers(3)}, **moment)
    assert len(test.title) == 1


@BACK
def test_team_with_later_rounds_is_shown(clock: Clock, back: timedelta) -> None:
    test = app("team")
    test.button(key="example").click().run()
    clock.today = TODAY - back
    test.run()
    assert not test.exception
    shown = open_teams.get(test.session_state["visitor"])
    assert isinstance(shown, OpenTeam)
    assert len(shown.contents["rounds"]) == 3


@BACK
def test_a_meeting_goes_on(clock: Clock, database_of_pages: None, back: timedelta) -> None:
    test: AppTest = app("bijeenkomst")
    test.button(key="begin-meeting").click().run()
    phases = []
    for phase in range(2):
        phases.append(test.title[0].value)
        clock.today -= back
        test.button(key=f"on-{phase}").click().run()
        assert not test.exception
    assert len({*phases, test.title[0].value}) == 3
