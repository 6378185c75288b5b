"""The mail that brings somebody of the staff their link: what it opens, where they are due, until when."""

from collections.abc import Mapping
from typing import Any

from attendance.documents import letters, localised, places
from attendance.domain.letter import Letter
from attendance.domain.passes import Pass
from attendance.domain.programme import Programme
from attendance.domain.translation import in_language
from attendance.vocabulary import words
from attendance.vocabulary.codes import Role

# What somebody of a role is told otherwise than who reads badges.
OF_ROLE: Mapping[str, Mapping[str, str]] = {
    Role.ORGANISER: {"why": "why_organiser"},
    Role.CATERER: {
        "subject": "subject_caterer",
        "title": "title_caterer",
        "why": "why_caterer",
        "secret": "secret_caterer",
    },
}


def letter(opening: Pass, link: str, to: str, programme: Programme, wanted: str | None) -> Letter:
    """Return the letter, in the wanted language if the event speaks it."""
    language = wanted if wanted in programme.languages else programme.language
    programme = in_language(programme, language)
    event, texts = programme.event, words.labelled("mails.pass", language)

    def said(name: str, **values: str) -> str:
        own = OF_ROLE.get(opening.role, {}).get(name, name)
        return words.filled(texts[own], language, event=event.name, contact=event.contact, **values)

    until = said(
        "until",
        day=localised.local_day(opening.expires_at, event, language),
        hour=localised.hour(opening.expires_at, event, language),
    )
    shifts = [
        said("due", hours=localised.hours(s.starts_at, s.ends_at, event, language), door=_door(s.checkpoint, programme))
        for s in sorted(opening.schedule, key=lambda shift: shift.starts_at)
    ]
    reads = opening.role == Role.VOLUNTEER and not shifts
    doors = [said("doors", doors=", ".join(_doors(opening, programme)))] if reads else []
    content: dict[str, Any] = {
        "subject": said("subject"),
        "title": opening.label or said("title"),
        "greeting": said("greeting"),
        "paragraphs": [said("why"), *shifts, *doors, until],
        "link": link,
        "link_label": said("link"),
        "footnotes": [said("secret"), said("question")],
    }
    return letters.letter(to, content, programme, language)


def _door(checkpoint: str, programme: Programme) -> str:
    """Return a door's name, with its room."""
    found = programme.checkpoint(checkpoint)
    names = [places.title(checkpoint, programme), found.room if found else ""]
    return ", ".join(name for name in names if name)


def _doors(opening: Pass, programme: Programme) -> list[str]:
    return [_door(door.id, programme) for door in opening.visible(programme)]
