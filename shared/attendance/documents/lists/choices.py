"""The ateliers named in a cell: by number, by id, by title or its beginning, one or several."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from attendance.documents.lists.values import Unread, about, unknown, written
from attendance.domain.programme import Atelier
from attendance.domain.wording import comparable, one_line
from attendance.vocabulary.words import languages, spoken

_NOTHING = {"", "n a", "na", "0"}
_MONTHS = "janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc|jan|feb|apr|may|jun|jul|aug|sep|dec"
# A cell that held "4/8" until a spreadsheet took it for a day of August.
_DATE = re.compile(
    rf"\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}(?: .*)?|\d{{4}}-\d{{2}}-\d{{2}}.*"
    rf"|\d{{1,2}}[-/ .](?:{_MONTHS})[a-zé]*\.?(?:[-/ .]\d{{2,4}})?",
    re.IGNORECASE,
)
_WORD = r"(?:ateliers?|workshops?)"
_NUMBER = rf"(?:{_WORD}\s*)?(?:(?:n\s*[°ºo]|n[or]\.|num[ée]ro|nummer|#)\s*)?\d{{1,3}}"
_SEVERAL = re.compile(rf"{_NUMBER}(?:\s*(?:[,/&+.\-]|\bet\b|\band\b|\s)\s*{_NUMBER})*", re.IGNORECASE)
_ONE = re.compile(rf"({_NUMBER})(?!\d)\s*(?:[-–—:.)|,]\s*)*(.*)", re.IGNORECASE | re.DOTALL)
# The beginning of the next of several: "N°4 - Explorer, N°8 - Quel cadre".
_NEXT = re.compile(rf"(?<=\S)[\s,/&+]+(?={_WORD}\s*(?:n\s*[°ºo]\s*)?\d|n\s*[°º]\s*\d|#\d)", re.IGNORECASE)
_SHORTEST_BEGINNING = 8
# Every line of a list is compared with every title.
_title = lru_cache(maxsize=1_000)(comparable)


def ateliers(text: str, offered: Sequence[Atelier]) -> list[str]:
    """Return the ids of the ateliers in a cell, in its order. Raises Unread."""
    found: list[str] = []
    for part in re.split(r"[;\n|]", text):
        found += [atelier for atelier in _named(one_line(part), offered) if atelier not in found]
    return found


def _named(part: str, offered: Sequence[Atelier]) -> list[str]:
    if _DATE.fullmatch(part):
        raise Unread("a_date", "is a date: has a spreadsheet made one of two numbers?", about(part))
    whole = _by_title(part, offered)
    if whole or comparable(part) in _NOTHING | written("no") | written("nothing"):
        return [whole] if whole else []
    if ids := _by_ids(part, offered):
        return ids
    if _SEVERAL.fullmatch(part):
        return [_by_number(number, offered) for number in re.findall(r"\d+", part)]
    pieces = _NEXT.split(part)
    if len(pieces) > 1:
        return [atelier for piece in pieces for atelier in _named(piece.strip(" ,"), offered)]
    if comparable(part).endswith(_released()):
        return _named(part.rpartition(", ")[0], offered)
    if not (match := _ONE.fullmatch(part)):
        raise unknown("unknown_atelier", "names no atelier of the programme", part)
    numbered = _by_number(re.sub(r"\D", "", match[1]), offered)
    titled = _by_title(match[2], offered)
    if titled not in (None, numbered):
        raise Unread("contradictory_atelier", "has the number of one atelier and the title of another", about(part))
    return [numbered]


@cache
def _released() -> tuple[str, ...]:
    """Return how our own tables mark a seat that somebody no longer has, in any language, and once did."""
    marks = (spoken("papers.attendance", language)["released"] for language in languages())
    return ("seat given back", *(comparable(mark.format(atelier="")) for mark in marks))


def _by_number(number: str, offered: Iterable[Atelier]) -> str:
    atelier = next((a.id for a in offered if a.number == int(number)), None)
    if atelier is None:
        raise Unread("unknown_atelier", f"there is no atelier {int(number)}", str(int(number)))
    return atelier


def _by_ids(part: str, offered: Sequence[Atelier]) -> list[str] | None:
    words = re.split(r"[\s,]+", part)
    return words if set(words) <= {atelier.id for atelier in offered} else None


def _by_title(part: str, offered: Iterable[Atelier]) -> str | None:
    """Return the atelier with this title, or with the only title that begins so."""
    text = comparable(part)
    titles = {atelier.id: _title(atelier.title) for atelier in offered}
    if exact := [atelier for atelier, title in titles.items() if title == text]:
        return exact[0]
    begun = [atelier for atelier, title in titles.items() if title.startswith(text) and not text.isdigit()]
    return begun[0] if len(begun) == 1 and len(text) >= _SHORTEST_BEGINNING else None
