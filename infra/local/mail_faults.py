"""What goes wrong with mail, on demand: an address says which fault its mails meet.

Only a real SES refuses, is throttled or keeps silent; here, whoever wants to see what an organiser then sees
registers with an address of one of these domains.
"""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from aiohttp import web

REFUSED, THROTTLED, SLOW, SILENT = (f"{fault}.example.org" for fault in ("refused", "throttled", "slow", "silent"))
SLOW_SECONDS = 5
# Longer than a function waits for SES.
SILENT_SECONDS = 15


def domains(request: Mapping[str, Any]) -> Iterable[str]:
    """Return the domains that a `SendEmail` request is for."""
    return {address.rpartition("@")[2].lower() for address in request.get("Destination", {}).get("ToAddresses", ())}


async def before(request: Mapping[str, Any]) -> web.Response | None:
    """Return what is answered instead of sending; None for a mail to be sent, after a while if it is slow."""
    found = domains(request)
    if REFUSED in found:
        return _error(400, "MessageRejected", "Address is on the suppression list.")
    if THROTTLED in found:
        return _error(429, "TooManyRequestsException", "Maximum sending rate exceeded.")
    if SLOW in found:
        await asyncio.sleep(SLOW_SECONDS)
    return None


async def after(request: Mapping[str, Any]) -> None:
    """Keep silent about a mail that was sent."""
    if SILENT in domains(request):
        await asyncio.sleep(SILENT_SECONDS)


def _error(status: int, code: str, message: str) -> web.Response:
    return web.json_response({"message": message}, status=status, headers={"x-amzn-ErrorType": code})
