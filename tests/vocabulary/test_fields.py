from attendance.domain.attendee import CHOSEN, TICKS
from attendance.edge.answers.people import Registration
from attendance.edge.bodies.registrations import ChoicesBody, RegistrationBody
from attendance.vocabulary import fields, words
from attendance.vocabulary.limits import ADDRESS_CHARACTERS


def test_a_person_a_message_and_an_answer_have_all_fields_of_a_registration() -> None:
    assert sorted(fields.names()) == sorted(CHOSEN)
    assert fields.names(fields.TICK) == TICKS
    for has in (RegistrationBody.model_fields, ChoicesBody.model_fields, Registration.__annotations__):
        assert {*fields.names()} <= {*has}


def test_every_field_has_a_name_in_every_language() -> None:
    for language in words.languages():
        assert {*fields.names()} == {*words.of(language)["common"]["fields"]}


def test_an_address_is_as_long_as_the_domain_says() -> None:
    assert fields.longest("email") == ADDRESS_CHARACTERS
