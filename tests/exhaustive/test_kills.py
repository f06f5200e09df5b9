"""Processes that are killed under load, more often and under more load than in the gate."""

from __future__ import annotations

import pytest

from tests import test_faults_killed
from tests.browser import test_proxy
from tests.browser.test_proxy import proxy, test_a_process_is_killed_while_many_answer
from tests.test_faults_killed import *  # noqa: F403

__all__ = ["proxy", "test_a_process_is_killed_while_many_answer"]


@pytest.fixture(autouse=True)
def more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_faults_killed, "TIMES", 4)
    monkeypatch.setattr(test_proxy, "PEOPLE", 24)
