"""The pages say what the mails and the paper say."""

from pathlib import Path

import pytest

from attendance.documents import language
from attendance.domain import mails
from attendance.domain.attendee import KINDS
from attendance.domain.programme import DIETS

UI = Path(__file__).parents[2] / "functions/pages/site/ui"


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_kinds_and_diets_are_called_the_same_on_a_page_as_on_paper(spoken: str) -> None:
    said = (UI / f"words_{spoken}.js").read_text()

    on_paper = {code: language.kind(code, spoken) for code in KINDS} | {
        code: language.diet(code, spoken) for code in DIETS
    }

    assert [f"{code}: '{text}'" for code, text in on_paper.items() if f"{code}: '{text}'," not in said] == []


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_every_kind_of_mail_has_its_name_on_the_pages(spoken: str) -> None:
    said = (UI / f"words_{spoken}.js").read_text().partition("mailKinds: {")[2]

    assert [kind for kind in mails.KINDS if f"{kind}: '" not in said] == []
