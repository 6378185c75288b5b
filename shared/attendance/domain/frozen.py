"""What values are made of: fields, and nothing that changes them."""

from dataclasses import dataclass, field
from typing import dataclass_transform


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen[T](cls: type[T]) -> type[T]:
    """Return a class of values, equal if their fields are.

    That nobody assigns to a field is mypy's to see to. Had each class its own refusal, as a frozen dataclass has, a
    scan's fifty would take twice as long to make at a cold start, and each value as well.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
