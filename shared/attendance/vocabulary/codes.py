"""The codes that the server and the pages know, each once, with what it is.

They are stored and sent: none changes its spelling. What people read of a code stands in each language's words, and
what the pages need of these is made of this module.
"""

from collections.abc import Mapping
from enum import StrEnum, auto


class Kind(StrEnum):
    """What somebody comes as."""

    PARTICIPANT = auto()
    SPEAKER = auto()
    FACILITATOR = auto()
    EXHIBITOR = auto()
    ORGANISER = auto()
    VOLUNTEER = auto()


PUBLIC_KINDS = (Kind.PARTICIPANT, Kind.EXHIBITOR)
SUPERVISED_KINDS = (Kind.FACILITATOR, Kind.ORGANISER)
"""The kinds that a volunteer alone cannot register at a door."""


class Role(StrEnum):
    """What the holder of a pass is here for."""

    ORGANISER = auto()
    VOLUNTEER = auto()
    ATTENDEE = auto()
    CATERER = auto()


STAFF = (Role.ORGANISER, Role.VOLUNTEER)
INVITED = (*STAFF, Role.CATERER)


class Group(StrEnum):
    """The groups of the checkpoints that are no ateliers, each with one checkpoint of its name."""

    ENTRANCE = auto()
    LUNCH = auto()
    VILLAGE = auto()


CLOSING = "closing"
"""The kind of session whose guests are offered a glass."""

NO_DIET, OTHER_DIET = "none", "other"


class Direction(StrEnum):
    IN = auto()
    OUT = auto()


class Verdict(StrEnum):
    """What a scan is answered with. Those that let nobody in or out are refusals."""

    ADMITTED = auto()
    MOVED = auto()
    ALREADY_ADMITTED = auto()
    LEFT = auto()
    UNREADABLE = auto()
    OTHER_EVENT = auto()
    FORGED_BADGE = auto()
    UNKNOWN_BADGE = auto()
    CANCELLED = auto()
    TOO_EARLY = auto()
    TOO_LATE = auto()
    NOT_BOOKED = auto()
    FULL = auto()


FRESH_ENTRIES = frozenset({Verdict.ADMITTED, Verdict.MOVED})
ENTRIES = FRESH_ENTRIES | {Verdict.ALREADY_ADMITTED}
ACCEPTING = ENTRIES | {Verdict.LEFT}
UNBOOKED = frozenset({Verdict.NOT_BOOKED, Verdict.FULL})
STRANGERS = frozenset({Verdict.UNREADABLE, Verdict.OTHER_EVENT, Verdict.FORGED_BADGE, Verdict.UNKNOWN_BADGE})


class Conflict(StrEnum):
    """How a phone that decided alone contradicts the rules; or its clock, the server's."""

    DOUBLE_ADMISSION = auto()
    OVER_CAPACITY = auto()
    NOT_BOOKED = auto()
    CANCELLED = auto()
    UNKNOWN_BADGE = auto()
    CLOSED = auto()
    WITHDRAWN = auto()
    CLOCK = auto()


CONFLICT_OF: Mapping[str, Conflict] = {
    Verdict.TOO_EARLY: Conflict.CLOSED,
    Verdict.TOO_LATE: Conflict.CLOSED,
    Verdict.NOT_BOOKED: Conflict.NOT_BOOKED,
    Verdict.CANCELLED: Conflict.CANCELLED,
    **dict.fromkeys(STRANGERS, Conflict.UNKNOWN_BADGE),
}
"""What it is to let somebody in against a verdict; of a full atelier, the seats tell."""


class ActKind(StrEnum):
    """What the holder of a pass did."""

    REGISTERED = auto()
    IMPORTED = auto()
    CORRECTED = auto()
    CANCELLED = auto()
    REISSUED = auto()
    ERASED = auto()
    OFFERED = auto()
    SEATS_RELEASED = auto()
    ATELIER_CHANGED = auto()
    DAY_ENDED = auto()
    CLOSED = auto()
    REOPENED = auto()
    INVITED = auto()
    REVOKED = auto()
    SCANS_UNDONE = auto()
    MAILED_AGAIN = auto()
    PASS_CHANGED = auto()
    WROTE = auto()
    PROGRAMME_CORRECTED = auto()
    MOVE_TOLD = auto()
    CONFLICT_SETTLED = auto()
    MEALS_ORDERED = auto()
    BATCH_DECIDED = auto()
    MEALS_RECEIVED = auto()
    PASS_REPLACED = auto()


class Remark(StrEnum):
    """What an alteration of the programme comes up against."""

    ENDS_FIRST = auto()
    ANOTHER_DAY = auto()
    FEWER_THAN_TAKEN = auto()
    DOOR_SCANNED = auto()
    SERIES_OVERLAP = auto()
    ROOM_TAKEN = auto()
    ROOM_LEFT = auto()


