"""What an account makes of the template: seen on SAM's translation of it, for no account is asked."""

import re

from tests.infra.translation import defaults, holds, made, resources

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
