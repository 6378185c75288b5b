"""Somebody takes their day into their calendar."""

from tests.forum import Forum


def test_the_calendar_follows_the_choices(forum: Forum) -> None:
    ada = forum.register("Ada", ateliers=["atelier-1"])
    before = forum.gateway.call("GET", "/api/badge.ics", secret=ada["pass"]).text
    forum.gateway.call("PATCH", "/api/registration", {"ateliers": ["atelier-2"]}, secret=ada["pass"])

    after = forum.gateway.call("GET", "/api/badge.ics", secret=ada["pass"]).text

    assert "Salle 1" in before
    assert "Salle 1" not in after
    assert "Salle 2" in after
