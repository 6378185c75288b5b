"""The words of each language, one file a language: whatever people read on a page, on paper or in a mail.

Each file has the same tables with the same sentences. A sentence that two codes lead to stands once, and `{ as =
"place" }` where the other one is. Packaging puts JSON in the place of the files, which a function reads in a twentieth
of the time.
"""

import json
from collections.abc import Mapping
from functools import cache, reduce
from operator import getitem
from pathlib import Path
from typing import Any

from attendance.vocabulary import plurals
from attendance.vocabulary.sentences import NONE, OTHER, PLURAL, Branch, Parts, Value, parsed
from attendance.vocabulary.typography import spaced

_FOLDER = Path(__file__).parent

type Words = Mapping[str, Any]


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that have words."""
    return tuple(sorted({path.stem for kind in ("toml", "json") for path in _FOLDER.glob(f"*.{kind}")}))


def names() -> Mapping[str, str]:
    """Return each language's own name."""
    return {language: of(language)["language"]["name"] for language in languages()}


@cache
def of(language: str) -> Words:
    """Return the tables of a language."""
    packed = _FOLDER / f"{language}.json"
    words: Words = json.loads(packed.read_text()) if packed.exists() else unpacked(language)
    return words


def unpacked(language: str) -> Words:
    """Return the tables as they are read: every sentence in its places, with French's no-break spaces."""
    tables = written(language)
    return {name: table if name == "language" else _bound(table, tables) for name, table in tables.items()}


def written(language: str) -> Words:
    """Return the tables as they stand in the language's file."""
    # Imported where nothing is packaged only.
    import tomllib

    return tomllib.loads((_FOLDER / f"{language}.toml").read_text())


def _bound(said: Any, tables: Words) -> Any:
    match said:
        case str():
            return spaced(said)
        case list():
            return [_bound(one, tables) for one in said]
        case {"as": name}:
            return _bound(_at(name, tables), tables)
    return {name: _bound(one, tables) for name, one in said.items()}


def _at(name: str, tables: Words) -> Any:
    return reduce(getitem, name.split("."), tables)


def spoken(name: str, language: str) -> Words:
    """Return a table of a language by its name, such as `papers.report`."""
    table: Words = _at(name, of(language))
    return table


def labelled(name: str, language: str) -> Words:
    """Return a table of a language together with the labels of fields, and those that all tables share."""
    shared = (spoken(each, language) for each in ("common.fields", "records.fields", "tables", name))
    return {name: said for table in shared for name, said in table.items()}


def filled(sentence: str, language: str, **values: object) -> str:
    """Return a sentence with its values; a whole number is written as the language writes numbers."""
    return _text(parsed(sentence), language, values)


def number(count: float, language: str) -> str:
    """Return a number as the language writes it, with all of its decimals."""
    return spelled(f"{count:,}", language)


def spelled(english: str, language: str) -> str:
    """Return a number that is written in English as the language writes it."""
    marks = of(language)["language"]
    return english.translate(str.maketrans({",": marks["group"], ".": marks["decimal"]}))


def _text(parts: Parts, language: str, values: Mapping[str, object]) -> str:
    return "".join(part if isinstance(part, str) else _said(part, language, values) for part in parts)


def _said(part: Value | Branch, language: str, values: Mapping[str, object]) -> str:
    value = values[part.name]
    if isinstance(part, Value):
        return number(value, language) if isinstance(value, int) else str(value)
    if part.kind == PLURAL and isinstance(value, int):
        form = plurals.form(value, of(language)["language"]["plurals"])
        chosen = part.cases.get(f"={value}", part.cases.get(form, part.cases[OTHER]))
    else:
        chosen = part.cases.get(str(value) or NONE, part.cases[OTHER])
    return _text(chosen, language, values)
