"""The mail service: hands a letter to SES once, and returns the outcome."""

import os
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import formataddr, formatdate

from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError, HTTPClientError

from attendance.domain.letter import Enclosure, Letter
from attendance.domain.mails import (
    DUE,
    FAILED,
    NO_ANSWER,
    REFUSED,
    SENDER_NOT_VERIFIED,
    SENDING_PAUSED,
    SENT,
    THROTTLED,
    UNREACHABLE,
    UNSURE,
    Outcome,
)
from attendance.services import aws
from attendance.services.email_address import as_mailed

# Some servers on the way take seven bits only.
_WRITTEN = SMTP.clone(cte_type="7bit")
_THROTTLES = {"TooManyRequestsException", "LimitExceededException", "ThrottlingException", "Throttling"}
_NOT_ACCEPTED = (429, 503)
_ERRORS = {
    "MailFromDomainNotVerifiedException": SENDER_NOT_VERIFIED,
    "AccountSuspendedException": SENDING_PAUSED,
    "SendingPausedException": SENDING_PAUSED,
}


def hand_over(to: str, message: bytes) -> Outcome:
    """Ask SES to send a message. A certain refusal may be tried again; without an answer, it may have been sent."""
    try:
        answer = aws.client("sesv2", once=True).send_email(
            FromEmailAddress=os.environ["MAIL_FROM"],
            Destination={"ToAddresses": [as_mailed(to)]},
            Content={"Raw": {"Data": message}},
        )
    except ClientError as refusal:
        return _refused(refusal)
    except (EndpointConnectionError, ConnectTimeoutError):
        return Outcome(DUE, UNREACHABLE)
    except HTTPClientError:
        return Outcome(UNSURE, NO_ANSWER)
    return Outcome(SENT, message_id=answer["MessageId"])


def message(letter: Letter) -> bytes:
    """Return a letter as a message, so that any error shows before something is sent."""
    return composed(letter, os.environ["MAIL_FROM"])


def composed(letter: Letter, sender: str) -> bytes:
    """Return a letter as a message: the text, the HTML with its pictures, then the files."""
    made = EmailMessage(_WRITTEN)
    made["From"] = formataddr((letter.sender, sender))
    made["To"] = as_mailed(letter.to)
    made["Reply-To"] = as_mailed(letter.reply_to)
    made["Subject"] = letter.subject
    made["Date"] = formatdate(usegmt=True)
    # So that no absence notice answers it.
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(letter.text)
    made.add_alternative(letter.html, subtype="html")
    page = made.get_body(("html",))
    for enclosure in letter.enclosures:
        if enclosure.content_id and page is not None:
            _add(page, enclosure)
        else:
            _add(made, enclosure)
    # Last: set before them, it would be that of the first part.
    made["Content-Language"] = letter.language
    return made.as_bytes()


def _add(message: MIMEPart, enclosure: Enclosure) -> None:
    kind, _, subtype = enclosure.kind.partition("/")
    params = {"charset": "utf-8"} if kind == "text" else None
    if enclosure.content_id:
        # The pictures of the HTML lie beside it, in one part.
        message.add_related(
            enclosure.content,
            kind,
            subtype,
            cid=f"<{enclosure.content_id}>",
            disposition="inline",
            filename=enclosure.name,
        )
    else:
        message.add_attachment(enclosure.content, kind, subtype, filename=enclosure.name, params=params)


def _refused(refusal: ClientError) -> Outcome:
    code = refusal.response["Error"]["Code"]
    status = refusal.response["ResponseMetadata"]["HTTPStatusCode"]
    if code in _THROTTLES or status in _NOT_ACCEPTED:
        return Outcome(DUE, THROTTLED)
    if status >= 500:
        return Outcome(UNSURE, NO_ANSWER)
    return Outcome(FAILED, _ERRORS.get(code, REFUSED))
