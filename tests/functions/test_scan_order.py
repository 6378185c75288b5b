"""Phones that were offline upload late, twice and in any order: the numbers are the same."""

from itertools import permutations
from typing import Any

import pytest

from tests.forum import Forum, opened

# One person's morning as three phones saw it, each verdict decided on the spot.
MORNING = [
    ("entrance", "07:00", "in", "admitted"),
    ("atelier-1", "08:50", "in", "admitted"),
    ("atelier-2", "09:20", "in", "moved"),
    ("entrance", "09:40", "out", "left"),
]


def numbers(forum: Forum, secret: str) -> dict[str, Any]:
    headcounts = forum.headcounts(secret)
    counted = {name: {**c, "refused_by_verdict": None} for name, c in headcounts["checkpoints"].items()}
    return {**headcounts, "as_of": None, "conflicts": None, "checkpoints": counted}


def uploaded(forum: Forum, order: tuple[int, ...]) -> dict[str, Any]:
    organiser, ada = forum.invite(), forum.register("Ada", ateliers=["atelier-1"])
    for n in (*order, order[0]):
        checkpoint, hour, direction, offline = MORNING[n]
        sent = forum.sent(
            ada,
            checkpoint,
            at=f"2022-08-30T{hour}:00Z",
            direction=direction,
            offline=offline,
            scan_id=f"scan-of-{n:04}",
        )
        (result,) = forum.scanned(organiser, sent).body["results"]
        assert result["verdict"] == offline
    forum.gateway.call("DELETE", "/api/registration", secret=ada["pass"])
    return numbers(forum, organiser)


@pytest.fixture
def in_order(forum: Forum) -> dict[str, Any]:
    """The numbers of the morning uploaded as it happened; the forum is empty again afterwards."""
    found = uploaded(forum, tuple(range(len(MORNING))))
    opened()
    return found


@pytest.mark.parametrize("order", list(permutations(range(4)))[2::3])
def test_any_order_of_upload_ends_in_the_same_numbers(
    forum: Forum, order: tuple[int, ...], in_order: dict[str, Any]
) -> None:
    found = uploaded(forum, order)

    assert found == in_order
    assert found["inside"] == 0
    assert found["checkpoints"]["atelier-2"]["ever"] == 1
    assert all(c["seats"]["taken"] == 0 for c in found["checkpoints"].values() if c["seats"])


def test_no_name_address_or_badge_is_ever_logged(forum: Forum, caplog: pytest.LogCaptureFixture) -> None:
    organiser = forum.invite()
    ada = forum.register("Perdita", organisation="Maison Exemple", email="perdita@example.org", lunch=True)
    forum.scan(organiser, ada, "entrance")
    forum.scan(organiser, {"badge": "https://example.org/perdita"}, "entrance")
    forum.gateway.call("POST", "/api/registrations", {"given_name": "Perdita", "email": 7})
    forum.gateway.call("GET", "/api/attendees", secret=organiser, query={"q": "perdita"})
    forum.gateway.call("GET", f"/api/attendees/{ada['attendee_id']}", secret=organiser)
    forum.gateway.call("PATCH", "/api/registration", {"given_name": "Perdita-Rose"}, secret=ada["pass"])
    forum.gateway.call("GET", "/api/badge.svg", secret=ada["pass"])
    forum.gateway.call("DELETE", "/api/registration", secret=ada["pass"])

    assert len(caplog.records) >= 9
    logged = str([vars(record) for record in caplog.records])
    for personal in ("perdita", "maison exemple", ada["badge"].lower(), ada["pass"].lower(), organiser.lower()):
        assert personal not in logged.lower()
