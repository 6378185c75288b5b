"""Answer anybody whether an attestation is genuine, and whether it has the name on the paper; nothing else."""

from attendance.edge import authority, routes
from attendance.edge.http import Request, Response, function, logger
from attendance.usecases import attesting


def verify_attestation(request: Request) -> Response:
    """Yes or no. A text that is no code is not genuine."""
    body = attesting.verified(request.path["code"], authority.public_programme())
    logger.info("verify_attestation", is_genuine=body["genuine"])
    return Response(body)


def verify_name(request: Request) -> Response:
    """Whether it has this name, too. The name comes in the body, which no log records."""
    # Most people only ask for a code, and do not wait for what checks a body.
    from attendance.edge.bodies.anybody import NameBody
    from attendance.edge.bodies.base import read

    name = read(NameBody, request).name
    body = attesting.verified_name(request.path["code"], name, authority.public_programme())
    logger.info("verify_name", is_genuine=body["genuine"], name_matches=body["name_matches"])
    return Response(body)


handler = function(routes.of("verify_attestation", verify_attestation, verify_name))
