"""Mails on the deployed template: from the table's stream to a mailbox, with each function's own permissions."""

import json
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO
from itertools import count
from typing import Any

import boto3
from PIL import Image

from infra.local import mail_faults
from tests import mailroom as post
from tests.documents import pictures
from tests.doors import Doors, until

ids = count()


def address(domain: str = "example.org") -> str:
    return f"mail-{next(ids)}@{domain}"


def mails_to(doors: Doors, email: str) -> list[EmailMessage]:
    """Return somebody's mails, the oldest first."""
    url = doors.stack.mailbox_url
    found = [entry for entry in doors.client.get(f"{url}/mails.json").json() if entry["to"] == email]
    return [
        message_from_bytes(doors.client.get(url + entry["eml"]).content, policy=policy.default)
        for entry in reversed(found)
    ]


def mails(doors: Doors, email: str, number: int) -> list[EmailMessage]:
    """Return somebody's mails once there are so many."""
    until(lambda: len(mails_to(doors, email)) >= number)
    return mails_to(doors, email)


def unsent(doors: Doors, who: dict[str, Any]) -> list[dict[str, Any]]:
    mails = doors.call("GET", "/api/mails", secret=doors.organiser).json()["mails"]
    return [mail for mail in mails if mail["attendee_id"] == who["attendee_id"]]


def client(doors: Doors, service: str) -> Any:
    environment = doors.stack.environment
    return boto3.client(
        service,
        endpoint_url=environment["AWS_ENDPOINT_URL"],
        region_name=environment["AWS_REGION"],
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
    )


def invoke(doors: Doors, function: str, event: dict[str, Any]) -> Any:
    resource = client(doors, "cloudformation").describe_stack_resource(StackName="pointage", LogicalResourceId=function)
    name = resource["StackResourceDetail"]["PhysicalResourceId"]
    answer = client(doors, "lambda").invoke(FunctionName=name, Payload=json.dumps(event))
    payload = answer["Payload"].read()
    assert "FunctionError" not in answer, payload
    return json.loads(payload)


def test_a_registration_brings_one_mail_with_the_badge_and_a_link_that_works(doors: Doors) -> None:
    email = address()
    ada = doors.register(email=email, ateliers=["atelier-4"])

    (mail,) = mails(doors, email, 1)

    brought = post.files(mail)
    assert pictures.read(Image.open(BytesIO(brought["badge.png"]))) == [ada["badge"]]
    assert pictures.read(pictures.printed(brought["badge.pdf"])) == [ada["badge"]]
    assert f"{doors.stack.base_url}/badge#" in post.page(mail)
    assert doors.call("GET", "/api/registration", secret=post.secret(mail)).json()["badge"] == ada["badge"]
    assert unsent(doors, ada) == []


def test_each_change_of_a_registration_is_told_once(doors: Doors) -> None:
    email = address()
    ada = doors.register(email=email)
    mails(doors, email, 1)

    doors.call("PATCH", "/api/registration", {"ateliers": ["atelier-8"]}, ada["pass"])
    mails(doors, email, 2)
    badge = doors.call("POST", "/api/registration/badge", secret=ada["pass"]).json()["badge"]
    mails(doors, email, 3)
    doors.call("POST", "/api/links", {"email": email})
    mails(doors, email, 4)
    doors.call("DELETE", "/api/registration", secret=ada["pass"])

    _, changed, new_badge, link, cancelled = mails(doors, email, 5)
    assert [m["Subject"].split(" –")[0] for m in (changed, new_badge, link, cancelled)] == [
        "Votre inscription est modifiée",
        "Votre nouveau badge",
        "Votre lien personnel",
        "Votre inscription est annulée",
    ]
    assert pictures.read(Image.open(BytesIO(post.files(new_badge)["badge.png"]))) == [badge]
    assert doors.call("GET", "/api/registration", secret=post.secret(link)).json()["code"] == "pass_revoked"


