"""Pictures of what was drawn, and what a reader of QR codes sees in them."""

from io import BytesIO

import pypdfium2
import resvg_py
import zxingcpp
from PIL import Image

POINTS_AN_INCH = 72
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def rasterised(svg: str, pixels: int) -> Image.Image:
    """Return an SVG as a browser would show it, so many pixels wide."""
    return Image.open(BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg, width=pixels, dpi=96)))).convert("L")


def printed(pdf: bytes, dots_an_inch: int = 150, page: int = 0) -> Image.Image:
    """Return a page as a printer would draw it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        drawn: Image.Image = document[page].render(scale=dots_an_inch / POINTS_AN_INCH).to_pil().convert("L")
    finally:
        document.close()
    return drawn


def page_text(pdf: bytes, page: int = 0) -> str:
    """Return a page's text, as one that selects it gets it, on one line."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text: str = document[page].get_textpage().get_text_bounded()
    finally:
        document.close()
    return " ".join(text.split())


def pages(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def read(picture: Image.Image) -> list[str]:
    """Return what the QR codes of a picture say; in text and lines another kind of code is found now and then."""
    return [found.text for found in zxingcpp.read_barcodes(picture, formats=_QR)]
