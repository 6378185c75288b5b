"""What an event says in another of its languages, and what it says in its own only.

A programme holds its texts in the event's own language. Those in other languages lie beside, by the key of each:
`ateliers/atelier-1/title`, `event/access/0`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from attendance.domain.programme import Programme

TEXTS = {
    "event": (
        *("name", "venue", "address", "theme", "tagline", "access"),
        *("organisations", "further_reading", "note"),
    ),
    "sessions": ("title", "summary", "speakers"),
    "slots": ("title", "summary"),
    "ateliers": ("title", "summary"),
    "checkpoints": ("title",),
}
"""The texts that may be given by language. A room is called as the sign at its door says."""


def in_language(programme: Programme, language: str) -> Programme:
    """Return a programme with its texts in a language, as far as they are given in it."""
    said = programme.translations.get(language)
    if not said:
        return programme
    return replace(
        programme,
        event=_said("event", programme.event, said),
        sessions=tuple(_said("sessions", session, said) for session in programme.sessions),
        slots=tuple(_said("slots", slot, said) for slot in programme.slots),
        ateliers=tuple(_said("ateliers", atelier, said) for atelier in programme.ateliers),
        checkpoints=tuple(_said("checkpoints", checkpoint, said) for checkpoint in programme.checkpoints),
    )


def untranslated(programme: Programme, language: str, sort: str, thing: Any) -> list[str]:
    """Return the names of those texts of the event, or of a row, that a reader of a language is shown in another."""
    if language == programme.language:
        return []
    said = programme.translations.get(language, {})
    return [name for name, key, text in _texts(sort, thing) if text and key not in said]


def untranslated_texts(programme: Programme, language: str) -> list[str]:
    """Return all texts that a reader of a language is shown in the event's own."""
    rows = ((sort, thing) for sort in TEXTS if sort != "event" for thing in getattr(programme, sort))
    return [
        text
        for sort, thing in [("event", programme.event), *rows]
        for name, _, text in _texts(sort, thing)
        if name in untranslated(programme, language, sort, thing)
    ]


def key(sort: str, thing: Any, *names: str | int) -> str:
    """Return by what a text of the event or of a row is found."""
    whose = [sort] if sort == "event" else [sort, thing.id]
    return "/".join(map(str, (*whose, *names)))


def _texts(sort: str, thing: Any) -> Iterator[tuple[str, str, str]]:
    """Yield the name, the key and the content of each text."""
    for name in TEXTS[sort]:
        value = getattr(thing, name)
        if isinstance(value, str):
            yield name, key(sort, thing, name), value
        else:
            yield from ((f"{name}.{n}", key(sort, thing, name, n), text) for n, text in enumerate(value))


def _said[Thing](sort: str, thing: Thing, said: Mapping[str, str]) -> Thing:
    texts: dict[str, str | tuple[str, ...]] = {}
    for name in TEXTS[sort]:
        value = getattr(thing, name)
        if isinstance(value, str):
            texts[name] = said.get(key(sort, thing, name), value)
        else:
            texts[name] = tuple(said.get(key(sort, thing, name, n), text) for n, text in enumerate(value))
    return replace(thing, **texts)  # type: ignore[type-var]
