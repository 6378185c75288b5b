"""What a volunteer does with the phone's page, and what it tells them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Locator, Page, expect

from tests.browser.phone import Phone

type Sort = Literal["accepted", "left", "already", "refused"]


# What `choose` does, within the page: a hundred scans take a second, and each is timed from the touch to the verdict.
CHOOSE_ALL = """async ([codes, until]) => {
  const [who, words, said] = ['who', 'verdict-text', 'announced'].map((id) => document.getElementById(id));
  const shown = [];
  for (const code of codes) {
    who.value = code;
    who.dispatchEvent(new Event('input'));
    const judged = new Promise((done) => {
      new MutationObserver((_, observer) => done(observer.disconnect())).observe(words, { childList: true });
    });
    const touchedAt = performance.now();
    document.querySelector('#found button').click();
    if (shown.length === until) break;
    await judged;
    const milliseconds = performance.now() - touchedAt;
    const text = said.textContent.replaceAll('\u00a0', ' ');
    shown.push({ sort: document.getElementById('verdict').dataset.sort, text, milliseconds });
    document.getElementById('next').click();
  }
  return shown;
}"""


@dataclass(frozen=True)
class Verdict:
    """A verdict as it was shown and read aloud."""

    sort: str
    text: str
    milliseconds: float = 0


def is_open(phone: Phone) -> Page:
    """Wait until the page has opened, on whichever screen."""
    expect(phone.page.locator("html")).to_have_attribute("data-ready", "1")
    return phone.page


def open_link(phone: Phone, link: str) -> Page:
    phone.open(link)
    return is_open(phone)


def reopen(phone: Phone) -> Page:
    """Open the page again without any link, as from the home screen."""
    return open_link(phone, f"{phone.origin}/scan")


def reload(phone: Phone) -> Page:
    phone.page.reload()
    return is_open(phone)


def give_name(phone: Phone, name: str) -> None:
    phone.page.locator("#opening-body input").fill(name)
    phone.page.locator("#opening-body button[type=submit]").click()


def stand_at(phone: Phone, place: str) -> None:
    """Choose a place by a part of what its button says."""
    phone.page.locator("#opening-body button", has_text=place).click()


def begin(phone: Phone, *, complete: bool = True) -> None:
    """Check the camera and the sound, then begin; a phone that is not complete lacks something and begins anyway."""
    page = phone.page
    expect(page.locator("#ready")).to_be_visible()
    page.locator("#start").click()
    if complete and phone.keeps:
        expect(page.locator("#ready-line")).to_have_attribute("data-state", "ready")
    elif complete:
        # The page begins without a camera that takes long; what is yet to be loaded would never come without a network.
        expect(page.locator("#checks li").first).to_have_attribute("data-state", "fine")
    else:
        expect(page.locator("#start")).to_have_text(re.compile("Commencer|Begin"))
    page.locator("#start").click()
    is_at_the_door(phone)


def is_at_the_door(phone: Phone, place: str = "") -> None:
    expect(phone.page.locator("#door")).to_be_visible()
    expect(phone.page.locator("#place")).to_contain_text(place)


def at_the_door(phone: Phone, link: str, place: str | None = None, *, name: str | None = None) -> Phone:
    """Go from a link to the door. The name is asked where the pass has no label, the place where it has several."""
    open_link(phone, link)
    if name:
        give_name(phone, name)
    if place:
        stand_at(phone, place)
    begin(phone)
    return phone


def verdict(phone: Phone) -> Verdict:
    """Return the verdict that is shown, once one is."""
    shown = phone.page.locator("#verdict")
    expect(shown).to_be_visible()
    return Verdict(shown.get_attribute("data-sort") or "", announced(phone))


def close(phone: Phone) -> None:
    """Close the verdict, if one is shown: the next to be shown is then another one."""
    shown = phone.page.locator("#verdict")
    if shown.is_visible():
        phone.page.locator("#next").click()
    expect(shown).to_be_hidden()


def scan(phone: Phone, badge: str) -> Verdict:
    """Hold a badge before the camera and take it away. One that was there within the last seconds is not a new scan."""
    close(phone)
    phone.show(badge)
    found = verdict(phone)
    phone.show(None)
    return found


def choose(phone: Phone, sought: str) -> Verdict:
    """Type a badge's code or a name, and take the first who is found: no camera guards that against repetition."""
    close(phone)
    phone.page.locator("#who").fill(sought)
    phone.page.locator("#found button").first.click()
    return verdict(phone)


