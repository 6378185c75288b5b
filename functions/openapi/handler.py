"""Publish the contract of every route."""

from attendance.edge import routes
from attendance.edge.http import Answer, Request, function, logger
from attendance.edge.openapi import document


def openapi(request: Request) -> Answer:
    """The OpenAPI document; anyone may read it."""
    logger.info("openapi")
    return Answer(document(), headers={"cache-control": "public, max-age=300"})


handler = function(routes.of("openapi", openapi))
