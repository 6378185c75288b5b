"""A QR code: a badge's as SVG and as PNG, and any as modules for a page of paper."""

from io import BytesIO
from itertools import groupby
from typing import Any

from png import Writer
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

# The version for 122 alphanumeric characters: a larger symbol has smaller modules.
VERSION = 5
QUIET_ZONE_MODULES = 4
LINK_MASK = 3
# Enough for a phone's screen without scaling, and for a printer at 254 dots per inch.
PNG_MODULE_PIXELS = 10

type Runs = list[tuple[int, int, int]]


def matrix(text: str) -> list[list[bool]]:
    """Return the modules, row by row, with the quiet zone around them; True is dark.

    A badge may begin or end with a space, which belongs to it.
    """
    qr: QRCode[Any] = QRCode(VERSION, ERROR_CORRECT_M, border=QUIET_ZONE_MODULES)
    # One segment: cut into pieces by their kinds of character, the badge no longer fits the version.
    qr.add_data(text, optimize=0)
    qr.make(fit=False)
    return [[bool(module) for module in row] for row in qr.get_matrix()]


def of_link(link: str) -> list[list[bool]]:
    """Return the modules of a link, of any length that a symbol holds, with the quiet zone around them."""
    # A link is random, so no mask is better than another, and trying all takes five times as long.
    qr: QRCode[Any] = QRCode(None, ERROR_CORRECT_M, border=QUIET_ZONE_MODULES, mask_pattern=LINK_MASK)
    qr.add_data(link)
    qr.make(fit=True)
    return [[bool(module) for module in row] for row in qr.get_matrix()]


def runs(modules: list[list[bool]]) -> Runs:
    """Return the dark modules as horizontal bars: row, column, length."""
    found: Runs = []
    for y, row in enumerate(modules):
        x = 0
        for dark, bar in groupby(row):
            length = len(list(bar))
            if dark:
                found.append((y, x, length))
            x += length
    return found


def svg(text: str) -> str:
    """Return a picture of any size, by default a millimetre a module.

    It has its own white background: on a dark page black modules alone cannot be read.
    """
    modules = matrix(text)
    size = len(modules)
    path = "".join(f"M{x} {y}h{length}v1h-{length}z" for y, x, length in runs(modules))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}mm" height="{size}mm" viewBox="0 0 {size} {size}"'
        f' shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{path}"/></svg>'
    )


def png(text: str, *, module: int = PNG_MODULE_PIXELS) -> bytes:
    """Return a black and white picture with this many pixels a module."""
    modules = matrix(text)
    size = len(modules) * module
    writer = Writer(
        size,
        size,
        greyscale=True,
        bitdepth=1,
        x_pixels_per_unit=1000 * module,
        y_pixels_per_unit=1000 * module,
        unit_is_meter=True,
    )
    drawn = BytesIO()
    writer.write_packed(drawn, (row for line in modules for row in [_packed(line, module)] * module))
    return drawn.getvalue()


def _packed(row: list[bool], module: int) -> bytes:
    """Return a row's pixels, eight a byte, white as ones, filled up at the end."""
    bits = "".join("01"[not dark] * module for dark in row)
    size = -(-len(bits) // 8)
    return int(bits.ljust(size * 8, "0"), 2).to_bytes(size)
