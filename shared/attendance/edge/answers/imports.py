"""Answers about a list: its columns, and the outcome of each line."""

from typing import Literal, TypedDict

type Said = dict[str, str]
"""One sentence by its language."""


class Remark(TypedDict):
    """What there is to say of a field. `about` is the piece of text, the atelier or the line that it is about.

    `value` is that piece in full, if an organiser may say what it means: see `values` of the request. `said` tells
    the remark to people, without the field's name, in each of the event's languages.
    """

    field: str
    code: str
    message: str
    about: str | None
    value: str | None
    said: Said


class ColumnShown(TypedDict):
    column: int
    header: str
    field: str | None
    example: str


class LineShown(TypedDict):
    """A line with its texts by column. One with errors cannot be sent unchanged."""

    line: int
    cells: list[str]
    errors: list[Remark]


class HiddenShown(TypedDict):
    """Parts that were hidden in a workbook, and are left out."""

    what: Literal["rows", "columns", "sheets"]
    count: int
    where: str


class ExampleShown(TypedDict):
    stands: str
    reads: str


class GarbledShown(TypedDict):
    """Letters that were decoded wrongly before the list was saved; a query with `repair=1` repairs them."""

    lines: int
    examples: list[ExampleShown]


class DialectShown(TypedDict):
    format: Literal["csv", "xlsx", "ods"]
    encoding: str | None
    separator: str | None
    sheet: str | None
    sheets: list[str]
    header_line: int
    header_again: list[int]
    hidden: list[HiddenShown]
    words: list[str]
    garbled: GarbledShown | None
    is_repaired: bool


class ListShown(TypedDict):
    """A file as a list. `left_out` tells people what of it is not read, in each language."""

    columns: list[ColumnShown]
    fields: list[str]
    lines: list[LineShown]
    dialect: DialectShown
    left_out: list[Said]


class UsualName(TypedDict):
    given_name: str
    family_name: str


class LineResult(TypedDict):
    """The outcome of a line, or in a dry run the expected one.

    `who` is the same for two lines of one person, `address` for two of one address; they reveal nothing
    else, and are null if errors leave them open. `usual` is the usual spelling of a name that the line has in capitals;
    null for any other name.
    """

    line: int
    outcome: Literal["registered", "known", "left_out", "refused", "later"]
    attendee_id: str | None
    given_name: str | None
    family_name: str | None
    usual: UsualName | None
    who: str | None
    address: str | None
    errors: list[Remark]
    notes: list[Remark]


class Imported(TypedDict):
    """The outcome of some lines. `seats` are those that they and the lines before them would take."""

    results: list[LineResult]
    seats: dict[str, int]
