"""The pages say what the mails and the paper say."""

import re
from pathlib import Path

import pytest

from attendance.documents import localised
from attendance.domain import exports, mails
from attendance.domain.attendee import KINDS
from attendance.domain.programme import DIETS
from attendance.domain.scan import ACCEPTING, VERDICTS

SITE = Path(__file__).parents[2] / "functions/pages/site"
UI = SITE / "ui"


@pytest.mark.parametrize("spoken", localised.LANGUAGES)
def test_kinds_and_diets_are_called_the_same_on_a_page_as_on_paper(spoken: str) -> None:
    said = (UI / f"words_{spoken}.js").read_text()

    on_paper = {code: localised.kind(code, spoken) for code in KINDS} | {
        code: localised.diet(code, spoken) for code in DIETS
    }

    assert [f"{code}: '{text}'" for code, text in on_paper.items() if f"{code}: '{text}'," not in said] == []


@pytest.mark.parametrize("spoken", localised.LANGUAGES)
def test_every_kind_of_mail_has_its_name_on_the_pages(spoken: str) -> None:
    said = (UI / f"words_{spoken}.js").read_text().partition("mailKinds: {")[2]

    assert [kind for kind in mails.KINDS if f"{kind}: '" not in said] == []


@pytest.mark.parametrize("spoken", localised.LANGUAGES)
@pytest.mark.parametrize(
    ("file", "verdicts"),
    [("ui/words_doors", VERDICTS), ("dashboard/words", VERDICTS - ACCEPTING)],
    ids=["doors", "refusals"],
)
def test_every_verdict_has_its_name_on_the_pages(file: str, verdicts: frozenset[str], spoken: str) -> None:
    said = (SITE / f"{file}_{spoken}.js").read_text().partition("  verdicts: {")[2].partition("\n  },")[0]

    assert [verdict for verdict in sorted(verdicts) if f"    {verdict}: '" not in said] == []


def test_every_export_is_offered_on_the_dashboard_in_each_of_its_kinds() -> None:
    offered = re.findall(r"\['(\w+)', \[(.*?)\]\]", (SITE / "dashboard/documents.js").read_text())

    kinds = {subject: {*re.findall(r"\w+", listed)} for subject, listed in offered}
    # What to order stands with the meals.
    assert kinds | {exports.ORDER: {*exports.KINDS[exports.ORDER]}} == {
        subject: {*made} for subject, made in exports.KINDS.items()
    }
