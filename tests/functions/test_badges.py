"""Badges on paper: everybody's for organisers, page by page, and one alone."""

from io import BytesIO

import pytest
from PIL import Image

from attendance.store import people
from tests.documents.pictures import page_text, pages, printed, rasterised, read
from tests.forum import Forum
from tests.gateway import handler_module, routes


@pytest.fixture
def few_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handler_module(routes()["GET /api/badges.pdf"]), "PAGE_SIZE", 2)


def test_an_organiser_prints_everybody_who_comes(forum: Forum) -> None:
    ada, bea, cid = (forum.register(name) for name in ("Ada", "Bea", "Cid"))
    forum.gateway.call("DELETE", "/api/registration", secret=bea["pass"])

    answer = forum.gateway.call("GET", "/api/badges.pdf", secret=forum.invite())

    assert sorted(read(printed(answer.content))) == sorted([ada["badge"], cid["badge"]])
    assert "x-next-page" not in answer.headers


def test_whose_name_paper_cannot_show_has_no_printed_badge_but_still_one_on_a_screen(forum: Forum) -> None:
    ada, bea = forum.register("Ada 𓀀", email="ada@example.org"), forum.register("Bea")
    organiser = forum.invite()

    everybody = forum.gateway.call("GET", "/api/badges.pdf", secret=organiser)
    own = forum.gateway.call("GET", "/api/badge.pdf", secret=ada["pass"])
    again = forum.gateway.call("GET", f"/api/attendees/{ada['attendee_id']}/badge.pdf", secret=organiser)
    png = forum.gateway.call("GET", "/api/badge.png", secret=ada["pass"])

    assert read(printed(everybody.content)) == [bea["badge"]]
    assert everybody.headers["x-left-out"] == ada["code"]
    assert [(a.status, a.body["code"], a.body["characters"]) for a in (own, again)] == [(409, "unprintable", "𓀀")] * 2
    assert read(Image.open(BytesIO(png.content))) == [ada["badge"]]


def test_many_people_are_printed_page_by_page_each_once(forum: Forum, few_a_page: None) -> None:
    badges = {forum.register(name)["badge"] for name in ("Ada", "Bea", "Cid", "Dan", "Eve")}
    organiser, seen, page = forum.invite(), [], None

    for _ in range(3):
        answer = forum.gateway.call("GET", "/api/badges.pdf", secret=organiser, query={"page": page} if page else None)
        seen += read(printed(answer.content))
        page = answer.headers.get("x-next-page")
        assert page is None or people.profile(forum.event_id, page) is None

    assert page is None
    assert sorted(seen) == sorted(badges)


def test_a_page_after_a_name_that_has_changed_skips_nobody_but_begins_again(forum: Forum, few_a_page: None) -> None:
    organiser = forum.invite()
    for name in ("Ada", "Bea", "Cid"):
        forum.register(name)
    page = forum.gateway.call("GET", "/api/badges.pdf", secret=organiser).headers["x-next-page"]
    for who in people.by_name(forum.event_id):
        path = f"/api/attendees/{who.id}"
        forum.gateway.call("PATCH", path, {"family_name": f"Zola {who.given_name}"}, secret=organiser)

    answer = forum.gateway.call("GET", "/api/badges.pdf", secret=organiser, query={"page": page})

    assert (answer.status, answer.body["code"]) == (404, "not_found")


def test_who_cancelled_takes_no_place_on_a_page(forum: Forum, few_a_page: None) -> None:
    people = [forum.register(name) for name in ("Ada", "Bea", "Cid", "Dan")]
    for who in people[:2]:
        forum.gateway.call("DELETE", "/api/registration", secret=who["pass"])

    answer = forum.gateway.call("GET", "/api/badges.pdf", secret=forum.invite())

    assert [name for name in ("Ada", "Bea", "Cid", "Dan") if name in page_text(answer.content)] == ["Cid", "Dan"]
    assert "x-next-page" not in answer.headers


