"""LibreOffice's workbooks, in OpenDocument: all sheets in one part, repeats written once."""

from collections.abc import Iterator
from functools import partial
from zipfile import ZipFile, ZipInfo

from attendance.documents.lists import markup, sheets
from attendance.documents.lists.markup import Attributes, MarkupReader
from attendance.documents.lists.sheets import LAST_COLUMN, LeftOut, Rows, Sheet
from attendance.documents.lists.table import Record, UnreadableList
from attendance.vocabulary.limits import SPREADSHEET_ROWS

CONTENT = "content.xml"
MANIFEST = "meta-inf/manifest.xml"
_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _STYLE = (f"{_SPACE}{name}:1.0 " for name in ("table", "office", "style"))
_HIDING = ("collapse", "filter")
# Elements in a cell that are not its text.
_ASIDE = ("annotation", "note", "ruby-text", "frame", "custom-shape", "shapes", "tracked-changes", "dde-links")
_SIZES = {"table-row-properties": "row-height", "table-column-properties": "column-width"}
_NUMBERS = ("float", "percentage", "currency")


class Workbook:
    """A workbook whose sheets can be read one at a time."""

    def __init__(self, packed: ZipFile, content: ZipInfo) -> None:
        self._packed = packed
        self._content = content

    def sheets(self) -> list[Sheet]:
        """Return the sheets in their order."""
        found = _Sheets()
        with self._packed.open(self._content) as part:
            markup.read(part, found)
        if not found.is_workbook:
            raise UnreadableList("not_a_list", "This is a document, but no workbook.")
        return [
            Sheet(name, style in found.hiding, partial(self._records, n)) for n, (name, style) in enumerate(found.all)
        ]

    def _records(self, number: int, left_out: LeftOut) -> Iterator[Record]:
        sheet = _Sheet(number, left_out)
        with self._packed.open(self._content) as part:
            for _ in markup.read_on(part, sheet):
                yield from sheet.records
                sheet.records.clear()


class _Styles(MarkupReader):
    """The styles that hide: sheets that are not shown, rows and columns without size."""

    def __init__(self) -> None:
        self.hiding: set[str | None] = set()
        self._style = ""

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "style":
            self._style = attributes.get(f"{_STYLE}name", "")
        elif name == "table-properties":
            if attributes.get(f"{_TABLE}display") == "false":
                self.hiding.add(self._style)
        elif name in _SIZES and _is_nothing(attributes.get(f"{_STYLE}{_SIZES[name]}")):
            self.hiding.add(self._style)


class _Sheets(_Styles):
    def __init__(self) -> None:
        super().__init__()
        self.is_workbook = False
        self.all: list[tuple[str, str | None]] = []
        self._aside = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if self._aside or name in _ASIDE:
            self._aside += 1
        elif name == "spreadsheet":
            self.is_workbook = True
        elif name == "table":
            self.all.append((attributes.get(f"{_TABLE}name", ""), attributes.get(f"{_TABLE}style-name")))
        else:
            super().start(name, attributes)

    def end(self, name: str) -> None:  # noqa: ARG002
        if self._aside:
            self._aside -= 1


class _Sheet(_Styles, Rows):
    def __init__(self, number: int, left_out: LeftOut) -> None:
        _Styles.__init__(self)
        Rows.__init__(self, left_out)
        self._sheets_before = number
        self._is_ours = False
        self._aside = 0
        # For each enclosing group, whether it is folded.
        self._groups: list[bool] = []
        self._columns = 0
        self._next_row = 1
        self._row: Attributes = {}
        self._cells: dict[int, str] = {}
        self._column = 0
        self._cell: Attributes | None = None
        self._paragraphs: list[str] = []
        self._paragraph: list[str] | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        if self._aside or name in _ASIDE:
            self._aside += 1
        elif name == "table":
            self._is_ours = self._sheets_before == 0
            self._sheets_before -= 1
        elif not self._is_ours:
            super().start(name, attributes)
        elif name == "table-cell":
            self._cell = attributes
            self._paragraphs = []
        elif self._cell is not None:
            self._start_text(name)
        elif name == "table-row":
            self._row = attributes
            self._cells = {}
            self._column = 0
        elif name == "covered-table-cell":
            # Another cell covers it: nobody sees its content.
            self._aside = 1
            self._column += _times(attributes, "number-columns-repeated")
        elif name in ("table-row-group", "table-column-group"):
            self._groups.append(attributes.get(f"{_TABLE}display") == "false")
        elif name == "table-column":
            first = self._columns
            self._columns += _times(attributes, "number-columns-repeated")
            if self._is_hidden(attributes):
                self.hide(first, self._columns - 1)

    def _start_text(self, name: str) -> None:
        if self._paragraph is None:
            # A picture or a comment: anything but a paragraph lies over the cell.
            self._paragraph, self._aside = ([], 0) if name == "p" else (None, 1)
        elif name == "s":
            # However many spaces there are: texts are read with single ones.
            self._paragraph.append(" ")
        elif name in ("tab", "line-break"):
            self._paragraph.append("\t" if name == "tab" else "\n")

    def text(self, text: str) -> None:
        if self._paragraph is not None and not self._aside:
            self._paragraph.append(text)

    def end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif name == "table":
            self._is_ours = False
        elif not self._is_ours:
            return
        elif name == "p" and self._paragraph is not None:
            self._paragraphs.append("".join(self._paragraph))
            self._paragraph = None
        elif name == "table-cell" and self._cell is not None:
            self._end_cell(self._cell)
        elif name == "table-row":
            times = min(_times(self._row, "number-rows-repeated"), SPREADSHEET_ROWS + 1 - self._next_row)
            self.add(self._next_row, self._cells, is_hidden=self._is_hidden(self._row), times=times)
            self._next_row += times
        elif name in ("table-row-group", "table-column-group"):
            self._groups.pop()

    def _end_cell(self, cell: Attributes) -> None:
        times = _times(cell, "number-columns-repeated")
        shown = _shown(cell, "\n".join(self._paragraphs))
        if shown.strip():
            columns = range(self._column, min(self._column + times, LAST_COLUMN))
            self._cells |= dict.fromkeys(columns, shown)
        self._column += times
        self._cell = None

    def _is_hidden(self, attributes: Attributes) -> bool:
        return (
            attributes.get(f"{_TABLE}visibility") in _HIDING
            or attributes.get(f"{_TABLE}style-name") in self.hiding
            or any(self._groups)
        )


def _shown(cell: Attributes, text: str) -> str:
    """Return the visible content of a cell."""
    if (formula := cell.get(f"{_TABLE}formula")) is not None:
        # Before the equals sign stands the name of the formula's language.
        return sheets.formula(formula.partition("=")[2])
    kind = cell.get(f"{_OFFICE}value-type")
    if kind == "date":
        return sheets.day(cell.get(f"{_OFFICE}date-value", text), text)
    if kind == "boolean":
        return sheets.yes_or_no(is_true=cell.get(f"{_OFFICE}boolean-value") == "true")
    if kind in _NUMBERS:
        return sheets.number(cell.get(f"{_OFFICE}value", text))
    return text


def _times(attributes: Attributes, name: str) -> int:
    return min(max(int(attributes.get(f"{_TABLE}{name}", 1)), 1), SPREADSHEET_ROWS)


def _is_nothing(size: str | None) -> bool:
    """Whether a size such as "0cm" is zero."""
    return size is not None and not size.strip("0.abcdefghijklmnopqrstuvwxyz%")
