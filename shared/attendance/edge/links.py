"""Links that carry a pass: in the fragment, which no server and no log ever sees."""

import os

from attendance.domain.passes import PAGES
from attendance.edge.http import Request


def mailed_link(role: str, secret: str) -> str:
    """Return the address of a role's page with a pass, where nobody asked us anything: on our public origin."""
    return f"{os.environ['PUBLIC_URL']}/{PAGES[role]}#{secret}"


def form() -> str:
    """Return the address where people register."""
    return f"{os.environ['PUBLIC_URL']}/"


def link(request: Request, role: str, secret: str) -> str:
    """Return the address of a role's page with a pass, on our public origin or the one that was asked."""
    origin = os.environ["PUBLIC_URL"] or request.origin
    return f"{origin}/{PAGES[role]}#{secret}"
