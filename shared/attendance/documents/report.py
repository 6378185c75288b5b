"""The report of the day, on paper: who came, how the ateliers were filled, what was foreseen and what was served."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from reportlab.lib.units import mm

from attendance.documents import charts, language, places
from attendance.documents.caterer_sheet import Expected
from attendance.documents.charts import Bar
from attendance.documents.figures import decimal, percent
from attendance.documents.grid import Grid, Heading, number
from attendance.documents.paper import GREY, Paper
from attendance.documents.report_words import WORDS
from attendance.documents.retrospect import AtelierDay, Retrospect, Turnout
from attendance.documents.table_words import VERDICTS
from attendance.documents.typesetting import Paragraph
from attendance.domain.programme import Programme

MOST_ORGANISATIONS = 40
MOST_MOVES = 20


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What was foreseen of lunch at an hour, and how many meals it said to order."""

    as_of: datetime
    expected: Expected
    to_order: int


def pdf(day: Retrospect, programme: Programme, told_in: str, now: datetime, foreseen: Sequence[Foreseen] = ()) -> bytes:
    """Return the report. No person is named in it, organisations are."""
    words, event = WORDS[told_in], programme.event
    paper = Paper(words["title"], programme, told_in)
    as_of = words["as_of"].format(day=language.local_day(now, event, told_in), hour=language.hour(now, event, told_in))
    paper.part(f"{event.name} · {words['title']} · {as_of}")
    _summary(paper, day)
    _kinds(paper, day)
    _ateliers(paper, day.ateliers)
    _moves(paper, day)
    _lunch(paper, day, foreseen)
    _doors(paper, day)
    _organisations(paper, day)
    return paper.pdf()


def _summary(paper: Paper, day: Retrospect) -> None:
    words, event, told_in = WORDS[paper.language], paper.programme.event, paper.language
    when = f"{language.day(event.date, told_in)} · {event.venue}"
    title = [Paragraph(event.name, scale=0.7), Paragraph(words["title"], True, 1.3), Paragraph(when, scale=0.7)]
    paper.block(title, 14, height=26 * mm, gap=6 * mm)
    everybody = day.everybody
    came = words["came"].format(came=everybody.came, registered=everybody.registered)
    share = _share(everybody, told_in)
    told = [Paragraph(f"{came} ({share})" if share else came, True, 1.2)]
    if day.peak:
        hour = language.hour(day.peak[0], event, told_in)
        told.append(Paragraph(words["peak"].format(count=day.peak[1], hour=hour)))
    else:
        told.append(Paragraph(words["nobody"]))
    if day.cancelled:
        told.append(Paragraph(words["cancelled"].format(count=day.cancelled)))
    if everybody.unbooked:
        told.append(Paragraph(words["unbooked"].format(count=everybody.unbooked)))
    paper.block(told, 12, gap=5 * mm)
    if day.inside:
        _title(paper, "inside", room=65 * mm)
        charts.curve(paper, [(at.astimezone(ZoneInfo(event.timezone)), count) for at, count in day.inside])


def _kinds(paper: Paper, day: Retrospect) -> None:
    _title(paper, "kinds")
    _turnouts(paper, "kind", [(language.kind(told.name, paper.language), told) for told in day.kinds])


def _organisations(paper: Paper, day: Retrospect) -> None:
    words = WORDS[paper.language]
    shown, rest = day.organisations[:MOST_ORGANISATIONS], day.organisations[MOST_ORGANISATIONS:]
    lines = [(told.name or words["no_organisation"], told) for told in shown]
    if rest:
        registered, came, unbooked = (
            sum(getattr(told, field) for told in rest) for field in ("registered", "came", "unbooked")
        )
        others = words["others"].format(count=len(rest))
        lines.append((others, Turnout(others, registered, came, unbooked)))
    _title(paper, "organisations")
    _turnouts(paper, "organisation", lines)


def _turnouts(paper: Paper, what: str, lines: Sequence[tuple[str, Turnout]]) -> None:
    words = WORDS[paper.language]
    fields = ("booked", "present", "share")
    grid = Grid([Heading(words[what], 50), *(number(words[field], 14) for field in fields)], row_height=5.5 * mm)
    rows = [
        [name, str(told.registered), str(told.came + told.unbooked), _share(told, paper.language)]
        for name, told in lines
    ]
    grid.rows(paper, rows)
    paper.top += 5 * mm


