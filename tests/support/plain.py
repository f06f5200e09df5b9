"""What the Dutch texts must not hold: long sentences, and words of three kinds (docs/words.md#what-holds)."""

from __future__ import annotations

from typing import Final

MAX_WORDS: Final = 18
"""Words in a sentence. The longest has 17; a name in a placeholder may add one."""

LOADED: Final = (
    r"erg|ernstige?|zorgelijke?|zorgwekkende?|gevaarlijke?|alarmerende?|verdrietige?|eenza(?:am|me)"
    r"|in de steek gelaten|zwakk?e?|zielige?|kwetsba(?:ar|re)"
)
"""Loaded words and words of weakness, about him or about the reader."""

BLAME: Final = (
    r"slechte?|foute?n?|falen|faalt|gefaald|onvoldoende|tekortkoming(?:en)?|tekortschieten|schuld|dader"
)
"""Words of blame."""

JARGON: Final = (
    r"items?|ballots?|snapshots?|aspect(?:en)?|vault|draft|houdingskant(?:en)?|het omgekeerde van"
    r"|cli[eë]nt(?:en)?|slachtoffers?"
)
"""Words of the code, words in no dictionary, and what he is not called."""
