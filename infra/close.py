"""Close the event: python -m infra.close [--reopen].

From then on no new scan is recorded; phones keep theirs, and upload them if it is opened again.
Then every scan is recounted, and everything to keep of the event is written into one archive.
"""

import argparse
import os
import secrets
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import httpx

from attendance.domain import instant, journal
from attendance.domain.outcome import outcome
from attendance.domain.problem import Later
from attendance.domain.programme import Programme
from attendance.store import acts, passes, programmes, table
from attendance.store.retry import RETRY_FOR_SECONDS, Deadline
from attendance.vocabulary import limits
from attendance.vocabulary.codes import ActKind, Role
from infra import archive, target, verify
from infra.local import stack
from infra.programme import outcomes
from infra.server import Server, StoppedError
from infra.stored_people import stored_people
from infra.target import Api, NoTargetError

BY = "make close"
# A function caches the programme for this long, and a batch of scans begun at its end takes eight seconds.
SETTLED_SECONDS = limits.CACHE_SECONDS + RETRY_FOR_SECONDS + 2


def close(event_id: str) -> tuple[Programme, bool]:
    """Close an event, and return whether it was open; the first time of closing stays. Raises Later."""
    return Deadline.from_now().retry(lambda: _change(event_id, is_closing=True))


def reopen(event_id: str) -> tuple[Programme, bool]:
    """Open an event again, and return whether it was closed. Raises Later."""
    return Deadline.from_now().retry(lambda: _change(event_id, is_closing=False))


def _change(event_id: str, *, is_closing: bool) -> tuple[Programme, bool]:
    stored = programmes.latest(event_id)
    if (stored.closed_at is not None) == is_closing:
        return stored, False
    now = programmes.now(stored)
    changed = replace(stored, closed_at=now if is_closing else None)
    done = journal.Act(secrets.token_hex(8), now, BY, ActKind.CLOSED if is_closing else ActKind.REOPENED)
    programmes.put(changed, acts.writes(event_id, done, programmes.purge_at(stored)))
    return changed, True


def check_pass(api: Api, event_id: str) -> None:
    """Raise NoTargetError unless the pass is in this table, so that table and API belong to the same stack."""
    programme, holder = programmes.latest(event_id), passes.find(passes.pass_id(api.secret))
    if holder is None or (holder.event_id, holder.role) != (event_id, Role.ORGANISER):
        raise NoTargetError(f"The pass is no organiser's of {event_id} in {table.name()}: are both of one stack?")
    if holder.revoked_at or holder.is_expired(programmes.now(programme)):
        raise NoTargetError("The pass has ended: make another with `python -m infra.invite`.")


def settling(programme: Programme) -> float:
    """Return the seconds until every function knows that the event is closed, whoever closed it."""
    since = programmes.now(programme) - programme.closed_at if programme.closed_at else timedelta()
    # A rehearsal's clock may have been set back since.
    return min(max(0.0, SETTLED_SECONDS - since.total_seconds()), SETTLED_SECONDS)


def keep(server: Server, programme: Programme, people: int, now: datetime) -> Path:
    """Write the archive, print its content, and return its path. Raises StoppedError."""
    path = Path(os.environ.get("STATE", stack.ROOT / ".local")) / "archive" / f"{programme.event.id}.zip"
    archive.check_no_loss(path, people)
    content: dict[str, bytes] = {}
    for name, held in archive.files(server, programme):
        content[name] = held
        print(f"  {len(held) / 1000:10.1f} kB  {name}")
    archive.write(path, content, programme, people, now)
    return path


def teach(programme: Programme, archived: Path) -> Path:
    """Write what the day taught beside the archive: counts without names, for the next event's programme file."""
    path = archived.with_name(f"{programme.event.id}-outcome.json")
    path.write_text(
        outcomes.written(outcome((p for p, _ in stored_people(programme.event.id)), programme), programme.event.id)
    )
    return path


def main(
    arguments: list[str],
    transport: httpx.BaseTransport | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> int:
    """Return 0 if all is done, 1 if the recount differs, 2 if it could not be done."""
    parser = argparse.ArgumentParser(prog="close", description=__doc__.splitlines()[0])
    parser.add_argument("--reopen", action="store_true", help="let scans be recorded again")
    wanted = parser.parse_args(arguments)
    try:
        if wanted.reopen:
            target.choose()
            programme, was_closed = reopen(os.environ["EVENT_ID"])
            print(f"{programme.event.name} is open{' again' if was_closed else '; it was not closed'}.")
            return 0
        api = target.both()
        event_id = os.environ["EVENT_ID"]
        check_pass(api, event_id)
        programme, was_open = close(event_id)
        since = instant.text(programme.closed_at) if programme.closed_at else ""
        print(f"{programme.event.name} is closed{'' if was_open else ' already,'} since {since}.", flush=True)
        if seconds := settling(programme):
            print(f"Waiting {seconds:.0f} seconds, until every function knows ...", flush=True)
            sleep(seconds)
        found = verify.recount(event_id)
        verify.show(found)
        with Server(api.origin, api.secret, transport, sleep) as server:
            path = keep(server, programme, found.people, programmes.real_now())
        taught = teach(programme, path)
    except (NoTargetError, StoppedError, Later) as refused:
        print(refused, file=sys.stderr)
        return 2
    print(f"{path.stat().st_size / 1000:.1f} kB in {path}. It holds names: keep it where only organisers read.")
    print(
        f"What the day taught is in {taught}, without names."
        f' The next event\'s programme file learns from it: learn_from = ["{taught.name}"]'
    )
    return 1 if found.differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
