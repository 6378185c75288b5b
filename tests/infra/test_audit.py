"""What `make audit` knows, and what it does not."""

import json

from tests.audit import of_node, of_python

HOLE = {"id": "PYSEC-2099-1", "fix_versions": ["3.1", "4.0"], "aliases": [], "description": ""}
PACKAGES = [
    {"name": "closed", "version": "1.0", "vulns": []},
    {"name": "open", "version": "3.0", "vulns": [HOLE]},
    {"name": "elsewhere", "skip_reason": "Dependency not found on PyPI"},
]


def test_a_hole_is_told_with_what_mends_it_and_a_package_that_nobody_knows_is_no_safe_one() -> None:
    known = of_python("shared/requirements.txt", json.dumps({"dependencies": PACKAGES, "fixes": []}))

    assert known.packages == 2
    assert known.holes == ("shared/requirements.txt: open 3.0: PYSEC-2099-1, mended in 3.1, 4.0",)
    assert known.unknown == ("elsewhere",)


def test_what_npm_knows_is_told_by_package() -> None:
    said = {
        "vulnerabilities": {"open": {"range": "<3.1", "severity": "high"}},
        "metadata": {"dependencies": {"total": 70}},
    }

    known = of_node("package-lock.json", json.dumps(said))

    assert (known.packages, known.unknown) == (70, ())
    assert known.holes == ("package-lock.json: open <3.1: high",)


def test_who_reaches_nobody_learns_nothing_and_says_so() -> None:
    refused = json.dumps({"message": "405 Method Not Allowed", "statusCode": 405, "error": {"summary": ""}})

    assert of_python("shared/requirements.txt", "").unknown == ("all of shared/requirements.txt",)
    assert of_node("package-lock.json", refused).unknown == of_node("package-lock.json", "").unknown
    assert of_node("package-lock.json", "").unknown == ("all of package-lock.json",)
