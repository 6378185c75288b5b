"""Record that an export could not be made, for the client that asked for it."""

from typing import Any

from attendance.edge.http import logger
from attendance.usecases import exporting


def export_failed(event: Any, _context: Any) -> None:
    """Leave a marker where the file would be. The cause is in the log of the function that was to make it."""
    asked = event["requestPayload"]
    exporting.give_up(asked["place"])
    logger.warning("export_failed", export=asked["wish"]["name"])


handler = logger.inject_lambda_context(export_failed)
