"""The encoding of a text file, whatever wrote it: Excel on Windows or a Mac, a form tool, an old database.

A text that is nearly UTF-8 is UTF-8: hardly any other text has such sequences of bytes. Otherwise
it is the code page that makes the words of the whole file likeliest: by their letters, in one of
the languages written with it, by capitals in usual places, and by signs outside of words.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from math import log

from attendance.documents.lists.table import LOST_LETTER, UnreadableList

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_WIDE = (("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"), ("utf-32-le", "UTF-32"), ("utf-32-be", "UTF-32"))

# Letters beyond a to z: those that a language uses often, sometimes, and seldom.
_LETTERS = {
    "French": ("é", "èàçêïë", "ôîâœûùüöÿ’"),
    "German, Nordic": ("üöä", "ßéåøæ", "óáèíàêþð"),
    "Spanish": ("áíóé", "ñúç", "êâàòèìùï"),
    "Portuguese": ("ãáéçí", "óêâõ", "úôà"),
    "Polish": ("łóą", "ęśżńć", "ź"),
    "Czech, Slovak": ("áíéýščřžě", "úůöôó", "ťďüľňäĺŕ"),
    "Croatian, Slovene": ("ćčšž", "đ", "é"),
    "Hungarian": ("áé", "öóíőü", "úűä"),
    "Romanian": ("ăş", "ţâîș", "éț"),
    "Turkish": ("ışüöç", "ğİ", "âéîûêèàôëï"),
    "Russian, Ukrainian": ("аеинолкрвт", "сдмпуйяыбгзчьюхжшці", "эщфъёїєґ"),
}
_OFTEN = (8.0, 2.0, 0.25)
# Western lists often have people of many countries.
_WEST = ("French", "German, Nordic", "Spanish", "Portuguese")
_OF_NEIGHBOURS = 0.15
_CENTRE = ("Polish", "Czech, Slovak", "Croatian, Slovene", "Hungarian", "Romanian")

# The prior likelihood of a code page, as a logarithm, and the languages written with it.
_CODE_PAGES = (
    ("cp1252", "Windows-1252", 0.0, _WEST),
    ("mac_roman", "Mac Roman", -1.0, _WEST),
    ("cp850", "DOS 850", -1.5, _WEST),
    ("iso8859-15", "ISO 8859-15", -2.0, _WEST),
    ("cp1250", "Windows-1250", -1.0, _CENTRE),
    ("iso8859-2", "ISO 8859-2", -1.5, _CENTRE),
    ("cp1254", "Windows-1254", -1.0, ("Turkish",)),
    ("cp1251", "Windows-1251", -1.0, ("Russian, Ukrainian",)),
    ("koi8-u", "KOI8", -1.0, ("Russian, Ukrainian",)),
)
_FOREIGN_LIST = {"French": 0.0, "German, Nordic": -1.0, "Spanish": -1.0, "Portuguese": -1.0, "Romanian": -1.0}
_UNUSUAL, _SIGN, _NO_SIGN, _AMISS = log(3e-4), log(0.01), log(1e-5), log(0.03)
_SIGNS = "’‘“”«»–—…•€°º№·\xa0"
_WITHIN_WORDS = "’·"
# The first character after the Latin scripts.
_OTHER_SCRIPTS = "\u0370"
_WORD = re.compile(rb"[A-Za-z'\x80-\xff-]{1,40}")
_MOST_WORDS = 5_000
_SHOWN_WORDS, _LOOKED_AT, _LONGEST_WORD = 5, 200, 40


def decoded(content: bytes) -> tuple[str, str]:
    """Return a file's text, without its byte order mark, and the name of its encoding. Raises UnreadableList.

    Undecodable bytes become the replacement character.
    """
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            content = content.removeprefix(mark)
            if (text := _nearly(content, codec)) is not None:
                return text, name
            if name != "UTF-8":
                raise UnreadableList("encoding", f"The file says that it is {name}, and is not.")
    if b"\0" in content:
        return _wide(content)
    if (text := _nearly(content, "utf-8")) is not None:
        return text, "UTF-8"
    codec, name = _code_page(content)
    return content.decode(codec, "replace"), name


def letters() -> set[str]:
    """Return all usual letters, in both cases, and the signs between words."""
    small = {letter for often in _LETTERS.values() for some in often for letter in some}
    return small | {letter.upper() for letter in small} | set(_SIGNS)


def unusual_words(text: str) -> tuple[str, ...]:
    """Return some words whose letters show people whether a text was decoded rightly."""
    words = (found[0][:_LONGEST_WORD] for found in re.finditer(r"\w+", text))
    unusual = islice((word for word in words if not word.isascii()), _LOOKED_AT)
    return tuple(islice(dict.fromkeys(unusual), _SHOWN_WORDS))


def _nearly(content: bytes, codec: str) -> str | None:
    """Return a text if at most half of its letters beyond a to z are broken."""
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        text = content.decode(codec, "replace")
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return text if text.count(LOST_LETTER) * 2 <= beyond else None


def _wide(content: bytes) -> tuple[str, str]:
    """Return a text of two or four bytes a letter without a byte order mark. Raises UnreadableList."""
    read = ((content.decode(codec, "replace"), name) for codec, name in _WIDE)
    # Decoded wrongly, the letters from a to z become East Asian ones, and there are no line ends.
    likely = [(text, name) for text, name in read if "\0" not in text and re.search(r"[A-Za-z;,\t\n]", text)]
    if not likely:
        raise UnreadableList("not_a_list", "This is neither a CSV file nor a workbook.")
    return max(likely, key=lambda pair: len(re.findall(r"[ -~\r\n\t]", pair[0])) / len(pair[0]))


def _code_page(content: bytes) -> tuple[str, str]:
    """Return the likeliest code page of a text: its codec, and its name."""
    # Each word once: repetition makes nothing more certain.
    words = [*dict.fromkeys(word for word in _WORD.findall(content) if not word.isascii())]
    words = words[:: len(words) // _MOST_WORDS + 1]
    likelihoods: dict[tuple[str, str], float] = {}
    for codec, name, before, languages in _CODE_PAGES:
        read = [word.decode(codec, "replace") for word in words]
        found = Counter(_small(letter) for word in read for letter in word if letter > "\x7f" and letter.isalpha())
        shape = before + sum(map(_shape, read))
        likelihoods[codec, name] = shape + max(_of_letters(found, language) for language in languages)
    return max(likelihoods, key=lambda page: likelihoods[page])


def _of_letters(found: Counter[str], language: str) -> float:
    """Return the likelihood of letters in a language, as a logarithm."""
    often = dict.fromkeys(_all_of(_WEST), _OF_NEIGHBOURS) if language in _WEST else {}
    often |= {letter: weight for some, weight in zip(_LETTERS[language], _OFTEN, strict=True) for letter in some}
    whole = sum(often.values())
    likely = sum(n * (log(often[a] / whole) if a in often else _UNUSUAL) for a, n in found.items())
    return likely + _FOREIGN_LIST.get(language, -0.5)


def _all_of(languages: Iterable[str]) -> str:
    return "".join(some for language in languages for some in _LETTERS[language])


def _shape(word: str) -> float:
    """Return the likelihood of a word's shape, as a logarithm: its capitals, signs and scripts."""
    likely = 0.0
    for at, letter in enumerate(word):
        if letter <= "\x7f":
            continue
        before, after = word[at - 1 : at], word[at + 1 : at + 2]
        is_within = before.isalpha() and after.isalpha()
        if not letter.isalpha():
            likely += _SIGN if letter in _SIGNS else _NO_SIGN
            likely += _AMISS if is_within and letter not in _WITHIN_WORDS else 0
            continue
        if letter > _OTHER_SCRIPTS and any(next.isascii() and next.isalpha() for next in (before, after)):
            likely += _NO_SIGN
        if letter.isupper() and before.islower():
            likely += _AMISS
        elif letter.islower() and (after.isupper() or (after.isalpha() and not before.isalpha())):
            likely += _AMISS / 2
    return likely


def _small(letter: str) -> str:
    # Python's lower case of the Turkish capital is two letters.
    return letter if letter == "İ" else letter.lower()
