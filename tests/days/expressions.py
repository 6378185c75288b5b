"""DynamoDB's expressions, as far as the store writes them: conditions, updates, and what a query's key must be.

Values stay in DynamoDB's own form, `{"S": "text"}`; None stands for an attribute that is not there.
"""

import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

type Value = dict[str, Any]
type Item = dict[str, Value]
type Test = Callable[[Item], bool]
type Operand = Callable[[Item], Value | None]

_TOKEN = re.compile(r"\s*([(),]|<=|>=|=|<|>|[#:]?[A-Za-z0-9_]+(?:\.#?[A-Za-z0-9_]+)*)")
_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Invalid(Exception):
    """An expression that DynamoDB would refuse as well, or that nothing here has needed so far."""


class Parser:
    """Reads one expression with its names and values."""

    def __init__(self, text: str, names: Mapping[str, str], values: Mapping[str, Value]) -> None:
        self._names, self._values = names, values
        self._tokens: list[str] = []
        at = 0
        text = text.rstrip()
        while at < len(text):
            found = _TOKEN.match(text, at)
            if not found:
                raise Invalid(f"cannot read {text[at:]!r}")
            self._tokens.append(found[1])
            at = found.end()
        self._at = 0

    def condition(self) -> Test:
        test = self._any()
        if self._peek():
            raise Invalid(f"not read to its end, from {self._peek()!r}")
        return test

    def changes(self) -> list[Callable[[Item, Item], None]]:
        """Return what an update does, each to be called with the item before and the one that is made of it."""
        made: list[Callable[[Item, Item], None]] = []
        clauses = {"SET": self._set, "REMOVE": self._remove, "ADD": self._add}
        while clause := self._next().upper():
            if clause not in clauses:
                raise Invalid(f"there is no clause {clause!r}")
            more = True
            while more:
                made.append(clauses[clause]())
                more = self._peek() == ","
                if more:
                    self._next()
            if not self._peek():
                break
        return made

    def _any(self) -> Test:
        tests = [self._all()]
        while self._peek().upper() == "OR":
            self._next()
            tests.append(self._all())
        return tests[0] if len(tests) == 1 else lambda item: any(test(item) for test in tests)

    def _all(self) -> Test:
        tests = [self._one()]
        while self._peek().upper() == "AND":
            self._next()
            tests.append(self._one())
        return tests[0] if len(tests) == 1 else lambda item: all(test(item) for test in tests)

    def _one(self) -> Test:
        token = self._peek()
        if token.upper() == "NOT":
            self._next()
            denied = self._one()
            return lambda item: not denied(item)
        if token == "(":
            self._next()
            inner = self._any()
            self._expect(")")
            return inner
        if token in ("attribute_exists", "attribute_not_exists"):
            path = self._arguments(self._path)[0]
            wanted = token == "attribute_exists"
            return lambda item: (_at(item, path) is not None) is wanted
        if token in ("begins_with", "contains"):
            whole, part = self._arguments(self._operand)
            return _part_of(token, whole, part)
        return self._comparison()

    def _comparison(self) -> Test:
        left, sign = self._operand(), self._next()
        if sign.upper() == "IN":
            self._at -= 1
            some = self._arguments(self._operand)
            return lambda item: (
                (a := left(item)) is not None
                and any((b := one(item)) is not None and _comparable(a) == _comparable(b) for one in some)
            )
        right = self._operand()
        if sign not in _COMPARISONS:
            raise Invalid(f"there is no comparison {sign!r}")

        def compare(item: Item) -> bool:
            a, b = left(item), right(item)
            if a is None or b is None:
                return False
            (kind_a, x), (kind_b, y) = _comparable(a), _comparable(b)
            return kind_a == kind_b and (sign == "=" or kind_a in ("S", "N", "B")) and _COMPARISONS[sign](x, y)

        return compare

    def _operand(self) -> Operand:
        token = self._peek()
        if token == "size":
            (measured,) = self._arguments(self._operand)
            return lambda item: _size_of(measured(item))
        if token == "if_not_exists":
            path_like, otherwise = self._arguments(self._operand)
            return lambda item: found if (found := path_like(item)) is not None else otherwise(item)
        if token == "list_append":
            first, second = self._arguments(self._operand)
            return lambda item: {"L": [*_list(first(item)), *_list(second(item))]}
        if token.startswith(":"):
            name = self._next()
            if name not in self._values:
                raise Invalid(f"no value is given for {name}")
            value = self._values[name]
            return lambda _item: value
        path = self._path()
        return lambda item: _at(item, path)

    def _set(self) -> Callable[[Item, Item], None]:
        path = self._path()
        self._expect("=")
        value = self._operand()
        return lambda before, after: _put(after, path, _some(value(before)))

    def _remove(self) -> Callable[[Item, Item], None]:
        (name,) = self._path()

        def remove(_before: Item, after: Item) -> None:
            after.pop(name, None)

        return remove

    def _add(self) -> Callable[[Item, Item], None]:
        (name,), amount = self._path(), self._operand()

        def add(before: Item, after: Item) -> None:
            had = before.get(name, {"N": "0"})
            after[name] = _number(_amount(had) + _amount(amount(before)))

        return add

    def _path(self) -> list[str]:
        spelled = self._next().split(".")
        missing = [name for name in spelled if name.startswith("#") and name not in self._names]
        if missing or not spelled[0]:
            raise Invalid(f"no name is given for {missing or 'nothing'}")
        return [self._names.get(name, name) for name in spelled]

    def _arguments[T](self, read: Callable[[], T]) -> list[T]:
        self._next()
        self._expect("(")
        given = [read()]
        while self._peek() == ",":
            self._next()
            given.append(read())
        self._expect(")")
        return given

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _next(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1] if self._at <= len(self._tokens) else ""

    def _expect(self, token: str) -> None:
        if (found := self._next()) != token:
            raise Invalid(f"{token!r} is missing before {found!r}")


