"""Files as organisers bring them, and what comes of each."""

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

from openpyxl import Workbook

from attendance.documents.lists import file, headers
from attendance.documents.lists.table import Table, UnreadableList

HEADER = ["Prénom", "Nom", "E-mail"]
ZOE = ["Zoé", "Exemple", "zoe@example.org"]


def table(content: bytes) -> Table:
    read = file.read(content, headers.is_known)
    assert isinstance(read, Table), read
    return read


def reason(content: bytes) -> str:
    read = file.read(content, headers.is_known)
    assert isinstance(read, UnreadableList)
    assert str(read)
    return read.reason


def text(*rows: list[str], separator: str = ";", end: str = "\r\n") -> str:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=separator, lineterminator=end).writerows(rows)
    return written.getvalue()


def book(*rows: Sequence[object], change: Callable[[Workbook], object] = lambda _: None) -> bytes:
    made = Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    change(made)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def repacked(content: bytes, **parts: bytes) -> bytes:
    """Return a workbook with other parts, named by what their path ends in."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = next((parts[key] for key in parts if name.endswith(f"{key}.xml")), None)
            new.writestr(name, old.read(name) if part is None else part)
    return packed.getvalue()


def packed(parts: Mapping[str, str]) -> bytes:
    """Return an archive of parts by their paths, as a workbook is one."""
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return saved.getvalue()
