"""Tell how many meals, visitors and glasses there are to expect, and were served."""

import re

from attendance.documents.catering_words import WORDS, explanation
from attendance.documents.language import FRENCH
from attendance.domain import catering as rules
from attendance.domain.passes import ORGANISER
from attendance.edge import authority, problems
from attendance.edge.answers import headcounts as answers
from attendance.edge.http import Answer, Request, function, logger
from attendance.store import tallies


def catering(request: Request) -> Answer:
    """The catering numbers as they are now, and what to order for a level of service."""
    caller = authority.caller(request, ORGANISER)
    level = _service_level(request.query.get("service_level"))
    language = request.query.get("language", FRENCH)
    if language not in WORDS:
        raise problems.invalid("language", "is fr or en")
    board = tallies.board(caller.event_id)
    counted = rules.catering(board.totals, caller.programme, caller.now)
    logger.info("catering")
    return Answer(answers.catering(counted, level, explanation(counted.lunch, level, language), caller.now))


def _service_level(given: str | None) -> float:
    """Return the probability asked for. A plain decimal: `float` takes "nan", "1e-1" and "0_9" as well."""
    least, most = rules.LEAST_SERVICE_LEVEL, rules.MOST_SERVICE_LEVEL
    if given is None:
        return rules.SERVICE_LEVEL
    if not re.fullmatch(r"0\.[0-9]{1,20}", given, re.ASCII) or not least <= float(given) <= most:
        raise problems.invalid("service_level", f"is a share from {least} to {most}")
    return float(given)


handler = function({"GET /api/catering": catering})
