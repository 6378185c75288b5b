"""An answer packed on its way."""

import gzip

from attendance.edge.http import Request, Response, as_json


def packed(request: Request, answer: Response) -> Response:
    """Return the answer packed; never one with a pass, as its length would reveal what was typed beside it."""
    if answer.body is None or not request.unpacks_gzip:
        return answer
    text = answer.body if isinstance(answer.body, str) else as_json(answer.body)
    headers = {**answer.headers, "content-encoding": "gzip", "vary": "accept-encoding"}
    return Response(gzip.compress(text.encode("utf-8", "replace"), 6), answer.status, answer.content_type, headers)
