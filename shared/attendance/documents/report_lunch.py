"""Midday in the report: meals forecast and served, and visitors of the village."""

from collections.abc import Sequence

from reportlab.lib.units import mm

from attendance.documents import localised
from attendance.documents.numerals import count, decimal
from attendance.documents.paper import GREY, Paper
from attendance.documents.paper_table import Grid, Heading, number
from attendance.documents.typesetting import Paragraph
from attendance.domain.day_summary import DaySummary
from attendance.domain.forecast_replay import LunchForecast
from attendance.vocabulary.words import filled, labelled, spoken


def lunch(paper: Paper, day: DaySummary, foreseen: Sequence[LunchForecast]) -> None:
    """Report the meals; while they are served, without judging the forecast."""
    words, meals = labelled("papers.report", paper.language), day.lunch
    paper.heading(words["meals"])
    sentence = filled(
        words["served" if day.is_lunch_over else "served_so_far"],
        paper.language,
        served=day.served,
        booked=meals.registered,
        unbooked=meals.unbooked,
        missed=meals.registered - meals.came,
    )
    paper.block([Paragraph(sentence)], 9.5)
    if foreseen:
        fields = ("expectedColumn", "range", "orderColumn", "difference", "within", "enough")
        grid = Grid([Heading(words["hour"], 26), *(number(words[field], 16) for field in fields)], row_height=5.5 * mm)
        grid.rows(paper, [_row(one, day, paper) for one in foreseen])
        paper.top += 1 * mm
        explained = [words["recomputed"]] + ([] if day.is_lunch_over else [words["not_over"]])
        paper.block([*map(Paragraph, explained)], 8.5, colour=GREY)
    else:
        paper.block([Paragraph(words["no_forecast"])], 8.5, colour=GREY)
    paper.top += 3 * mm


def village(paper: Paper, day: DaySummary) -> None:
    """Report the visitors of the village."""
    visitors, unbooked = day.village.came + day.village.unbooked, day.village.unbooked
    sentence = filled(
        spoken("papers.report", paper.language)["village"], paper.language, visitors=visitors, unbooked=unbooked
    )
    paper.block([Paragraph(sentence)], 9.5, gap=5 * mm)


def _row(one: LunchForecast, day: DaySummary, paper: Paper) -> list[str]:
    """Return an hour's forecast and, once all meals are served, its error."""
    words, expected, event, served = (
        labelled("papers.report", paper.language),
        one.expected,
        paper.programme.event,
        day.served,
    )
    said = spoken("common", paper.language)
    row = [
        localised.hour(one.as_of, event, paper.language),
        decimal(expected.mean, paper.language),
        filled(words["lowToHigh"], paper.language, low=expected.low, high=expected.high),
        count(one.to_order, paper.language),
    ]
    if not day.is_lunch_over:
        return [*row, "", "", ""]
    return [
        *row,
        decimal(served - expected.mean, paper.language, signed=True),
        said["yes" if expected.low <= served <= expected.high else "no"],
        said["yes" if served <= one.to_order else "no"],
    ]
