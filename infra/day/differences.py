"""Compares the stack's numbers with the independent count, and names the people behind a difference."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from infra.day.tally import Number

# Estimates and experience, which no number of people can be compared with, and names.
NOT_COUNTED = ("expected", "to_order", "plates", "as_bad_as", "second_batch", "usual", "questions")


@dataclass(frozen=True, slots=True)
class Difference:
    """A wrong number, with the people who make up the expected one."""

    what: str
    expected: Any
    found: Any
    people: tuple[str, ...] = ()


def flat(answer: Any, path: str) -> dict[str, int]:
    """Return every whole number of an answer by its path; steps are named by their beginning."""
    return dict(_leaves(answer, path))


def compare(when: str, expected: Mapping[str, Number], found: Mapping[str, int]) -> list[Difference]:
    """Return the numbers that differ. A number that only one side has must be zero."""
    differing = []
    for name in sorted(expected.keys() | found.keys()):
        counted = expected.get(name, Number())
        if counted.value != found.get(name, 0):
            people = tuple(sorted(counted.people))
            differing.append(Difference(f"{when}: {name}", counted.value, found.get(name, 0), people))
    return differing


def compare_lists(what: str, expected: Iterable[str], found: Iterable[str]) -> list[Difference]:
    """Return the members that only one of two lists has, as one difference."""
    wanted, given = sorted(expected), sorted(found)
    if wanted == given:
        return []
    only = [f"missing: {line}" for line in wanted if line not in given]
    only += [f"not expected: {line}" for line in given if line not in wanted]
    return [Difference(what, len(wanted), len(given), tuple(only or wanted))]


def _leaves(answer: Any, path: str) -> Iterator[tuple[str, int]]:
    match answer:
        case bool():
            return
        case int():
            yield path, answer
        case dict():
            for name, value in answer.items():
                if name not in NOT_COUNTED:
                    yield from _leaves(value, f"{path}.{name}")
        case list():
            for counted in answer:
                yield from _line(counted, path)


def _line(counted: Mapping[str, Any], path: str) -> Iterator[tuple[str, int]]:
    """Yield a step of time, or what the caterer is told by a question."""
    match counted:
        case {"from": begin, "count": count}:
            yield f"{path}.{begin}", count
        case {"question": question, "counts": counts}:
            yield from ((f"{path}.{question}.{code}", count) for code, count in counts.items())
        case {"question": question, "texts": texts}:
            yield f"{path}.{question}", len(texts)
