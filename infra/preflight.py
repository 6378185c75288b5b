"""Look whether an account is ready for the event: python -m infra.preflight --stack pointage.

Each line says yes, or what to do. A call that is refused says which permission it lacks: nothing that
could not be looked at passes for ready.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from botocore.exceptions import ClientError, NoRegionError

from attendance.domain.clock import OURS
from attendance.services import aws
from attendance.store import passes, programmes
from attendance.vocabulary.codes import Role
from infra import account_checks, parameters
from infra.readiness import Account, Line, Settings, ToDo, look

# AWS refuses what was signed five minutes from its own clock; a pass or a programme is off by less.
MOST_DRIFT = timedelta(seconds=30)


def lines(stack: str, given: Settings) -> Iterator[Line]:
    """Look at one thing after the other. Without credentials that AWS knows, nothing else is asked."""
    yield look("region", "sts", _region)
    clock: list[timedelta] = []
    yield (caller := look("account", "sts", lambda: _caller(clock)))
    yield look("clock", "sts", lambda: _clock(clock))
    if not caller.is_ready:
        return
    found: list[Account] = []
    yield look("stack", "cloudformation", lambda: _stack(stack, given, found))
    account = found[0] if found else Account(stack, {**parameters.default(parameters.declared()), **given})
    yield look("concurrency", "lambda", lambda: account_checks.concurrency(account))
    yield look("mail account", "ses", lambda: account_checks.mail_account(account))
    yield look("mail sender", "ses", lambda: account_checks.mail_sender(account))
    # Nobody need watch over a training.
    if account.settings.get("AlarmMail") or account.settings.get("Stage", "event") == "event":
        yield look("alarms", "sns", lambda: account_checks.alarms(account))
    if domain := account.settings.get("DomainName"):
        yield look("certificate", "acm", lambda: account_checks.certificate(account))
        yield look("domain", "apigateway:GET", lambda: account_checks.domain(domain))
    if "TableName" in account.outputs:
        os.environ["TABLE_NAME"] = account.outputs["TableName"]
        yield look("programme", "dynamodb", lambda: _programme(account))
        yield look("organiser", "dynamodb", lambda: _organiser(account))


def _region() -> str:
    try:
        return str(aws.client("sts").meta.region_name)
    except NoRegionError as error:
        raise ToDo("`export AWS_REGION=eu-west-3`, or the region of your stack: every command needs it") from error


def _caller(drift: list[timedelta]) -> str:
    try:
        answer = aws.client("sts").get_caller_identity()
    except ClientError as error:
        # It may be for the clock alone that a signature is refused.
        _note_drift(error.response, drift)
        raise
    _note_drift(answer, drift)
    return f"{answer['Account']}, as {answer['Arn']}"


def _note_drift(answer: Mapping[str, Any], drift: list[timedelta]) -> None:
    if told := answer["ResponseMetadata"].get("HTTPHeaders", {}).get("date"):
        drift.append(datetime.now(UTC) - parsedate_to_datetime(told))


def _clock(drift: list[timedelta]) -> str:
    if not drift:
        raise ToDo("AWS told no time: look again once it answers")
    ahead = round(drift[0].total_seconds())
    if abs(drift[0]) > MOST_DRIFT:
        raise ToDo(f"set this machine's clock: it is {abs(ahead)} s {'ahead of' if ahead > 0 else 'behind'} AWS's")
    return f"{abs(ahead)} s from AWS's"


def _stack(name: str, given: Settings, found: list[Account]) -> str:
    first = f"`make deploy STACK={name} …`; the programme and the first organiser come after it"
    there = parameters.deployed(name)
    if there is None:
        raise ToDo(f"there is no stack {name} yet: {first}")
    found.append(Account(name, {**there.settings, **given}, there.outputs))
    if not there.status.endswith(("CREATE_COMPLETE", "UPDATE_COMPLETE")):
        raise ToDo(f"{name} is {there.status}: read its events, mend what failed, then {first}")
    return f"{name}, {there.status}"


def _programme(account: Account) -> str:
    event_id = account.settings["EventId"]
    programme = programmes.find(event_id)
    if programme is None:
        raise ToDo(f"{event_id} is not loaded: python -m infra.load_programme infra/programme/{event_id}.toml")
    if programme.closed_at:
        raise ToDo(
            f"{event_id} is closed since {programme.closed_at:%Y-%m-%d %H:%M} UTC: `make close REOPEN=1` opens it"
        )
    if (programme.clock.offset_seconds, programme.clock.pace) != (OURS.offset_seconds, OURS.pace):
        hour = programme.clock.hour(datetime.now(UTC))
        raise ToDo(f"its clock is set for a rehearsal, at {hour:%Y-%m-%d %H:%M} UTC: load the file with --clock now")
    return f"{programme.event.name}, {programme.event.date}"


def _organiser(account: Account) -> str:
    event_id = account.settings["EventId"]
    programme = programmes.find(event_id)
    now = programmes.now(programme) if programme else programmes.real_now()
    living = [p for p in passes.staff(event_id) if p.role == Role.ORGANISER and not (p.revoked_at or p.is_expired(now))]
    if not living:
        raise ToDo('nobody can organise: python -m infra.invite organiser "Lola" prints a link')
    return f"{len(living)} with a living link, the first {living[0].label}"


def main(arguments: list[str]) -> int:
    """Return 0 if all is ready, 1 if something is to be done, 2 if nothing could be asked."""
    parser = argparse.ArgumentParser(prog="preflight", description=__doc__.splitlines()[0])
    parser.add_argument("--stack", default="pointage")
    parser.add_argument("given", nargs="*", help="variables of the environment that are parameters of the template")
    chosen = parser.parse_args(arguments)
    try:
        given = parameters.given(chosen.given, parameters.declared())
    except parameters.ParameterError as error:
        print(error, file=sys.stderr)
        return 2
    looked = []
    for line in lines(chosen.stack, given):
        print(line, flush=True)
        looked.append(line)
    if any(line.what == "account" and not line.is_ready for line in looked):
        return 2
    return 0 if all(line.is_ready for line in looked) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
