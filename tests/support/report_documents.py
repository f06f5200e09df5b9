"""The text of a PDF, and words that could be taken for markup."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from types import MappingProxyType

import pytest
from pypdf import PdfReader

from content import LANGUAGES, Profile

WITH_MARKUP = pytest.mark.parametrize(
    "hostile",
    ["#panic() *x* $y$ @z \\ `r` <l> = h", '// -- [*] #read("house.typ") {{data}}', "é’ß„“…½→", "m" * 150],
    ids=["markup", "code", "signs", "one long word"],
)


def read(pdf: bytes) -> PdfReader:
    """The document that these bytes are."""
    return PdfReader(BytesIO(pdf))


def letters(text: str) -> str:
    """Without what line breaking adds or takes: spaces and hyphens."""
    return re.sub(r"[\s\u00ad\u200b-]", "", text)


def text_of(pdf: PdfReader) -> str:
    """The letters of all pages."""
    return letters("".join(page.extract_text() for page in pdf.pages))


def worded(profile: Profile, text: str) -> Profile:
    """The profile with `text` for every item, topic, aspect and dimension."""
    other = dict.fromkeys(LANGUAGES, text)
    dimensions = {
        dimension.id: replace(
            dimension,
            name=other,
            aspects=MappingProxyType({key: replace(a, name=other) for key, a in dimension.aspects.items()}),
            items=MappingProxyType(
                {key: replace(i, text=other, minors=None) for key, i in dimension.items.items()}
            ),
            topics=MappingProxyType(
                {key: replace(t, title=other, stake=other) for key, t in dimension.topics.items()}
            ),
        )
        for dimension in profile.dimensions.values()
    }
    return replace(
        profile,
        title=other,
        dimensions=MappingProxyType(dimensions),
        items=MappingProxyType({key: i for d in dimensions.values() for key, i in d.items.items()}),
        topics=MappingProxyType({key: t for d in dimensions.values() for key, t in d.topics.items()}),
    )
