"""An answer packed on its way."""

import gzip

from attendance.edge.http import Request, Response


def packed(request: Request, answer: Response) -> Response:
    """Return the answer packed; never one with a pass, as its length would reveal what was typed beside it."""
    if not request.unpacks_gzip:
        return answer
    headers = {**answer.headers, "content-encoding": "gzip", "vary": "accept-encoding"}
    return Response(gzip.compress(answer.body.encode(), 6), answer.status, answer.content_type, headers)
