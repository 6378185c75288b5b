"""What each role may do on AWS: read off SAM's translation, which adds permissions of its own."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from typing import Any

import pytest

from attendance.store import keys
from infra.local import template
from infra.local.stack import ROOT
from tests.infra.translation import resources

ADDED_BY_SAM = {
    "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole": "for every role: it writes logs, and reads none"
}
"""Policies of AWS's own that a role has, and why."""

WITHOUT_A_RESOURCE = {
    ("SigningKey", "kms:*"): "a key's own policy: the resource is the key, and without it the account loses the key",
    ("NameKey", "kms:*"): "as for SigningKey",
    ("MayFollowTheStream", "dynamodb:ListStreams"): "it names streams and reads none; IAM has nothing narrower for it",
}
"""Permissions on everything, and why that is not what it seems."""

type Statement = dict[str, Any]
ROLES = resources("AWS::IAM::Role")


def several(told: Any) -> list[Any]:
    return told if isinstance(told, list) else [told]


def documents() -> Iterator[tuple[str, Statement]]:
    """Yield each statement that allows something, with the resource that it stands in."""
    for name, told in resources().items():
        found = told["Properties"]
        for policy in [found, *found.get("Policies", [])]:
            document = policy.get("PolicyDocument") or policy.get("KeyPolicy") or {}
            for statement in several(document.get("Statement", [])):
                if statement["Effect"] == "Allow":
                    yield name, statement


def named(resource: Any) -> set[str]:
    """Return the logical ids that a part of the template names."""
    match resource:
        case {"Ref": name}:
            return {name}
        case {"Fn::GetAtt": [name, _]} | {"Fn::GetAtt": name}:
            return {name.split(".")[0]}
        case {"Fn::Sub": told}:
            text = told if isinstance(told, str) else told[0]
            return {word.split(".")[0] for word in re.findall(r"\$\{([\w.]+)\}", text)}
    return set()


def test_no_permission_is_for_every_action_or_every_resource() -> None:
    wide = {
        (name, action)
        for name, statement in documents()
        for action in several(statement["Action"])
        for resource in several(statement["Resource"])
        if resource == "*" or "*" in action
    }

    assert wide == WITHOUT_A_RESOURCE.keys()


def test_every_permission_is_for_something_of_this_stack_or_for_its_sender() -> None:
    own = resources().keys() | {"MailFrom"}

    for name, statement in documents():
        for resource in several(statement["Resource"]):
            about_us = named(resource) & own or "identity/${Domain}" in str(resource)
            assert about_us or (name, statement["Action"]) in WITHOUT_A_RESOURCE, (name, resource)


def test_a_role_has_no_policy_of_awss_own_but_the_one_for_logs() -> None:
    own = resources("AWS::IAM::ManagedPolicy").keys()

    for name, told in ROLES.items():
        for policy in told["Properties"].get("ManagedPolicyArns", []):
            assert policy in [*ADDED_BY_SAM, *({"Ref": each} for each in own)], name


def test_only_what_the_stack_names_may_call_a_function() -> None:
    for name, told in ROLES.items():
        (statement,) = told["Properties"]["AssumeRolePolicyDocument"]["Statement"]
        assert several(statement["Principal"]["Service"]) == ["lambda.amazonaws.com"], name
    for name, told in resources("AWS::Lambda::Permission").items():
        assert named(told["Properties"]["SourceArn"]) & resources().keys() or "Api" in str(told), name


def test_mails_go_out_from_the_events_address_alone() -> None:
    mailing = [statement for _, statement in documents() if "ses:SendEmail" in several(statement["Action"])]

    assert len(mailing) == 1
    assert mailing[0]["Condition"] == {"StringEquals": {"ses:FromAddress": {"Ref": "MailFrom"}}}
    holders = {
        name for name, told in ROLES.items() if {"Ref": "MaySendMail"} in told["Properties"]["ManagedPolicyArns"]
    }
    assert holders == {"SendMailFunctionRole", "PassesFunctionRole", "OrdersFunctionRole"}


@pytest.mark.parametrize(
    ("role", "action", "keys_used", "others"),
    [
        (
            "LinksFunctionRole",
            "dynamodb:PutItem",
            [keys.link_request("forum", "a1")],
            [keys.profile("forum", "ada"), keys.link_request("other", "a1")],
        ),
        ("LinksFunctionRole", "dynamodb:GetItem", [keys.programme("forum")], [keys.link_request("forum", "a1")]),
        (
            "ProgrammeFunctionRole",
            "dynamodb:BatchGetItem",
            [keys.programme("forum"), keys.seats("forum", "atelier-1")],
            [keys.profile("forum", "ada"), keys.act("forum", None, str(datetime.now(UTC)), "1")],
        ),
        (
            "VerifyAttestationFunctionRole",
            "dynamodb:GetItem",
            [keys.programme("forum")],
            [keys.profile("forum", "ada")],
        ),
    ],
)
def test_what_anybody_may_call_reads_no_person(
    role: str, action: str, keys_used: list[keys.Key], others: list[keys.Key]
) -> None:
    (statement,) = [told for name, told in documents() if name == role and action in several(told["Action"])]
    patterns = [
        pattern["Fn::Sub"].replace("${EventId}", "forum")
        for how, about in statement["Condition"].items()
        if how in ("ForAllValues:StringEquals", "ForAllValues:StringLike")
        for pattern in about["dynamodb:LeadingKeys"]
    ]

    assert all(any(fnmatchcase(key["PK"], pattern) for pattern in patterns) for key in keys_used)
    assert not any(fnmatchcase(key["PK"], pattern) for pattern in patterns for key in others)


def test_here_permissions_that_the_emulator_cannot_grant_exactly_are_wider_and_no_others() -> None:
    source = template.load(ROOT / "template.yaml")["Resources"]
    eased = template.loosened({"Resources": source})["Resources"]

    changed = {name for name in source if source[name] != eased[name]}
    readers = {"AccessibilityFunction", "LinksFunction", "ProgrammeFunction", "VerifyAttestationFunction"}
    assert changed == {"MaySendMail", *readers}
    assert "LeadingKeys" not in str(eased)
