"""Lists as CSV: any separator, quotes, line breaks in quotes and lines of uneven length."""

import csv
import re
from collections.abc import Callable, Iterator
from io import StringIO
from itertools import chain, islice

from attendance.documents.lists import encodings
from attendance.documents.lists.table import HEADER_WITHIN, Dialect, Record, Table, UnreadableList, header_at, made_of

SEPARATORS = ";,\t|"
_SAMPLE_CHARACTERS = 64 * 1024
_SAMPLE_RECORDS = 30
# Excel's own declaration of the separator.
_SAID = re.compile(r'"?sep=([;,\t|])"?\r?\n', re.IGNORECASE)
# Text formats that programs write for Excel and name .xls.
_PAGE = re.compile(
    r"\s*(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body|meta|style|table|div)\b|mime-version:",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*<(?:\?xml|!doctype)\b", re.IGNORECASE)
# Read last if every quote was closed, else part of the unclosed cell.
_END = "\0end of the list\0"


def read(content: bytes, is_known: Callable[[str], bool]) -> Table:
    """Return the list in a text file. Raises UnreadableList."""
    text, encoding = encodings.decoded(content)
    if not text.strip(f'{SEPARATORS}" \r\n'):
        raise UnreadableList("empty", "The file holds nothing.")
    _check_markup(text[:_SAMPLE_CHARACTERS])
    said = _SAID.match(text)
    separator = said[1] if said else _separator(text, is_known)
    records = _records(text, separator)
    words = () if encoding.startswith("UTF") else encodings.unusual_words(text)
    dialect = Dialect("csv", encoding, separator, words=words)
    return made_of(islice(records, 1, None) if said else records, is_known, dialect)


def _check_markup(beginning: str) -> None:
    """Raise UnreadableList for a web page or XML, which some programs name as a workbook."""
    is_xml = _XML.match(beginning)
    if _PAGE.match(beginning) or (is_xml and re.search(r"<(html|table)[\s>]", beginning, re.IGNORECASE)):
        raise UnreadableList("web_page", "This is a web page, whatever its name: save it as .xlsx or CSV.")
    if is_xml:
        raise UnreadableList("xml", "This is XML, whatever its name: save it as .xlsx or CSV.")


def _separator(text: str, is_known: Callable[[str], bool]) -> str:
    """Return the separator: the one with most known names in the header, then with the most even lines."""
    sample = text[:_SAMPLE_CHARACTERS]

    def likeness(separator: str) -> tuple[int, float, int]:
        try:
            records = list(islice(_records(sample, separator), _SAMPLE_RECORDS))
        except UnreadableList:
            # A quote is still open where the sample ends: reading the file will show whether it closes.
            records = [(1, next(csv.reader(StringIO(sample.splitlines()[0]), delimiter=separator), []))]
        filled = [cells for _, cells in records if any(cell.strip() for cell in cells)]
        if not filled:
            return 0, 0.0, 0
        header = filled[header_at(filled[:HEADER_WITHIN], is_known)[0]]
        even = sum(len(cells) == len(header) for cells in filled) / len(filled)
        return sum(map(is_known, header)), even if len(header) > 1 else 0.0, len(header)

    return max(SEPARATORS, key=likeness)


def _records(text: str, separator: str) -> Iterator[Record]:
    """Yield every record with the number of its first line, as an editor counts them. Raises UnreadableList."""
    # Line ends stay as in the file: a break within quotes is part of the cell.
    ended = text if text.endswith(("\n", "\r")) else text + "\n"
    reader = csv.reader(chain(StringIO(ended, newline=""), [_END]), delimiter=separator)
    begins = 1
    try:
        for cells in reader:
            if cells == [_END]:
                return
            if cells and _END in cells[-1]:
                break
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error:
        # A huge cell: its opening quote was never closed.
        pass
    raise UnreadableList("quote_unclosed", f"A quote is opened on line {begins} and never closed.", line=begins)
