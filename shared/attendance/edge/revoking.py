"""Revoking a pass, and those that it invited."""

from functools import partial
from itertools import chain

from attendance.domain.act import REVOKED
from attendance.domain.passes import Pass
from attendance.edge.authority import Caller
from attendance.edge.http import logger
from attendance.edge.problems import Problem
from attendance.store import passes, programmes, tallies
from attendance.store.contention import Patience
from attendance.store.gathering import side_by_side


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
        found = side_by_side(partial(_revoked_with_invited, caller, patience), some)
        left = [*set(left).difference(some), *chain.from_iterable(found)]


def _revoked_with_invited(caller: Caller, patience: Patience, pass_id: str) -> list[str]:
    return passes.invited(revoked(caller, pass_id, patience).id)


def _revoke(caller: Caller, pass_id: str) -> Pass:
    found = passes.find(pass_id)
    if found is None or found.event_id != caller.event_id:
        raise Problem("not_found", "There is no such pass.")
    act = caller.act(REVOKED, role=found.role, label=found.label)
    ended = passes.revoke(found, caller.now, act, programmes.purge_at(caller.programme))
    tallies.forget_phones(caller.event_id, pass_id)
    return ended
