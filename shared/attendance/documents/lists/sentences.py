"""Sentences about a list for people, in each language: about its lines, its file, and what was not read."""

from collections.abc import Iterable
from typing import Any

from attendance.documents import localised
from attendance.documents.lists.table import Dialect, UnreadableList
from attendance.domain.lists import Remark
from attendance.domain.programme import Atelier
from attendance.vocabulary import words

ERRORS, NOTES = "errors", "notes"

type Said = dict[str, str]
"""One sentence by its language."""


def of_remark(remark: Remark, sort: str, ateliers: Iterable[Atelier] = ()) -> Said:
    """Return the sentence of a remark, without the field's name; without a sentence, the message for programs."""
    numbers = {atelier.id: f"N°{atelier.number}" for atelier in ateliers}
    about = numbers.get(remark.about or "", remark.about or "?")
    return _said(sort, remark.code, remark.message, about=about)


def of_file(refused: UnreadableList) -> Said:
    """Return why a file holds no readable list."""
    return _said("files", refused.reason, str(refused), **refused.more)


def of_what_is_left_out(dialect: Dialect) -> list[Said]:
    """Return what was not read of a file, because it is no person's or hidden."""
    parts = [(hidden.what, hidden.count, hidden.where) for hidden in dialect.hidden]
    if again := dialect.header_again:
        parts = [("header_again", len(again), ", ".join(map(str, again))), *parts]
    return [_said("left_out", what, count=count, where=where) for what, count, where in parts]


def _said(sort: str, code: str, otherwise: str = "", **facts: Any) -> Said:
    found = {spoken: words.of(spoken)["lists"][sort].get(code) for spoken in localised.LANGUAGES}
    return {
        spoken: words.filled(sentence, spoken, **facts) if sentence else otherwise for spoken, sentence in found.items()
    }
