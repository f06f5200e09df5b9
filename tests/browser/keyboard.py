"""Using the pages by keyboard, and what a screen reader gets."""

from __future__ import annotations

from typing import Any, Literal

from playwright.sync_api import Locator, Page

from tests.browser.journey import words

MAX_TABS = 80
"""More stops than any page has."""

MAX_LOST_MS = 2000

QUIET = frozenset(("StaticText", "InlineTextBox", "paragraph", "generic", "none", "strong", "emphasis"))
"""Text and its containers; other tests read the text."""

FOCUSED = r"""() => {
    const focused = document.activeElement
    if (focused === document.body) return null
    const drawn = focused.closest('[data-testid="stRadioOption"], [data-testid="stCheckbox"] label,'
        + ' [data-testid$="RootElement"],'
        + ' [data-testid="stNumberInputContainer"], .react-aria-ComboBox > [role="group"]') ?? focused
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(drawn)
    const box = drawn.getBoundingClientRect()
    return {
        what: `${focused.tagName} ${focused.ariaLabel ?? focused.innerText}`.slice(0, 60),
        seen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !/^rgba.*, 0\)$/.test(outlineColor)
            && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
        inside: document.querySelector('[data-testid="stMainBlockContainer"]').contains(focused),
        top: box.top + document.querySelector('[data-testid="stMain"]').scrollTop,
        left: box.left,
        bottom: box.bottom + document.querySelector('[data-testid="stMain"]').scrollTop,
    }
}"""


def focused(page: Page) -> dict[str, Any]:
    """What has the focus and where it is; fails if nothing has it or if it cannot be seen.

    A run that replaces the focused button leaves the focus nowhere for a fifth of a second.
    """
    found: dict[str, Any] = page.wait_for_function(FOCUSED, timeout=MAX_LOST_MS).json_value()
    assert found["seen"], f"no focus to be seen on {found['what']}"
    return found


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Tab until `target`, or something in it, has the focus; the focus must be visible at each stop."""
    target.first.wait_for(state="attached")
    for _press in range(MAX_TABS):
        page.keyboard.press(key)
        if target.first.evaluate("element => element.contains(document.activeElement)"):
            focused(page)
            return
        if page.evaluate("document.activeElement !== document.body"):  # the end of the page, and round again
            focused(page)
    raise AssertionError(f"{target} is not reached by {key}")


def press(page: Page, message: str, role: Literal["button", "link"] = "button", **values: Any) -> None:
    """Go to a button or link by Tab and press it by Enter."""
    tab_to(page, page.get_by_role(role, name=words(message, **values), exact=True))
    page.keyboard.press("Enter")


def choose(page: Page, radios: Locator, place: int) -> None:
    """Go to a group of radios by Tab and choose the one at this place by Space and the arrows."""
    tab_to(page, radios)
    page.keyboard.press("Space")
    for _press in range(place):
        page.keyboard.press("ArrowRight")
        focused(page)


def accessibility_tree(page: Page) -> list[tuple[str, str]]:
    """Role and name of everything that Chromium gives a screen reader, in order."""
    session = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()
    found: list[tuple[str, str]] = []

    def walk(node: dict[str, Any]) -> None:
        role = node.get("role", {}).get("value", "")
        if not node.get("ignored") and role not in QUIET:
            found.append((role, node.get("name", {}).get("value", "")))
        for child in node.get("childIds", []):
            if child in nodes:
                walk(nodes[child])

    walk(next(node for node in nodes.values() if "parentId" not in node))
    return found
