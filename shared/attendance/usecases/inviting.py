"""Inviting somebody of the staff: a link, the same however often it is asked for, and its mail."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from attendance.domain.frozen import frozen
from attendance.domain.journal import Act
from attendance.domain.letter import Letter
from attendance.domain.mails import Outcome
from attendance.domain.passes import LinkOver, Pass, invitation
from attendance.domain.problem import invalid
from attendance.store import passes, programmes, tallies
from attendance.store.retry import Deadline
from attendance.usecases import mail_at_once, revoking
from attendance.usecases.caller import Caller
from attendance.vocabulary.codes import ActKind, MailState


@frozen
class Invited:
    """A pass that was made, now or before, and the one act of it: written anew with what became of its mail."""

    caller: Caller
    issued: Pass
    secret: str
    act: Act


def invite(caller: Caller, secret: str, chosen: Mapping[str, Any], *, replaces: str | None, is_mailed: bool) -> Invited:
    """Make the pass of a secret, unless it was made before; one that it replaces ends. Raises Problem, Contended."""
    replaced = revoking.staff_pass(caller, replaces) if replaces else None
    terms = {"label": "", **(replaced.terms if replaced else {}), **chosen, "invited_by": caller.holder.id}
    asked = invitation(passes.pass_id(secret), caller.programme, caller.now, **terms)
    if first := passes.find(asked.id):
        issued = asked.made_before(first)
        return Invited(caller, issued, secret, _act(caller, issued, replaced))
    if replaced and replaced.id == caller.holder.id:
        raise invalid("replaces", "is the pass that asks")
    if replaced and replaced.revoked_at is not None:
        raise LinkOver
    issued = replace(asked, mail=MailState.SENDING if is_mailed else None)
    act = _act(caller, issued, replaced)
    passes.invite(issued, caller.holder, act, programmes.purge_at(caller.programme), replaced)
    if replaced:
        tallies.forget_phones(caller.event_id, replaced.id)
    return Invited(caller, issued, secret, act)


def mail(invited: Invited, letter: Letter) -> Pass:
    """Mail a link, and return its pass. If this ends in between, the mail stays `sending`: it may have been sent."""
    if invited.issued.mail != MailState.SENDING:
        _store_mail(invited, Outcome(MailState.SENDING))
    return _store_mail(invited, mail_at_once.send(invited.caller.event_id, letter))


def _store_mail(invited: Invited, outcome: Outcome) -> Pass:
    act = replace(invited.act, details={**invited.act.details, "mail": outcome.state})
    purge_at = programmes.purge_at(invited.caller.programme)
    return Deadline.from_now().retry(lambda: passes.store_mail(invited.issued, outcome, act, purge_at))


def _act(caller: Caller, issued: Pass, replaced: Pass | None) -> Act:
    mail = {"mail": issued.mail} if issued.mail else {}
    doors, kind = list(issued.checkpoints), ActKind.PASS_REPLACED if replaced else ActKind.INVITED
    act = caller.act(kind, role=issued.role, label=issued.label, checkpoints=doors, **mail)
    return replace(act, id=issued.id[:16], at=issued.created_at)
