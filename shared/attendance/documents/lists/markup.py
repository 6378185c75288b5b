"""The XML inside a workbook, read piece by piece and within bounds, whatever wrote it."""

from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

from attendance.documents.lists.table import UnreadableList

# A list of 30 000 lines and 100 columns has six million; they take seven seconds.
MOST_ELEMENTS = 8_000_000
MOST_DEPTH = 200
_PIECE_BYTES = 64 * 1024

type Attributes = dict[str, str]
"""Attributes with a namespace are keyed by it, a blank, and their own name."""


class MarkupReader:
    """Handles elements as they begin and end, without the namespace, by which strict and usual workbooks differ."""

    def start(self, name: str, attributes: Attributes) -> None: ...
    def text(self, text: str) -> None: ...
    def end(self, name: str) -> None: ...


def read(part: IO[bytes], reader: MarkupReader) -> None:
    """Feed a part to its reader, to the end. Raises UnreadableList, and ExpatError if it is no XML."""
    for _ in read_on(part, reader):
        pass


def read_on(part: IO[bytes], reader: MarkupReader) -> Iterator[None]:
    """Feed a part to its reader, and pause after each piece of it. Raises as `read` does."""
    parser = expat.ParserCreate(namespace_separator=" ")
    names = _Names()
    depth = elements = 0

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if elements > MOST_ELEMENTS or depth > MOST_DEPTH:
            raise UnreadableList("too_large_inside", "This workbook has more in it than any list needs.")
        reader.start(names[name], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        reader.end(names[name])

    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = reader.text
    # It could declare entities that multiply or lead to other files; no workbook has one.
    parser.StartDoctypeDeclHandler = _refuse
    while piece := part.read(_PIECE_BYTES):
        parser.Parse(piece)
        yield
    parser.Parse(b"", True)
    yield


def _refuse(*_: object) -> None:
    raise UnreadableList("damaged", "The workbook declares entities, as no spreadsheet does.")


class _Names(dict[str, str]):
    def __missing__(self, name: str) -> str:
        self[name] = name.rpartition(" ")[2]
        return self[name]
