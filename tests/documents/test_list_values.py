"""Cells are read as people write them; what could mean two things is told, never guessed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.documents.lists import choices, entry, inert, names, values
from attendance.documents.lists.values import Unread
from attendance.domain.programme import Atelier, Programme
from tests import builders

TITLES = (
    "Quels dispositifs pour stimuler l'innovation sociale ?",
    "Comment explorer son potentiel, seul ou à plusieurs ?",
    "Quel cadre de coopération : un programme de rupture.",
)
PROGRAMME: Programme = builders.programme(
    ateliers=tuple(replace(a, title=title) for a, title in zip(builders.programme().ateliers, TITLES, strict=True))
)
OFFERED: tuple[Atelier, ...] = PROGRAMME.ateliers


def wrong(read: object, *told: object, **more: object) -> str:
    with pytest.raises(Unread) as unread:
        read(*told, **more)  # type: ignore[operator]
    return unread.value.code


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
    assert values.diet(text) == diet


@pytest.mark.parametrize("text", ["halal", "sans lactose", "végétarien, sans gluten", "allergie aux noix", "oui"])
def test_a_diet_that_the_kitchen_does_not_offer_is_another_one_with_its_words(text: str) -> None:
    read = entry.read({"lunch": "oui", "diet": text}, PROGRAMME)

    assert (read.told, read.errors) == ({"lunch": True, "diet": "other"}, [])
    assert [(note.code, note.about) for note in read.notes] == [("diet_words", text)]


def test_a_diet_that_its_code_says_whole_needs_no_words() -> None:
    for diet in ("Autre", "végan"):
        assert entry.read({"lunch": "oui", "diet": diet}, PROGRAMME).notes == []


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
    assert [values.language(text) for text in ("", "FR", "français", "en-GB", "English")] == [
        "fr",
        "fr",
        "fr",
        "en",
        "en",
    ]
    assert wrong(values.language, "deutsch") == "unknown_language"


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


# Ateliers.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("aucun", []),
        ("-", []),
        ("1", ["atelier-1"]),
        ("01", ["atelier-1"]),
        ("Atelier 1", ["atelier-1"]),
        ("N°1", ["atelier-1"]),
        ("atelier n° 1", ["atelier-1"]),
        ("atelier-1", ["atelier-1"]),
        ("atelier-1 atelier-3", ["atelier-1", "atelier-3"]),
        ("1 ; 3", ["atelier-1", "atelier-3"]),
        ("1, 3", ["atelier-1", "atelier-3"]),
        ("1/3", ["atelier-1", "atelier-3"]),
        ("1.3", ["atelier-1", "atelier-3"]),
        ("Ateliers 1 et 3", ["atelier-1", "atelier-3"]),
        ("Atelier 1\nAtelier 3", ["atelier-1", "atelier-3"]),
        ("1 ; 1", ["atelier-1"]),
        ("N°2 - Comment explorer…", ["atelier-2"]),
        (f"N°2 - {TITLES[1]}", ["atelier-2"]),
        (TITLES[1], ["atelier-2"]),
        (TITLES[1].upper().rstrip(" ?"), ["atelier-2"]),
        ("Comment explorer", ["atelier-2"]),
        ("N°2 - Explorer, coopérer, N°3 - Quel cadre", ["atelier-2", "atelier-3"]),
    ],
)
def test_ateliers_are_known_by_number_id_or_title(text: str, expected: list[str]) -> None:
    assert choices.ateliers(text, OFFERED) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("9", "unknown_atelier"),
        ("Poterie", "unknown_atelier"),
        ("Quel", "unknown_atelier"),
        ("1 ; Poterie", "unknown_atelier"),
        ("je ne sais pas", "unknown_atelier"),
        (f"{'n°' * 200}{' ' * 500}x", "unknown_atelier"),
        (f"N°1 - {TITLES[1]}", "contradictory_atelier"),
        ("01/03/2022", "a_date"),
        ("2022-03-01 00:00", "a_date"),
        ("1-mars", "a_date"),
        ("2 ; 03/01/2022", "a_date"),
    ],
)
def test_what_names_no_atelier_for_sure_is_told(text: str, code: str) -> None:
    assert wrong(choices.ateliers, text, OFFERED) == code


@given(st.text(max_size=60))
def test_whatever_is_written_for_an_atelier_is_read_or_told(text: str) -> None:
    try:
        found = choices.ateliers(text, OFFERED)
    except Unread:
        return

    assert set(found) <= {atelier.id for atelier in OFFERED}


# Whole names.


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("Ada EXEMPLE", ("Ada", "EXEMPLE")),
        ("EXEMPLE Ada", ("Ada", "EXEMPLE")),
        ("Mme Ada EXEMPLE", ("Ada", "EXEMPLE")),
        ("DE LA MAQUETTE Jean Noël", ("Jean Noël", "DE LA MAQUETTE")),
        ("Jean de LA MAQUETTE", ("Jean", "de LA MAQUETTE")),
        ("D'ESSAI Zoé", ("Zoé", "D'ESSAI")),
        ("Exemple, Ada Zoé", ("Ada Zoé", "Exemple")),
        ("Ada", ("", "Ada")),
    ],
)
def test_capitals_or_a_comma_tell_a_family_name_whatever_the_order(text: str, parted: tuple[str, str]) -> None:
    assert names.parted(text, family_first=False) == names.parted(text, family_first=True) == parted


def test_of_two_words_the_column_tells_the_order() -> None:
    assert names.parted("Ada Exemple", family_first=False) == ("Ada", "Exemple")
    assert names.parted("Exemple Ada", family_first=True) == ("Ada", "Exemple")


@pytest.mark.parametrize("text", ["Jean Noël Exemple", "EXEMPLE Ada TEST", "Ada Noël Un"])
def test_a_name_that_nobody_can_part_is_told(text: str) -> None:
    assert wrong(names.parted, text, family_first=False) == "name_unclear"


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("Jean de La Fontaine", ("Jean", "de La Fontaine")),
        ("Ludwig van Beethoven", ("Ludwig", "van Beethoven")),
        ("Juan Carlos de Borbón", ("Juan Carlos", "de Borbón")),
        ("Ada de l'Essai", ("Ada", "de l'Essai")),
    ],
)
def test_a_particle_begins_a_family_name(text: str, parted: tuple[str, str]) -> None:
    assert names.parted(text, family_first=False) == parted
    assert names.parted(f"{parted[1]} {parted[0]}", family_first=True) == parted


@pytest.mark.parametrize(
    "text",
    [
        "Ada Un, Carl Deux, Dora Trois",
        "Ada Un, Carl Deux et Dora Trois",
        "Ada Un & Carl Deux",
        "Ada Un / Carl Deux",
        "Ada Un\nCarl Deux",
        "Ada Un ; Carl Deux",
        "Ada Un, Carl Deux",
        "Ada et Carl Un",
        "Un, Deux, Trois",
    ],
)
def test_a_cell_with_several_people_is_told_with_those_it_seems_to_name(text: str) -> None:
    for read in (names.one, lambda told: names.parted(told, family_first=False)):
        with pytest.raises(Unread) as unread:
            read(text)
        assert unread.value.code == "several_people"
        assert "Un" in str(unread.value.about).replace(" · ", " ").split()


def test_a_name_of_more_words_than_two_is_shown_as_it_was_parted() -> None:
    read = entry.read({"name": "Jean DE LA FONTAINE"}, PROGRAMME)

    assert [(note.code, note.about) for note in read.notes] == [("name_parted", "Jean | DE LA FONTAINE")]
    assert entry.read({"name": "Ada Un"}, PROGRAMME).notes == []


# A whole line.


def test_everything_wrong_with_a_line_is_told_at_once() -> None:
    read = entry.read({"name": "A B C", "diet": "halal", "kind": "roi", "ateliers": "9", "king": "x"}, PROGRAMME)

    assert {(e.field, e.code) for e in read.errors} == {
        ("name", "name_unclear"),
        ("kind", "unknown_kind"),
        ("ateliers", "unknown_atelier"),
        ("king", "unknown_field"),
    }


def test_a_cancellation_that_is_ticked_counts_beside_any_status_and_is_told_once() -> None:
    for cells in ({"cancelled": "oui", "status": "En attente"}, {"status": "En attente", "cancelled": "oui"}):
        read = entry.read(cells, PROGRAMME)

        assert read.told["status"] == "cancelled"
        assert [note.code for note in read.notes] == ["status_cancelled"]
    assert entry.read({"cancelled": "Void"}, PROGRAMME).told == {"status": "cancelled"}
    assert entry.read({"cancelled": "non", "status": "Payé"}, PROGRAMME).told == {}
    assert entry.read({"cancelled": ""}, PROGRAMME).notes == []


def test_ticks_and_choices_make_one_list_of_ateliers() -> None:
    read = entry.read({"atelier-3": "x", "ateliers": "1", "atelier-2": "non"}, PROGRAMME)

    assert sorted(read.told["ateliers"]) == ["atelier-1", "atelier-3"]


def test_who_does_not_lunch_loses_a_diet_with_a_note_and_a_missing_answer_does_not() -> None:
    said = entry.read({"lunch": "non", "diet": "végan"}, PROGRAMME)
    unsaid = entry.read({"lunch": "", "diet": "végan"}, PROGRAMME)

    assert (said.told["diet"], [note.code for note in said.notes]) == ("none", ["diet_dropped"])
    assert (unsaid.told["diet"], unsaid.notes) == ("vegan", [])


def test_a_list_that_never_speaks_of_lunch_registers_people_and_tells_their_diets() -> None:
    said = entry.read({"diet": "végan"}, PROGRAMME)

    assert (said.told["diet"], [(note.code, note.about) for note in said.notes]) == (
        "none",
        [("diet_without_lunch", "végan")],
    )


@pytest.mark.parametrize("text", ["non", "", "peut-être"])
def test_a_line_without_consent_is_refused(text: str) -> None:
    assert [e.field for e in entry.read({"consent": text}, PROGRAMME).errors] == ["consent"]


@pytest.mark.parametrize("field", ["given_name", "email", "lunch", "ateliers", "diet"])
def test_a_text_without_end_is_told_and_not_repeated(field: str) -> None:
    (error,) = entry.read({field: "é" * 30_000}, PROGRAMME).errors

    assert (error.field, error.code, error.about) == (field, "too_long", None)


@given(st.dictionaries(st.sampled_from(["name", "email", "lunch", "diet", "kind", "ateliers", "consent"]), st.text()))
def test_no_text_makes_the_reading_of_a_line_fail(cells: dict[str, str]) -> None:
    entry.read(cells, PROGRAMME)


# Cells that are written.


@pytest.mark.parametrize(
    "text", ["=1+1", "+33 6", "-5", "@home", "\t=1", "\r=1", " =1", "＝1", "'=1", '=HYPERLINK("http://example.org")']
)
def test_what_a_spreadsheet_would_run_is_written_as_a_text(text: str) -> None:
    assert inert.inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ada", "d'Aïeul", "'t Hooft", "a=1", "ada@example.org", "1-2"])
def test_what_is_harmless_is_written_as_it_is(text: str) -> None:
    assert inert.inert(text) == text


@given(st.text(alphabet=st.characters() | st.sampled_from("'=+-@\t\r\n ＝")))
def test_every_text_comes_back_as_it_was_and_never_begins_like_a_formula(text: str) -> None:
    cell = inert.inert(text)

    assert inert.original(cell) == text
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))


def test_a_file_that_is_written_opens_in_a_french_spreadsheet() -> None:
    assert inert.written([["Prénom", "Structure"], ["Zoé", "=A1"]]) == "\ufeffPrénom;Structure\r\nZoé;'=A1\r\n"
