"""Words that tell what the app is about; cards and reminders that others may see hold none of them."""

from __future__ import annotations

from content import LANGUAGES, Profile

SUBJECT = (
    "prostitu", "basishouding", "attitude", "houding", "reflect", "seks", "sex", "jongen", "boy", "intervisi",
    "meldcode", "minderjarig", "minor", "lumens", "fontys", "kwetsbaar", "slachtoffer", "victim",
)  # fmt: skip


def tells_the_subject(text: str, profile: Profile) -> list[str]:
    """The words of the subject, and of the profile's dimensions, that occur in a text."""
    names = [dimension.name[language] for dimension in profile.dimensions.values() for language in LANGUAGES]
    words = {*SUBJECT, *(name.lower() for name in names)}
    return sorted(word for word in words if word in text.lower())
