"""An organiser: the dashboard as it moves, seats released, a table taken home, a list brought in."""

from collections.abc import Callable

from tests.browser.street import Street
from tests.doors import Doors
from tests.engines.window import DESK, Window, wait

type OpenOne = Callable[..., Window]
# What a person does in the system's own dialogue, which no driver reaches in both engines.
CHOOSE = """
const chosen = new DataTransfer();
chosen.items.add(new File([arguments[1]], arguments[0], { type: 'text/csv' }));
const input = document.getElementById('import-file');
input.files = chosen.files;
input.dispatchEvent(new Event('change', { bubbles: true }));
"""


def test_the_dashboard_moves_releases_seats_and_gives_a_table(window: OpenOne, street: Street, doors: Doors) -> None:
    number = next(doors.ids)
    ada = doors.register(given_name=f"Essai-{number}", ateliers=["atelier-2"])
    gate = doors.invite("entrance")["pass"]
    held = window()
    held.open(street.link(doors.organiser, "/tableau"))
    held.sees("#figure-inside strong")
    held.fits("dashboard-1-now")
    held.resize(DESK)
    doors.scan(gate, doors.sent(ada["badge"], "entrance", "11:10"))
    held.sees("#figure-inside strong", str(doors.headcounts()["inside"]))

    seats = doors.headcounts()["checkpoints"]["atelier-2"]["seats"]
    # Seats of absent people matter where none is left.
    altered = doors.call("PATCH", "/api/ateliers/atelier-2", {"capacity": seats["taken"]}, doors.organiser)
    assert altered.status_code == 200, altered.text
    held.until("return document.querySelector('[data-what=absent]')")
    # On a stack that other tests have used there is more to do, and more than is shown at once.
    held.run("document.getElementById('more-advice').open = true")
    held.press("[data-what=absent] button")
    held.press("#confirm-yes")
    held.sees("#acts-status", "libérée")
    doors.call("PATCH", "/api/ateliers/atelier-2", {"capacity": seats["capacity"]}, doors.organiser)

    held.press("#parts a[href='#documents']")
    held.press("#document-attendance button", "CSV")
    held.sees("#documents-status", "nregistré")
    (file,) = wait(lambda: list(held.engine.downloads.glob("*.csv")), "the table")
    wait(lambda: f"Essai-{number}" in file.read_text("utf-8-sig"), "the table's lines")
    held.fits("dashboard-2-documents")


def test_a_list_is_checked_and_its_people_registered(window: OpenOne, street: Street, doors: Doors) -> None:
    number = next(doors.ids)
    held = window()
    held.open(street.link(doors.organiser, "/inscriptions"))
    held.sees("#people-title")
    held.fits("people-1")
    held.press("#parts a[href='#import']")
    held.run(CHOOSE, "liste.csv", f"Prénom;Nom;Courriel\nÉlodie;Moteur-{number};moteur-{number}@example.org\n")
    held.sees("#import-body table")
    held.fits("import-1-columns")
    held.resize(DESK)
    held.tick("#import-consent")
    held.press("#import-body button.main")
    held.sees("#import-body", "1 personne à inscrire")
    held.press("#import-body label", "Non, aucun e-mail")
    held.press("#import-body button.main")

    held.sees("#import-body", "1 personne inscrite")
    held.fits("import-2-done")
    (found,) = doors.call("GET", f"/api/attendees?q=Moteur-{number}", secret=doors.organiser).json()["attendees"]
    assert found["name"] == f"Élodie Moteur-{number}"
