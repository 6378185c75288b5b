from attendance.domain.attendee import CHOSEN, TICKS
from attendance.domain.programme import CLOSING, LUNCH, VILLAGE
from attendance.edge.answers.people import Registration
from attendance.edge.messages.registrations import ChoicesMessage, RegistrationMessage
from attendance.services.email_address import LONGEST
from attendance.vocabulary import fields, words


def test_a_person_a_message_and_an_answer_have_all_fields_of_a_registration() -> None:
    assert sorted(fields.names()) == sorted(CHOSEN)
    assert fields.names(fields.TICK) == TICKS
    for has in (RegistrationMessage.model_fields, ChoicesMessage.model_fields, Registration.__annotations__):
        assert {*fields.names()} <= {*has}


def test_every_field_has_a_name_in_every_language() -> None:
    for language in words.languages():
        assert {*fields.names()} == {*words.of(language)["common"]["fields"]}


def test_what_the_domain_decides_has_the_same_names_and_bounds() -> None:
    assert (fields.LUNCH, fields.VILLAGE, fields.CLOSING) == (LUNCH, VILLAGE, CLOSING)
    assert fields.longest("email") == LONGEST
