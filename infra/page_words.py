"""Makes of the vocabulary the pages' modules: what each page says in every language, fields, codes, and limits.

`make` writes them below `functions/pages/site/words/` for the checks and the tests of the pages, and packaging
below the pages that it completes.
"""

import json
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from html import escape
from pathlib import Path
from typing import Any

from attendance.vocabulary import codes, fields, limits, providers, words
from attendance.vocabulary.sentences import PLURAL, Branch, Parts, Value, parsed, values

# What each page says besides its own words; a later table adds to an earlier one.
SECTIONS = {
    "attestation": ("common",),
    "badge": ("common", "records", "attendee"),
    "scan": ("common", "doors"),
    "register": (),
    "registrations": ("common", "doors", "records", "tables", "organiser"),
    "dashboard": ("common", "records", "tables", "organiser"),
    "caterer": ("common", "records", "tables", "organiser"),
}
# What several pages say, for the modules that they share; of these only the types are made.
SHARED = {"common": ("common",), "organiser": SECTIONS["dashboard"]}
NUMBER, TEXT = "number", "string | number"
HEAD = """/** What the page says in each language: made of `shared/attendance/vocabulary/` by `infra/page_words.py`. */

import {{ speech, speaking }} from '../ui/words.js';
{languages}
/** @typedef {{typeof {first}}} Words */

export const wordsOf = speaking({{ {names} }});
"""
FIELDS_HEAD = """/** The fields of a registration: made of `shared/attendance/vocabulary/` by `infra/page_words.py`. */

export const FIELDS = /** @type {{const}} */ ({fields});
"""

CODES = """/** The codes that the server knows too: made of `shared/attendance/vocabulary/codes.py`. */

"""
LIMITS = """/** The numbers that the server obeys too: made of `shared/attendance/vocabulary/limits.py`. */

"""

PROVIDERS = """/** What mailboxes' domains end in: made of `shared/attendance/vocabulary/providers.py`. */

"""

type Key = tuple[str, ...]


def write(folder: Path) -> None:
    """Write the modules of all pages, and nothing else, into a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for page in SECTIONS:
        (folder / f"{page}.js").write_text(module(page))
    (folder / "codes.js").write_text(CODES + "".join(coded()))
    (folder / "limits.js").write_text(LIMITS + "".join(constants()))
    (folder / "fields.js").write_text(fields_module())
    (folder / "providers.js").write_text(PROVIDERS + "".join(domains()))


def fields_module() -> str:
    """Return the module of the fields of a registration."""
    described = json.dumps([_field(field) for field in fields.FIELDS], indent=2)
    return FIELDS_HEAD.format(fields=described)


def _field(field: fields.Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "type": field.type,
        "part": field.part,
        "longest": field.longest or 0,
        "needed": field.needed,
        "offeredWith": field.offered_with or "",
        "dependsOn": field.depends_on or "",
        "atTheDesk": field.at_the_desk,
        "autocomplete": field.autocomplete,
        "choices": field.choices,
    }


def coded() -> Iterator[str]:
    """Yield the codes as a page imports them: each kind of code with its type, and the sets of some."""
    for name, value in vars(codes).items():
        match value:
            case type() if issubclass(value, StrEnum) and value is not StrEnum:
                members = json.dumps({code.name: code for code in value})
                yield f"/** @typedef {{(typeof {name})[keyof typeof {name}]}} {name} */\n"
                yield f"export const {name} = /** @type {{const}} */ ({members});\n"
            case tuple() | frozenset():
                yield f"export const {name} = new Set(/** @type {{string[]}} */ ({json.dumps(sorted(value))}));\n"
            case str() | int() if name.isupper():
                yield f"export const {name} = {json.dumps(value)};\n"


def constants() -> Iterator[str]:
    """Yield the limits as a page imports them."""
    for name, value in vars(limits).items():
        if name.isupper():
            yield f"export const {name} = {value};\n"


def domains() -> Iterator[str]:
    """Yield the providers of mailboxes as a page imports them."""
    for name, value in vars(providers).items():
        if name.isupper():
            yield f"export const {name} = {json.dumps(value)};\n"


def module(page: str) -> str:
    """Return a page's module of words."""
    languages = words.languages()
    needs = needed([said(page, language) for language in languages])
    parts = []
    for language in languages:
        kind = "" if language == languages[0] else "/** @type {Words} */\n"
        tables = "\n".join(_table(said(page, language), needs, language))
        parts.append(f"\nconst {language}$ = speech('{language}');\n{kind}const {language} = {{\n{tables}\n}};\n")
    return HEAD.format(languages="".join(parts), first=languages[0], names=", ".join(languages))


