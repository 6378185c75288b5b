"""Mail somebody of the staff their link, at once: the table has no secret that could be sent later."""

from attendance.domain.letter import Letter
from attendance.services import mail_message, mail_sender
from attendance.store import email_claims, programmes
from attendance.vocabulary.codes import MailState
from attendance.vocabulary.limits import CARDS_AT_ONCE


def send(event_id: str, letter: Letter) -> str:
    """Send a letter, and return the state of the mail. The address is kept nowhere.

    Nobody tries again by itself: the organiser, who sees the link, does.
    """
    message = mail_message.message(letter)
    # A whole team may share a mailbox, and only organisers ask for these.
    if not email_claims.may_be_mailed(event_id, letter.to, programmes.real_now(), CARDS_AT_ONCE):
        return MailState.FAILED
    outcome = mail_sender.hand_over(letter.to, message)
    return MailState.FAILED if outcome.state == MailState.DUE else outcome.state
