"""Charts on paper, drawn as lines: bars, a curve over the day, each with words and numbers."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from reportlab.lib.units import mm

from attendance.documents import localised, numerals
from attendance.documents.paper import (
    BLACK,
    GREY,
    HEIGHT,
    INK,
    INNER,
    LEFT,
    MARGIN,
    MIDDLE,
    RIGHT,
    RULE,
    SHADE,
    Paper,
)
from attendance.documents.structure import DECORATION, ITEM, StructuredCanvas
from attendance.documents.typesetting import Paragraph
from attendance.domain.frozen import frozen
from attendance.vocabulary.words import filled, labelled

# The height of three lines of a label.
BAR_HEIGHT = 8 * mm
_LABEL_SHARE, _NUMBER_SHARE = 0.5, 0.14
_POINTS = 8.0


@frozen
class Bar:
    """One bar: its length, the length of its frame (the expected or possible number), and its texts."""

    label: str
    length: float
    frame: float
    number: str


def bars(paper: Paper, drawn: Sequence[Bar]) -> None:
    """Draw bars below one another, each in its frame, between its label and its number."""
    longest = max((max(bar.length, bar.frame) for bar in drawn), default=0) or 1
    label, width = INNER * _LABEL_SHARE, INNER * _NUMBER_SHARE
    start, breadth = MARGIN + label + 2 * mm, INNER - label - width - 4 * mm
    for bar in drawn:
        if paper.left_over < BAR_HEIGHT:
            paper.page()
        top = paper.top
        with paper.within(ITEM):
            paper.boxed([Paragraph(bar.label)], (MARGIN, top, label, BAR_HEIGHT), _POINTS)
            box = (start + breadth + 2 * mm, top, width, BAR_HEIGHT)
            paper.boxed([Paragraph(bar.number)], box, _POINTS, align=LEFT)
        paper.area(start, top + 0.8 * mm, breadth * bar.frame / longest, BAR_HEIGHT - 1.6 * mm, SHADE)
        frame_end = start + breadth * bar.frame / longest
        paper.area(start, top + 0.8 * mm, breadth * bar.length / longest, BAR_HEIGHT - 1.6 * mm, INK)
        if bar.frame:
            paper.rule(frame_end, top + 0.3 * mm, frame_end, top + BAR_HEIGHT - 0.3 * mm, colour=BLACK, thick=0.8)
        paper.top += BAR_HEIGHT
    paper.top += 3 * mm


def curve(paper: Paper, points: Sequence[tuple[datetime, int]], height: float = 45 * mm) -> None:
    """Draw the course of a number over the day, as a step function over an axis of full hours."""
    if not points:
        return
    begin = points[0][0].replace(minute=0, second=0, microsecond=0)
    end = _next_hour(points[-1][0])
    most = max(count for _, count in points) or 1
    left, breadth, top = MARGIN + 9 * mm, INNER - 13 * mm, paper.top + 3 * mm
    floor = top + height

    def across(at: datetime) -> float:
        return left + breadth * ((at - begin) / (end - begin))

    def down(count: float) -> float:
        return floor - height * count / most

    for count in [0, *_ticks(most)]:
        paper.rule(left, down(count), left + breadth, down(count), colour=RULE)
        paper.boxed(
            [Paragraph(numerals.count(count, paper.language), kind=DECORATION)],
            (MARGIN, down(count) - 2 * mm, 8 * mm, 4 * mm),
            7,
            align=RIGHT,
            colour=GREY,
        )
    hours = int((end - begin) / timedelta(hours=1))
    for hour in range(0, hours + 1, -(-hours // 12)):
        at = begin + timedelta(hours=hour)
        label = localised.hour(at, paper.programme.event, paper.language)
        box = (across(at) - 8 * mm, floor + 0.5 * mm, 16 * mm, 4 * mm)
        paper.boxed([Paragraph(label, kind=DECORATION)], box, 7, align=MIDDLE, colour=GREY)
        paper.rule(across(at), floor, across(at), floor + 1 * mm)
    steps = _stairs([(across(at), down(count)) for at, count in points], floor)

    alternative = _told(paper, points, [begin + timedelta(hours=hour) for hour in range(1, hours + 1)])

    def draw(canvas: StructuredCanvas) -> None:
        with canvas.picture(alternative, (left, HEIGHT - floor, left + breadth, HEIGHT - top)):
            path = canvas.beginPath()
            path.moveTo(steps[0][0], HEIGHT - steps[0][1])
            for x, y in steps[1:]:
                path.lineTo(x, HEIGHT - y)
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(1.2)
            canvas.drawPath(path, stroke=1, fill=0)

    paper.add(draw)
    paper.top = floor + 8 * mm


def _told(paper: Paper, points: Sequence[tuple[datetime, int]], hours: Sequence[datetime]) -> str:
    """Return what the curve shows, in words: the number at each hour."""
    words, language = labelled("papers.pictures", paper.language), paper.language
    numbers = [
        filled(
            words["at_hour"],
            language,
            hour=localised.hour(hour, paper.programme.event, language),
            count=max((at, count) for at, count in points if at <= hour)[1],
        )
        for hour in hours
    ]
    return filled(words["curve"], language, numbers=", ".join(numbers))


def _stairs(points: Sequence[tuple[float, float]], floor: float) -> list[tuple[float, float]]:
    """Return the corners of a step function."""
    corners = [(points[0][0], floor)]
    for x, y in points:
        corners += [(x, corners[-1][1]), (x, y)]
    return corners


def _ticks(most: int) -> list[int]:
    """Return round numbers up to the highest, five at most."""
    scales = (1, 10, 100, 1_000, 10_000, 100_000)
    step = next((n * scale for scale in scales for n in (1, 2, 5) if most <= 5 * n * scale), most)
    return list(range(step, most + 1, step))


def _next_hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
