"""Ask checkers that are not ours about pages, mails and the contract: `make opinions`.

Browser tests show the pages in every state, as axe sees them. Of each, vnu says whether its HTML is valid, and IBM's
rules what keeps people out; vnu and the data of caniemail judge the mails, Redocly the contract. They weigh 80 MB and a
Java, so they are asked for now and then. What is found without a reason, and a reason that nothing needs, are told.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from attendance.edge import openapi
from attendance.vocabulary import words
from attendance.vocabulary.codes import MailKind
from infra.local.stack import ROOT
from tests.documents.test_mail import ADA, letter
from tests.opinions.reasons import REASONS

INSTALLED = ROOT / ".venv/opinions/node_modules"
NODE = ROOT / ".venv/node/bin/node"
VNU = INSTALLED / "vnu-jar/build/dist/vnu.jar"
FOLDER = ROOT / ".build/opinions"
# The files of tests that ask axe.
SHOWING = sorted(path for path in (ROOT / "tests/browser").glob("test_*.py") if "axe()" in path.read_text())

# By so many of its letters a message of vnu, which has no other name, is known.
KNOWN_BY = 64

type Finding = tuple[str, str, str]
"""Who found it, what, and where."""


def pages(folder: Path) -> Iterator[Finding]:
    """Have the tests show the pages, and yield what is found in them."""
    tests = [str(path.relative_to(ROOT)) for path in SHOWING]
    asked = [sys.executable, "-m", "pytest", "-q", "--numprocesses=2", "--dist=loadfile", *tests]
    shown = subprocess.run(asked, cwd=ROOT, env={**os.environ, "POINTAGE_OPINIONS": str(folder)}, check=False)
    if shown.returncode:
        yield "pytest", "failed", "some of the pages' states may not have been shown"
    yield from valid(folder)
    for path in sorted(folder.glob("*.json")):
        said = json.loads(path.read_text())
        for found in said["found"]:
            if found["sort"].endswith("FAIL"):
                yield "ibm", found["rule"], f"{said['url']}: {found['message']}: {found['snippet']} ({path.stem})"


def valid(folder: Path) -> Iterator[Finding]:
    """Yield what is not valid in the HTML of a folder."""
    switches = ["--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html"]
    asked = ["java", "-jar", str(VNU), *switches, str(folder)]
    done = subprocess.run(asked, stdout=subprocess.PIPE, text=True, check=True)
    for found in json.loads(done.stdout)["messages"]:
        message = found["message"]
        yield (
            "vnu",
            message[:KNOWN_BY].strip(),
            f"{message[KNOWN_BY:]} {Path(found['url']).name}: {found.get('extract', '')}",
        )


def mails(folder: Path) -> Iterator[Finding]:
    """Write a mail of each kind in each language, and yield what is found in them."""
    for language in words.languages():
        for kind in MailKind:
            made = letter(kind, replace(ADA, language=language))
            (folder / f"{kind}-{language}.html").write_text(made.html)
    yield from valid(folder)
    asked = [str(NODE), "tests/opinions/mails.js", str(folder)]
    done = subprocess.run(asked, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    for feature, program in json.loads(done.stdout):
        yield "caniemail", feature, program


def contract(folder: Path) -> Iterator[Finding]:
    """Yield what is found in the contract."""
    written = folder / "openapi.json"
    written.write_text(json.dumps(openapi.document()))
    asked = [str(NODE), str(INSTALLED / "@redocly/cli/bin/cli.js"), "lint", str(written), "--format=json"]
    quiet = {**os.environ, "REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
    done = subprocess.run(asked, cwd=folder, env=quiet, stdout=subprocess.PIPE, text=True, check=False)
    for found in json.loads(done.stdout)["problems"]:
        yield "redocly", found["ruleId"], f"{found['location'][0].get('pointer')}: {found['message']}"


ASKED = {"pages": pages, "mails": mails, "contract": contract}


def told(found: list[Finding], reasons: Mapping[tuple[str, str], str], whole: bool) -> list[str]:
    """Return a line for each finding without a reason, and, where all were asked, for each reason without a finding."""
    lines = [": ".join(each) for each in found if each[:2] not in reasons]
    unneeded = sorted(reasons.keys() - {each[:2] for each in found}) if whole else []
    return list(dict.fromkeys(lines)) + [f"{who}: {what}: nothing needs this reason any more" for who, what in unneeded]


def main(only: list[str]) -> int:
    """Return 0 if all that is found has a reason, else 1."""
    found: list[Finding] = []
    for name in only or ASKED:
        folder = FOLDER / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        found += ASKED[name](folder)
    lines = told(found, REASONS, whole=not only)
    print(*lines, sep="\n", end="\n" if lines else "")
    print(f"{len(found)} findings, {len(REASONS)} reasons, {len(lines)} to be seen to.")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
