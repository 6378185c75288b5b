"""What somebody hears of a paper: its elements in order, each with what is said of it."""

import ctypes
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from pypdfium2 import raw

type Heard = list[tuple[str, str]]


def heard(pdf: bytes) -> Heard:
    """Return each element's kind and text; of those that have others in them, an empty text."""
    with pikepdf.open(BytesIO(pdf)) as document:
        drawn = _drawn(pdf)
        numbers = {page.objgen: number for number, page in enumerate(document.pages)}
        return list(_walk(document.Root.StructTreeRoot.K, numbers, drawn))


def texts(pdf: bytes, *kinds: str) -> list[str]:
    """Return what is said of some kinds of element, or of all."""
    return [text for kind, text in heard(pdf) if text and (not kinds or kind in kinds)]


def _walk(element: Any, numbers: dict[Any, int], drawn: dict[tuple[int, int], str]) -> Iterator[tuple[str, str]]:
    kind, inside = str(element.S)[1:], element.get("/K", [])
    if isinstance(inside, int):
        own = drawn.get((numbers[element.Pg.objgen], inside), "")
        told = element.get("/Alt") or element.get("/ActualText") or own
        yield kind, " ".join(str(told).split())
        return
    yield kind, ""
    for child in inside:
        yield from _walk(child, numbers, drawn)


def _drawn(pdf: bytes) -> dict[tuple[int, int], str]:
    """Return the text of each marked piece, by the numbers of its page and its own."""
    found: dict[tuple[int, int], str] = {}
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document):
        page_text = page.get_textpage()
        for drawing in page.get_objects([raw.FPDF_PAGEOBJ_TEXT]):
            mark = raw.FPDFPageObj_GetMarkedContentID(drawing.raw)
            size = raw.FPDFTextObj_GetText(drawing.raw, page_text.raw, None, 0)
            buffer = (ctypes.c_ushort * (size // 2))()
            raw.FPDFTextObj_GetText(drawing.raw, page_text.raw, buffer, size)
            # A space on its own comes out as nothing.
            said = bytes(buffer).decode("utf-16-le").strip("\0") or " "
            found[number, mark] = found.get((number, mark), "") + said
    document.close()
    return found