def _ateliers(paper: Paper, ateliers: Sequence[AtelierDay]) -> None:
    words, programme = WORDS[paper.language], paper.programme
    if not ateliers:
        return
    _title(paper, "ateliers", room=len(ateliers) * 12 * mm + 30 * mm)
    paper.block([Paragraph(words["ateliers_how"])], 8.5, colour=GREY)
    bars = []
    for told in ateliers:
        turnout, came = told.turnout, told.turnout.came + told.turnout.unbooked
        label = places.full_title(told.atelier.id, programme)
        bars.append(
            Bar(label, came, turnout.registered, words["atelier_bar"].format(came=came, registered=turnout.registered))
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
        str(told.atelier.capacity),
        str(turnout.registered),
        str(turnout.came + turnout.unbooked),
        str(turnout.unbooked),
        _share(turnout, paper.language),
        f"{peak[1]} {words['at']} {language.hour(peak[0], event, paper.language)}" if peak else "",
    ]


def _moves(paper: Paper, day: Retrospect) -> None:
    words, programme = WORDS[paper.language], paper.programme
    _title(paper, "moves")
    if not day.moves:
        paper.block([Paragraph(words["no_moves"])], 9.5, gap=5 * mm)
        return
    grid = Grid([Heading(words["from"], 30), Heading(words["to"], 30), number(words["count"], 12)], row_height=5.5 * mm)
    grid.rows(
        paper,
        [
            [places.title(left, programme), places.title(entered, programme), str(count)]
            for left, entered, count in day.moves[:MOST_MOVES]
        ],
    )
    paper.top += 5 * mm


def _lunch(paper: Paper, day: Retrospect, foreseen: Sequence[Foreseen]) -> None:
    words, lunch = WORDS[paper.language], day.lunch
    _title(paper, "meals")
    told = words["served"].format(
        served=day.served, booked=lunch.registered, unbooked=lunch.unbooked, missed=lunch.registered - lunch.came
    )
    paper.block([Paragraph(told)], 9.5)
    if foreseen:
        fields = ("mean", "range", "order", "difference", "within", "enough")
        grid = Grid([Heading(words["hour"], 26), *(number(words[field], 16) for field in fields)], row_height=5.5 * mm)
        grid.rows(paper, [_foretold(one, day.served, paper) for one in foreseen])
        paper.top += 1 * mm
        paper.block([Paragraph(words["recomputed"])], 8.5, colour=GREY)
    else:
        paper.block([Paragraph(words["no_forecast"])], 8.5, colour=GREY)
    paper.top += 3 * mm
    visitors, unbooked = day.village.came + day.village.unbooked, day.village.unbooked
    paper.block([Paragraph(words["village"].format(visitors=visitors, unbooked=unbooked))], 9.5, gap=5 * mm)


def _foretold(one: Foreseen, served: int, paper: Paper) -> list[str]:
    words, expected, event = WORDS[paper.language], one.expected, paper.programme.event
    return [
        language.hour(one.as_of, event, paper.language),
        decimal(expected.mean, paper.language),
        words["to_number"].format(low=expected.low, high=expected.high),
        str(one.to_order),
        decimal(served - expected.mean, paper.language, signed=True),
        words["yes" if expected.low <= served <= expected.high else "no"],
        words["yes" if served <= one.to_order else "no"],
    ]


def _doors(paper: Paper, day: Retrospect) -> None:
    words = WORDS[paper.language]
    _title(paper, "scans")
    told = words["scans_told"].format(
        scans=day.scans,
        offline=day.offline,
        by_hand=day.by_hand,
        undone=day.undone,
        contradicted=day.contradicted,
        to_settle=day.to_settle,
    )
    paper.block([Paragraph(told)], 9.5)
    if not day.refusals:
        paper.block([Paragraph(words["no_refusals"])], 9.5, gap=5 * mm)
        return
    grid = Grid([Heading(words["reason"], 50), number(words["refusals"], 14)], row_height=5.5 * mm)
    grid.rows(paper, [[VERDICTS[paper.language][verdict], str(count)] for verdict, count in day.refusals])
    paper.top += 5 * mm


def _title(paper: Paper, key: str, room: float = 40 * mm) -> None:
    """Set a heading, on the next page where what follows would not begin on this one."""
    if paper.left_over < room:
        paper.page()
    paper.block([Paragraph(WORDS[paper.language][key], is_bold=True)], 13)


def _share(told: Turnout, told_in: str) -> str:
    return percent(told.came / told.registered, told_in) if told.registered else ""
