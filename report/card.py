"""The card with a return code, to print and to keep: it says nothing about what the code is for."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Final

import segno

from content import interface_words
from report.typesetting import typeset

QUIET_ZONE: Final = 4
"""Modules of white around a QR code (ISO/IEC 18004)."""


def code_card_pdf(code: str, address: str, *, language: str, made_on: date) -> bytes:
    """An A4 page with one card to cut out: the code in groups, the address, and both as a QR code.

    `code` comes in groups with dashes between. The QR code holds the address with the code behind '#': what
    follows that never reaches a server or its log.
    """
    _ = interface_words(language).gettext
    data = {
        "language": language,
        "title": _("A card with your code"),
        "card_title": _("My code"),
        "groups": code.split("-"),
        "address": address,
        "square": qr_code(f"{address}#{code.replace('-', '')}"),
        "square_words": _("QR code with the address and the code"),
        "advice": [
            _("Cut the card out and keep it where only you come."),
            _("Whoever has this code can open and read what you keep. Nobody can make this code once more."),
            _("To return: scan the square with your own phone, or go to the address and type the code."),
        ],
    }
    return typeset("card.typ", data, made_on)


def qr_code(text: str) -> str:
    """The text as a QR code with error correction M or better, as SVG."""
    picture = BytesIO()
    segno.make_qr(text, error="m").save(picture, kind="svg", border=QUIET_ZONE, xmldecl=False)
    return picture.getvalue().decode()
