"""The forum's front page and its form, as they work without any script."""

import base64
import gzip
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
import zxingcpp
from icalendar import Calendar
from PIL import Image

from attendance.domain.programme import Session
from attendance.store import passes
from tests.builders import at
from tests.forum import Forum
from tests.functions.forms import FILLED, FORM, fill_up, front, people, post, secret_of, send, wishes
from tests.pages import Page


def test_the_front_page_presents_the_forum_as_its_programme_does(forum: Forum) -> None:
    page = front(forum)

    assert page.root.one("h1").text == "Forum d’essai"
    assert "mardi 30 août 2022" in page.root.one("header").text
    agenda = page.by_id("programme").one("ol", **{"class": "agenda plain-list"})
    assert [part.text for part in agenda.all("h3")] == ["Accueil", "Ateliers stratégiques", "Ateliers prospectifs"]
    assert "9 h" in agenda.text
    assert [card.one("strong").text for card in page.root.all("div", **{"class": "atelier"})] == [
        "Atelier 1",
        "Atelier 2",
        "Atelier 3",
    ]


def test_what_an_event_does_not_offer_is_not_asked_for(forum: Forum) -> None:
    doors = [c for c in forum.programme.checkpoints if c.id not in ("lunch", "village")]
    forum.change(checkpoints=tuple(doors))

    asked = front(forum).filled_in()

    assert not {"diet", "lunch", "village", "drink"} & asked.keys()


def test_a_page_may_load_only_our_own_files_and_post_only_to_us(forum: Forum) -> None:
    for answer in (forum.gateway.call("GET", "/"), send(forum), send(forum, email="")):
        found = answer.headers["content-security-policy"].split("; ")
        assert "script-src 'self'" in found
        assert "default-src 'none'" in found
        assert "form-action 'self'" in found
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"


def test_the_front_page_is_packed_for_who_unpacks_it_and_a_page_with_a_pass_never(forum: Forum) -> None:
    forum.gateway.headers["accept-encoding"] = "gzip"

    packed, badge = forum.gateway.call("GET", "/"), send(forum)

    assert "<h1>" in gzip.decompress(packed.content).decode()
    assert "content-encoding" not in badge.headers


def test_each_form_has_an_id_of_its_own(forum: Forum) -> None:
    assert front(forum).filled_in()["sheet"] != front(forum).filled_in()["sheet"]


