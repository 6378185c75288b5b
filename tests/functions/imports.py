"""An organiser's list as it is sent line by line, and what each line is answered."""

from pathlib import Path
from typing import Any

from tests.forum import Forum
from tests.gateway import Response

CASES = Path(__file__).parent.parent / "cases" / "imports"
type Result = dict[str, Any]
ADA = {"given_name": "Ada", "family_name": "Exemple", "email": "ada@example.org", "ateliers": "Atelier 1 ; 3"}
BEA = {"given_name": "Béa", "family_name": "Exemple", "email": "bea@example.org", "kind": "Intervenante"}
NOBODY = {"given_name": "Cid", "family_name": "Fictif", "organisation": "La Fonda"}


def sent(forum: Forum, secret: str, *lines: dict[str, str], **more: Any) -> Response:
    numbered = [{"line": number, "cells": cells} for number, cells in enumerate(lines, 2)]
    body = {"lines": numbered, "consent": True, **more}
    return forum.gateway.call("POST", "/api/attendees/import", body, secret=secret)


def imported(forum: Forum, secret: str, *lines: dict[str, str], **more: Any) -> list[Result]:
    answer = sent(forum, secret, *lines, **more)
    assert answer.status == 200, answer.text
    results: list[Result] = answer.body["results"]
    return results


def outcomes(results: list[Result]) -> list[str]:
    return [result["outcome"] for result in results]


def codes(result: Result) -> list[tuple[str, str]]:
    return [(error["field"], error["code"]) for error in result["errors"]]
