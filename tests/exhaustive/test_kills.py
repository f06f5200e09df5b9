"""Processes and databases that are killed under load, more often than in the gate."""

from __future__ import annotations

import pytest

from tests import test_faults_killed
from tests.test_faults_killed import *  # noqa: F403

pytestmark = [pytest.mark.usefixtures("cut_lines"), pytest.mark.timeout(1800)]


@pytest.fixture(autouse=True)
def more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_faults_killed, "TIMES", 4)
