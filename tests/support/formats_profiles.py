"""The profiles that the formats are tried on: the real one, the small ones, and any that could be written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from content import LANGUAGES, Profile, load_profile, profile_from

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {
    "real": ROOT / "profile",
    "bedside": ROOT / "tests" / "profiles" / "bedside",
    "small": ROOT / "tests" / "profiles" / "small",
}
PROFILES = {name: load_profile(folder) for name, folder in FOLDERS.items()}

LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\ufffe\uffff")
WORDS = st.text(LETTERS | st.sampled_from('\n\t=_x000D_"0 '), min_size=1, max_size=12).map(str.strip).filter(
    bool
) | st.sampled_from(["=1+1", "#N/A", "0 = x", "1", "2024-01-01", "true", "_x0041_", "{x}", "a\tb", '"x"'])
TEXTS = st.fixed_dictionaries(dict.fromkeys(LANGUAGES, WORDS))
IDS = st.from_regex(r"[a-z][a-z0-9_.-]{0,8}", fullmatch=True)


@st.composite
def _a_dimension(draw: Any, id: str, items: list[str]) -> dict[str, Any]:
    aspects = [f"{id}.{name}" for name in draw(st.lists(IDS, min_size=1, max_size=3, unique=True))]
    return {
        "id": id,
        "part": draw(st.sampled_from(["attitude", "practice"])),
        "name": draw(TEXTS),
        "aspects": [{"id": aspect, "name": draw(TEXTS)} for aspect in aspects],
        "items": [
            {
                "id": item,
                "aspect": draw(st.sampled_from(aspects)),
                "opposite": draw(st.booleans()),
                "text": draw(TEXTS),
                "minors": draw(st.none() | TEXTS),
            }
            for item in items
        ],
    }


@st.composite
def profiles(draw: Any) -> Profile:
    """A profile as far as a form goes: ids as wild as the loader allows, and texts as wild as people are."""
    ids = draw(st.lists(IDS, min_size=1, max_size=3, unique=True))
    items = draw(st.lists(IDS, min_size=len(ids), max_size=7, unique=True))
    data = {
        "version": draw(WORDS),
        "title": draw(TEXTS),
        "stem": draw(TEXTS),
        "scale": [draw(TEXTS) for _ in range(5)],
        "not_applicable": draw(TEXTS),
        "works_with_question": draw(TEXTS),
        "works_with": [{"id": id, "label": draw(TEXTS)} for id in ("adults", "minors", "both")],
        "confidence": {"question": draw(TEXTS), "low": draw(TEXTS), "high": draw(TEXTS)},
        "dimensions": [draw(_a_dimension(id, items[place :: len(ids)])) for place, id in enumerate(ids)],
    }
    made = profile_from(data)
    dimensions = {id: replace(part, summary=draw(TEXTS)) for id, part in made.dimensions.items()}
    return replace(
        made,
        dimensions=dimensions,
        for_whom=draw(TEXTS),
        introduction=draw(TEXTS),
        source=draw(TEXTS),
        not_replaced=draw(st.none() | TEXTS),
    )
