"""Print badges: one's own, one at the desk, everybody's; and cards with the staff's links."""

from attendance.documents import badge_pdf, volunteer_cards
from attendance.domain import badge
from attendance.domain.attendee import Attendee
from attendance.domain.people_filter import wanted
from attendance.domain.problem import Problem, invalid
from attendance.domain.translation import in_language
from attendance.edge import authority, routes
from attendance.edge.http import Request, Response, function, logger
from attendance.edge.languages import chosen
from attendance.store import people
from attendance.usecases import cursor, listing, pass_links
from attendance.usecases.caller import Caller
from attendance.vocabulary.codes import LEFT_OUT_HEADER, NEXT_PAGE_HEADER

# An answer has at most 6 MB, and base64 takes a quarter of them; these take less than half, and ten seconds.
PAGE_SIZE = 500


def own(request: Request) -> Response:
    """One's own badge, to print on A4 and fold."""
    caller, attendee, _ = authority.registered(request)
    logger.info("badges", people=1)
    return _one(caller, attendee)


def again(request: Request) -> Response:
    """Somebody's valid badge, for a person who came without one."""
    caller = authority.caller(request)
    attendee = people.known(caller.event_id, request.id("attendee_id")).attendee
    if attendee is None or attendee.is_cancelled:
        raise Problem("not_found", "Nobody who is registered has this id.")
    logger.info("badges", people=1)
    return _one(caller, attendee)


def everybody(request: Request) -> Response:
    """A page of everybody's badges, or of those whom filters are about, four to a sheet, by name.

    Headers name the next page, and the codes of people whose badges cannot be printed.
    """
    caller = authority.caller(request)
    request.check_query({"page", "sides", "filter", "q"})
    sides, page = request.query.get("sides", "2"), request.query_id("page")
    if sides not in ("1", "2"):
        raise invalid("sides", "is 1 or 2: the sides of the paper to print on")
    before = cursor.person(caller.event_id, page)
    if page and before is None:
        raise Problem("not_found", "The name that this page comes after has changed: begin again.")
    who = wanted(request.every("filter"), request.query.get("q", ""), caller.programme, caller.now)
    found, _, last = listing.page(caller.event_id, who, before, at_most=PAGE_SIZE)
    coming = [each.attendee for each in found if not each.attendee.is_cancelled]
    left_out = [attendee.code for attendee in coming if badge_pdf.refusal(attendee)]
    printed = [(badge.of(a, caller.event_id), a) for a in coming if a.code not in left_out]
    logger.info("badges", people=len(printed), left_out=len(left_out))
    drawn = badge_pdf.sheet(printed, caller.programme, both_sides=sides == "2")
    headers = {NEXT_PAGE_HEADER: cursor.after_person(last), LEFT_OUT_HEADER: " ".join(left_out)}
    return _pdf(drawn, f"badges-{caller.event_id}.pdf", {name: text for name, text in headers.items() if text})


def cards(request: Request) -> Response:
    """The links of passes as cards to cut out. The client sends the secrets: none is stored or logged."""
    # Nobody's badge waits for what checks a body.
    from attendance.edge.bodies.base import read
    from attendance.edge.bodies.organisers import CardsBody

    caller = authority.caller(request)
    asked = read(CardsBody, request)
    language = chosen(asked.language, caller.programme) or caller.programme.language
    holders = pass_links.staff(caller, asked.passes)
    linked = [(holder, pass_links.page(holder.role, secret, request.origin)) for secret, holder in holders]
    logger.info("cards", count=len(linked))
    drawn = volunteer_cards.pdf(linked, in_language(caller.programme, language), language)
    return _pdf(drawn, f"liens-{caller.event_id}.pdf", {})


def _one(caller: Caller, attendee: Attendee) -> Response:
    drawn = badge_pdf.one(badge.of(attendee, caller.event_id), attendee, caller.programme)
    return _pdf(drawn, f"badge-{caller.event_id}-{attendee.code}.pdf", {})


def _pdf(drawn: bytes, name: str, headers: dict[str, str]) -> Response:
    disposition = {"content-disposition": f'attachment; filename="{name}"', **headers}
    return Response(drawn, content_type="application/pdf", headers=disposition)


handler = function(routes.of("badges", own, everybody, cards, again))
