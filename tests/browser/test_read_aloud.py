"""What a screen reader says: somebody registers by ear, and a volunteer hears every verdict."""

from collections.abc import Callable
from functools import partial

from playwright.sync_api import expect

from tests.browser import reader, volunteer
from tests.browser.badges import forged
from tests.browser.phone import Phone
from tests.browser.registering import fill_in, has_badge, open_form, send
from tests.browser.street import Street
from tests.doors import Doors

type HandOut = Callable[..., Phone]

MISSING = "Indiquez votre adresse e-mail : le badge y est envoyé."


def plain(spoken: list[str]) -> list[str]:
    """Return what was spoken with plain spaces, as nobody hears others."""
    return [" ".join(phrase.split()) for phrase in spoken]


def is_heard(phone: Phone, sentence: str) -> bool:
    return f"polite: {sentence}" in plain(reader.heard(phone.page))


def test_somebody_who_listens_registers_and_has_a_badge(phone: HandOut, street: Street, doors: Doors) -> None:
    page = open_form(phone("missing"), street)
    send(page)
    expect(page.locator("#faults")).to_be_focused()

    form = plain(reader.stops(page, "main"))

    told = form.index("heading, Il reste quelque chose à corriger, level 3")
    assert form[told + 1 : told + 4] == [
        "link, Indiquez votre prénom.",
        "link, Indiquez votre nom.",
        f"link, {MISSING}",
    ]
    you = form.index("heading, Vous, level 3")
    assert form[you + 1 : you + 8] == [
        "textbox, Prénom, Indiquez votre prénom., invalid, required",
        "textbox, Nom, Indiquez votre nom., invalid, required",
        f"textbox, Adresse e-mail, Votre badge y sera envoyé. {MISSING}, invalid, required",
        "textbox, Organisation (facultatif), Comme il doit figurer sur votre badge.",
        "heading, Vous venez en tant que, level 3",
        "radio, Participant·e Je participe à la journée., checked, position 1, set size 2",
        "radio, Exposant·e Je tiens un stand au village d’acteurs., not checked, position 2, set size 2",
    ]
    (fourth,) = [phrase for phrase in form if phrase.startswith("radio, n° 4 , ")]
    # A number, the seats and the title are told apart.
    assert fourth.split(" , ")[2].startswith("Comment explorer son potentiel d’innovation sociale")
    assert fourth.endswith(", not checked, position 4, set size 6")
    assert "button, M’inscrire" in form
    fill_in(page, doors)
    send(page)
    has_badge(page)
    badge = plain(reader.stops(page, "body"))
    assert badge[0] == "heading, C’est fait, Ada., level 1"
    assert badge[1].startswith("image, QR code du badge : Ada Exemple")
    assert "link, Ouvrir mon badge" in badge
    assert badge[-1] == "link, Accessibilité : non conforme"


def test_a_volunteer_hears_every_verdict(phone: HandOut, street: Street, doors: Doors) -> None:
    ada, bea = doors.register(given_name="Ada"), doors.register(given_name="Bea")
    doors.scan(doors.organiser, doors.sent(bea["badge"], "entrance"))
    held = volunteer.at_the_door(phone(), street.link(doors.invite("entrance")["pass"]))
    door = plain(reader.stops(held.page, "main"))
    assert {"button, Derniers scans", "radio, Sortie, not checked, position 2, set size 2"} <= {*door}
    assert [phrase for phrase in door if phrase.startswith("searchbox, Nom, prénom, organisation ou code")]

    said = []
    for badge in (ada["badge"], bea["badge"], "a poster", forged(ada)):
        reader.listen(held.page)
        [shown] = plain([volunteer.scan(held, badge).text])
        held.until(partial(is_heard, held, shown))
        said.append(shown)

    assert [each.split(".")[0] for each in said] == ["Entrez", "Badge déjà lu", "Pas un badge", "Badge non valable"]
