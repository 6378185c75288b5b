"""Publish the contract of every route."""

from attendance.edge import routes
from attendance.edge.http import Request, Response, function, logger
from attendance.edge.openapi import document


def openapi(request: Request) -> Response:
    """The OpenAPI document; anyone may read it."""
    logger.info("openapi")
    return Response(document(), headers={"cache-control": "public, max-age=300"})


handler = function(routes.of("openapi", openapi))
