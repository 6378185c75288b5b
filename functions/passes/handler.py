"""Invite volunteers and organisers, list their phones, change and revoke a link."""

from attendance.domain.passes import LinkOver, Pass, changed
from attendance.edge import authority, routes
from attendance.edge.answers import passes as answers
from attendance.edge.bodies.base import read
from attendance.edge.bodies.organisers import PassBody, PassChangeBody
from attendance.edge.http import Request, Response, function, logger
from attendance.store import passes, programmes, tallies
from attendance.store.retry import Deadline
from attendance.usecases import inviting, revoking
from attendance.usecases.caller import Caller
from attendance.usecases.inviting import Invited
from attendance.usecases.pass_links import page
from attendance.vocabulary.codes import ActKind


def listed(request: Request) -> Response:
    """Every staff pass, with the phones that hold it."""
    caller = authority.caller(request)
    phones = tallies.board(caller.event_id).phones
    staff = passes.staff(caller.event_id)
    logger.info("passes", count=len(staff))
    return Response({"passes": [answers.shown(issued, caller, phones) for issued in staff]})


def invite(request: Request) -> Response:
    """A new pass; its secret is in this answer only, and in the mail if one is asked for. Repeatable under an id."""
    drawn = passes.new_secret()
    invited = Deadline.from_now().retry(lambda: _invite(request, drawn))
    caller, issued, secret = invited.caller, invited.issued, invited.secret
    link, wanted = page(issued.role, secret, request.origin), read(PassBody, request)
    if wanted.email:
        # Hardly one call of this function sends a mail, and each would wait for what writes it.
        from attendance.documents import pass_letter

        letter = pass_letter.letter(issued, link, wanted.email, caller.programme, wanted.language)
        issued = inviting.mail(invited, letter)
    logger.info("invited", role=issued.role, pass_id=issued.id, mailed=issued.mail)
    return Response(answers.issued(issued, caller, secret, link), 201)


def _invite(request: Request, drawn: str) -> Invited:
    """Read the inviting pass again at each attempt: once it is revoked, storing is contended."""
    caller, wanted = authority.caller(request), read(PassBody, request)
    secret = passes.secret_of(request.secret or "", wanted.invitation_id) if wanted.invitation_id else drawn
    return inviting.invite(caller, secret, wanted.chosen, replaces=wanted.replaces, is_mailed=wanted.email is not None)


def change(request: Request) -> Response:
    """Other doors, another schedule, name or end; phones learn it with their next roster. Repeatable."""
    caller, after = Deadline.from_now().retry(lambda: _change(request))
    logger.info("pass_changed", pass_id=after.id)
    return Response(answers.shown(after, caller, tallies.board(caller.event_id).phones))


def _change(request: Request) -> tuple[Caller, Pass]:
    caller, wanted = authority.caller(request), read(PassChangeBody, request)
    before = revoking.staff_pass(caller, request.id("pass_id"))
    if before.revoked_at is not None:
        raise LinkOver
    after = changed(before, caller.programme, caller.now, wanted.chosen)
    if after != before:
        act = caller.act(ActKind.PASS_CHANGED, role=after.role, label=after.label, checkpoints=list(after.checkpoints))
        passes.change(before, after, act, programmes.purge_at(caller.programme))
    return caller, after


def revoke(request: Request) -> Response:
    """A pass revoked: refused elsewhere at once, and at the doors within `CACHE_SECONDS`. Repeatable."""
    caller = authority.caller(request)
    pass_id, descendants, deadline = request.id("pass_id"), request.flag("descendants"), Deadline.from_now()
    revoked = revoking.revoke(caller, pass_id, deadline)
    if descendants:
        revoking.revoke_descendants(caller, pass_id, deadline)
    return Response(answers.shown(revoked, caller))


handler = function(routes.of("passes", listed, invite, change, revoke))
