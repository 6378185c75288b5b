"""A colour of the pages is written in their palette, and nowhere else."""

import re
from pathlib import Path

import pytest
from PIL import ImageColor

ROOT = Path(__file__).parents[2]
SITE = ROOT / "functions/pages/site"
PALETTE = SITE / "ui/palette.css"
SHEETS = sorted({*SITE.rglob("*.css")} - {PALETTE})
# They take no value from a style sheet.
ELSEWHERE = sorted(
    path
    for pattern in ("pages/site/**/*.html", "pages/site/**/*.webmanifest", "pages/site/**/*.svg", "*/templates/*.html")
    for path in ROOT.glob(f"functions/{pattern}")
)
TEMPLATES = ROOT / "shared/attendance/documents"
ELSEWHERE.append(TEMPLATES / "pages/templates/page.html")
LETTER = TEMPLATES / "mails/templates/letter.html"
COMMENTS_AND_TEXTS = re.compile(r"/\*.*?\*/|'[^'\n]*'", re.DOTALL)
DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;{}]+)[;}]")
HEX = re.compile(r"#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b", re.IGNORECASE)
MADE = re.compile(r"\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix)\(")
PROPERTY = re.compile(r"--[a-z][a-z-]*")


def colours(style: str) -> list[str]:
    """Return the colours that a style sheet names by their numbers or by a word; `transparent` is none."""
    values = " ".join(value for _, value in DECLARATION.findall(COMMENTS_AND_TEXTS.sub("", style)))
    words = re.findall(r"[a-z-]+", PROPERTY.sub("", values))
    return [*HEX.findall(values), *MADE.findall(values), *(word for word in words if word in ImageColor.colormap)]


def spelled_out(colour: str) -> str:
    """Return a colour with two digits for each part."""
    digits = colour[1:].lower()
    return "#" + (digits if len(digits) > 4 else "".join(digit * 2 for digit in digits))


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.relative_to(SITE).as_posix())
def test_a_style_sheet_takes_its_colours_from_the_palette(path: Path) -> None:
    assert colours(path.read_text()) == []


@pytest.mark.parametrize("value", ["#fff", "1px solid #0b5d3b80", "rgb(0 0 0)", "color-mix(in srgb, red, blue)", "tan"])
def test_a_colour_is_seen_however_it_is_written(value: str) -> None:
    assert colours(f"#add:hover {{ /* #fff */ --line: var(--white); background: {value} }}")


@pytest.mark.parametrize("path", sorted(SITE.rglob("*.js")), ids=lambda path: path.relative_to(SITE).as_posix())
def test_a_module_names_no_colour(path: Path) -> None:
    assert re.findall(rf"'(?:{HEX.pattern})'", path.read_text()) == []


@pytest.mark.parametrize("path", ELSEWHERE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_colour_that_no_style_sheet_can_give_is_one_of_the_palettes(path: Path) -> None:
    written = re.findall(rf'"({HEX.pattern})"', path.read_text())

    assert {*map(spelled_out, written)} <= {*map(spelled_out, HEX.findall(PALETTE.read_text()))}


def test_a_mail_has_no_colour_that_the_pages_lack() -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", LETTER.read_text(), re.DOTALL)

    assert {*map(spelled_out, colours(style))} <= {*map(spelled_out, HEX.findall(PALETTE.read_text()))}


def test_every_property_that_a_style_sheet_asks_for_is_set() -> None:
    sheets = [path.read_text() for path in SITE.rglob("*.css")]
    scripts = [path.read_text() for path in SITE.rglob("*.js")]

    asked = {name for text in sheets for name in re.findall(r"var\((--[a-z-]+)", text)}
    assert asked <= {name for text in sheets for name in re.findall(r"(--[a-z-]+):", text)} | {
        name for text in scripts for name in re.findall(r"setProperty\('(--[a-z-]+)'", text)
    }
