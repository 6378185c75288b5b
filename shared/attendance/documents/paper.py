"""An A4 document under way: a part's pages are drawings until all of them are known, then drawn with footers."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import field

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.units import mm

from attendance.documents import typesetting
from attendance.documents.structure import HEADING, StructuredCanvas
from attendance.documents.typefaces import font
from attendance.documents.typesetting import Line, Paragraph, fitted, height_of
from attendance.domain.frozen import frozen
from attendance.domain.programme import Programme

WIDTH, HEIGHT = 210 * mm, 297 * mm
# Printers leave four millimetres white; a hole punch takes twelve.
MARGIN = 14 * mm
INNER = WIDTH - 2 * MARGIN
FOOT = 9 * mm
BOTTOM = HEIGHT - MARGIN - FOOT
"""The end of a page's content; below is its footer. Lengths count down from the upper edge."""

BLACK, GREY, WHITE = HexColor("#000000"), HexColor("#595959"), HexColor("#ffffff")
RULE, SHADE, INK = HexColor("#8c8c8c"), HexColor("#f0f0f0"), HexColor("#1d4f91")
THIN = 0.4

type Drawing = Callable[[StructuredCanvas], object]

LEFT, MIDDLE, RIGHT = "left", "middle", "right"
_BEFORE = {LEFT: 0.0, MIDDLE: 0.5, RIGHT: 1.0}


@frozen
class Part:
    """Pages that are numbered together: the footer shows their number beside a text."""

    footer: str
    pages: list[list[Drawing]] = field(default_factory=list)


class Paper:
    """Pages of A4. Drawings go on the last one; `top` is how far it is filled."""

    def __init__(self, title: str, programme: Programme, language: str) -> None:
        self.programme = programme
        self.language = language
        self.top = MARGIN
        self._part: Part | None = None
        self._canvas = StructuredCanvas((WIDTH, HEIGHT), title, programme, language)

    @property
    def left_over(self) -> float:
        """How much of the page is left."""
        return BOTTOM - self.top

    @property
    def is_empty(self) -> bool:
        """Whether it has no page yet."""
        return self._part is None

    def part(self, footer: str) -> None:
        """Begin pages that are numbered from one. Earlier ones are drawn, so that thousands of parts fit."""
        self._draw()
        self._part = Part(footer)
        self.page()

    def page(self) -> None:
        self._pages.append([])
        self.top = MARGIN

    def add(self, drawing: Drawing) -> None:
        self._pages[-1].append(drawing)

    @property
    def _pages(self) -> list[list[Drawing]]:
        if self._part is None:
            raise ValueError("a paper begins with a part")
        return self._part.pages

    def block(
        self,
        paragraphs: Sequence[Paragraph],
        largest: float,
        *,
        height: float = 60 * mm,
        left: float = MARGIN,
        width: float = INNER,
        colour: Color = BLACK,
        gap: float = 2 * mm,
    ) -> None:
        """Set paragraphs below the content, or on the next page, as large as they fit, and continue below them."""
        lines = fitted(paragraphs, width, height, largest)
        if self.top > MARGIN and height_of(lines) > self.left_over:
            self.page()
        self.lines(lines, self.top, left=left, colour=colour)
        self.top += height_of(lines) + gap

    def heading(self, text: str, *, height: float = 40 * mm) -> None:
        """Set a heading, on the next page if less than the `height` that it needs with what follows is left."""
        if self.left_over < height:
            self.page()
        self.block([Paragraph(text, is_bold=True, kind=HEADING)], 13)

    def lines(self, lines: Sequence[Line], top: float, *, left: float = MARGIN, colour: Color = BLACK) -> None:
        self.add(lambda canvas: typesetting.draw(lines, canvas, left, HEIGHT - top, colour))

    def boxed(
        self,
        paragraphs: Sequence[Paragraph],
        box: tuple[float, float, float, float],
        largest: float,
        *,
        align: str = LEFT,
        colour: Color = BLACK,
    ) -> bool:
        """Set paragraphs into the middle of a box: left, top, width, height. Return whether anything was set."""
        left, top, width, height = box
        lines = fitted(paragraphs, width, height, largest)
        start, before = HEIGHT - top - (height - height_of(lines)) / 2, _BEFORE[align]
        self.add(lambda canvas: typesetting.draw(lines, canvas, left + before * width, start, colour, before=before))
        return bool(lines)

    def rule(self, x1: float, y1: float, x2: float, y2: float, *, colour: Color = RULE, thick: float = THIN) -> None:
        def draw(canvas: StructuredCanvas) -> None:
            canvas.setStrokeColor(colour)
            canvas.setLineWidth(thick)
            canvas.line(x1, HEIGHT - y1, x2, HEIGHT - y2)

        self.add(draw)

    def area(self, left: float, top: float, width: float, height: float, colour: Color = SHADE) -> None:
        def draw(canvas: StructuredCanvas) -> None:
            canvas.setFillColor(colour)
            canvas.rect(left, HEIGHT - top - height, width, height, stroke=0, fill=1)

        self.add(draw)

    @contextmanager
    def within(self, kind: str) -> Iterator[None]:
        """Draw an element that has elements in it, such as a table, maybe on several pages."""
        self.add(lambda canvas: canvas.begin(kind))
        yield
        self.add(lambda canvas: canvas.end())

    def pdf(self) -> bytes:
        """Return the pages as a file, once. The same drawings make the same file."""
        self._draw()
        return self._canvas.file()

    def _draw(self) -> None:
        """Draw the pages of the last part, whose number is known now."""
        if self._part is None:
            return
        with self._canvas.part():
            self._draw_part(self._part)

    def _draw_part(self, part: Part) -> None:
        for number, page in enumerate(part.pages, start=1):
            for drawing in page:
                drawing(self._canvas)
            self._foot(self._canvas, part.footer, f"{number} / {len(part.pages)}")
            self._canvas.showPage()
        part.pages.clear()

    def _foot(self, canvas: StructuredCanvas, footer: str, number: str) -> None:
        points = 7.5
        base = MARGIN - 1 * mm
        lines = fitted([Paragraph(footer)], INNER - 20 * mm, FOOT / 2, points)
        canvas.setFillColor(GREY)
        for line in lines:
            line.draw(canvas, MARGIN, base + points - line.below)
        canvas.setFont(font(is_bold=False), points)
        canvas.drawRightString(WIDTH - MARGIN, base, number)
