"""The log: one line for each outcome, with fields, and nothing personal in it."""

import re
from types import TracebackType
from typing import Any

from aws_lambda_powertools import Logger

logger = Logger()

_OURS = re.compile(r"(?<=/)(attendance/.+|handler)\.py$")


def log_fault(error: BaseException, **about: Any) -> None:
    """Log what a fault is, what AWS calls it, and where it happened; not its text, which may hold personal data."""
    # An error of the network has a response too, which is none.
    response = getattr(error, "response", None)
    aws = response.get("Error", {}).get("Code") if isinstance(response, dict) else None
    logger.error("fault", fault=type(error).__name__, aws=aws, at=_where(error.__traceback__), **about)


def _where(trace: TracebackType | None) -> str:
    """Return the last line of ours that led to a fault: a library raises it for something that we asked."""
    where = ""
    while trace:
        if ours := _OURS.search(trace.tb_frame.f_code.co_filename):
            where = f"{ours[0]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return where
