"""What Streamlit says in English only, in a real browser: the reader's words, in sight."""

from __future__ import annotations

import re

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.journey import MIXED, press, result, settled, shows, words
from tests.support.server import Server

FIELD = "stFileUploaderDropzoneInput"


def file(content: str) -> FilePayload:
    """A file that a reader chooses."""
    return {"name": "mine.json", "mimeType": "application/json", "buffer": content.encode()}


def test_refusals_are_in_sight(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/bijeenkomst")
    press(page, "begin-meeting")
    page.locator(".st-key-people").wait_for()
    settled(page)
    number = page.locator(".st-key-people")
    number.locator("input").fill("999")
    number.locator("input").press("Enter")
    expect(number.get_by_role("alert")).to_have_text("Kies een getal van 3 tot en met 15.")
    page.goto(f"{server.url}/kluis")
    settled(page)
    page.get_by_test_id(FIELD).set_input_files(
        {"name": "letter.txt", "mimeType": "text/plain", "buffer": b"Dag"}
    )
    shows(page, "This file cannot be opened here: it is not a file")
    page.route("**/_stcore/upload_file/**", lambda route: route.abort())
    page.get_by_test_id(FIELD).set_input_files(file("{}"))
    refused = page.get_by_test_id("stFileChip").get_by_role("alert")
    expect(refused).to_have_text(words("This file did not arrive"))
    box = refused.bounding_box()
    assert box is not None
    assert box["width"] > 100
    assert box["height"] > 10


def test_a_download_pressed_amid_a_run_comes_after_it(server: Server, page: Page) -> None:
    result(page, server, MIXED)
    settled(page)
    button = page.get_by_test_id("stDownloadButton").locator("button").first
    state = "state => { document.querySelector('[data-testid=stApp]').dataset.testScriptState = state }"
    page.evaluate(state, "running")
    with page.expect_download():
        button.click()
        expect(button).to_have_class(re.compile("pressed"))
        page.evaluate(state, "notRunning")
