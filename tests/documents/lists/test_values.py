"""Cells are read as people write them; what could mean two things is told, never guessed."""

from dataclasses import replace
from functools import partial

import pytest

from attendance.documents.lists import line_content, values
from attendance.vocabulary import words
from tests.documents.lists.cells import PROGRAMME, wrong


@pytest.mark.parametrize(
    "text", ["oui", "Oui", "OUI ", "o", "yes", "x", "X", "1", "true", "VRAI", "✓", "☑", "Oui, merci"]
)
def test_yes_is_said_in_many_ways(text: str) -> None:
    assert values.yes_or_no(text)


@pytest.mark.parametrize(
    "text", ["non", "Non merci", "n", "no", "0", "false", "FAUX", "", "  ", "-", "☐", "✗", "Aucun"]
)
def test_no_is_said_in_many_ways_and_by_nothing(text: str) -> None:
    assert not values.yes_or_no(text)


@pytest.mark.parametrize("text", ["peut-être", "oui mais pas le midi", "2", "selon l'heure", "?!maybe"])
def test_what_is_neither_yes_nor_no_is_told(text: str) -> None:
    assert wrong(values.yes_or_no, text) == "not_yes_or_no"


@pytest.mark.parametrize(
    ("text", "diet"),
    [
        ("", "none"),
        ("Aucun", "none"),
        ("RAS", "none"),
        ("sans restriction alimentaire", "none"),
        ("Végétarien", "vegetarian"),
        ("végétarien·ne", "vegetarian"),
        ("VEGETARIENNE", "vegetarian"),
        ("Repas végétarien", "vegetarian"),
        ("vegan", "vegan"),
        ("végétalien(ne)", "vegan"),
        ("Sans gluten", "gluten_free"),
        ("Gluten-free", "gluten_free"),
        ("gluten_free", "gluten_free"),
        ("sans porc", "no_pork"),
        ("Autre", "other"),
    ],
)
def test_a_diet_is_read_in_both_languages(text: str, diet: str) -> None:
    assert values.diet(text, PROGRAMME) == diet


@pytest.mark.parametrize("text", ["halal", "sans lactose", "végétarien, sans gluten", "allergie aux noix", "oui"])
def test_a_diet_that_the_kitchen_does_not_offer_is_another_one_with_its_words(text: str) -> None:
    read = line_content.read({"lunch": "oui", "diet": text}, PROGRAMME)

    memo = f"Régime alimentaire\u00a0: {text}"
    assert (read.fields, read.errors) == ({"lunch": True, "diet": "other", "memo": memo}, [])
    assert [(note.code, note.about) for note in read.notes] == [("diet_words", text)]


def test_a_diet_that_its_code_says_whole_needs_no_words() -> None:
    for diet in ("Autre", "végan"):
        assert line_content.read({"lunch": "oui", "diet": diet}, PROGRAMME).notes == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("", None),
        ("Confirmé", None),
        ("Paiement accepté", None),
        ("Free Order", None),
        ("Checked In", None),
        ("approved", None),
        ("Pas vu", None),
        ("Réservation confirmée", None),
        ("Annulé", "cancelled"),
        ("Annulée par l'organisateur", "cancelled"),
        ("Remboursé", "cancelled"),
        ("Refunded", "cancelled"),
        ("Declined", "cancelled"),
        ("Not Attending", "cancelled"),
        ("Refusé", "cancelled"),
        ("Désistement", "cancelled"),
        ("Expired", "cancelled"),
        ("Effacé", "cancelled"),
        ("Liste d'attente", "waiting"),
        ("Sur liste d’attente", "waiting"),
        ("waitlist", "waiting"),
        ("On the waiting list", "waiting"),
        ("En attente", "pending"),
        ("En attente de paiement", "pending"),
        ("Pending approval", "pending"),
        ("Non confirmé", "pending"),
        ("unpaid", "pending"),
        ("Invited", "pending"),
    ],
)
def test_a_status_tells_who_does_not_come_or_not_yet(text: str, status: str | None) -> None:
    assert values.status(text) == status


