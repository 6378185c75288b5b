"""Send the mails that became due, each at most once."""

import time
from typing import NamedTuple

from attendance.documents.mail import letter
from attendance.domain.attendee import Attendee
from attendance.domain.mails import DUE, FAILED, RESTORE, SENDING, TOO_MANY, Mail, Outcome, is_moot, link
from attendance.domain.programme import Programme
from attendance.edge.http import logger
from attendance.edge.stream import function
from attendance.services import mail_sender
from attendance.store import email_claims, links, mails, people, programmes
from attendance.store.mails import Told
from attendance.store.retry import Patience
from attendance.store.table import Item
from attendance.usecases.links import mailed

# Nobody waits for the answer, and a call to the table whose answer is lost takes ten seconds to say so.
PATIENCE_SECONDS = 20


class Taken(NamedTuple):
    """A mail that is ours to write, and to whom."""

    mail: Mail
    attendee: Attendee
    programme: Programme


def send(item: Item) -> None:
    """Gather, decide, take, write, hand over, note what became of it."""
    told, claim, patience = mails.told(item), mails.new_claim(), Patience.of(PATIENCE_SECONDS)
    taken = patience.settle(lambda: _taken(told, claim))
    if taken is None:
        return
    with mails.being_written(told.event_id, taken.mail):
        address, with_it = mailed(*taken)
        written = letter(*taken, address, programmes.now(taken.programme))
        message = mail_sender.message(written)
        mail = patience.settle(lambda: mails.seal(told.event_id, taken.mail, with_it))
    now = programmes.real_now()
    # Of what takes an address back there is one, to a mailbox that was opened: whoever took the address could use up
    # the others first.
    may_go = mail.kind == RESTORE or email_claims.may_be_mailed(told.event_id, written.to, now)
    outcome = mail_sender.hand_over(written.to, message) if may_go else Outcome(FAILED, TOO_MANY)
    after = Patience.of().settle(lambda: mails.settle(told.event_id, mail, outcome, now))
    logger.info("mail", kind=after.kind, state=after.state, error=after.error, attempts=after.attempts)


def _taken(told: Told, claim: str) -> Taken | None:
    """Return a mail that is ours to write now; None where nothing is to be sent."""
    mail = mails.find(*told)
    is_ours = mail is not None and mail.claim == claim
    if mail and mail.state == SENDING:
        # The stream tells of a mail again only when the attempt that it had told first has ended.
        mails.give_up(told.event_id, mail, programmes.real_now())
        logger.info("mail_given_up", kind=mail.kind)
    if mail is None or (mail.state != DUE and not is_ours):
        return None
    time.sleep(mail.pause_seconds)
    programme, attendee = programmes.get(told.event_id), people.profile(told.event_id, told.attendee_id)
    if attendee is None or is_moot(mail, attendee, programme, programmes.now(programme)):
        mails.drop(told.event_id, mail)
        logger.info("mail_moot", kind=mail.kind)
        return None
    taken = mail if is_ours else mails.take(told.event_id, mail, claim, programmes.real_now())
    return Taken(taken, attendee, programme)


def find(item: Item) -> None:
    """Ask for a mail with the link of everybody who has the address that was typed."""
    wish = links.told(item)
    for attendee_id in email_claims.holders(wish.event_id, wish.email_sha256, *wish.hashed_before):
        if attendee := people.profile(wish.event_id, attendee_id):
            purge_at = programmes.purge_at(programmes.get(wish.event_id))
            mails.ask(wish.event_id, link(attendee, wish.asked_at), purge_at)
    logger.info("link_wished")


handler = function({"mail": send, "link": find})
