"""The post: hands a letter to SES once, and says what became of it."""

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
from attendance.store import aws

# Whatever lies on the way may take seven bits only.
_WRITTEN = SMTP.clone(cte_type="7bit")
_THROTTLES = {"TooManyRequestsException", "LimitExceededException", "ThrottlingException", "Throttling"}
_NOT_ACCEPTED = (429, 503)
_ERRORS = {
    "MailFromDomainNotVerifiedException": SENDER_NOT_VERIFIED,
    "AccountSuspendedException": SENDING_PAUSED,
    "SendingPausedException": SENDING_PAUSED,
}


def hand_over(letter: Letter) -> Outcome:
    """Ask SES to send a letter. What it surely did not take may be tried again; no answer means it may have gone."""
    try:
        answer = aws.client("sesv2", once=True).send_email(
            FromEmailAddress=os.environ["MAIL_FROM"],
            Destination={"ToAddresses": [_ascii(letter.to)]},
            Content={"Raw": {"Data": composed(letter, os.environ["MAIL_FROM"])}},
        )
    except ClientError as refusal:
        return _refused(refusal)
    except (EndpointConnectionError, ConnectTimeoutError):
        return Outcome(DUE, UNREACHABLE)
    except HTTPClientError:
        return Outcome(UNSURE, NO_ANSWER)
    return Outcome(SENT, message_id=answer["MessageId"])


def composed(letter: Letter, sender: str) -> bytes:
    """Return a letter as a message: the text, the HTML with the pictures that it shows, then the files."""
    message = EmailMessage(_WRITTEN)
    message["From"] = formataddr((letter.sender, sender))
    message["To"] = _ascii(letter.to)
    message["Reply-To"] = letter.reply_to
    message["Subject"] = letter.subject
    message["Date"] = formatdate(usegmt=True)
    # Away messages must not answer it.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    page = message.get_body(("html",))
    for enclosure in letter.enclosures:
        if enclosure.content_id and page is not None:
            _add(page, enclosure)
        else:
            _add(message, enclosure)
    # Last: set before them, it would be that of the first part.
    message["Content-Language"] = letter.language
    return message.as_bytes()


def _add(message: MIMEPart, enclosure: Enclosure) -> None:
    kind, _, subtype = enclosure.kind.partition("/")
    params = {"charset": "utf-8"} if kind == "text" else None
    if enclosure.content_id:
        # What the HTML shows lies beside it, in one part.
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


def _ascii(address: str) -> str:
    """Return an address with its domain as it is written in the name system, if it can be."""
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError:
        return address


def _refused(refusal: ClientError) -> Outcome:
    code = refusal.response["Error"]["Code"]
    status = refusal.response["ResponseMetadata"]["HTTPStatusCode"]
    if code in _THROTTLES or status in _NOT_ACCEPTED:
        return Outcome(DUE, THROTTLED)
    if status >= 500:
        return Outcome(UNSURE, NO_ANSWER)
    return Outcome(FAILED, _ERRORS.get(code, REFUSED))
