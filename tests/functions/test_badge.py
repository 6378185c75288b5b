"""A badge as its holder has it: on a screen, as a picture, on paper and in a calendar."""

from io import BytesIO

import pytest
from PIL import Image

from tests.documents.pictures import printed, rasterised, read
from tests.forum import Forum

FILES = {
    "/api/badge.svg": "image/svg+xml",
    "/api/badge.png": "image/png",
    "/api/badge.pdf": "application/pdf",
    "/api/badge.ics": "text/calendar; charset=utf-8",
}


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


def test_no_name_is_in_the_log(forum: Forum, capsys: pytest.CaptureFixture[str]) -> None:
    ada = forum.register("Grâce")
    for path in FILES:
        forum.gateway.call("GET", path, secret=ada["pass"])
    forum.gateway.call("GET", "/api/badges.pdf", secret=forum.invite())

    logged = capsys.readouterr().out
    assert "Grâce" not in logged
    assert ada["badge"] not in logged
