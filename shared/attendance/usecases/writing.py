"""Writing to people: each gets a mail with an organiser's message, once."""

from collections.abc import Sequence
from functools import partial
from itertools import batched

from attendance.domain.attendee import Attendee
from attendance.domain.frozen import frozen
from attendance.domain.mails import check_mailable, message_reason, with_message
from attendance.domain.message import Message
from attendance.domain.refusals import RegistrationRefused
from attendance.store import mails, messages, people, programmes
from attendance.store.retry import Deadline
from attendance.usecases.caller import Caller


@frozen
class Written:
    """How many were asked anew, how many before; who cannot be written to, with the code of the reason."""

    message: Message
    asked: int
    already: int
    left_out: tuple[tuple[str, str], ...]


def write(caller: Caller, message: Message, attendee_ids: Sequence[str]) -> Written:
    """Make the mails due that bring a message to some people. Sent again, it goes on with those who were not asked.

    Raises IdReused, and Later.
    """
    deadline, event_id = Deadline.from_now(), caller.event_id
    found = people.attendees(event_id, attendee_ids)
    codes = {attendee_id: _refusal(found.get(attendee_id)) for attendee_id in attendee_ids}
    wanted = [found[attendee_id] for attendee_id, code in codes.items() if not code]
    first, asked = _first(event_id, message), 0
    for some in batched(wanted, messages.TOGETHER, strict=False):
        new, first = deadline.retry(partial(_ask, caller, message, some))
        asked += new
    left_out = tuple((attendee_id, code) for attendee_id, code in codes.items() if code)
    return Written(first, asked, len(wanted) - asked, left_out)


def _first(event_id: str, message: Message) -> Message:
    before = messages.find(event_id, message.id)
    return message.continued(before) if before else message


def _ask(caller: Caller, message: Message, some: Sequence[Attendee]) -> tuple[int, Message]:
    """Ask those who were not asked yet; return how many they are, and the message as it is then."""
    event_id, now = caller.event_id, programmes.real_now()
    first = _first(event_id, message)
    had = mails.already_asked(event_id, [who.id for who in some], message_reason(message.id))
    new = [with_message(who, message.id, now) for who in some if who.id not in had]
    if new:
        messages.ask(event_id, first, new, programmes.purge_at(caller.programme))
    return len(new), first.asked_of(len(new))


def _refusal(attendee: Attendee | None) -> str:
    """Return the code of why somebody cannot be written to; empty if they can."""
    if attendee is None:
        return "not_found"
    try:
        check_mailable(attendee)
    except RegistrationRefused as refused:
        return refused.code
    return ""
