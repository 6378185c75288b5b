"""Invite volunteers and organisers, list their phones, revoke a link."""

from attendance.domain.passes import Pass, invitation
from attendance.domain.problem import invalid
from attendance.edge import authority, routes
from attendance.edge.answers import passes as answers
from attendance.edge.http import Answer, Request, function, logger
from attendance.edge.messages.base import read
from attendance.edge.messages.organisers import PassMessage
from attendance.store import passes, programmes, tallies
from attendance.store.retry import Deadline
from attendance.usecases import revoking
from attendance.usecases.caller import Caller
from attendance.usecases.pass_links import page
from attendance.vocabulary.codes import ActKind


def listed(request: Request) -> Answer:
    """Every staff pass, with the phones that hold it."""
    caller = authority.caller(request)
    phones = tallies.board(caller.event_id).phones
    staff = passes.staff(caller.event_id)
    logger.info("passes", count=len(staff))
    return Answer({"passes": [answers.shown(issued, caller.holder, phones) for issued in staff]})


def invite(request: Request) -> Answer:
    """A new pass; its secret is in this answer only."""
    secret = passes.new_secret()
    caller, issued = Deadline.from_now().retry(lambda: _invite(request, secret))
    logger.info("invited", role=issued.role, pass_id=issued.id)
    return Answer(answers.issued(issued, caller.holder, secret, page(issued.role, secret, request.origin)), 201)


def _invite(request: Request, secret: str) -> tuple[Caller, Pass]:
    """Read the inviting pass again at each attempt: once it is revoked, storing is contended."""
    caller = authority.caller(request)
    wanted = read(PassMessage, request)
    for checkpoint in wanted.checkpoints:
        if caller.programme.checkpoint(checkpoint) is None:
            raise invalid("checkpoints", f"there is no checkpoint {checkpoint!r}")
    chosen = {**wanted.model_dump(), "invited_by": caller.holder.id}
    issued = invitation(passes.pass_id(secret), caller.programme, caller.now, **chosen)
    act = caller.act(ActKind.INVITED, role=issued.role, label=issued.label, checkpoints=list(issued.checkpoints))
    passes.invite(issued, caller.holder, act, programmes.purge_at(caller.programme))
    return caller, issued


def revoke(request: Request) -> Answer:
    """A pass revoked: refused at the doors within 30 seconds, elsewhere at once. Repeatable."""
    caller = authority.caller(request)
    pass_id, descendants, deadline = request.id("pass_id"), request.flag("descendants"), Deadline.from_now()
    revoked = revoking.revoke(caller, pass_id, deadline)
    if descendants:
        revoking.revoke_descendants(caller, pass_id, deadline)
    return Answer(answers.shown(revoked, caller.holder))


handler = function(routes.of("passes", listed, invite, revoke))
