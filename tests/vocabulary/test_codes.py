"""Each code is written once, and said in every language."""

import ast
import re
from collections.abc import Iterator
from enum import StrEnum

import pytest

from attendance.vocabulary import codes, words
from tests.gateway import ROOT

ENUMS = [kind for kind in vars(codes).values() if isinstance(kind, type) and issubclass(kind, StrEnum)]
SETS = [{*kind} for kind in ENUMS if kind is not StrEnum] + [{*codes.PROBLEMS}]
SAID = {
    codes.Kind: "common.kinds",
    codes.Direction: "common.directions",
    codes.Verdict: "common.recorded",
    codes.Conflict: "records.conflictSorts",
    codes.ActKind: "records.acts",
    codes.MailKind: "common.mailKinds",
    codes.MailState: "common.mailStates",
    codes.Remark: "pages.dashboard.remarks",
    codes.MailFault: "organiser.mailErrors",
}
SAID_OTHERWISE = {codes.Role, codes.Group}
"""A pass is named after what it opens, a place by the programme."""

WRITTEN_AGAIN = {
    "infra/day/*.py": "the day's recount is made of the promises, not of the rules",
    "shared/attendance/edge/contract.py": "which problems a route may answer with",
    "shared/attendance/edge/openapi.py": "which problems a route with a message may answer with",
}


# A link that is over is said in other words by the scan page, where nobody has opened one yet.
SAID_BY_ANOTHER_NAME = {"scan/opening.js"}


def test_a_page_takes_a_problem_for_the_passes_or_the_moments_by_the_status_of_its_code() -> None:
    """`isOfPass` and `isOfMoment` of `lib/api.js`, where a gateway's answer has a status and no code."""
    assert {codes.PROBLEMS[code][0] for code in codes.PASS_PROBLEMS} == {401, 403}
    assert all(codes.PROBLEMS[code][0] >= 500 for code in {*codes.RETRIED} - {codes.EVENT_CLOSED})


def test_each_set_of_codes_has_its_words() -> None:
    assert {*ENUMS} - {StrEnum} == SAID.keys() | SAID_OTHERWISE


@pytest.mark.parametrize("kind", SAID, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("language", words.languages())
def test_every_code_is_said_in_every_language(kind: type[StrEnum], language: str) -> None:
    assert words.spoken(SAID[kind], language).keys() - {"other"} == {*kind}


def listed(source: str) -> Iterator[set[str]]:
    """Yield the texts of each list, set, type and table of Python."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts) | ast.Dict(keys=parts):
                texts = [part.value if isinstance(part, ast.Constant) else None for part in parts]
                yield {str(text) for text in texts}


def test_no_code_of_the_server_is_listed_again() -> None:
    excepted = {path for pattern in WRITTEN_AGAIN for path in ROOT.glob(pattern)} | {ROOT / codes.__file__}
    sources = {path for folder in ("shared", "functions", "infra") for path in (ROOT / folder).rglob("*.py")}

    for path in sorted(sources - excepted):
        found = [texts for texts in listed(path.read_text()) if len(texts) > 1 and any(texts <= one for one in SETS)]
        assert found == [], path


# A list of texts, or a type of some; a text or another; a table by text; a constant that is spelled like its text.
JS_LISTS = re.compile(r"'\w+'(?:(?:\s*[,|]\s*(?:\*\s*)?| \|\| [\w.]+ === )'\w+')+")
JS_TABLES = re.compile(r"\{\s*((?:\w+: [^{},]*,?\s*){2,})\}")
JS_CONSTANTS = re.compile(r"const ([A-Z_]+) = '(\w+)'")


def listed_in(script: str) -> Iterator[set[str]]:
    yield from ({*re.findall(r"'(\w+)'", found)} for found in JS_LISTS.findall(script))
    yield from ({*re.findall(r"(\w+): ", found)} for found in JS_TABLES.findall(script))
    yield from ({value} for name, value in JS_CONSTANTS.findall(script) if name.lower() == value)


def test_no_code_of_the_pages_is_listed_again() -> None:
    for path in sorted((ROOT / "functions/pages/site").glob("*/*.js")):
        if path.parent.name == "words" or f"{path.parent.name}/{path.name}" in SAID_BY_ANOTHER_NAME:
            continue
        found = [texts for texts in listed_in(path.read_text()) if any(texts <= one for one in SETS)]
        assert found == [], path


@pytest.mark.parametrize(
    "script",
    [
        "new Set(['admitted', 'moved'])",
        "{'unsure' |\n *   'failed'}",
        "state === 'unsure' || mail.state === 'failed'",
        "{ admitted: '', left: 'quiet' }",
        "const FACILITATOR = 'facilitator';",
    ],
)
def test_a_code_that_a_page_lists_is_found(script: str) -> None:
    assert any(texts <= one for texts in listed_in(script) for one in SETS)


def test_a_form_waits_for_the_problems_that_pass() -> None:
    sending = (ROOT / "functions/pages/site/register/sending.js").read_text()

    statuses = {int(status) for status in re.findall(r"const (?:TOO_MANY|LATER) = (\d+);", sending)}
    assert statuses == {codes.PROBLEMS["too_many_requests"][0], codes.PROBLEMS["later"][0]}
