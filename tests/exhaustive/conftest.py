"""The browser of these tests is that of `tests/browser`."""

from __future__ import annotations

from tests.browser.conftest import chromium, new_reader, page, wide_page

__all__ = ["chromium", "new_reader", "page", "wide_page"]
