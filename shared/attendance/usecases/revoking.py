"""Revoking a pass, and those that it invited."""

from functools import partial
from itertools import chain

from attendance.domain.passes import Pass
from attendance.domain.problem import Problem
from attendance.services.log import logger
from attendance.store import passes, programmes, tallies
from attendance.store.everyone import side_by_side
from attendance.store.retry import Deadline
from attendance.usecases.caller import Caller
from attendance.vocabulary.codes import INVITED, ActKind


def pass_of(caller: Caller, pass_id: str) -> Pass:
    """Return a pass of an organiser's event in its present state. Raises Problem."""
    found = passes.find(pass_id)
    if found is None or found.event_id != caller.event_id:
        raise Problem("not_found", "There is no such pass.")
    return found


def staff_pass(caller: Caller, pass_id: str) -> Pass:
    """Return a pass of the staff. Raises Problem."""
    found = pass_of(caller, pass_id)
    if found.role not in INVITED:
        raise Problem("not_found", "There is no such pass.")
    return found


def revoke(caller: Caller, pass_id: str, deadline: Deadline) -> Pass:
    """Revoke a pass, and return it. Raises Problem, and Later."""
    found = deadline.retry(partial(_revoke, caller, pass_id))
    logger.info("revoked", pass_id=found.id)
    return found


def revoke_descendants(caller: Caller, pass_id: str, deadline: Deadline) -> None:
    """Revoke everything that a revoked pass invited, directly or not. Raises Later: sent again, it continues.

    A revoked pass invites no more, so its invitations are read once it is revoked.
    """
    left = passes.invited(pass_id)
    while left:
        # The caller's own pass comes last, if it is among them: until then they can ask again.
        some = [one for one in left if one != caller.holder.id] or left
        for found in passes.each(some).values():
            if found.revoked_at is None:
                revoke(caller, found.id, deadline)
        left = [*set(left).difference(some), *chain.from_iterable(side_by_side(passes.invited, some))]


def _revoke(caller: Caller, pass_id: str) -> Pass:
    found = pass_of(caller, pass_id)
    act = caller.act(ActKind.REVOKED, role=found.role, label=found.label)
    ended = passes.revoke(found, caller.now, act, programmes.purge_at(caller.programme))
    tallies.forget_phones(caller.event_id, pass_id)
    return ended
