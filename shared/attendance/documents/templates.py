"""Renders templates, each with the words of a language: all of them, and those of its section."""

import re
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from attendance.documents import localised as said
from attendance.domain.programme import Programme
from attendance.domain.texts import Text, in_language, is_foreign
from attendance.domain.translation import untranslated
from attendance.vocabulary import words
from attendance.vocabulary.typography import typeset

# What every page that a function writes begins and ends with.
PAGES = Path(__file__).with_name("pages")


def filled(folder: Path, template: str, section: str, language: str, **facts: Any) -> str:
    """Return a rendered template of a folder, with a section of the words; inserted values cannot become markup."""
    helpers = {"day": said.day, "hour": said.hour, "hours": said.hours, "kind": said.kind, "diet": said.diet}
    helpers["in_language"] = in_language
    spoken = {
        "words": words.of(language),
        "w": words.spoken(section, language),
        "names": words.names(),
        "language": language,
    }
    return environment(folder).get_template(template).render(facts | helpers | spoken)


@cache
def environment(folder: Path) -> Environment:
    made = Environment(
        loader=FileSystemLoader([each / "templates" for each in (folder, PAGES)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["typeset"] = typeset
    made.filters["base64"] = lambda content: b64encode(content).decode()
    made.filters["fill"] = _filled
    made.filters["told"] = _told
    made.globals["own"] = _own
    made.globals["own_label"] = _own_label
    return made


@pass_context
def _filled(context: Context, sentence: str, **facts: Any) -> str:
    """Return a sentence with its facts, which agrees with them in the template's language."""
    return words.filled(sentence, context["language"], **facts)


@pass_context
def _own(context: Context, sort: str, thing: Any, *names: str | int) -> str:
    """Return the attribute of an element whose text is in the event's own language, where that is not the page's."""
    programme, name = context["programme"], ".".join(map(str, names))
    return _marked(programme) if name in untranslated(programme, context["language"], sort, thing) else ""


@pass_context
def _told(context: Context, text: str) -> Markup:
    """Return a sentence with what it says in the event's own language marked, where that is not the letter's."""
    foreign = sorted(context["untranslated"], key=len, reverse=True)
    if not foreign:
        return escape(text)
    pieces = re.split(rf"(?<!\w)({'|'.join(map(re.escape, foreign))})(?!\w)", text)
    mark = Markup('<span lang="{}">{}</span>')
    own = context["own_language"]
    return Markup("").join(mark.format(own, piece) if at % 2 else escape(piece) for at, piece in enumerate(pieces))


@pass_context
def _own_label(context: Context, text: Text) -> str:
    """Return the same of a text by language."""
    programme, language = context["programme"], context["language"]
    return _marked(programme) if is_foreign(text, language, programme.language) else ""


def _marked(programme: Programme) -> str:
    return Markup(' lang="{}"').format(programme.language)
