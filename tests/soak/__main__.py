"""List what functions may do and no test on the emulator needed: `make soak`.

The emulator holds every policy against its function's calls, and notes what each had to allow. What was
never needed could be taken away from the template without any of these tests noticing.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from infra.local import template
from infra.local.stack import ROOT

# Each whole stack as its clients see it; WHERE= names others, as pytest does.
WHERE = ("tests/e2e", "tests/browser", "--numprocesses=2", "--dist=loadfile")
UNSEEN = {
    "ses:SendRawEmail": "SES asks for it on AWS, and not here",
    "dynamodb:DescribeStream": "the emulator reads the stream itself",
    "dynamodb:GetRecords": "the same",
    "dynamodb:GetShardIterator": "the same",
    "dynamodb:ListStreams": "the same",
    "sqs:SendMessage": "the emulator gives nothing up",
}
"""What cannot show here, whoever may do it, and why."""

REASONS = {
    (
        "ExportFailedFunction",
        "s3:PutObject",
    ): "no export fails there: tests/functions/test_export_failed.py",
    ("ExportsFunction", "s3:ListBucket"): "without it S3 answers 403, not 404, for a file that is not there yet",
    ("MailEventsFunction", "dynamodb:GetItem"): "the emulator sends no mail back: tests/functions/test_mail_events.py",
    ("MailEventsFunction", "dynamodb:UpdateItem"): "the same",
    ("MakeExportFunction", "dynamodb:BatchGetItem"): "people by name, for who would rather ask again than wait",
    ("MakeExportFunction", "kms:GenerateMac"): "attestations of very many people: tests/functions/test_make_export.py",
    ("MakeExportFunction", "kms:Sign"): "the same",
    ("PassesFunction", "ses:SendEmail"): "a volunteer's link by mail: tests/functions/test_passes_made_again.py",
    ("RemindFunction", "dynamodb:BatchGetItem"): "the day before the event: tests/functions/test_remind.py",
    ("RemindFunction", "dynamodb:PutItem"): "the same",
    ("RemindFunction", "dynamodb:UpdateItem"): "mails that were forgotten: tests/functions/test_remind.py",
    ("WelcomeFunction", "dynamodb:DeleteItem"): "who cancels without scripts: tests/functions/test_welcome_cancel.py",
}
"""What these tests never come to, and what does."""


def granted() -> Iterator[tuple[str, str]]:
    """Yield each function and action of the template's policies."""
    resources = template.load(ROOT / "template.yaml")["Resources"]
    for name, resource in resources.items():
        if resource["Type"] != "AWS::Serverless::Function":
            continue
        for policy in resource["Properties"].get("Policies", ()):
            # One that several functions share is a resource of its own.
            own = resources[policy["Ref"]]["Properties"]["PolicyDocument"] if "Ref" in policy else policy
            for statement in own["Statement"]:
                actions = statement["Action"]
                yield from ((name, action) for action in ([actions] if isinstance(actions, str) else actions))


def needed(lines: str) -> set[tuple[str, str]]:
    """Return the function and action of each line. A role is called after stack and function, and has a random end."""
    pairs = (line.split() for line in lines.splitlines())
    return {(role.split("-")[1].removesuffix("Role"), action) for role, action in pairs if role.count("-") > 1}


def unneeded(seen: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what is granted and was not needed, without a reason."""
    return sorted({pair for pair in granted() if pair not in seen and pair not in REASONS and pair[1] not in UNSEEN})


def main(where: list[str]) -> int:
    """Return 0 if every action was needed, 1 if some were not, 2 if a test failed."""
    with TemporaryDirectory() as folder:
        noted = Path(folder) / "noted"
        noted.touch()
        command = [sys.executable, "-m", "pytest", "-q", *(where or WHERE)]
        ended = subprocess.run(command, cwd=ROOT, env=os.environ | {"PERMISSIONS_USED": str(noted)}, check=False)
        seen = needed(noted.read_text())
    left = unneeded(seen)
    for name, action in left:
        print(f"{name} never needed {action}")
    print(f"{len(seen)} permissions were needed, {len(left)} that are granted were not.")
    if ended.returncode:
        return 2
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
