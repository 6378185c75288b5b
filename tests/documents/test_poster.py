"""The poster for the doors: one page in each language, with the faces that a phone shows."""

import re

import pytest

from attendance.documents import poster
from attendance.domain.translation import in_language
from attendance.vocabulary import words
from infra.local.stack import ROOT
from tests.documents.forum import FORUM
from tests.documents.hearing import texts
from tests.documents.pictures import page_text, pages

SITE = ROOT / "functions/pages/site"


def pdf(language: str) -> bytes:
    return poster.pdf(in_language(FORUM, language), language)


@pytest.mark.parametrize("language", words.languages())
def test_it_is_one_page_with_four_steps_the_buttons_names_and_whom_to_call(language: str) -> None:
    made, buttons = pdf(language), words.spoken("pages.scan", language)

    page = page_text(made)
    assert pages(made) == 1
    assert FORUM.event.contact in page
    for button in ("checkDevices", "exercise", "begin", "ready"):
        assert " ".join(buttons[button].split()) in page
    assert [said[:2] for said in texts(made, "LBody")[:4]] == ["1.", "2.", "3.", "4."]


def test_its_colours_and_shapes_are_those_of_a_verdict_on_a_phone() -> None:
    palette, verdict = (SITE / "ui/palette.css").read_text(), (SITE / "scan/verdict.js").read_text()
    shapes = re.findall(r"(\w+): \[\n((?:    \[.*\n)+)  \]", verdict)

    assert {sort: re.findall(r"\bd: '([^']+)'", lines) for sort, lines in shapes} == {
        sort: [line.path for line in lines if line.path != poster.CIRCLE] for sort, lines in poster.SHAPES.items()
    }
    for sort, shade in poster.SHADES.items():
        assert f"--{sort}: {shade};" in palette
