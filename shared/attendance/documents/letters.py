"""A letter of its content: in text and in HTML, from the event to somebody."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from attendance.documents.templates import environment
from attendance.domain.letter import Enclosure, Letter
from attendance.domain.programme import Programme
from attendance.domain.translation import untranslated_texts
from attendance.vocabulary import words

_FOLDER = Path(__file__).parent / "mails"
_LEFT_OUT: Mapping[str, Any] = {"parts": (), "badge": None, "link": "", "link_label": ""}


def letter(
    to: str, content: Mapping[str, Any], programme: Programme, language: str, enclosures: Iterable[Enclosure] = ()
) -> Letter:
    """Return a letter. Its HTML marks what it says in the event's own language."""
    event = programme.event
    around = {
        "language": language,
        "event": event.name,
        "colon": words.of(language)["language"]["colon"],
        "untranslated": untranslated_texts(programme, language),
        "own_language": programme.language,
    }
    said = {**_LEFT_OUT, **content, **around}
    text, html = (environment(_FOLDER).get_template(f"letter.{kind}").render(said) for kind in ("txt", "html"))
    return Letter(to, event.name, event.contact, language, content["subject"], text, html, tuple(enclosures))
