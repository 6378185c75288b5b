"""Folded names: found, compared and sorted alike here and on the phones (`site/lib/folding.js`)."""

import re
import unicodedata

# Letters that no decomposition makes plain, and what Unicode calls a letter although it separates two words.
LETTERS = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "ŋ": "n",
    "ɲ": "n",
    "ɓ": "b",
    "ɖ": "d",
    "ɗ": "d",
    "ɛ": "e",
    "ɔ": "o",
    "ə": "e",
    "ƙ": "k",
    "ƴ": "y",
    "ς": "σ",
}
MARKS_OF_WORDS = "ʹʺʻʼʽʾʿˈˊˋˮꞌꞋ"
APOSTROPHES = "'’‘‛′`´＇" + MARKS_OF_WORDS
_PLAIN = str.maketrans(LETTERS | dict.fromkeys(MARKS_OF_WORDS, " "))
_JOINED = str.maketrans("", "", APOSTROPHES)
_BETWEEN_WORDS = re.compile(r"[\W_]+")
# Spaces, marks that only join or turn other characters, and accents without a letter below them.
_UNSEEN = ("Zs", "Cf", "Mn", "Me", "Mc")
# Letters and signs that are drawn as nothing: Hangul's fillers, and braille without a dot.
FILLERS = "\u115f\u1160\u3164\uffa0\u2800"


def folded(text: str) -> str:
    """Return a text without accents, case and punctuation, its words separated by one space.

    Folded names sort as in French: Œ beside O, Ł beside L.
    """
    plain = unicodedata.normalize("NFKD", text).lower().translate(_PLAIN)
    letters = "".join(c for c in plain if not unicodedata.category(c).startswith("M"))
    return _BETWEEN_WORDS.sub(" ", letters).strip()


def words(name: str) -> tuple[str, ...]:
    """Return the words by which a person is found: O'Brien by both of his, and by "obrien"."""
    parted = folded(name).split()
    joined = folded(name.translate(_JOINED)).split()
    return (*parted, *(word for word in joined if word not in parted))


def is_blank(text: str) -> bool:
    """Whether a text shows nothing."""
    return all(unicodedata.category(c) in _UNSEEN or c in FILLERS for c in text.strip())


def are_meant(typed: list[str], known: str) -> bool:
    """Whether each typed word is the beginning of one of the known words, which are separated by one space."""
    return all(f" {word}" in f" {known}" for word in typed)
