"""A process behind the proxy is killed while more people answer than in the gate."""

from __future__ import annotations

import pytest

from tests.browser import test_proxy
from tests.browser.test_proxy import proxy, test_a_process_is_killed_while_many_answer, url

__all__ = ["proxy", "test_a_process_is_killed_while_many_answer", "url"]

pytestmark = pytest.mark.timeout(1800)


@pytest.fixture(autouse=True)
def more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_proxy, "PEOPLE", 24)
