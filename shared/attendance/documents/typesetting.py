"""Text on paper: its printable characters, and the largest size at which all of it fits."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import groupby, pairwise
from typing import Any

from reportlab.lib.colors import Color

from attendance.documents.structure import TEXT, StructuredCanvas, read_as
from attendance.documents.typefaces import JOINERS, KNOWN, Run, has, is_shaped, letters, runs
from attendance.domain.badge import Unprintable
from attendance.domain.folding import FILLERS, is_blank
from attendance.domain.frozen import frozen
from attendance.vocabulary.typography import typeset

NEUTRAL = "\N{WHITE SQUARE}"
LEADING = 1.2
# The typeface's own ascent, as a share of its size.
ASCENT, DESCENT = 0.93, 0.24
SMALLEST_POINTS = 1.0
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
# A line may end after a space or a hyphen.
_BREAKS = re.compile(r"(?<=[ \-/])(?=[^ \-/])")


@frozen
class Paragraph:
    """A text, its size relative to its neighbours, and what it is to somebody who hears it."""

    text: str
    is_bold: bool = False
    scale: float = 1.0
    kind: str = TEXT


@frozen
class Line:
    """A piece of a paragraph, ready to be drawn: `below` the top of its block, in points; how it is read aloud."""

    runs: tuple[Run, ...]
    points: float
    below: float
    said: str
    paragraph: Paragraph

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def drawn(self) -> str:
        return "".join(run.drawn for run in self.runs)

    @property
    def width(self) -> float:
        return self.points * sum(run.width for run in self.runs)

    def draw(self, canvas: StructuredCanvas, at: float, base: float, *, before: float = 0) -> None:
        """Draw it at a horizontal place, with a share of its width `before` that: none, half or all of it."""
        left = at - before * self.width
        for run in self.runs:
            canvas.setFont(run.font, self.points)
            canvas.drawString(left, base, run.drawn)
            left += self.points * run.width
        if self.said.endswith(" "):
            canvas.drawString(left, base, " ")


@lru_cache(maxsize=KNOWN)
def printable(text: str) -> str:
    """Return a text without anything that all typefaces lack.

    A run of undrawable characters becomes one empty square; invisible ones are left out, above all
    those that would turn the rest of the line around.
    """
    drawn = "".join(map(_drawn, _seen(text)))
    return re.sub(f" +|{NEUTRAL}+", lambda run: run[0][0], drawn).strip()


def refusal(name: str, *others: str) -> Unprintable | None:
    """Return why no paper may be issued to a person, if it cannot show everything it should.

    A typed square counts as one that replaces a letter, as the readers of the paper would take it for
    that.
    """
    lacking = [c for text in (name, *others) for c in _seen(text) if _drawn(c) == NEUTRAL]
    if not lacking and not is_blank(name):
        return None
    return Unprintable("".join(dict.fromkeys(unicodedata.normalize("NFKC", c) for c in lacking)))


def fitted(paragraphs: Sequence[Paragraph], width: float, height: float, largest: float) -> list[Line]:
    """Return the lines at the largest size, up to `largest` points, at which all of them fit.

    Words stay whole if any size permits; nothing is ever cut off. French typography is harmless in
    other languages, which have no spaces before their colons.
    """
    texts = [replace(p, text=printable(typeset(p.text))) for p in paragraphs]
    texts = [p for p in texts if p.text]

    def attempt(points: float, *, may_break: bool) -> list[Line] | None:
        lines = _lines(texts, width, points, may_break=may_break)
        return lines if lines is not None and height_of(lines) <= height else None

    whole = shrunk(largest, largest / 3, lambda points: attempt(points, may_break=False))
    broken = whole or shrunk(largest, SMALLEST_POINTS, lambda points: attempt(points, may_break=True))
    return broken or _lines(texts, width, SMALLEST_POINTS, may_break=True) or []


def shrunk[Fit](largest: float, smallest: float, attempt: Callable[[float], Fit | None]) -> Fit | None:
    """Return the result of an attempt at the largest size, in points, at which it has one."""
    points = largest
    while points >= smallest:
        made = attempt(points)
        if made is not None:
            return made
        points -= max(points * 0.04, 0.1)
    return None


def height_of(lines: Sequence[Line]) -> float:
    """Return the height of a block of lines, in points."""
    return lines[-1].below + lines[-1].points * DESCENT if lines else 0.0


def draw(
    lines: Sequence[Line], canvas: StructuredCanvas, left: float, top: float, colour: Color, *, before: float = 0
) -> None:
    """Draw lines from a height down, each paragraph as what it is."""
    for _, same in groupby(lines, key=lambda line: id(line.paragraph)):
        of_one = list(same)
        said = "".join(each.said for each in of_one)
        is_as_drawn = said.split() == "".join(f"{each.drawn} " for each in of_one).split()
        with canvas.element(of_one[0].paragraph.kind, "" if is_as_drawn else read_as(said)):
            canvas.setFillColor(colour)
            for each in of_one:
                each.draw(canvas, left, top - each.below, before=before)


def line(text: str, points: float) -> Line:
    """Return a text as the first line of a block."""
    return _line(text, Paragraph(text), points, points * ASCENT)


def text_width(text: str, points: float, *, is_bold: bool = False) -> float:
    return points * _width_at_one_point(text, is_bold)


@lru_cache(maxsize=KNOWN)
def in_order(line: str) -> str:
    """Return a line's characters from left to right as they are drawn."""
    if not _RIGHT_TO_LEFT.search(line):
        return line
    # Few names need it. The library's faster function does not mirror brackets.
    from bidi.algorithm import get_display

    return str(get_display(line))


