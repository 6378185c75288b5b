"""The template's parameters as an operator gives them, EventId as EVENT_ID=; and those that a stack has."""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from attendance.services import aws
from infra.local import template
from infra.local.stack import ROOT

type Declared = Mapping[str, Mapping[str, Any]]


class ParameterError(Exception):
    """A parameter that the template does not have, or a value that it does not take. The text says what it takes."""


@dataclass(frozen=True, slots=True)
class Deployed:
    """A stack of the account."""

    status: str
    settings: Mapping[str, str]
    outputs: Mapping[str, str]


def declared(root: Path = ROOT) -> Declared:
    return dict(template.load(root / "template.yaml")["Parameters"])


def spelled(parameter: str) -> str:
    """Return how an operator gives a parameter: MailsASecond as MAILS_A_SECOND."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", parameter).upper()


def given(names: Iterable[str], known: Declared) -> dict[str, str]:
    """Return the parameters among some variables of the environment. Raises ParameterError."""
    by_name = {spelled(parameter): parameter for parameter in known}
    if unknown := sorted(set(names) - by_name.keys()):
        raise ParameterError(f"The template has no parameter for {', '.join(unknown)}: it has {', '.join(by_name)}.")
    found = {by_name[name]: os.environ[name] for name in names}
    for parameter, value in found.items():
        _check(parameter, value, known[parameter])
    return found


def _check(parameter: str, value: str, told: Mapping[str, Any]) -> None:
    """Raise ParameterError for what CloudFormation would refuse some minutes later."""
    allowed, least = told.get("AllowedValues"), told.get("MinValue")
    if told["Type"] == "Number":
        fits = value.isdecimal() and int(value) >= (least or 0)
        takes = f"a number from {least or 0}" if least is not None else "a number"
    else:
        fits = re.fullmatch(told.get("AllowedPattern", ".*"), value) is not None
        takes = told.get("ConstraintDescription", f"what fits {told.get('AllowedPattern')}")
    if allowed is not None:
        fits, takes = value in map(str, allowed), f"one of {', '.join(map(str, allowed))}"
    if not fits:
        raise ParameterError(f"{spelled(parameter)}={value} {'' if takes.startswith('must') else 'must be '}{takes}.")


def default(known: Declared) -> dict[str, str]:
    """Return the value of each parameter that has one by default."""
    return {name: str(told["Default"]) for name, told in known.items() if "Default" in told}


def deployed(stack: str) -> Deployed | None:
    """Return a stack of the account; None if there is none of this name."""
    try:
        told = aws.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
    except ClientError as error:
        # The service has no code of its own for a missing stack.
        if error.response["Error"]["Code"] == "ValidationError":
            return None
        raise
    if told["StackStatus"] == "REVIEW_IN_PROGRESS":
        # A change set was looked at, and nothing was made.
        return None
    settings = {each["ParameterKey"]: each["ParameterValue"] for each in told.get("Parameters", ())}
    outputs = {each["OutputKey"]: each["OutputValue"] for each in told.get("Outputs", ())}
    return Deployed(told["StackStatus"], settings, outputs)