def test_one_record_told_to_several_functions_at_once_sends_one_mail(doors: Doors) -> None:
    email = address()
    ada = doors.register(email=email)
    mails(doors, email, 1)
    key = {"PK": {"S": f"EVENT#{doors.stack.event_id}#ATTENDEE#{ada['attendee_id']}"}, "SK": {"S": "MAIL#confirmation"}}
    table = client(doors, "dynamodb")
    item = table.get_item(TableName=doors.stack.table_name, Key=key)["Item"]
    due = item | {"state": {"S": "due"}, "SK": {"S": "MAIL#change-99"}, "reason": {"S": "change-99"}}
    # Not as a type that the stream's filter lets through: only our own calls tell of it.
    table.put_item(TableName=doors.stack.table_name, Item=due | {"type": {"S": "test"}})

    event = {"Records": [post.record(due | {"kind": {"S": "change"}, "type": {"S": "mail"}})]}
    answers = doors.at_once(lambda _: invoke(doors, "SendMailFunction", event), clients=2)

    assert answers == [{"batchItemFailures": []}] * 2
    assert len(mails(doors, email, 2)) == 2
    stored = table.get_item(TableName=doors.stack.table_name, Key={**key, "SK": due["SK"]})["Item"]
    assert stored["state"] == {"S": "sent"}
    assert stored["attempts"] == {"N": str(int(item["attempts"]["N"]) + 1)}


def test_a_refused_mail_is_seen_and_sent_again_once_the_address_is_mended(doors: Doors) -> None:
    ada = doors.register(email=address(mail_faults.REFUSED))
    until(lambda: [mail for mail in unsent(doors, ada) if mail["state"] == "failed"])
    (parked,) = unsent(doors, ada)
    email = address()
    doors.call("PATCH", f"/api/attendees/{ada['attendee_id']}", {"email": email}, doors.organiser)
    mails(doors, email, 1)

    again = f"/api/attendees/{ada['attendee_id']}/mails/{parked['reason']}/send"
    states = doors.at_once(lambda _: doors.call("POST", again, secret=doors.organiser).json()["state"], clients=3)

    assert (parked["error"], parked["attempts"]) == ("refused", 1)
    assert set(states) <= {"due", "writing", "sending", "sent"}
    found = [mail["Subject"].split(" –")[0] for mail in mails(doors, email, 2)]
    assert sorted(found) == ["Votre inscription", "Votre inscription est modifiée"]
    # The notice to the address that nobody has is refused as well.
    until(lambda: [(mail["kind"], mail["state"]) for mail in unsent(doors, ada)] == [("address", "failed")])


def test_a_registration_does_not_wait_for_a_slow_post(doors: Doors) -> None:
    email = address(mail_faults.SLOW)

    ada = doors.register(email=email)
    at_the_answer = mails_to(doors, email)

    assert at_the_answer == []
    assert doors.call("GET", "/api/registration", secret=ada["pass"]).status_code == 200
    assert len(mails(doors, email, 1)) == 1


def test_an_unknown_address_is_answered_like_a_known_one_and_gets_nothing(doors: Doors) -> None:
    known, unknown = address(), address()
    doors.register(email=known)
    mails(doors, known, 1)

    answers = [doors.call("POST", "/api/links", {"email": email}) for email in (unknown, known)]

    assert [(a.status_code, a.json()) for a in answers] == [(202, {"asked": True})] * 2
    mails(doors, known, 2)
    assert mails_to(doors, unknown) == []


def test_the_schedule_finds_nothing_to_do_on_the_day_itself(doors: Doors) -> None:
    assert invoke(doors, "RemindFunction", {"source": "aws.events"}) is None


def test_another_address_holds_once_its_mail_was_opened_and_the_one_before_takes_it_back(doors: Doors) -> None:
    old, new = address(), address()
    ada = doors.register(email=old)
    (confirmation,) = mails(doors, old, 1)
    assert doors.call("GET", "/api/registration", secret=post.secret(confirmation)).json()["opened_at"]

    pending = doors.call("PATCH", "/api/registration", {"email": new}, ada["pass"]).json()
    assert (pending["email"], pending["pending_email"], pending["pass"]) == (old, new, None)
    (asked,) = mails(doors, new, 1)
    pages = doors.at_once(lambda _: doors.call("POST", post.address_path(asked)), clients=4)
    assert [page.status_code for page in pages] == [200] * 4

    assert doors.call("GET", "/api/registration", secret=ada["pass"]).json()["code"] == "pass_revoked"
    _, mail = mails(doors, new, 2)
    assert doors.call("GET", "/api/registration", secret=post.secret(mail)).json()["email"] == new
    _, notice = mails(doors, old, 2)
    assert doors.call("GET", post.address_path(notice)).status_code == 200
    assert doors.call("POST", post.address_path(notice)).status_code == 200
    assert doors.call("GET", "/api/registration", secret=post.secret(mail)).json()["code"] == "pass_revoked"
    *_, back = mails(doors, old, 3)
    assert doors.call("GET", "/api/registration", secret=post.secret(back)).json()["email"] == old
    assert doors.call("POST", "/api/registration/erasure", secret=post.secret(back)).status_code == 200
    assert doors.call("POST", post.address_path(notice)).status_code == 410
