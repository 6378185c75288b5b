"""A registration cancelled by a plain form: what the badge's page asks with a script, with the pass from the form."""

from dataclasses import replace

from attendance.edge import authority
from attendance.edge.form import posted
from attendance.edge.http import Request
from attendance.store.retry import Deadline
from attendance.usecases import amending
from attendance.usecases.caller import CallAboutPerson

_CANCELLING = "DELETE /api/registration"


def left(request: Request) -> tuple[str, CallAboutPerson]:
    """Return the pass and its person, cancelled if they are sure. Raises Problem."""
    form = posted.read(request, {"pass", "sure"})
    secret = form.text("pass")
    asking = replace(request, route=_CANCELLING, headers={"authorization": f"Bearer {secret}"})
    if not form.has("sure"):
        return secret, authority.leaving(asking)
    return secret, Deadline.from_now().retry(lambda: amending.cancel(authority.leaving(asking)))
