"""Who may call a port of this machine: programs on it, and the pages that the port itself serves.

A page of any site can send requests here; with a name of its own that resolves to 127.0.0.1 it can
read the answers too.
"""

import re
import socket
from collections.abc import Iterable

from multidict import MultiMapping

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:]+)(:[0-9]{1,5})?", re.ASCII)
# The browser's values for a caller: a page of this origin, or a person with the address bar.
_OWN = ("same-origin", "none")
_READING = ("GET", "HEAD")


def names(listeners: Iterable[socket.socket]) -> frozenset[str]:
    """Return the names under which listening sockets are reached."""
    addresses = {str(listener.getsockname()[0]) for listener in listeners}
    return frozenset().union(*(LOOPBACK if address in ("127.0.0.1", "::1") else {address} for address in addresses))


def refusal(method: str, target: str, headers: MultiMapping[str], scheme: str, known: frozenset[str]) -> str | None:
    """Return why a request is refused; None if it is not.

    The port in `Host` may be another: one that is forwarded here. `Origin` may be `null`, as when a
    page that sends no referrer posts a form, but then the browser has to say by itself that the page is
    of this origin.
    """
    hosts = headers.getall("Host", [])
    host = hosts[0].lower() if len(hosts) == 1 else ""
    named = _HOST.fullmatch(host)
    if named is None or named[1] not in known:
        return "This port answers under its own names only.\n"
    if not target.startswith("/"):
        return "This port is nobody's proxy.\n"
    asked_by = headers.getall("Sec-Fetch-Site", [])
    is_link = method in _READING and headers.get("Sec-Fetch-Dest") == "document"
    if not (is_link or all(site in _OWN for site in asked_by)):
        return "Only pages of this origin may ask that.\n"
    origins = headers.getall("Origin", [])
    if any(origin.lower() != f"{scheme}://{host}" and not (origin == "null" and asked_by) for origin in origins):
        return "Only pages of this origin may ask that.\n"
    return None
