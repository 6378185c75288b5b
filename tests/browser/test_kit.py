"""The kit itself: phones, their cameras and the street do what the other tests take for granted."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Playwright, expect

from tests.browser.camera import frame, y4m
from tests.browser.phone import Phone
from tests.browser.street import Street
from tests.documents.pictures import read

BADGE = "6BF+70+ 9C%A.%5$ *" * 6 + "ABCDEFGHIJKLMN"
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' blob:; media-src 'self' blob:"
PAGE = """<!doctype html><html lang="fr"><meta name="viewport" content="width=device-width"><title>…</title>
<main><h1>Caméra</h1><video width="300" muted playsinline></video></main>
<script type="module" src="/page.js"></script>"""
SCRIPT = """try {
  const video = document.querySelector('video');
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: true });
  await video.play();
  document.title = 'started';
} catch (error) { document.title = error.name; }"""
ASKED = "() => fetch('/api/x').then(async (answer) => `${answer.status} ${await answer.text()}`, (error) => error.name)"
OPENED = """() => new Promise((done) => {
  const opening = indexedDB.open('shelf', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('scans');
  opening.onsuccess = () => done(opening.result);
})"""
KEPT = f"""async () => {{
  const kept = (await ({OPENED})()).transaction('scans', 'readwrite', {{ durability: 'strict' }});
  kept.objectStore('scans').put('kept', 1);
  await new Promise((done) => {{ kept.oncomplete = done; }});
}}"""
FOUND = f"""async () => {{
  const found = (await ({OPENED})()).transaction('scans').objectStore('scans').get(1);
  return new Promise((done) => {{ found.onsuccess = () => done(found.result); }});
}}"""


class Site(BaseHTTPRequestHandler):
    """A page with a camera, and an API that answers everything."""

    def do_GET(self) -> None:
        path = self.path
        body, kind = (SCRIPT, "text/javascript") if path == "/page.js" else (PAGE, "text/html; charset=utf-8")
        if path.startswith("/api/"):
            body, kind = '"answered"', "application/json"
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-security-policy", POLICY)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def street(site: str) -> Iterator[Street]:
    street = Street(site)
    yield street
    street.leave()


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return y4m(tmp_path / "film.y4m", [(BADGE, 15)])


def comes_to_see(phone: Phone, text: str | None) -> None:
    """Wait until a page's camera shows a badge, or none."""

    def seen() -> list[str]:
        screen = Image.open(BytesIO(phone.page.locator("video").screenshot()))
        return read(screen)

    phone.until(lambda: seen() == ([text] if text else []))


@pytest.mark.parametrize("angle", [0, 12, 90, 200])
def test_a_badge_before_the_camera_can_be_read(angle: float) -> None:
    assert read(frame(BADGE, angle=angle)) == [BADGE]
    assert read(frame(None)) == []


def test_the_stub_camera_shows_one_badge_after_another(phone: Callable[..., Phone], street: Street) -> None:
    held = phone()
    held.open(street.link("secret"))
    expect(held.page).to_have_title("started")

    for text in (None, BADGE, BADGE[::-1], None):
        held.show(text)
        comes_to_see(held, text)


def test_the_browsers_own_camera_shows_a_film(phone: Callable[..., Phone], street: Street, film: Path) -> None:
    held = phone(film)
    held.open(street.link("secret"))

    expect(held.page).to_have_title("started")
    comes_to_see(held, BADGE)


@pytest.mark.parametrize(("camera", "error"), [("denied", "NotAllowedError"), ("missing", "NotFoundError")])
def test_a_camera_may_be_denied_or_missing(
    phone: Callable[..., Phone], street: Street, camera: str, error: str
) -> None:
    held = phone(camera)
    held.open(street.link("secret"))

    expect(held.page).to_have_title(error)


def test_a_phone_is_one_of_a_volunteer_in_poitiers(phone: Callable[..., Phone], street: Street) -> None:
    held = phone()
    held.open(street.link("secret"))

    settings = held.page.evaluate(
        "[navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone, innerWidth, devicePixelRatio]"
    )
    assert settings == ["fr-FR", "Europe/Paris", 390, 2]
    assert held.axe() == []


def test_the_street_fails_in_every_way_and_keeps_its_origin(phone: Callable[..., Phone], street: Street) -> None:
    held, origin = phone(), street.origin
    held.open(street.link("secret"))

    def ask() -> str:
        answer: str = held.page.evaluate(ASKED)
        return answer

    assert ask() == '200 "answered"'
    street.stop()
    assert ask() == "TypeError"
    street.captive()
    assert "Se connecter" in ask()
    street.unauthorised("pass_revoked")
    assert "pass_revoked" in ask()
    street.hold()
    held.page.evaluate(f"() => {{ globalThis.__late = ({ASKED})().then((answer) => (globalThis.__answer = answer)); }}")
    held.until(lambda: street.held)
    assert held.page.evaluate("globalThis.__answer") is None
    street.open()
    assert held.page.evaluate("__late") == '200 "answered"'
    street.swallow()
    assert ask() == "TypeError"
    street.open()
    assert ask() == '200 "answered"'
    assert street.origin == origin
    # All but the one that was refused a connection; Chromium asks anew where a connection that it kept was cut.
    assert street.asked["GET /api/x"] >= 6


def test_a_phone_that_is_offline_stays_so_when_it_is_started_again(phone: Callable[..., Phone], street: Street) -> None:
    held = phone(lasting=True)
    held.offline()
    held.restart()

    with pytest.raises(BrowserError, match="ERR_INTERNET_DISCONNECTED"):
        held.open(street.link("secret"))
    held.online()
    held.open(street.link("secret"))
    assert held.page.evaluate(ASKED) == '200 "answered"'


def test_a_phone_that_is_killed_keeps_what_was_on_disk_and_others_live(
    phone: Callable[..., Phone], street: Street
) -> None:
    held, other = phone(lasting=True), phone()
    for each in (held, other):
        each.open(street.link("secret"))
    held.page.evaluate(KEPT)

    held.kill()

    assert held.processes() == []
    assert other.page.evaluate(ASKED) == '200 "answered"'
    held.start()
    held.open(street.link("secret"))
    assert held.page.evaluate(FOUND) == "kept"


def test_what_a_page_must_not_do_is_noticed(playwright: Playwright, street: Street, tmp_path: Path) -> None:
    held = Phone(playwright, tmp_path / "phone", street.origin)
    held.open(street.link("secret"))

    held.page.evaluate("() => { setTimeout(() => { throw new Error('thrown'); }); }")
    held.page.evaluate("() => { const stray = new Image(); stray.src = 'data:image/png;base64,AAAA'; }")
    held.page.evaluate("() => { document.body.append(document.createElement('button')); }")
    faults = held.axe()
    held.until(lambda: {fault.split(":")[0] for fault in held.faults} >= {"uncaught", "policy"})
    held.close()

    assert any("thrown" in fault for fault in held.faults)
    assert any(fault.startswith("policy: img-src") for fault in held.faults)
    assert [line.split(":")[0] for line in faults] == ["button-name"]


def test_a_stranger_that_is_asked_is_noticed(playwright: Playwright, street: Street, tmp_path: Path) -> None:
    held = Phone(playwright, tmp_path / "phone", street.origin)

    held.open(f"{street.address}/")
    held.close()

    assert held.strangers == {street.address}
