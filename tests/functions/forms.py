"""Somebody who fills in the forum's form, in a browser without JavaScript."""

from typing import Any
from urllib.parse import urlencode

from tests.forum import Forum, bystander
from tests.gateway import Response
from tests.pages import Page

FORM = {"content-type": "application/x-www-form-urlencoded"}
# What the programme of the builders lets somebody fill in.
FILLED: dict[str, Any] = {
    "given_name": "Ada",
    "family_name": "Exemple",
    "email": "ada@example.org",
    "organisation": "La Fonda",
    "kind": "participant",
    "slot-strategic": "atelier-1",
    "slot-prospective": "",
    "lunch": "1",
    "diet": "vegetarian",
    "drink": "1",
    "language": "fr",
    "consent": "1",
}


def front(forum: Forum, **more: Any) -> Page:
    answer = forum.gateway.call("GET", "/", **more)
    assert answer.status == 200, answer.text
    return Page(answer.text)


def send(forum: Forum, lang: str = "fr", *, sheet: str = "a-sheet", **typed: Any) -> Response:
    """Send the form as it is filled in above, but for some fields; None leaves one out."""
    fields = {name: value for name, value in (FILLED | {"sheet": sheet} | typed).items() if value is not None}
    return post(forum, "/", fields, lang)


def post(forum: Forum, path: str, fields: dict[str, Any], lang: str = "fr") -> Response:
    body = urlencode(fields, doseq=True)
    return forum.gateway.call("POST", path, body, query={"lang": lang}, headers=FORM)


def people(forum: Forum) -> list[dict[str, Any]]:
    """Return who is registered, as an organiser sees it."""
    found: list[dict[str, Any]] = forum.gateway.call(
        "GET", "/api/attendees", secret=forum.invite(), query={"q": "Exemple"}
    ).body["attendees"]
    return found


def wishes() -> int:
    """Return how many lost links were asked for."""
    items = bystander("dynamodb").scan(TableName="pointage")["Items"]
    return sum(item["type"]["S"] == "link" for item in items)


def secret_of(page: Page) -> str:
    """Return the pass in the link to the badge."""
    (link,) = [a for a in page.root.all("a") if a.attributes["href"].startswith("/badge#")]
    return link.attributes["href"].removeprefix("/badge#")


def fill_up(forum: Forum, atelier: str, people: int = 3) -> None:
    for n in range(people):
        forum.register(f"Bea{n}", ateliers=[atelier])
