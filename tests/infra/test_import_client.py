"""A list goes to the server a hundred lines at a time, and once however often it is run or cut off."""

from typing import Any

import httpx
import pytest

from infra import import_client
from tests.infra.lists import IMPORT, Desk, line


def test_a_second_run_changes_nothing_and_asks_nothing(desk: Desk) -> None:
    desk.save(line(1), line(2), line(3, email="ada"))
    desk.bring("--yes")
    before = desk.mended().read_bytes()

    assert desk.bring() == 1

    assert (desk.registered, desk.mended().read_bytes()) == (2, before)
    assert "À inscrire : 0. Déjà inscrites : 2. À corriger : 1." in desk.said
    assert {call["dry_run"] for call in desk.calls} == {True}


def test_a_long_list_goes_a_hundred_lines_at_a_time(desk: Desk) -> None:
    desk.save(*(line(n) for n in range(230)))

    desk.bring()

    assert [len(call["lines"]) for call in desk.calls] == [100, 100, 30]
    assert "À inscrire : 230." in desk.said


@pytest.mark.parametrize(("options", "notify"), [((), False), (("--notify",), True)])
def test_only_lines_that_are_right_are_sent_for_good(desk: Desk, options: tuple[str, ...], notify: bool) -> None:
    desk.save(line(1), line(2, email="ada"), line(3))

    desk.bring("--yes", *options)

    assert [[each["line"] for each in call["lines"]] for call in desk.calls] == [[2, 3, 4], [2, 4]]
    assert {call["notify"] for call in desk.calls} == {notify}


def test_somebody_twice_on_a_long_list_is_told_whatever_the_call(desk: Desk) -> None:
    again = [line(5), line(6, given="Zoé"), line(7, email="autre@example.org")]
    desk.save(*(line(n) for n in range(120)), *again)

    desk.bring()

    assert "À inscrire : 122. Déjà inscrites : 0. À corriger : 1." in desk.said
    assert "ligne 122, la même personne est déjà à la ligne 7." in desk.said
    assert "ligne 123," not in desk.said, "a family shares an address"
    assert "ligne 124, une personne du même nom est à la ligne 9" in desk.said


def test_seats_are_counted_over_a_long_list_before_anything_is_done(desk: Desk) -> None:
    chosen = [f"Ada;Exemple-{n};ada-{n}@example.org;{'1' if n % 100 == 0 else ''}" for n in range(450)]
    desk.save(*chosen, header="Prénom;Nom;E-mail;Atelier")

    desk.bring()

    assert "ligne 302, ateliers : plus une place : n° 1." in desk.said
    assert "ligne 402, ateliers : plus une place : n° 1." in desk.said
    assert "À corriger : 2." in desk.said


def test_an_import_that_was_interrupted_is_taken_up_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_client, "LINES_AT_ONCE", 4)
    desk.save(*(line(n) for n in range(10)))

    def interrupt(route: str, body: Any) -> None:
        if route == IMPORT and not body["dry_run"] and len(desk.calls) == 5:
            raise KeyboardInterrupt

    desk.fault = interrupt
    assert desk.bring("--yes") == 2
    assert (desk.registered, "Inscrites : 4." in desk.said) == (4, True)
    desk.fault = lambda *_: None

    assert desk.bring("--yes") == 0

    assert desk.registered == 10
    assert "À inscrire : 6. Déjà inscrites : 4. À corriger : 0." in desk.said


def test_an_answer_that_was_lost_registers_nobody_twice(desk: Desk) -> None:
    desk.save(line(1), line(2))
    lost: list[int] = []

    def lose(route: str, body: Any) -> None:
        if route == IMPORT and not body["dry_run"] and not lost:
            lost.append(1)
            desk.forum.gateway.call("POST", "/api/attendees/import", body, secret=desk.organiser)
            raise httpx.ReadTimeout("lost")

    desk.fault = lose

    assert desk.bring("--yes") == 0
    assert desk.registered == 2


def test_lines_left_for_later_are_sent_again_alone(desk: Desk) -> None:
    desk.save(line(1), line(2), line(3))
    desk.fault = lambda route, body: postponed(body) if route == IMPORT and len(body["lines"]) == 3 else None

    assert desk.bring("--yes") == 0

    assert [len(call["lines"]) for call in desk.calls] == [3, 2, 3, 2]
    assert desk.registered == 2


def postponed(body: Any) -> httpx.Response:
    """An answer that settles the first line only."""
    first = {"outcome": "registered", "attendee_id": None, "given_name": "A", "family_name": "B", "who": "1"}
    results = [first | {"line": body["lines"][0]["line"], "errors": [], "notes": []}]
    results += [{"line": each["line"], "outcome": "later", "errors": []} for each in body["lines"][1:]]
    return httpx.Response(200, json={"results": results, "seats": {}})


def test_a_server_that_never_has_time_is_given_up_and_said_so(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.save(line(1))
    desk.fault = lambda route, _: httpx.Response(503, json={"code": "later"}) if route == IMPORT else None

    assert desk.bring("--yes") == 2
    assert "recommencez" in capsys.readouterr().err
    assert sum(desk.waits) >= 30


def test_one_line_that_spoils_a_call_keeps_no_other_out(desk: Desk) -> None:
    desk.save(*(line(n) for n in range(7)))

    def spoil(route: str, body: Any) -> httpx.Response | None:
        spoilt = route == IMPORT and any(each["line"] == 5 for each in body["lines"])
        return httpx.Response(422, json={"code": "invalid_request", "detail": "no"}) if spoilt else None

    desk.fault = spoil

    assert desk.bring("--yes") == 1

    assert desk.registered == 6
    assert "ligne 5, " in desk.said
