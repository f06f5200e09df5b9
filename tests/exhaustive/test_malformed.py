"""All hundred thousand malformed inputs; the gate tries a few."""

from __future__ import annotations

import pytest

from tests.support import malformed
from tests.test_malformed import *  # noqa: F403
from tests.test_malformed_network import *  # noqa: F403

pytestmark = pytest.mark.timeout(1800)


@pytest.fixture(autouse=True)
def every_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(malformed, "share", 1.0)


def test_they_are_a_hundred_thousand() -> None:
    assert sum(malformed.TRIED.values()) >= 100_000
