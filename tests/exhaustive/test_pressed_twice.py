"""A button that is pressed twice, with other pauses between the presses than in the gate."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser import test_vault_code
from tests.support.server import Server


@pytest.mark.parametrize("pause", [120, 700])
def test_pressed_twice_with_other_pauses(server: Server, page: Page, pause: int) -> None:
    test_vault_code.test_pressed_twice_it_is_made_once(server, page, pause)
