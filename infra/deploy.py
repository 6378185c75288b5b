"""Package and deploy one event's stack: python -m infra.deploy --stack pointage [--dry-run] [NAME …].

Each NAME is a variable of the environment and a parameter of the template, as EVENT_ID is of EventId.
What is not given stays as it was deployed. What would fail half-way, or take from people what they were
given, is refused before anything is built.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Mapping

from botocore.exceptions import BotoCoreError, ClientError

from attendance.domain.problem import Busy
from infra import account_checks, package, parameters
from infra.local.stack import ROOT
from infra.parameters import Declared, Deployed, ParameterError

CONFIG = ROOT / "infra" / "samconfig.toml"
SAM = ROOT / ".venv" / "sam" / "bin" / "sam"
BUILT = ROOT / ".build" / "aws"
# Functions are called after their stack, and Lambda's names have 64 characters.
STACK_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,30}")
# What links, service workers, wallets and outboxes belong to.
ORIGIN = ("DomainName", "PublicUrl")
NEVER_MADE = ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED")

type Settings = Mapping[str, str]


class RefusedError(Exception):
    """Deploying this would fail, or cost people something. The text says what to do."""


def region() -> str:
    """Return the region of the shell, else of the project's own settings."""
    with CONFIG.open("rb") as file:
        own: str = tomllib.load(file)["default"]["deploy"]["parameters"]["region"]
    return os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or own


def check(stack: str, given: Settings, known: Declared, there: Deployed | None, *, moves: bool = False) -> None:
    """Raise RefusedError for a deployment that would fail or cost people something, unless it is meant to move."""
    if not STACK_NAME.fullmatch(stack):
        raise RefusedError(f"STACK={stack} must begin with a letter and have letters, digits and - only, 31 at most.")
    settings = {**(there.settings if there else {}), **given}
    if settings.get("DomainName") and not settings.get("CertificateArn"):
        # The template's own rule says so, once all is built and uploaded.
        raise RefusedError("DOMAIN_NAME= needs CERTIFICATE_ARN=, a certificate of ACM in this region.")
    if there is None:
        needed = [
            parameters.spelled(name) for name, told in known.items() if "Default" not in told and name not in given
        ]
        if needed:
            raise RefusedError(f"There is no stack {stack} yet: give {', '.join(f'{name}=' for name in needed)} too.")
        return
    if there.status in NEVER_MADE:
        raise RefusedError(
            f"{stack} was never made, and can only be deleted: `aws cloudformation delete-stack --stack-name {stack}`."
        )
    event_id = there.settings.get("EventId")
    if given.get("EventId", event_id) != event_id:
        raise RefusedError(f"{stack} holds {event_id}: another event is a stack of its own, with another STACK=.")
    for name in ORIGIN:
        had = there.settings.get(name, "")
        if had and given.get(name, had) != had and not moves:
            raise RefusedError(
                f"Every link, badge and unsent scan of {stack} belongs to {had}, and would be left behind:"
                f" deploy without {parameters.spelled(name)}=, to another STACK=, or with MOVE=1 if it must be."
            )


def completed(given: Settings, known: Declared, there: Deployed | None) -> dict[str, str]:
    """Return the parameters of a deployment: a new stack takes over a sender that the account has already."""
    if there or "SenderIdentity" in given or "SenderIdentity" not in known:
        return dict(given)
    sender = given["MailFrom"]
    if any(account_checks.identity(name) for name in (sender, sender.rpartition("@")[2])):
        return {**given, "SenderIdentity": "existing"}
    return dict(given)


def command(stack: str, given: Settings, tags: Settings) -> list[str]:
    """Return what SAM is called with. It reads a relative --config-file from the template's folder, not from here."""
    pairs = [f"{name}={value}" if value else f'{name}=""' for name, value in given.items()]
    return [
        *(str(SAM), "deploy", "--template-file", str(BUILT / "template.yaml"), "--config-file", str(CONFIG)),
        *("--stack-name", stack, "--region", region()),
        *(("--parameter-overrides", *pairs) if pairs else ()),
        *("--tags", *(f"{name}={value}" for name, value in tags.items())),
    ]


def main(arguments: list[str]) -> int:
    """Return SAM's own code, or 2 if it was not called."""
    parser = argparse.ArgumentParser(prog="deploy", description=__doc__.splitlines()[0])
    parser.add_argument("--stack", default="pointage")
    parser.add_argument("--dry-run", action="store_true", help="ask the account, build nothing, and print the command")
    parser.add_argument("--move", action="store_true", help="let the stack's links begin with another origin")
    parser.add_argument("given", nargs="*", help="variables of the environment that are parameters of the template")
    chosen = parser.parse_args(arguments)
    os.environ["AWS_REGION"] = region()
    try:
        known = parameters.declared()
        given = parameters.given(chosen.given, known)
        there = parameters.deployed(chosen.stack)
        check(chosen.stack, given, known, there, moves=chosen.move)
        given = completed(given, known, there)
        settings = {**parameters.default(known), **(there.settings if there else {}), **given}
        called = command(chosen.stack, given, {"event": settings["EventId"], "stage": settings.get("Stage", "event")})
        if not chosen.dry_run:
            package.build(BUILT, machine=package.AWS)
    except (ParameterError, RefusedError, package.PackagingError) as refused:
        print(refused, file=sys.stderr)
        return 2
    except (BotoCoreError, ClientError, Busy) as error:
        print(f"AWS could not be asked: {error.__cause__ or error}", file=sys.stderr)
        print("`make preflight` says what is missing.", file=sys.stderr)
        return 2
    print(f"{'Would run' if chosen.dry_run else 'Running'}: {shlex.join(called)}", flush=True)
    return 0 if chosen.dry_run else subprocess.run(called, check=False, cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
