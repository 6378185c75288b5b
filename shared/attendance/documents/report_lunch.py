"""Midday in the report: meals forecast and served, and visitors of the village."""

from collections.abc import Sequence

from reportlab.lib.units import mm

from attendance.documents import localised
from attendance.documents.numerals import count, decimal, percent
from attendance.documents.paper import GREY, Paper
from attendance.documents.paper_table import Grid, Heading, number
from attendance.documents.typesetting import Paragraph
from attendance.domain.day_summary import DaySummary
from attendance.domain.forecast_replay import Cause, LunchForecast, Shares, cause
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
        missed = _missed(foreseen, day, paper) if day.is_lunch_over else [words["not_over"]]
        explained = [words["recomputed"], *missed]
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


def _missed(foreseen: Sequence[LunchForecast], day: DaySummary, paper: Paper) -> list[str]:
    """Say of each forecast whose interval missed what was served, what it was most wrong about."""
    words, told = spoken("papers.report", paper.language), []
    ate, came = day.lunch.came, day.lunch_guests
    said = {
        Cause.CAME: words["missed_came"],
        Cause.EATS: words["missed_eats"],
        Cause.UNBOOKED: words["missed_unbooked"],
    }
    found = Shares(came, ate / came if came else 0.0, day.lunch.unbooked)
    for one in foreseen:
        if one.rested_on is None or one.expected.low <= day.served <= one.expected.high:
            continue
        why = cause(one.rested_on, found)
        before, after = getattr(one.rested_on, why), getattr(found, why)
        show = percent if why == Cause.EATS else count
        told.append(
            filled(
                said[why],
                paper.language,
                hour=localised.hour(one.as_of, paper.programme.event, paper.language),
                found=show(round(after, 2) if why == Cause.EATS else round(after), paper.language),
                foreseen=show(round(before, 2) if why == Cause.EATS else round(before), paper.language),
            )
        )
    return told


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
