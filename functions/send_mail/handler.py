"""Send the mails that became due, each at most once."""

import time
from typing import NamedTuple

from attendance.documents.mail import letter
from attendance.domain.attendee import Attendee
from attendance.domain.mails import Mail, is_moot, link
from attendance.domain.programme import Programme
from attendance.edge.http import logger
from attendance.edge.stream import function
from attendance.services import mail_message
from attendance.store import left_mails, link_requests, mailboxes, mails, messages, people, programmes
from attendance.store.mails import MailKey
from attendance.store.retry import Deadline
from attendance.store.table import Item
from attendance.usecases import handing_over
from attendance.usecases.pass_links import for_mail
from attendance.vocabulary.codes import MailState

# Nobody waits for the answer, and a call to the table whose answer is lost takes ten seconds to fail.
RETRY_FOR_SECONDS = 20
RELEASE_FOR_SECONDS = 60


class Taken(NamedTuple):
    """A mail that this attempt has claimed, with its attendee and programme."""

    mail: Mail
    attendee: Attendee
    programme: Programme


def send(item: Item) -> None:
    """Take the mail, write its letter, seal it, hand it over, store the outcome."""
    key, claim, deadline = mails.key_of(item), mails.new_claim(), Deadline.from_now(RETRY_FOR_SECONDS)
    taken = deadline.retry(lambda: _taken(key, claim))
    if taken is None:
        return
    with mails.being_written(key.event_id, taken.mail):
        its_link, writes = for_mail(*taken)
        brought = messages.brought_by(key.event_id, taken.mail)
        written = letter(*taken, its_link, programmes.now(taken.programme), brought)
        message = mail_message.message(written)
        sealed = deadline.retry(lambda: mails.seal(key.event_id, taken.mail, writes))
    now = programmes.real_now()
    outcome = handing_over.hand_over(key.event_id, sealed, written.to, message, now)
    after = Deadline.from_now().retry(lambda: mails.store_outcome(key.event_id, sealed, outcome, now))
    logger.info("mail", kind=after.kind, state=after.state, error=after.error, attempts=after.attempts)
    if sealed.probes and after.state == MailState.SENT:
        released = left_mails.let_go(key.event_id, now, Deadline.from_now(RELEASE_FOR_SECONDS))
        logger.info("mails_released", count=released)


def _taken(key: MailKey, claim: str) -> Taken | None:
    """Return the mail to write now, if any, with the event as it is this moment: an atelier may just have moved."""
    mail = mails.find(*key)
    if mail is None:
        return None
    if mail.state == MailState.SENDING:
        # The stream repeats a record only after the attempt of the first one has ended.
        mails.give_up(key.event_id, mail, programmes.real_now())
        logger.info("mail_given_up", kind=mail.kind)
    is_ours = mail.claim == claim
    if mail.state != MailState.DUE and not is_ours:
        return None
    time.sleep(mail.pause_seconds)
    programme, attendee = programmes.latest(key.event_id), people.profile(key.event_id, key.attendee_id)
    if attendee is None or is_moot(mail, attendee, programme, programmes.now(programme)):
        mails.drop(key.event_id, mail)
        logger.info("mail_moot", kind=mail.kind)
        return None
    now, number = programmes.real_now(), attendee.address_number
    return Taken(mail if is_ours else mails.take(key.event_id, mail, claim, now, number), attendee, programme)


def find(item: Item) -> None:
    """Find everybody who has the requested address, and make a mail with their link due."""
    request = link_requests.from_item(item)
    for attendee_id in mailboxes.registered_with(request.event_id, request.email_sha256, *request.hashed_before):
        if attendee := people.profile(request.event_id, attendee_id):
            purge_at = programmes.purge_at(programmes.get(request.event_id))
            mails.make_due(request.event_id, link(attendee, request.asked_at), purge_at)
    logger.info("link_requested")


handler = function({"mail": send, "link": find})
