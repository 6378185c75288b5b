"""Asynchronous calls of other functions."""

import json
import os
from collections.abc import Mapping
from typing import Any

from attendance.services import aws


def send(function_in: str, message: Mapping[str, Any]) -> None:
    """Call another function, named by an environment variable, without waiting. Lambda may run it more than once."""
    client: Any = aws.client("lambda")
    client.invoke(FunctionName=os.environ[function_in], InvocationType="Event", Payload=json.dumps(message).encode())
