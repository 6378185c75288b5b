"""The typefaces on paper: which characters each has, and a text split by them."""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import groupby, pairwise
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont, shapeStr

from attendance.domain.frozen import frozen

# One typeface has Latin, Greek, Cyrillic, Arabic and Hebrew, and is narrow enough for long names.
_DEJAVU = "rinoh_typeface_dejavusans"
_REGULAR, _BOLD = "DejaVuSansCondensed", "DejaVuSansCondensed-Bold"
# Missing characters are set in the first of these that has them, in one weight: a file a script, and one for East Asia.
_NOTO, _HAN = "manimgx_fonts", "paperang_p2_fonts_cjk"
_SCRIPTS = (
    *("Devanagari", "Bengali", "Tamil", "Telugu", "Gujarati", "Gurmukhi", "Kannada", "Malayalam", "Oriya", "Sinhala"),
    *("Thai", "Lao", "Khmer", "Myanmar", "Ethiopic", "Symbols"),
)

# The narrow typeface has these letters, but not the tables that place marks above them.
_LAO = frozenset(range(0x0E80, 0x0F00))
# Invisible characters that control whether Arabic letters join.
JOINERS = "\u200c\u200d"
# Most texts are the programme's, the same on every badge, and each is tried at many sizes.
KNOWN = 4096
_WORDS = re.compile("([ \N{NO-BREAK SPACE}])")


@frozen
class Typeface:
    """A font's file in a package. If letters change beside one another, the font has to be `shaped`."""

    package: str
    file: str
    is_shaped: bool = False


@frozen
class Run:
    """A piece of a line in one font: its text, the shapes to draw, and its width at one point."""

    text: str
    font: str
    drawn: str
    width: float


def font(*, is_bold: bool) -> str:
    """Return the name of a font, loaded."""
    return str(_font(Typeface(_DEJAVU, _BOLD if is_bold else _REGULAR)).fontName)


@lru_cache(maxsize=KNOWN)
def runs(text: str, is_bold: bool) -> tuple[Run, ...]:
    """Return a text in pieces: each word in one typeface if one has all of it, else each letter with its marks."""
    plain = Typeface(_DEJAVU, font(is_bold=is_bold))
    if _can_be_set(text, plain):
        return (_run(text, plain),) if text else ()
    faces = (plain, *_others())

    def face_of(piece: str) -> Typeface | None:
        return next((face for face in faces if _can_be_set(piece, face)), None)

    words = _WORDS.split(text)
    whole = [piece for word in words for piece in ([word] if face_of(word) else letters(word))]
    # Maybe no typeface has both a mark and its letter.
    pieces = [piece for letter in whole for piece in ([letter] if face_of(letter) else letter)]
    grouped = groupby(pieces, lambda piece: face_of(piece) or plain)
    return tuple(_run("".join(same), face) for face, same in grouped)


def letters(word: str) -> list[str]:
    """Return the letters of a word, each with its marks and joiners."""
    found: list[str] = []
    for before, character in pairwise(f" {word}"):
        is_mark = unicodedata.category(character).startswith("M") or character in JOINERS
        if found and (is_mark or before in JOINERS):
            found[-1] += character
        else:
            found.append(character)
    return found


def _run(text: str, face: Typeface) -> Run:
    made = _font(face)
    if not face.is_shaped:
        return Run(text, made.fontName, text, float(made.stringWidth(text, 1)))
    shaped = shapeStr(text, made.fontName, 1, force=True)
    return Run(text, made.fontName, shaped, sum(shape.x_advance for shape in shaped.__shapeData__) / 1000)


def has(character: str) -> bool:
    """Whether a typeface has a character, the first in both weights. Private characters mean something else in each."""
    if unicodedata.category(character) == "Co":
        return False
    weights = (Typeface(_DEJAVU, name) for name in (_REGULAR, _BOLD))
    return all(_can_be_set(character, face) for face in weights) or any(_can_be_set(character, f) for f in _others())


def is_shaped(character: str) -> bool:
    return any(face.is_shaped and _can_be_set(character, face) for face in _others())


def _can_be_set(text: str, face: Typeface) -> bool:
    known = _characters(face)
    return all(ord(c) in known or (face.is_shaped and c in JOINERS) for c in text)


@cache
def _others() -> tuple[Typeface, ...]:
    scripts = (Typeface(_NOTO, f"NotoSans{script}[wght]", is_shaped=True) for script in _SCRIPTS)
    emoji = Typeface(_NOTO, "NotoEmoji[wght]", is_shaped=True)
    # Arabic is joined before.
    return (*scripts, Typeface(_NOTO, "NotoSansArabic[wght]"), emoji, Typeface(_HAN, "fonts/wqy-microhei"))


@cache
def _characters(face: Typeface) -> frozenset[int]:
    """Return the characters that a font has by itself. Shaping adds private ones for others."""
    known = frozenset(_font(face).face.charToGlyph)
    return known - _LAO if face.package == _DEJAVU else known


@cache
def _font(face: Typeface) -> TTFont:
    """Return a font, loaded and registered once. The package that contains it is never run."""
    found = find_spec(face.package)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(f"{face.package} is not installed, and paper is printed in its typeface.")
    folder = Path(found.submodule_search_locations[0])
    (path,) = (path for end in ("ttf", "ttc") if (path := folder / f"{face.file}.{end}").exists())
    made = TTFont(path.stem, path, shapable=face.is_shaped)
    registerFont(made)
    return made
