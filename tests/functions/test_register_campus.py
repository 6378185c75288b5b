"""A campus is behind one network address: whoever registers from there is never locked out for their neighbours."""

from tests.forum import Forum
from tests.gateway import template

PEOPLE = 300
MINUTES = 3


def test_three_hundred_people_register_from_one_network_address(forum: Forum) -> None:
    # Each is answered 201 at once: a registration that was put off, or refused, would not be.
    for number in range(PEOPLE):
        forum.register("Ada", email=f"campus-{number}@example.org")

    assert forum.headcounts(forum.invite())["registered"] == PEOPLE


def test_the_gateways_pace_for_everybody_lets_a_campus_through() -> None:
    """Neither the emulator nor the simulation throttles: this is what the template asks of the gateway."""
    paces = template()["Resources"]["Api"]["Properties"]["RouteSettings"]

    for route in ("POST /api/registrations", "POST /"):
        pace = paces[route]
        assert pace["ThrottlingBurstLimit"] + pace["ThrottlingRateLimit"] * 60 * MINUTES >= 10 * PEOPLE, route
