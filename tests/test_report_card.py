"""Cards with a code: scanned and read from the page, within their cut marks, silent about the subject."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from io import BytesIO
from itertools import pairwise

import pytest
import segno
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from content import LANGUAGES, load_profile
from report.card import code_card_pdf, qr_code, sheet_pdf
from tests.support.printed import printed
from tests.support.report_words import tells_the_subject

MADE_ON, UNTIL = date(2026, 11, 24), date(2026, 12, 3)
PPI = 150
"""Half the resolution of an office printer."""

CODE = "7K4Q-M2HX-90TD-VC6E"
ADDRESS = "https://voorbeeld.nl/kluis"
LONG = "https://" + "lang." * 15 + "nl/meedoen"
MARKUP = "https://x.nl/#import <script>$1$ *b* \\ \"'"
ADDRESSES = (
    ADDRESS,
    "http://127.0.0.1:8501/kluis?lang=en",
    "https://" + "lang." * 36 + "nl/kluis?lang=en",
    "https://" + "W" * 192,
)


def some_codes(count: int) -> tuple[str, ...]:
    """Codes that begin with their number and hold every symbol."""
    symbols = "0123456789ACDEFHJKMNPQRTVWXY"
    shifted = (symbols[number % 28 :] + symbols[: number % 28] for number in range(count))
    return tuple(
        f"{number:04}-{row[0:4]}-{row[4:8]}-{row[8:12]}-{row[12:16]}" for number, row in enumerate(shifted)
    )


CODES = some_codes(12)


def make_card(address: str, language: str = "nl") -> bytes:
    return code_card_pdf(CODE, address, language=language, made_on=MADE_ON)


def make_sheet(codes: Sequence[str], address: str = ADDRESS, language: str = "en") -> bytes:
    return sheet_pdf(codes, address, language=language, made_on=MADE_ON, until=UNTIL, minutes=9)


@cache
def card(address: str, language: str = "nl") -> PdfReader:
    return PdfReader(BytesIO(make_card(address, language)))


@cache
def sheet(codes: tuple[str, ...], address: str = ADDRESS) -> PdfReader:
    return PdfReader(BytesIO(make_sheet(codes, address)))


@cache
def card_picture(address: str) -> Image.Image:
    """The printed card, in grey."""
    (page,) = printed(lambda: make_card(address), PPI)
    return page


@cache
def sheet_pictures(address: str) -> list[Image.Image]:
    """The printed sheet, in grey."""
    return printed(lambda: make_sheet(CODES, address), PPI)


def text_of(pdf: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in pdf.pages).replace("\N{NO-BREAK SPACE}", " ")


def codes_in(text: str) -> list[str]:
    """The codes in their order on the pages."""
    return re.findall(r"\d{4}(?:-\w{4}){4}", text)


def link(address: str, code: str) -> str:
    return f"{address}#{code.replace('-', '')}"


def ink_on(page: Image.Image) -> Callable[[float, float, float, float], tuple[int, int, int, int] | None]:
    """Where anything is printed within an area, in millimetres from the page's upper left corner."""
    black = page.point(lambda shade: 255 if shade < 220 else 0)

    def ink(left: float, top: float, right: float, bottom: float) -> tuple[int, int, int, int] | None:
        left, top, right, bottom = (round(edge * PPI / 25.4) for edge in (left, top, right, bottom))
        return black.crop((left, top, right, bottom)).getbbox()

    return ink


@pytest.mark.parametrize("address", [*ADDRESSES, MARKUP])
def test_a_card_can_be_scanned_and_typed(address: str) -> None:
    (found,) = zxingcpp.read_barcodes(card_picture(address))
    assert found.text == link(address, CODE)
    pdf = card(address)
    assert len(pdf.pages) == 1
    text = text_of(pdf)
    assert all(group in text for group in CODE.split("-"))
    assert address in text.replace("\n", ""), "copied without anything invisible"
    assert "\u200b" not in text


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_code_of_a_sheet_can_be_scanned(address: str) -> None:
    found = [square for page in sheet_pictures(address) for square in zxingcpp.read_barcodes(page)]
    assert sorted(square.text for square in found) == [link(address, code) for code in CODES]
    assert {square.ec_level for square in found} <= {"M", "Q", "H"}


@pytest.mark.parametrize("address", [*ADDRESSES, MARKUP])
def test_every_code_of_a_sheet_can_be_typed(address: str) -> None:
    text = text_of(sheet(CODES, address))
    assert sorted(codes_in(text)) == [*CODES]
    assert text.replace("\n", "").count(address) == len(CODES), "copied without anything invisible"
    assert "\u200b" not in text


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (10, 1), (11, 2), (20, 2), (21, 3)])
@pytest.mark.parametrize("address", [ADDRESS, LONG])
def test_ten_cards_fill_a_page(count: int, pages: int, address: str) -> None:
    assert len(sheet(some_codes(count), address).pages) == pages


