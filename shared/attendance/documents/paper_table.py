"""A table on paper: ruled rows under a heading that is repeated on every page."""

from collections.abc import Callable, Iterable, Sequence

from reportlab.lib.units import mm

from attendance.documents.paper import BOTTOM, INNER, LEFT, MARGIN, RIGHT, RULE, SHADE, Paper
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
    """A table's columns and sizes. All rows are equally high; a long text becomes smaller, never cut."""

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

    def head(self, paper: Paper) -> None:
        """Set the titles of the columns."""
        height = self.head_height
        paper.area(self.left, paper.top, self.width, height, SHADE)
        left = self.left
        for column, width in zip(self.columns, self.widths, strict=True):
            box = (left + _PADDING, paper.top, width - 2 * _PADDING, height)
            paper.boxed([Paragraph(column.title, is_bold=True)], box, min(self.points, 8), align=column.align)
            left += width
        paper.top += height
        self._rule(paper)

    def row(self, paper: Paper, cells: Sequence[str], *, is_bold: bool = False) -> None:
        """Set one row. Empty cells are to be written into."""
        left = self.left
        for column, width, text in zip(self.columns, self.widths, cells, strict=True):
            if text:
                box = (left + _PADDING, paper.top + 0.4 * mm, width - 2 * _PADDING, self.row_height - 0.8 * mm)
                paper.boxed([Paragraph(text, is_bold or column.is_bold)], box, self.points, align=column.align)
            left += width
        if self.is_ruled:
            self._uprights(paper)
        paper.top += self.row_height
        self._rule(paper)

    def rows(self, paper: Paper, rows: Iterable[Sequence[str]], new_page: Callable[[], None] | None = None) -> None:
        """Set rows under the titles, on as many pages as needed; no page ends with the titles."""
        if paper.left_over < self.head_height + self.row_height:
            paper.page()
            if new_page:
                new_page()
        self.head(paper)
        for cells in rows:
            if paper.top + self.row_height > BOTTOM:
                paper.page()
                if new_page:
                    new_page()
                self.head(paper)
            self.row(paper, cells)

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
