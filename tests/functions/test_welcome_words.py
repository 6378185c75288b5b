"""What the form says: the same things in both languages, and something about everything that can be wrong."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from attendance.documents.templates import words_of
from attendance.edge.problems import STATUS
from tests.gateway import ROOT

ROOM = ROOT / "functions/welcome"
LANGUAGES = ("fr", "en")
FAULTS = "".join(path.read_text() for path in (ROOT / "shared/attendance/edge/form").glob("*.py"))


def said(words: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Yield every sentence with its place."""
    if isinstance(words, str):
        yield at, words
    elif isinstance(words, list):
        for place, part in enumerate(words):
            yield from said(part, f"{at}[{place}]")
    else:
        for name, part in words.items():
            yield from said(part, f"{at}.{name}")


def test_everything_is_said_in_both_languages_with_the_same_facts() -> None:
    french, english = (dict(said(words_of(ROOM, language))) for language in LANGUAGES)

    assert french.keys() == english.keys()
    for place, sentence in french.items():
        assert set(re.findall(r"{\w+}", sentence)) == set(re.findall(r"{\w+}", english[place])), place


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_sentence_for_every_code(language: str) -> None:
    words = words_of(ROOM, language)
    lines = [line for line in FAULTS.splitlines() if re.search(r"Fault\(|_of_atelier\(|Rule\.", line)]
    codes = set(re.findall(r'"(\w+)"', "".join(lines))) - {"email", "ctx", "max_length"}

    assert {"needed", "full", "seat_free", "waits_twice", "unprintable", "linked", "later"} <= codes
    spoken = {code for sentences in words["faults"].values() for code in sentences}
    assert codes <= spoken


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_page_for_what_anybody_may_be_told(language: str) -> None:
    found = words_of(ROOM, language)["problems"].keys()

    assert {"invalid_request", "payload_too_large", "registrations_closed", "not_found", "later", "link_asked"} <= found
    assert found - {"link_asked"} <= STATUS.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_templates_exists_and_none_is_left_over(language: str) -> None:
    words = words_of(ROOM, language)
    templates = "".join(path.read_text() for path in (ROOM / "templates").glob("*.html"))
    used = set(re.findall(r"\bw\.(\w+)", templates))

    assert used == words.keys()


def test_every_sentence_for_the_script_exists_and_none_is_left_over() -> None:
    script = "".join(path.read_text() for path in (ROOT / "functions/pages/site/register").glob("*.js"))

    assert set(re.findall(r"\bwords(?:\(\))?\.(\w+)", script)) == words_of(ROOM, "fr")["script"].keys()


def test_french_puts_no_line_break_before_a_question_mark() -> None:
    for place, sentence in said(words_of(ROOM, "fr")):
        assert not re.search(r" [:;?!»]|« ", sentence), place
