"""Who has no script cancels with a plain form, and is told whom to write to."""

from typing import Any

import pytest

from tests.forum import Forum
from tests.functions.forms import people, post, secret_of, send
from tests.pages import Page


def registered(forum: Forum) -> tuple[Page, str]:
    page = Page(send(forum).text)
    return page, secret_of(page)


def test_the_badge_says_without_a_script_whom_to_write_to_and_cancels_after_a_question(forum: Forum) -> None:
    page, secret = registered(forum)
    plain = page.root.one("noscript")
    assert forum.programme.event.contact in plain.text
    form = plain.one("form")
    assert form.attributes["action"] == "/cancel?lang=fr"

    asked = Page(post(forum, "/cancel", {"pass": form.one("input").attributes["value"]}).text)
    assert "Ada Exemple" in asked.root.one("main").text
    assert len(people(forum)) == 1
    answer = post(
        forum, "/cancel", {each.attributes["name"]: each.attributes["value"] for each in asked.root.all("input")}
    )

    assert (answer.status, Page(answer.text).root.one("h1").text) == (200, "L’inscription est annulée")
    assert people(forum)[0]["cancelled"] is True
    again = post(forum, "/cancel", {"pass": secret, "sure": "1"})
    assert Page(again.text).root.one("h1").text == "L’inscription est annulée"


def test_who_has_cancelled_already_is_told_so_and_asked_nothing(forum: Forum) -> None:
    _, secret = registered(forum)
    post(forum, "/cancel", {"pass": secret, "sure": "1"})

    answer = post(forum, "/cancel", {"pass": secret})

    assert (answer.status, Page(answer.text).root.one("h1").text) == (200, "L’inscription est annulée")


@pytest.mark.parametrize("given", ["", "x", "A" * 43])
def test_what_is_no_link_cancels_nobody(forum: Forum, given: str) -> None:
    registered(forum)

    assert post(forum, "/cancel", {"pass": given, "sure": "1"}).status == 401
    assert not people(forum)[0]["cancelled"]


def test_a_pass_of_the_staff_cancels_nobody(forum: Forum) -> None:
    registered(forum)

    assert post(forum, "/cancel", {"pass": forum.invite(), "sure": "1"}).status == 403
    assert not people(forum)[0]["cancelled"]


def test_a_form_with_other_fields_is_refused(forum: Forum) -> None:
    assert post(forum, "/cancel", {"pass": "x", "more": "1"}).status == 422


def test_what_the_event_says_in_its_own_language_is_marked_on_the_answers(forum: Forum) -> None:
    unchosen: dict[str, Any] = {"slot-strategic": None}
    returned = Page(send(forum, "en", **unchosen).text)
    (line,) = returned.by_id("faults").all("li")
    assert line.one("span").attributes == {"lang": "fr"}

    badge = Page(send(forum, "en").text)
    assert [each.text for each in badge.root.one("p", **{"class": "lead"}).all("span", lang="fr")] == [
        forum.programme.event.venue
    ]
