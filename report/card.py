"""Cards with a code, to print. A person's card does not say what it opens; a team's or group's does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from secrets import SystemRandom
from typing import Final

import segno
from babel.dates import format_date

from content import babel_locale, interface_words
from report.invitation import purpose
from report.typesetting import typeset

QUIET_ZONE: Final = 4
"""White modules around a QR code (ISO/IEC 18004)."""


def code_card_pdf(
    code: str, address: str, *, language: str, made_on: date, team: str = "", of_group: bool = False
) -> bytes:
    """An A4 page with one card to cut out: the code in groups, the address, and both as a QR code.

    `code` comes in groups with dashes between.
    """
    _ = interface_words(language).gettext
    title = _("Code of {team}").format(team=team) if team else _("My code")
    data = {
        "language": language,
        "title": _("A card with your code"),
        "card_title": _("Code of our group") if of_group else title,
        "groups": code.split("-"),
        "address": address,
        "square": qr_code(_with_code(address, code)),
        "square_words": _("QR code with the address and the code"),
        "advice": [
            _("Cut out the card and keep it somewhere only you can get to it."),
            _("Whoever has this code can read the questions and learning points of our intervision group.")
            if of_group
            else _(
                "Whoever has this code can open and read everything you keep. If you lose the code, nobody"
                " can recover it."
            ),
            _("To come back, scan the square with your own phone, or go to the address and type the code."),
        ],
    }
    return typeset("card.typ", data, made_on)


def sheet_pdf(
    codes: Sequence[str], address: str, *, language: str, made_on: date, until: date, minutes: int
) -> bytes:
    """A4 pages of cards to cut and hand out, one for each of `codes` (with dashes; at least one).

    Cards have no number and are in random order, so that nothing shows when a code was made.
    """
    _ = interface_words(language).gettext
    # no line breaks in the date
    day = format_date(until, "long", locale=babel_locale(language)).replace(" ", "\N{NO-BREAK SPACE}")
    data = {
        "language": language,
        "title": _("Cards"),
        "card_title": _("Take part"),
        "lines": [
            purpose(minutes, language),
            _("You can share until {day}.").format(day=day),
            _("Counts once. Keep this card."),
        ],
        "address": address,
        "square_words": _("QR code with the address and the code"),
        "cards": [
            {"code": code, "square": qr_code(_with_code(address, code))}
            for code in SystemRandom().sample(codes, len(codes))
        ],
    }
    return typeset("sheet.typ", data, made_on)


def _with_code(address: str, code: str) -> str:
    """The address with the code after '#': a browser never sends that part to a server."""
    return f"{address}#{code.replace('-', '')}"


def qr_code(text: str) -> str:
    """The text as a QR code with error correction M or better, as SVG."""
    picture = BytesIO()
    segno.make_qr(text, error="m").save(picture, kind="svg", border=QUIET_ZONE, xmldecl=False)
    return picture.getvalue().decode()
