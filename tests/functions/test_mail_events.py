"""What SES tells of a mail later comes back to it: an organiser sees which addresses take none."""

from typing import Any

import pytest

from attendance.domain.problem import Later
from attendance.services import aws
from tests.forum import Forum, bystander
from tests.functions.outgoing import listed, sent_again
from tests.gateway import ROOT, Context, handler_module
from tests.mailroom import Mailroom

BOUNCE = {"bounce": {"bounceType": "Permanent", "bouncedRecipients": [{"emailAddress": "ada@example.org"}]}}
FULL = {"bounce": {"bounceType": "Transient", "bounceSubType": "MailboxFull"}}
UNKNOWN = {"bounce": {"bounceType": "Undetermined"}}
COMPLAINT = {"complaint": {"complainedRecipients": [{"emailAddress": "ada@example.org"}]}}
REJECT = {"reject": {"reason": "Bad content"}}


def tell(message_id: str, tags: dict[str, str], what: dict[str, Any]) -> None:
    """Tell the function of an event as EventBridge does."""
    told = {"eventType": next(iter(what)).title(), "mail": {"messageId": message_id, "tags": {}}, **what}
    told["mail"]["tags"] = {name: [value] for name, value in tags.items()} | {"ses:from-domain": ["example.org"]}
    event = {"source": "aws.ses", "detail-type": "Email Bounced", "detail": told}
    handler_module(ROOT / "functions/mail_events/handler.py").handler(event, Context())


@pytest.fixture
def tagged(mailroom: Mailroom) -> list[dict[str, str]]:
    """Note what each mail is tagged with as it is sent."""
    tags: list[dict[str, str]] = []

    def note(params: dict[str, Any], **_: Any) -> None:
        tags.append({tag["Name"]: tag["Value"] for tag in params["EmailTags"]})

    aws.client("sesv2", once=True).meta.events.register("provide-client-params.sesv2.SendEmail", note)
    return tags


@pytest.fixture
def ada(forum: Forum, mailroom: Mailroom, tagged: list[dict[str, str]]) -> dict[str, Any]:
    """Somebody whose confirmation was sent."""
    registered = forum.register()
    mailroom.deliver()
    return registered


def message_id(mailroom: Mailroom, ada: dict[str, Any]) -> str:
    name: str = mailroom.stored(ada["attendee_id"])["message_id"]
    return name


@pytest.mark.parametrize(
    ("what", "state", "error"),
    [
        (BOUNCE, "failed", "bounced"),
        (FULL, "unsure", "undelivered"),
        (UNKNOWN, "unsure", "undelivered"),
        (REJECT, "failed", "refused"),
    ],
)
def test_a_mail_that_came_back_is_to_be_seen_with_why(
    forum: Forum,
    mailroom: Mailroom,
    organiser: str,
    ada: dict[str, Any],
    tagged: list[dict[str, str]],
    what: dict[str, Any],
    state: str,
    error: str,
) -> None:
    assert listed(forum, organiser) == []

    for _ in range(2):
        tell(message_id(mailroom, ada), tagged[0], what)

    (only,) = listed(forum, organiser)
    assert (only["attendee_id"], only["state"], only["error"]) == (ada["attendee_id"], state, error)


def test_a_mail_that_came_back_is_sent_again_and_leaves_the_list(
    forum: Forum, mailroom: Mailroom, organiser: str, ada: dict[str, Any], tagged: list[dict[str, str]]
) -> None:
    first = message_id(mailroom, ada)
    tell(first, tagged[0], BOUNCE)

    assert sent_again(forum, organiser, ada)["state"] == "due"
    mailroom.deliver()
    tell(first, tagged[0], BOUNCE)

    assert listed(forum, organiser) == []
    assert len(mailroom.sent) == 2


def test_a_complaint_is_kept_with_the_mail_that_was_sent(
    forum: Forum, mailroom: Mailroom, organiser: str, ada: dict[str, Any], tagged: list[dict[str, str]]
) -> None:
    tell(message_id(mailroom, ada), tagged[0], COMPLAINT)

    stored = mailroom.stored(ada["attendee_id"])
    assert (stored["state"], stored["error"]) == ("sent", "complained")
    assert listed(forum, organiser) == []
    day = forum.gateway.call("GET", f"/api/attendees/{ada['attendee_id']}", secret=organiser).body
    assert [mail["error"] for mail in day["mails"]] == ["complained"]


@pytest.mark.parametrize("what", [{"delivery": {}}, {"send": {}}, {"deliveryDelay": {}}, {"open": {}}])
def test_whatever_else_is_told_changes_nothing(
    forum: Forum, mailroom: Mailroom, ada: dict[str, Any], tagged: list[dict[str, str]], what: dict[str, Any]
) -> None:
    before = mailroom.stored(ada["attendee_id"])

    tell(message_id(mailroom, ada), tagged[0], what)

    assert mailroom.stored(ada["attendee_id"]) == before


@pytest.mark.parametrize("tags", [{}, {"event_id": "forum-essai"}, {"reason": "confirmation"}])
def test_what_was_mailed_to_no_attendee_is_only_counted(
    forum: Forum, mailroom: Mailroom, tags: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    tell("elsewhere", tags, BOUNCE)

    (record,) = [record for record in caplog.records if record.getMessage() == "mail_returned"]
    assert vars(record)["noted"] is False


def test_another_stacks_mail_is_nobodys_here(
    forum: Forum, mailroom: Mailroom, organiser: str, tagged: list[dict[str, str]], ada: dict[str, Any]
) -> None:
    tell("another", tagged[0], BOUNCE)
    tell(message_id(mailroom, ada), {**tagged[0], "attendee_id": "SOMEBODYELSE"}, BOUNCE)

    assert listed(forum, organiser) == []


def test_a_bounce_that_overtakes_the_outcome_of_its_attempt_is_told_of_again(
    forum: Forum, mailroom: Mailroom, ada: dict[str, Any], tagged: list[dict[str, str]], request: pytest.FixtureRequest
) -> None:
    key = {"PK": {"S": f"EVENT#forum-essai#ATTENDEE#{ada['attendee_id']}"}, "SK": {"S": "MAIL#confirmation"}}
    bystander("dynamodb").update_item(
        TableName="pointage",
        Key=key,
        UpdateExpression="SET #state = :sending REMOVE message_id",
        ExpressionAttributeNames={"#state": "state"},
        ExpressionAttributeValues={":sending": {"S": "sending"}},
    )

    request.getfixturevalue("in_vain")

    with pytest.raises(Later):
        tell("soon", tagged[0], BOUNCE)


def test_no_address_is_in_the_log_or_among_the_tags(
    forum: Forum,
    mailroom: Mailroom,
    ada: dict[str, Any],
    tagged: list[dict[str, str]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    tell(message_id(mailroom, ada), tagged[0], BOUNCE)

    said = str([vars(record) for record in caplog.records]) + str(tagged)
    assert "mail_returned" in said
    assert "ada@" not in said.lower()
    assert "Ada" not in said
