"""Invite volunteers and organisers, list their phones, revoke a link."""

from attendance.domain.act import INVITED, REVOKED
from attendance.domain.passes import ORGANISER, Pass, invitation
from attendance.edge import authority, problems
from attendance.edge.answers import passes as answers
from attendance.edge.authority import Caller
from attendance.edge.http import Answer, Request, function, logger
from attendance.edge.links import link
from attendance.edge.messages.base import read
from attendance.edge.messages.organisers import PassMessage
from attendance.store import passes, programmes, tallies
from attendance.store.contention import Patience


def listed(request: Request) -> Answer:
    """Every pass of the staff, with the phones that hold it."""
    caller = authority.caller(request, ORGANISER)
    phones = tallies.board(caller.event_id).phones
    staff = passes.staff(caller.event_id)
    logger.info("passes", count=len(staff))
    return Answer({"passes": [answers.shown(issued, phones) for issued in staff]})


def invite(request: Request) -> Answer:
    """A new pass; its secret is told this once."""
    caller = authority.caller(request, ORGANISER)
    wanted = read(PassMessage, request)
    for checkpoint in wanted.checkpoints:
        if caller.programme.checkpoint(checkpoint) is None:
            raise problems.invalid("checkpoints", f"there is no checkpoint {checkpoint!r}")
    secret = passes.new_secret()
    issued = invitation(passes.pass_id(secret), caller.programme, caller.now, **wanted.model_dump())
    act = caller.act(INVITED, role=issued.role, label=issued.label, checkpoints=list(issued.checkpoints))
    passes.invite(issued, act, programmes.purge_at(caller.programme))
    logger.info("invited", role=issued.role, pass_id=issued.id)
    return Answer(answers.issued(issued, secret, link(request, issued.role, secret)), 201)


def revoke(request: Request) -> Answer:
    """A pass revoked: refused everywhere within 30 seconds. A second time answers the same."""
    caller = authority.caller(request, ORGANISER)
    pass_id = request.id("pass_id")
    revoked = Patience.of().settle(lambda: _revoke(caller, pass_id))
    logger.info("revoked", pass_id=revoked.id)
    return Answer(answers.shown(revoked))


def _revoke(caller: Caller, pass_id: str) -> Pass:
    found = passes.find(pass_id)
    if found is None or found.event_id != caller.event_id:
        raise problems.Problem("not_found", "There is no such pass.")
    act = caller.act(REVOKED, role=found.role, label=found.label)
    return passes.revoke(found, caller.now, act, programmes.purge_at(caller.programme))


handler = function({"GET /api/passes": listed, "POST /api/passes": invite, "DELETE /api/passes/{pass_id}": revoke})
