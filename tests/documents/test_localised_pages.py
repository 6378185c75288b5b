"""The pages say what the mails and the paper say."""

import re
from pathlib import Path

import pytest

from attendance.documents import localised
from attendance.domain import exports
from attendance.domain.programme import DIETS
from attendance.vocabulary import words
from attendance.vocabulary.codes import Kind, MailKind, Verdict
from tests.builders import programme

SITE = Path(__file__).parents[2] / "functions/pages/site"


@pytest.mark.parametrize("spoken", localised.SPOKEN)
def test_kinds_and_diets_are_called_the_same_on_a_page_as_on_paper(spoken: str) -> None:
    said = words.of(spoken)["common"]

    assert said["kinds"] == {code: localised.kind(code, programme(), spoken) for code in Kind}
    assert said["diets"] == {code: localised.diet(code, programme(), spoken) for code in DIETS}


@pytest.mark.parametrize("spoken", localised.SPOKEN)
def test_every_kind_of_mail_and_every_verdict_has_its_name_on_the_pages(spoken: str) -> None:
    said = words.of(spoken)["common"]

    assert {*MailKind} <= said["mailKinds"].keys()
    assert said["recorded"].keys() == set(Verdict)


def test_every_export_is_offered_on_the_dashboard_in_each_of_its_kinds() -> None:
    offered = re.findall(r"\['(\w+)', \[(.*?)\]\]", (SITE / "dashboard/documents.js").read_text())

    kinds = {subject: {*re.findall(r"\w+", listed)} for subject, listed in offered}
    # What to order stands with the meals.
    assert kinds | {exports.ORDER: {*exports.KINDS[exports.ORDER]}} == {
        subject: {*made} for subject, made in exports.KINDS.items()
    }
