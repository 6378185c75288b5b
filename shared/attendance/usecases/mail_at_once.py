"""Mail somebody who is no attendee, at once: a link whose secret the table lacks, or the caterer's order."""

from attendance.domain.letter import Letter
from attendance.domain.mails import Outcome
from attendance.services import mail_message, mail_sender
from attendance.store import mailboxes, programmes
from attendance.vocabulary.codes import MailFault, MailState
from attendance.vocabulary.limits import CARDS_AT_ONCE


def send(event_id: str, letter: Letter) -> Outcome:
    """Send a letter, and return the outcome.

    Nobody tries again by itself: the organiser, who sees what became of it, does.
    """
    message = mail_message.message(letter)
    # A whole team may share a mailbox, and only organisers ask for these.
    if not mailboxes.may_be_mailed(event_id, letter.to, programmes.real_now(), CARDS_AT_ONCE):
        return Outcome(MailState.FAILED, MailFault.TOO_MANY)
    outcome = mail_sender.hand_over(letter.to, message, {"event_id": event_id})
    is_unsent = outcome.state in (MailState.DUE, MailState.HELD)
    return Outcome(MailState.FAILED, outcome.error) if is_unsent else outcome
