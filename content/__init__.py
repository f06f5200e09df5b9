"""Every word enters here: the attitude profile (profile/*.toml) and the interface (locales/)."""

from content.asked import asked, asked_key, profile_from
from content.load import latest_valid_profile, load_profile
from content.model import (
    LANGUAGES,
    Aspect,
    Confidence,
    Dimension,
    Intervision,
    Item,
    Mirror,
    MirrorKind,
    Phase,
    PlanExample,
    Profile,
    Text,
    Topic,
)
from content.opening import OPENING_SCREENS
from content.reader import ProfileError
from content.round_words import round_words
from content.words import LANGUAGE_PARAMETER, babel_locale, interface_words, language_of
from records import Part, WorksWith

__all__ = [
    "LANGUAGES",
    "LANGUAGE_PARAMETER",
    "OPENING_SCREENS",
    "Aspect",
    "Confidence",
    "Dimension",
    "Intervision",
    "Item",
    "Mirror",
    "MirrorKind",
    "Part",
    "Phase",
    "PlanExample",
    "Profile",
    "ProfileError",
    "Text",
    "Topic",
    "WorksWith",
    "asked",
    "asked_key",
    "babel_locale",
    "interface_words",
    "language_of",
    "latest_valid_profile",
    "load_profile",
    "profile_from",
    "round_words",
]
