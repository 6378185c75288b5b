"""Give a phone the little that it needs to decide offline."""

import base64
from hashlib import sha256

from attendance.domain import badge, instant
from attendance.domain.problem import Problem
from attendance.domain.texts import OWN
from attendance.edge import authority, routes
from attendance.edge.answers import questions
from attendance.edge.answers import roster as answers
from attendance.edge.http import Answer, Request, function, logger, matched
from attendance.services import signing_key
from attendance.store import people, programmes, tallies
from attendance.usecases import cursor
from attendance.usecases.caller import Caller

PAGE_SIZE = 2_000
INDEX_LAG_SECONDS = 30


def roster(request: Request) -> Answer:
    """A page of the roster of the pass's checkpoints; nothing is sent again while nobody changes."""
    caller = authority.caller(request)
    page = request.query_id("page")
    tag = _tag(caller, page or "")
    logger.info("roster", page=page is not None)
    return matched(request, tag, lambda: _page(caller, page))


def _tag(caller: Caller, page: str) -> str:
    """Return a tag for a page's content, computed before the content is read.

    A pass never changes, so its id stands for its event, its checkpoints and its permissions. The list
    comes from an index that lags: while the last change is fresh, the tag holds the time too, so that
    the next poll reads again.
    """
    registrations = tallies.registrations(caller.event_id)
    parts = [caller.holder.id, page, str(registrations.revision), str(caller.programme.revision)]
    now = programmes.real_now()
    if registrations.changed_at and (now - registrations.changed_at).total_seconds() < INDEX_LAG_SECONDS:
        parts.append(instant.text(now))
    return sha256("\n".join(parts).encode()).hexdigest()[:32]


def _page(caller: Caller, page: str | None) -> answers.Roster:
    shown = caller.holder.visible(caller.programme)
    groups, noted = frozenset(c.group for c in shown), questions.of_doors(shown, caller.programme)
    before = people.profile(caller.event_id, page) if page else None
    if page and before is None:
        raise Problem("not_found", "There is no such page.")
    listed, last = cursor.page(people.by_name(caller.event_id, after=before), PAGE_SIZE)
    return {
        "event": caller.event_id,
        "event_tag": badge.event_tag(caller.event_id).hex(),
        "public_key": _public_key(),
        "server_time": caller.now,
        "pass": answers.pass_shown(caller.holder),
        "checkpoints": [answers.checkpoint_shown(c, caller.programme) for c in shown],
        "questions": questions.at_doors(noted, OWN),
        "attendees": [answers.attendee_shown(a, groups, noted, caller.programme) for a in listed],
        "next": last.id if last else None,
    }


def _public_key() -> answers.PublicKey:
    x, y = (base64.urlsafe_b64encode(n).decode().rstrip("=") for n in signing_key.public_point())
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


handler = function(routes.of("roster", roster))
