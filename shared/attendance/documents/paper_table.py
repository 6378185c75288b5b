"""A table on paper: ruled rows under a heading that is repeated on every page."""

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from functools import partial

from reportlab.lib.units import mm

from attendance.documents.paper import BOTTOM, INNER, LEFT, MARGIN, RIGHT, RULE, SHADE, Paper
from attendance.documents.structure import CELL, COLUMN_HEAD, DECORATION, ROW, ROW_HEAD, TABLE, StructuredCanvas
from attendance.documents.typesetting import Paragraph
from attendance.domain.frozen import frozen

_PADDING = 1.2 * mm


@frozen
class Heading:
    """A column: its title, its share of the width, and its alignment."""

    title: str
    share: float
    align: str = LEFT
    is_bold: bool = False


@frozen
class Grid:
    """A table's columns and sizes. All rows are equally high; a long text becomes smaller, never cut.

    Its rows go by what is bold in them, or stands first.
    """

    columns: Sequence[Heading]
    left: float = MARGIN
    width: float = INNER
    row_height: float = 6 * mm
    points: float = 8.5
    is_ruled: bool = False

    @property
    def widths(self) -> list[float]:
        whole = sum(column.share for column in self.columns)
        return [self.width * column.share / whole for column in self.columns]

    @property
    def head_height(self) -> float:
        return max(self.row_height * 0.8, 7 * mm)

    @property
    def _naming(self) -> int:
        return next((place for place, column in enumerate(self.columns) if column.is_bold), 0)

    def _head(self, paper: Paper, *, again: bool = False) -> None:
        """Set the titles of the columns; again, on a further page, they are not read aloud."""
        kind = DECORATION if again else COLUMN_HEAD
        with nullcontext() if again else paper.within(ROW):
            self._titles(paper, kind)
        self._rule(paper)

    def _titles(self, paper: Paper, kind: str) -> None:
        height = self.head_height
        paper.area(self.left, paper.top, self.width, height, SHADE)
        left = self.left
        for column, width in zip(self.columns, self.widths, strict=True):
            box = (left + _PADDING, paper.top, width - 2 * _PADDING, height)
            title = Paragraph(column.title, is_bold=True, kind=kind)
            paper.boxed([title], box, min(self.points, 8), align=column.align)
            left += width
        paper.top += height

    def _row(self, paper: Paper, cells: Sequence[str]) -> None:
        """Set one row. Empty cells are to be written into."""
        left, naming = self.left, self._naming
        with paper.within(ROW):
            for place, (column, width, text) in enumerate(zip(self.columns, self.widths, cells, strict=True)):
                box = (left + _PADDING, paper.top + 0.4 * mm, width - 2 * _PADDING, self.row_height - 0.8 * mm)
                kind = ROW_HEAD if place == naming else CELL
                if not paper.boxed([Paragraph(text, column.is_bold, kind=kind)], box, self.points, align=column.align):
                    paper.add(partial(StructuredCanvas.empty, kind=kind))
                left += width
        if self.is_ruled:
            self._uprights(paper)
        paper.top += self.row_height
        self._rule(paper)

    def rows(self, paper: Paper, rows: Iterable[Sequence[str]]) -> None:
        """Set a table, its rows under the titles, on as many pages as needed; no page ends with the titles."""
        if paper.left_over < self.head_height + self.row_height:
            paper.page()
        with paper.within(TABLE):
            self._head(paper)
            for cells in rows:
                if paper.top + self.row_height > BOTTOM:
                    paper.page()
                    self._head(paper, again=True)
                self._row(paper, cells)

    def _rule(self, paper: Paper) -> None:
        paper.rule(self.left, paper.top, self.left + self.width, paper.top, colour=RULE)

    def _uprights(self, paper: Paper) -> None:
        left = self.left
        for width in (0.0, *self.widths):
            left += width
            paper.rule(left, paper.top, left, paper.top + self.row_height)


def number(title: str, share: float) -> Heading:
    """Return a column of right-aligned numbers."""
    return Heading(title, share, RIGHT)
