"""Requests that we cannot act on, as RFC 9457 problems. One table here has the status of every error."""

from typing import Any

from attendance.domain.problem import Problem

STATUS = {
    "invalid_request": 422,
    "unauthorised": 401,
    "pass_expired": 401,
    "pass_revoked": 401,
    "forbidden": 403,
    "not_found": 404,
    "atelier_full": 409,
    "already_registered": 409,
    "registrations_closed": 409,
    "registration_cancelled": 409,
    "no_seat": 409,
    "nobody_waits": 409,
    "undo_too_late": 409,
    "too_early": 409,
    "too_late": 409,
    "phones_unsent": 409,
    "nothing_to_attest": 409,
    "unprintable": 409,
    "not_made": 409,
    "event_closed": 409,
    "link_over": 410,
    "scan_id_reused": 409,
    "payload_too_large": 413,
    "unreadable_list": 422,
    "too_many_requests": 429,
    "later": 503,
}

TITLES = {
    "invalid_request": "Invalid request",
    "unauthorised": "No valid pass",
    "pass_expired": "Pass expired",
    "pass_revoked": "Pass revoked",
    "forbidden": "Not allowed with this pass",
    "not_found": "Not found",
    "atelier_full": "Atelier full",
    "already_registered": "Already registered",
    "registrations_closed": "Registrations closed",
    "registration_cancelled": "Registration cancelled",
    "no_seat": "No seat left to offer",
    "nobody_waits": "Nobody waits",
    "undo_too_late": "Too late to undo",
    "too_early": "Too early",
    "too_late": "Too late",
    "phones_unsent": "Phones with scans to bring",
    "nothing_to_attest": "Nothing to attest",
    "unprintable": "Cannot be printed",
    "not_made": "Could not be made",
    "event_closed": "Event closed",
    "link_over": "Link over",
    "scan_id_reused": "Scan id used twice",
    "payload_too_large": "Too much at once",
    "unreadable_list": "No list can be made of this file",
    "too_many_requests": "Too many requests",
    "later": "Later, please",
}


def body(problem: Problem) -> dict[str, Any]:
    """Return a problem's members, including its status."""
    return {
        "type": "about:blank",
        "title": TITLES[problem.code],
        "status": STATUS[problem.code],
        "code": problem.code,
        "detail": str(problem),
        **problem.more,
    }
