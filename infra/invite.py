"""Make a pass as the operator, such as the first organiser's: python -m infra.invite organiser "Lola"."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta

from attendance.domain.passes import invitation, link
from attendance.domain.programme import Programme
from attendance.store import passes, programmes
from attendance.vocabulary.codes import INVITED, Role
from infra import target


def ends_at(role: str, programme: Programme) -> datetime:
    """Return when a pass ends: an organiser's with what is stored, for exports and erasure come after the day."""
    kept = timedelta(days=programme.retention_days) if role == Role.ORGANISER else timedelta()
    return programme.event.ends_at + kept


def invite(
    *,
    role: str,
    label: str,
    checkpoints: Sequence[str] = (),
    walk_ins: bool = False,
    supervisor: bool = False,
    expires_at: datetime | None = None,
) -> str:
    """Store a new pass of the event in EVENT_ID, and return its secret. By default it ends with its role."""
    programme = programmes.get(os.environ["EVENT_ID"])
    secret, now = passes.new_secret(), programmes.now(programme)
    # A stack on this machine may hold a day long past: its links are over, and no fault.
    ends = max(ends_at(role, programme), now + timedelta(seconds=1))
    issued = invitation(
        passes.pass_id(secret),
        programme,
        now,
        role=role,
        label=label,
        checkpoints=tuple(checkpoints),
        supervisor=supervisor,
        walk_ins=walk_ins,
        expires_at=expires_at or ends,
    )
    passes.issue(issued, programmes.purge_at(programme))
    return secret


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="invite", description=__doc__)
    parser.add_argument("role", choices=INVITED)
    parser.add_argument("label", help="whose pass, or which door")
    parser.add_argument("checkpoints", nargs="*")
    parser.add_argument("--walk-ins", action="store_true", help="may register people on the spot")
    parser.add_argument("--supervisor", action="store_true", help="may exceed the seats of an atelier")
    chosen = parser.parse_args(arguments)
    target.choose()
    programme = programmes.get(os.environ["EVENT_ID"])
    if chosen.role == Role.VOLUNTEER and not chosen.checkpoints:
        parser.error("a volunteer's pass needs checkpoints")
    unknown = [c for c in chosen.checkpoints if programme.checkpoint(c) is None]
    if unknown:
        parser.error(f"there is no checkpoint {unknown[0]!r}")
    if (ends := ends_at(chosen.role, programme)) <= programmes.now(programme):
        parser.error(
            f"{programme.event.name} is over: this link would have ended at {ends:%Y-%m-%d %H:%M}, and opens nothing"
        )
    secret = invite(**vars(chosen))
    print(link(chosen.role, secret, os.environ.get("PUBLIC_URL", "")))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
