"""Excel's workbooks and compatible ones: transitional or strict, with their parts at the places of their relations."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from functools import partial
from zipfile import ZipFile, ZipInfo

from attendance.documents.lists import dates, markup, sheets
from attendance.documents.lists.markup import Attributes, MarkupReader
from attendance.documents.lists.sheets import LAST_COLUMN, LeftOut, Rows, Sheet
from attendance.documents.lists.table import Record, UnreadableList
from attendance.vocabulary.limits import SPREADSHEET_ROWS

type Parts = dict[str, ZipInfo]
"""The files in a workbook, by their names in small letters."""

RELATIONS = "_rels/.rels"
_DOCUMENT, _SHEET, _STRINGS, _STYLES = "/officeDocument", "/worksheet", "/sharedStrings", "/styles"
# Excel's escape for characters that XML cannot hold.
_SPELLED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Workbook:
    """A workbook whose sheets can be read one at a time."""

    def __init__(self, packed: ZipFile, parts: Parts) -> None:
        self._packed = packed
        self._parts = parts
        document = next((target for kind, target in self._relations("").values() if kind.endswith(_DOCUMENT)), "")
        if document.endswith(".bin"):
            raise UnreadableList("binary_excel", "This is a binary Excel workbook (.xlsb): save it as .xlsx or CSV.")
        workbook = _Workbook()
        self._read(document, workbook)
        if not workbook.is_workbook:
            raise UnreadableList("not_a_list", "This is a document, but no workbook.")
        self._is_1904 = workbook.is_1904
        self._related = self._relations(document)
        self._listed = workbook.sheets
        self._strings: list[str] | None = None
        self._formats: Sequence[bool | None] = ()

    def sheets(self) -> Iterator[Sheet]:
        """Yield the sheets of cells in order, without charts."""
        for name, state, relation in self._listed:
            kind, target = self._related[relation]
            if kind.endswith(_SHEET):
                yield Sheet(name, state not in (None, "visible"), partial(self._records, target))

    def _records(self, target: str, left_out: LeftOut) -> Iterator[Record]:
        if self._strings is None:
            strings, styles = _Strings(), dates.Styles()
            for kind, path in self._related.values():
                if kind.endswith((_STRINGS, _STYLES)):
                    self._read(path, strings if kind.endswith(_STRINGS) else styles)
            self._strings, self._formats = strings.all, [styles.is_elapsed(format_id) for format_id in styles.formats]
        sheet = _Worksheet(left_out, self._strings, self._formats, is_1904=self._is_1904)
        with self._packed.open(self._part(target)) as part:
            for _ in markup.read_on(part, sheet):
                yield from sheet.records
                sheet.records.clear()

    def _read(self, target: str, reader: MarkupReader) -> None:
        with self._packed.open(self._part(target)) as part:
            markup.read(part, reader)

    def _part(self, target: str) -> ZipInfo:
        return self._parts[target.lower()]

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part, by id: each one's kind, and the path of its target."""
        folder, name = posixpath.split(part)
        relations = _Relations()
        self._read(posixpath.join(folder, "_rels", f"{name}.rels"), relations)
        return {
            id: (kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
            for id, kind, target in relations.all
        }


class _Relations(MarkupReader):
    def __init__(self) -> None:
        self.all: list[tuple[str, str, str]] = []

    def start(self, name: str, attributes: Attributes) -> None:
        # A target outside of the file is no list.
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            self.all.append((attributes["Id"], attributes["Type"], attributes["Target"].replace("\\", "/")))


class _Workbook(MarkupReader):
    def __init__(self) -> None:
        self.is_workbook = False
        self.is_1904 = False
        self.sheets: list[tuple[str, str | None, str]] = []

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "workbook":
            self.is_workbook = True
        elif name == "workbookPr":
            self.is_1904 = _is_true(attributes.get("date1904"))
        elif name == "sheet":
            relation = next(value for key, value in attributes.items() if key.endswith(" id"))
            self.sheets.append((attributes["name"], attributes.get("state"), relation))


class _Texts(MarkupReader):
    """Joins the runs of a text, without phonetic hints, which a reader does not see."""

    def __init__(self) -> None:
        self.taken: list[str] | None = None
        self.is_pronounced = False

    def text(self, text: str) -> None:
        if self.taken is not None and not self.is_pronounced:
            self.taken.append(text)


class _Strings(_Texts):
    def __init__(self) -> None:
        super().__init__()
        self.all: list[str] = []
        self._runs: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:  # noqa: ARG002
        if name == "si":
            self._runs = []
        elif name == "t":
            self.taken = self._runs
        elif name == "rPh":
            self.is_pronounced = True

    def end(self, name: str) -> None:
        if name == "t":
            self.taken = None
        elif name == "rPh":
            self.is_pronounced = False
        elif name == "si":
            self.all.append(_unspelled("".join(self._runs)))


class _Worksheet(_Texts, Rows):
    def __init__(
        self, left_out: LeftOut, strings: Sequence[str], formats: Sequence[bool | None], *, is_1904: bool
    ) -> None:
        _Texts.__init__(self)
        Rows.__init__(self, left_out)
        self._strings = strings
        self._formats = formats
        self._is_1904 = is_1904
        self._shared: dict[str, str] = {}
        self._columns: dict[str, int] = {}
        self._row = 0
        self._is_row_hidden = False
        self._cells: dict[int, str] = {}
        self._column = -1
        self._cell: Attributes | None = None
        self._formula: Attributes | None = None
        self._value: list[str] = []
        self._formula_text: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._cell = attributes
            self._formula = None
            self._value = []
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._is_row_hidden = _is_true(attributes.get("hidden")) or _is_zero(attributes.get("ht"))
            self._cells = {}
            self._column = -1
        elif self._cell is not None:
            if name in ("v", "t"):
                self.taken = self._value
            elif name == "f":
                self._formula = attributes
                self.taken = self._formula_text = []
            elif name == "rPh":
                self.is_pronounced = True
        elif name == "col" and (_is_true(attributes.get("hidden")) or _is_zero(attributes.get("width"))):
            self.hide(int(attributes["min"]) - 1, int(attributes["max"]) - 1)

    def end(self, name: str) -> None:
        if name in ("v", "t", "f"):
            self.taken = None
        elif name == "c" and self._cell is not None:
            self._column = self._place(self._cell.get("r"))
            shown = self._shown(self._cell)
            if shown.strip() and self._column < LAST_COLUMN:
                self._cells[self._column] = shown
            self._cell = None
        elif name == "row":
            if self._row <= SPREADSHEET_ROWS:
                self.add(self._row, self._cells, is_hidden=self._is_row_hidden)
        elif name == "rPh":
            self.is_pronounced = False

    def _place(self, reference: str | None) -> int:
        """Return the column of a cell, from 0: the next one, if it has no reference."""
        if reference is None:
            return self._column + 1
        name = reference.rstrip("0123456789")
        if (found := self._columns.get(name)) is None:
            found = 0
            for letter in name.upper():
                found = found * 26 + ord(letter) - ord("A") + 1
            self._columns[name] = found = found - 1
        return found

    def _shown(self, cell: Attributes) -> str:
        """Return the visible content of a cell."""
        if self._formula is not None:
            return sheets.formula(self._text_of(self._formula))
        text = "".join(self._value)
        match cell.get("t", "n"):
            case "s":
                return self._strings[int(text)] if text else ""
            case "n":
                return self._number(text, int(cell.get("s", 0)))
            case "b":
                return sheets.yes_or_no(is_true=_is_true(text)) if text else ""
            case "d":
                return sheets.day(text, text)
            case _:
                return _unspelled(text)

    def _text_of(self, attributes: Attributes) -> str:
        text = _unspelled("".join(self._formula_text))
        # In a filled column, cells below the first share its formula, moved; we return the first cell's.
        shared = attributes.get("si", "")
        if text:
            self._shared[shared] = text
        return text or self._shared.get(shared, "")

    def _number(self, text: str, style: int) -> str:
        is_elapsed = self._formats[style] if style < len(self._formats) else None
        if is_elapsed is None or not text:
            return sheets.number(text)
        try:
            return dates.shown(float(text), is_elapsed=is_elapsed, is_1904=self._is_1904)
        except (ValueError, OverflowError):
            # No such day exists: Excel shows only hash signs.
            return sheets.number(text)


def _unspelled(text: str) -> str:
    return _SPELLED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _is_true(value: str | None) -> bool:
    return value in ("1", "true")


def _is_zero(value: str | None) -> bool:
    return value is not None and float(value) == 0
