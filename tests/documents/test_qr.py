"""A badge's QR code is read where it is shown: on paper, on a phone, in a corner of a camera's frame."""

from io import BytesIO

import pytest
from PIL import Image
from qrcode.exceptions import DataOverflowError

from attendance.documents import qr
from attendance.domain import badge
from tests.builders import attendee, badge_of
from tests.documents.pictures import rasterised, read

ADA = badge_of(attendee())


def spaced(*, first: bool) -> str:
    """Return a text of a badge's length and alphabet with a space at one end."""
    return f" {ADA[1:]}" if first else f"{ADA[:-1]} "


BADGES = [ADA, spaced(first=True), spaced(first=False)]


@pytest.mark.parametrize("text", BADGES, ids=["a badge", "a space first", "a space last"])
@pytest.mark.parametrize("pixels", [135, 180, 320, 450, 1000])
def test_the_vector_picture_reads_at_the_width_of_a_phone_and_smaller(text: str, pixels: int) -> None:
    assert read(rasterised(qr.svg(text), pixels)) == [text]


@pytest.mark.parametrize("text", BADGES, ids=["a badge", "a space first", "a space last"])
@pytest.mark.parametrize("module", [1, 3, 10, 40])
def test_the_picture_in_pixels_reads_at_every_size_that_may_be_asked_for(text: str, module: int) -> None:
    picture = Image.open(BytesIO(qr.png(text, module=module)))

    assert picture.size == (45 * module, 45 * module)
    assert read(picture) == [text]


@pytest.mark.parametrize("dots_an_inch", [150, 300])
def test_printed_three_and_a_half_centimetres_wide_it_reads(dots_an_inch: int) -> None:
    symbol = 36 / 25.4 * dots_an_inch

    assert read(rasterised(qr.svg(ADA), round(symbol * 45 / 37))) == [ADA]


def test_a_fifth_of_a_cameras_frame_is_enough() -> None:
    frame = Image.new("L", (640, 480), 120)
    badge_seen = Image.open(BytesIO(qr.png(ADA))).convert("L").resize((156, 156), Image.Resampling.BILINEAR)
    frame.paste(badge_seen, (200, 150))

    assert read(frame) == [ADA]


def test_on_a_dark_page_it_brings_its_own_white() -> None:
    dark = Image.new("L", (400, 400), 20)
    dark.paste(rasterised(qr.svg(ADA), 360), (20, 20))

    assert read(dark) == [ADA]
    assert rasterised(qr.svg(ADA), 45).getpixel((0, 0)) == 255


def test_a_badge_takes_the_version_that_its_modules_are_sized_for() -> None:
    assert {len(row) for row in qr.matrix(ADA)} == {37 + 2 * qr.QUIET_ZONE_MODULES}


def test_the_quiet_zone_is_white() -> None:
    modules, edge = qr.matrix(ADA), qr.QUIET_ZONE_MODULES

    around = [*modules[:edge], *modules[-edge:], *(row[:edge] + row[-edge:] for row in modules)]
    assert not any(dark for row in around for dark in row)


def test_bars_cover_every_dark_module_once() -> None:
    modules = qr.matrix(ADA)

    covered = [(row, x) for row, column, length in qr.runs(modules) for x in range(column, column + length)]
    assert sorted(covered) == [(y, x) for y, row in enumerate(modules) for x, dark in enumerate(row) if dark]


def test_what_is_longer_than_a_badge_is_refused_rather_than_drawn_smaller() -> None:
    with pytest.raises(DataOverflowError):
        qr.matrix(ADA + "A")


def test_every_character_of_a_badge_survives_the_drawing() -> None:
    text = (badge.ALPHANUMERIC * 3)[: len(ADA)]

    assert read(rasterised(qr.svg(text), 360)) == [text]
