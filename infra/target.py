"""The target of an operator's command: the table or API named in the environment, else the local stack's."""

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from infra.local import stack
from infra.local.stack import Stack

NO_STACK = "No stack is running here: start one with `make up`, or name one with"


class NoTargetError(Exception):
    """There is no API to call. The text says what to set."""


@dataclass(frozen=True, slots=True)
class Api:
    """The API's address, and an organiser's pass."""

    origin: str
    secret: str


def choose() -> None:
    """Set the environment of the local stack, unless a table is named already."""
    if "TABLE_NAME" in os.environ:
        return
    running = _local()
    if running is None:
        sys.exit(f"{NO_STACK} TABLE_NAME and EVENT_ID.")
    os.environ.update(running.environment)


def both() -> Api:
    """Choose the table and the API of one stack: both from the environment, or neither. Raises NoTargetError."""
    if ("TABLE_NAME" in os.environ) != bool(os.environ.get("POINTAGE_URL")):
        raise NoTargetError(
            "TABLE_NAME and POINTAGE_URL are of one stack: name both, with EVENT_ID and POINTAGE_PASS, or none."
        )
    chosen = api()
    choose()
    return chosen


def api() -> Api:
    """Return the API in POINTAGE_URL with the pass in POINTAGE_PASS, else the local stack's. Raises NoTargetError."""
    named = [os.environ.get(name, "") for name in ("POINTAGE_URL", "POINTAGE_PASS")]
    if not any(named):
        running = _local()
        if running is None:
            raise NoTargetError(f"{NO_STACK} POINTAGE_URL and POINTAGE_PASS.")
        named = [running.base_url, running.organiser_pass]
    return named_api(*named)


def named_api(origin: str, secret: str) -> Api:
    """Return an API by its address and a pass. Raises NoTargetError where they cannot be such."""
    if not re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]+/?", origin):
        raise NoTargetError(
            "POINTAGE_URL, or URL, is the address of the pages without a path, as https://forum.example.org."
        )
    if not re.fullmatch(r"[A-Za-z0-9_-]+", secret):
        raise NoTargetError("POINTAGE_PASS, or ORGANISER, is what stands behind the # in an organiser's link.")
    return Api(origin, secret)


def _local() -> Stack | None:
    return stack.find(Path(os.environ.get("STATE", stack.ROOT / ".local")))
