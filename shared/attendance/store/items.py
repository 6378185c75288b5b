"""Items: how domain objects are stored: plain attributes, none for None, times as sortable text."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from attendance.domain import instant

type Attribute = dict[str, Any]


def attributes(item: Mapping[str, Any]) -> dict[str, Attribute]:
    """Return an item in DynamoDB's form."""
    return {name: _attribute(value) for name, value in item.items()}


def plain(stored: Mapping[str, Attribute]) -> dict[str, Any]:
    """Return an item in DynamoDB's form as plain values."""
    return {name: _plain(attribute) for name, attribute in stored.items()}


def changed(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the item in a stream record, as it was just after the change."""
    return plain(record["dynamodb"]["NewImage"])


def of(thing: Any) -> dict[str, Any]:
    """Return the attributes that store a dataclass."""
    return {f.name: _stored(value) for f in fields(thing) if (value := getattr(thing, f.name)) is not None}


def to[T](kind: type[T], item: Mapping[str, Any]) -> T:
    """Return the dataclass stored in an item's attributes; other attributes are ignored."""
    readers = _readers(kind)  # type: ignore[arg-type] # mypy: every class is hashable
    return kind(**{name: read(item[name]) for name, read in readers.items() if name in item})


def _stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return instant.text(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return of(value)
    if isinstance(value, tuple):
        return [_stored(member) for member in value]
    return value


@cache
def _readers(kind: type) -> dict[str, Callable[[Any], Any]]:
    return {name: _reader(hint) for name, hint in get_type_hints(kind).items()}


def _reader(hint: Any) -> Callable[[Any], Any]:
    if get_origin(hint) is UnionType:
        (hint,) = (member for member in get_args(hint) if member is not NoneType)
    if hint is datetime:
        return datetime.fromisoformat
    if hint is date:
        return date.fromisoformat
    if hint is float:
        # To DynamoDB, 1 and 1.0 are the same.
        return float
    if get_origin(hint) is tuple:
        member = _reader(get_args(hint)[0])
        return lambda values: tuple(member(value) for value in values)
    if is_dataclass(hint) and isinstance(hint, type):
        nested = hint
        return lambda value: to(nested, value)
    return lambda value: value


def _attribute(value: Any) -> Attribute:
    match value:
        case bool():
            return {"BOOL": value}
        case str():
            return {"S": value}
        case int() | float():
            return {"N": str(value)}
        case bytes():
            return {"B": value}
        case list() | tuple():
            return {"L": [_attribute(member) for member in value]}
        case Mapping():
            return {"M": attributes(value)}
    raise TypeError(f"a {type(value).__name__} is not stored")


def _plain(attribute: Attribute) -> Any:
    ((kind, value),) = attribute.items()
    match kind:
        case "N":
            # Counters are whole numbers; only the programme holds shares.
            return int(value) if value.lstrip("-").isdecimal() else float(value)
        case "L":
            return [_plain(member) for member in value]
        case "M":
            return plain(value)
    return value
