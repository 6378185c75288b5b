"""A volunteer's phone at the door: every verdict, a day without a network, an update, the end of a link."""

from collections.abc import Callable
from uuid import uuid4

from infra.outbox import read
from tests.browser.badges import crowd
from tests.browser.camera import STUB, picture
from tests.browser.phone import PATIENT
from tests.browser.street import Street
from tests.doors import Doors
from tests.engines.window import Window, wait

type OpenOne = Callable[..., Window]
# As long as a version is, for nothing else of a file is to change.
NEWER, NEWEST = "0123456789ab", "123456789abc"
SPEAK = """
const languages = document.querySelector('#ready .languages');
languages.value = arguments[0];
languages.dispatchEvent(new Event('change'));
"""
COUNT = """
return new Promise((done) => (indexedDB.open('pointage').onsuccess = ({ target: { result: db } }) => {
  db.transaction('scans').objectStore('scans').count().onsuccess = ({ target }) => (db.close(), done(target.result));
}));
"""
# As a browser does that makes room.
EVICT = """
const gone = (name) => new Promise((done) => (indexedDB.deleteDatabase(name).onsuccess = done));
return Promise.all(['pointage', 'pointage-roster'].map(gone)).then(() => true);
"""
JUDGED = "return !document.getElementById('verdict').hidden"
# Not the last one shown again: a busy camera may see a badge once more after a second without a picture.
VERDICT = """
const shown = document.getElementById('verdict');
const said = document.getElementById('announced').textContent.replace(/\\s+/g, ' ').trim();
return shown.hidden || shown.textContent.includes('Même badge') ? null : [shown.dataset.sort, said];
"""
HOLD_OUT = "return __show(null).then(() => __show(arguments[0]))"
# Who is in line is chosen faster than the outbox is answered.
TOUCH = """
dispatchEvent(new Event('online'));
for (const code of arguments[0]) {
  const who = document.getElementById('who');
  who.value = code;
  who.dispatchEvent(new Event('input'));
  document.querySelector('#found button').click();
}
"""


def open_link(held: Window, link: str) -> None:
    held.tried(lambda: held.open(link), "return document.documentElement.dataset.ready === '1'")
    held.run(PATIENT)


def at_the_door(held: Window, link: str) -> None:
    """Go from a link to the door, with the double of a camera."""
    open_link(held, link)
    held.run(STUB)
    held.press("#start")
    held.sees("#ready-line[data-state=ready]")
    held.press("#start", "Commencer")
    held.sees("#door")


def rewrite(held: Window) -> None:
    """Have the button that begins say something else, and then the same again."""
    for language, says in (("en", "Start"), ("fr", "Commencer")):
        held.run(SPEAK, language)
        held.sees("#start", says)


def bring(held: Window, street: Street, version: str) -> None:
    """Deploy the pages in another version, and wait until the phone keeps that."""
    street.renew(version)
    held.run("return navigator.serviceWorker.getRegistration('/scan').then((kept) => kept.update())")
    held.until("return caches.keys().then((names) => names.join() === arguments[0])", f"scan-{version}")


def close(held: Window) -> None:
    def is_closed() -> bool:
        if judged := held.run(JUDGED):
            held.press("#next")
        return not judged

    wait(is_closed, "no verdict")


def scan(held: Window, badge: str) -> tuple[str, str]:
    """Hold a badge out."""
    close(held)
    held.run(HOLD_OUT, picture(badge))
    sort, said = held.until(VERDICT)
    held.run("return __show(null)")
    return sort, said


def choose(held: Window, sought: str) -> tuple[str, str]:
    """Type a code or a name, and take the first who is found."""
    close(held)
    held.fill("#who", sought)
    held.press("#found button")
    sort, said = held.until(VERDICT)
    return sort, said


def holds(held: Window, unsent: int) -> None:
    held.until(
        f"return document.getElementById('to-outbox').textContent === 'Envois{f' ({unsent})' if unsent else ''}'"
    )


