"""How long a reader in a browser waits: our app and an empty Streamlit page in turn, in Chromium."""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

from content import load_profile

COLD_LOADS: Final = 15
JOURNEYS: Final = 6
MAX_MS: Final = 30_000
SETTLE_MS: Final = 300
"""Shorter than any reader takes for a screen; the page is idle at the next click."""

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Both use the page's own clock and stop once the frame that shows the change is painted: callbacks of a
# frame run before it is painted, a task that they set runs after.
_WATCH: Final = """
(selector) => {
  const look = () => {
    const control = document.querySelector(selector)
    if (control?.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }))
      setTimeout(() => { window.usable_after = performance.now() })
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
"""
_ARM: Final = r"""
([button, parts]) => {
  const shown = () => parts.map((selector) => {
    const part = document.querySelector(selector)
    if (!part || !part.getClientRects().length) return ""
    // the key of a screen's first radio, which is a class of its container
    const keyed = part.closest("[class*='st-key-answer-']")
    return keyed ? keyed.className.match(/st-key-answer-\S+/)[0] : part.textContent
  })
  const before = shown()
  let pressed = 0
  const press = (event) => { pressed = event.timeStamp }
  document.querySelector(button).addEventListener("click", press, { once: true })
  window.stepped_after = undefined
  const look = () => {
    const now = shown()
    if (pressed && now.every((part, index) => part && part !== before[index]))
      setTimeout(() => { window.stepped_after = performance.now() - pressed })
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
"""
_ANSWER: Final = """
() => {
  for (const group of document.querySelectorAll("[class*='st-key-answer-']"))
    group.querySelectorAll("input[type=radio]")[2].click()
}
"""

OUR_CONTROL: Final = ".st-key-primary-link a"
OUR_BUTTON: Final = ".st-key-next button"
OUR_PARTS: Final = ("h1", "[data-testid='stRadio']:has(input[type=radio])")
EMPTY_BUTTON: Final = ".st-key-again button"
PLAIN_BUTTONS: Final = (".st-key-begin button", ".st-key-next button")
PLAIN_PARTS: Final = ("h1", "[data-testid='stRadio'] p")


@dataclass(frozen=True)
class Waits:
    """Medians in milliseconds, and how many there were of each."""

    cold_ms: float
    empty_cold_ms: float
    step_ms: float
    empty_step_ms: float
    plain_step_ms: float
    cold_loads: int
    steps: int


def chromium() -> str | None:
    """Where Chromium is: the setting CHROMIUM, Debian's place, or whatever the path has."""
    wanted = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    found = (place for name in (wanted, *NAMES) if (place := shutil.which(name)))
    return next(found, None)


def waits(ours: str, empty: str, plain: str) -> Waits | None:
    """Cold loads and steps of the servers at these addresses; None, and loudly so, without Chromium.

    A cold load: a new browser context (nothing cached), from the start of the navigation until the page's
    control is painted: our link 'Begin', the empty page's only button. A step: from the click on 'Next' until
    the next screen's heading and its first radio are painted, all statements of the screen answered before;
    in the empty page, from the click on its button until the button's changed text is painted. In the plain
    app, which has the same seven radios and nothing else, as in ours: that is what Streamlit itself needs.
    """
    path = chromium()
    if path is None or not Path(path).is_file():
        print("NO CHROMIUM FOUND: cold_load_ratio and step_wait_ratio are not measured.", file=sys.stderr)
        return None
    only_here = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", only_here])
        try:
            cold = _cold_loads(browser, ours, empty)
            steps = _steps(browser, ours, empty, plain)
        finally:
            browser.close()
    return Waits(
        cold_ms=median(cold[0]),
        empty_cold_ms=median(cold[1]),
        step_ms=median(steps[0]),
        empty_step_ms=median(steps[1]),
        plain_step_ms=median(steps[2]),
        cold_loads=len(cold[0]),
        steps=len(steps[0]),
    )


def _cold_loads(browser: Browser, ours: str, empty: str) -> tuple[list[float], list[float]]:
    pages = ((ours, OUR_CONTROL), (empty, EMPTY_BUTTON))
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(COLD_LOADS + 1):
        for which in (0, 1) if turn % 2 else (1, 0):
            ms = _cold_load(browser, *pages[which])
            if turn:  # the first turn warms the browser and the servers
                taken[which].append(ms)
    return taken


def _cold_load(browser: Browser, address: str, control: str) -> float:
    page = _page(browser)
    page.add_init_script(f"({_WATCH})({json.dumps(control)})")
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => window.usable_after !== undefined")
    ms = float(page.evaluate("() => window.usable_after"))
    page.context.close()
    return ms


def _steps(
    browser: Browser, ours: str, empty: str, plain: str
) -> tuple[list[float], list[float], list[float]]:
    screens = len(load_profile().part("attitude"))
    taken: tuple[list[float], list[float], list[float]] = ([], [], [])
    other = _page(browser)
    other.goto(empty)
    other.locator(EMPTY_BUTTON).wait_for()
    for journey in range(JOURNEYS + 1):
        page = _page(browser)
        page.goto(ours)
        page.locator(OUR_CONTROL).click()
        page.locator(OUR_BUTTON).wait_for()
        bare = _page(browser)
        bare.goto(plain)
        bare.locator(PLAIN_BUTTONS[0]).wait_for()
        for screen in range(screens):
            three_ms = (
                _step(page, OUR_BUTTON, OUR_PARTS),
                _step(other, EMPTY_BUTTON, (EMPTY_BUTTON,)),
                _step(bare, PLAIN_BUTTONS[min(screen, 1)], PLAIN_PARTS if screen else ("h1",)),
            )
            if journey:  # the first journey warms the browser and the servers
                for which, ms in enumerate(three_ms):
                    taken[which].append(ms)
            page.evaluate(_ANSWER)
        page.context.close()
        bare.context.close()
    other.context.close()
    return taken


def _page(browser: Browser) -> Page:
    page = browser.new_context(locale="nl-NL").new_page()
    page.set_default_timeout(MAX_MS)
    return page


def _step(page: Page, button: str, parts: tuple[str, ...]) -> float:
    page.bring_to_front()
    page.wait_for_timeout(SETTLE_MS)
    page.evaluate(_ARM, [button, list(parts)])
    page.locator(button).click()
    page.wait_for_function("() => window.stepped_after !== undefined")
    return float(page.evaluate("() => window.stepped_after"))
