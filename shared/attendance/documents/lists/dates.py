"""Which numbers of an Excel workbook are dates: only the formats of their cells show it."""

import re
from datetime import datetime, timedelta

from attendance.documents.lists.markup import Attributes, MarkupReader
from attendance.documents.lists.sheets import moment

# The numbers of Excel's built-in formats that show a date, including those of East Asia.
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_ELAPSED_BY_HEART = 46
# The parts of a format that are no letters: colours and locales in brackets, quoted texts, escaped signs.
_NO_FORMAT = re.compile(r'\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]|"[^"]*"|\\.|_.|\*.', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(hh?|mm?|ss?)\]", re.IGNORECASE)
_DAYS_FROM, _DAYS_FROM_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a cell knows no zone
# Lotus treated 1900 as a leap year, and Excel still counts that day.
_NO_DAY = 60


class Styles(MarkupReader):
    """The number format of each cell style, which alone distinguishes a date from a number."""

    def __init__(self) -> None:
        self.formats: list[int] = []
        self._codes: dict[int, str] = {}
        self._is_of_cells = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt" and "numFmtId" in attributes:
            self._codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._is_of_cells = True
        elif name == "xf" and self._is_of_cells:
            self.formats.append(int(attributes.get("numFmtId", 0)))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._is_of_cells = False

    def is_elapsed(self, format_id: int) -> bool | None:
        """Whether a format shows a span of time, or a date; None if it shows no time at all."""
        if (code := self._codes.get(format_id)) is None:
            return format_id == _ELAPSED_BY_HEART if format_id in _DATES else None
        shown = _NO_FORMAT.sub("", code.partition(";")[0])
        if _ELAPSED.search(shown):
            return True
        return False if re.search("[dmhysDMHYS]", shown.replace("General", "")) else None


def shown(days: float, *, is_elapsed: bool, is_1904: bool) -> str:
    """Return a number of days as its cell shows it. Raises OverflowError for a day outside the calendar."""
    span = timedelta(milliseconds=round(days * 86_400_000))
    if is_elapsed:
        return str(span)
    if is_1904:
        return moment(_DAYS_FROM_1904 + span)
    if 0 <= days < 1:
        return f"{_DAYS_FROM + span:%H:%M}"
    return moment(_DAYS_FROM + span + timedelta(days=days < _NO_DAY))
