"""An event asks questions of its own: what is an answer, what is not, and what becomes of answers."""

from typing import Any

import pytest

from attendance.domain.questions import (
    LONGEST,
    TYPES,
    Answer,
    Question,
    answered,
    given,
    missing_answers,
    wrong_answers,
)
from attendance.domain.refusals import ImpossibleChoice, Rule
from attendance.domain.texts import Choice, in_language
from attendance.vocabulary.limits import GREATEST_NUMBER

CHOICES = (Choice("pmr", {"fr": "Fauteuil roulant", "en": "Wheelchair"}), Choice("lsf", {"*": "LSF"}))
TELEPHONE = Question("telephone", "text", {"fr": "Téléphone"}, {"fr": "Vous joindre"}, required=True)
PHOTO = Question("photo", "yes_no", {"fr": "Photo"}, {"fr": "Album"}, counted=True)
ACCESS = Question("acces", "choices", {"fr": "Accès"}, {"fr": "Accueil"}, choices=CHOICES, asked_of=("participant",))


def question(kind: str) -> Question:
    choices = CHOICES if kind.startswith("choice") else ()
    return Question("q", kind, {"fr": "?"}, {"fr": "Savoir"}, choices=choices)


def values(kind: str, answer: object) -> tuple[str, ...]:
    return sum((found.values for found in answered([question(kind)], (), {"q": answer}, "participant")), ())


def wrong(kind: str, answer: object) -> Rule:
    with pytest.raises(ImpossibleChoice) as refused:
        answered([question(kind)], (), {"q": answer}, "participant")
    assert refused.value.field == "answers.q"
    return refused.value.rule


@pytest.mark.parametrize(
    ("kind", "answer", "kept"),
    [
        ("text", "05 49 00 00 00", ("05 49 00 00 00",)),
        ("text", "  à 9 h 🚲 ", ("à 9 h 🚲",)),
        ("text", "=1+1", ("=1+1",)),
        ("text", "مرحبا", ("مرحبا",)),
        ("long_text", "\nSans gluten,\r\n  ni arachide \n", ("Sans gluten,\nni arachide",)),
        ("number", 34, ("34",)),
        ("number", 34.0, ("34",)),
        ("number", -0.1, ("-0.1",)),
        ("number", 1e-7, ("0.0000001",)),
        ("number", GREATEST_NUMBER, ("1000000000000",)),
        ("date", "2022-08-29", ("2022-08-29",)),
        ("yes_no", True, ("yes",)),
        ("yes_no", False, ("no",)),
        ("choice", "lsf", ("lsf",)),
        ("choices", ["lsf", "pmr", "lsf"], ("pmr", "lsf")),
    ],
)
def test_an_answer_is_kept_as_texts_and_given_back_as_it_came(kind: str, answer: Any, kept: tuple[str, ...]) -> None:
    assert values(kind, answer) == kept

    back = given(question(kind), Answer("q", kept))

    assert back == (["pmr", "lsf"] if kind == "choices" else kept[0] if isinstance(answer, str) else answer)
    assert isinstance(back, bool) == (kind == "yes_no")
    assert values(kind, back) == kept


@pytest.mark.parametrize("kind", TYPES)
def test_an_answer_that_says_nothing_is_none(kind: str) -> None:
    assert values(kind, None) == ()
    assert kind in ("number", "yes_no") or values(kind, [] if kind == "choices" else "") == ()
    assert kind not in ("text", "long_text", "date") or values(kind, " \u200b ") == ()


@pytest.mark.parametrize("kind", TYPES)
def test_an_answer_of_another_type_is_refused(kind: str) -> None:
    fitting = {"number": (34, 1.5), "yes_no": (True,), "choices": (["pmr"],)}.get(kind, ("pmr",))
    for answer in ("pmr", 34, 1.5, True, ["pmr"], {"pmr": True}, [34], ("pmr",)):
        if not any(type(answer) is type(fits) and answer == fits for fits in fitting):
            assert wrong(kind, answer) is Rule.ANSWER_OF_ANOTHER_TYPE


