"""The limits that the server and the pages obey are written once."""

import re

import pytest

from attendance.vocabulary import limits
from infra.page_words import constants
from tests.gateway import ROOT

SITE = ROOT / "functions/pages/site"


def test_a_page_imports_every_limit() -> None:
    made = dict(line.removeprefix("export const ").removesuffix(";\n").split(" = ") for line in constants())

    assert {name: float(value) for name, value in made.items()} == {
        name: value for name, value in vars(limits).items() if name.isupper()
    }


@pytest.mark.parametrize(
    ("page", "field", "limit"),
    [
        ("dashboard", 'id="label" maxlength', limits.LABEL_CHARACTERS),
        ("attestation", 'id="name" required maxlength', limits.ATTESTED_NAME_CHARACTERS),
        ("registrations", 'id="who" type="search" maxlength', limits.SEARCH_CHARACTERS),
    ],
)
def test_a_field_takes_as_much_as_the_server(page: str, field: str, limit: int) -> None:
    markup = " ".join((SITE / page / "index.html").read_text().split())

    assert re.search(f'{field}="{limit}"', markup)
