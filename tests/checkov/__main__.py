"""Have checkov look at the stacks as AWS makes them: `make checkov`.

It is asked for now and then, and is no library of ours: it weighs 290 MB. What it asks for and these stacks do not
do stands here with the reason; a finding without one, and a reason that nothing needs any more, are told.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from infra.local.stack import ROOT
from tests.infra.translation import translated

REASONS: Mapping[tuple[str, str], str] = {
    ("CKV_AWS_7", "AWS::KMS::Key"): "AWS rotates no HMAC key, and no mark of a name could be compared any more",
    ("CKV_AWS_18", "AWS::S3::Bucket"): "who asks for an export stands in the journal, and its file lives for a day",
    ("CKV_AWS_21", "AWS::S3::Bucket"): "an export can be made again, and is to be gone in a day",
    ("CKV_AWS_26", "AWS::SNS::Topic"): "CloudWatch may not use SNS's own key, and what an alarm says names nobody",
    ("CKV_AWS_27", "AWS::SQS::Queue"): "it is, by SQS's own key, which this check does not count",
    ("CKV_AWS_86", "AWS::CloudFront::Distribution"): "it has a log, by a delivery, which can leave out half an address",
    (
        "CKV_AWS_115",
        "AWS::Lambda::Function",
    ): "a new account may reserve nothing: MailSenders and ScanProcesses do later",
    ("CKV_AWS_116", "AWS::Lambda::Function"): (
        "the gateway is answered at once, schedules come again, the stream has Discarded, exports a function for it"
    ),
    ("CKV_AWS_117", "AWS::Lambda::Function"): "they call AWS's services alone, to which a network of ours adds no lock",
    (
        "CKV_AWS_119",
        "AWS::DynamoDB::Table",
    ): "it is encrypted by AWS's key: one of ours more could be lost with the table",
    ("CKV_AWS_158", "AWS::Logs::LogGroup"): "no line names anybody, and AWS encrypts them by a key of its own",
    ("CKV_AWS_173", "AWS::Lambda::Function"): "the settings are names and addresses: no secret is among them",
    ("CKV_AWS_192", "AWS::WAFv2::WebACL"): "nothing here runs Java",
}
"""What is asked of which kind of resource, and why it is not so."""

# Beside the translation, which checkov cannot make.
OTHERS = ("infra/watch.yaml", "infra/cloudfront.yaml")

type Finding = Mapping[str, Any]


def asked(finding: Finding) -> tuple[str, str]:
    return finding["check_id"], finding["resource"].partition(".")[0]


def told(findings: Iterable[Finding]) -> list[str]:
    """Return a line for each finding without a reason, and for each reason without a finding."""
    found = list(findings)
    lines = [
        f"{each['check_id']} {each['resource']}: {each['check_name']}" for each in found if asked(each) not in REASONS
    ]
    unneeded = sorted(REASONS.keys() - {asked(each) for each in found})
    return lines + [f"{check} {kind}: nothing needs this reason any more" for check, kind in unneeded]


def main(checkov: list[str]) -> int:
    """Return 0 if all that is found has a reason, 1 if not, 2 if checkov did not look."""
    target = ROOT / ".build" / "checkov" / "template.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(translated(), default=str))
    files = [option for file in (target.relative_to(ROOT), *map(Path, OTHERS)) for option in ("--file", str(file))]
    # Without the guidelines that it would fetch from its maker.
    command = [
        *checkov,
        "--framework",
        "cloudformation",
        "--output",
        "json",
        "--quiet",
        "--compact",
        "--skip-download",
        *files,
    ]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        print(done.stdout, file=sys.stderr)
        return 2
    lines = told(report["results"]["failed_checks"])
    print(*lines, sep="\n", end="\n" if lines else "")
    summary = report["summary"]
    print(
        f"{summary['passed']} passed, {summary['failed']} failed, {len(REASONS)} reasons, {len(lines)} to be seen to."
    )
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