BLOCKING = (Remark.ENDS_FIRST, Remark.ANOTHER_DAY)
"""The remarks with which an alteration cannot be stored."""


class MailKind(StrEnum):
    CONFIRMATION = auto()
    CHANGE = auto()
    CANCELLATION = auto()
    BADGE = auto()
    OFFER = auto()
    MOVED = auto()
    REMINDER = auto()
    LINK = auto()
    AGAIN = auto()
    MESSAGE = auto()
    NEW_ADDRESS = auto()
    ADDRESS = auto()
    RESTORE = auto()
    ERASURE = auto()


NOTICES = (MailKind.ADDRESS, MailKind.RESTORE, MailKind.ERASURE)
"""Mails to an address that is no longer the person's: no name, no badge, no link that opens anything."""


class MailState(StrEnum):
    DUE = auto()
    HELD = auto()
    WRITING = auto()
    SENDING = auto()
    SENT = auto()
    UNSURE = auto()
    FAILED = auto()
    MOOT = auto()


PARKED = (MailState.UNSURE, MailState.FAILED)
UNSENT = (MailState.DUE, MailState.HELD, MailState.WRITING, MailState.SENDING, *PARKED)


class MailFault(StrEnum):
    """Why a mail is parked, or waits for another attempt."""

    REFUSED = auto()
    THROTTLED = auto()
    UNREACHABLE = auto()
    NO_ANSWER = auto()
    INTERRUPTED = auto()
    SENDER_NOT_VERIFIED = auto()
    SENDING_PAUSED = auto()
    SANDBOX = auto()
    QUOTA = auto()
    NOT_PERMITTED = auto()
    NO_CONFIGURATION = auto()
    TOO_MANY = auto()
    UNWRITABLE = auto()
    BOUNCED = auto()
    UNDELIVERED = auto()
    COMPLAINED = auto()


RETURNED = (MailFault.BOUNCED, MailFault.UNDELIVERED, MailFault.COMPLAINED)
"""What is heard of a mail only after the service took it."""
OF_THE_SERVICE = frozenset(MailFault) - {MailFault.REFUSED, MailFault.TOO_MANY, MailFault.UNWRITABLE, *RETURNED}
"""The faults that are no mail's own: whatever is sent meets them, until the service or its account is in order."""

# The status of each problem, and its title for programs.
PROBLEMS = {
    "invalid_request": (422, "Invalid request"),
    "unauthorised": (401, "No valid pass"),
    "pass_expired": (401, "Pass expired"),
    "pass_revoked": (401, "Pass revoked"),
    "forbidden": (403, "Not allowed with this pass"),
    "not_found": (404, "Not found"),
    "atelier_full": (409, "Atelier full"),
    "already_registered": (409, "Already registered"),
    "registrations_closed": (409, "Registrations closed"),
    "registration_cancelled": (409, "Registration cancelled"),
    "no_address": (409, "No address"),
    "programme_changed": (409, "Programme changed meanwhile"),
    "decided_meanwhile": (409, "Decided meanwhile"),
    "no_seat": (409, "No seat left to offer"),
    "nobody_waits": (409, "Nobody waits"),
    "undo_too_late": (409, "Too late to undo"),
    "too_early": (409, "Too early"),
    "too_late": (409, "Too late"),
    "phones_unsent": (409, "Phones with scans to bring"),
    "nothing_to_attest": (409, "Nothing to attest"),
    "unprintable": (409, "Cannot be printed"),
    "not_made": (409, "Could not be made"),
    "event_closed": (409, "Event closed"),
    "link_over": (410, "Link over"),
    "scan_id_reused": (409, "Scan id used twice"),
    "message_id_reused": (409, "Message id used twice"),
    "payload_too_large": (413, "Too much at once"),
    "unreadable_list": (422, "No list can be made of this file"),
    "too_many_requests": (429, "Too many requests"),
    "later": (503, "Later, please"),
    "fault": (500, "Fault of the server"),
}

UNDER_WAY = 202
"""The status of an answer without the file that was asked for: it is being made."""

NEXT_PAGE_HEADER = "x-next-page"
LEFT_OUT_HEADER = "x-left-out"

PASS_ENDINGS = ("pass_expired", "pass_revoked")
PASS_PROBLEMS = (*PASS_ENDINGS, "unauthorised", "forbidden")
EVENT_CLOSED = "event_closed"
RETRIED = ("later", "fault", EVENT_CLOSED)
"""After these a scan may be sent again unchanged: later, once the fault is mended, or the event is open again."""
