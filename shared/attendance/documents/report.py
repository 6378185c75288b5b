"""The report of the day, on paper: who came, how the ateliers were filled, what was foreseen and what was served."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from reportlab.lib.units import mm

from attendance.documents import charts, language, places, report_lunch
from attendance.documents.charts import Bar
from attendance.documents.numerals import count, percent, said
from attendance.documents.paper import GREY, Paper
from attendance.documents.paper_table import Grid, Heading, number
from attendance.documents.report_words import WORDS
from attendance.documents.table_words import VERDICTS
from attendance.documents.typesetting import Paragraph
from attendance.domain.day_summary import AtelierDay, DaySummary, Turnout
from attendance.domain.forecast_replay import LunchForecast
from attendance.domain.programme import LUNCH, VILLAGE, Programme

MOST_ORGANISATIONS = 40
MOST_MOVES = 20
# So many are kept together, more may be parted by a page.
MOST_BARS = 15


def pdf(
    day: DaySummary, programme: Programme, told_in: str, now: datetime, foreseen: Sequence[LunchForecast] = ()
) -> bytes:
    """Return the report. No person is named in it, organisations are."""
    words, event = WORDS[told_in], programme.event
    paper = Paper(words["title"], programme, told_in)
    as_of = words["as_of"].format(day=language.local_day(now, event, told_in), hour=language.hour(now, event, told_in))
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
    words, event, told_in = WORDS[paper.language], paper.programme.event, paper.language
    when = f"{language.day(event.date, told_in)} · {event.venue}"
    title = [Paragraph(event.name, scale=0.7), Paragraph(words["title"], True, 1.3), Paragraph(when, scale=0.7)]
    paper.block(title, 14, height=26 * mm, gap=6 * mm)
    everybody = day.everybody
    came = said(words["came"], told_in, came=everybody.came, registered=everybody.registered)
    share = _share(everybody, told_in)
    told = [Paragraph(f"{came} ({share})" if share else came, True, 1.2)]
    if day.peak:
        hour = language.hour(day.peak[0], event, told_in)
        told.append(Paragraph(said(words["peak"], told_in, count=day.peak[1], hour=hour)))
    else:
        told.append(Paragraph(words["nobody"]))
    if day.cancelled:
        told.append(Paragraph(said(words["cancelled"], told_in, count=day.cancelled)))
    if all_the_same := everybody.unbooked - day.withdrawn:
        told.append(Paragraph(said(words["unbooked"], told_in, count=all_the_same)))
    if day.withdrawn:
        told.append(Paragraph(said(words["withdrawn"], told_in, count=day.withdrawn)))
    paper.block(told, 12, gap=5 * mm)
    if day.inside:
        paper.heading(words["inside"], room=65 * mm)
        charts.curve(paper, [(at.astimezone(ZoneInfo(event.timezone)), count) for at, count in day.inside])


def _kinds(paper: Paper, day: DaySummary) -> None:
    paper.heading(WORDS[paper.language]["kinds"])
    _turnouts(paper, "kind", [(language.kind(told.name, paper.language), told) for told in day.kinds])


def _organisations(paper: Paper, day: DaySummary) -> None:
    words = WORDS[paper.language]
    shown, rest = day.organisations[:MOST_ORGANISATIONS], day.organisations[MOST_ORGANISATIONS:]
    lines = [(told.name or words["no_organisation"], told) for told in shown]
    if rest:
        registered, came, unbooked = (
            sum(getattr(told, field) for told in rest) for field in ("registered", "came", "unbooked")
        )
        others = said(words["others"], paper.language, count=len(rest))
        lines.append((others, Turnout(others, registered, came, unbooked)))
    paper.heading(words["organisations"])
    _turnouts(paper, "organisation", lines)


def _turnouts(paper: Paper, what: str, lines: Sequence[tuple[str, Turnout]]) -> None:
    words, told_in = WORDS[paper.language], paper.language
    fields = ("booked", "present", "share")
    grid = Grid([Heading(words[what], 50), *(number(words[field], 14) for field in fields)], row_height=5.5 * mm)
    rows = [
        [name, count(told.registered, told_in), count(told.came + told.unbooked, told_in), _share(told, told_in)]
        for name, told in lines
    ]
    grid.rows(paper, rows)
    paper.top += 5 * mm


def _ateliers(paper: Paper, ateliers: Sequence[AtelierDay]) -> None:
    words, programme = WORDS[paper.language], paper.programme
    if not ateliers:
        return
    paper.heading(words["ateliers"], room=min(len(ateliers), MOST_BARS) * charts.BAR_HEIGHT + 14 * mm)
    paper.block([Paragraph(words["ateliers_how"])], 8.5, colour=GREY)
    bars = []
    for told in ateliers:
        turnout, came = told.turnout, told.turnout.came + told.turnout.unbooked
        label = places.full_title(told.atelier.id, programme)
        bars.append(
            Bar(
                label,
                came,
                turnout.registered,
                said(words["atelier_bar"], paper.language, came=came, registered=turnout.registered),
            )
        )
    charts.bars(paper, bars)
    fields = ("seats", "booked", "present", "extra", "share", "most")
    grid = Grid([Heading(words["atelier"], 26), *(number(words[field], 14) for field in fields)], row_height=5.5 * mm)
    grid.rows(paper, [_atelier(told, paper) for told in ateliers])
    paper.top += 5 * mm


def _atelier(told: AtelierDay, paper: Paper) -> list[str]:
    words, event = WORDS[paper.language], paper.programme.event
    turnout, peak = told.turnout, told.peak
    return [
        places.title(told.atelier.id, paper.programme),
        *(
            count(number, paper.language)
            for number in (
                told.atelier.capacity,
                turnout.registered,
                turnout.came + turnout.unbooked,
                turnout.unbooked,
            )
        ),
        _share(turnout, paper.language),
        f"{count(peak[1], paper.language)} {words['at']} {language.hour(peak[0], event, paper.language)}"
        if peak
        else "",
    ]


def _moves(paper: Paper, day: DaySummary) -> None:
    words, programme = WORDS[paper.language], paper.programme
    paper.heading(words["moves"])
    if not day.moves:
        paper.block([Paragraph(words["no_moves"])], 9.5, gap=5 * mm)
        return
    grid = Grid([Heading(words["from"], 30), Heading(words["to"], 30), number(words["count"], 12)], row_height=5.5 * mm)
    grid.rows(
        paper,
        [
            [places.title(left, programme), places.title(entered, programme), count(number, paper.language)]
            for left, entered, number in day.moves[:MOST_MOVES]
        ],
    )
    paper.top += 5 * mm


def _doors(paper: Paper, day: DaySummary) -> None:
    words = WORDS[paper.language]
    paper.heading(words["scans"])
    told = said(
        words["scans_told"],
        paper.language,
        scans=day.scans,
        offline=day.offline,
        by_hand=day.by_hand,
        undone=day.undone,
        with_conflict=day.with_conflict,
        to_settle=day.to_settle,
    )
    paper.block([Paragraph(told)], 9.5)
    if not day.refusals:
        paper.block([Paragraph(words["no_refusals"])], 9.5, gap=5 * mm)
        return
    grid = Grid([Heading(words["reason"], 50), number(words["refusals"], 14)], row_height=5.5 * mm)
    grid.rows(
        paper, [[VERDICTS[paper.language][verdict], count(number, paper.language)] for verdict, number in day.refusals]
    )
    paper.top += 5 * mm


def _share(told: Turnout, told_in: str) -> str:
    return percent(told.came / told.registered, told_in) if told.registered else ""
