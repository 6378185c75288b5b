"""An answer packed on its way."""

import gzip

from attendance.edge.http import Answer, Request


def packed(request: Request, answer: Answer) -> Answer:
    """Return the answer packed; never one with a pass, as its length would reveal what was typed beside it."""
    if not request.unpacks_gzip:
        return answer
    headers = {**answer.headers, "content-encoding": "gzip", "vary": "accept-encoding"}
    return Answer(gzip.compress(answer.body.encode(), 6), answer.status, answer.content_type, headers)