@pytest.mark.parametrize("kind", ["text", "long_text"])
def test_a_text_is_as_long_as_its_type_allows(kind: str) -> None:
    longest = "é" * LONGEST[kind]

    assert values(kind, longest) == (longest,)
    assert wrong(kind, longest + "é") is Rule.ANSWER_TOO_LONG


@pytest.mark.parametrize("answer", [float("nan"), float("inf"), -float("inf"), GREATEST_NUMBER + 1, -(10**400)])
def test_a_number_that_no_list_can_show_is_refused(answer: float) -> None:
    assert wrong("number", answer) is Rule.ANSWER_OF_ANOTHER_TYPE


@pytest.mark.parametrize("answer", ["29/08/2022", "2022-02-30", "20220829", "2022-W35-1", "2022-08-29T10:00"])
def test_a_day_that_is_not_in_the_calendar_is_refused(answer: str) -> None:
    assert wrong("date", answer) is Rule.ANSWER_OF_ANOTHER_TYPE


def test_a_text_with_what_nobody_can_print_is_refused() -> None:
    assert wrong("text", "deux\nlignes") is Rule.ANSWER_UNPRINTABLE
    assert wrong("long_text", "un\x00") is Rule.ANSWER_UNPRINTABLE


def test_only_what_is_offered_can_be_chosen() -> None:
    assert wrong("choice", "PMR") is Rule.NOT_AMONG_CHOICES
    assert wrong("choices", ["pmr", "velo"]) is Rule.NOT_AMONG_CHOICES


def test_everything_wrong_with_answers_is_known_at_once() -> None:
    answers = {"age": 3, "photo": "oui", "telephone": "05", "acces": ["pmr"]}

    found = list(wrong_answers([TELEPHONE, PHOTO, ACCESS], answers, "speaker"))

    assert [(one.field, one.rule) for one in found] == [
        ("answers.age", Rule.UNKNOWN_QUESTION),
        ("answers.photo", Rule.ANSWER_OF_ANOTHER_TYPE),
        ("answers.acces", Rule.NOT_ASKED),
    ]


def test_other_answers_stay_and_nothing_takes_one_back() -> None:
    asked = [TELEPHONE, PHOTO, ACCESS]
    first = answered(asked, (), {"acces": ["pmr"], "telephone": "05"}, "participant")

    then = answered(asked, first, {"telephone": None, "photo": False}, "participant")

    assert [answer.question for answer in first] == ["telephone", "acces"]
    assert then == (Answer("photo", ("no",)), Answer("acces", ("pmr",)))


def test_who_becomes_of_another_kind_has_no_answers_to_what_is_not_asked_of_it() -> None:
    answers = answered([PHOTO, ACCESS], (), {"acces": ["pmr"], "photo": True}, "participant")

    assert answered([PHOTO, ACCESS], answers, {}, "exhibitor") == (Answer("photo", ("yes",)),)


def test_an_answer_is_missed_where_it_is_required_of_the_kind() -> None:
    of_speakers = Question("titre", "text", {"fr": "Titre"}, {"fr": "Programme"}, required=True, asked_of=("speaker",))

    missed = list(missing_answers([TELEPHONE, PHOTO, of_speakers], (Answer("photo", ("no",)),), "participant"))

    assert [(one.field, one.rule) for one in missed] == [("answers.telephone", Rule.ANSWER_NEEDED)]


def test_a_text_is_shown_in_the_language_of_who_reads_if_the_event_gave_it() -> None:
    assert [in_language(choice.label, "en") for choice in CHOICES] == ["Wheelchair", "LSF"]
    assert in_language({"fr": "Accès"}, "en") == "Accès"
    assert in_language({"fr": "Accès", "*": "Access"}, "de") == "Access"
    assert in_language({}, "de") == ""
