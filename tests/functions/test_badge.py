"""A badge on a screen, on paper and in a calendar: for its holder, and on paper for organisers."""

from io import BytesIO

import pytest
from PIL import Image

from attendance.store import people
from tests.documents.pictures import pages, printed, rasterised, read, told
from tests.forum import Forum
from tests.gateway import handler_module, routes

FILES = {
    "/api/badge.svg": "image/svg+xml",
    "/api/badge.png": "image/png",
    "/api/badge.pdf": "application/pdf",
    "/api/badge.ics": "text/calendar; charset=utf-8",
}


@pytest.fixture
def few_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handler_module(routes()["GET /api/badges.pdf"]), "PAGE_SIZE", 2)


def test_every_picture_of_a_badge_says_the_badge(forum: Forum) -> None:
    ada = forum.register("Ada")
    svg, png, pdf = (forum.gateway.call("GET", path, secret=ada["pass"]) for path in list(FILES)[:3])

    assert read(rasterised(svg.text, 360)) == [ada["badge"]]
    assert read(Image.open(BytesIO(png.content))) == [ada["badge"]]
    assert read(printed(pdf.content)) == [ada["badge"]]


def test_a_badge_is_a_file_with_a_name_that_nobody_keeps_on_the_way(forum: Forum) -> None:
    ada = forum.register("Ada")
    answers = [forum.gateway.call("GET", path, secret=ada["pass"]) for path in FILES]

    assert [answer.headers["content-type"] for answer in answers] == list(FILES.values())
    for answer in answers:
        assert "forum-essai" in answer.headers["content-disposition"]
        assert answer.headers["cache-control"] == "no-store"


def test_a_cancelled_badge_is_drawn_no_more(forum: Forum) -> None:
    ada = forum.register("Ada")
    forum.gateway.call("DELETE", "/api/registration", secret=ada["pass"])

    for path in FILES:
        assert forum.gateway.call("GET", path, secret=ada["pass"]).body["code"] == "pass_revoked"


def test_the_staff_has_no_badge_of_its_own(forum: Forum) -> None:
    organiser = forum.invite()

    assert [forum.gateway.call("GET", path, secret=organiser).status for path in FILES] == [403] * 4


def test_the_pixels_are_as_many_as_asked_for(forum: Forum) -> None:
    secret = forum.register()["pass"]

    for query, side in ((None, 450), ({"module": "1"}, 45), ({"module": "40"}, 1800)):
        answer = forum.gateway.call("GET", "/api/badge.png", secret=secret, query=query)
        assert Image.open(BytesIO(answer.content)).size == (side, side)


def test_a_size_that_is_none_is_refused(forum: Forum) -> None:
    secret = forum.register()["pass"]

    for module in ("0", "41", "-1", "1e9", "", "ten", "1.5", "٣", "9" * 30):
        refused = forum.gateway.call("GET", "/api/badge.png", secret=secret, query={"module": module})
        assert (refused.status, refused.body["errors"][0]["field"]) == (422, "module")


def test_the_calendar_follows_the_choices(forum: Forum) -> None:
    ada = forum.register("Ada", ateliers=["atelier-1"])
    before = forum.gateway.call("GET", "/api/badge.ics", secret=ada["pass"]).text
    forum.gateway.call("PATCH", "/api/registration", {"ateliers": ["atelier-2"]}, secret=ada["pass"])

    after = forum.gateway.call("GET", "/api/badge.ics", secret=ada["pass"]).text

    assert "Salle 1" in before
    assert "Salle 1" not in after
    assert "Salle 2" in after


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
    for who in people.everybody(forum.event_id):
        path = f"/api/attendees/{who.id}"
        forum.gateway.call("PATCH", path, {"family_name": f"Zola {who.given_name}"}, secret=organiser)

    answer = forum.gateway.call("GET", "/api/badges.pdf", secret=organiser, query={"page": page})

    assert (answer.status, answer.body["code"]) == (404, "not_found")


def test_a_page_on_which_everybody_cancelled_is_no_end(forum: Forum, few_a_page: None) -> None:
    people = [forum.register(name) for name in ("Ada", "Bea", "Cid")]
    for who in people[:2]:
        forum.gateway.call("DELETE", "/api/registration", secret=who["pass"])

    answer = forum.gateway.call("GET", "/api/badges.pdf", secret=forum.invite())

    assert answer.status == 200
    assert "x-next-page" in answer.headers


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
    assert "Ada" in told(answer.content)


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


def test_no_name_is_in_the_log(forum: Forum, capsys: pytest.CaptureFixture[str]) -> None:
    ada = forum.register("Grâce")
    for path in FILES:
        forum.gateway.call("GET", path, secret=ada["pass"])
    forum.gateway.call("GET", "/api/badges.pdf", secret=forum.invite())

    logged = capsys.readouterr().out
    assert "Grâce" not in logged
    assert ada["badge"] not in logged
