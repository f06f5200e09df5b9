"""What the server needs to know about the pages; `app.py` fills it in, so that `server/` imports no page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content import Profile
from storage import Draft


@dataclass(frozen=True)
class Site:
    """The pages as the server sees them."""

    addresses: frozenset[str]
    """The URL path of each page; the first page has ''."""
    way_in: str
    """The URL path of the page that the first one leads to."""
    opening: Callable[[Profile, str], tuple[str, ...]]
    """The first page's title and first paragraphs, in a language."""
    static_folder: Path
    """Our own style, script, pictures and fonts, sent under their names."""
    contract: Callable[[Profile], Mapping[str, object]]
    """What pages and `basishouding.js` must agree on: keys of widgets, values of options."""
    with_answers: Callable[[Draft, Mapping[str, Any], Profile], Draft]
    """A draft with the answers and texts that a browser sent."""
