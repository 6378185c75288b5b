"""The template's parameters as an operator gives them: EventId as EVENT_ID=, in the command's own words."""

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from infra.local import template
from infra.local.stack import ROOT


class UnknownParameterError(Exception):
    """A name that the template does not have; the text says which there are."""


def declared(root: Path = ROOT) -> dict[str, Mapping[str, Any]]:
    return dict(template.load(root / "template.yaml")["Parameters"])


def spelled(parameter: str) -> str:
    """Return how an operator gives a parameter: MailsASecond as MAILS_A_SECOND."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", parameter).upper()


def given(names: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """Return the parameters among some variables of the environment. Raises UnknownParameterError for any other."""
    by_name = {spelled(parameter): parameter for parameter in known}
    if unknown := sorted(set(names) - by_name.keys()):
        raise UnknownParameterError(
            f"The template has no parameter for {', '.join(unknown)}: it has {', '.join(by_name)}."
        )
    return {by_name[name]: os.environ[name] for name in names}


def default(known: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return the value of each parameter that has one by default."""
    return {name: str(told["Default"]) for name, told in known.items() if "Default" in told}
