"""Text on paper: what can be printed of it, and how large, so that all of it fits."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from attendance.documents.typography import typeset
from attendance.domain.badge import Unprintable
from attendance.domain.folding import FILLERS, is_blank

# One typeface has Latin, Greek, Cyrillic, Arabic and Hebrew, and is narrow, as long names want it.
_FILES = "rinoh_typeface_dejavusans"
_REGULAR, _BOLD = "DejaVuSansCondensed", "DejaVuSansCondensed-Bold"

NEUTRAL = "\N{WHITE SQUARE}"
LEADING = 1.2
# The typeface's own, a share of its size.
ASCENT, DESCENT = 0.93, 0.24
SMALLEST_POINTS = 1.0
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
# What says whether Arabic letters join, and is not seen itself.
_JOINERS = "\u200c\u200d"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
# Most texts are the programme's, on every badge the same, and each is tried at many sizes.
_KNOWN = 4096
# After a space or a hyphen a line may end.
_BREAKS = re.compile(r"(?<=[ \-/])(?=[^ \-/])")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text, and its size beside that of its neighbours."""

    text: str
    is_bold: bool = False
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of a paragraph, ready to be drawn: `below` the top of its block, in points."""

    text: str
    font: str
    points: float
    below: float


@lru_cache(maxsize=_KNOWN)
def printable(text: str) -> str:
    """Return a text with nothing in it that the typeface lacks.

    What cannot be drawn becomes an empty square, a whole run of it one; what cannot be
    seen is left out, above all what would turn the rest of the line around.
    """
    told = "".join(map(_drawn, _seen(text)))
    return re.sub(f" +|{NEUTRAL}+", lambda run: run[0][0], told).strip()


def refusal(name: str, *others: str) -> Unprintable | None:
    """Return why nothing may be issued to a person: paper cannot show all that it would say of them.

    A square that somebody typed is taken for one that stands for a letter, as whoever reads the paper would.
    """
    lacking = [c for text in (name, *others) for c in _seen(text) if _drawn(c) == NEUTRAL]
    if not lacking and not is_blank(name):
        return None
    return Unprintable("".join(dict.fromkeys(unicodedata.normalize("NFKC", c) for c in lacking)))


def fitted(paragraphs: Sequence[Paragraph], width: float, height: float, largest: float) -> list[Line]:
    """Return the lines at the largest size, at most `largest` points, at which all of them fit.

    Words stay whole if there is any size at which they can; nothing is ever cut off. French
    typography does no harm to other languages, which have no spaces before their colons.
    """
    told = [Paragraph(printable(typeset(p.text)), p.is_bold, p.scale) for p in paragraphs]
    told = [p for p in told if p.text]

    def attempt(points: float, *, may_break: bool) -> list[Line] | None:
        lines = _lines(told, width, points, may_break=may_break)
        return lines if lines is not None and height_of(lines) <= height else None

    whole = shrunk(largest, largest / 3, lambda points: attempt(points, may_break=False))
    broken = whole or shrunk(largest, SMALLEST_POINTS, lambda points: attempt(points, may_break=True))
    return broken or _lines(told, width, SMALLEST_POINTS, may_break=True) or []


def shrunk[Fit](largest: float, smallest: float, attempt: Callable[[float], Fit | None]) -> Fit | None:
    """Return what an attempt makes at the largest size, in points, at which it makes anything."""
    points = largest
    while points >= smallest:
        made = attempt(points)
        if made is not None:
            return made
        points -= max(points * 0.04, 0.1)
    return None


def height_of(lines: Sequence[Line]) -> float:
    """Return how high a block of lines is, in points."""
    return lines[-1].below + lines[-1].points * DESCENT if lines else 0.0


def font(*, is_bold: bool) -> str:
    """Return the name of a font that is ready for use."""
    name = _BOLD if is_bold else _REGULAR
    _face(name)
    return name


def text_width(text: str, font_name: str, points: float) -> float:
    return points * _width_at_one_point(text, font_name)


def in_order(line: str) -> str:
    """Return a line's characters from left to right as they are drawn."""
    if not _RIGHT_TO_LEFT.search(line):
        return line
    # Few names need it. The library's faster function leaves brackets the wrong way round.
    from bidi.algorithm import get_display

    return str(get_display(line))


