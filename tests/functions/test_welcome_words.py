"""What the form says: the same things in both languages, and something about everything that can be wrong."""

import re

import pytest

from attendance.vocabulary import words
from attendance.vocabulary.codes import PROBLEMS
from attendance.vocabulary.fields import names
from tests.gateway import ROOT

ROOM = ROOT / "functions/welcome"
LANGUAGES = ("fr", "en")
FAULTS = "".join(path.read_text() for path in (ROOT / "shared/attendance/edge/form").glob("*.py"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_sentence_for_every_code(language: str) -> None:
    said = words.of(language)["welcome"]
    lines = [line for line in FAULTS.splitlines() if re.search(r"Fault\(|_of_atelier\(|Rule\.", line)]
    codes = set(re.findall(r'"(\w+)"', "".join(lines))) - {"email", "ctx", "max_length"}

    assert {"needed", "full", "seat_free", "waits_twice", "unprintable", "linked", "later"} <= codes
    spoken = {code for sentences in said["faults"].values() for code in sentences}
    spoken |= words.of(language)["common"]["faults"].keys()
    assert codes <= spoken


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_page_for_what_anybody_may_be_told(language: str) -> None:
    found = words.of(language)["welcome"]["problems"].keys()

    assert {"invalid_request", "payload_too_large", "registrations_closed", "not_found", "later", "link_asked"} <= found
    assert found - {"link_asked", "cancelled"} <= PROBLEMS.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_templates_exists_and_none_is_left_over(language: str) -> None:
    said = words.of(language)["welcome"]
    templates = "".join(path.read_text() for path in (ROOM / "templates").glob("*.html"))
    used = set(re.findall(r"\bw\.(?!get\b)(\w+)", templates))
    hints = {f"{name}_hint" for name in names()} & said.keys()

    # What one comes as is explained by kind; to a sentence others refer.
    assert used | hints | {"kinds", "nothing_stored"} == said.keys()
