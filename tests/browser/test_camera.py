"""The camera: a badge that is held, shown again or passed by, and a camera that is not there."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import volunteer
from tests.browser.badges import forged, other_form
from tests.browser.camera import y4m
from tests.browser.phone import Phone
from tests.browser.records import kept
from tests.browser.street import Street
from tests.doors import Doors, until

# A film for the browser's own camera weighs the less, and a hand before a camera is no faster.
FRAMES_PER_SECOND = 5
# Every verdict that was announced since, in order.
LISTEN = """() => {
  globalThis.__announced = [];
  const said = document.getElementById('announced');
  globalThis.__listener?.disconnect();
  globalThis.__listener = new MutationObserver(() => __announced.push(said.textContent));
  __listener.observe(said, { childList: true });
}"""
# A camera that fails as another app makes it, until that one is closed.
TROUBLE = """
(() => {
  const devices = navigator.mediaDevices;
  // An empty page, with which a browser begins, has none.
  if (!devices) return;
  const open = devices.getUserMedia.bind(devices);
  globalThis.__trouble = '%s';
  devices.getUserMedia = async (wish) => {
    if (globalThis.__trouble) throw new DOMException('', globalThis.__trouble);
    return open(wish);
  };
})();
"""
# A clock that stands still unless a test lets time pass: however busy the machine, no badge goes out of view by itself.
# A look sets it back a little, after which the camera never rests. After a reload it shows the same.
STILL = """
(() => {
  let now = %d;
  globalThis.__looks = 0;
  globalThis.__pass = (milliseconds) => { now += milliseconds; };
  Date.now = () => now;
  const begun = now;
  performance.now = () => now - begun;
  const video = HTMLVideoElement.prototype;
  const await_ = video.requestVideoFrameCallback;
  video.requestVideoFrameCallback = function (see) {
    now -= 1;
    return await_.call(this, see);
  };
  const paper = CanvasRenderingContext2D.prototype;
  const draw = paper.drawImage;
  paper.drawImage = function (picture, ...where) {
    if (picture instanceof HTMLVideoElement) globalThis.__looks += 1;
    return draw.call(this, picture, ...where);
  };
})();
"""
FORGED = "La signature de ce badge n’est pas la nôtre"
INSECURE = "Object.defineProperty(Navigator.prototype, 'mediaDevices', { get: () => undefined });"
LAMP = """
MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true });
MediaStreamTrack.prototype.applyConstraints = async function (wish) { globalThis.__lit = wish.advanced[0].torch; };
"""
TWO_CAMERAS = """
(() => {
  const devices = navigator.mediaDevices;
  if (!devices) return;
  const open = devices.getUserMedia;
  globalThis.__asked = [];
  devices.getUserMedia = async (wish) => {
    __asked.push(wish.video?.deviceId?.exact ?? null);
    return open(wish);
  };
  devices.enumerateDevices = async () => ['front', 'rear'].map((deviceId) => ({ kind: 'videoinput', deviceId }));
})();
"""
HIDE = """(state) => {
  Object.defineProperty(document, 'visibilityState', { get: () => state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}"""
IS_LIVE = "() => document.getElementById('video').srcObject?.getVideoTracks()[0].readyState === 'live'"

type HandOut = Callable[..., Phone]


@pytest.fixture
def phone(phone: HandOut) -> HandOut:
    """Hand out phones that need not open the page again without a network."""
    return partial(phone, keeps=False)


def announced(phone: Phone) -> list[tuple[str, str]]:
    """Return the verdicts announced since the phone began to listen: the word and the name of each."""
    said: list[str] = phone.page.evaluate("__announced")
    words = [each.replace("\u00a0", " ").split(". ") for each in said]
    return [(word, rest[0].rstrip(".")) for word, *rest in words if rest]


def looking(phone: Phone) -> Phone:
    """Return a phone whose clock stands still, and which counts how often its camera looks."""
    phone.context.add_init_script(STILL % round(time.time() * 1000))
    return phone


@pytest.fixture(scope="module")
def entrance(doors: Doors, phone_of_the_file: Phone) -> Phone:
    link = f"{phone_of_the_file.origin}/scan#{doors.invite('entrance')['pass']}"
    return volunteer.at_the_door(looking(phone_of_the_file), link)


@pytest.fixture
def held(entrance: Phone) -> Phone:
    """A phone at the entrance whose clock stands still; each test brings badges that it has not seen."""
    return volunteer.ready_for_the_next(entrance)


def looks(phone: Phone, times: int) -> None:
    """Wait until the camera has looked so often, whatever it saw."""
    before: int = phone.page.evaluate("__looks")
    phone.until(lambda: phone.page.evaluate("__looks") >= before + times)


def test_a_film_of_badges_is_judged_in_words(phone: HandOut, street: Street, doors: Doors, tmp_path: Path) -> None:
    ada, bea, cid = (
        doors.register(given_name=name, ateliers=[atelier])
        for name, atelier in (("Ada", "atelier-5"), ("Bea", "atelier-5"), ("Cid", "atelier-1"))
    )
    doors.scan(doors.invite("atelier-5")["pass"], doors.sent(bea["badge"], "atelier-5"))
    shown = (ada["badge"], bea["badge"], cid["badge"], forged(cid))
    film = y4m(
        tmp_path / "film.y4m",
        [each for badge in shown for each in ((None, FRAMES_PER_SECOND), (badge, FRAMES_PER_SECOND))],
        frames_per_second=FRAMES_PER_SECOND,
    )
    held = phone(film)
    volunteer.open_link(held, street.link(doors.invite("atelier-5")["pass"]))
    held.page.evaluate(LISTEN)
    volunteer.begin(held)

    # The film goes on in turns: who is announced first, and how often, depends on when the camera looks.
    held.until(lambda: {name for _, name in announced(held)} >= {"Ada E", "Bea E", "Cid E", FORGED})
    first = {name: word for word, name in reversed(announced(held))}
    assert first == {
        "Ada E": "Entrez",
        "Bea E": "Badge déjà lu",
        "Cid E": "Pas d’inscription ici",
        FORGED: "Badge non valable",
    }
    admitted, *again = until(lambda: doors.verdicts(ada))
    assert (admitted, set(again) <= {"already_admitted"}) == ("admitted", True)
    admitted, *again = until(lambda: doors.verdicts(bea)[1:] and doors.verdicts(bea))
    assert (admitted, set(again)) == ("admitted", {"already_admitted"})
    assert set(until(lambda: doors.verdicts(cid))) == {"not_booked"}


def test_a_badge_at_the_way_out_is_shown_as_leaving(held: Phone, doors: Doors) -> None:
    ada = doors.register(given_name="Ada")
    doors.scan(doors.invite("entrance")["pass"], doors.sent(ada["badge"], "entrance"))
    volunteer.turn(held, "out")

    left = volunteer.scan(held, ada["badge"])

    assert left.sort == "left"
    assert left.text.startswith("Laisser sortir. Ada E.")
    doors.answered(ada, "admitted", "left")


def test_a_badge_that_is_held_is_one_scan(held: Phone, doors: Doors) -> None:
    ada = doors.register()
    held.page.evaluate(LISTEN)

    held.show(ada["badge"])
    volunteer.verdict(held)
    looks(held, 20)

    assert len(announced(held)) == 1
    doors.answered(ada, "admitted")


def test_a_badge_shown_again_within_seconds_gets_its_answer_again(held: Phone, doors: Doors) -> None:
    ada = doors.register()
    first = volunteer.scan(held, ada["badge"])
    volunteer.close(held)
    looks(held, 3)
    held.page.evaluate("__pass(1_300)")

    again = volunteer.scan(held, ada["badge"])

    assert (again.sort, again.text) == (first.sort, first.text)
    doors.answered(ada, "admitted")


def test_two_badges_that_alternate_are_one_scan_each(held: Phone, doors: Doors) -> None:
    ada, bea = doors.register(given_name="Ada"), doors.register(given_name="Bea")
    for who, name in ((ada, "Ada E."), (bea, "Bea E.")):
        held.show(who["badge"])
        expect(held.page.locator("#verdict-text .name")).to_have_text(name)

    for who in (ada, bea, ada, bea):
        held.show(who["badge"])
        looks(held, 3)

    volunteer.holds(held, 0)
    for who in (ada, bea):
        doors.answered(who, "admitted")


def test_the_two_forms_of_one_badge_are_one_scan(held: Phone, doors: Doors) -> None:
    ada = doors.register()
    held.page.evaluate(LISTEN)

    for text in (ada["badge"], other_form(ada)) * 3:
        held.show(text)
        volunteer.verdict(held)
        looks(held, 3)

    assert len(announced(held)) == 1
    doors.answered(ada, "admitted")


def test_a_badge_held_across_a_reload_is_one_scan(phone: HandOut, street: Street, doors: Doors) -> None:
    ada = doors.register()
    held = volunteer.at_the_door(looking(phone()), street.link(doors.invite("entrance")["pass"]))
    held.show(ada["badge"])
    volunteer.verdict(held)

    volunteer.reload(held)
    volunteer.is_at_the_door(held)
    held.show(ada["badge"])
    looks(held, 5)

    doors.answered(ada, "admitted")


def test_the_next_badge_replaces_the_verdict(held: Phone, doors: Doors) -> None:
    ada, bea = doors.register(given_name="Ada"), doors.register(given_name="Bea")
    held.show(ada["badge"])
    expect(held.page.locator("#verdict-text .name")).to_have_text("Ada E.")

    held.show(bea["badge"])

    expect(held.page.locator("#verdict-text .name")).to_have_text("Bea E.")


@pytest.mark.parametrize(
    ("camera", "advice"),
    [("denied", "Autorisez-la dans les réglages"), ("missing", "Cherchez par nom ou tapez le code")],
)
def test_without_a_camera_people_are_found_by_name(
    phone: HandOut, street: Street, doors: Doors, camera: str, advice: str
) -> None:
    ada = doors.register()
    held = phone(camera)
    volunteer.open_link(held, street.link(doors.invite("entrance")["pass"]))
    volunteer.begin(held, complete=False)

    expect(held.page.locator("#camera-trouble")).to_contain_text(advice)
    assert volunteer.choose(held, ada["code"]).sort == "accepted"


def test_the_checks_tell_that_the_camera_is_denied(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone("denied")
    volunteer.open_link(held, street.link(doors.invite("entrance")["pass"]))
    held.page.locator("#start").click()

    expect(held.page.locator("#ready-line")).to_have_text("Pas encore prêt")
    camera = held.page.locator("#checks li[data-state=missing]", has_text="Caméra")
    expect(camera).to_contain_text("Autorisez-la dans les réglages")
    expect(held.page.locator("#start")).to_have_text("Commencer quand même")


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        ("NotReadableError", "prise par une autre application"),
        ("NotAllowedError", "Autorisez-la"),
        ("NotFoundError", "Aucune caméra trouvée"),
    ],
)
def test_a_camera_whose_trouble_is_over_works_at_a_touch(
    phone: HandOut, street: Street, doors: Doors, error: str, advice: str
) -> None:
    ada = doors.register()
    held = phone()
    held.context.add_init_script(TROUBLE % error)
    volunteer.open_link(held, street.link(doors.invite("entrance")["pass"]))
    volunteer.begin(held, complete=False)
    trouble = held.page.locator("#camera-trouble")
    expect(trouble).to_contain_text(advice)

    expect(trouble.get_by_role("button", name="Réessayer")).to_be_visible()
    # In one go: a camera that another app had is asked for again by itself, and its button may go as it is touched.
    held.page.evaluate("globalThis.__trouble = ''; document.querySelector('#camera-trouble button').click()")

    expect(trouble).to_be_hidden()
    assert volunteer.scan(held, ada["badge"]).sort == "accepted"


def test_at_an_insecure_address_the_page_says_so(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone("missing")
    held.context.add_init_script(INSECURE)
    volunteer.open_link(held, street.link(doors.invite("entrance")["pass"]))
    volunteer.begin(held, complete=False)

    expect(held.page.locator("#camera-trouble")).to_contain_text("adresse sécurisée (https)")


def test_a_phone_without_a_lamp_or_a_second_camera_offers_neither(phone: HandOut, street: Street, doors: Doors) -> None:
    held = volunteer.at_the_door(phone(), street.link(doors.invite("entrance")["pass"]))

    expect(held.page.locator("#torch")).to_be_hidden()
    expect(held.page.locator("#switch-camera")).to_be_hidden()


def test_a_lamp_is_lit_and_put_out(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone()
    held.context.add_init_script(LAMP)
    volunteer.at_the_door(held, street.link(doors.invite("entrance")["pass"]))
    torch = held.page.locator("#torch")

    torch.click()
    expect(torch).to_have_attribute("aria-pressed", "true")
    assert held.page.evaluate("__lit") is True
    torch.click()
    expect(torch).to_have_attribute("aria-pressed", "false")
    assert held.page.evaluate("__lit") is False


def test_the_camera_that_was_chosen_is_chosen_again_after_a_reload(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    held = phone()
    held.context.add_init_script(TWO_CAMERAS)
    volunteer.at_the_door(held, street.link(doors.invite("entrance")["pass"]))

    held.page.locator("#switch-camera").click()
    held.until(lambda: held.page.evaluate("__asked").count(None) < len(held.page.evaluate("__asked")))
    chosen = held.page.evaluate("__asked.at(-1)")
    held.until(lambda: any(setting == chosen for setting in kept(held)["settings"]))
    volunteer.reload(held)
    volunteer.is_at_the_door(held)
    held.until(lambda: held.page.evaluate("__asked"))

    assert chosen in ("front", "rear")
    assert held.page.evaluate("__asked") == [chosen]


def test_a_phone_that_comes_out_of_a_pocket_sees_again(phone: HandOut, street: Street, doors: Doors) -> None:
    ada = doors.register()
    held = volunteer.at_the_door(phone(), street.link(doors.invite("entrance")["pass"]))
    assert held.page.evaluate(IS_LIVE) is True

    held.page.evaluate(HIDE, "hidden")
    assert not held.page.evaluate(IS_LIVE)
    held.page.evaluate(HIDE, "visible")

    assert volunteer.scan(held, ada["badge"]).sort == "accepted"
    assert held.page.evaluate(IS_LIVE) is True
