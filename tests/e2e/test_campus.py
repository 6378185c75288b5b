"""A campus is behind one network address: whoever registers from there is never locked out for their neighbours."""

from concurrent.futures import ThreadPoolExecutor

from tests.doors import CLIENTS, Doors
from tests.gateway import template

PEOPLE = 300
MINUTES = 3


def test_three_hundred_people_register_from_one_network_address(doors: Doors) -> None:
    before = doors.headcounts()["registered"]
    sheets = [doors.registration(email=f"campus-{n}@example.org") for n in range(PEOPLE)]

    with ThreadPoolExecutor(CLIENTS) as pool:
        answers = list(pool.map(lambda sheet: doors.call("POST", "/api/registrations", sheet), sheets))

    assert {answer.status_code for answer in answers} == {201}
    assert doors.headcounts()["registered"] == before + PEOPLE


def test_the_gateways_pace_for_everybody_lets_a_campus_through() -> None:
    """The emulator does not throttle: this is what the template asks of the gateway."""
    paces = template()["Resources"]["Api"]["Properties"]["RouteSettings"]

    for route in ("POST /api/registrations", "POST /"):
        pace = paces[route]
        assert pace["ThrottlingBurstLimit"] + pace["ThrottlingRateLimit"] * 60 * MINUTES >= 10 * PEOPLE, route