def _lines(paragraphs: Sequence[Paragraph], width: float, points: float, *, may_break: bool) -> list[Line] | None:
    """Return the lines at one size; None if a word is wider than a line and must stay whole."""
    made: list[Line] = []
    below = 0.0
    for paragraph in paragraphs:
        size, is_bold = points * paragraph.scale, paragraph.is_bold
        wrapped = _wrapped(paragraph.text, width, size, is_bold=is_bold, may_break=may_break)
        if wrapped is None:
            return None
        for text in wrapped:
            below += size * (LEADING if made else ASCENT)
            made.append(_line(text, paragraph, size, below))
    return made


def _line(text: str, paragraph: Paragraph, points: float, below: float) -> Line:
    return Line(runs(in_order(text.rstrip(" ")), paragraph.is_bold), points, below, _unjoined(text), paragraph)


def _wrapped(text: str, width: float, points: float, *, is_bold: bool, may_break: bool) -> list[str] | None:
    lines, used = [""], 0.0
    for word in _BREAKS.split(text):
        visible = text_width(word.rstrip(" "), points, is_bold=is_bold)
        if used + visible <= width:
            lines[-1] += word
            used += text_width(word, points, is_bold=is_bold)
        elif visible <= width:
            lines.append(word)
            used = text_width(word, points, is_bold=is_bold)
        elif may_break:
            lines += _pieces(word, width, points, is_bold=is_bold)
            used = text_width(lines[-1], points, is_bold=is_bold)
        else:
            return None
    return [line.lstrip(" ") for line in lines if line.strip(" ")]


def _pieces(word: str, width: float, points: float, *, is_bold: bool) -> list[str]:
    """Return a word that is wider than a line, cut where needed; marks stay with their letter."""
    pieces = [""]
    for letter in letters(word):
        for part in (letter,) if text_width(letter, points, is_bold=is_bold) <= width else letter:
            if pieces[-1] and text_width(pieces[-1] + part, points, is_bold=is_bold) > width:
                pieces.append("")
            pieces[-1] += part
    return pieces


@lru_cache(maxsize=KNOWN)
def _width_at_one_point(text: str, is_bold: bool) -> float:
    return sum(run.width for run in runs(text, is_bold))


@lru_cache(maxsize=KNOWN)
def _seen(text: str) -> str:
    """Return the drawable form of a text with its letters joined, as typefaces may lack only a joined form."""
    kept = []
    for character in unicodedata.normalize("NFC", text):
        if character.isspace():
            kept.append("\N{NO-BREAK SPACE}" if character in "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}" else " ")
        elif character in JOINERS or not _is_unseen(character):
            kept.append(character)
    joined = _joined("".join(kept))
    return "".join(c for before, c in pairwise(f" {joined}") if c not in JOINERS or is_shaped(before))


def _joined(text: str) -> str:
    """Return Arabic letters in the forms that they take beside their neighbours."""
    if not _ARABIC.search(text):
        return text
    return str(_reshaper().reshape(_unjoined(text)))


def _unjoined(text: str) -> str:
    return _ARABIC.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


@cache
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper

    # Few typefaces have a single sign for a whole word; its letters, joined, say the same.
    return ArabicReshaper({"ARABIC LIGATURE ALLAH": False})


def _is_unseen(character: str) -> bool:
    is_variation = "\ufe00" <= character <= "\ufe0f"
    return is_variation or character in FILLERS or unicodedata.category(character) in ("Cc", "Cf")


def _drawn(character: str) -> str:
    """Return a character, another way to write it, or the neutral sign: the first that can be set."""
    plain = unicodedata.normalize("NFKC", character)
    return next((form for form in (character, plain) if all(has(c) for c in form)), NEUTRAL)
