"""Handing a mail to the mail service, within what one mailbox may get."""

from datetime import datetime

from attendance.domain.mails import Mail, Outcome
from attendance.services import mail_pace, mail_sender
from attendance.store import mailboxes, mails
from attendance.vocabulary.codes import MailFault, MailKind, MailState


def hand_over(event_id: str, mail: Mail, to: str, message: bytes, now: datetime) -> Outcome:
    """Hand a mail over unless its mailbox got enough within the hour. What surely did not go is not counted there."""
    # What restores an address is mailed once, where a mail was opened: a thief could use up the mailbox's share first.
    is_counted = mail.kind != MailKind.RESTORE
    if is_counted and not mailboxes.may_be_mailed(event_id, to, now):
        return Outcome(MailState.FAILED, MailFault.TOO_MANY)
    mail_pace.keep()
    outcome = mail_sender.hand_over(to, message, mails.key(event_id, mail)._asdict())
    if is_counted and outcome.state in (MailState.DUE, MailState.HELD):
        mailboxes.was_not_mailed(event_id, to, now)
    return outcome