def test_the_badges_of_some_are_printed_page_by_page(forum: Forum, few_a_page: None) -> None:
    for name in ("Ada", "Bea", "Cid", "Dan", "Eve"):
        forum.register(name, organisation="" if name in ("Bea", "Dan") else "Ellyx")
    query: dict[str, str | list[str]] = {"filter": "organisation:ellyx"}

    first = forum.gateway.call("GET", "/api/badges.pdf", secret=forum.invite(), query=query)
    query |= {"page": first.headers["x-next-page"]}
    last = forum.gateway.call("GET", "/api/badges.pdf", secret=forum.invite(), query=query)

    assert [n for n in ("Ada", "Bea", "Cid", "Dan", "Eve") if n in page_text(first.content)] == ["Ada", "Cid"]
    assert [n for n in ("Ada", "Bea", "Cid", "Dan", "Eve") if n in page_text(last.content)] == ["Eve"]
    assert "x-next-page" not in last.headers
    assert forum.gateway.call("GET", "/api/badges.pdf", secret=forum.invite(), query={"filter": "x"}).status == 422


def test_one_side_of_the_paper_is_enough_for_who_asks(forum: Forum) -> None:
    forum.register("Ada")
    organiser = forum.invite()

    both = forum.gateway.call("GET", "/api/badges.pdf", secret=organiser)
    fronts = forum.gateway.call("GET", "/api/badges.pdf", secret=organiser, query={"sides": "1"})

    assert (pages(both.content), pages(fronts.content)) == (2, 1)


def test_paper_has_one_side_or_two(forum: Forum) -> None:
    organiser = forum.invite()

    for sides in ("3", "", "two"):
        refused = forum.gateway.call("GET", "/api/badges.pdf", secret=organiser, query={"sides": sides})
        assert refused.body["errors"][0]["field"] == "sides"


def test_a_page_that_never_was_is_not_found(forum: Forum) -> None:
    organiser = forum.invite()

    ada = forum.register("Ada")
    for page in ("NOBODY", "../etc", "x" * 65, "a", "_-_-", ada["attendee_id"], ada["code"]):
        answer = forum.gateway.call("GET", "/api/badges.pdf", secret=organiser, query={"page": page})
        assert answer.status == 404


def test_an_event_without_people_prints_an_empty_page(forum: Forum) -> None:
    assert forum.gateway.call("GET", "/api/badges.pdf", secret=forum.invite()).status == 200


def test_an_organiser_prints_one_badge_again(forum: Forum) -> None:
    ada = forum.register("Ada")

    answer = forum.gateway.call("GET", f"/api/attendees/{ada['attendee_id']}/badge.pdf", secret=forum.invite())

    assert read(printed(answer.content)) == [ada["badge"]]
    assert "Ada" in page_text(answer.content)


def test_nobodys_and_a_cancelled_badge_are_not_printed(forum: Forum) -> None:
    organiser, ada = forum.invite(), forum.register("Ada")
    forum.gateway.call("DELETE", "/api/registration", secret=ada["pass"])

    for attendee_id in ("NOBODY", ada["attendee_id"]):
        assert forum.gateway.call("GET", f"/api/attendees/{attendee_id}/badge.pdf", secret=organiser).status == 404


def test_a_reissued_badge_is_the_one_that_is_drawn(forum: Forum) -> None:
    ada = forum.register("Ada")
    reissued = forum.gateway.call("POST", "/api/registration/badge", secret=ada["pass"]).body["badge"]

    assert reissued != ada["badge"]
    drawn = forum.gateway.call("GET", "/api/badge.svg", secret=ada["pass"]).text
    assert read(rasterised(drawn, 360)) == [reissued]
    again = forum.gateway.call("GET", f"/api/attendees/{ada['attendee_id']}/badge.pdf", secret=forum.invite())
    assert read(printed(again.content)) == [reissued]


def test_a_mistyped_filter_prints_nobody(forum: Forum) -> None:
    forum.register("Ada")

    for path in ("/api/badges.pdf", "/api/attendees"):
        refused = forum.gateway.call("GET", path, secret=forum.invite(), query={"filters": "kind:speaker", "q": "Ada"})
        assert (refused.status, refused.body["errors"][0]["field"]) == (422, "filters")
