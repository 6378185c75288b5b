"""What an account makes of the template: seen on SAM's translation of it, for no account is asked."""

import re

from tests.infra.translation import chosen, defaults, holds, made, resources, translated

KEPT = ("Table", "SigningKey", "NameKey", "MailIdentity")


def test_a_second_stack_of_the_account_leaves_the_senders_identity_to_the_first() -> None:
    assert "MailIdentity" in made({})
    assert "MailIdentity" in made({"SenderIdentity": "domain"})
    assert "MailIdentity" not in made({"SenderIdentity": "existing"})


def test_two_stacks_of_one_account_have_no_name_in_common() -> None:
    """CloudFormation names what we do not: by the stack."""
    named = re.compile(r"((Function|Table|Bucket|LogGroup|Role|Queue|Topic|Alarm|Dashboard)?Name)")

    fixed = {
        name: key
        for name, told in resources().items()
        for key, text in told["Properties"].items()
        if named.fullmatch(key) and isinstance(text, str)
    }
    assert fixed == {}


def test_a_stack_that_is_deleted_leaves_what_cannot_be_made_again_and_one_that_fails_to_begin_leaves_nothing() -> None:
    kept = {name for name, told in resources().items() if told.get("DeletionPolicy") == "RetainExceptOnCreate"}

    assert kept == set(KEPT)
    assert all(resources()[name]["UpdateReplacePolicy"] == "Retain" for name in KEPT)


def test_every_function_says_which_event_and_stage_it_is_paid_for() -> None:
    for name, told in resources("AWS::Lambda::Function").items():
        tags = {tag["Key"]: tag["Value"] for tag in told["Properties"]["Tags"]}
        assert tags["event"] == {"Ref": "EventId"}, name
        assert tags["stage"] == {"Ref": "Stage"}, name


def test_a_new_accounts_ten_functions_at_once_are_not_reserved_for_any() -> None:
    """Lambda refuses a reservation that leaves too few to the others, and the whole stack with it."""
    reserving = {
        name: told["Properties"]["ReservedConcurrentExecutions"]
        for name, told in resources("AWS::Lambda::Function").items()
        if "ReservedConcurrentExecutions" in told["Properties"]
    }

    assert reserving.keys() == {"ScanFunction", "SendMailFunction"}
    assert not [name for name, told in reserving.items() if holds(told["Fn::If"][0], defaults())]


def test_a_domain_of_the_events_own_is_what_every_link_begins_with() -> None:
    with_a_name = {"DomainName": "forum.example.org"}

    assert made(with_a_name) - made({}) == {"Domain", "DomainMapping"}
    for name, told in resources("AWS::Lambda::Function").items():
        origin = told["Properties"]["Environment"]["Variables"]["PUBLIC_URL"]
        assert chosen(origin, with_a_name) == {"Fn::Sub": "https://${DomainName}"}, name
        assert chosen(origin, {**with_a_name, "PublicUrl": "https://d1.example.org"}) == {"Ref": "PublicUrl"}, name


def test_a_domain_without_a_certificate_is_refused_before_anything_is_made() -> None:
    (rule,) = translated()["Rules"].values()
    needed = [each["Assert"] for each in rule["Assertions"]]

    assert holds(rule["RuleCondition"], {**defaults(), "DomainName": "forum.example.org"})
    assert not holds(rule["RuleCondition"], defaults())
    assert not all(holds(each, defaults()) for each in needed)


def test_a_mail_that_no_request_asks_for_knows_its_origin_too() -> None:
    variables = resources()["SendMailFunction"]["Properties"]["Environment"]["Variables"]

    assert chosen(variables["PUBLIC_URL"], {}) == {"Fn::GetAtt": ["Api", "ApiEndpoint"]}


def test_each_setting_of_a_function_is_a_text() -> None:
    """CloudFormation would make one of a number; the emulator's function does not start."""
    for name, told in resources("AWS::Lambda::Function").items():
        for setting in told["Properties"]["Environment"]["Variables"].values():
            assert isinstance(chosen(setting, {}), str | dict), name


def test_what_becomes_of_a_mail_is_told_to_the_stack_that_sent_it() -> None:
    for told in resources("AWS::Lambda::Function").values():
        assert told["Properties"]["Environment"]["Variables"]["CONFIGURATION_SET"] == {"Ref": "MailEvents"}
    out = resources()["MailEventsOut"]["Properties"]
    assert out["ConfigurationSetName"] == {"Ref": "MailEvents"}
    assert {"BOUNCE", "COMPLAINT"} <= {*out["EventDestination"]["MatchingEventTypes"]}
