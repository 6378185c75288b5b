"""An organiser brings a list in: checked first, then its good lines, and the bad ones go back."""

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import FilePayload, expect

from tests.browser.organiser import HEADER, check, checked, choose, found, listed, main_button, part, saved
from tests.browser.phone import Phone
from tests.browser.street import Street
from tests.doors import Doors


def test_a_list_is_checked_then_its_good_lines_come_in_and_the_bad_ones_go_back(organiser: Phone, doors: Doors) -> None:
    lines = [
        ["Liseline", "Importée", "liseline@example.org", "La Fonda", "4 ; 8", ""],
        ["Bob", "Cassé", "pas une adresse", "", "42", "vegan"],
        ["", "Sansprénom", "sans@example.org", "", "", ""],
        ["Eve", "=HYPERLINK(1)", "eve@example.org", "", "", "une\nligne"],
        ["Liselotte", "Importée", "liselotte@example.org", "", "Atelier 1", ""],
        ["LISELINE", "Importée", "LISELINE@example.org", "", "", ""],
    ]
    page = choose(organiser, listed(*lines))
    expect(page.locator("#import-body")).to_contain_text("6 lignes à lire. Lu comme CSV, colonnes séparées par")
    expect(page.get_by_label("Devient : Remarque")).to_have_value("")
    expect(page.get_by_label("Devient : Remarque")).to_have_accessible_description(
        re.compile("2 réponses seraient perdues")
    )
    main_button(page).click()
    expect(page.locator("#consent-wrong")).to_be_visible()
    check(page)

    outcome, numbers = checked(page), page.locator("#import-body tbody th").all_inner_texts()
    page.get_by_role("textbox", name="Prénom, ligne 4").fill("Lisebeth")
    page.get_by_role("button", name="Vérifier de nouveau ces lignes").click()
    expect(page.locator("#import-body")).to_contain_text("3 personnes à inscrire")
    expect(page.locator("#import-body")).to_contain_text("3 lignes à corriger")
    main_button(page).click()
    expect(page.locator("#mails-undecided")).to_be_visible()
    page.get_by_label("Non, aucun e-mail").check()
    with page.expect_download() as bad:
        page.get_by_role("button", name="Enregistrer les lignes à corriger").click()
    main_button(page).click()

    assert "2 personnes à inscrire" in outcome
    assert "4 lignes à corriger" in outcome
    for problem in (
        "E-mail : ce n’est pas une adresse.",
        "Ateliers : aucun atelier du programme ne s’appelle « 42 ».",
        "Prénom : il manque.",
        "Nom : c’est une formule",
        "la même personne est déjà à la ligne 2.",
    ):
        assert problem in outcome.replace("\xa0", " ")
    # Numbered as an editor does, a line for each break within a cell.
    assert numbers == ["3", "4", "5", "8"]
    expect(page.locator("#import-body")).to_contain_text("3 personnes inscrites")
    assert {(p["name"], *p["ateliers"]) for p in found(doors, "Importee")} == {
        ("Liseline Importée", "atelier-4", "atelier-8"),
        ("Liselotte Importée", "atelier-1"),
    }
    mended = list(csv.reader(io.StringIO(saved(bad.value).decode("utf-8-sig")), delimiter=";"))
    assert bad.value.suggested_filename == "liste-a-corriger.csv"
    assert mended[0] == [*HEADER, "À corriger"]
    assert [line[:2] for line in mended[1:]] == [
        ["Bob", "Cassé"],
        ["Eve", "'=HYPERLINK(1)"],
        ["LISELINE", "Importée"],
    ]


def test_the_same_list_again_changes_nothing_and_another_column_may_be_chosen(organiser: Phone, doors: Doors) -> None:
    header = ["Qui", "Nom", "Courriel"]
    file = listed(["Zélie", "Reconnue", "zelie@example.org"], header=header)
    doors.register(given_name="Zélie", family_name="Reconnue", email="zelie@example.org")
    page = choose(organiser, file)
    expect(page.locator("#import-body")).to_contain_text("Devient")
    page.get_by_label("Devient : Qui").select_option("email")
    page.get_by_label("Devient : Nom").select_option("family_name")
    expect(page.locator("#import-body [role=status]")).to_contain_text("Deux colonnes deviennent « E-mail »")
    page.get_by_label("Devient : Qui").select_option("given_name")
    expect(page.locator("#import-body [role=status]")).to_be_empty()

    check(page)

    assert "1 déjà inscrite" in checked(page)
    expect(page.locator("#import-body")).to_contain_text("Il n’y a personne à inscrire.")
    assert len(found(doors, "Reconnue")) == 1


def test_a_long_list_survives_a_lost_network_and_a_stop(organiser: Phone, street: Street, doors: Doors) -> None:
    page = choose(organiser, listed(*(["Longue", f"Liste-{n:03}", "", "Ellyx", "", ""] for n in range(101))))
    street.stop()
    check(page)
    expect(page.locator("#import-body [role=status]")).to_contain_text("Le réseau manque")
    street.open()
    assert "101 personnes à inscrire" in checked(page)

    page.get_by_label("Non, aucun e-mail").check()
    street.hold()
    main_button(page).click()
    organiser.until(lambda: street.held)
    page.get_by_role("button", name="Arrêter").click()
    street.open()
    expect(page.locator("#import-body [role=status]")).to_contain_text("Arrêté")
    # A busy server answers some of a hundred with "later", which are then sent once more.
    expect(page.locator("#import-body")).to_contain_text(re.compile(r"\d+ sur 101 lignes"))
    # The browser asks whether to leave.
    asked = "() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    assert page.evaluate(asked)
    page.get_by_role("button", name="Reprendre").click()

    expect(page.locator("#import-body")).to_contain_text("101 personnes inscrites")
    assert not page.evaluate(asked)
    assert len(found(doors, "Liste-100")) == 1


