"""A function that the table's stream triggers: each record by itself, so that one fault holds back no other."""

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response

from attendance.edge.http import Handler, logger
from attendance.services.log import log_fault
from attendance.store import items

type ExceptionInfo = tuple[type[BaseException] | None, BaseException | None, TracebackType | None]


class _Records(BatchProcessor):
    """Reports to the stream which records to repeat, and to the log why."""

    def failure_handler(self, record: Any, exception: ExceptionInfo) -> Any:
        _, fault, _ = exception
        if fault:
            log_fault(fault)
        return super().failure_handler(record, exception)


def function(acts: Mapping[str, Callable[[Any], None]]) -> Handler:
    """Return the Lambda handler that calls, for each changed item, the function for its type."""

    def handle(record: Any) -> None:
        item = items.changed(record.raw_event)
        acts[item["type"]](item)

    def handler(event: Any, context: Any) -> dict[str, Any]:
        records = _Records(event_type=EventType.DynamoDBStreams, raise_on_entire_batch_failure=False)
        return dict(process_partial_response(event=event, record_handler=handle, processor=records, context=context))

    return logger.inject_lambda_context(handler)
