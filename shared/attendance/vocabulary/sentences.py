"""Sentences with values, as ICU MessageFormat writes them, of which three forms are known.

`{name}` is a value, `{count, plural, =0 {…} one {…} other {…}}` a form that agrees with a number, and
`{code, select, a {…} other {…}}` one that depends on a text. `#` is the number of the plural around it. An
empty text selects `none`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

PLURAL, SELECT = "plural", "select"
OTHER, NONE = "other", "none"
_TOKEN = re.compile(r"[{}]|#|[^{}#]+")
_CHOICE = re.compile(r"\s*(\w+)\s*,\s*(plural|select)\s*,\s*")


class SentenceError(ValueError):
    """A sentence is not written in one of the three forms."""


@dataclass(frozen=True, slots=True)
class Value:
    """The place of a value."""

    name: str


@dataclass(frozen=True, slots=True)
class Branch:
    """The place of one of several texts, which a value decides."""

    name: str
    kind: str
    cases: Mapping[str, "Parts"]


type Parts = tuple[str | Value | Branch, ...]


@lru_cache(maxsize=4096)
def parsed(sentence: str) -> Parts:
    """Return the parts of a sentence. Raises SentenceError with the sentence."""
    tokens = _TOKEN.findall(sentence)
    parts, rest = _parts(tokens, 0, None, sentence)
    if rest != len(tokens):
        raise SentenceError(f"A brace is closed that was not opened: {sentence}")
    return parts


def values(parts: Parts) -> Iterator[tuple[str, str]]:
    """Yield the name of each value of a sentence, and what decides by it: `plural`, `select`, or nothing."""
    for part in parts:
        match part:
            case Value(name):
                yield name, ""
            case Branch(name, kind, cases):
                yield name, kind
                for case in cases.values():
                    yield from values(case)


def _parts(tokens: list[str], at: int, counted: str | None, sentence: str) -> tuple[Parts, int]:
    """Read up to the brace that closes what is being read, or to the end."""
    parts: list[str | Value | Branch] = []
    part: str | Value | Branch
    while at < len(tokens) and tokens[at] != "}":
        if tokens[at] == "{":
            part, at = _place(tokens, at + 1, counted, sentence)
        else:
            part, at = Value(counted) if tokens[at] == "#" and counted else tokens[at], at + 1
        parts.append(part)
    return tuple(parts), at


def _place(tokens: list[str], at: int, counted: str | None, sentence: str) -> tuple[Value | Branch, int]:
    head = tokens[at] if at < len(tokens) else ""
    closed = at + 1 < len(tokens) and tokens[at + 1] == "}"
    if closed and re.fullmatch(r"\w+", head):
        return Value(head), at + 2
    choice = _CHOICE.match(head)
    if not choice:
        raise SentenceError(f"Neither a value, a plural nor a select: {{{head}… in {sentence}")
    name, kind = choice.groups()
    cases: dict[str, Parts] = {}
    key, at = head[choice.end() :].strip(), at + 1
    while key and at < len(tokens) and tokens[at] == "{":
        cases[key], at = _parts(tokens, at + 1, name if kind == PLURAL else counted, sentence)
        key, at = (
            (tokens[at + 1].strip(), at + 2) if at + 1 < len(tokens) and tokens[at + 1] not in "{}" else ("", at + 1)
        )
    if key or OTHER not in cases or at >= len(tokens):
        raise SentenceError(f"A choice by {name} is not closed, or lacks its `other`: {sentence}")
    return Branch(name, kind, cases), at + 1
