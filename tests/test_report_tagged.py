"""Every PDF holds to what PDF/UA-1 asks and a program can see; and the check sees what does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ContentStream, DecodedStreamObject, NameObject

from content import LANGUAGES
from report.card import code_card_pdf, sheet_pdf
from tests import test_report_document, test_report_meeting, test_report_team_document
from tests.support.report_team import teams
from tests.support.tagged import faults
from tests.test_report_document import PROFILE

DAY = date(2026, 11, 24)
CODES = ("7K4Q-M2HX-90TD-VC6E", "8K4Q-M2HX-90TD-VC6E", "9K4Q-M2HX-90TD-VC6E")
ADDRESS = "https://voorbeeld.nl/kluis"

DOCUMENTS: dict[str, Callable[[str], PdfReader]] = {
    "reflection": lambda language: test_report_document.document(PROFILE, "uneven", language),
    "team": lambda language: test_report_team_document.document(
        teams(PROFILE)["thirds"], language, demonstration=True
    ),
    "meeting": lambda language: test_report_meeting.document(test_report_meeting.USUAL, language),
    "card": lambda language: PdfReader(
        BytesIO(code_card_pdf(CODES[0], ADDRESS, language=language, made_on=DAY))
    ),
    "sheet of cards": lambda language: PdfReader(
        BytesIO(sheet_pdf(CODES, ADDRESS, language=language, made_on=DAY, until=DAY))
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_is_tagged_as_the_standard_asks(name: str, language: str) -> None:
    assert faults(DOCUMENTS[name](language), language) == []


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (lambda pdf: pdf.root_object.__delitem__("/StructTreeRoot"), "no structure"),
        (lambda pdf: pdf.root_object.__delitem__("/MarkInfo"), "not marked as tagged"),
        (lambda pdf: pdf.root_object.__delitem__("/Lang"), "language None"),
        (lambda pdf: pdf.root_object.__delitem__("/Metadata"), "does not say that it is PDF/UA-1"),
        (lambda pdf: pdf.pages[0].__delitem__("/Tabs"), "page 1: Tab does not follow the structure"),
        (lambda pdf: write_beside(pdf), "page 1: b'f' is neither tagged nor an artifact"),
        (lambda pdf: rename(pdf, "/H2", "/H4"), "heading /H4 after level 1"),
        (lambda pdf: without(pdf, "/Figure", "/Alt"), "a figure without words"),
        (lambda pdf: without(pdf, "/TH", "/A"), "a table head without scope"),
        (lambda pdf: rename(pdf, "/TH", "/TD"), "a table without heads"),
    ],
)
def test_what_is_not_so_is_found(spoil: Callable[[PdfWriter], None], found: str) -> None:
    pdf = PdfWriter(clone_from=DOCUMENTS["reflection"]("nl"))
    spoil(pdf)
    file = BytesIO()
    pdf.write(file)
    assert found in faults(PdfReader(file), "nl")


def write_beside(pdf: PdfWriter) -> None:
    """A black square that no mark holds."""
    page = pdf.pages[0]
    stream = DecodedStreamObject()
    stream.set_data(b"0 0 9 9 re f\n" + ContentStream(page["/Contents"], pdf).get_data())
    page[NameObject("/Contents")] = stream


def rename(pdf: PdfWriter, old: str, new: str) -> None:
    for one in elements(pdf, old):
        one[NameObject("/S")] = NameObject(new)


def without(pdf: PdfWriter, kind: str, key: str) -> None:
    for one in elements(pdf, kind):
        del one[key]


def elements(pdf: PdfWriter, kind: str) -> list[dict]:
    return [one for one in pdf._objects if isinstance(one, dict) and one.get("/S") == kind and "/P" in one]
