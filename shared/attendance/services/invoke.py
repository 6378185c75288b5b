"""What a function leaves to another one, and does not wait for."""

import json
import os
from collections.abc import Mapping
from typing import Any

from attendance.services import aws


def send(function_in: str, told: Mapping[str, Any]) -> None:
    """Have a function do something soon, by the variable that names it. Lambda may do it more than once."""
    client: Any = aws.client("lambda")
    client.invoke(FunctionName=os.environ[function_in], InvocationType="Event", Payload=json.dumps(told).encode())