def test_each_badge_gets_its_verdict_by_camera_by_name_and_typed(window: OpenOne, street: Street, doors: Doors) -> None:
    name = f"Cid-{uuid4().hex}"
    came = crowd(doors, inside=name)
    held = window()
    link = street.link(doors.invite("atelier-4")["pass"])
    open_link(held, link)
    held.sees("#ready")
    held.fits("scan-1-ready")
    held.press("#exercise")
    for invented, sort in (("Ada", "accepted"), ("Bea", "already"), ("Cem", "refused")):
        held.press("#exercises button", invented)
        shown, said = held.until(VERDICT)
        assert (shown, "Exercice" in said) == (sort, True)
        held.sees_not("#camera")
        held.screenshot(f"scan-1-{invented}")
        close(held)
        assert held.run("return document.activeElement.innerText").strip() == invented
    assert held.run(COUNT) == 0
    at_the_door(held, link)
    held.fits("scan-2-door")

    verdicts = {}
    for whose, badge in came.badges.items():
        verdicts[whose] = scan(held, badge)
        held.screenshot(f"scan-3-{whose}")

    begun = {whose: (sort, said.split(". ")[0]) for whose, (sort, said) in verdicts.items()}
    assert begun == {
        "booked": ("accepted", "Entrez"),
        "moving": ("accepted", "Entrez"),
        "inside": ("already", "Badge déjà lu"),
        "cancelled": ("refused", "Badge annulé ou remplacé"),
        "elsewhere": ("refused", "Pas d’inscription ici"),
        "nowhere": ("refused", "Pas d’inscription ici"),
        "forged": ("refused", "Badge non valable"),
        "nobody's": ("refused", "Badge inconnu"),
        "another forum's": ("refused", "Autre événement"),
        "a poster": ("refused", "Pas un badge"),
    }
    assert choose(held, came.people["booked"]["code"])[0] == "already"
    assert choose(held, name)[0] == "already"
    doors.answered(came.people["booked"], "admitted", "already_admitted")


def test_scans_outlive_a_reload_and_the_browsers_end_without_a_network(
    window: OpenOne, street: Street, doors: Doors
) -> None:
    ada, bea = doors.register(), doors.register()
    held = window()
    at_the_door(held, street.link(doors.invite("entrance")["pass"]))
    street.stop()
    assert scan(held, ada["badge"])[0] == "accepted"

    held.run(EVICT)
    held.sees("#alerts", "vient d’effacer")
    held.reload()
    held.sees("#door")
    assert choose(held, bea["code"])[0] == "accepted"
    held.restart()
    held.open(f"{street.origin}/scan")
    held.sees("#door")
    holds(held, 2)
    held.press("#to-outbox")
    held.sees("#outbox-list li:nth-child(2)")
    held.fits("scan-4-outbox")
    street.open()
    held.press("#send-now")

    holds(held, 0)
    assert [doors.verdicts(who) for who in (ada, bea)] == [["admitted"], ["admitted"]]


def test_a_new_version_waits_until_the_door_is_left_and_a_link_that_ends_leaves_the_scans(
    window: OpenOne, street: Street, doors: Doors
) -> None:
    ada, bea = doors.register(), doors.register()
    held = window()
    at_the_door(held, street.link(doors.invite("entrance")["pass"]))
    bring(held, street, NEWER)
    assert choose(held, ada["code"])[0] == "accepted"
    close(held)

    held.press("#to-ready")
    held.until("return document.scripts[0].src.includes(arguments[0]) && document.documentElement.dataset.ready", NEWER)
    held.sees("#door")
    street.stop()
    assert choose(held, bea["code"])[0] == "accepted"
    close(held)
    street.unauthorised("pass_revoked")
    # Who is in line as the page learns of it is judged by nobody any more, and nothing breaks.
    held.run(TOUCH, [ada["code"]] * 20)
    held.sees("#opening", "révoqué")
    held.reload()
    held.sees("#opening", "été envoyé")
    held.fits("scan-5-revoked")
    held.press("#opening-body button.main")
    held.sees("#save-outbox")
    bring(held, street, NEWEST)
    held.press("#save-outbox")

    (file,) = wait(lambda: list(held.engine.downloads.glob("*.json")), "the outbox")
    assert read(file).scans[0].scan["attendee_id"] == bea["attendee_id"]
    assert doors.verdicts(ada) == ["admitted"]


def test_a_private_window_admits_with_and_without_a_network_and_promises_no_more_than_it_keeps(
    window: OpenOne, street: Street, doors: Doors
) -> None:
    ada, bea = doors.register(), doors.register()
    held = window("private")
    open_link(held, street.link(doors.invite("entrance")["pass"]))
    held.run(STUB)
    held.press("#start")
    said = held.sees("#checks", "peut l’effacer")
    keeps_pages = "gardées sur ce téléphone" in said
    held.sees("#ready-line[data-state=ready]" if keeps_pages else "#ready-line[data-state=missing]")
    held.fits("scan-6-private")
    held.hold("#start", "Commencer", lambda: rewrite(held))
    held.sees("#door")

    assert scan(held, ada["badge"])[0] == "accepted"
    street.stop()
    assert scan(held, bea["badge"])[0] == "accepted"
    holds(held, 1)
    street.open()

    holds(held, 0)
    assert [doors.verdicts(who) for who in (ada, bea)] == [["admitted"], ["admitted"]]