def ready_for_the_next(phone: Phone) -> Phone:
    """Put everything aside that a test may have left at the door: a badge, a verdict, a name, a direction."""
    phone.show(None)
    close(phone)
    phone.page.locator("#who").fill("")
    turn(phone, "in")
    return phone


def turn(phone: Phone, direction: Literal["in", "out"]) -> None:
    close(phone)
    # The radio button itself is hidden under its label.
    phone.page.locator("#directions label").nth(["in", "out"].index(direction)).click()


def let_in(phone: Phone) -> Verdict:
    """Let in whom the verdict just refused."""
    refused = verdict(phone)
    phone.page.locator("#let-in").click()
    # The button goes at the first touch; the answer comes when it comes, and always in other words.
    expect(phone.page.locator("#announced")).not_to_have_text(refused.text)
    return verdict(phone)


def take_back(phone: Phone) -> str:
    """Undo the scan whose verdict is shown, and return what the page says then."""
    phone.page.locator("#take-back").click()
    expect(phone.page.locator("#verdict")).to_be_hidden()
    return announced(phone)


def announced(phone: Phone) -> str:
    """Return what was last read aloud, with plain spaces."""
    return " ".join((phone.page.locator("#announced").text_content() or "").split())


def is_online(phone: Phone) -> None:
    expect(phone.page.locator("#link-state")).to_have_attribute("data-state", "online")


def is_alone(phone: Phone) -> None:
    expect(phone.page.locator("#link-state")).to_have_attribute("data-state", "alone")


def holds(phone: Phone, unsent: int) -> None:
    """Wait until so many scans and registrations are in the outbox, refused ones included."""
    said = f"Envois ({unsent})" if unsent else "Envois"
    expect(phone.page.locator("#to-outbox")).to_have_text(said)


def open_outbox(phone: Phone) -> Locator:
    """Show what has not left, and return its lines."""
    close(phone)
    phone.page.locator("#to-outbox").click()
    expect(phone.page.locator("#outbox")).to_be_visible()
    return phone.page.locator("#outbox-list li")


def open_recent(phone: Phone) -> Locator:
    """Show the phone's last scans, and return their lines."""
    close(phone)
    phone.page.locator("#to-recent").click()
    expect(phone.page.locator("#recent")).to_be_visible()
    return phone.page.locator("#recent-list li")


def close_list(phone: Phone) -> None:
    phone.page.locator("dialog[open] .close").click()
    expect(phone.page.locator("dialog[open]")).to_have_count(0)


def send_now(phone: Phone) -> None:
    """Send the outbox without waiting for its next round, as when the phone has found a network."""
    phone.page.evaluate("dispatchEvent(new Event('online'))")


def press_send(phone: Phone) -> None:
    """Send the outbox by its own button."""
    open_outbox(phone)
    phone.page.locator("#send-now").click()
    # Not by its button: where the answer is that the link is over, the page closes the list itself.
    phone.page.keyboard.press("Escape")
    expect(phone.page.locator("dialog[open]")).to_have_count(0)


def alerts(phone: Phone) -> Locator:
    return phone.page.locator("#alert-list li")


def choose_all(phone: Phone, codes: list[str], *, until: int | None = None) -> list[Verdict]:
    """Type the codes and take who is found, one after another, as fast as the page can; each is timed.

    After so many verdicts only the next is touched, and its verdict not waited for.
    """
    close(phone)
    return [Verdict(**each) for each in phone.page.evaluate(CHOOSE_ALL, [codes, until])]


def register(
    phone: Phone,
    given_name: str,
    family_name: str,
    *,
    email: str = "",
    ateliers: Iterable[str] = (),
    ticked: Iterable[str] = (),
) -> None:
    """Fill in the form for somebody who has no registration, and send it."""
    close(phone)
    phone.page.locator("#to-walk-in").click()
    form = phone.page.locator("#walk-in-form")
    form.locator("[name=given_name]").fill(given_name)
    form.locator("[name=family_name]").fill(family_name)
    form.locator("[name=email]").fill(email)
    more = form.locator("#walk-in-more")
    if (ateliers or ticked) and more.get_attribute("open") is None:
        more.locator("summary").click()
    for atelier in ateliers:
        form.locator("select", has=phone.page.locator(f"option[value={atelier}]")).select_option(atelier)
    for label in ticked:
        form.get_by_role("checkbox", name=label).check()
    form.locator("[name=consent]").check()
    form.locator("button[type=submit]").click()
