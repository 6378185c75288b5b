"""The caterer's sheet: what to prepare, when and where to serve it, whom to call; no statistics, nobody's name."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from reportlab.lib.units import mm

from attendance.documents import localised
from attendance.documents.caterer_table import answers
from attendance.documents.numerals import count
from attendance.documents.paper import GREY, INNER, MARGIN, MIDDLE, SHADE, Paper
from attendance.documents.paper_table import Grid, Heading, number
from attendance.documents.structure import ITEM, TITLE
from attendance.documents.typesetting import Paragraph
from attendance.domain.catering import Wish
from attendance.domain.frozen import frozen
from attendance.domain.meal_order import MealOrder
from attendance.domain.programme import LUNCH, Programme
from attendance.domain.texts import in_language
from attendance.vocabulary.words import filled, labelled


@frozen
class CatererSheet:
    """What the caterer is told. Once lunch is over, the plates are those that were served."""

    as_of: datetime
    meals: Mapping[str, int]
    contact: str
    wishes: Sequence[Wish] = ()
    replaced: MealOrder | None = None
    is_over: bool = False

    @property
    def count(self) -> int:
        return sum(self.meals.values())

    def said(self, name: str, programme: Programme, language: str) -> str:
        """Return a sentence that has its numbers and hours."""
        words, event, before = labelled("papers.caterer", language), programme.event, self.replaced
        at = before.at if before and name == "replaces" else self.as_of
        return filled(
            words[name],
            language,
            count=before.count if before and name == "replaces" else self.count,
            day=localised.local_day(at, event, language),
            hour=localised.hour(at, event, language),
        )

    def plates(self, programme: Programme, language: str) -> list[tuple[str, int]]:
        """Return how many of each diet, by its name."""
        return [(localised.diet(diet, programme, language), number) for diet, number in self.meals.items()]

    def wished(self, language: str) -> Iterator[tuple[str, list[tuple[str, int | None]]]]:
        """Go through what people wish for beside their diet; what several wrote alike, once with their number."""
        for wish in self.wishes:
            given: Counter[str] = Counter()
            for said, people in answers(wish, language):
                given[" ".join(said.split())] += 1 if people is None else people
            if +given:
                is_counted = wish.question.is_counted
                yield (
                    in_language(wish.question.label, language),
                    [(said, n if is_counted or n > 1 else None) for said, n in (+given).items()],
                )


def served_at(programme: Programme, language: str) -> list[str]:
    """Return when and where the meals are served, a line each."""
    event, door = programme.event, programme.checkpoint(LUNCH)
    lines = [localised.day(event.date, language)]
    if door:
        lines += [localised.hours(door.opens_at, door.closes_at, event, language), door.room]
    return [line for line in (*lines, event.venue, event.address) if line]


def counted(name: str, number: int | None, language: str) -> str:
    """Return how many of something in one line, or what people wrote."""
    return name if number is None else f"{count(number, language)} × {name}"


def pdf(sheet: CatererSheet, programme: Programme, language: str) -> bytes:
    """Return the sheet: a page of A4, or more where people wish for much."""
    words, event = labelled("papers.caterer", language), programme.event
    paper = Paper(words["title"], programme, language)
    as_of = sheet.said("as_of", programme, language)
    paper.part(f"{event.name} · {words['title']} · {as_of}")
    paper.block([Paragraph(event.name, scale=0.7), Paragraph(words["title"], True, 1.2, TITLE)], 16, height=24 * mm)
    paper.block([Paragraph(as_of)], 10, colour=GREY, gap=3 * mm)
    if sheet.replaced:
        paper.block([Paragraph(sheet.said("replaces", programme, language), is_bold=True)], 12, gap=3 * mm)
    _how_many(paper, sheet)
    paper.heading(words["serve"])
    paper.block([*map(Paragraph, served_at(programme, language))], 12, gap=5 * mm)
    if sheet.meals:
        paper.heading(words["byDiet"])
        grid = Grid([Heading(words["diet"], 40), number(words["plates"], 15)], row_height=9 * mm, points=13)
        grid.rows(paper, [(name, count(plates, language)) for name, plates in sheet.plates(programme, language)])
        paper.top += 5 * mm
    _wishes(paper, sheet)
    paper.heading(words["call"], height=20 * mm)
    paper.block([Paragraph(sheet.contact)], 12)
    return paper.pdf()


def _how_many(paper: Paper, sheet: CatererSheet) -> None:
    height = 20 * mm
    paper.area(MARGIN, paper.top, INNER, height, SHADE)
    said = sheet.said("served_in_all" if sheet.is_over else "prepare", paper.programme, paper.language)
    box = (MARGIN + 4 * mm, paper.top + 2 * mm, INNER - 8 * mm, height - 4 * mm)
    paper.boxed([Paragraph(said, is_bold=True)], box, 26, align=MIDDLE)
    paper.top += height + 5 * mm


def _wishes(paper: Paper, sheet: CatererSheet) -> None:
    language = paper.language
    wished = list(sheet.wished(language))
    if wished:
        paper.heading(labelled("papers.caterer", language)["wishes"])
    for label, given in wished:
        paper.block([Paragraph(label, is_bold=True)], 11, gap=1 * mm)
        for said, people in given:
            paper.block([Paragraph(f"– {counted(said, people, language)}", kind=ITEM)], 11, gap=1 * mm)
        paper.top += 3 * mm
