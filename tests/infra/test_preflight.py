"""Looking whether an account is ready: each line says yes, or what to do, and no refusal passes for yes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

from attendance.domain.clock import OURS
from attendance.services import aws
from infra import parameters, preflight
from infra.readiness import Line
from tests.builders import EVENT_ID
from tests.forum import Forum

SENDER, WATCHER = "forum@example.org", "lola@example.org"
TOPIC = "arn:aws:sns:eu-west-3:123456789012:pointage-Watch-Told"
SETTINGS = {"EventId": EVENT_ID, "MailFrom": SENDER, "MailsASecond": "14", "AlarmMail": WATCHER, "Stage": "event"}
READY: dict[str, Any] = {
    "sts.GetCallerIdentity": {"Account": "123456789012", "Arn": "arn:aws:iam::123456789012:user/lola"},
    "cloudformation.DescribeStacks": {
        "Stacks": [
            {
                "StackStatus": "UPDATE_COMPLETE",
                "Parameters": [{"ParameterKey": name, "ParameterValue": value} for name, value in SETTINGS.items()],
                "Outputs": [
                    {"OutputKey": "TableName", "OutputValue": "pointage"},
                    {"OutputKey": "AlarmTopic", "OutputValue": TOPIC},
                ],
            }
        ]
    },
    "lambda.GetAccountSettings": {
        "AccountLimit": {"ConcurrentExecutions": 1000, "UnreservedConcurrentExecutions": 995}
    },
    "sesv2.GetAccount": {
        "ProductionAccessEnabled": True,
        "SendingEnabled": True,
        "EnforcementStatus": "HEALTHY",
        "SendQuota": {"MaxSendRate": 14.0, "Max24HourSend": 50000.0},
    },
    "sesv2.GetEmailIdentity": {"VerifiedForSendingStatus": True, "DkimAttributes": {"Status": "SUCCESS"}},
    "sns.ListSubscriptionsByTopic": {"Subscriptions": [{"Endpoint": WATCHER, "SubscriptionArn": f"{TOPIC}:1"}]},
    "acm.DescribeCertificate": {"Certificate": {"Status": "ISSUED", "DomainName": "forum.example.org"}},
    "apigatewayv2.GetDomainName": {
        "DomainNameConfigurations": [{"ApiGatewayDomainName": "d-1.execute-api", "DomainNameStatus": "AVAILABLE"}]
    },
}
"""What an account that is ready answers, by service and operation."""
# The one name that every machine knows the address of.
OWN_DOMAIN = {"DomainName": "localhost", "CertificateArn": "arn:aws:acm:eu-west-3:123456789012:certificate/1"}


class Account:
    """An account that answers as it is told to: no simulation knows its quotas, nor SES's sandbox."""

    def __init__(self, forum: Forum) -> None:
        self.forum = forum
        self.answers = dict(READY)
        self.clock = timedelta()

    def answer(self, model: Any, **_: Any) -> Any:
        told = self.answers[f"{model.service_model.service_name}.{model.name}"]
        status = told.pop("status", 400) if "Error" in told else 200
        headers = {"date": format_datetime(datetime.now(UTC) + self.clock, usegmt=True)}
        metadata = {"HTTPStatusCode": status, "HTTPHeaders": headers}
        return AWSResponse("", status, HTTPHeaders(), None), {**told, "ResponseMetadata": metadata}

    def refuse(self, operation: str, code: str = "AccessDeniedException") -> None:
        self.answers[operation] = {"Error": {"Code": code, "Message": "no"}}

    def change(self, operation: str, **facts: Any) -> None:
        self.answers[operation] = self.answers[operation] | facts

    def told(self, **given: str) -> dict[str, Line]:
        return {line.what: line for line in preflight.lines("pointage", given)}


