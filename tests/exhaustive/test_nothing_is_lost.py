"""What is lost on its way, Back, translation, and a file without connection: on a phone and on a laptop."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewReader
from tests.browser.test_first_visit import (
    test_a_page_that_stays_away_says_so,
    test_a_script_that_is_lost_once_comes_back,
    test_a_script_that_stays_lost_is_told,
)
from tests.browser.test_nothing_is_lost import (
    test_back_and_forward_keep_a_case,
    test_back_and_forward_keep_all_answers,
)
from tests.browser.test_streamlit_messages import test_a_file_chosen_without_connection_is_opened
from tests.browser.test_translated import test_a_translated_page_goes_on

__all__ = [
    "test_a_file_chosen_without_connection_is_opened",
    "test_a_page_that_stays_away_says_so",
    "test_a_script_that_is_lost_once_comes_back",
    "test_a_script_that_stays_lost_is_told",
    "test_a_translated_page_goes_on",
    "test_back_and_forward_keep_a_case",
    "test_back_and_forward_keep_all_answers",
]


@pytest.fixture(params=[360, 1280])
def page(request: pytest.FixtureRequest, new_reader: NewReader) -> Page:
    """The page of one reader, at this width."""
    return new_reader(request.param).new_page()
