"""Links that carry a pass: in the fragment, which no server and no log ever sees."""

import os

from attendance.edge.http import Request


def link(request: Request, page: str, secret: str) -> str:
    """Return the address of a page with a pass, on our public origin or the one that was asked."""
    origin = os.environ["PUBLIC_URL"] or request.origin
    return f"{origin}/{page}#{secret}"
