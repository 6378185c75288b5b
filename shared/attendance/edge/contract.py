"""The contract: every route for programs, with its bodies and answers."""

from datetime import timedelta
from typing import Any

from attendance.domain.frozen import frozen
from attendance.domain.repeat import LINK_AGAIN
from attendance.edge.answers import (
    acts,
    alterations,
    conflicts,
    day,
    headcounts,
    imports,
    listing,
    mails,
    messages,
    orders,
    organisers,
    own,
    passes,
    people,
    programme,
    registered,
    roster,
    scans,
    waiting,
)
from attendance.edge.bodies.anybody import LinkBody, NameBody
from attendance.edge.bodies.base import Body
from attendance.edge.bodies.imports import ImportBody
from attendance.edge.bodies.orders import MealBatchBody, MealOrderBody, ReceiptBody
from attendance.edge.bodies.organisers import (
    AtelierBody,
    CardsBody,
    DayEndBody,
    OfferBody,
    PassBody,
    PassChangeBody,
    ReleaseBody,
    SettlementBody,
    TextBody,
    UndoScansBody,
)
from attendance.edge.bodies.programme import MovedBody, ProgrammeBody
from attendance.edge.bodies.registrations import (
    ChoicesBody,
    CorrectionBody,
    MailAgainBody,
    RegistrationBody,
    ReissueBody,
)
from attendance.edge.bodies.scans import BATCH, schema
from attendance.services.files import CONTENT_TYPES
from attendance.usecases import attesting, exporting
from attendance.usecases.in_batches import BATCH_SIZE
from attendance.vocabulary.codes import LEFT_OUT_HEADER, NEXT_PAGE_HEADER, UNDER_WAY
from attendance.vocabulary.limits import LINES_AT_ONCE, LOOKED_THROUGH, SCANS_AT_ONCE, WRITTEN_TO_AT_ONCE

HOUR = timedelta(hours=1)


@frozen
class Exchange:
    """What a program must know of a route, besides the roles, which are in `routes`.

    With `optional`, the body may be left out. `files` are the kinds of file that the answer may be,
    each as an attachment; `underway` is the answer until there is one.
    """

    summary: str
    answer: Any
    status: int = 200
    body: type[Body] | dict[str, Any] | None = None
    optional: bool = False
    takes: str = "application/json"
    query: tuple[str, ...] = ()
    tagged: bool = False
    codes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    underway: Any = None


