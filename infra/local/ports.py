"""Listens on a port, and finds out who already does."""

import contextlib
import errno
import socket
from pathlib import Path

from infra.local.home import StackError


def listen(port: int) -> list[socket.socket]:
    """Listen on a port of the loopback interface, in both families; port 0 takes a free one.

    A browser tries `localhost` as ::1 first, but a machine may have no IPv6.
    """
    first = listen_on("127.0.0.1", port)
    taken = first.getsockname()[1]
    try:
        return [first, socket.create_server(("::1", taken), family=socket.AF_INET6)]
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            return [first]
        first.close()
        if port == 0:
            return listen(0)
        raise StackError(refusal(port, error)) from error


def listen_on(host: str, port: int) -> socket.socket:
    """Listen on a port of one address."""
    try:
        return socket.create_server((host, port))
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise StackError(refusal(port, error)) from error


def refusal(port: int, error: OSError) -> str:
    """Return why a port is unavailable, who holds it if that can be found out, and what to do."""
    other = f"choose another with PORT={port + 10 if port >= 1024 else 8000}"
    if error.errno == errno.EACCES:
        return f"Port {port} may not be used without privileges: {other}."
    who = holder(port)
    return f"Port {port} is in use{f' by {who}' if who else ''}: stop that, or {other}."


def holder(port: int) -> str | None:
    """Return the command and pid that listen on a port; on Linux, and if visible to us."""
    sockets = {f"socket:[{inode}]" for table in ("tcp", "tcp6") for inode in listeners(Path("/proc/net") / table, port)}
    if not sockets:
        return None
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        # Processes end meanwhile, and those of other users are invisible to us.
        with contextlib.suppress(OSError):
            if str(link.readlink()) in sockets:
                pid = link.parts[2]
                return f"{Path('/proc', pid, 'comm').read_text().strip()} (pid {pid})"
    return None


def listeners(table: Path, port: int) -> list[str]:
    """Return the inodes of the sockets that listen on a port, from a kernel table."""
    if not table.exists():
        return []
    rows = [line.split() for line in table.read_text().splitlines()[1:]]
    listening = "0A"
    return [row[9] for row in rows if row[3] == listening and int(row[1].rsplit(":", 1)[1], 16) == port]
