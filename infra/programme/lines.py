"""Where everything stands in a TOML file: tomllib tells the values, and no lines."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

type Place = tuple[str | int, ...]


def of(text: str) -> dict[Place, int]:
    """Return the line of every table and key of a text that is TOML; what a statement holds stands where it begins."""
    found: dict[Place, int] = {}
    table: Place = ()
    for line, statement in _statements(text):
        document = tomllib.loads(statement)
        if statement.lstrip().startswith("["):
            table = _opened(document, found, is_row=statement.lstrip().startswith("[["))
            document = {}
        for place in ((), *_places(document)):
            whole = (*table, *place)
            for length in range(1, len(whole) + 1):
                found.setdefault(whole[:length], line)
    return found


def line(found: Mapping[Place, int], place: Place) -> int | None:
    """Return the line of a place, or of what should hold it; None for what belongs to the file as a whole."""
    return next((found[place[:length]] for length in range(len(place), 0, -1) if place[:length] in found), None)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield the statements of a text, each with the line at which it begins: lines that are TOML by themselves."""
    begun, pending = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        if not pending and (not line.strip() or line.lstrip().startswith("#")):
            continue
        begun, pending = (begun, f"{pending}\n{line}") if pending else (number, line)
        if _is_whole(pending):
            yield begun, pending
            pending = ""


def _is_whole(statement: str) -> bool:
    try:
        tomllib.loads(statement)
    except ValueError:
        return False
    return True


def _opened(document: dict[str, Any], found: dict[Place, int], *, is_row: bool) -> Place:
    """Return the place of the table that a header opens: a further row of its list, if the header has two brackets."""
    place: Place = ()
    here: Any = document
    while here:
        (key,) = here
        here, place = here[key], (*place, key)
        is_last = here in ({}, [{}])
        rows = sum(known[:-1] == place and isinstance(known[-1], int) for known in found)
        if is_last and is_row:
            return (*place, rows)
        if rows:
            # A table within the newest row of a list.
            place = (*place, rows - 1)
    return place


def _places(value: Any) -> Iterator[Place]:
    match value:
        case dict():
            members: list[tuple[str | int, Any]] = list(value.items())
        case list():
            members = list(enumerate(value))
        case _:
            yield ()
            return
    yield ()
    for name, member in members:
        yield from ((name, *place) for place in _places(member))
