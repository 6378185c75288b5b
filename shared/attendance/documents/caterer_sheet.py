"""The caterer's order: how many meals of each diet, how certain that is, and where the numbers come from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab.lib.units import mm

from attendance.documents import charts, localised
from attendance.documents.numerals import count, decimal, percent
from attendance.documents.paper import GREY, INNER, MARGIN, MIDDLE, SHADE, Paper
from attendance.documents.paper_table import Grid, Heading, number
from attendance.documents.tables import NUMBER, Cell, Column, Table
from attendance.documents.typesetting import Paragraph
from attendance.domain.catering import Expected, Lunch, Meals, Wish
from attendance.domain.forecast import INTERVAL, Forecast
from attendance.domain.programme import LUNCH, Programme
from attendance.domain.texts import in_language
from attendance.vocabulary.words import filled, labelled, spoken

_OF_KINDS = ("bookedColumn", "inside", "servedColumn")


@dataclass(frozen=True, slots=True)
class Portion:
    """The meals of one diet, of one kind of people, or all. Kinds are counted, not forecast."""

    booked: int
    booked_inside: int
    served: int
    expected: Expected | None = None
    to_order: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """The caterer's order at an hour. Once lunch is over nothing is ordered any more."""

    as_of: datetime
    service_level: float
    whole: Portion
    served_not_booked: int
    diets: Mapping[str, Portion]
    kinds: Mapping[str, Portion]
    explanation: str
    wishes: Sequence[Wish] = ()
    is_over: bool = False


def of_lunch(
    lunch: Lunch, explanation: str, service_level: float, as_of: datetime, wishes: Sequence[Wish] = ()
) -> Order:
    """Return the order by the numbers of lunch."""
    level = None if lunch.is_over else service_level
    return Order(
        as_of=as_of,
        service_level=service_level,
        whole=_portion(lunch.meals, lunch.forecast, level),
        served_not_booked=lunch.served_not_booked,
        diets={diet: _portion(m, lunch.diet_forecasts[diet], level) for diet, m in lunch.diets.items()},
        kinds={kind: _portion(meals) for kind, meals in lunch.kinds.items()},
        explanation=explanation,
        wishes=wishes,
        is_over=lunch.is_over,
    )


def _portion(meals: Meals, forecast: Forecast | None = None, service_level: float | None = None) -> Portion:
    if forecast is None:
        return Portion(meals.booked, meals.booked_inside, meals.served)
    expected = Expected(forecast.mean, forecast.low, forecast.high, INTERVAL)
    to_order = None if service_level is None else forecast.enough(service_level)
    return Portion(meals.booked, meals.booked_inside, meals.served, expected, to_order)


def table(order: Order, programme: Programme, language: str) -> Table:
    """Return the order as a table: all meals first, then each diet, each kind, and what else people wish for."""
    words = labelled("papers.caterer", language)
    columns = [
        Column(words["part"], width=12),
        Column("", width=26),
        *(Column(words[field], NUMBER, 12) for field in (*_OF_KINDS, "expectedColumn", "low", "atMost", "orderColumn")),
    ]
    rows = [_cells(words["total"], "", order.whole)]
    diets = ((localised.diet(diet, programme, language), portion) for diet, portion in order.diets.items())
    kinds = ((localised.kind(kind, programme, language), portion) for kind, portion in order.kinds.items())
    rows += [_cells(words["diet"], name, portion) for name, portion in diets]
    rows += [_cells(words["kind"], name, portion) for name, portion in kinds]
    for wish in order.wishes:
        label = in_language(wish.question.label, language)
        rows += [[label, answer, people, *[None] * 6] for answer, people in _answers(wish, language)]
    return Table(words["title"], columns, rows, programme.event, language)


def pdf(order: Order, programme: Programme, language: str) -> bytes:
    """Return the order on a page of A4."""
    words, event = labelled("papers.caterer", language), programme.event
    paper = Paper(words["title"], programme, language)
    as_of = filled(
        words["as_of"],
        language,
        day=localised.local_day(order.as_of, event, language),
        hour=localised.hour(order.as_of, event, language),
    )
    paper.part(f"{event.name} · {words['title']} · {as_of}")
    _head(paper, order, as_of)
    _forecast(paper, order)
    _diets(paper, order)
    if order.kinds:
        _kinds(paper, order)
    _wishes(paper, order)
    notes = [filled(words["contact"], language, contact=event.contact)]
    if order.served_not_booked:
        notes.insert(0, filled(words["unbooked"], language, count=order.served_not_booked))
    paper.block([*map(Paragraph, notes)], 8.5, colour=GREY)
    return paper.pdf()


def _head(paper: Paper, order: Order, as_of: str) -> None:
    words, event, language = labelled("papers.caterer", paper.language), paper.programme.event, paper.language
    door = paper.programme.checkpoint(LUNCH)
    when = localised.day(event.date, language)
    if door:
        when += f" · {door.title} · {localised.hours(door.opens_at, door.closes_at, event, language)} · {door.room}"
    title = [Paragraph(event.name, scale=0.7), Paragraph(words["title"], True, 1.2), Paragraph(when, scale=0.7)]
    paper.block(title, 14, height=24 * mm, gap=1 * mm)
    paper.block([Paragraph(as_of)], 9, colour=GREY, gap=3 * mm)
    to_order = order.whole.to_order
    if order.is_over:
        large, small = filled(words["served_in_all"], language, count=order.whole.served), words["over"]
    elif to_order is None:
        return
    else:
        large = filled(words["to_order"], language, count=to_order)
        small = filled(words["service"], language, level=percent(order.service_level, language))
    height = 22 * mm
    paper.area(MARGIN, paper.top, INNER, height, SHADE)
    paragraphs = [Paragraph(large, is_bold=True), Paragraph(small, scale=0.45)]
    box = (MARGIN + 4 * mm, paper.top + 2 * mm, INNER - 8 * mm, height - 4 * mm)
    paper.boxed(paragraphs, box, 24, align=MIDDLE)
    paper.top += height + 4 * mm


