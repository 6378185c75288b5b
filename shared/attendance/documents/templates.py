"""Renders templates, each with the words of a language, which lie beside it."""

import tomllib
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from attendance.documents import localised as said
from attendance.domain.texts import in_language
from attendance.vocabulary.typography import typeset


def filled(folder: Path, template: str, language: str, **facts: Any) -> str:
    """Return a rendered template of a folder; inserted values cannot become markup."""
    helpers = {"day": said.day, "hour": said.hour, "hours": said.hours, "kind": said.kind, "diet": said.diet}
    helpers["in_language"] = in_language
    words = words_of(folder, language)
    return environment(folder).get_template(template).render(facts | helpers, w=words, language=language)


@cache
def environment(folder: Path) -> Environment:
    made = Environment(
        loader=FileSystemLoader(folder / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["typeset"] = typeset
    made.filters["base64"] = lambda content: b64encode(content).decode()
    made.filters["fill"] = lambda sentence, **facts: sentence.format(**facts)
    return made


@cache
def words_of(folder: Path, language: str) -> Mapping[str, Any]:
    """Return the words of a folder's templates in a language."""
    return tomllib.loads(typeset((folder / f"words_{language}.toml").read_text()))
