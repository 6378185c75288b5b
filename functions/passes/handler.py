"""Invite volunteers and organisers, list their phones, revoke a link."""

from attendance.domain.journal import INVITED
from attendance.domain.passes import Pass, invitation
from attendance.domain.problem import invalid
from attendance.edge import authority, routes
from attendance.edge.answers import passes as answers
from attendance.edge.http import Answer, Request, function, logger
from attendance.edge.messages.base import read
from attendance.edge.messages.organisers import PassMessage
from attendance.store import passes, programmes, tallies
from attendance.store.retry import Patience
from attendance.usecases import revoking
from attendance.usecases.caller import Caller
from attendance.usecases.links import page


def listed(request: Request) -> Answer:
    """Every pass of the staff, with the phones that hold it."""
    caller = authority.caller(request)
    phones = tallies.board(caller.event_id).phones
    staff = passes.staff(caller.event_id)
    logger.info("passes", count=len(staff))
    return Answer({"passes": [answers.shown(issued, caller.holder, phones) for issued in staff]})


def invite(request: Request) -> Answer:
    """A new pass; its secret is told this once."""
    secret = passes.new_secret()
    caller, issued = Patience.of().settle(lambda: _invite(request, secret))
    logger.info("invited", role=issued.role, pass_id=issued.id)
    return Answer(answers.issued(issued, caller.holder, secret, page(issued.role, secret, request.origin)), 201)


def _invite(request: Request, secret: str) -> tuple[Caller, Pass]:
    """Ask again who invites: what they are to store is contended once they are revoked."""
    caller = authority.caller(request)
    wanted = read(PassMessage, request)
    for checkpoint in wanted.checkpoints:
        if caller.programme.checkpoint(checkpoint) is None:
            raise invalid("checkpoints", f"there is no checkpoint {checkpoint!r}")
    chosen = {**wanted.model_dump(), "invited_by": caller.holder.id}
    issued = invitation(passes.pass_id(secret), caller.programme, caller.now, **chosen)
    act = caller.act(INVITED, role=issued.role, label=issued.label, checkpoints=list(issued.checkpoints))
    passes.invite(issued, caller.holder, act, programmes.purge_at(caller.programme))
    return caller, issued


def revoke(request: Request) -> Answer:
    """A pass revoked: refused at the doors within 30 seconds, elsewhere at once. A second time answers the same."""
    caller = authority.caller(request)
    pass_id, descendants, patience = request.id("pass_id"), request.flag("descendants"), Patience.of()
    revoked = revoking.revoked(caller, pass_id, patience)
    if descendants:
        revoking.revoke_descendants(caller, pass_id, patience)
    return Answer(answers.shown(revoked, caller.holder))


handler = function(routes.of("passes", listed, invite, revoke))
