"""The rules of PDF/UA-1 (ISO 14289-1) that a program can check, checked in the file.

The usual checker is veraPDF, a Java program; it is not installed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject

SHOWS: Final = frozenset(
    (b"Tj", b"TJ", b"'", b'"', b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"Do", b"sh", b"BI")
)
"""The operators that draw something on a page."""

HEADINGS: Final = {f"/H{level}": level for level in range(1, 7)}


def faults(pdf: PdfReader, language: str) -> list[str]:
    """Every fault in words; empty if there is none."""
    return [*_of_catalogue(pdf, language), *_of_structure(pdf), *_of_pages(pdf), *_of_fonts(pdf)]


def _of_catalogue(pdf: PdfReader, language: str) -> Iterator[str]:
    catalogue: Any = pdf.trailer["/Root"]
    marked = catalogue.get("/MarkInfo", {})
    if not _is_true(marked.get("/Marked")) or _is_true(marked.get("/Suspects")):
        yield "not marked as tagged"
    if catalogue.get("/Lang") != language:
        yield f"language {catalogue.get('/Lang')}"
    if not _is_true(catalogue.get("/ViewerPreferences", {}).get("/DisplayDocTitle")):
        yield "the window shows the file's name, not the title"
    metadata = catalogue["/Metadata"].get_data() if "/Metadata" in catalogue else b""
    if b"<pdfuaid:part>1</pdfuaid:part>" not in metadata:
        yield "does not say that it is PDF/UA-1"
    title = pdf.metadata.title if pdf.metadata else None
    if not title or title.encode() not in metadata:
        yield "no title, or another one in the metadata"


def _is_true(said: Any) -> bool:
    """pypdf's objects for true and false are both true in Python."""
    return said is not None and bool(said.value)


def _of_structure(pdf: PdfReader) -> Iterator[str]:
    root: Any = pdf.trailer["/Root"]
    if "/StructTreeRoot" not in root:
        yield "no structure"
        return
    level = 0
    for parents, node in elements(root["/StructTreeRoot"]):
        kind = node["/S"]
        if kind in HEADINGS:
            if HEADINGS[kind] > level + 1:
                yield f"heading {kind} after level {level}"
            level = HEADINGS[kind]
        if kind == "/Figure" and not str(node.get("/Alt", "")).strip():
            yield "a figure without words"
        if kind == "/TH" and not any("/Scope" in one for one in _held(node, "/A")):
            yield "a table head without scope"
        if kind in ("/TD", "/TH") and parents[-1] != "/TR":
            yield f"{kind} in {parents[-1]}"
        if kind == "/TR" and not {"/Table", "/THead", "/TBody", "/TFoot"} & {parents[-1]}:
            yield f"/TR in {parents[-1]}"
        if kind == "/LI" and parents[-1] != "/L":
            yield f"/LI in {parents[-1]}"
        if kind == "/Table" and not any(below["/S"] == "/TH" for _parents, below in elements(node)):
            yield "a table without heads"
    if level == 0:
        yield "no heading"


def elements(node: Any, parents: tuple[str, ...] = ("",)) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every structure element below a node, in reading order, with its parents."""
    for kid in _held(node, "/K"):
        if isinstance(kid, dict) and "/S" in kid:
            yield parents, kid
            yield from elements(kid, (*parents, kid["/S"]))


def _held(node: Any, key: str) -> list[Any]:
    """What a node has under a key: one or several, in the file or elsewhere."""
    held = node.get(key, [])
    return [one.get_object() for one in (held if isinstance(held, list) else [held])]


def _of_pages(pdf: PdfReader) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, start=1):
        if page.get("/Tabs") != "/S":
            yield f"page {number}: Tab does not follow the structure"
        open_marks: list[bool] = []
        seen: set[int] = set()
        for operands, operator in ContentStream(page["/Contents"], pdf).operations:
            if operator in (b"BDC", b"BMC"):
                tag, properties = operands[0], operands[1] if len(operands) > 1 else {}
                mark = properties.get("/MCID") if hasattr(properties, "get") else None
                if mark in seen:
                    yield f"page {number}: mark {mark} twice"
                if mark is not None:
                    seen.add(mark)
                open_marks.append(mark is not None or tag == "/Artifact")
            elif operator == b"EMC":
                open_marks.pop()
            elif operator in SHOWS and not any(open_marks):
                yield f"page {number}: {operator!r} is neither tagged nor an artifact"
        if missing := seen - _marks_of(pdf, number - 1):
            yield f"page {number}: marks {sorted(missing)} are in no element"


def _marks_of(pdf: PdfReader, index: int) -> set[int]:
    """The marks on a page that belong to an element."""
    root: Any = pdf.trailer["/Root"]
    wanted = pdf.pages[index].indirect_reference
    marks: set[int] = set()
    for _parents, node in elements(root.get("/StructTreeRoot", {})):
        for kid in _held(node, "/K"):
            if isinstance(kid, int) and node.raw_get("/Pg") == wanted:
                marks.add(int(kid))
            elif isinstance(kid, DictionaryObject) and "/MCID" in kid:
                page = kid.raw_get("/Pg") if "/Pg" in kid else node.raw_get("/Pg")
                if page == wanted:
                    marks.add(int(str(kid["/MCID"])))
    return marks


def _of_fonts(pdf: PdfReader) -> Iterator[str]:
    for page in pdf.pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            font = font.get_object()
            below = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            if not any(key.startswith("/FontFile") for key in below["/FontDescriptor"]):
                yield f"{font['/BaseFont']} is not in the file"
            if "/ToUnicode" not in font:
                yield f"{font['/BaseFont']} has no /ToUnicode"
