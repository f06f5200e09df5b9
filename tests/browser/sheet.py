"""A sheet of every page as it looks: `just screens a-folder`, then open its index.html.

One walk through all pages in each language; each page is taken at every width, light and dark. Some 40 pages,
twelve pictures each: minutes, not seconds. `--only welcome` takes the pages whose name holds that word.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from html import escape
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import Page, sync_playwright

from content import LANGUAGES
from tests.browser.journey import settled
from tests.browser.walk import WALKS
from tests.conftest import CHROMIUM
from tests.support.server import Server

WIDTHS: Final = (360, 768, 1280)
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
HEIGHT: Final = 780
STYLE: Final = (
    "body{font:16px system-ui;margin:1rem;background:#888;color:#fff} section{display:flex;gap:1rem;"
    "overflow-x:auto;align-items:start} img{max-width:none} figure{margin:0} h2{margin:2rem 0 .5rem}"
)


def take(page: Page, name: str, language: str, folder: Path) -> list[str]:
    """Take the whole page that is shown, at every width and in both schemes; returns the files' names."""
    files = []
    for width in WIDTHS:
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": HEIGHT})
            settled(page)
            # Streamlit scrolls within the page: a picture of all of it needs a window as high as that
            inside = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
            page.set_viewport_size({"width": width, "height": max(HEIGHT, inside)})
            settled(page)
            files.append(f"{name.replace(' ', '-').replace(',', '')}-{language}-{width}-{scheme}.png")
            page.screenshot(path=folder / files[-1])
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    return files


def sheet(folder: Path, only: str, languages: list[str]) -> int:
    """Take all pictures into `folder`, with an index.html; returns how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    taken: dict[str, list[str]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        server = Server(Path(data)).start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        try:
            for language in languages:
                for walk in WALKS.values():
                    reader = browser.new_context(
                        viewport={"width": WIDTHS[0], "height": HEIGHT},
                        locale="nl-NL",
                        reduced_motion="reduce",
                    )
                    reader.set_default_timeout(60_000)
                    page = reader.new_page()
                    for name in walk(page, server, language):
                        if only in name:
                            taken[name] += take(page, name, language, folder)
                    reader.close()
        finally:
            browser.close()
            server.kill()
    sections = "".join(
        f"<h2>{escape(name)}</h2><section>"
        + "".join(
            f'<figure><img src="{file}" alt=""><figcaption>{file}</figcaption></figure>' for file in files
        )
        + "</section>"
        for name, files in taken.items()
    )
    page_of_all = (
        f"<!doctype html><meta charset=utf-8><title>Every page</title><style>{STYLE}</style>{sections}"
    )
    (folder / "index.html").write_text(page_of_all, encoding="utf-8")
    return sum(map(len, taken.values()))


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--only", default="", help="pages whose name holds this")
    options.add_argument("--language", choices=LANGUAGES, action="append", help="not both")
    asked = options.parse_args()
    print(
        sheet(asked.folder, asked.only, asked.language or [*LANGUAGES]),
        "pictures; open",
        asked.folder / "index.html",
    )
