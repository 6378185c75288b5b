"""Tell anybody whether an attestation is genuine, and nothing else of it."""

from attendance.edge import attesting, authority
from attendance.edge.http import Answer, Request, function, logger


def verify_attestation(request: Request) -> Answer:
    """Yes or no. A text that is no code is no."""
    told = attesting.verified(request.path["code"], authority.public_programme())
    logger.info("verify_attestation", is_genuine=told["genuine"])
    return Answer(told)


handler = function({"GET /api/attestations/{code}": verify_attestation})
