"""Send the mails that became due, each at most once."""

import time

from attendance.documents.mail import letter
from attendance.domain.attendee import Attendee
from attendance.domain.letter import Letter
from attendance.domain.mails import DUE, FAILED, SENDING, TOO_MANY, Mail, Outcome, is_moot, link
from attendance.domain.passes import ATTENDEE, of_attendee
from attendance.domain.programme import Programme
from attendance.edge.http import logger
from attendance.edge.links import form, mailed_link
from attendance.edge.stream import function
from attendance.store import addresses, links, mails, passes, people, post, programmes
from attendance.store.contention import Patience
from attendance.store.mails import Told
from attendance.store.table import Item, Write


def send(item: Item) -> None:
    """Gather, decide, claim, hand over, note what became of it."""
    told = mails.told(item)
    claimed = Patience.of().settle(lambda: _claimed(told))
    if claimed is None:
        return
    mail, written = claimed
    now = programmes.real_now()
    may_go = addresses.may_be_mailed(told.event_id, written.to, now)
    outcome = post.hand_over(written) if may_go else Outcome(FAILED, TOO_MANY)
    after = Patience.of().settle(lambda: mails.settle(told.event_id, mail, outcome, now))
    logger.info("mail", kind=after.kind, state=after.state, error=after.error, attempts=after.attempts)


def _claimed(told: Told) -> tuple[Mail, Letter] | None:
    """Return a mail that is ours to send now, and what it says; None where nothing is to be sent."""
    mail = mails.find(*told)
    if mail and mail.state == SENDING:
        # The stream tells of a mail again only when the attempt that it had told first has ended.
        mails.give_up(told.event_id, mail)
        logger.info("mail_given_up", kind=mail.kind)
    if mail is None or mail.state != DUE:
        return None
    time.sleep(mail.pause_seconds)
    programme, attendee = programmes.get(told.event_id), people.profile(told.event_id, told.attendee_id)
    now = programmes.now(programme)
    if attendee is None or is_moot(mail, attendee, programme, now):
        mails.drop(told.event_id, mail)
        logger.info("mail_moot", kind=mail.kind)
        return None
    address, with_it = _own_page(attendee, programme)
    written = letter(mail, attendee, programme, address, now)
    return mails.claim(told.event_id, mail, programmes.real_now(), with_it), written


def _own_page(attendee: Attendee, programme: Programme) -> tuple[str, list[Write]]:
    """Return where a mail leads, and the pass to store for it: every mail has its own, since only hashes are kept."""
    if attendee.is_cancelled:
        return form(), []
    secret = passes.new_secret()
    own_pass = of_attendee(attendee, passes.pass_id(secret), programme, programmes.now(programme))
    return mailed_link(ATTENDEE, secret), [passes.write(own_pass, programmes.purge_at(programme))]


def find(item: Item) -> None:
    """Ask for the mail with somebody's link, if anybody has the address that was typed."""
    wish = links.told(item)
    attendee_id = addresses.holder(wish.event_id, wish.email_sha256)
    attendee = people.profile(wish.event_id, attendee_id) if attendee_id else None
    if attendee:
        purge_at = programmes.purge_at(programmes.get(wish.event_id))
        mails.ask(wish.event_id, link(attendee, wish.asked_at), purge_at)
    logger.info("link_wished")


handler = function({"mail": send, "link": find})
