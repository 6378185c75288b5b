"""The contract that the API tells of itself, and who each of its routes is for."""

import json

import pytest

from tests.forum import Forum
from tests.gateway import api_routes, contract


def test_the_contract_tells_every_route_that_programs_call(forum: Forum) -> None:
    body = forum.gateway.call("GET", "/api/openapi.json").body

    announced = {f"{method.upper()} {path}" for path, methods in body["paths"].items() for method in methods}
    assert announced == api_routes()
    assert body == json.loads(json.dumps(contract()))


@pytest.mark.parametrize("key", sorted(api_routes()))
def test_a_route_is_closed_to_whoever_it_is_not_for(forum: Forum, key: str) -> None:
    method, path = key.split(" ")
    announced = contract()["paths"][path][method.lower()]
    if not announced.get("security") or {} in announced["security"]:
        return
    secrets = {
        "organiser": forum.invite(),
        "volunteer": forum.invite("volunteer", "entrance", walk_ins=True),
        "attendee": forum.register()["pass"],
    }
    filled = path.replace("{attendee_id}", "NOBODY").replace("{scan_id}", "scan-1").replace("{pass_id}", "none")

    assert forum.gateway.call(method, filled, {}).status == 401
    for role, secret in secrets.items():
        answer = forum.gateway.call(method, filled, {}, secret=secret)
        assert (answer.status == 403) == (role not in announced["x-roles"])