def test_an_event_without_a_programme_is_told_in_words(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENT_ID", "forum-inconnu")

    answer = forum.gateway.call("GET", "/", query={"lang": "en"})

    assert answer.status == 404
    assert Page(answer.text).root.one("h1").text == "This event is not announced yet"


def test_who_fills_in_the_form_is_registered_and_gets_a_badge_at_once(forum: Forum) -> None:
    answer = send(forum)

    page = Page(answer.text)
    assert (answer.status, page.state) == (201, "badge")
    assert page.by_id("badge-name").text == "Ada Exemple"
    own = forum.gateway.call("GET", "/api/registration", secret=secret_of(page)).body
    assert {name: own[name] for name in ("email", "ateliers", "lunch", "diet", "drink", "village", "language")} == {
        "email": "ada@example.org",
        "ateliers": ["atelier-1"],
        "lunch": True,
        "diet": "vegetarian",
        "drink": True,
        "village": False,
        "language": "fr",
    }
    assert "Salle 1" in page.root.one("main").text


def test_the_badge_in_the_answer_is_the_one_that_the_doors_read(forum: Forum) -> None:
    page = Page(send(forum).text)

    (link,) = [a for a in page.root.all("a") if a.attributes.get("download") == "badge.png"]
    picture = Image.open(BytesIO(base64.b64decode(link.attributes["href"].partition("base64,")[2])))
    (read,) = zxingcpp.read_barcodes(picture)
    own = forum.gateway.call("GET", "/api/registration", secret=secret_of(page)).body
    assert read.text == own["badge"]
    assert page.root.one("svg").all("path")


def test_the_day_can_be_taken_into_a_calendar_without_a_script(forum: Forum) -> None:
    page = Page(send(forum).text)

    (link,) = [a for a in page.root.all("a") if a.attributes.get("download", "").endswith(".ics")]
    calendar = Calendar.from_ical(base64.b64decode(link.attributes["href"].partition("base64,")[2]))
    assert "Salle 1" in "".join(str(event["location"]) for event in calendar.walk("VEVENT"))


def test_the_answer_speaks_the_language_of_the_page(forum: Forum) -> None:
    page = Page(send(forum, "en").text)

    assert page.root.one("h1").text == "That’s done, Ada."


def test_an_exhibitor_tells_the_name_of_their_stand(forum: Forum) -> None:
    page = Page(send(forum, kind="exhibitor", stand="L’Atelier bleu").text)

    assert "L’Atelier bleu" in page.root.one("article").text
    assert forum.gateway.call("GET", "/api/registration", secret=secret_of(page)).body["kind"] == "exhibitor"


def test_the_same_form_sent_again_is_the_same_person_with_another_link(forum: Forum) -> None:
    first, again = Page(send(forum).text), Page(send(forum).text)

    assert len(people(forum)) == 1
    assert first.root.one("article").one("strong").text == again.root.one("article").one("strong").text
    assert secret_of(first) != secret_of(again)


def test_another_person_on_the_same_form_is_another_registration(forum: Forum) -> None:
    send(forum)

    send(forum, given_name="Bea", email="bea@example.org")

    assert len(people(forum)) == 2


def test_the_same_person_on_a_new_form_is_told_that_the_address_is_taken(forum: Forum) -> None:
    send(forum, sheet="one")

    answer = send(forum, sheet="two", email="ADA@example.org")

    page = Page(answer.text)
    assert answer.status == 409
    assert "déjà inscrit avec cette adresse" in (page.error("email") or "")
    assert page.by_id("link-email").attributes["value"] == "ADA@example.org"


def test_whose_address_is_taken_gets_their_link_by_one_press(forum: Forum) -> None:
    send(forum, sheet="one")
    page = Page(send(forum, "en", sheet="two").text)

    form = page.by_id("faults").one("form")
    pressed = [part.attributes for part in (*form.all("input"), *form.all("button"))]
    typed = [(one["name"], one.get("value", "")) for one in pressed if "name" in one]
    path, _, query = form.attributes["action"].partition("?lang=")
    answer = forum.gateway.call("POST", path, urlencode(typed), query={"lang": query}, headers=FORM)

    assert typed == [("email", "ada@example.org")]
    assert page.root.all(form="link-form") == []
    assert answer.status == 202
    assert wishes() == 1


def test_who_cancelled_and_sends_the_old_form_again_is_told_and_can_register_anew(forum: Forum) -> None:
    secret = secret_of(Page(send(forum).text))
    forum.gateway.call("DELETE", "/api/registration", secret=secret)

    page = Page(send(forum).text)
    again = post(forum, "/", page.filled_in())

    assert "annulée" in page.summary[0]
    assert (again.status, len(people(forum))) == (201, 2)


@pytest.mark.parametrize("typed", [{"email": "no address"}, {"consent": None}, {"show": "1"}, {"website": "x"}])
def test_nothing_that_was_typed_is_lost(forum: Forum, typed: dict[str, Any]) -> None:
    fill_up(forum, "atelier-2")
    closing = Session("closing", "Clôture", "closing", at("16:00"), at("16:30"))
    forum.change(sessions=(*forum.programme.sessions, closing))
    filled = {
        **FILLED,
        "sheet": "my-sheet",
        "given_name": " Zoé <b> ",
        "organisation": 'L"été & co',
        "kind": "exhibitor",
        "stand": "عدا",
        "village": "1",
        "slot-prospective": "atelier-3",
        "slot-strategic": "",
        "waiting": ["atelier-2"],
        "language": "en",
        **typed,
    }

    page = Page(post(forum, "/", {name: value for name, value in filled.items() if value is not None}).text)

    expected = {name: value for name, value in filled.items() if name != "show" and value is not None}
    assert page.filled_in() == {"website": "", **expected}


def test_another_language_can_be_asked_for_without_losing_or_storing_anything(forum: Forum) -> None:
    answer = send(forum, "en", show="1", family_name="")

    page = Page(answer.text)
    assert (answer.status, page.state, page.errors) == (200, "shown", {})
    assert page.root.one("html").attributes["lang"] == "en"
    assert people(forum) == []


def test_the_enter_key_sends_the_form_and_does_not_change_the_language(forum: Forum) -> None:
    page = front(forum)

    submits = [b for b in page.root.all("button", form="form") if b.attributes["type"] == "submit"]
    assert "name" not in submits[0].attributes


def test_the_trap_is_out_of_sight_until_it_has_caught_somebody(forum: Forum) -> None:
    def trap(page: Page) -> dict[str, str]:
        return page.by_id("website").attributes

    assert trap(front(forum))["tabindex"] == "-1"
    assert "tabindex" not in trap(Page(send(forum, website="x").text))


def test_once_registrations_have_closed_the_page_says_so_and_keeps_the_programme(forum: Forum) -> None:
    forum.set_clock("10:01")

    page = front(forum)

    assert "Les inscriptions sont closes" in page.by_id("register").text
    assert page.root.all(id="form") == []
    assert page.by_id("programme").all("details")
    assert page.root.all(id="link-form")


@pytest.mark.parametrize(("language", "text"), [("fr", "sont closes"), ("en", "have closed")])
def test_who_sends_the_form_after_closing_is_told_so(forum: Forum, language: str, text: str) -> None:
    forum.set_clock("10:01")

    answer = send(forum, language)

    assert answer.status == 409
    assert text in Page(answer.text).root.one("h1").text


def test_a_form_that_the_gateway_has_packed_is_read_all_the_same(forum: Forum) -> None:
    answer = send(forum, given_name="Zoé")

    assert Page(answer.text).by_id("badge-name").text == "Zoé Exemple"


def test_a_form_without_its_sheet_is_not_stored(forum: Forum) -> None:
    answer = send(forum, sheet="")

    assert answer.status == 422
    assert "incomplet" in Page(answer.text).summary[0]


def asked(forum: Forum, email: str, language: str = "fr") -> Any:
    return post(forum, "/link", {"email": email}, language)


def test_a_lost_link_is_answered_the_same_whether_or_not_somebody_has_the_address(forum: Forum) -> None:
    send(forum)

    known, unknown = asked(forum, "ada@example.org"), asked(forum, "nobody@example.org")

    assert (known.status, known.headers, known.text) == (unknown.status, unknown.headers, unknown.text)
    assert known.status == 202
    assert wishes() == 2


def test_a_lost_link_asked_for_twice_is_answered_the_same_and_noted_once(forum: Forum) -> None:
    first, again = asked(forum, "ada@example.org"), asked(forum, " ADA@example.org\u200e")

    assert first.text == again.text
    assert wishes() == 1


def test_a_lost_link_can_be_asked_for_after_closing(forum: Forum) -> None:
    forum.set_clock("10:01")

    assert asked(forum, "ada@example.org").status == 202


def test_the_link_in_the_answer_is_valid_until_the_event_is_over(forum: Forum) -> None:
    secret = secret_of(Page(send(forum).text))

    stored = passes.find(passes.pass_id(secret))
    assert stored
    assert stored.expires_at > at("17:00") + timedelta(hours=1)
