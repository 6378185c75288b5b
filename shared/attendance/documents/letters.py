"""The two bodies of a letter, text and HTML, of one content."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypedDict

from attendance.documents.templates import environment
from attendance.domain.programme import Programme
from attendance.domain.translation import untranslated_texts
from attendance.vocabulary import words

_FOLDER = Path(__file__).parent / "mails"


class Bodies(TypedDict):
    """What a letter says: for programs that show text alone, and for the others."""

    text: str
    html: str


def bodies(content: Mapping[str, Any], programme: Programme, language: str) -> Bodies:
    """Return a letter's content as text and as HTML, which marks what it says in the event's own language."""
    around = {
        "language": language,
        "event": programme.event.name,
        "colon": words.of(language)["language"]["colon"],
        "untranslated": untranslated_texts(programme, language),
        "own_language": programme.language,
    }
    said = {**content, **around}
    text, html = (environment(_FOLDER).get_template(f"letter.{kind}").render(said) for kind in ("txt", "html"))
    return {"text": text, "html": html}
