"""The part of the contract for organisers in the middle of the day, and for who asks afterwards what they did."""

from attendance.edge.answers import acts, ateliers, sweeps
from attendance.edge.messages.organisers import AtelierMessage, CardsMessage
from attendance.edge.messages.sweeps import DayEndMessage, ReleaseMessage, UndoScansMessage
from attendance.edge.route import Route

_ORGANISER = ("organiser",)

ROUTES: dict[str, Route] = {
    "PATCH /api/ateliers/{atelier_id}": Route(
        "Give an atelier another room or capacity; more seats may be taken than there are then",
        _ORGANISER,
        ateliers.AtelierChanged,
        message=AtelierMessage,
        codes=("not_found", "later"),
    ),
    "POST /api/ateliers/{atelier_id}/release": Route(
        "Give back the seats of at most 100 people who booked an atelier that is under way, and are not there",
        _ORGANISER,
        sweeps.Released,
        message=ReleaseMessage,
        codes=("not_found", "too_early", "too_late", "phones_unsent", "event_closed", "later"),
    ),
    "POST /api/day/end": Route(
        "Have at most 100 people leave who are still inside by the scans",
        _ORGANISER,
        sweeps.DayEnded,
        message=DayEndMessage,
        codes=("not_found", "too_early", "event_closed", "later"),
    ),
    "POST /api/passes/cards.pdf": Route(
        "The staff's links as cards to cut out, from their secrets",
        _ORGANISER,
        "application/pdf",
        message=CardsMessage,
    ),
    "POST /api/passes/{pass_id}/undo-scans": Route(
        "Take back every scan that was made with a pass, as many as there is time for",
        _ORGANISER,
        sweeps.ScansUndone,
        message=UndoScansMessage,
        optional=True,
        codes=("not_found", "later"),
    ),
    "GET /api/acts": Route(
        "What the staff did, the newest first, 100 a page; `next` is the `before` of the page that follows",
        _ORGANISER,
        acts.Acts,
        query=("before",),
        codes=("not_found",),
    ),
}
