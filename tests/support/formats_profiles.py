"""The profiles that the formats are tested with: the real one, two small ones, and generated ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from content import LANGUAGES, Profile, load_profile, profile_from
from records import Asked, AskedDimension

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
IDS = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)


@st.composite
def _dimensions(draw: st.DrawFn, name: str, items: list[str]) -> AskedDimension:
    aspects = [f"{name}.{part}" for part in draw(st.lists(IDS, min_size=1, max_size=3, unique=True))]
    return {
        "id": name,
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
def profiles(draw: st.DrawFn) -> Profile:
    """A profile with what a form holds: any ids that the loader allows, and any texts."""
    ids = draw(st.lists(IDS, min_size=1, max_size=3, unique=True))
    items = draw(st.lists(IDS, min_size=len(ids), max_size=7, unique=True))
    data: Asked = {
        "version": draw(WORDS),
        "title": draw(TEXTS),
        "stem": draw(TEXTS),
        "scale": [draw(TEXTS) for _ in range(5)],
        "not_applicable": draw(TEXTS),
        "works_with_question": draw(TEXTS),
        "works_with": [{"id": whom, "label": draw(TEXTS)} for whom in ("adults", "minors", "both")],
        "confidence": {"question": draw(TEXTS), "low": draw(TEXTS), "high": draw(TEXTS)},
        "dimensions": [draw(_dimensions(name, items[index :: len(ids)])) for index, name in enumerate(ids)],
    }
    made = profile_from(data)
    dimensions = {name: replace(part, summary=draw(TEXTS)) for name, part in made.dimensions.items()}
    return replace(
        made,
        dimensions=dimensions,
        for_whom=draw(TEXTS),
        introduction=draw(TEXTS),
        source=draw(TEXTS),
        not_replaced=draw(st.none() | TEXTS),
    )
