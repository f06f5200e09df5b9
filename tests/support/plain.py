"""What Dutch that people read here does not hold: long sentences, and words of four kinds (docs/words.md)."""

from __future__ import annotations

from typing import Final

LONGEST: Final = 18
"""Words in a sentence. After three readings the longest had 17; a name in a placeholder may add one."""

LOADED: Final = (
    r"erg|ernstige?|zorgelijke?|zorgwekkende?|gevaarlijke?|alarmerende?|verdrietige?|eenza(?:am|me)"
    r"|in de steek gelaten|zwakk?e?|zielige?|kwetsba(?:ar|re)"
)
"""Loaded words and words of weakness: the profile asks not to say them of him, nor do results of a reader."""

BLAME: Final = (
    r"slechte?|foute?n?|falen|faalt|gefaald|onvoldoende|tekortkoming(?:en)?|tekortschieten|schuld|dader"
)
"""Nobody is told off here."""

JARGON: Final = (
    r"items?|ballots?|snapshots?|aspect(?:en)?|vault|draft|houdingskant(?:en)?|het omgekeerde van"
    r"|cli[eë]nt(?:en)?|slachtoffers?"
)
"""Words of the code, words dropped after reading, and what he is not called in the interface."""
