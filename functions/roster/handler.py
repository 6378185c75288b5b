"""Give a phone the little that it needs to decide offline, or what of it has changed."""

from hashlib import sha256

from attendance.domain import instant
from attendance.edge import authority, routes
from attendance.edge.answers import roster as answers
from attendance.edge.http import Request, Response, function, logger, matched
from attendance.edge.packing import packed
from attendance.services import signing_key
from attendance.store import programmes, tallies
from attendance.usecases import roster_reading
from attendance.usecases.caller import Caller
from attendance.usecases.roster_reading import Reading
from attendance.vocabulary.limits import INDEX_LAG_SECONDS


def roster(request: Request) -> Response:
    """A page of the roster of the pass's checkpoints; nothing is sent again while nobody changes."""
    caller = authority.caller(request)
    page = request.query.get("page")
    reading = roster_reading.reading(caller, after=request.query.get("after"), page=page)
    logger.info("roster", page=page is not None, whole=reading.is_whole)
    if not reading.is_whole:
        return packed(request, Response(answers.changes(caller, *reading.read(), reading.cursor)))
    return packed(request, matched(request, _tag(caller, page or ""), lambda: _whole(caller, reading)))


def _tag(caller: Caller, page: str) -> str:
    """Return a tag for a page's content, computed before the content is read: for phones that ask without a cursor.

    The list comes from an index that lags: while the last change is fresh, the tag holds the time too, so that
    the next poll reads again.
    """
    registrations, now = tallies.registrations(caller.event_id), programmes.real_now()
    parts = [roster_reading.scope(caller), page, str(registrations.revision)]
    if registrations.changed_at and (now - registrations.changed_at).total_seconds() < INDEX_LAG_SECONDS:
        parts.append(instant.text(now))
    return sha256("\n".join(parts).encode()).hexdigest()[:32]


def _whole(caller: Caller, reading: Reading) -> answers.Roster:
    return answers.roster(caller, *reading.read(), reading.cursor, signing_key.public_point())


handler = function(routes.of("roster", roster))