@pytest.fixture
def account(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    monkeypatch.setenv("AWS_REGION", "eu-west-3")
    made = Account(forum)
    forum.change(clock=OURS)
    forum.invite(label="Lola", expires_at=datetime.now(UTC) + timedelta(days=1))
    events = {name.partition(".")[0]: name for name in READY}
    for service in events:
        aws.client(service).meta.events.register(f"before-call.{service}", made.answer)
    yield made
    for service in events:
        aws.client(service).meta.events.unregister(f"before-call.{service}", made.answer)


def test_an_account_that_is_ready_is_told_yes_line_by_line(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    assert preflight.main([]) == 0

    printed = capsys.readouterr().out.splitlines()
    assert {line[:4] for line in printed} == {"yes "}
    assert [line.split()[1] for line in printed] == [
        *("region", "account", "clock", "stack", "concurrency", "mail", "mail", "alarms", "programme", "organiser")
    ]
    assert "1 with a living link, the first Lola" in printed[-1]


@pytest.mark.parametrize("operation", sorted(READY))
def test_a_call_that_is_refused_says_which_permission_it_lacks(account: Account, operation: str) -> None:
    account.refuse(operation)

    told = account.told(**OWN_DOMAIN)

    service, _, name = operation.partition(".")
    permission = "apigateway:GET" if service == "apigatewayv2" else f"{service.removesuffix('v2')}:{name}"
    lacking = [line for line in told.values() if f"the permission {permission}:" in line.said]
    assert lacking
    assert not any(line.is_ready for line in lacking)


@pytest.mark.parametrize(
    ("operation", "facts", "what", "to_do"),
    [
        (
            "lambda.GetAccountSettings",
            {"AccountLimit": {"ConcurrentExecutions": 10, "UnreservedConcurrentExecutions": 10}},
            "concurrency",
            "ask for 1000",
        ),
        ("sesv2.GetAccount", {"ProductionAccessEnabled": False}, "mail account", "production access"),
        ("sesv2.GetAccount", {"SendingEnabled": False}, "mail account", "has paused"),
        ("sesv2.GetAccount", {"EnforcementStatus": "SHUTDOWN"}, "mail account", "has paused"),
        ("sesv2.GetAccount", {"SendQuota": {"MaxSendRate": 5.5}}, "mail account", "MAILS_A_SECOND=5"),
        ("sesv2.GetEmailIdentity", {"VerifiedForSendingStatus": False}, "mail sender", "example.org is not verified"),
        (
            "sns.ListSubscriptionsByTopic",
            {"Subscriptions": [{"Endpoint": WATCHER, "SubscriptionArn": "PendingConfirmation"}]},
            "alarms",
            "open the link that AWS has mailed there; if it is two days old, have another one mailed by `aws sns"
            f" subscribe --topic-arn {TOPIC} --protocol email --notification-endpoint {WATCHER}`",
        ),
        ("sns.ListSubscriptionsByTopic", {"Subscriptions": []}, "alarms", "gets no alarm"),
        ("acm.DescribeCertificate", {"Certificate": {"Status": "PENDING_VALIDATION"}}, "certificate", "PENDING"),
        (
            "apigatewayv2.GetDomainName",
            {"DomainNameConfigurations": [{"ApiGatewayDomainName": "d-1", "DomainNameStatus": "UPDATING"}]},
            "domain",
            "UPDATING",
        ),
    ],
)
def test_what_would_stop_the_event_is_told_with_what_to_do(
    account: Account, operation: str, facts: dict[str, Any], what: str, to_do: str
) -> None:
    account.change(operation, **facts)

    told = account.told(**OWN_DOMAIN)

    assert not told[what].is_ready
    assert to_do in told[what].said


def test_a_domain_that_is_ready_is_told_with_its_certificate(account: Account) -> None:
    told = account.told(**OWN_DOMAIN)

    assert told["certificate"].said == "forum.example.org"
    assert told["domain"].said == "localhost, at d-1.execute-api"


def test_a_domain_that_leads_nowhere_is_told_where_it_has_to(account: Account) -> None:
    told = account.told(**OWN_DOMAIN | {"DomainName": "forum.invalid"})

    assert "enter a CNAME to d-1.execute-api" in told["domain"].said


def test_before_the_first_deployment_what_can_be_looked_at_is(account: Account) -> None:
    account.answers["cloudformation.DescribeStacks"] = {"Error": {"Code": "ValidationError", "Message": "no stack"}}

    told = account.told(MailFrom=SENDER)

    assert "make deploy STACK=pointage" in told["stack"].said
    assert told["mail sender"].is_ready
    assert "programme" not in told


def test_an_event_wants_somebody_who_is_told_and_a_training_does_not(account: Account) -> None:
    assert "ALARM_MAIL=" in account.told(AlarmMail="")["alarms"].said
    assert "alarms" not in account.told(AlarmMail="", Stage="training")
    account.answers["cloudformation.DescribeStacks"] = {"Error": {"Code": "ValidationError", "Message": "no stack"}}
    assert "the deployment makes" in account.told(AlarmMail=WATCHER)["alarms"].said


@pytest.mark.parametrize(("ahead", "said"), [(-400, "s ahead of AWS's"), (90, "s behind AWS's")])
def test_a_clock_that_is_wrong_is_told_even_where_it_spoils_every_signature(
    account: Account, ahead: int, said: str
) -> None:
    account.clock = timedelta(seconds=ahead)
    account.refuse("sts.GetCallerIdentity", "SignatureDoesNotMatch")

    told = account.told()

    assert said in told["clock"].said
    assert set(told) == {"region", "account", "clock"}


def test_nothing_at_all_can_be_asked_without_credentials(account: Account) -> None:
    account.refuse("sts.GetCallerIdentity", "InvalidClientTokenId")

    assert preflight.main([]) == 2


def test_a_rehearsal_a_closed_event_and_one_without_an_organiser_are_to_be_seen_to(account: Account) -> None:
    account.forum.set_clock("08:45")
    assert "--clock now" in account.told()["programme"].said
    account.forum.change(clock=OURS, closed_at=datetime.now(UTC))
    assert "REOPEN=1" in account.told()["programme"].said

    told = account.told(EventId="another")

    assert "is not loaded" in told["programme"].said
    assert "infra.invite organiser" in told["organiser"].said


def test_a_parameter_is_given_in_the_commands_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILS_A_SECOND", "3")
    declared = parameters.declared()

    assert parameters.given(["MAILS_A_SECOND"], declared) == {"MailsASecond": "3"}
    assert parameters.default(declared)["MailsASecond"] == "14"


def test_a_mistyped_parameter_is_refused_with_those_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert preflight.main(["MAIL_FORM"]) == 2

    told = capsys.readouterr().err
    assert "no parameter for MAIL_FORM" in told
    assert "MAIL_FROM" in told
