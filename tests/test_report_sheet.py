"""The cards of a round: each code once, read back from the pages as a phone would, in no order that tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from content import LANGUAGES, load_profile
from report.card import sheet_pdf
from tests.support.printed import printed
from tests.support.report_words import tells_the_subject

MADE_ON, UNTIL = date(2026, 11, 24), date(2026, 12, 3)
PPI = 150
"""Half of what an office printer does, for good measure."""

ADDRESS = "https://voorbeeld.nl/meedoen"
LONG = "https://" + "lang." * 15 + "nl/meedoen"
VERY_LONG = "https://" + "W" * 192
ADDRESSES = (ADDRESS, "http://127.0.0.1:8501/meedoen?lang=en", LONG, VERY_LONG)


def some_codes(count: int) -> list[str]:
    """Codes that tell their place in the order of making, and hold every symbol there is."""
    symbols = "0123456789ACDEFHJKMNPQRTVWXY"
    shifted = (symbols[number % 28 :] + symbols[: number % 28] for number in range(count))
    return [
        f"{number:04}-{row[0:4]}-{row[4:8]}-{row[8:12]}-{row[12:16]}" for number, row in enumerate(shifted)
    ]


CODES = some_codes(12)


def sheet(codes: Sequence[str], address: str = ADDRESS, language: str = "en") -> PdfReader:
    document = sheet_pdf(codes, address, language=language, made_on=MADE_ON, until=UNTIL)
    return PdfReader(BytesIO(document))


def text_of(pdf: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in pdf.pages).replace("\N{NO-BREAK SPACE}", " ")


def codes_in(text: str) -> list[str]:
    """The codes in the order in which they stand on the pages."""
    return re.findall(r"\d{4}(?:-\w{4}){4}", text)


def pictures(codes: Sequence[str], address: str) -> list[Image.Image]:
    """The printed pages, in grey."""
    return printed(lambda: sheet_pdf(codes, address, language="en", made_on=MADE_ON, until=UNTIL), PPI)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_phone_reads_each_code_once_with_the_address(address: str) -> None:
    found = [square for page in pictures(CODES, address) for square in zxingcpp.read_barcodes(page)]
    assert sorted(square.text for square in found) == [f"{address}#{code.replace('-', '')}" for code in CODES]
    assert {square.ec_level for square in found} <= {"M", "Q", "H"}


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (10, 1), (11, 2), (20, 2), (21, 3)])
@pytest.mark.parametrize("address", [ADDRESS, LONG])
def test_ten_cards_fill_a_page(count: int, pages: int, address: str) -> None:
    assert len(sheet(some_codes(count), address).pages) == pages


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_code_and_the_address_can_be_typed_over(address: str) -> None:
    text = text_of(sheet(CODES, address))
    assert sorted(codes_in(text)) == CODES
    assert text.replace("\n", "").count(address) == len(CODES), "and copied: nothing invisible in it"
    assert "\u200b" not in text


def test_a_card_tells_what_to_do_until_when_and_nothing_more() -> None:
    text = text_of(sheet(CODES))
    for code in CODES:
        text = text.replace(code, "")
    lines = Counter(line.strip() for line in text.splitlines() if line.strip())
    told = ("Take part", "You may share until", "3 December 2026.", "Works once.", ADDRESS)
    assert lines == dict.fromkeys(told, len(CODES)), "no number, no page, no name"


def test_the_order_of_making_is_not_kept() -> None:
    codes = some_codes(60)
    orders = [codes_in(text_of(sheet(codes))) for _time in range(2)]
    assert codes == some_codes(60), "the caller's own list stays as it is"
    for order in orders:
        assert sorted(order) == codes
        rising = sum(first < then for first, then in pairwise(order))
        assert 10 < rising < 50, "neither kept nor turned round"
    assert orders[0] != orders[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_is_tagged_for_screen_readers(language: str) -> None:
    document = sheet_pdf(CODES, ADDRESS, language=language, made_on=MADE_ON, until=UNTIL)
    pdf = PdfReader(BytesIO(document))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"].startswith(language)
    assert b"pdfuaid" in document
    objects = [str(pdf.get_object(i)) for i in range(1, len(pdf.xref[0]) + 1)]
    assert sum("/Alt" in one for one in objects) >= len(CODES)


def test_who_finds_a_card_learns_nothing_of_the_subject() -> None:
    pdf = sheet(CODES)
    assert pdf.metadata is not None
    told_twice = pdf.trailer["/Root"]["/Metadata"].get_data().decode()
    # What typst makes from all that is in the file is no word, though chance may spell one.
    told_twice = re.sub(r"<xmpMM:(Instance|Document)ID>[^<]+", "", told_twice)
    about = " ".join((*map(str, pdf.metadata.values()), *re.findall(r">([^<]+)<", told_twice)))
    assert pdf.metadata.title == "Cards"
    assert "Cards" in about
    assert not pdf.outline
    assert not tells_the_subject(f"{text_of(pdf)} {about}", load_profile())
    assert not any(part in about for code in CODES for part in (code.replace("-", ""), *code.split("-")[1:]))


def test_hostile_text_in_the_address_shows_as_it_is() -> None:
    address = "https://x.nl/#import <script>$1$ *b* \\ \"'"
    assert text_of(sheet(CODES[:1], address)).replace("\n", "").count(address) == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_everything_stays_within_the_cut_marks(address: str) -> None:
    """Left of the cards there is no ink but their marks: these tell where one cuts across."""

    def ink(left: float, top: float, right: float, bottom: float) -> bool:
        """Whether anything is printed between these, in millimetres from the page's upper left corner."""
        edges = (round(edge * PPI / 25.4) for edge in (left, top, right, bottom))
        return page.crop(tuple(edges)).getbbox() is not None

    for grey in pictures(CODES, address):
        page = grey.point(lambda shade: 255 if shade < 220 else 0)
        marked = [half / 2 for half in range(2 * 297) if ink(11, half / 2, 13, half / 2 + 0.5)]
        cuts = [mark for mark in marked if mark - 0.5 not in marked]
        assert 2 <= len(cuts) <= 6
        for top, bottom in pairwise(cuts):
            assert bottom - top > 51
            assert ink(20, bottom - 8, 40, bottom - 4), "the address"
            assert not ink(102, top + 1, 104.5, bottom - 1), "nothing between the columns"
            assert not ink(105.5, top + 1, 109.5, bottom - 1)
        for cut in cuts:
            assert not ink(20, cut - 3, 99, cut + 3), "nothing where one cuts"
            assert not ink(111, cut - 3, 189, cut + 3)
        assert not ink(15.5, 0, 19.5, 297)
        assert not ink(192, 0, 194.5, 297)
        beyond = ((0, 0, 9, 297), (201, 0, 210, 297), (0, 0, 210, cuts[0] - 6), (0, cuts[-1] + 6, 210, 297))
        assert not any(ink(*edges) for edges in beyond)
        assert cuts[-1] < 297 - 15, "where every printer prints"
