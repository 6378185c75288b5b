"""The mail service: hands a message to SES once, and returns the outcome."""

import os

from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError, HTTPClientError

from attendance.domain.mails import Outcome
from attendance.services import aws
from attendance.services.email_address import as_mailed
from attendance.vocabulary.codes import MailFault, MailState

_THROTTLES = {"TooManyRequestsException", "LimitExceededException", "ThrottlingException", "Throttling"}
_NOT_ACCEPTED = (429, 503)
_ERRORS = {
    "MailFromDomainNotVerifiedException": MailFault.SENDER_NOT_VERIFIED,
    "AccountSuspendedException": MailFault.SENDING_PAUSED,
    "SendingPausedException": MailFault.SENDING_PAUSED,
}


def hand_over(to: str, message: bytes) -> Outcome:
    """Ask SES to send a message. A certain refusal may be tried again; without an answer, it may have been sent."""
    try:
        answer = aws.client("sesv2", once=True).send_email(
            FromEmailAddress=os.environ["MAIL_FROM"],
            # What becomes of the mail is told to the stack that sent it.
            ConfigurationSetName=os.environ["CONFIGURATION_SET"],
            Destination={"ToAddresses": [as_mailed(to)]},
            Content={"Raw": {"Data": message}},
        )
    except ClientError as refusal:
        return _refused(refusal)
    except (EndpointConnectionError, ConnectTimeoutError):
        return Outcome(MailState.DUE, MailFault.UNREACHABLE)
    except HTTPClientError:
        return Outcome(MailState.UNSURE, MailFault.NO_ANSWER)
    return Outcome(MailState.SENT, message_id=answer["MessageId"])


def _refused(refusal: ClientError) -> Outcome:
    code = refusal.response["Error"]["Code"]
    status = refusal.response["ResponseMetadata"]["HTTPStatusCode"]
    if code in _THROTTLES or status in _NOT_ACCEPTED:
        return Outcome(MailState.DUE, MailFault.THROTTLED)
    if status >= 500:
        return Outcome(MailState.UNSURE, MailFault.NO_ANSWER)
    return Outcome(MailState.FAILED, _ERRORS.get(code, MailFault.REFUSED))
