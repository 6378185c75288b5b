"""The mail that brings the caterer an order: the same in a few lines and on a sheet of paper."""

from collections.abc import Iterable, Iterator
from typing import Any

from attendance.documents import caterer_sheet, letters, localised
from attendance.documents.caterer_sheet import CatererSheet
from attendance.domain.letter import Detail, Enclosure, Letter, Part
from attendance.domain.programme import Programme
from attendance.domain.translation import in_language
from attendance.vocabulary import words


def letter(sheet: CatererSheet, to: str, programme: Programme, language: str) -> Letter:
    """Return the letter, with the sheet as a file."""
    programme = in_language(programme, language)
    event, texts = programme.event, words.labelled("mails.order", language)
    day = localised.day(event.date, language)

    def said(name: str) -> str:
        return words.filled(texts[name], language, event=event.name, day=day, count=sheet.count, contact=sheet.contact)

    before = [sheet.said("replaces", programme, language)] if sheet.replaced else []
    content: dict[str, Any] = {
        "subject": said("subject"),
        "title": said("title"),
        "greeting": said("greeting"),
        "paragraphs": [said("why"), *before],
        "parts": [Part("", tuple(_details(sheet, programme, language)), first=True)],
        "footnotes": [sheet.said("as_of", programme, language), said("attached"), said("question")],
    }
    name = f"{event.id}-{words.spoken('papers.files', language)['order']}.pdf"
    enclosed = Enclosure(name, "application/pdf", caterer_sheet.pdf(sheet, programme, language))
    return letters.letter(to, content, programme, language, [enclosed])


def _details(sheet: CatererSheet, programme: Programme, language: str) -> Iterator[Detail]:
    texts = words.labelled("papers.caterer", language)
    yield Detail(texts["serve"], tuple(caterer_sheet.served_at(programme, language)))
    yield Detail(texts["byDiet"], tuple(_lines(sheet.plates(programme, language), language)))
    for label, given in sheet.wished(language):
        yield Detail(label, tuple(_lines(given, language)))


def _lines(counted: Iterable[tuple[str, int | None]], language: str) -> Iterator[str]:
    for name, number in counted:
        yield caterer_sheet.counted(name, number, language)
