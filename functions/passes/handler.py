"""Invite volunteers and organisers, list their phones, change and revoke a link."""

from attendance.domain.passes import Pass, changed, invitation
from attendance.domain.problem import Problem
from attendance.edge import authority, routes
from attendance.edge.answers import passes as answers
from attendance.edge.http import Answer, Request, function, logger
from attendance.edge.messages.base import read
from attendance.edge.messages.organisers import PassChangeMessage, PassMessage
from attendance.store import passes, programmes, tallies
from attendance.store.retry import Deadline
from attendance.usecases import mail_at_once, revoking
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
    """A new pass; its secret is in this answer only, and in the mail if one is asked for."""
    secret = passes.new_secret()
    caller, issued = Deadline.from_now().retry(lambda: _invite(request, secret))
    link, wanted = page(issued.role, secret, request.origin), read(PassMessage, request)
    mailed = _mail(caller, issued, link, wanted.email, wanted.language) if wanted.email else None
    logger.info("invited", role=issued.role, pass_id=issued.id, mailed=mailed)
    return Answer(answers.issued(issued, caller.holder, secret, link, mailed), 201)


def _mail(caller: Caller, issued: Pass, link: str, to: str, language: str | None) -> str:
    # Hardly one call of this function sends a mail, and each would wait for what writes it.
    from attendance.documents import pass_letter

    letter = pass_letter.letter(issued, link, to, caller.programme, language)
    return mail_at_once.send(caller.event_id, letter).state


def _invite(request: Request, secret: str) -> tuple[Caller, Pass]:
    """Read the inviting pass again at each attempt: once it is revoked, storing is contended."""
    caller = authority.caller(request)
    chosen = {"label": "", **read(PassMessage, request).chosen, "invited_by": caller.holder.id}
    issued = invitation(passes.pass_id(secret), caller.programme, caller.now, **chosen)
    act = caller.act(ActKind.INVITED, role=issued.role, label=issued.label, checkpoints=list(issued.checkpoints))
    passes.invite(issued, caller.holder, act, programmes.purge_at(caller.programme))
    return caller, issued


def change(request: Request) -> Answer:
    """Other doors, another schedule, name or end; phones learn it with their next roster. Repeatable."""
    caller, after = Deadline.from_now().retry(lambda: _change(request))
    logger.info("pass_changed", pass_id=after.id)
    return Answer(answers.shown(after, caller.holder, tallies.board(caller.event_id).phones))


def _change(request: Request) -> tuple[Caller, Pass]:
    caller, wanted = authority.caller(request), read(PassChangeMessage, request)
    before = revoking.pass_of(caller, request.id("pass_id"))
    if not before.is_staff:
        raise Problem("not_found", "There is no such pass.")
    if before.revoked_at is not None:
        raise Problem("link_over", "This link was revoked: invite anew.")
    after = changed(before, caller.programme, caller.now, wanted.chosen)
    if after != before:
        act = caller.act(ActKind.PASS_CHANGED, role=after.role, label=after.label, checkpoints=list(after.checkpoints))
        passes.change(before, after, act, programmes.purge_at(caller.programme))
    return caller, after


def revoke(request: Request) -> Answer:
    """A pass revoked: refused at the doors within 30 seconds, elsewhere at once. Repeatable."""
    caller = authority.caller(request)
    pass_id, descendants, deadline = request.id("pass_id"), request.flag("descendants"), Deadline.from_now()
    revoked = revoking.revoke(caller, pass_id, deadline)
    if descendants:
        revoking.revoke_descendants(caller, pass_id, deadline)
    return Answer(answers.shown(revoked, caller.holder))


handler = function(routes.of("passes", listed, invite, change, revoke))