def _lines(paragraphs: Sequence[Paragraph], width: float, points: float, *, may_break: bool) -> list[Line] | None:
    """Return the lines at one size; None if a word is wider than a line and must stay whole."""
    made: list[Line] = []
    below = 0.0
    for paragraph in paragraphs:
        size, name = points * paragraph.scale, font(is_bold=paragraph.is_bold)
        wrapped = _wrapped(paragraph.text, width, name, size, may_break=may_break)
        if wrapped is None:
            return None
        for text in wrapped:
            below += size * (LEADING if made else ASCENT)
            made.append(Line(in_order(text), name, size, below))
    return made


def _wrapped(text: str, width: float, name: str, points: float, *, may_break: bool) -> list[str] | None:
    lines, used = [""], 0.0
    for word in _BREAKS.split(text):
        visible = text_width(word.rstrip(" "), name, points)
        if used + visible <= width:
            lines[-1] += word
            used += text_width(word, name, points)
        elif visible <= width:
            lines.append(word)
            used = text_width(word, name, points)
        elif may_break:
            lines += _pieces(word, width, name, points)
            used = text_width(lines[-1], name, points)
        else:
            return None
    return [line.strip(" ") for line in lines if line.strip(" ")]


def _pieces(word: str, width: float, name: str, points: float) -> list[str]:
    """Return a word that is wider than a line, cut where it must be."""
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width(pieces[-1] + character, name, points) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


@lru_cache(maxsize=_KNOWN)
def _width_at_one_point(text: str, font_name: str) -> float:
    return float(_face(font_name).stringWidth(text, 1))


@lru_cache(maxsize=_KNOWN)
def _seen(text: str) -> str:
    """Return what is to be drawn of a text, its letters joined: a form that only joining makes may be lacking too."""
    kept = []
    for character in unicodedata.normalize("NFC", text):
        if character.isspace():
            kept.append("\N{NO-BREAK SPACE}" if character in "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}" else " ")
        elif character in _JOINERS or not _is_unseen(character):
            kept.append(character)
    return _joined("".join(kept)).translate(dict.fromkeys(map(ord, _JOINERS)))


def _joined(text: str) -> str:
    """Return Arabic letters in the forms that they have beside their neighbours."""
    if not _ARABIC.search(text):
        return text
    plain = _ARABIC.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return str(_reshaper().reshape(plain))


@cache
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper

    # One sign for a whole word is what few typefaces have; its letters, joined, say the same.
    return ArabicReshaper({"ARABIC LIGATURE ALLAH": False})


def _is_unseen(character: str) -> bool:
    is_variation = "\ufe00" <= character <= "\ufe0f"
    return is_variation or character in FILLERS or unicodedata.category(character) in ("Cc", "Cf")


def _drawn(character: str) -> str:
    """Return a character, another way to write it, or the neutral sign: the first that both weights have."""
    plain = unicodedata.normalize("NFKC", character)
    return next((told for told in (character, plain) if all(_has(c) for c in told)), NEUTRAL)


def _has(character: str) -> bool:
    return all(ord(character) in _face(name).face.charToGlyph for name in (_REGULAR, _BOLD))


@cache
def _face(name: str) -> TTFont:
    """Return a font, read once and made known to the pages. The package that brings it is never run."""
    found = find_spec(_FILES)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(f"{_FILES} is not installed, and badges are printed in its typeface.")
    made = TTFont(name, Path(found.submodule_search_locations[0]) / f"{name}.ttf")
    registerFont(made)
    return made