def in_every_language(page: str) -> str:
    """Return a page of HTML with each `<!-- said: … -->` replaced by that sentence of `written`, in every language."""
    spoken = {language: words.spoken("written", language) for language in words.languages()}

    def every(found: re.Match[str]) -> str:
        return " ".join(f'<span lang="{language}">{escape(said[found[1]])}</span>' for language, said in spoken.items())

    return re.sub(r"<!-- said: (\w+) -->", every, page)


def manifest(page: str, written: str) -> str:
    """Return what a phone installs of a page, with its name in its own language and in all others.

    Browsers that know no `name_localized` yet take the name in the manifest's own language.
    """
    shown = json.loads(written)
    for member, word in (("name", "name"), ("short_name", "name"), ("description", "description")):
        every = {language: words.spoken(f"apps.{page}", language)[word] for language in words.languages()}
        shown |= {member: every[shown["lang"]], f"{member}_localized": every}
    return json.dumps(shown, ensure_ascii=False, indent=2)


def said(page: str, language: str) -> Mapping[str, Any]:
    """Return all that a page says in a language."""
    tables = words.of(language)
    found: dict[str, Any] = {"hour": tables["language"]["hour"], "names": words.names()}
    own = tables["pages"].get(page, {})
    for table in (*(tables[section] for section in (SECTIONS | SHARED)[page]), own):
        found = _merged(found, table)
    return found


def _merged(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    inner = {name: _merged(one.get(name, {}), table) for name, table in other.items() if isinstance(table, dict)}
    return {**one, **other, **inner}


def needed(languages: list[Mapping[str, Any]], at: Key = ()) -> dict[Key, dict[str, str]]:
    """Return the types of the values of each sentence, by its key; no key where a sentence is a text.

    If some sentence of a table has values, all of that table are functions: a code chooses among them, and whoever
    calls need not know which of them have values. The page's own table has no code.
    """
    found: dict[Key, dict[str, str]] = {}
    for name, one in languages[0].items():
        every = [language[name] for language in languages]
        if isinstance(one, dict):
            found |= needed(every, (*at, name))
            continue
        types: dict[str, str] = {}
        for value, kind in (each for sentence in every for each in values(parsed(sentence))):
            types[value] = NUMBER if kind == PLURAL or types.get(value) == NUMBER else TEXT
        found[*at, name] = types
    here = {key: types for key, types in found.items() if len(key) == len(at) + 1}
    has_codes = at and any(here.values())
    return {key: types for key, types in found.items() if types or key not in here or has_codes}


def _table(
    table: Mapping[str, Any], needs: Mapping[Key, Mapping[str, str]], language: str, at: Key = ()
) -> Iterator[str]:
    for name, one in table.items():
        key = name if name.isidentifier() else json.dumps(name)
        if isinstance(one, dict):
            yield f"{key}: {{"
            yield from _table(one, needs, language, (*at, name))
            yield "},"
        else:
            yield f"{key}: {_function(needs.get((*at, name)))}{_text(parsed(one), language)},"


def _function(types: Mapping[str, str] | None) -> str:
    """Return the head of the function that makes a sentence of its values; nothing for a text."""
    if types is None:
        return ""
    if not types:
        return "() => "
    fields = ", ".join(f"{name}: {kind}" for name, kind in types.items())
    return f"(/** @type {{{{{fields}}}}} */ {{ {', '.join(types)} }}) => "


def _text(parts: Parts, language: str) -> str:
    """Return an expression of JavaScript for a sentence."""
    return " + ".join(_part(part, language) for part in parts) or "''"


def _part(part: str | Value | Branch, language: str) -> str:
    match part:
        case str():
            return json.dumps(part, ensure_ascii=False)
        case Value(name):
            return f"{language}$.said({name})"
    cases = ", ".join(f"{json.dumps(key)}: {_text(case, language)}" for key, case in part.cases.items())
    return f"{language}$.{part.kind}({part.name}, {{ {cases} }})"


def types(shared: str) -> str:
    """Return the types of what several pages say."""
    every = [said(shared, language) for language in words.languages()]
    return f"export type Words = {{\n{'\n'.join(_types(every[0], needed(every)))}\n}};\n"


def _types(table: Mapping[str, Any], needs: Mapping[Key, Mapping[str, str]], at: Key = ()) -> Iterator[str]:
    for name, one in table.items():
        if isinstance(one, dict):
            yield f"{json.dumps(name)}: {{"
            yield from _types(one, needs, (*at, name))
            yield "};"
        elif (fields := needs.get((*at, name))) is None:
            yield f"{json.dumps(name)}: string;"
        else:
            values_needed = "; ".join(f"{value}: {kind}" for value, kind in fields.items())
            yield f"{json.dumps(name)}: (values: {{ {values_needed} }}) => string;"


if __name__ == "__main__":
    FOLDER = Path(sys.argv[1])
    write(FOLDER)
    for shared in SHARED:
        (FOLDER / f"{shared}.d.ts").write_text(types(shared))
