"""The pages' types of bodies and answers follow the contract."""

import re

from attendance.edge.contract import CONTRACT
from attendance.edge.openapi import document
from tests.contract_types import declarations, routes


def test_every_schema_of_the_contract_becomes_a_type() -> None:
    declared = re.findall(r"^export type (\w+) = ", declarations(), re.MULTILINE)
    assert declared == list(document()["components"]["schemas"])


def test_members_are_written_with_what_they_may_be() -> None:
    text = re.sub(r"\s+", " ", declarations())
    scan = text[text.index("export type Scan = ") :]
    assert "scan_id: string;" in scan
    assert 'direction?: "in" | "out" | null;' in scan
    roster = text[text.index("export type Roster = ") :]
    assert "attendees: Array<RosterAttendee>;" in roster
    assert "next: string | null;" in roster
    assert "cells: Record<string, string>;" in text
    assert "details: Record<string, any>;" in text


def test_a_problem_may_have_members_of_its_own() -> None:
    text = declarations()
    assert "[more: string]: any;" in text[: text.index("export type Scan")]


def test_a_page_may_ask_for_the_routes_of_the_contract_with_their_methods_and_nothing_else() -> None:
    found = dict(re.findall(r"^(GET|POST|PATCH|DELETE): (.*);$", routes(), re.MULTILINE))
    paths = {method: {path.strip("`") for path in listed.split(" | ")} for method, listed in found.items()}
    for key, exchange in CONTRACT.items():
        method, path = key.split(" ")
        filled_in = re.sub(r"{\w+}", "${string}", path)
        assert (filled_in in paths[method], f"{filled_in}?${{string}}" in paths[method]) == (True, bool(exchange.query))
    assert sum(map(len, paths.values())) == len(CONTRACT) + sum(bool(each.query) for each in CONTRACT.values())
