"""A function that the table's stream triggers: each record by itself, so that one fault holds back no other."""

from collections.abc import Callable, Mapping
from typing import Any

from attendance.edge.http import Handler, logger
from attendance.services.log import log_fault
from attendance.store import items


def function(acts: Mapping[str, Callable[[Any], None]]) -> Handler:
    """Return the Lambda handler that calls, for each changed item, the function for its type.

    Its answer tells the stream which records to repeat.
    """

    def is_done(record: Any) -> bool:
        try:
            item = items.changed(record)
            acts[item["type"]](item)
        except Exception as fault:  # noqa: BLE001 - the stream repeats this record; the others go on
            log_fault(fault)
            return False
        return True

    def handler(event: Any, _context: Any) -> dict[str, Any]:
        failed = [record["dynamodb"]["SequenceNumber"] for record in event["Records"] if not is_done(record)]
        return {"batchItemFailures": [{"itemIdentifier": number} for number in failed]}

    return logger.inject_lambda_context(handler)
