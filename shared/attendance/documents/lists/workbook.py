"""Lists as workbooks, Excel's or LibreOffice's, read as a person sees them.

zipfile unpacks no more of a part than its declared size, so the sum of these sizes, known before
unpacking, bounds the memory.
"""

import zlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import chain
from xml.parsers.expat import ExpatError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from attendance.documents.lists import opendocument, spreadsheetml
from attendance.documents.lists.sheets import LeftOut, Sheet
from attendance.documents.lists.table import Dialect, Table, UnreadableList, made_of

MOST_BYTES_INSIDE = 128 * 1024 * 1024
MOST_PARTS = 2_000
_NUMBERS = {"index/document.iwa", "index.zip"}
# Errors for a part that is missing, cut, or of another format.
_BROKEN = (BadZipFile, zlib.error, ExpatError, LookupError, StopIteration, ValueError, OSError, EOFError, RuntimeError)


def read(content: bytes, is_known: Callable[[str], bool]) -> Table:
    """Return the list in a workbook's first sheet with content. Raises UnreadableList."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            return _read(packed, is_known)
    except _BROKEN:
        raise UnreadableList("damaged", "This workbook is damaged, or not all of it is there.") from None


def _read(packed: ZipFile, is_known: Callable[[str], bool]) -> Table:
    """Return the list of a workbook. Hidden parts are not read, but reported."""
    kind, sheets = _sheets(packed)
    hidden_sheets = [sheet.name for sheet in sheets if sheet.is_hidden]
    seen = [sheet for sheet in sheets if not sheet.is_hidden]
    for sheet in seen:
        left_out = LeftOut()
        records = sheet.records(left_out)
        first = next(records, None)
        if first is None and not left_out.rows and not left_out.columns:
            continue
        dialect = Dialect(kind, sheet=sheet.name, sheets=tuple(each.name for each in seen))
        try:
            table = made_of(chain([first] if first else [], records), is_known, dialect)
        except UnreadableList as refused:
            raise _all_hidden() if refused.reason == "empty" and left_out.hidden([]) else refused from None
        return replace(table, dialect=replace(table.dialect, hidden=left_out.hidden(hidden_sheets)))
    if hidden_sheets:
        raise _all_hidden()
    raise UnreadableList("empty", "Every sheet of this workbook is empty.")


def _sheets(packed: ZipFile) -> tuple[str, list[Sheet]]:
    """Return which kind of workbook it is, and its sheets. Raises UnreadableList for any other file."""
    parts = _parts(packed)
    if content := parts.get(opendocument.CONTENT):
        manifest = parts.get(opendocument.MANIFEST)
        if manifest and b"encryption-data" in packed.read(manifest):
            raise _protected()
        return "ods", opendocument.Workbook(packed, content).sheets()
    if spreadsheetml.RELATIONS in parts:
        return "xlsx", list(spreadsheetml.Workbook(packed, parts).sheets())
    if _NUMBERS & parts.keys():
        raise UnreadableList("numbers", "This is a Numbers document: export it as .xlsx or CSV.")
    if any(name.startswith("xl/") for name in parts):
        raise UnreadableList("damaged", "Parts of this workbook are missing.")
    raise UnreadableList("not_a_list", "This archive is no workbook.")


def _parts(packed: ZipFile) -> spreadsheetml.Parts:
    """Return a workbook's parts, unless they unpack to more than any list needs. Raises UnreadableList."""
    parts = packed.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise _protected()
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        # No spreadsheet uses other methods, and some of those take as much memory as a file declares.
        raise UnreadableList("damaged", "This workbook is packed as no spreadsheet packs it.")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES_INSIDE:
        raise UnreadableList("too_large_inside", "Unpacked, this workbook is too large: save the list as CSV.")
    return {part.filename.replace("\\", "/").lower(): part for part in parts}


def _protected() -> UnreadableList:
    return UnreadableList("protected", "The file is protected by a password: save it without.")


def _all_hidden() -> UnreadableList:
    return UnreadableList("all_hidden", "All that this workbook holds is hidden: show it, and save it.")
