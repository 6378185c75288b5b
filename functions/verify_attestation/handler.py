"""Tell anybody whether an attestation is genuine, and whether it is of the name on the paper; nothing else of it."""

from attendance.edge import authority, routes
from attendance.edge.http import Answer, Request, function, logger
from attendance.edge.messages.anybody import NameMessage
from attendance.edge.messages.base import read
from attendance.usecases import attesting


def verify_attestation(request: Request) -> Answer:
    """Yes or no. A text that is no code is no."""
    told = attesting.verified(request.path["code"], authority.public_programme())
    logger.info("verify_attestation", is_genuine=told["genuine"])
    return Answer(told)


def verify_name(request: Request) -> Answer:
    """Whether it is of this name, too. The name comes in the body, which no log tells."""
    name = read(NameMessage, request).name
    told = attesting.verified_name(request.path["code"], name, authority.public_programme())
    logger.info("verify_name", is_genuine=told["genuine"], name_matches=told["name_matches"])
    return Answer(told)


handler = function(routes.of("verify_attestation", verify_attestation, verify_name))