def _at(item: Item, path: list[str]) -> Value | None:
    found: Value | None = item.get(path[0])
    for name in path[1:]:
        found = found.get("M", {}).get(name) if found else None
    return found


def _put(item: Item, path: list[str], value: Value) -> None:
    inside: dict[str, Any] = item
    for name in path[:-1]:
        if "M" not in inside.get(name, {}):
            raise Invalid("The document path provided in the update expression is invalid for update")
        # The item before stays as it was.
        inside[name] = {"M": dict(inside[name]["M"])}
        inside = inside[name]["M"]
    inside[path[-1]] = value


def _part_of(how: str, whole: Operand, part: Operand) -> Test:
    def holds(item: Item) -> bool:
        a, b = whole(item), part(item)
        if a is None or b is None:
            return False
        if how == "begins_with":
            return "S" in a and "S" in b and a["S"].startswith(b["S"])
        return ("S" in a and "S" in b and b["S"] in a["S"]) or ("L" in a and b in a["L"])

    return holds


def _size_of(value: Value | None) -> Value | None:
    if value is None:
        return None
    ((kind, inside),) = value.items()
    return _number(Decimal(len(inside.encode()) if kind == "S" else len(inside)))


def _comparable(value: Value) -> tuple[str, Any]:
    """Return what values are compared by: texts by their UTF-8."""
    ((kind, inside),) = value.items()
    if kind == "S":
        return kind, inside.encode()
    return kind, Decimal(inside) if kind == "N" else inside


def _amount(value: Value | None) -> Decimal:
    if value is None or "N" not in value:
        raise Invalid("An operand in the update expression has an incorrect data type")
    return Decimal(value["N"])


def _number(amount: Decimal) -> Value:
    return {"N": f"{amount.normalize():f}"}


def _list(value: Value | None) -> list[Value]:
    found: list[Value] = _some(value)["L"]
    return found


def _some(value: Value | None) -> Value:
    if value is None:
        raise Invalid("The provided expression refers to an attribute that does not exist in the item")
    return value
