"""The report of the day, on paper: who came, how ateliers were filled, meals forecast and served."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from reportlab.lib.units import mm

from attendance.documents import charts, localised, places, report_lunch
from attendance.documents.charts import Bar
from attendance.documents.numerals import count, percent
from attendance.documents.paper import GREY, Paper
from attendance.documents.paper_table import Grid, Heading, number
from attendance.documents.structure import TITLE
from attendance.documents.typesetting import Paragraph
from attendance.domain.day_summary import AtelierDay, DaySummary, Turnout
from attendance.domain.forecast_replay import LunchForecast
from attendance.domain.programme import LUNCH, VILLAGE, Programme
from attendance.vocabulary.words import filled, labelled, spoken

MOST_ORGANISATIONS = 40
MOST_MOVES = 20
# This many rows are kept together; more may be split by a page.
MOST_BARS = 15


def pdf(
    day: DaySummary, programme: Programme, language: str, now: datetime, foreseen: Sequence[LunchForecast] = ()
) -> bytes:
    """Return the report. It names organisations, but no person."""
    words, event = labelled("papers.report", language), programme.event
    paper = Paper(words["title"], programme, language)
    as_of = filled(
        words["as_of"],
        language,
        day=localised.local_day(now, event, language),
        hour=localised.hour(now, event, language),
    )
    paper.part(f"{event.name} · {words['title']} · {as_of}")
    _summary(paper, day)
    _kinds(paper, day)
    _ateliers(paper, day.ateliers)
    _moves(paper, day)
    if programme.checkpoint(LUNCH):
        report_lunch.lunch(paper, day, foreseen)
    if programme.checkpoint(VILLAGE):
        report_lunch.village(paper, day)
    _doors(paper, day)
    _organisations(paper, day)
    return paper.pdf()


def _summary(paper: Paper, day: DaySummary) -> None:
    words, event, language = labelled("papers.report", paper.language), paper.programme.event, paper.language
    when = f"{localised.day(event.date, language)} · {event.venue}"
    title = [Paragraph(event.name, scale=0.7), Paragraph(words["title"], True, 1.3, TITLE), Paragraph(when, scale=0.7)]
    paper.block(title, 14, height=26 * mm, gap=6 * mm)
    everybody = day.everybody
    came = filled(words["came"], language, came=everybody.came, registered=everybody.registered)
    share = _share(everybody, language)
    paragraphs = [Paragraph(f"{came} ({share})" if share else came, True, 1.2)]
    if day.peak:
        hour = localised.hour(day.peak[0], event, language)
        paragraphs.append(Paragraph(filled(words["peak"], language, count=day.peak[1], hour=hour)))
    else:
        paragraphs.append(Paragraph(words["nobody"]))
    if day.cancelled:
        paragraphs.append(Paragraph(filled(words["cancelled"], language, count=day.cancelled)))
    if all_the_same := everybody.unbooked - day.withdrawn:
        paragraphs.append(Paragraph(filled(words["unbooked"], language, count=all_the_same)))
    if day.withdrawn:
        paragraphs.append(Paragraph(filled(words["withdrawn"], language, count=day.withdrawn)))
    paper.block(paragraphs, 12, gap=5 * mm)
    if day.inside:
        paper.heading(words["inside"], height=65 * mm)
        charts.curve(paper, [(at.astimezone(ZoneInfo(event.timezone)), count) for at, count in day.inside])


def _kinds(paper: Paper, day: DaySummary) -> None:
    paper.heading(labelled("papers.report", paper.language)["byKind"])
    _turnouts(
        paper,
        "kind",
        [(localised.kind(turnout.name, paper.programme, paper.language), turnout) for turnout in day.kinds],
    )


def _organisations(paper: Paper, day: DaySummary) -> None:
    words = labelled("papers.report", paper.language)
    shown, rest = day.organisations[:MOST_ORGANISATIONS], day.organisations[MOST_ORGANISATIONS:]
    lines = [(turnout.name or words["no_organisation"], turnout) for turnout in shown]
    if rest:
        registered, came, unbooked = (
            sum(getattr(turnout, field) for turnout in rest) for field in ("registered", "came", "unbooked")
        )
        others = filled(words["others"], paper.language, count=len(rest))
        lines.append((others, Turnout(others, registered, came, unbooked)))
    paper.heading(words["organisations"])
    _turnouts(paper, "organisation", lines)


def _turnouts(paper: Paper, what: str, lines: Sequence[tuple[str, Turnout]]) -> None:
    words, language = labelled("papers.report", paper.language), paper.language
    fields = ("booked", "cameColumn", "share")
    grid = Grid([Heading(words[what], 50), *(number(words[field], 14) for field in fields)], row_height=5.5 * mm)
    rows = [
        [
            name,
            count(turnout.registered, language),
            count(turnout.came + turnout.unbooked, language),
            _share(turnout, language),
        ]
        for name, turnout in lines
    ]
    grid.rows(paper, rows)
    paper.top += 5 * mm


def _ateliers(paper: Paper, ateliers: Sequence[AtelierDay]) -> None:
    words, programme = labelled("papers.report", paper.language), paper.programme
    if not ateliers:
        return
    paper.heading(words["ateliers"], height=min(len(ateliers), MOST_BARS) * charts.BAR_HEIGHT + 14 * mm)
    paper.block([Paragraph(words["ateliers_how"])], 8.5, colour=GREY)
    bars = []
    for one in ateliers:
        turnout, came = one.turnout, one.turnout.came + one.turnout.unbooked
        label = places.full_title(one.atelier.id, programme)
        bars.append(
            Bar(
                label,
                came,
                turnout.registered,
                filled(words["atelier_bar"], paper.language, came=came, registered=turnout.registered),
            )
        )
    charts.bars(paper, bars)
    fields = ("capacity", "booked", "cameColumn", "extra", "share", "atMost")
    grid = Grid([Heading(words["atelier"], 26), *(number(words[field], 14) for field in fields)], row_height=5.5 * mm)
    grid.rows(paper, [_atelier(one, paper) for one in ateliers])
    paper.top += 5 * mm


def _atelier(one: AtelierDay, paper: Paper) -> list[str]:
    words, event = labelled("papers.report", paper.language), paper.programme.event
    turnout, peak = one.turnout, one.peak
    return [
        places.title(one.atelier.id, paper.programme),
        *(
            count(number, paper.language)
            for number in (
                one.atelier.capacity,
                turnout.registered,
                turnout.came + turnout.unbooked,
                turnout.unbooked,
            )
        ),
        _share(turnout, paper.language),
        f"{count(peak[1], paper.language)} {words['atHour']} {localised.hour(peak[0], event, paper.language)}"
        if peak
        else "",
    ]


def _moves(paper: Paper, day: DaySummary) -> None:
    words, programme = labelled("papers.report", paper.language), paper.programme
    paper.heading(words["moves"])
    if not day.moves:
        paper.block([Paragraph(words["no_moves"])], 9.5, gap=5 * mm)
        return
    grid = Grid(
        [Heading(words["from"], 30), Heading(words["to"], 30), number(words["number"], 12)], row_height=5.5 * mm
    )
    grid.rows(
        paper,
        [
            [places.title(left, programme), places.title(entered, programme), count(number, paper.language)]
            for left, entered, number in day.moves[:MOST_MOVES]
        ],
    )
    paper.top += 5 * mm


def _doors(paper: Paper, day: DaySummary) -> None:
    words = labelled("papers.report", paper.language)
    paper.heading(words["scans"])
    sentence = filled(
        words["scans_line"],
        paper.language,
        scans=day.scans,
        offline=day.offline,
        by_hand=day.by_hand,
        undone=day.undone,
        with_conflict=day.with_conflict,
        to_settle=day.to_settle,
    )
    paper.block([Paragraph(sentence)], 9.5)
    if not day.refusals:
        paper.block([Paragraph(words["noRefusals"])], 9.5, gap=5 * mm)
        return
    grid = Grid([Heading(words["reason"], 50), number(words["refusals"], 14)], row_height=5.5 * mm)
    grid.rows(
        paper,
        [
            [spoken("common.recorded", paper.language)[verdict], count(number, paper.language)]
            for verdict, number in day.refusals
        ],
    )
    paper.top += 5 * mm


def _share(turnout: Turnout, language: str) -> str:
    return percent(turnout.came / turnout.registered, language) if turnout.registered else ""
