"""The card with a return code: read back from the page as a phone would, and silent about the subject."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
import typst
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from content import LANGUAGES, load_profile
from report import code_card_pdf
from report.card import qr_code
from report.typesetting import TEMPLATES
from tests.report_words import tells_the_subject

DAY = date(2026, 11, 24)
CODE = "7K4Q-M2HX-90TD-VC6E"
ADDRESS = "https://voorbeeld.nl/kluis"
ADDRESSES = (ADDRESS, "http://127.0.0.1:8501/kluis?lang=en", "https://" + "lang." * 36 + "nl/kluis")


def scanned(address: str, language: str) -> list[str]:
    """What a scanner reads from the printed page."""
    import json

    seen: list[str] = []

    def page(template: str, data: dict[str, object], _made_on: date) -> bytes:
        picture = typst.compile(
            TEMPLATES / template,
            root=TEMPLATES,
            sys_inputs={"data": json.dumps(data)},
            format="png",
            ppi=150,
        )
        assert isinstance(picture, bytes)
        image = Image.open(BytesIO(picture)).convert("L")
        seen.extend(found.text for found in zxingcpp.read_barcodes(image))
        return b""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("report.card.typeset", page)
        code_card_pdf(CODE, address, language=language, made_on=DAY)
    return seen


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
    assert address in text.replace("\u200b", "").replace("\n", "")


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
    told = " ".join((pdf.pages[0].extract_text(), *(str(value) for value in pdf.metadata.values())))
    assert not tells_the_subject(told, load_profile())
    assert CODE not in str(pdf.metadata)
    assert CODE.replace("-", "") not in str(pdf.metadata)


def test_hostile_text_in_the_address_shows_as_it_is() -> None:
    address = "https://x.nl/#import <script>$1$ *b* \\ \"'"
    pdf = PdfReader(BytesIO(code_card_pdf(CODE, address, language="nl", made_on=DAY)))
    assert "<script>$1$ *b*" in pdf.pages[0].extract_text().replace("\u200b", "")


def test_the_square_has_its_white_border() -> None:
    assert 'width="' in qr_code("x")
    small, large = (qr_code(text) for text in ("x", "x" * 300))
    assert small != large
