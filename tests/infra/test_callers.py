import socket

import pytest
from multidict import CIMultiDict

from infra.local import callers, emulator

OWN = "http://localhost:8000"


def refused(
    method: str = "GET", target: str = "/", known: frozenset[str] = callers.LOOPBACK, **headers: str
) -> str | None:
    given = CIMultiDict({"Host": "localhost:8000"} | {name.replace("_", "-"): value for name, value in headers.items()})
    return callers.refusal(method, target, given, "http", known)


@pytest.mark.parametrize("host", ["localhost:8000", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000", "localhost"])
def test_a_port_answers_under_its_own_names(host: str) -> None:
    assert refused(Host=host) is None


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:8000",
        "localhost.evil.example",
        "evil.localhost",
        "localhost.",
        "0.0.0.0:8000",
        "127.0.0.1.nip.io",
        "127.0.0.1@evil.example",
        "localhost:8000@evil.example",
        "localhost:evil.example",
        "[::1].evil.example",
        "[::ffff:127.0.0.1]",
        "192.168.1.20:8443",
        "",
    ],
)
def test_a_name_that_was_made_to_lead_here_is_refused(host: str) -> None:
    assert refused(Host=host)


def test_on_the_local_network_the_address_is_the_name() -> None:
    known = frozenset({"192.168.1.20"})

    assert refused(Host="192.168.1.20:8443", known=known) is None
    assert refused(Host="localhost:8443", known=known)
    assert refused(Host="evil.example:8443", known=known)


def test_a_socket_tells_the_names_it_is_reached_by() -> None:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.2", 0)) as other:
        assert callers.names([one]) == callers.LOOPBACK
        assert callers.names([other]) == {"127.0.0.2"}


@pytest.mark.parametrize("origin", ["https://evil.example", "http://localhost:3000", "https://localhost:8000", "null"])
def test_a_page_of_another_origin_sends_nothing(origin: str) -> None:
    assert refused("POST", Origin=origin)
    assert refused("POST", Origin=origin, Sec_Fetch_Site="cross-site")
    assert refused("POST", Origin=origin, Sec_Fetch_Site="same-site", Sec_Fetch_Dest="document")


def test_our_own_page_sends_its_form_and_asks() -> None:
    assert refused("POST", Origin=OWN) is None
    assert refused("POST", Origin=OWN, Sec_Fetch_Site="same-origin", Sec_Fetch_Dest="empty") is None
    # Our pages send no referrer, and a form of theirs therefore no origin.
    assert refused("POST", Origin="null", Sec_Fetch_Site="same-origin", Sec_Fetch_Dest="document") is None


def test_a_program_that_is_no_browser_asks() -> None:
    assert refused("POST") is None


def test_a_link_elsewhere_opens_our_page_and_nothing_else_elsewhere_has_of_us() -> None:
    assert refused(Sec_Fetch_Site="none", Sec_Fetch_Dest="document") is None
    assert refused(Sec_Fetch_Site="cross-site", Sec_Fetch_Dest="document") is None
    assert refused(Sec_Fetch_Site="cross-site", Sec_Fetch_Dest="iframe")
    assert refused(Sec_Fetch_Site="same-site", Sec_Fetch_Dest="image")
    assert refused("POST", Sec_Fetch_Site="cross-site", Sec_Fetch_Dest="document")


@pytest.mark.parametrize(
    "target", ["http://localhost:8000/", "http://127.0.0.1:9/_ministack/reset", "*", "evil.example:443"]
)
def test_a_port_is_no_proxy(target: str) -> None:
    assert refused(target=target)


DOOR = "/key"


def behind(path: str, host: str = "127.0.0.1:4566", **headers: str) -> tuple[str, str] | None:
    """Return what the emulator itself is asked, by its path and as it was written."""
    named = [(b"host", host.encode()), *((name.encode(), value.encode()) for name, value in headers.items())]
    scope = {"type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "headers": named}
    found = emulator.let_in(scope, DOOR)
    return (found["path"], found["raw_path"].decode()) if found else None


def test_the_emulator_is_asked_behind_its_door_as_the_request_was_signed() -> None:
    assert behind("/key/bucket/file") == ("/bucket/file", "/key/bucket/file")
    assert behind("/key") == ("/", "/key")
    assert behind("/key/_aws/execute-api/id/$default/scan") == ("/_aws/execute-api/id/$default/scan",) * 2


@pytest.mark.parametrize(
    "path",
    ["/", "/_ministack/reset", "/keys", "/ke", "//key/", "/x/key/", "/%6bey/", "http://127.0.0.1/key/", "/key@evil"],
)
def test_nobody_asks_the_emulator_without_its_key(path: str) -> None:
    assert behind(path) is None


def test_no_page_asks_the_emulator_not_even_with_its_key() -> None:
    assert behind("/key/_ministack/reset", host="evil.example") is None
    assert behind("/key/_ministack/reset", origin="https://evil.example") is None
