"""The form when an atelier is full or fills up: seats are counted, and people wait for one."""

from typing import Any

from attendance.domain.person import Seats
from attendance.store import keys, table, tallies
from tests.builders import EVENT_ID
from tests.forum import Forum
from tests.functions.forms import fill_up, front, secret_of, send
from tests.pages import Page

NONE_CHOSEN: dict[str, Any] = {"slot-strategic": None}


def test_a_full_atelier_cannot_be_chosen_but_waited_for(forum: Forum) -> None:
    fill_up(forum, "atelier-1")

    page = front(forum)

    card = page.root.one("div", data_atelier="atelier-1")
    assert "disabled" in card.one("input", type="radio").attributes
    assert "hidden" not in card.one("label", **{"class": "tick wait"}).attributes
    other = page.root.one("div", data_atelier="atelier-2")
    assert "hidden" in other.one("label", **{"class": "tick wait"}).attributes
    assert "Complet" in card.text


def test_seats_are_counted_and_the_last_ones_told(forum: Forum) -> None:
    fill_up(forum, "atelier-1", 2)
    tallies.set_seats(EVENT_ID, "atelier-2", 12)

    by_name = {c.attributes["data-atelier"]: c.all("span", **{"class": "tag"})[0].text for c in cards(front(forum))}

    assert by_name == {"atelier-1": "Plus qu’une place", "atelier-2": "12 places", "atelier-3": "Plus que 3 places"}


def cards(page: Page) -> list[Any]:
    return [each for each in page.root.all("div") if "data-atelier" in each.attributes]


def test_full_at_the_last_moment_the_form_comes_back_with_what_is_free_and_everything_else(forum: Forum) -> None:
    fill_up(forum, "atelier-1")

    answer = send(forum)

    page = Page(answer.text)
    assert answer.status == 409
    assert "L’atelier 1 vient de se remplir" in (page.error("slot-strategic") or "")
    assert "slot-strategic" not in page.filled_in()
    assert page.filled_in()["given_name"] == "Ada"
    (again,) = [c for c in cards(page) if c.attributes["data-atelier"] == "atelier-1"]
    assert "hidden" not in again.one("label", **{"class": "tick wait"}).attributes


def test_who_waits_for_a_full_atelier_may_book_another_meanwhile(forum: Forum) -> None:
    fill_up(forum, "atelier-1")

    page = Page(send(forum, waiting=["atelier-1"], **{"slot-strategic": "atelier-2"}).text)

    own = forum.gateway.call("GET", "/api/registration", secret=secret_of(page)).body
    assert own["ateliers"] == ["atelier-2"]
    assert [place["atelier"] for place in own["waiting"]] == ["atelier-1"]
    assert "Liste d’attente" in page.root.one("main").text


def test_who_only_waits_need_not_say_that_they_choose_none(forum: Forum) -> None:
    fill_up(forum, "atelier-1")

    assert send(forum, waiting=["atelier-1"], **NONE_CHOSEN).status == 201


def test_how_many_wait_is_told_before_one_joins_them(forum: Forum) -> None:
    fill_up(forum, "atelier-1")
    send(forum, waiting=["atelier-1"], **NONE_CHOSEN)

    (card,) = [c for c in cards(front(forum)) if c.attributes["data-atelier"] == "atelier-1"]

    assert "une personne attend" in card.text


def test_a_seat_that_nobody_who_waits_has_taken_is_not_free(forum: Forum) -> None:
    table.write(table.update(keys.seats(EVENT_ID, "atelier-1"), "SET #waiting = :one", {":one": 1}))

    assert tallies.board(EVENT_ID).seats["atelier-1"] == Seats(3, 0, 1)
    assert send(forum).status == 409


def test_once_an_atelier_has_begun_its_waiting_list_is_offered_no_more(forum: Forum) -> None:
    fill_up(forum, "atelier-1")
    forum.set_clock("9:10")

    (card,) = [c for c in cards(front(forum)) if c.attributes["data-atelier"] == "atelier-1"]
    full = Page(send(forum).text)
    waits = Page(send(forum, waiting=["atelier-1"], **{"slot-strategic": ""}).text)

    assert "waiting" not in [each.attributes["name"] for each in card.all("input")]
    assert "« Aucun atelier de cette série »" in (full.error("slot-strategic") or "")
    assert "trop tard pour attendre" in (waits.error("slot-strategic") or "")
