"""Attest that somebody attended: for themselves, or for an organiser to hand on."""

from attendance.documents import attestation
from attendance.domain.translation import in_language
from attendance.edge import authority, downloads, routes
from attendance.edge.http import Request, Response, function, logger
from attendance.usecases import attesting
from attendance.usecases.caller import CallAboutPerson


def own(request: Request) -> Response:
    """One's own attestation of attendance."""
    return _attested(request, authority.registered(request))


def of_somebody(request: Request) -> Response:
    """The attestation of the person that an organiser names."""
    return _attested(request, authority.attendee(request))


def _attested(request: Request, asked: CallAboutPerson) -> Response:
    """Draw it in the language of the query, or in the person's own."""
    programme, now, person = asked.caller.programme, asked.caller.now, asked.person
    language = downloads.language(request, programme) or asked.attendee.language
    attestation.check(person)
    digested = [(person, attestation.digest(person, programme, now))]
    linked = attesting.linked(digested, asked.event_id, request.origin)
    logger.info("attestation")
    drawn = attestation.many(linked, in_language(programme, language), language, now)
    name = f"attestation-{asked.event_id}-{asked.attendee.code}.pdf"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(drawn, content_type="application/pdf", headers=headers)


handler = function(routes.of("attestations", own, of_somebody))