def _forecast(paper: Paper, order: Order) -> None:
    words, language, whole = labelled("papers.caterer", paper.language), paper.language, order.whole
    paper.block([Paragraph(order.explanation)], 10.5, height=40 * mm, gap=4 * mm)
    if whole.expected is None:
        return
    expected = whole.expected
    label = filled(
        words["interval"],
        language,
        mean=decimal(expected.mean, language),
        low=expected.low,
        high=expected.high,
        share=round(expected.interval * 100),
    )
    ticks = {filled(words["booked_mark"], language, count=whole.booked): float(whole.booked)}
    if not order.is_over:
        ticks[label] = expected.mean
    if whole.to_order is not None and not order.is_over:
        ticks[filled(words["order_mark"], language, count=whole.to_order)] = float(whole.to_order)
    if whole.served:
        ticks[filled(words["served_mark"], language, count=whole.served)] = float(whole.served)
    charts.band(paper, charts.Band(expected.low, expected.high, expected.mean, ticks))


def _diets(paper: Paper, order: Order) -> None:
    words = labelled("papers.caterer", paper.language)
    paper.block([Paragraph(words["byDiet"], is_bold=True)], 11, gap=1.5 * mm)
    fields = _OF_KINDS + (() if order.is_over else ("expectedColumn", "range", "orderColumn"))
    grid = Grid([Heading(words["diet"], 30), *(number(words[field], 16) for field in fields)])
    grid.head(paper)
    for diet, portion in order.diets.items():
        name = localised.diet(diet, paper.programme, paper.language)
        grid.row(paper, [name, *_numbers(portion, paper.language)[: len(fields)]])
    grid.row(paper, [words["total"], *_numbers(order.whole, paper.language)[: len(fields)]], is_bold=True)
    paper.top += 2 * mm
    apart = sum(portion.to_order or 0 for portion in order.diets.values())
    if order.whole.to_order is not None and apart > order.whole.to_order:
        paper.block([Paragraph(filled(words["margins"], paper.language, sum=apart))], 8.5, colour=GREY)
    paper.top += 3 * mm


def _kinds(paper: Paper, order: Order) -> None:
    words = labelled("papers.caterer", paper.language)
    paper.block([Paragraph(words["byKind"], is_bold=True)], 11, gap=1.5 * mm)
    grid = Grid([Heading(words["kind"], 34), *(number(words[field], 15) for field in _OF_KINDS)])
    grid.head(paper)
    for kind, portion in order.kinds.items():
        name = localised.kind(kind, paper.programme, paper.language)
        grid.row(paper, [name, *_numbers(portion, paper.language)[:3]])
    paper.top += 3 * mm


def _wishes(paper: Paper, order: Order) -> None:
    """Set what people wish for beside their diet, on as many pages as it takes."""
    words, language = labelled("papers.caterer", paper.language), paper.language
    wished = [(wish, answers) for wish in order.wishes if (answers := _answers(wish, language))]
    if wished:
        paper.heading(words["wishes"])
    for wish, answers in wished:
        label = in_language(wish.question.label, language)
        if wish.question.is_counted:
            grid = Grid([Heading(label, 34), number(words["persons"], 15)], width=INNER / 2)
            grid.rows(paper, [(answer, count(people or 0, language)) for answer, people in answers])
            paper.top += 3 * mm
            continue
        paper.block([Paragraph(label, is_bold=True)], 10, gap=1 * mm)
        for text, _ in answers:
            paper.block([Paragraph(f"– {' '.join(text.split())}")], 9.5, gap=1 * mm)
        paper.top += 2 * mm


def _answers(wish: Wish, language: str) -> list[tuple[str, int | None]]:
    """Return each answer with the number of people who chose it, or what people wrote."""
    if not wish.question.is_counted:
        return [(text, None) for text in wish.texts]
    labels = {choice.id: in_language(choice.label, language) for choice in wish.question.choices}
    return [(labels.get(code) or spoken("common", language)[code], people) for code, people in wish.counts.items()]


def _numbers(portion: Portion, language: str) -> list[str]:
    expected = portion.expected
    return [
        count(portion.booked, language),
        count(portion.booked_inside, language),
        count(portion.served, language),
        decimal(expected.mean, language) if expected else "",
        _range(expected, language) if expected else "",
        "" if portion.to_order is None else count(portion.to_order, language),
    ]


def _cells(part: str, name: str, portion: Portion) -> list[Cell]:
    expected = portion.expected
    forecast = (expected.mean, expected.low, expected.high) if expected else (None, None, None)
    return [part, name, portion.booked, portion.booked_inside, portion.served, *forecast, portion.to_order]


def _range(expected: Expected, language: str) -> str:
    if expected.low == expected.high:
        return count(expected.low, language)
    return filled(labelled("papers.caterer", language)["lowToHigh"], language, low=expected.low, high=expected.high)
