"""The two faces of a badge, each of A6, and the instructions for folding its page."""

from collections.abc import Mapping, Sequence

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.units import mm

from attendance.documents import day, drawn_code, localised, qr, typesetting
from attendance.documents.paper import BLACK, GREY, WHITE
from attendance.documents.structure import HEADING, ITEM, TITLE, StructuredCanvas
from attendance.documents.typesetting import (
    SMALLEST_POINTS,
    Line,
    Paragraph,
    fitted,
    height_of,
    line,
    shrunk,
    text_width,
)
from attendance.domain.attendee import Attendee
from attendance.domain.frozen import frozen
from attendance.domain.programme import Programme
from attendance.domain.translation import in_language
from attendance.vocabulary.codes import Kind
from attendance.vocabulary.words import Words, filled, labelled, spoken

FACE_WIDTH, FACE_HEIGHT = 105 * mm, 148.5 * mm
# Printers leave four millimetres of a page white, and two sides never match exactly.
MARGIN = 8 * mm
INNER = FACE_WIDTH - 2 * MARGIN

BAND_HEIGHT = 16 * mm
EVENT_HEIGHT = 14 * mm
NAME_HEIGHT = 36 * mm
FROM_HEIGHT = 15 * mm
CODE_HEIGHT = 6 * mm
# The code is 37 millimetres wide, and its quiet zone 4 on each side.
MODULE = 1 * mm
ROW_GAP = 0.6

# White words on these are readable from afar: the weakest contrast is 6 to 1. The word says the kind, not the colour.
_BANDS: Mapping[str, str] = {
    Kind.PARTICIPANT: "#1d4f91",
    Kind.SPEAKER: "#7a1f6b",
    Kind.FACILITATOR: "#0b6145",
    Kind.EXHIBITOR: "#8a4100",
    Kind.ORGANISER: "#1f1f1f",
    Kind.VOLUNTEER: "#a31522",
}


@frozen
class _Row:
    """One line of the day: when, and what."""

    hours: list[Line]
    lines: list[Line]
    indent: float
    height: float


