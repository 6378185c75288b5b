"""What becomes of a mail after the service took it: its address refuses it, or its reader does."""

from collections.abc import Mapping
from typing import Any

from attendance.domain.mails import Outcome
from attendance.vocabulary.codes import MailFault, MailState

PERMANENT = "Permanent"


def outcome(told: Mapping[str, Any]) -> Outcome | None:
    """Return the outcome that an event of SES tells of; None for any other event.

    The service has tried for hours before it calls a bounce transient. Then the mail may be there all the same:
    servers answer so for a mailbox that says somebody is away.
    """
    if bounce := told.get("bounce"):
        if bounce.get("bounceType") == PERMANENT:
            return Outcome(MailState.FAILED, MailFault.BOUNCED)
        return Outcome(MailState.UNSURE, MailFault.UNDELIVERED)
    if "complaint" in told:
        return Outcome(MailState.SENT, MailFault.COMPLAINED)
    if "reject" in told:
        return Outcome(MailState.FAILED, MailFault.REFUSED)
    return None
