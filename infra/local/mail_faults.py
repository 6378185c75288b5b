"""Mail faults on demand: the domain of an address selects the fault.

Only a real SES refuses, throttles or stays silent. Here, registering with an address of one of
these domains shows what an organiser sees then.
"""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from aiohttp import web

REFUSED, THROTTLED, SANDBOX, SLOW, SILENT = (
    f"{fault}.example.org" for fault in ("refused", "throttled", "sandbox", "slow", "silent")
)
SLOW_SECONDS = 5
# Longer than a function waits for SES.
SILENT_SECONDS = 15


def domains(request: Mapping[str, Any]) -> Iterable[str]:
    """Return the recipients' domains of a `SendEmail` request."""
    return {address.rpartition("@")[2].lower() for address in request.get("Destination", {}).get("ToAddresses", ())}


async def before(request: Mapping[str, Any]) -> web.Response | None:
    """Return the answer given instead of sending; None for a mail to be sent, after a delay if it is slow."""
    found = domains(request)
    if REFUSED in found:
        return _error(400, "MessageRejected", "Address is on the suppression list.")
    if SANDBOX in found:
        refused = "Email address is not verified. The following identities failed the check in region EU-WEST-3: "
        return _error(400, "MessageRejected", refused + ", ".join(request["Destination"]["ToAddresses"]))
    if THROTTLED in found:
        return _error(429, "TooManyRequestsException", "Maximum sending rate exceeded.")
    if SLOW in found:
        await asyncio.sleep(SLOW_SECONDS)
    return None


async def after(request: Mapping[str, Any]) -> None:
    """Give no answer about a mail that was sent."""
    if SILENT in domains(request):
        await asyncio.sleep(SILENT_SECONDS)


def _error(status: int, code: str, message: str) -> web.Response:
    return web.json_response({"message": message}, status=status, headers={"x-amzn-ErrorType": code})