@frozen
class Face:
    """One face of a badge, on the page from its upper left corner."""

    canvas: StructuredCanvas
    left: float
    top: float
    attendee: Attendee
    programme: Programme

    @classmethod
    def of(cls, attendee: Attendee, programme: Programme, canvas: StructuredCanvas, left: float, top: float) -> "Face":
        """Return a face in the person's language."""
        return cls(canvas, left, top, attendee, in_language(programme, attendee.language))

    @property
    def words(self) -> Words:
        language = self.attendee.language
        return {**labelled("papers.badge", language), **spoken("attendee", language)}

    def front(self, badge_text: str) -> None:
        """Who this is: the kind, the event, the name, the organisation, and the code."""
        who, event = self.attendee, self.programme.event
        self.canvas.setFillColor(HexColor(_BANDS[who.kind]))
        self.canvas.rect(self.left + MARGIN, self.top - MARGIN - BAND_HEIGHT, INNER, BAND_HEIGHT, stroke=0, fill=1)
        kind = [Paragraph(localised.kind(who.kind, self.programme, who.language), is_bold=True)]
        self.centred(kind, MARGIN, BAND_HEIGHT, 24, WHITE)
        below = MARGIN + BAND_HEIGHT + 2 * mm
        when = localised.day(event.date, who.language)
        self.centred([Paragraph(event.name, is_bold=True), Paragraph(when, scale=0.85)], below, EVENT_HEIGHT, 12)
        below += EVENT_HEIGHT
        names = [Paragraph(who.given_name or "", True, kind=TITLE), Paragraph(who.family_name or "", True, 0.75, TITLE)]
        self.centred(names, below, NAME_HEIGHT, 36)
        below += NAME_HEIGHT
        stand = filled(self.words["stand"], who.language, stand=who.stand) if who.stand else ""
        self.centred([Paragraph(who.organisation), Paragraph(stand, is_bold=True)], below, FROM_HEIGHT, 15)
        below += FROM_HEIGHT
        below += self.code(badge_text, below)
        self.centred([Paragraph(filled(self.words["code"], who.language, code=who.code))], below, CODE_HEIGHT, 11)

    def back(self) -> None:
        """What they do when and where, how to get there, and whom to contact."""
        who, event = self.attendee, self.programme.event
        below = MARGIN
        title = [Paragraph(self.words["myDay"], True, 1.2, HEADING), Paragraph(who.name or "")]
        below += self.block(title, below, 14 * mm, 11) + 2 * mm
        foot = [
            Paragraph(self.words["access"], is_bold=True, kind=HEADING),
            *(Paragraph(line) for line in event.access or (event.venue, event.address)),
            Paragraph(filled(self.words["contact"], who.language, contact=event.contact)),
            Paragraph(filled(self.words["code"], who.language, code=who.code)),
        ]
        lines = fitted(foot, INNER, FACE_HEIGHT / 3, 7)
        foot_top = FACE_HEIGHT - MARGIN - height_of(lines)
        self.rows(below, foot_top - below - 2 * mm)
        self.draw(lines, foot_top)

    def instructions(self) -> None:
        """How to fold the page, on the half that is inside afterwards."""
        below = 2 * MARGIN
        steps = (Paragraph(step, kind=ITEM) for step in self.words["steps"])
        paragraphs = [Paragraph(self.words["how"], True, 1.2, HEADING), *steps]
        below += self.block(paragraphs, below, 60 * mm, 11, width=2 * INNER) + 6 * mm
        self.block([*map(Paragraph, self.words["advice"])], below, 40 * mm, 9.5, width=2 * INNER)

    def rows(self, below: float, height: float) -> None:
        """Draw the day as a table, as large as it fits."""
        activities = day.activities(self.attendee, self.programme)
        for row in shrunk(9, SMALLEST_POINTS, lambda points: self.table(activities, points, height)) or []:
            self.canvas.begin(ITEM)
            self.draw(row.hours, below, colour=GREY)
            self.draw(row.lines, below, indent=row.indent)
            self.canvas.end()
            below += row.height

    def table(self, activities: Sequence[day.Activity], points: float, height: float) -> list[_Row] | None:
        """Return the day at one size of type; None if it does not fit."""
        event = self.programme.event
        hours = [localised.hours(e.starts_at, e.ends_at, event, self.attendee.language) for e in activities]
        indent = points + max((text_width(lines, points) for lines in hours), default=0)
        rows = []
        for activity, when, before in zip(activities, hours, ["", *hours], strict=False):
            place = " · ".join(text for text in (activity.room, activity.extra) if text)
            lines = fitted(
                [Paragraph(activity.title, activity.is_chosen), Paragraph(place)], INNER - indent, height, points
            )
            shown = [] if when == before else [line(when, points)]
            rows.append(_Row(shown, lines, indent, height_of(lines) + ROW_GAP * points))
        return rows if sum(row.height for row in rows) <= height else None

    def code(self, badge_text: str, below: float) -> float:
        """Draw the QR code in the middle, and return its height."""
        modules = qr.matrix(badge_text)
        side = len(modules) * MODULE
        left, words = self.left + (FACE_WIDTH - side) / 2, labelled("papers.pictures", self.attendee.language)
        drawn_code.draw(self.canvas, modules, left, self.top - below, side, words["badge_code"])
        return side

    def centred(
        self, paragraphs: Sequence[Paragraph], below: float, height: float, largest: float, colour: Color = BLACK
    ) -> None:
        """Draw paragraphs in the middle of the given space."""
        lines = fitted(paragraphs, INNER, height, largest)
        start = self.top - below - (height - height_of(lines)) / 2
        typesetting.draw(lines, self.canvas, self.left + FACE_WIDTH / 2, start, colour, before=0.5)

    def block(
        self, paragraphs: Sequence[Paragraph], below: float, height: float, largest: float, width: float = INNER
    ) -> float:
        """Draw paragraphs from the left margin on, and return their height."""
        lines = fitted(paragraphs, width, height, largest)
        self.draw(lines, below)
        return height_of(lines)

    def draw(self, lines: Sequence[Line], below: float, *, indent: float = 0, colour: Color = BLACK) -> None:
        typesetting.draw(lines, self.canvas, self.left + MARGIN + indent, self.top - below, colour)
