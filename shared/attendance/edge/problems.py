"""Requests that we cannot act on, as RFC 9457 problems. Every error's status is in one table here."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from attendance.domain.attestation import NothingToAttest
from attendance.domain.badge import Unprintable
from attendance.domain.correction import UndoRefused
from attendance.domain.problem import Problem, invalid
from attendance.domain.refusals import ImpossibleChoice, RegistrationRefused
from attendance.store.programmes import UnknownEvent
from attendance.store.retry import Later

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

PROBLEMS = (Problem, NothingToAttest, Unprintable, RegistrationRefused, UndoRefused, Later, UnknownEvent)
"""What is answered with a problem. Anything else that is raised is a fault and stays one."""


def body(error: Exception) -> dict[str, Any]:
    """Return an error as a problem's members; its status is among them."""
    if isinstance(error, ImpossibleChoice):
        error = invalid(error.field, error.message)
    code: str = getattr(error, "code")  # noqa: B009 - every class in PROBLEMS has one
    return {
        "type": "about:blank",
        "title": TITLES[code],
        "status": STATUS[code],
        "code": code,
        "detail": str(error) or (type(error).__doc__ or ""),
        **_more(error),
    }


def _more(error: Exception) -> Mapping[str, Any]:
    if isinstance(error, Problem):
        return error.more
    if is_dataclass(error):
        return {f.name: getattr(error, f.name) for f in fields(error)}
    return {}
