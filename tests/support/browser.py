"""A browser with a draft cookie, for tests of pages without a real one."""

from __future__ import annotations

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

import services
from records import Answers
from services import DRAFT_COOKIE
from tests.test_pages import app

ANSWERS: Answers = {"reliability-1": 4}
"""What is in the draft of the fixture `browser`."""


class Browser:
    """A browser with this cookie, and its tabs; `copied` is what somebody took from it."""

    def __init__(self, patched: pytest.MonkeyPatch, secret: str) -> None:
        self._patched, self.secret = patched, secret

    def opens(self, path: str = "", tab: AppTest | None = None) -> AppTest:
        """A page in a new tab, or in `tab` again, as its session finds it."""
        headers = {"Cookie": f"{DRAFT_COOKIE}={self.secret}"}
        self._patched.setattr(ContextProxy, "headers", property(lambda _self: headers))
        return app(path) if tab is None else tab.run()

    def hands_in_the_ticket(self, tab: AppTest) -> None:
        """What basishouding.js does."""
        new = services.draft_secrets().redeem(tab.session_state["ticket"], self.secret)
        services.drafts().retire(self.secret, new)
        self.secret = new
