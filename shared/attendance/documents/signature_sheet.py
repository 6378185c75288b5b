"""The sheet that proves who attended (*feuille d'émargement*), for an atelier or for the day.

It is signed on paper, or shows the hours that were recorded at the doors. The whole day's sheet is
that of the entrance.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import batched

from reportlab.lib.units import mm

from attendance.documents import localised, places
from attendance.documents.paper import BOTTOM, INNER, MARGIN, RIGHT, Paper
from attendance.documents.paper_table import Grid, Heading, number
from attendance.documents.signature_lines import Line, by_name, lines_at
from attendance.documents.structure import DECORATION, TEXT, TITLE
from attendance.documents.typesetting import Paragraph
from attendance.domain.frozen import frozen
from attendance.domain.person import Person
from attendance.domain.programme import Programme, is_atelier
from attendance.domain.stays import Stay
from attendance.vocabulary.codes import Kind
from attendance.vocabulary.words import Words, filled, labelled, spoken

HEADER_HEIGHT = 34 * mm
TOTALS_HEIGHT = 13 * mm
# The heights that a signature and an hour need.
SIGNED_ROW, RECORDED_ROW = 9.5 * mm, 7 * mm
SPARE_LINES = 5


@frozen
class _Sheet:
    """One place's sheet."""

    paper: Paper
    place: str
    lines: Sequence[Line]
    is_recorded: bool
    now: datetime

    @property
    def programme(self) -> Programme:
        return self.paper.programme

    @property
    def words(self) -> Words:
        return labelled("papers.signature", self.paper.language)

    @property
    def is_whole_day(self) -> bool:
        return not is_atelier(self.place)

    @property
    def name(self) -> str:
        if self.is_whole_day:
            return str(self.words["whole_day"])
        return places.full_title(self.place, self.programme)

    @property
    def short_name(self) -> str:
        return self.name if self.is_whole_day else places.title(self.place, self.programme)

    def draw(self) -> None:
        """Set all pages of this place, each with its own totals and the running ones."""
        paper, event = self.paper, self.programme.event
        paper.part(f"{event.name} · {self.words['title']} · {self.short_name} · {self.made}")
        grid = self.grid()
        a_page = int((BOTTOM - MARGIN - HEADER_HEIGHT - TOTALS_HEIGHT - 8 * mm) // grid.row_height)
        pages = [list(lines) for lines in batched(self._with_spare(a_page), a_page, strict=False)] or [[]]
        running = 0
        for page, lines in enumerate(pages):
            if page:
                paper.page()
            self.header(again=page > 0)
            grid.rows(paper, (self.cells(line, row) for row, line in enumerate(lines, start=page * a_page + 1)))
            here = sum(map(self.counts, lines))
            running += here
            self.totals(here, running)

    @property
    def made(self) -> str:
        event, language = self.programme.event, self.paper.language
        return filled(
            self.words["made"],
            language,
            day=localised.local_day(self.now, event, language),
            hour=localised.hour(self.now, event, language),
        )

    def _with_spare(self, a_page: int) -> list[Line]:
        """Return the lines and, for signing by hand, empty ones that fill the last page."""
        if self.is_recorded:
            return list(self.lines)
        wanted = len(self.lines) + SPARE_LINES
        return [*self.lines, *[Line()] * (-(-wanted // a_page) * a_page - len(self.lines))]

    def grid(self) -> Grid:
        words = self.words
        if self.is_recorded:
            ways = spoken("common.directions", self.paper.language)
            hours = (words["arrived"], words["departed"]) if self.is_whole_day else (ways["in"], ways["out"])
            proof = [Heading(hour, 14) for hour in hours]
        elif self.is_whole_day:
            proof = [Heading(words["in_the_morning"], 30), Heading(words["in_the_afternoon"], 30)]
        else:
            proof = [Heading(words["signature"], 50)]
        columns = [
            number(words["number"], 8),
            Heading(words["family_name"], 32, is_bold=True),
            Heading(words["given_name"], 26),
            Heading(words["organisation"], 36),
            *proof,
        ]
        height = RECORDED_ROW if self.is_recorded else SIGNED_ROW
        return Grid(columns, row_height=height, points=9, is_ruled=True)

    def header(self, *, again: bool) -> None:
        """Say what is signed: the event, the place, the day, the hours, the facilitators; again, for the eye alone."""
        title_kind, kind = (DECORATION, DECORATION) if again else (TITLE, TEXT)
        paper, event, language = self.paper, self.programme.event, self.paper.language
        half = INNER * 0.62
        title = [
            Paragraph(event.name, scale=0.8, kind=kind),
            Paragraph(self.words["title"], True, 1.2, title_kind),
            Paragraph(self.name, is_bold=True, kind=kind),
        ]
        paper.boxed(title, (MARGIN, MARGIN, half, HEADER_HEIGHT - 10 * mm), 12)
        where = [event.venue, event.address] if self.is_whole_day else [self._room, event.venue, event.address]
        paragraphs = [
            Paragraph(localised.day(event.date, language), True, 1.2, kind),
            Paragraph(self._hours, is_bold=True, kind=kind),
            *(Paragraph(line, kind=kind) for line in where),
        ]
        paper.boxed(paragraphs, (MARGIN + half, MARGIN, INNER - half, HEADER_HEIGHT - 10 * mm), 9, align=RIGHT)
        names = ", ".join(self._facilitators)
        if names:
            line = [Paragraph(filled(self.words["facilitators"], language, names=names), kind=kind)]
            paper.boxed(line, (MARGIN, MARGIN + HEADER_HEIGHT - 9 * mm, INNER, 7 * mm), 9)
        paper.top = MARGIN + HEADER_HEIGHT

    @property
    def _room(self) -> str:
        atelier, door = self.programme.atelier(self.place), self.programme.checkpoint(self.place)
        return atelier.room if atelier else door.room if door else ""

    @property
    def _hours(self) -> str:
        event, language = self.programme.event, self.paper.language
        times = _times(self.place, self.programme)
        return localised.hours(*times, event, language) if times else ""

    @property
    def _facilitators(self) -> list[str]:
        if self.is_whole_day:
            return []
        leading = (
            line.who for line in self.lines if line.who and line.who.kind == Kind.FACILITATOR and not line.is_walk_in
        )
        return [who.name or who.code for who in leading]

    def cells(self, line: Line, row: int) -> list[str]:
        """Return the cells of a line."""
        proof = [""] * (len(self.grid().columns) - 4)
        if line.who is None:
            return [str(row), "", "", "", *proof]
        who, language = line.who, self.paper.language
        kind = "" if who.kind == Kind.PARTICIPANT else localised.kind(who.kind, self.paper.programme, language)
        booking = self.words["released"] if line.is_released else self.words["walk_in"] if line.is_walk_in else ""
        marks = (who.organisation, kind, booking)
        if self.is_recorded:
            proof = self._recorded(line.stays)
        names = [who.family_name or who.code, who.given_name or ""]
        return [str(row), *names, " · ".join(text for text in marks if text), *proof]

    def _recorded(self, stays: Sequence[Stay]) -> list[str]:
        """Return when they first came in, and when they last left if one was recorded before the end."""
        if not stays:
            return [self.words["absent"], ""]
        event, language = self.programme.event, self.paper.language
        times, left_at = _times(self.place, self.programme), stays[-1].ends_at
        is_early = left_at is not None and (self.is_whole_day or times is None or left_at < times[1])
        departed = localised.hour(left_at, event, language) if is_early or stays[-1].has_unknown_end else ""
        return [localised.hour(stays[0].begins_at, event, language), departed]

    def counts(self, line: Line) -> bool:
        """Whether a line counts in the totals: the person booked, or was there."""
        return bool(line.stays) if self.is_recorded else line.who is not None

    def totals(self, here: int, running: int) -> None:
        """Show at the page's end how many are on it, and on all pages so far."""
        paper, words, whole = self.paper, self.words, sum(map(self.counts, self.lines))
        sentence = words["present_here"] if self.is_recorded else words["listed_here"]
        lines = [Paragraph(filled(sentence, paper.language, page=here, running=running, whole=whole), is_bold=True)]
        if not self.is_recorded:
            lines.append(Paragraph(words["signed_here"]))
        top, half = BOTTOM - TOTALS_HEIGHT + 2 * mm, INNER * 0.62
        paper.boxed(lines, (MARGIN, top, half, TOTALS_HEIGHT - 2 * mm), 8.5)
        paper.boxed([Paragraph(words["visa"])], (MARGIN + half, top, 28 * mm, TOTALS_HEIGHT - 2 * mm), 8)
        base = BOTTOM - 2 * mm
        paper.rule(MARGIN + half + 29 * mm, base, MARGIN + INNER, base)


def pdf(
    wanted: Iterable[str],
    people: Iterable[Person],
    programme: Programme,
    language: str,
    now: datetime,
    *,
    recorded: bool = False,
) -> bytes:
    """Return the sheets of places, one after the other, each with its own page numbers.

    A sheet lists people who booked the place, even if the seat was given back since, or who were there
    without a booking; the whole day's lists the registered. It is to be signed, or shows what was
    recorded.
    """
    known = by_name(people)
    paper = Paper(labelled("papers.signature", language)["title"], programme, language)
    for place in wanted:
        _Sheet(paper, place, lines_at(place, known, programme.event), recorded, now).draw()
    return paper.pdf()


def _times(place: str, programme: Programme) -> tuple[datetime, datetime] | None:
    """Return a place's printed hours: an atelier's are its slot's, the day's those of its sessions."""
    group = programme.group(place)
    for slot in programme.slots:
        if slot.id == group:
            return slot.starts_at, slot.ends_at
    hours = [(session.starts_at, session.ends_at) for session in programme.sessions]
    hours += [(slot.starts_at, slot.ends_at) for slot in programme.slots]
    if not hours:
        return None
    return min(starts_at for starts_at, _ in hours), max(ends_at for _, ends_at in hours)
