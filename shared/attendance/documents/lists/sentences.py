"""Sentences about a list for people, in the event's languages: about lines, the file, and what was not read."""

from collections.abc import Collection, Iterable
from typing import Any

from attendance.documents import localised
from attendance.documents.lists.table import Dialect, UnreadableList
from attendance.domain.lists import Remark
from attendance.domain.programme import Programme
from attendance.domain.questions import to_the_caterer
from attendance.domain.texts import in_language
from attendance.vocabulary import words
from attendance.vocabulary.codes import NO_DIET, OTHER_DIET, Kind

ERRORS, NOTES = "errors", "notes"

type Said = dict[str, str]
"""One sentence by its language."""

# What a diet that the event does not have counts as, by the code of its remark.
_COUNTED_AS = {"diet_words": OTHER_DIET, "diet_unknown": NO_DIET}


def of_remark(remark: Remark, sort: str, programme: Programme) -> Said:
    """Return the sentence of a remark in the event's languages, without the field's name.

    Without a sentence, it is the message for programs.
    """
    said: Said = {}
    question = to_the_caterer(programme.questions)
    for language in programme.languages:
        sentence = words.of(language)["lists"][sort].get(remark.code)
        atelier = programme.atelier(remark.about or "")
        memo = words.spoken("records.fields", language)["memo"]
        number = words.spoken("common", language)["atelierNumber"]
        facts = {
            "about": words.filled(number, language, number=atelier.number) if atelier else remark.about or "?",
            "kinds": ", ".join(localised.kind(kind, programme, language) for kind in Kind),
            "kept": in_language(question.label, language) if question else memo,
            "counted": localised.diet(_COUNTED_AS.get(remark.code, NO_DIET), programme, language),
        }
        said[language] = words.filled(sentence, language, **facts) if sentence else remark.message
    return said


def of_file(refused: UnreadableList, languages: Iterable[str]) -> Said:
    """Return why a file holds no readable list."""
    return _said(languages, "files", refused.reason, str(refused), **refused.more)


def of_what_is_left_out(dialect: Dialect, languages: Collection[str]) -> list[Said]:
    """Return what was not read of a file, because it is no person's or hidden."""
    parts = [(hidden.what, hidden.count, hidden.where) for hidden in dialect.hidden]
    if again := dialect.header_again:
        parts = [("header_again", len(again), ", ".join(map(str, again))), *parts]
    return [_said(languages, "left_out", what, count=count, where=where) for what, count, where in parts]


def _said(languages: Iterable[str], sort: str, code: str, otherwise: str = "", **facts: Any) -> Said:
    found = {spoken: words.of(spoken)["lists"][sort].get(code) for spoken in languages}
    return {
        spoken: words.filled(sentence, spoken, **facts) if sentence else otherwise for spoken, sentence in found.items()
    }
