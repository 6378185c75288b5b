"""Tell anybody whether an attestation is genuine, and nothing else of it."""

from attendance.edge import attesting, authority
from attendance.edge.answers.exports import Verified
from attendance.edge.http import Answer, Request, function, logger


def verify_attestation(request: Request) -> Answer:
    """Yes or no. A text that is no code, or of another event, is no."""
    programme = authority.public_programme()
    is_genuine = attesting.is_genuine(request.path["code"], programme)
    logger.info("verify_attestation", is_genuine=is_genuine)
    told: Verified = {"genuine": is_genuine, "event": programme.event.name}
    return Answer(told)


handler = function({"GET /api/attestations/{code}": verify_attestation})
