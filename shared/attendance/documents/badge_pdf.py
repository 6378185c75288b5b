"""Badges on paper: one to fold, and sheets of many to cut.

A badge has two faces of A6: in front who it is, at the back their day. An attendee's own print
needs no scissors: A4 folded twice is A6, and the other half of the page, with the folding
instructions, ends up inside.
"""

from collections.abc import Iterable

from reportlab.lib.units import mm

from attendance.documents import typesetting
from attendance.documents.badge_faces import FACE_HEIGHT, FACE_WIDTH, Face
from attendance.documents.paper import RULE
from attendance.documents.structure import StructuredCanvas
from attendance.documents.typefaces import font
from attendance.domain.attendee import Attendee
from attendance.domain.badge import Unprintable
from attendance.domain.programme import Programme
from attendance.vocabulary.words import filled, spoken

PAGE = (2 * FACE_WIDTH, 2 * FACE_HEIGHT)
FACES_A_PAGE = 4


def refusal(attendee: Attendee) -> Unprintable | None:
    """Return why somebody's badge cannot be printed, or None."""
    return typesetting.refusal(attendee.name or "", attendee.organisation, attendee.stand)


def one(badge_text: str, attendee: Attendee, programme: Programme) -> bytes:
    """Return one badge, to be folded twice, with instructions on the half that is folded away. Raises Unprintable."""
    _check(attendee)
    canvas = _canvas(attendee.language, programme)
    # Screen readers follow this order.
    with canvas.part():
        Face.of(attendee, programme, canvas, FACE_WIDTH, PAGE[1]).front(badge_text)
        Face.of(attendee, programme, canvas, 0, PAGE[1]).back()
        Face.of(attendee, programme, canvas, 0, FACE_HEIGHT).instructions()
    _folds(canvas, attendee.language)
    canvas.showPage()
    return canvas.file()


def sheet(people: Iterable[tuple[str, Attendee]], programme: Programme, *, both_sides: bool = True) -> bytes:
    """Return sheets of badges to cut, four a page, from people with the texts of their QR codes.

    With both sides, each page of fronts is followed by the page of their backs, for a printer that
    turns the paper over its long edge. The pages are cut in one stack: its four piles, laid on one
    another, are in the order of the people. Raises Unprintable.
    """
    badges = list(people)
    for _, attendee in badges:
        _check(attendee)
    pages = -(-len(badges) // FACES_A_PAGE)
    canvas = _canvas(programme.language, programme)
    for page in range(pages):
        here = list(enumerate(badges[page::pages]))
        _cuts(canvas)
        for place, (badge_text, attendee) in here:
            with canvas.part(attendee.language):
                Face.of(attendee, programme, canvas, *_corner(place)).front(badge_text)
        canvas.showPage()
        if both_sides:
            # Turned over its long edge, the paper has left and right the other way round.
            for place, (_, attendee) in here:
                with canvas.part(attendee.language):
                    Face.of(attendee, programme, canvas, *_corner(place ^ 1)).back()
            canvas.showPage()
    return canvas.file()


def _check(attendee: Attendee) -> None:
    if refused := refusal(attendee):
        raise refused


def _canvas(language: str, programme: Programme) -> StructuredCanvas:
    return StructuredCanvas(PAGE, spoken("papers.badge", language)["title"], programme, language)


def _corner(place: int) -> tuple[float, float]:
    """Return the upper left corner of one of a page's four places."""
    row, column = divmod(place, 2)
    return column * FACE_WIDTH, PAGE[1] - row * FACE_HEIGHT


def _folds(canvas: StructuredCanvas, language: str) -> None:
    width, middle = PAGE[0], FACE_HEIGHT
    canvas.setStrokeColor(RULE)
    canvas.setDash(1.5 * mm, 1.5 * mm)
    canvas.setLineWidth(0.4)
    canvas.line(0, middle, width, middle)
    canvas.line(FACE_WIDTH, middle, FACE_WIDTH, PAGE[1])
    canvas.setDash()
    canvas.setFillColor(RULE)
    canvas.setFont(font(is_bold=False), 6)
    label = spoken("papers.badge", language)["fold"]
    canvas.drawString(5 * mm, middle - 3 * mm, filled(label, language, number=1))
    canvas.drawString(FACE_WIDTH + 1 * mm, PAGE[1] - 6 * mm, filled(label, language, number=2))


def _cuts(canvas: StructuredCanvas) -> None:
    """Mark the cuts at the edges and in the middle only: whole lines would show beside the cut."""
    (width, height), tick = PAGE, 7 * mm
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.4)
    for start in (0, width / 2 - tick / 2, width - tick):
        canvas.line(start, FACE_HEIGHT, start + tick, FACE_HEIGHT)
    for start in (0, height / 2 - tick / 2, height - tick):
        canvas.line(FACE_WIDTH, start, FACE_WIDTH, start + tick)