CONTRACT: dict[str, Exchange] = {
    "GET /api/programme": Exchange(
        "The event, with the seats left", programme.ProgrammeShown, query=("lang",), tagged=True, codes=("not_found",)
    ),
    "POST /api/registrations": Exchange(
        "Register a person; with a pass of the staff, as POST /api/attendees does at a pace of its own. The same"
        f" `registration_id` again is the same person, with a new pass for {LINK_AGAIN // HOUR} hours while the"
        " first links live",
        registered.Registered,
        201,
        RegistrationBody,
        codes=("not_found", "registrations_closed", "already_registered", "atelier_full"),
    ),
    "POST /api/attendees": Exchange(
        "Register somebody on the spot, without an address or after closing too; a facilitator or an organiser takes"
        " an organiser's or a supervisor's pass. The same `registration_id` again is answered the same",
        registered.Registered,
        201,
        RegistrationBody,
        codes=("already_registered", "atelier_full"),
    ),
    "GET /api/registration": Exchange("One's own registration", people.Registration),
    "PATCH /api/registration": Exchange(
        "Change one's own registration; another address is `pending_email` until its mailbox was opened, `pass` null",
        people.Amended,
        body=ChoicesBody,
        codes=("not_found", "registrations_closed", "already_registered", "atelier_full"),
    ),
    "DELETE /api/registration": Exchange("Cancel one's own registration", people.Cancelled),
    "GET /api/registration/data": Exchange("Everything stored about oneself", own.Stored),
    "POST /api/registration/badge": Exchange(
        "A new badge in the place of a lost one; naming the lost issue, it may be asked for again",
        people.Registration,
        body=ReissueBody,
        optional=True,
    ),
    "POST /api/registration/erasure": Exchange("Erase oneself", people.Erased),
    "GET /api/badge.svg": Exchange("One's own badge, drawn", "image/svg+xml"),
    "GET /api/badge.png": Exchange(
        "One's own badge in pixels", "image/png", query=("module",), codes=("invalid_request",)
    ),
    "GET /api/badge.pdf": Exchange(
        "One's own badge, to print on A4 and fold", "application/pdf", codes=("unprintable",)
    ),
    "GET /api/badge.ics": Exchange("One's own day, for a calendar", "text/calendar; charset=utf-8"),
    "GET /api/badges.pdf": Exchange(
        "Everybody's badges, or those of some by filters as of GET /api/attendees, four to a sheet;"
        f" `{NEXT_PAGE_HEADER}` names the next page, `{LEFT_OUT_HEADER}` who has none",
        "application/pdf",
        query=("page", "sides", "filter", "q"),
        codes=("invalid_request", "not_found"),
    ),
    "GET /api/attendees/{attendee_id}/badge.pdf": Exchange(
        "Somebody's badge, printed again", "application/pdf", codes=("not_found", "unprintable")
    ),
    "GET /api/exports/{name}": Exchange(
        "A table or a sheet as a file; as a link if it is large, or for `prefer: respond-async`, with"
        f" {UNDER_WAY} and `retry-after` while it is being made;"
        " the table of some people by filters, as of GET /api/attendees",
        exporting.FileLink,
        query=("language", "plain", "place", "recorded", "service_level", "booked", "filter", "q"),
        codes=("not_found", "invalid_request", "nothing_to_attest", "not_made", "payload_too_large"),
        files=tuple(CONTENT_TYPES.values()),
        underway=exporting.BeingMade,
    ),
    "GET /api/attestation.pdf": Exchange(
        "One's own attestation of attendance",
        "application/pdf",
        query=("language",),
        codes=("invalid_request", "nothing_to_attest", "unprintable"),
    ),
    "GET /api/attendees/{attendee_id}/attestation.pdf": Exchange(
        "Somebody's attestation of attendance",
        "application/pdf",
        query=("language",),
        codes=("not_found", "invalid_request", "nothing_to_attest", "unprintable"),
    ),
    "GET /api/attestations/{code}": Exchange(
        "Whether an attestation is genuine; `event` is null for one of another event that the same key signed",
        attesting.Verified,
    ),
    "POST /api/attestations/{code}": Exchange(
        "Whether it is genuine and of this name; `name_matches` is null for a code without the name",
        attesting.VerifiedName,
        body=NameBody,
    ),
    "POST /api/scans": Exchange(
        f"Record at most {SCANS_AT_ONCE} scans, each with its own answer",
        scans.ScanAnswer,
        body=schema(BATCH),
    ),
    "POST /api/attendees/{attendee_id}/scans/{scan_id}/undo": Exchange(
        "Take a scan back", scans.Undone, codes=("not_found", "undo_too_late")
    ),
    "GET /api/roster": Exchange(
        "What a phone keeps; with `after`, a `cursor` of before, only whom it tells otherwise since, or all (`whole`)"
        " where that is a day ago or the pass or the programme has changed",
        roster.Read,
        query=("page", "after"),
        tagged=True,
        codes=("not_found",),
    ),
    "GET /api/headcounts": Exchange("Who is where", headcounts.Headcounts, query=("lang",), tagged=True),
    "GET /api/catering": Exchange(
        "Meals counted and foreseen, visitors, glasses; `to_order` covers the demand with the `service_level`, "
        "the `plates` in sum too; the `orders` that the caterer was mailed and the `batches` decided since, the newest"
        " first; to a caterer without who made them",
        headcounts.CateringAnswer,
        query=("service_level", "language"),
        codes=("invalid_request",),
    ),
    "POST /api/catering/orders": Exchange(
        "Mail the caterer how many plates to prepare; the same `order_id` again mails nothing",
        orders.MealOrderShown,
        body=MealOrderBody,
        codes=("message_id_reused",),
    ),
    "POST /api/catering/batches": Exchange(
        "Have the caterer make so many meals more than were ordered, or none; the same `batch_id` changes nothing."
        " If more was decided after what it `rests_on`, the problem has `decided_last` and the `meals` that stand",
        orders.MealBatchShown,
        body=MealBatchBody,
        codes=("decided_meanwhile",),
    ),
    "POST /api/catering/receipts": Exchange(
        "Note that the caterer has received an order or a batch, by its id; the first time stays",
        orders.MealReceipt,
        body=ReceiptBody,
        codes=("not_found",),
    ),
    "GET /api/attendees": Exchange(
        "Find people by words of their names (`q` alone); or list them page by page, looking through at most"
        f" {LOOKED_THROUGH} a call: everybody (`at_most`), or those whom filters such as `kind:speaker` and a text are"
        " about. The same name again is either, different names are both; `columns` asks for more of each",
        listing.Search,
        query=("q", "filter", "columns", "at_most", "after"),
        codes=("invalid_request", "not_found"),
    ),
    "GET /api/attendees/{attendee_id}": Exchange("One person's day", day.Day, codes=("not_found",)),
    "PATCH /api/attendees/{attendee_id}": Exchange(
        "Correct somebody's registration, after closing too; `move_to` gives them that atelier in the place of the one"
        " of its series. With `notify` false they are not mailed",
        people.Registration,
        body=CorrectionBody,
        codes=("not_found", "registration_cancelled", "already_registered", "atelier_full"),
    ),
    "DELETE /api/attendees/{attendee_id}": Exchange(
        "Cancel somebody's registration", people.Cancelled, codes=("not_found",)
    ),
    "POST /api/attendees/{attendee_id}/mail": Exchange(
        "Mail somebody their badge and link once more, to another address if one is given; the badge stays the same."
        " The same `mail_id` again is the same mail",
        mails.MailShown,
        body=MailAgainBody,
        optional=True,
        codes=("not_found", "registration_cancelled", "no_address", "already_registered"),
    ),
    "POST /api/attendees/{attendee_id}/badge": Exchange(
        "A new badge for somebody; naming the lost issue, it may be asked for again",
        people.Registration,
        body=ReissueBody,
        optional=True,
        codes=("not_found", "registration_cancelled"),
    ),
    "POST /api/attendees/{attendee_id}/erasure": Exchange("Erase somebody", people.Erased, codes=("not_found",)),
    "POST /api/attendees/import": Exchange(
        f"Register at most {LINES_AT_ONCE} lines of a list, each with its own answer",
        imports.Imported,
        body=ImportBody,
    ),
    "POST /api/attendees/import/file": Exchange(
        "Read a list from a CSV file or an Excel workbook; nothing is stored",
        imports.ListShown,
        body={"type": "string", "contentMediaType": "application/octet-stream"},
        takes="application/octet-stream",
        query=("name", "repair"),
        codes=("unreadable_list",),
    ),
    "GET /api/passes": Exchange("The staff's passes and phones", passes.Passes),
    "POST /api/passes": Exchange(
        "Invite a volunteer, an organiser or the caterer; to an `email`, the link is sent. The same `invitation_id`"
        " again is the same link; what `replaces` a pass ends it",
        passes.PassIssued,
        201,
        PassBody,
        codes=("not_found", "link_over", "message_id_reused"),
    ),
    "PATCH /api/passes/{pass_id}": Exchange(
        "Change a pass's doors, schedule, name, permissions or end; its phones hear of it within a minute and a half",
        passes.PassShown,
        body=PassChangeBody,
        codes=("not_found", "link_over"),
    ),
    "DELETE /api/passes/{pass_id}": Exchange(
        "Revoke a pass; with `descendants=true`, those that it invited too, and those that these invited",
        passes.PassShown,
        query=("descendants",),
        codes=("not_found", "invalid_request"),
    ),
    "GET /api/conflicts": Exchange(
        "The scans with a conflict", conflicts.Conflicts, query=("settled",), codes=("invalid_request",)
    ),
    "POST /api/attendees/{attendee_id}/scans/{scan_id}/settle": Exchange(
        "Settle a scan's conflicts",
        conflicts.Conflict,
        body=SettlementBody,
        codes=("not_found",),
    ),
    "GET /api/waiting": Exchange("Who waits for which atelier, in order", waiting.WaitingLists),
    "POST /api/ateliers/{atelier_id}/offers": Exchange(
        "Offer a seat to somebody who waits, or to who has waited longest; naming the offer, it may be sent again",
        waiting.WaitingList,
        body=OfferBody,
        codes=("not_found", "no_seat", "nobody_waits", "registrations_closed"),
    ),
    "POST /api/links": Exchange(
        "Have one's own link mailed again; the answer does not reveal whether anybody has the address",
        registered.LinkAsked,
        202,
        LinkBody,
        codes=("not_found",),
    ),
    "GET /api/messages": Exchange("What organisers wrote to people, the newest first", messages.MessagesShown),
    "POST /api/messages": Exchange(
        f"Write to at most {WRITTEN_TO_AT_ONCE} people: each gets a mail with the text. The same `message_id` goes on"
        " with others, and mails nobody twice",
        messages.MessageWritten,
        body=TextBody,
        codes=("message_id_reused",),
    ),
    "GET /api/mails": Exchange("The mails that are not known to be sent", mails.Mails),
    "POST /api/attendees/{attendee_id}/mails/{reason}/send": Exchange(
        "Send a parked mail again", mails.MailShown, codes=("not_found",)
    ),
    "GET /api/openapi.json": Exchange("This document", dict[str, Any]),
    "PATCH /api/ateliers/{atelier_id}": Exchange(
        "Give an atelier another room or capacity; more seats may be taken than there are then",
        organisers.AtelierChanged,
        body=AtelierBody,
        codes=("not_found", "event_closed"),
    ),
    "PATCH /api/programme": Exchange(
        "Correct hours, rooms and capacities; with the `revision` of a preview, only if nobody changed anything since",
        alterations.ProgrammeAltered,
        body=ProgrammeBody,
        codes=("programme_changed", "event_closed"),
    ),
    "POST /api/programme/preview": Exchange(
        "What an alteration would change, and whom it concerns; without one, what may be altered. Nothing is stored",
        alterations.ProgrammeAltered,
        body=ProgrammeBody,
    ),
    "POST /api/programme/mails": Exchange(
        f"Mail at most {BATCH_SIZE} people who booked an atelier that moved, each once for a revision",
        alterations.MoveTold,
        body=MovedBody,
        codes=("not_found",),
    ),
    "POST /api/ateliers/{atelier_id}/release": Exchange(
        f"Give back the seats of at most {BATCH_SIZE} people who booked an atelier under way, and are not there",
        organisers.Released,
        body=ReleaseBody,
        codes=("not_found", "too_early", "too_late", "phones_unsent", "event_closed"),
    ),
    "POST /api/day/end": Exchange(
        f"Have at most {BATCH_SIZE} people leave who are still inside by the scans",
        organisers.DayEnded,
        body=DayEndBody,
        codes=("not_found", "too_early", "event_closed"),
    ),
    "POST /api/passes/cards.pdf": Exchange(
        "The staff's links as cards to cut out, from their secrets",
        "application/pdf",
        body=CardsBody,
    ),
    "POST /api/passes/{pass_id}/undo-scans": Exchange(
        "Take back every scan that was made with a pass, as many as there is time for",
        organisers.ScansUndone,
        body=UndoScansBody,
        optional=True,
        codes=("not_found",),
    ),
    "GET /api/acts": Exchange(
        "What the staff did, the newest first, 100 a page; `next` is the `before` of the page that follows",
        acts.Acts,
        query=("before",),
        codes=("not_found",),
    ),
}
