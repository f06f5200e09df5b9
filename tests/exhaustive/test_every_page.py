"""Every page at both widths, in both languages and both colour schemes, and all of it by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewReader
from tests.browser.journey import ATTITUDE
from tests.browser.test_access import lead_by_keyboard, reflect_by_keyboard
from tests.browser.test_looks import Found, look
from tests.browser.walk import WALKS
from tests.support.server import Server


@pytest.mark.parametrize("walk", WALKS)
@pytest.mark.parametrize(
    ("width", "language", "scheme", "zoomed"),
    [
        (360, "nl", "light", 640),
        (1280, "en", "light", 640),
        (1280, "nl", "dark", 320),
        (360, "en", "dark", 320),
    ],
)
def test_every_page_in_every_form(
    server: Server, new_reader: NewReader, width: int, language: str, scheme: str, zoomed: int, walk: str
) -> None:
    """Each two of width, language and colours meet."""
    assert look(new_reader(width, color_scheme=scheme), server, WALKS[walk], language, zoomed) == Found()


def test_a_whole_reflection_by_keyboard(server: Server, wide_page: Page) -> None:
    reflect_by_keyboard(wide_page, server, [list(dimension.items) for dimension in ATTITUDE])


def test_a_meeting_by_keyboard_on_a_laptop(server: Server, wide_page: Page) -> None:
    lead_by_keyboard(wide_page, server)
