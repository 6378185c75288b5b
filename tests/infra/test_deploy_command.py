"""Deploying an event's stack: one line, refused at once where it would fail or cost people something."""

import shlex

import pytest

from infra import deploy, parameters
from infra.parameters import Deployed
from tests.builders import EVENT_ID
from tests.infra.test_preflight import SENDER, Account, account

__all__ = ["account"]

FIRST = {"MAIL_FROM": SENDER, "EVENT_ID": "formation", "PUBLIC_URL": "https://formation.example.org"}


def missing(account: Account) -> None:
    account.answers["cloudformation.DescribeStacks"] = {"Error": {"Code": "ValidationError", "Message": "none"}}


def asked(monkeypatch: pytest.MonkeyPatch, stack: str, given: dict[str, str], *options: str) -> int:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return deploy.main(["--stack", stack, "--dry-run", *options, *given])


def test_a_new_stack_is_one_line(
    account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    missing(account)
    account.refuse("sesv2.GetEmailIdentity", "NotFoundException")

    assert asked(monkeypatch, "formation", FIRST) == 0

    line = shlex.split(capsys.readouterr().out.removeprefix("Would run: "))
    assert line[1:2] == ["deploy"]
    assert line[line.index("--stack-name") + 1] == "formation"
    assert line[line.index("--region") + 1] == "eu-west-3"
    overrides = line[line.index("--parameter-overrides") + 1 : line.index("--tags")]
    assert overrides == [f"MailFrom={SENDER}", "EventId=formation", "PublicUrl=https://formation.example.org"]
    assert line[line.index("--tags") + 1] == "event=formation"


def test_a_second_stack_takes_the_sender_that_the_account_has_already(
    account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    missing(account)

    assert asked(monkeypatch, "formation", FIRST) == 0

    assert "SenderIdentity=existing" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("stack", "given", "why"),
    [
        ("formation", {"EVENT_ID": "formation"}, "give MAIL_FROM= too"),
        ("1-formation", FIRST, "begin with a letter"),
        ("formation", FIRST | {"MAILS_A_SECOND": "0"}, "MAILS_A_SECOND=0 must be a number from 1"),
        ("formation", FIRST | {"DOMAIN_NAME": "forum.example.org"}, "needs CERTIFICATE_ARN="),
        ("formation", FIRST | {"STAGE": "test"}, "STAGE=test must be one of event, training"),
        ("formation", FIRST | {"MAIL_FROM": "forum"}, "MAIL_FROM=forum must be the address that mails come from"),
        ("formation", FIRST | {"EVENT_ID": "Forum 2022"}, "EVENT_ID=Forum 2022 must be what fits"),
    ],
)
def test_a_first_deployment_that_would_fail_is_refused_at_once(
    account: Account,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    stack: str,
    given: dict[str, str],
    why: str,
) -> None:
    missing(account)

    assert asked(monkeypatch, stack, given) == 2

    assert why in capsys.readouterr().err


def deployed(**settings: str) -> Deployed:
    return Deployed(
        "UPDATE_COMPLETE",
        {"EventId": EVENT_ID, "PublicUrl": "", "DomainName": "", "CertificateArn": "arn"} | settings,
        {},
    )


def refused(given: dict[str, str], there: Deployed, *, moves: bool = False) -> str:
    try:
        deploy.check("pointage", given, parameters.declared(), there, moves=moves)
    except deploy.RefusedError as error:
        return str(error)
    return ""


def test_a_stack_keeps_its_event() -> None:
    assert "is a stack of its own" in refused({"EventId": "another"}, deployed())
    assert not refused({"EventId": EVENT_ID}, deployed())


@pytest.mark.parametrize(("name", "had"), [("DomainName", "forum.example.org"), ("PublicUrl", "https://a.example.org")])
def test_a_stack_keeps_the_origin_that_links_belong_to_unless_it_must_move(name: str, had: str) -> None:
    there = deployed(**{name: had})

    assert "would be left behind" in refused({name: had.replace("example", "other")}, there)
    assert not refused({name: had.replace("example", "other")}, there, moves=True)
    assert not refused({name: had}, there)
    assert not refused({name: had}, deployed())


def test_a_stack_that_was_never_made_is_told_how_to_be_deleted() -> None:
    assert "delete-stack --stack-name pointage" in refused({}, Deployed("ROLLBACK_COMPLETE", {}, {}))


def test_an_account_that_cannot_be_asked_is_told(
    account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    account.refuse("cloudformation.DescribeStacks")

    assert asked(monkeypatch, "formation", FIRST) == 2

    assert "make preflight" in capsys.readouterr().err


def test_the_region_is_the_shells_else_the_projects(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    assert deploy.region() == "eu-west-3"
    monkeypatch.setenv("AWS_REGION", "eu-north-1")

    assert deploy.region() == "eu-north-1"
