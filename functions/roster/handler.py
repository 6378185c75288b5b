"""Give a phone the little that it needs to decide offline."""

from hashlib import sha256

from attendance.domain import instant
from attendance.domain.problem import Problem
from attendance.edge import authority, routes
from attendance.edge.answers import roster as answers
from attendance.edge.http import Request, Response, function, logger, matched
from attendance.services import signing_key
from attendance.store import people, programmes, tallies
from attendance.usecases import cursor
from attendance.usecases.caller import Caller
from attendance.vocabulary.limits import INDEX_LAG_SECONDS

PAGE_SIZE = 2_000
# Another one for what is told of a person: a phone that keeps what was told before asks by its tag.
TOLD = "family_hint"


def roster(request: Request) -> Response:
    """A page of the roster of the pass's checkpoints; nothing is sent again while nobody changes."""
    caller = authority.caller(request)
    page = request.query_id("page")
    tag = _tag(caller, page or "")
    logger.info("roster", page=page is not None)
    return matched(request, tag, lambda: _page(caller, page))


def _tag(caller: Caller, page: str) -> str:
    """Return a tag for a page's content, computed before the content is read.

    A pass's id and revision stand for its event, its checkpoints, its schedule and its permissions. The list
    comes from an index that lags: while the last change is fresh, the tag holds the time too, so that
    the next poll reads again.
    """
    registrations, now = tallies.registrations(caller.event_id), programmes.real_now()
    parts = [
        TOLD,
        caller.holder.id,
        str(caller.holder.revision),
        page,
        str(registrations.revision),
        str(caller.programme.revision),
    ]
    if registrations.changed_at and (now - registrations.changed_at).total_seconds() < INDEX_LAG_SECONDS:
        parts.append(instant.text(now))
    return sha256("\n".join(parts).encode()).hexdigest()[:32]


def _page(caller: Caller, page: str | None) -> answers.Roster:
    """Read the people after the one whom the page names, in the order of names."""
    before = people.profile(caller.event_id, page) if page else None
    if page and before is None:
        raise Problem("not_found", "There is no such page.")
    listed, last = cursor.page(people.by_name(caller.event_id, after=before), PAGE_SIZE)
    return answers.roster(caller, listed, signing_key.public_point(), following=last.id if last else None)


handler = function(routes.of("roster", roster))
