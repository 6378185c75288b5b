"""The organiser's own texts, which may be given in several languages."""

from collections.abc import Mapping
from dataclasses import field

from attendance.domain.frozen import frozen

type Text = Mapping[str, str]
"""A text by language; under `OWN`, as the event writes it whoever reads."""

OWN = "*"


@frozen
class Choice:
    """One of several things that people may choose, and the event's label for it.

    Without a label it is called as the words of each language call it.
    """

    id: str
    label: Text = field(default_factory=dict)


def in_language(text: Text, language: str) -> str:
    """Return a text in a language; else as the event writes it, else in the first language by its code."""
    # A table does not keep the order of a map.
    return text.get(language) or text.get(OWN) or next((text[code] for code in sorted(text)), "")


def is_foreign(text: Text, language: str, own: str) -> bool:
    """Whether a reader of a language is shown a text of an event in the event's own, as it is not given in theirs."""
    return bool(text) and language != own and language not in text
