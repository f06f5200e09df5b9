"""The card with a return code: read back from the page as a phone would, and silent about the subject."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
import segno
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from content import LANGUAGES, load_profile
from report.card import code_card_pdf, qr_code
from tests.support.printed import printed
from tests.support.report_words import tells_the_subject

DAY = date(2026, 11, 24)
PPI = 150
"""Half of what an office printer does, for good measure."""

CODE = "7K4Q-M2HX-90TD-VC6E"
ADDRESS = "https://voorbeeld.nl/kluis"
ADDRESSES = (
    ADDRESS,
    "http://127.0.0.1:8501/kluis?lang=en",
    "https://" + "lang." * 36 + "nl/kluis?lang=en",
    "https://" + "W" * 192,
)


def scanned(address: str, language: str) -> list[str]:
    """What a scanner reads from the printed page."""
    return [found.text for found in zxingcpp.read_barcodes(picture(address, language))]


def picture(address: str, language: str = "nl") -> Image.Image:
    """The printed page, in grey."""
    pages = printed(lambda: code_card_pdf(CODE, address, language=language, made_on=DAY), PPI)
    assert len(pages) == 1, "one page"
    return pages[0]


def text_of(address: str, language: str = "nl") -> str:
    """What copying from the card gives, without the line breaks."""
    pdf = PdfReader(BytesIO(code_card_pdf(CODE, address, language=language, made_on=DAY)))
    return pdf.pages[0].extract_text().replace("\n", "")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_reads_the_address_and_the_code_behind_a_hash(address: str, language: str) -> None:
    assert scanned(address, language) == [f"{address}#{CODE.replace('-', '')}"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_code_and_address_can_be_read_and_it_is_one_page(address: str, language: str) -> None:
    pdf = PdfReader(BytesIO(code_card_pdf(CODE, address, language=language, made_on=DAY)))
    assert len(pdf.pages) == 1
    text = pdf.pages[0].extract_text()
    for group in CODE.split("-"):
        assert group in text
    assert address in text.replace("\n", ""), "and copied: nothing invisible in it"
    assert "\u200b" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_is_tagged_for_screen_readers(language: str) -> None:
    document = code_card_pdf(CODE, ADDRESS, language=language, made_on=DAY)
    pdf = PdfReader(BytesIO(document))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"].startswith(language)
    assert b"pdfuaid" in document
    assert any("/Alt" in str(pdf.get_object(i)) for i in range(1, len(pdf.xref[0]) + 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_finds_the_card_learns_nothing_of_the_subject(language: str) -> None:
    pdf = PdfReader(BytesIO(code_card_pdf(CODE, ADDRESS, language=language, made_on=DAY)))
    assert pdf.metadata is not None
    told_twice = pdf.trailer["/Root"]["/Metadata"].get_data().decode()
    about = " ".join((*map(str, pdf.metadata.values()), *re.findall(r">([^<]+)<", told_twice)))
    assert pdf.metadata.title is not None
    assert pdf.metadata.title in about
    assert not tells_the_subject(" ".join((pdf.pages[0].extract_text(), about)), load_profile())
    assert not any(part in about for part in (CODE, CODE.replace("-", ""), *CODE.split("-")))


def test_hostile_text_in_the_address_shows_as_it_is() -> None:
    address = "https://x.nl/#import <script>$1$ *b* \\ \"'"
    assert address in text_of(address)
    assert scanned(address, "nl") == [f"{address}#{CODE.replace('-', '')}"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_long_address_stays_within_the_cut_marks(address: str) -> None:
    """Left of the card there is no ink but its marks; the lowest of them tells where one cuts."""

    def ink(left: float, top: float, right: float, bottom: float) -> tuple[int, int, int, int] | None:
        """What is printed between these, in millimetres from the page's upper left corner."""
        edges = (round(edge * PPI / 25.4) for edge in (left, top, right, bottom))
        return page.crop(tuple(edges)).getbbox()

    page = picture(address).point(lambda shade: 255 if shade < 220 else 0)
    marks = ink(0, 0, 18, 297)
    assert marks is not None
    cut = marks[3] / PPI * 25.4
    assert ink(25, cut - 10, 125, cut - 3) is not None, "the address"
    assert ink(25, cut - 3, 125, cut + 3) is None, "nothing where one cuts"
    assert ink(125, 50, 129, cut - 1) is None
    assert ink(136, 0, 210, cut) is None, "nothing beyond the card"


@pytest.mark.parametrize("address", ADDRESSES)
def test_around_the_square_it_is_white_and_a_scratch_does_no_harm(address: str) -> None:
    page = picture(address)
    (found,) = zxingcpp.read_barcodes(page)
    assert found.ec_level in {"M", "Q", "H"}
    corners = found.position
    left, top = corners.top_left.x, corners.top_left.y
    right, bottom = corners.bottom_right.x, corners.bottom_right.y
    modules = segno.make_qr(found.text, error="m").symbol_size(border=0)[0]
    quiet = round(3.5 * (right - left) / modules)  # of four: pixels are whole
    around = page.crop((left - quiet, top - quiet, right + quiet, bottom + quiet))
    around.paste(255, (quiet - 2, quiet - 2, around.width - quiet + 2, around.height - quiet + 2))
    assert min(around.tobytes()) > 220


def test_the_square_brings_its_white_border_along() -> None:
    """The smallest QR code has 21 modules a side (ISO/IEC 18004), and 4 of white at each end."""
    assert 'width="29" height="29"' in qr_code("x")
    assert 'd="M4 4.5' in qr_code("x"), "drawing begins behind the white"
