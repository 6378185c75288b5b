"""A file that somebody uploads, as a list: CSV or a workbook, recognised by its content and not by its name."""

from collections.abc import Callable

from attendance.documents.lists import delimited, garbled
from attendance.documents.lists.table import Table, UnreadableList

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Excel 2 to 5, before it wrapped its workbooks.
_BARE = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00")
_NO_LISTS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")


def read(content: bytes, is_known: Callable[[str], bool], *, repair: bool = False) -> Table | UnreadableList:
    """Return the list in a file, or why there is none; `is_known` recognises the name of a column.

    Letters that seem garbled are reported, and repaired only on request.
    """
    try:
        table = _read(content, lambda name: is_known(garbled.repaired(name)))
    except UnreadableList as reason:
        return reason
    return garbled.mended(table) if repair else garbled.marked(table)


def _read(content: bytes, is_known: Callable[[str], bool]) -> Table:
    if content.startswith(_ZIP):
        # Imported only here: the XML parser and zipfile slow the cold start, and most calls bring lines.
        from attendance.documents.lists import workbook

        return workbook.read(content, is_known)
    if content.startswith((_OLE, *_BARE)):
        raise _old(content)
    if content.startswith(_NO_LISTS):
        raise UnreadableList("not_a_list", "This is neither a CSV file nor a workbook.")
    return delimited.read(content, is_known)


def _old(content: bytes) -> UnreadableList:
    # A workbook with a password is wrapped in the format from before 2007.
    if "EncryptedPackage".encode("utf-16-le") in content:
        return UnreadableList("protected", "The file is protected by a password: save it without.")
    return UnreadableList("old_excel", "This is an Excel file of before 2007 (.xls): save it as .xlsx or CSV.")