def test_a_status_that_nobody_knows_is_told() -> None:
    assert wrong(values.status, "Bleu") == "unknown_status"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "participant"),
        ("Participant·e", "participant"),
        ("intervenante", "speaker"),
        ("Animateur·rice", "facilitator"),
        ("animateur(trice)", "facilitator"),
        ("Exposant", "exhibitor"),
        ("organisation", "organiser"),
        ("Bénévole", "volunteer"),
        ("volunteer", "volunteer"),
    ],
)
def test_a_kind_is_read_in_both_languages(text: str, kind: str) -> None:
    assert values.kind(text) == kind


@pytest.mark.parametrize("text", ["chef", "animateur et exposant", "participant / exposant", "12"])
def test_a_kind_that_nobody_is_is_told(text: str) -> None:
    assert wrong(values.kind, text) == "unknown_kind"


def test_a_language_is_read_by_its_code_or_name() -> None:
    assert [values.language(text, PROGRAMME) for text in ("", "FR", "français", "en-GB", "English")] == [
        "fr",
        "fr",
        "fr",
        "en",
        "en",
    ]
    assert wrong(partial(values.language, programme=PROGRAMME), "deutsch") == "unknown_language"


@pytest.mark.parametrize(
    "text", ["ada@example.org", " ada@example.org\u200b", "mailto:ada@example.org", "Ada <ada@example.org>"]
)
def test_an_address_is_found_in_what_mail_programs_copy(text: str) -> None:
    assert values.email(text) == "ada@example.org"


@pytest.mark.parametrize(
    "text", ["a@example.org; b@example.org", "a@example.org b@example.org", "a@example.org,b@example.org"]
)
def test_several_addresses_in_one_cell_are_told(text: str) -> None:
    assert wrong(values.email, text) == "several_addresses"


def test_a_name_is_on_one_line_and_keeps_its_letters() -> None:
    assert values.line("  Marie-Ange\n d'Essai\u00a0Ñandú ") == "Marie-Ange d'Essai Ñandú"


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://example.org")', " =A2", "=cmd|' /C calc'!A0"])
def test_a_formula_is_no_name(text: str) -> None:
    assert wrong(values.line, text) == "formula"


@pytest.mark.parametrize("language", words.languages())
def test_every_language_writes_yes_and_no_its_own_name_and_its_kinds(language: str) -> None:
    said = words.of(language)
    event = replace(PROGRAMME, languages=words.languages())

    assert values.yes_or_no(said["common"]["answerYes"])
    assert not values.yes_or_no(f"{said['common']['answerNo']}, …")
    assert values.language(said["language"]["name"], event) == language
    for kind, label in said["common"]["kinds"].items():
        assert values.kind(label) == kind


@pytest.mark.parametrize(
    ("text", "language"),
    [("Deutsch", "de"), ("allemand", "de"), ("Englisch", "en"), ("anglais", "en"), ("Französisch", "fr"), ("FR", "fr")],
)
def test_a_language_is_called_by_each_of_them(text: str, language: str) -> None:
    assert values.language(text, replace(PROGRAMME, languages=("fr", "en", "de"))) == language


@pytest.mark.parametrize(("text", "is_so"), [("ja", True), ("Ja, gern", True), ("Nein danke", False), ("keine", False)])
def test_yes_and_no_are_read_in_german(text: str, is_so: bool) -> None:
    assert values.yes_or_no(text) is is_so


def test_ja_but_not_at_noon_is_neither() -> None:
    assert wrong(values.yes_or_no, "ja, aber nicht mittags") == "not_yes_or_no"


@pytest.mark.parametrize(
    ("text", "is_yes"), [("J'accepte", True), ("I agree to this", True), ("Je refuse", False), ("o", True)]
)
def test_consent_is_said_in_sentences(text: str, is_yes: bool) -> None:
    assert values.yes_or_no(text) is is_yes


@pytest.mark.parametrize("text", ["J'hésite", "Je ne sais pas encore", "j'accepte pas", "N'importe"])
def test_a_sentence_is_no_single_letter(text: str) -> None:
    assert wrong(values.yes_or_no, text) == "not_yes_or_no"
