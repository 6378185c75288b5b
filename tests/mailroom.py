"""What carries mails in a test: the records that the table's stream would tell of, and what was handed over."""

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from attendance.domain.problem import Busy
from attendance.services import aws
from tests.forum import bystander
from tests.gateway import ROOT, Context, handler_module

SEND_MAIL = ROOT / "functions/send_mail/handler.py"
REMIND = ROOT / "functions/remind/handler.py"

type Record = dict[str, Any]


class Mailroom:
    """The way from the table to the post, one thread and no waiting."""

    def records(self) -> list[Record]:
        """Return a record for each item that the stream's filter lets through, as the table is now."""
        wanted = [
            i for i in items() if i["type"]["S"] == "link" or (i["type"]["S"], i.get("state")) == ("mail", {"S": "due"})
        ]
        return [record(item) for item in sorted(wanted, key=lambda item: item.get("asked_at", {}).get("S", ""))]

    def deliver(self, records: list[Record] | None = None) -> list[str]:
        """Tell the function of records, all that are due unless some are given; return those it wants repeated."""
        found = self.records() if records is None else records
        if not found:
            return []
        answer = handler_module(SEND_MAIL).handler({"Records": found}, Context())
        return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]

    def links(self) -> list[EmailMessage]:
        """Deliver what is due, with what that makes due, and return the mails with a lost link."""
        self.deliver()
        self.deliver()
        return [mail for mail in self.sent if mail["Subject"].startswith("Votre lien")]

    def remind(self) -> None:
        handler_module(REMIND).handler({"source": "aws.events"}, Context())

    @property
    def sent(self) -> list[EmailMessage]:
        """The mails that SES took, in order."""
        messages = ses_backends[DEFAULT_ACCOUNT_ID]["eu-west-3"].sent_messages
        return [message_from_bytes(m.raw_data.encode(), policy=policy.default) for m in messages]

    def stored(self, attendee_id: str, reason: str = "confirmation") -> dict[str, Any]:
        """Return what is stored of a mail, as text."""
        key = {"PK": {"S": f"EVENT#forum-essai#ATTENDEE#{attendee_id}"}, "SK": {"S": f"MAIL#{reason}"}}
        item = bystander("dynamodb").get_item(TableName="pointage", Key=key).get("Item", {})
        return {name: next(iter(value.values())) for name, value in item.items()}

    def fault(self, act: Callable[[], Any], times: int = 1) -> None:
        """Let the next requests to SES end otherwise: with an answer, by raising, or after something was done."""
        left = [times]

        def before(**_: Any) -> Any:
            if left[0] == 0:
                return None
            left[0] -= 1
            return act()

        aws.client("sesv2", once=True).meta.events.register("before-call.sesv2.SendEmail", before)


def items() -> list[dict[str, Any]]:
    """Return all that the table holds."""
    found: list[dict[str, Any]] = bystander("dynamodb").scan(TableName="pointage")["Items"]
    return found


def everything() -> str:
    return str(items())


def lose_answer(operation: str) -> None:
    """Let the next call of an operation be carried out by the table, and its answer be lost on the way."""
    events, name = aws.client("dynamodb").meta.events, f"after-call.dynamodb.{operation}"

    def lose(**_: Any) -> None:
        # The client outlives the test.
        events.unregister(name, lose)
        raise Busy

    events.register(name, lose)


def record(item: dict[str, Any]) -> Record:
    number = item["PK"]["S"] + item["SK"]["S"]
    return {
        "eventID": number,
        "eventName": "MODIFY",
        "eventSource": "aws:dynamodb",
        "dynamodb": {"Keys": {"PK": item["PK"], "SK": item["SK"]}, "NewImage": item, "SequenceNumber": number},
    }


def answer(status: int, code: str, text: str = "ana@example.org is not welcome") -> Callable[[], Any]:
    """Return an answer of SES's that the simulation never gives."""
    error = {"Code": code, "Message": text}
    parsed = {"Error": error, "ResponseMetadata": {"HTTPStatusCode": status}}
    return lambda: (AWSResponse("", status, HTTPHeaders(), None), parsed)


def text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body
    return str(body.get_content()).replace("\r\n", "\n")


def page(mail: EmailMessage) -> str:
    body = mail.get_body(("html",))
    assert body
    return str(body.get_content()).replace("\r\n", "\n")


def files(mail: EmailMessage) -> dict[str, bytes]:
    """Return what a mail brings by name, the pictures within its page included."""
    found = {part.get_filename(): part.get_payload(decode=True) for part in mail.walk() if part.get_filename()}
    return {str(name): content for name, content in found.items() if isinstance(content, bytes)}


def address_path(mail: EmailMessage) -> str:
    """Return the path of a mail's link that makes an address hold."""
    return "/address/" + text(mail).split("/address/", 1)[1].split("?")[0]


def secret(mail: EmailMessage) -> str:
    """Return the pass in a mail's link."""
    return text(mail).split("#", 1)[1].split()[0]
