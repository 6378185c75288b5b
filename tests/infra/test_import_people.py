"""An organiser imports a list from a file: shown first, asked then, and done."""

import json

import pytest

from attendance.documents.lists import headers
from attendance.store import people
from infra import import_words
from tests.infra.lists import CASES, Desk, line, read


def test_the_mapping_and_every_problem_are_shown_before_anybody_is_registered(desk: Desk) -> None:
    desk.save(line(1), line(2, email="ada"), line(3, lunch="peut-être", organisation="=A1"))
    desk.answers = ["n"]

    assert desk.bring() == 2

    assert "CSV en UTF-8, séparateur « ; »" in desk.said
    assert "5 Déjeuner" in desk.said
    assert "ligne 3, e-mail : ce n’est pas une adresse." in desk.said
    assert "ligne 4, déjeuner : « peut-être » n’est ni oui ni non." in desk.said
    assert "ligne 4, organisation : c’est une formule (=A1)" in desk.said
    assert (desk.registered, {call["dry_run"] for call in desk.calls}) == (0, {True})


def test_garbled_letters_are_never_repaired_in_silence(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.save(line(1, given="ZoÃ©"))

    assert (desk.bring("--yes"), desk.registered, desk.calls) == (2, 0, [])
    said = capsys.readouterr().err
    assert "« ZoÃ© » se lirait « Zoé »" in said
    assert "REPAIR=1" in said

    desk.answers = ["n", "n"]
    assert desk.bring() == 2
    assert desk.calls[0]["lines"][0]["cells"]["given_name"] == "ZoÃ©"
    desk.answers = ["o", "n"]
    assert desk.bring() == 2
    assert desk.calls[0]["lines"][0]["cells"]["given_name"] == "Zoé"


@pytest.mark.parametrize(("wish", "name"), [("1", "Zoé"), ("0", "ZoÃ©")])
def test_whether_letters_are_repaired_may_be_said_beforehand(desk: Desk, wish: str, name: str) -> None:
    desk.save(line(1, given="ZoÃ©"))

    assert (desk.bring("--yes", "--repair", wish), desk.registered) == (0, 1)

    assert desk.calls[0]["lines"][0]["cells"]["given_name"] == name
    assert ("réparées" in desk.said) == (wish == "1")


def test_who_is_on_a_hidden_row_is_not_registered_and_the_row_is_told_before(desk: Desk) -> None:
    desk.answers = ["n"]
    assert desk.bring(path=CASES / "hidden_row.xlsx") == 2
    assert "1 ligne masquée n’est pas lue : 3." in desk.said

    assert desk.bring("--yes", path=CASES / "hidden_row.xlsx") == 0

    assert desk.registered == 2
    assert "bob10" not in json.dumps(desk.calls)


def test_without_a_keyboard_nobody_is_registered_unless_it_was_said(desk: Desk) -> None:
    desk.save(line(1))

    assert (desk.bring(), desk.registered) == (2, 0)
    assert "YES=1" in desk.said
    assert (desk.bring("--yes"), desk.registered) == (0, 1)


def test_an_organiser_changes_the_mapping(desk: Desk) -> None:
    desk.save("Exemple;Ada;ada@example.org;La Fonda", header="Champ 1;Champ 2;Courriel;Structure")
    mapping = "Champ 1=nom, Champ 2=given_name,Courriel=e-mail,Structure="

    assert desk.bring("--yes", "--mapping", mapping) == 0

    (found,) = desk.forum.gateway.call("GET", "/api/attendees", secret=desk.organiser, query={"q": "exemple"}).body[
        "attendees"
    ]
    assert (found["name"], found["organisation"]) == ("Ada Exemple", "")


@pytest.mark.parametrize(("field", "shown"), [*import_words.FIELDS.items()])
def test_a_field_may_be_typed_as_it_is_shown(field: str, shown: str) -> None:
    assert headers.field_of(shown) == field


@pytest.mark.parametrize("mapping", ["Nulle part=nom", "Nom=roi", "Nom", "Nom=e-mail,Prénom=e-mail"])
def test_a_mapping_that_cannot_be_is_told_with_what_can(
    desk: Desk, mapping: str, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.save(line(1))

    assert desk.bring("--yes", "--mapping", mapping) == 2
    assert capsys.readouterr().err
    assert desk.calls == []


def test_a_whole_name_in_one_column_is_said_to_be_parted(desk: Desk) -> None:
    desk.save("EXEMPLE Ada", "Ada Bea Essai", "Cid de l'Essai", header="Nom complet")

    desk.bring("--yes")

    assert "les mots en CAPITALES sont le nom" in desk.said
    assert "ligne 3, prénom et nom : « Ada Bea Essai » ne dit pas où commence le nom" in desk.said
    assert "ligne 4, prénom et nom : séparés ainsi : Cid | de l'Essai." in desk.said


def test_a_file_of_a_gigabyte_is_refused_before_it_is_read(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with desk.path.open("wb") as sparse:
        sparse.truncate(1024**3)

    assert desk.bring("--yes") == 2
    assert "1 073 741 824 octets" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "est vide"),
        (b"%PDF-1.7", "ni un tableau CSV, ni un classeur"),
        (b'Nom;Email\n"Ada;a\n', "Un guillemet ouvert à la ligne 2"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "d’avant 2007"),
    ],
)
def test_a_file_that_is_no_list_is_told_in_a_sentence(
    desk: Desk, content: bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.path.write_bytes(content)

    assert desk.bring() == 2
    assert said in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.bring() == 2
    assert "ne peut pas être lu" in capsys.readouterr().err


def test_a_pass_that_is_no_organisers_is_told(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.save(line(1))
    monkeypatch.setenv("POINTAGE_PASS", desk.forum.invite("volunteer", "entrance"))

    assert desk.bring("--yes") == 2
    assert "refuses the pass" in capsys.readouterr().err


def test_what_stands_in_a_list_moves_no_cursor(desk: Desk) -> None:
    desk.save(line(1, lunch="\x1b[2Jpeut-être"))

    desk.bring()

    assert "\x1b" not in desk.said


def test_two_columns_that_nobody_can_tell_apart_are_asked_about_with_the_mapping_to_give(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    header = "Prénom;Nom;E-mail personnel;E-mail professionnel"
    desk.save("Ada;Un;ada@example.org;a.un@example.org", header=header)

    assert desk.bring("--yes", "--mapping", "Nom=nom") == 2

    asked = capsys.readouterr().err
    assert "Deux colonnes peuvent être « e-mail »" in asked
    assert 'MAPPING="Nom=nom,E-mail personnel=email"   (ada@example.org)' in asked
    assert (desk.calls, desk.registered) == ([], 0)
    assert desk.bring("--yes", "--mapping", "Nom=nom,E-mail professionnel=email") == 0
    assert desk.calls[-1]["lines"][0]["cells"]["email"] == "a.un@example.org"


def test_a_line_of_ids_below_the_header_is_told_as_nobody(desk: Desk) -> None:
    header = "User ID;User display name;Nom;Prénom;E-mail"
    ids = "user_id;user_display_name;question-id-1;question-id-2;question-id-3"
    desk.save(ids, "5;Anonymous user;Un;Ada;ada@example.org", header=header)

    assert desk.bring("--yes") == 0

    assert "1 ligne ne nomme personne et n’est pas lue, elle reprend les titres des colonnes : 2." in desk.said
    assert desk.registered == 1


def test_who_cancelled_or_waits_is_counted_left_out_and_registered_only_when_that_is_asked_for(desk: Desk) -> None:
    people = [("Confirmé", "un"), ("Annulé", "deux"), ("Liste d'attente", "trois"), ("En attente", "quatre")]
    desk.save(*(f"Ada;{name};{name}@example.org;{one}" for one, name in people), header="Prénom;Nom;E-mail;Statut")

    assert desk.bring("--yes") == 0

    assert "Laissées de côté : 3 (annulation, remboursement ou refus : 1, confirmation ou paiement" in desk.said
    assert "ligne 3, statut : « Annulé » dit que cette personne ne vient pas" in desk.said
    assert desk.registered == 1
    assert desk.bring("--yes", "--pending", "register") == 0
    assert desk.registered == 2


def test_what_a_list_says_of_food_is_shown_before_and_kept_beside_the_list(desk: Desk) -> None:
    desk.save(line(1) + "halal", line(2) + "sans porc", line(3, lunch="non") + "sans lactose")
    desk.answers = ["n"]

    assert desk.bring() == 2

    assert "ligne 2, régime alimentaire : « halal » compte comme « Autre »" in desk.said
    kept = read(desk.path.with_name(f"{desk.path.name}.a-regarder.csv"))
    assert [(row.cells[0].replace("\xa0", " "), row.cells[-1]) for row in kept.lines] == [
        (
            "Ligne 2 : régime alimentaire : « halal » compte comme « Autre » ; "
            "ces mots restent sous « Note de l’équipe ».",
            "halal",
        ),
        (
            "Ligne 4 : régime alimentaire : « sans lactose » n’est pas repris : cette personne ne déjeune pas.",
            "sans lactose",
        ),
    ]


def test_a_family_is_registered_wherever_its_lines_stand(desk: Desk) -> None:
    others = (line(n) for n in range(2, 120))
    desk.save(line(1, email="parents@example.org"), *others, line(120, given="Ben", email="Parents@example.org"))

    assert desk.bring("--yes") == 0

    assert desk.registered == 120


def test_an_address_of_somebody_registered_is_a_line_to_mend_until_the_organiser_shares_it(desk: Desk) -> None:
    desk.forum.register("Zoé", email="ada-1@example.org")
    desk.save(line(1))

    assert desk.bring("--yes") == 1
    assert "SHARE=1" in desk.said
    assert desk.bring("--yes", "--share") == 0

    assert desk.registered == 2


def test_answers_that_are_not_ours_are_listed_with_how_many_lines_and_may_be_given_a_meaning(desk: Desk) -> None:
    desk.save(*(f"{line(n, lunch='à voir')}halal" for n in range(2)), f"{line(3)}halal")
    desk.answers = ["n"]

    assert desk.bring() == 2
    assert "déjeuner « à voir » : 2 lignes" in desk.said
    assert "régime alimentaire « halal » : 3 lignes" in desk.said

    assert desk.bring("--yes", "--values", "déjeuner:à voir=yes;diet:halal=no_pork") == 0
    assert "« halal »" not in desk.said
    assert desk.registered == 3


def test_what_values_does_not_say_is_told_before_anything_is_sent(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.save(line(1))

    assert desk.bring("--values", "halal=other") == 2

    assert "écrivez « champ:réponse=sens »" in capsys.readouterr().err
    assert desk.calls == []


def test_names_in_capitals_are_spelled_as_usual_when_the_organiser_says_so(desk: Desk) -> None:
    desk.save(line(1, given="ADA", family="DE L'EXEMPLE"))
    desk.answers = ["n"]
    assert desk.bring() == 2
    assert "ADA DE L'EXEMPLE → Ada de L'Exemple" in desk.said

    assert desk.bring("--yes", "--usual-names") == 0

    assert "USUAL_NAMES" not in desk.said
    assert [person.name for person in people.search(desk.forum.event_id, "exemple", 10)] == ["Ada de L'Exemple"]
