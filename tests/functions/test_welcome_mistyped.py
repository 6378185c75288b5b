"""An address that looks mistyped on the forum's form: asked about once, and never refused."""

import pytest

from tests.forum import Forum
from tests.functions.forms import people, post, send
from tests.gateway import Response
from tests.pages import Page


def asked(answer: Response) -> Page:
    page = Page(answer.text)
    assert (answer.status, page.state) == (200, "shown")
    assert page.summary == []
    return page


def press(forum: Forum, page: Page, label: str) -> Response:
    """Press a button beside the question."""
    (button,) = [each for each in page.by_id("suggested").all("button") if each.text == label]
    fields = page.filled_in()
    fields["meant"] = [fields["meant"], button.attributes["value"]]
    return post(forum, "/", fields)


@pytest.mark.parametrize(
    ("label", "email"),
    [("Oui, ada@gmail.com", "ada@gmail.com"), ("Non, garder ada@gmail.con", "ada@gmail.con")],
)
def test_who_mistyped_a_domain_is_asked_and_has_the_last_word(forum: Forum, label: str, email: str) -> None:
    page = asked(send(forum, email="ada@gmail.con"))
    assert "Vouliez-vous dire gmail.com ?" in page.by_id("suggested").text
    assert people(forum) == []

    answer = press(forum, page, label)

    assert answer.status == 201
    assert [person["email"] for person in people(forum)] == [email]


def test_who_sends_the_form_again_as_it_is_is_registered(forum: Forum) -> None:
    page = asked(send(forum, email="ada@gmail.con"))

    assert post(forum, "/", page.filled_in()).status == 201


def test_another_mistyped_address_is_asked_about_again(forum: Forum) -> None:
    page = asked(send(forum, email="ada@gmail.con"))

    again = post(forum, "/", page.filled_in() | {"email": "ada@hotmial.fr"})

    assert "ada@hotmail.fr" in asked(again).by_id("suggested").text


def test_it_is_asked_beside_what_is_wrong(forum: Forum) -> None:
    answer = send(forum, email="ada@gmail.con", given_name="")
    page = Page(answer.text)
    assert (answer.status, len(page.summary)) == (422, 1)

    corrected = Page(press(forum, page, "Oui, ada@gmail.com").text)

    assert corrected.filled_in()["email"] == "ada@gmail.com"
    assert corrected.root.all(id="suggested") == []
    assert len(corrected.summary) == 1


def test_the_same_form_pressed_twice_is_one_person(forum: Forum) -> None:
    page = asked(send(forum, email="ada@gmail.con"))

    assert [press(forum, page, "Oui, ada@gmail.com").status for _ in range(2)] == [201, 201]
    assert len(people(forum)) == 1


def test_what_nobody_suggested_cannot_be_chosen_as_an_address(forum: Forum) -> None:
    send(forum, email="ada@example.org", meant=["mallory@example.org"])

    assert [person["email"] for person in people(forum)] == ["ada@example.org"]