def test_a_card_says_what_and_until_when() -> None:
    text = text_of(sheet(CODES))
    for code in CODES:
        text = text.replace(code, "")
    told = " ".join(text.split())
    about = "How do we stand in the contact? About 9 minutes, without your name."
    words = f"Take part {about} You can share until 3 December 2026. Counts once. Keep this card."
    assert told.count(words) == told.count(ADDRESS) == len(CODES)
    assert not told.replace(words, "").replace(ADDRESS, "").strip(), "no number, no page, no name"


def test_the_card_of_a_team_names_it() -> None:
    made = code_card_pdf(CODE, ADDRESS, language="en", made_on=MADE_ON, team="*Noord*")
    assert "Code of *Noord*" in text_of(PdfReader(BytesIO(made)))
    assert "My code" in text_of(card(ADDRESS, "en"))


def test_the_order_of_codes_is_random() -> None:
    codes = [*some_codes(60)]
    orders = [codes_in(text_of(PdfReader(BytesIO(make_sheet(codes))))) for _time in range(2)]
    assert codes == [*some_codes(60)], "the caller's list is unchanged"
    for order in orders:
        assert sorted(order) == codes
        assert 10 < sum(first < then for first, then in pairwise(order)) < 50, "neither kept nor reversed"
    assert orders[0] != orders[1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["card", "sheet"])
def test_cards_do_not_tell_the_subject(kind: str, language: str) -> None:
    made = make_card(ADDRESS, language) if kind == "card" else make_sheet(CODES, language=language)
    pdf = PdfReader(BytesIO(made))
    assert pdf.metadata is not None
    assert pdf.metadata.title
    metadata = pdf.trailer["/Root"]["/Metadata"].get_data().decode()  # type: ignore[index]
    # an id that typst makes from the contents is no word, though it may look like one
    metadata = re.sub(r"<xmpMM:(Instance|Document)ID>[^<]+", "", metadata)
    about = " ".join((*map(str, pdf.metadata.values()), *re.findall(r">([^<]+)<", metadata)))
    assert pdf.metadata.title in about
    assert not pdf.outline or kind == "card"
    assert not tells_the_subject(f"{text_of(pdf)} {about}", load_profile())
    groups = CODE.split("-") if kind == "card" else [group for code in CODES for group in code.split("-")[1:]]
    assert not any(part in about for part in groups)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_long_address_stays_within_the_card(address: str) -> None:
    """Left of the card there are only its cut marks; the lowest tells where one cuts."""
    ink = ink_on(card_picture(address))
    marks = ink(0, 0, 18, 297)
    assert marks is not None
    cut = marks[3] / PPI * 25.4
    assert ink(25, cut - 10, 125, cut - 3), "the address"
    assert not ink(25, cut - 3, 125, cut + 3), "nothing on the cut"
    assert not ink(125, 50, 129, cut - 1)
    assert not ink(136, 0, 210, cut), "nothing beyond the card"


@pytest.mark.parametrize("address", ADDRESSES)
def test_cards_stay_within_their_cut_marks(address: str) -> None:
    """Left of the cards there are only their cut marks."""
    for page in sheet_pictures(address):
        ink = ink_on(page)
        marked = [half / 2 for half in range(2 * 297) if ink(11, half / 2, 13, half / 2 + 0.5)]
        cuts = [mark for mark in marked if mark - 0.5 not in marked]
        assert 2 <= len(cuts) <= 6
        for top, bottom in pairwise(cuts):
            assert bottom - top > 51
            assert ink(20, bottom - 8, 40, bottom - 4), "the address"
            assert not ink(102, top + 1, 104.5, bottom - 1), "nothing between the columns"
            assert not ink(105.5, top + 1, 109.5, bottom - 1)
        for cut in cuts:
            assert not ink(20, cut - 3, 99, cut + 3), "nothing on the cut"
            assert not ink(111, cut - 3, 189, cut + 3)
        empty = ((15.5, 0, 19.5, 297), (192, 0, 194.5, 297), (0, 0, 9, 297), (201, 0, 210, 297))
        assert not any(ink(*area) for area in (*empty, (0, 0, 210, cuts[0] - 6), (0, cuts[-1] + 6, 210, 297)))
        assert cuts[-1] < 297 - 15, "within reach of every printer"


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_qr_code_has_a_white_border(address: str) -> None:
    page = card_picture(address)
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
    # the smallest QR code has 21 modules a side (ISO/IEC 18004), and 4 white ones at each end
    assert 'width="29" height="29"' in qr_code("x")
    assert 'd="M4 4.5' in qr_code("x"), "drawing begins after the white"
