"""What `make checkov` tells, and that the reasons for what it asks in vain are true."""

from infra.local import template
from infra.local.stack import ROOT
from tests.checkov.__main__ import OTHERS, REASONS, told
from tests.infra.translation import resources

FINDINGS = [{"check_id": check, "check_name": "Ensure that", "resource": f"{kind}.Any"} for check, kind in REASONS]


def test_what_has_a_reason_is_not_told() -> None:
    assert told(FINDINGS) == []


def test_what_has_none_is_told_with_its_resource() -> None:
    fresh = {"check_id": "CKV_AWS_28", "check_name": "Ensure backup", "resource": "AWS::DynamoDB::Table.Table"}

    assert told([*FINDINGS, fresh]) == ["CKV_AWS_28 AWS::DynamoDB::Table.Table: Ensure backup"]


def test_a_reason_that_nothing_needs_any_more_is_told() -> None:
    assert told(FINDINGS[1:]) == [f"{' '.join(next(iter(REASONS)))}: nothing needs this reason any more"]


def test_there_is_a_resource_for_each_reason() -> None:
    others = [part for name in OTHERS for part in template.load(ROOT / name)["Resources"].values()]

    assert {kind for _, kind in REASONS} <= {part["Type"] for part in [*resources().values(), *others]}


def test_what_the_reasons_say_of_the_stacks_is_so() -> None:
    (queue,) = resources("AWS::SQS::Queue").values()
    bucket = resources()["Files"]
    (unanswered,) = resources("AWS::Lambda::EventInvokeConfig").values()
    mappings = resources("AWS::Lambda::EventSourceMapping").values()

    assert queue["Properties"]["SqsManagedSseEnabled"] is True
    assert bucket["Properties"]["LifecycleConfiguration"]["Rules"][0]["ExpirationInDays"] == 1
    assert unanswered["Properties"]["DestinationConfig"]["OnFailure"]
    assert all("Discarded" in str(told["Properties"]["DestinationConfig"]["OnFailure"]) for told in mappings)
    assert resources()["NameKey"]["Properties"]["KeySpec"] == "HMAC_256"
    assert resources()["Table"]["Properties"]["SSESpecification"] == {"SSEEnabled": True}
    front = template.load(ROOT / "infra/cloudfront.yaml")["Resources"].values()
    assert "AWS::Logs::Delivery" in {part["Type"] for part in front}