def test_what_a_workbook_hides_is_shown_before_anything_is_done(organiser: Phone) -> None:
    content = (Path(__file__).parent.parent / "cases" / "imports" / "hidden_row.xlsx").read_bytes()

    page = choose(organiser, {"name": "liste.xlsx", "mimeType": "", "buffer": content})

    expect(page.locator("#import-body")).to_contain_text("2 lignes à lire")
    expect(page.locator("#import-body")).to_contain_text(re.compile(r"1 ligne masquée n’est pas lue\s: 3\."))


def test_garbled_letters_are_repaired_when_the_organiser_says_so(organiser: Phone, doors: Doors) -> None:
    page = choose(organiser, listed(["ZÃ©phyrine", "AbÃ®mÃ©e", "", "", "", ""]))
    body = page.locator("#import-body")
    expect(body).to_contain_text(re.compile(r"«\sZÃ©phyrine\s» se lirait «\sZéphyrine\s»"))
    check(page)
    expect(page.locator("#repair-undecided")).to_be_visible()

    page.get_by_label("Oui, les réparer").check()
    expect(body).to_contain_text("Les lettres abîmées sont réparées.")
    check(page)
    assert "1 personne à inscrire" in checked(page)
    page.get_by_label("Non, aucun e-mail").check()
    main_button(page).click()

    expect(body).to_contain_text("1 personne inscrite")
    assert [person["name"] for person in found(doors, "Abimee")] == ["Zéphyrine Abîmée"]


def test_what_a_list_says_in_its_own_words_is_for_the_organiser_to_say(organiser: Phone, doors: Doors) -> None:
    header = ["Prénom", "Nom", "E-mail perso", "E-mail pro", "Statut", "Déjeuner", "Régime", "Qualité", "Accord"]
    page = choose(
        organiser,
        listed(
            ["VERA", "DE LA VENUE", "vera@example.org", "v@example.org", "Confirmé", "oui", "halal", "Presse", "oui"],
            ["Alix", "Annulée", "alix@example.org", "a@example.org", "Annulé", "oui", "", "Exposante", "oui"],
            ["Ada, Carl et Dora", "Ensemble", "trio@example.org", "t@example.org", "", "", "", "Bénévole", "oui"],
            header=header,
        ),
    )
    body = page.locator("#import-body")
    # Each line has its own consent.
    expect(page.locator("#import-consent")).to_be_hidden()
    main_button(page).click()
    expect(body.locator("[role=status]")).to_contain_text("Deux colonnes deviennent « E-mail »")
    expect(page.get_by_label("Devient : E-mail pro")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Devient : E-mail pro").select_option("")
    main_button(page).click()
    expect(body.locator("h3")).to_have_text("Que veulent dire ces réponses ?")
    page.get_by_label(re.compile("Veut dire.*Presse")).select_option("speaker")
    main_button(page).click()
    checked(page)
    page.get_by_role("button", name="Revenir aux colonnes").click()
    expect(page.get_by_label("Devient : E-mail pro")).to_have_value("")
    main_button(page).click()

    outcome = checked(page)
    assert "1 personne à inscrire" in outcome
    assert "1 ligne laissée de côté" in outcome
    assert "« halal » compte comme « Autre »" in outcome.replace("\xa0", " ")
    assert "plusieurs personnes, semble-t-il (Ada · Carl · Dora)" in outcome.replace("\xa0", " ")
    with page.expect_download() as noted:
        page.get_by_role("button", name="Enregistrer les lignes à regarder").click()
    page.get_by_label("annulation, remboursement ou refus").select_option("register")
    expect(body).to_contain_text("2 personnes à inscrire")
    expect(body).to_contain_text("VERA DE LA VENUE → Vera de La Venue")
    page.get_by_label("Les écrire comme d’habitude").check()
    page.get_by_label("Non, aucun e-mail").check()
    main_button(page).click()

    expect(body).to_contain_text("2 personnes inscrites")
    assert [person["name"] for person in found(doors, "Annulee")] == ["Alix Annulée"]
    assert [(person["name"], person["kind"]) for person in found(doors, "Venue")] == [("Vera de La Venue", "speaker")]
    assert noted.value.suggested_filename == "liste-a-regarder.csv"
    assert "halal" in saved(noted.value).decode()


def test_a_file_that_is_no_list_is_refused_with_the_reason(organiser: Phone) -> None:
    page = part(organiser, "import")

    for content, name, answer in [
        (b"", "vide.csv", "Ce fichier est vide"),
        (b"PK\x03\x04 coupe", "liste.xlsx", "Ce classeur est abîmé, ou il en manque une partie"),
        (b"<html><table>", "liste.xls", "C’est une page web, malgré son nom"),
        (b"x" * (4 * 1024 * 1024 + 1), "grand.csv", "Ce fichier dépasse 4 Mo"),
    ]:
        file: FilePayload = {"name": name, "mimeType": "", "buffer": content}
        page.locator("#import-file").set_input_files(files=[file])
        expect(page.locator("#import-status")).to_contain_text(answer)
