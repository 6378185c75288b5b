"""Revoking a pass, and those that it invited."""

from functools import partial
from itertools import chain

from attendance.domain.journal import REVOKED
from attendance.domain.passes import Pass
from attendance.domain.problem import Problem
from attendance.services.log import logger
from attendance.store import passes, programmes, tallies
from attendance.store.everyone import side_by_side
from attendance.store.retry import Patience
from attendance.usecases.caller import Caller


def pass_of(caller: Caller, pass_id: str) -> Pass:
    """Return a pass of an organiser's event, as it is now. Raises Problem."""
    found = passes.find(pass_id)
    if found is None or found.event_id != caller.event_id:
        raise Problem("not_found", "There is no such pass.")
    return found


def revoked(caller: Caller, pass_id: str, patience: Patience) -> Pass:
    """Revoke a pass, and return it. Raises Problem, and Later."""
    found = patience.settle(partial(_revoke, caller, pass_id))
    logger.info("revoked", pass_id=found.id)
    return found


def revoke_descendants(caller: Caller, pass_id: str, patience: Patience) -> None:
    """Revoke all that a revoked pass invited, and all that these invited. Raises Later: sent again, it goes on.

    Nobody who is revoked invites any more, so what a pass invited is asked for once it is revoked.
    """
    left = passes.invited(pass_id)
    while left:
        # Who asks comes last, if they are among them: until then they can ask again.
        some = [one for one in left if one != caller.holder.id] or left
        for found in passes.each(some).values():
            if found.revoked_at is None:
                revoked(caller, found.id, patience)
        left = [*set(left).difference(some), *chain.from_iterable(side_by_side(passes.invited, some))]


def _revoke(caller: Caller, pass_id: str) -> Pass:
    found = pass_of(caller, pass_id)
    act = caller.act(REVOKED, role=found.role, label=found.label)
    ended = passes.revoke(found, caller.now, act, programmes.purge_at(caller.programme))
    tallies.forget_phones(caller.event_id, pass_id)
    return ended
