"""The paper at a door: what a volunteer does in four steps, what each colour says, and whom to call."""

import re
from collections.abc import Mapping

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm

from attendance.documents import localised
from attendance.documents.paper import BLACK, HEIGHT, INNER, MARGIN, WHITE, Paper
from attendance.documents.structure import ITEM, TITLE, StructuredCanvas
from attendance.documents.typesetting import Paragraph
from attendance.domain.frozen import frozen
from attendance.domain.programme import Programme
from attendance.vocabulary.words import filled, labelled, spoken

STEPS = ("open", "check", "aim", "look")
TROUBLES = ("no_network", "no_camera", "no_phone")
# A face and the space below it.
FACE, GAP = 18 * mm, 2 * mm


@frozen
class Line:
    """A line of a face: thick, or else filled; in the colour of the words, of the ground, or white."""

    path: str
    thick: float = 0
    is_ground: bool = False
    is_plate: bool = False


CIRCLE = "circle"
SHADES: Mapping[str, str] = {"accepted": "#05603a", "left": "#0b3d91", "already": "#ffd60a", "refused": "#9b0e1e"}
SHAPES: Mapping[str, tuple[Line, ...]] = {
    "accepted": (Line(CIRCLE, 8), Line("M28 52 L44 68 L74 34", 11)),
    "left": (Line("M42 8 H12 V92 H42", 8), Line("M34 50 H90 M68 26 L92 50 L68 74", 11)),
    "already": (Line("M50 4 L98 92 H2 Z"), Line("M50 34 V62 M50 77 V78", 11, is_ground=True)),
    "refused": (
        Line("M31 3 H69 L97 31 V69 L69 97 H31 L3 69 V31 Z", is_plate=True),
        Line("M32 32 L68 68 M68 32 L32 68", 13, is_ground=True),
    ),
}
"""The verdicts' colours and shapes, as a phone shows them: in a square of a hundred, from the upper left corner."""


def pdf(programme: Programme, language: str) -> bytes:
    """Return a page of A4 in a language."""
    words, event = labelled("papers.poster", language), programme.event
    paper = Paper(words["title"], programme, language)
    paper.part(f"{event.name} · {words['title']}")
    when = f"{event.name} · {localised.day(event.date, language)}"
    paper.block(
        [Paragraph(words["title"], True, kind=TITLE), Paragraph(when, scale=0.5)], 28, height=26 * mm, gap=5 * mm
    )
    buttons = {name: spoken("pages.scan", language)[name] for name in ("checkDevices", "ready", "exercise", "begin")}
    for number, step in enumerate(STEPS, start=1):
        said = f"{number}. {filled(words[step], language, **buttons)}"
        paper.block([Paragraph(said, kind=ITEM)], 16, height=22 * mm, gap=3 * mm)
    paper.top += 2 * mm
    paper.heading(words["colours"], height=0)
    for sort in SHAPES:
        _face(paper, sort)
    paper.top += 3 * mm
    paper.heading(words["trouble"], height=0)
    for trouble in TROUBLES:
        paper.block([Paragraph(words[trouble], kind=ITEM)], 14, height=14 * mm)
    paper.top += 3 * mm
    paper.heading(words["call"], height=0)
    paper.block([Paragraph(event.contact, is_bold=True)], 18, height=14 * mm)
    return paper.pdf()


def _face(paper: Paper, sort: str) -> None:
    top, words = paper.top, labelled("papers.poster", paper.language)

    def draw(canvas: StructuredCanvas) -> None:
        ground = HexColor(SHADES[sort])
        ink = BLACK if sort == "already" else WHITE
        canvas.setFillColor(ground)
        canvas.rect(MARGIN, HEIGHT - top - FACE, FACE * 1.6, FACE, stroke=0, fill=1)
        canvas.saveState()
        canvas.translate(MARGIN + FACE * 0.4, HEIGHT - top - FACE * 0.1)
        canvas.scale(FACE * 0.008, -FACE * 0.008)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        for line in SHAPES[sort]:
            colour = ground if line.is_ground else WHITE if line.is_plate else ink
            canvas.setStrokeColor(colour)
            canvas.setFillColor(colour)
            canvas.setLineWidth(line.thick)
            _draw(canvas, line)
        canvas.restoreState()

    paper.add(draw)
    said, why = Paragraph(words[sort], is_bold=True, scale=1.25), Paragraph(words["how"][sort])
    left = MARGIN + FACE * 1.6 + 4 * mm
    with paper.within(ITEM):
        paper.boxed([said, why], (left, top, INNER + MARGIN - left, FACE), 13)
    paper.top += FACE + GAP


def _draw(canvas: StructuredCanvas, line: Line) -> None:
    """Draw a line of a face, as a page's SVG has it."""
    if line.path == CIRCLE:
        canvas.circle(50, 50, 44)
        return
    path, x, y = canvas.beginPath(), 0.0, 0.0
    for act, given in re.findall(r"([MLHVZ])([^MLHVZ]*)", line.path):
        numbers = [float(number) for number in given.split()]
        x = numbers[0] if act in "MLH" else x
        y = numbers[-1] if act in "MLV" else y
        if act == "Z":
            path.close()
        else:
            (path.moveTo if act == "M" else path.lineTo)(x, y)
    canvas.drawPath(path, stroke=1 if line.thick else 0, fill=0 if line.thick else 1)
