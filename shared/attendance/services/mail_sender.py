"""The mail service: hands a message to SES once, and returns the outcome."""

import os
from collections.abc import Mapping

from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError, HTTPClientError

from attendance.domain.mails import Outcome
from attendance.services import aws
from attendance.services.email_address import as_mailed
from attendance.vocabulary.codes import MailFault, MailState

# What `SendEmail` of sesv2 may answer, by botocore's model of it. A sandbox, an unconfirmed sender and an unwanted
# content share a code, as a spent quota and a quick pace do; only the texts, which AWS documents, tell them apart:
# https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html
# https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
_UNVERIFIED = "Email address is not verified"
_QUOTA_SPENT = "Daily message quota exceeded"
_THROTTLES = {"TooManyRequestsException", "LimitExceededException", "ThrottlingException", "Throttling"}
_NOT_ACCEPTED = (429, 503)
_FORBIDDEN = 403
_OF_THE_ACCOUNT = {
    "MailFromDomainNotVerifiedException": MailFault.SENDER_NOT_VERIFIED,
    "AccountSuspendedException": MailFault.SENDING_PAUSED,
    "SendingPausedException": MailFault.SENDING_PAUSED,
    # Of all that a message names, only its configuration set may be missing.
    "NotFoundException": MailFault.NO_CONFIGURATION,
}


def hand_over(to: str, message: bytes, tags: Mapping[str, str]) -> Outcome:
    """Ask SES to send a message. Without an answer, it may have been sent; a refusal of our whole account holds it.

    What SES tells of it later has its tags: nothing personal may be among them.
    """
    try:
        answer = aws.client("sesv2", once=True).send_email(
            FromEmailAddress=os.environ["MAIL_FROM"],
            # What becomes of the mail is told to the stack that sent it.
            ConfigurationSetName=os.environ["CONFIGURATION_SET"],
            Destination={"ToAddresses": [as_mailed(to)]},
            Content={"Raw": {"Data": message}},
            EmailTags=[{"Name": name, "Value": value} for name, value in tags.items()],
        )
    except ClientError as refusal:
        return _refused(refusal)
    except (EndpointConnectionError, ConnectTimeoutError):
        return Outcome(MailState.DUE, MailFault.UNREACHABLE)
    except HTTPClientError:
        return Outcome(MailState.UNSURE, MailFault.NO_ANSWER)
    return Outcome(MailState.SENT, message_id=answer["MessageId"])


def _refused(refusal: ClientError) -> Outcome:
    code, text = refusal.response["Error"]["Code"], refusal.response["Error"].get("Message", "")
    status = refusal.response["ResponseMetadata"]["HTTPStatusCode"]
    if _QUOTA_SPENT in text:
        return Outcome(MailState.HELD, MailFault.QUOTA)
    if code in _THROTTLES or status in _NOT_ACCEPTED:
        return Outcome(MailState.DUE, MailFault.THROTTLED)
    if status >= 500:
        return Outcome(MailState.UNSURE, MailFault.NO_ANSWER)
    if code in _OF_THE_ACCOUNT:
        return Outcome(MailState.HELD, _OF_THE_ACCOUNT[code])
    if status == _FORBIDDEN:
        return Outcome(MailState.HELD, MailFault.NOT_PERMITTED)
    if _UNVERIFIED in text:
        # It goes on with the addresses that are not, and in the sandbox these may be the reader's.
        is_sender = os.environ["MAIL_FROM"].lower() in text.lower()
        return Outcome(MailState.HELD, MailFault.SENDER_NOT_VERIFIED if is_sender else MailFault.SANDBOX)
    return Outcome(MailState.FAILED, MailFault.REFUSED)
