"""Every PDF follows PDF/UA-1 as far as a program can check; its metadata hold title and day only."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ContentStream, DecodedStreamObject, DictionaryObject, NameObject

from content import LANGUAGES, interface_words
from report.card import code_card_pdf, sheet_pdf
from tests import test_report_document, test_report_meeting, test_report_team_document
from tests.support.report_documents import read
from tests.support.tagged import faults

DAY = date(2026, 11, 24)
CODES = ("7K4Q-M2HX-90TD-VC6E", "8K4Q-M2HX-90TD-VC6E", "9K4Q-M2HX-90TD-VC6E")
ADDRESS = "https://voorbeeld.nl/kluis"

DOCUMENTS: dict[str, Callable[[str], PdfReader]] = {
    "reflection": lambda language: test_report_document.document("uneven", language),
    "team": lambda language: test_report_team_document.of_team("thirds", language, demonstration=True),
    "meeting": lambda language: test_report_meeting.document(test_report_meeting.USUAL, language),
    "longest meeting": lambda language: test_report_meeting.document(test_report_meeting.LONGEST, language),
    "card": lambda language: read(code_card_pdf(CODES[0], ADDRESS, language=language, made_on=DAY)),
    "sheet of cards": lambda language: read(
        sheet_pdf(CODES, ADDRESS, language=language, made_on=DAY, until=DAY, minutes=9)
    ),
}
TITLES = {
    "reflection": "My reflection",
    "team": "The reflection of our team",
    "meeting": "Record of an intervision meeting",
    "longest meeting": "Record of an intervision meeting",
    "card": "A card with your code",
    "sheet of cards": "Cards",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_document_is_tagged(name: str, language: str) -> None:
    pdf = DOCUMENTS[name](language)
    assert faults(pdf, language) == []
    assert pdf.metadata is not None
    assert set(pdf.metadata) == {"/Title", "/Creator", "/CreationDate", "/ModDate"}, "no author"
    assert pdf.metadata.title == interface_words(language).gettext(TITLES[name])
    dates = {str(pdf.metadata["/CreationDate"]), str(pdf.metadata["/ModDate"])}
    (date_written,) = dates
    assert re.fullmatch(r"D:2026112[34]000000Z", date_written), "the day, not the time"


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
def test_the_check_finds_each_fault(spoil: Callable[[PdfWriter], None], found: str) -> None:
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


def elements(pdf: PdfWriter, kind: str) -> list[DictionaryObject]:
    every = (one for one in pdf._objects if isinstance(one, DictionaryObject))
    return [one for one in every if one.get("/S") == kind and "/P" in one]
