"""Where everything stands in a TOML file: tomllib tells the values, and no lines."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

type Keys = tuple[str | int, ...]


def of(text: str) -> dict[Keys, int]:
    """Return the line of every table and key of a text that is TOML; what a statement holds stands where it begins."""
    found: dict[Keys, int] = {}
    table: Keys = ()
    for line, statement in _statements(text):
        document = tomllib.loads(statement)
        if statement.lstrip().startswith("["):
            table = _opened(document, found, is_row=statement.lstrip().startswith("[["))
            document = {}
        for keys in ((), *_inner(document)):
            whole = (*table, *keys)
            for length in range(1, len(whole) + 1):
                found.setdefault(whole[:length], line)
    return found


def line(found: Mapping[Keys, int], keys: Keys) -> int | None:
    """Return the line that keys lead to, or of what should hold it; None for what belongs to the file as a whole."""
    return next((found[keys[:length]] for length in range(len(keys), 0, -1) if keys[:length] in found), None)


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


def _opened(document: dict[str, Any], found: dict[Keys, int], *, is_row: bool) -> Keys:
    """Return the keys of the table that a header opens: a further row of its list, if the header has two brackets."""
    keys: Keys = ()
    here: Any = document
    while here:
        (key,) = here
        here, keys = here[key], (*keys, key)
        is_last = here in ({}, [{}])
        rows = sum(known[:-1] == keys and isinstance(known[-1], int) for known in found)
        if is_last and is_row:
            return (*keys, rows)
        if rows:
            # A table within the newest row of a list.
            keys = (*keys, rows - 1)
    return keys


def _inner(value: Any) -> Iterator[Keys]:
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
        yield from ((name, *keys) for keys in _inner(member))
