"""The operator's links: the first organiser has no other way, and needs theirs longer than the day."""

import pytest

from infra import invite
from tests.forum import Forum


def made(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return the secret of the link that the command prints."""
    assert invite.main([*arguments]) == 0
    return capsys.readouterr().out.strip().partition("#")[2]


def status(forum: Forum, secret: str) -> int:
    return forum.gateway.call("GET", "/api/exports/statistics.json", secret=secret).status


def test_an_organisers_link_opens_what_is_stored_until_that_is_purged(
    forum: Forum, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = made(capsys, "organiser", "Lola")

    forum.pass_hours(24 * forum.programme.retention_days)
    on_the_last_day = status(forum, secret)
    forum.pass_hours(24)

    assert on_the_last_day == 200
    assert status(forum, secret) == 401


def test_a_doors_link_ends_with_the_day(forum: Forum, capsys: pytest.CaptureFixture[str]) -> None:
    secret = made(capsys, "volunteer", "Porte A1", "entrance")
    opened = forum.gateway.call("GET", "/api/roster", secret=secret).status

    forum.pass_hours(24)

    assert opened == 200
    assert forum.gateway.call("GET", "/api/roster", secret=secret).status == 401


def test_no_link_is_made_that_opens_nothing(forum: Forum, capsys: pytest.CaptureFixture[str]) -> None:
    forum.pass_hours(24)

    with pytest.raises(SystemExit):
        invite.main(["volunteer", "Porte A1", "entrance"])

    assert "is over" in capsys.readouterr().err
    assert status(forum, made(capsys, "organiser", "Lola")) == 200
