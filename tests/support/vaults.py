"""Vaults for the tests of pages."""

from __future__ import annotations

from datetime import date

from content import asked_key
from records import Answers, Asked, Reflection, Vault
from storage.contents import empty, with_reflection


def vault_with(*sheets: Answers, profile: Asked) -> Vault:
    """A vault with a reflection for each of these answers, on following days."""
    contents = empty()
    for number, sheet in enumerate(sheets, start=1):
        reflection: Reflection = {
            "id": f"{number:016x}",
            "made_on": date(2026, 1, number).isoformat(),
            "profile": asked_key(profile),
            "works_with": "adults",
            "confidence": 5,
            "answers": sheet,
        }
        contents = with_reflection(contents, reflection, profile)
    return contents
