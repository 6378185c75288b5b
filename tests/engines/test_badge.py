"""An attendee's badge: kept, and opened from the home screen where there is no network."""

import json
from collections.abc import Callable
from io import BytesIO

from PIL import Image

from tests.browser.street import Street
from tests.documents.pictures import read
from tests.doors import Doors
from tests.engines.window import Window, wait

START = """
return fetch(document.querySelector('link[rel=manifest]').href)
  .then((manifest) => manifest.json())
  .then((manifest) => new URL(manifest.start_url, location.href).href);
"""
# No other browser has this, and there it says whether the page was opened from the home screen.
AS_ON_AN_IPHONE = "Object.defineProperty(navigator, 'standalone', { configurable: true, value: arguments[0] })"


def test_a_badge_opens_from_the_home_screen_without_a_network_and_is_saved(
    window: Callable[..., Window], street: Street, doors: Doors
) -> None:
    ada = doors.register(given_name="Ada", ateliers=["atelier-8"])
    held = window()
    held.open(street.link(ada["pass"], "/badge"))
    held.sees("#qr")
    held.sees("#age", "À jour")
    assert held.run("return location.href") == f"{street.origin}/badge"
    held.fits("badge-1-new")
    held.keeps_the_page()
    start = held.run(START)

    street.stop()
    held.reload()
    held.sees("#age", "Sans réseau")
    held.restart()
    held.open(start)
    held.sees("#name", "Ada Exemple")
    held.sees("#day", "Salle A1-103")
    assert wait(lambda: read(Image.open(BytesIO(held.picture()))), "a code on the screen") == [ada["badge"]]
    held.fits("badge-2-offline")

    street.open()
    held.run("dispatchEvent(new Event('online'))")
    held.sees("#age", "À jour")
    held.press("#actions :nth-child(2) > button")
    held.press("#downloads li:nth-child(1) button")
    assert held.downloaded("badge-ada-exemple.pdf").startswith(b"%PDF")
    held.fits("badge-3-keep")
    held.sees("#home-how", "Menu du navigateur")
    for is_installed, how in ((False, "Dans Safari"), (True, "est sur votre écran d’accueil")):
        held.press("#keep .back")
        held.run(AS_ON_AN_IPHONE, is_installed)
        held.press("#actions :nth-child(2) > button")
        held.sees("#home-how", how)
    held.press("#keep .back")
    held.press("#actions :nth-child(4) > button")
    held.sees("#mine-list dl")
    held.press("#save-mine")
    stored = json.loads(held.downloaded("badge-ada-exemple.json"))
    assert stored["registration"]["attendee_id"] == ada["attendee_id"]
