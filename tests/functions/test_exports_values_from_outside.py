"""Nothing that anybody sends, or that is stored already, keeps somebody else's table or sheet from being made."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO, StringIO
from itertools import count, cycle
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from attendance.domain import admission, scan_review
from attendance.domain.admission import Basis
from attendance.domain.exports import NAMES
from attendance.domain.programme import DEFAULT_LANGUAGES
from attendance.domain.scan import VERDICTS_OF, Scan, Settlement
from attendance.store import people, tallies
from infra import verify
from infra.archive import EXPORTS
from tests.builders import EVENT_ID, ORGANISER
from tests.documents.pictures import page_text, pages
from tests.forum import Forum
from tests.gateway import Response
from tests.mailroom import Mailroom

# Each as long as it may be, or as strange.
NAMES_OF_PEOPLE = [
    "W" * 80,
    "<b>Ada</b> &amp; <para/>",
    "=1+1",
    "_x0000_",
    "\u0301a" + "\u0301" * 78,
    "\ufdfa" * 80,
    "\ufdfa" + " \u202e\u2066x" * 19,
    "\u05d0\u0627" * 40,
    "🏳️‍🌈" * 13,
    "'\";,|{{w.x}}%s%(a)s\\",
    "\u0130\u0131\u1e9e",
]
TIMES = ["1900-01-02T00:00:00Z", "1970-01-01T00:00:00+14:00", "2199-12-30T23:59:59.999Z", "2022-08-30T09:00:00+02:00"]
BEYOND = ["9999-12-31T23:00:00.000Z", "9999-12-31T23:59:59.999Z", "0001-01-01T00:00:00.000Z"]
ZONES = ["Europe/Paris", "Asia/Kolkata", "America/New_York"]


pytestmark = pytest.mark.usefixtures("bucket")


def readable(answer: Response) -> list[list[str]]:
    """Return what a file says, by its rows or pages: whatever opens it can read all of it."""
    assert answer.status == 200, answer.text
    match answer.headers["content-type"]:
        case "application/pdf":
            return [[page_text(answer.content, page)] for page in range(pages(answer.content))]
        case "application/json":
            return [[json.dumps(answer.body)]]
        case "text/csv; charset=utf-8":
            text = answer.content.decode()
            separator = ";" if text.startswith("\ufeff") else ","
            rows = list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator))
        case _:
            sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
            rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert {len(row) for row in rows} == {len(rows[0])}
    return rows


def taken_home(forum: Forum) -> Iterator[tuple[str, list[list[str]]]]:
    """Go through every export there is in each of its forms, in one language or the other."""
    organiser = forum.invite()
    for name, language in zip(sorted(NAMES), cycle(DEFAULT_LANGUAGES), strict=False):
        forms = [{"recorded": flag} for flag in ("false", "true")] if name == "signatures.pdf" else [{}]
        forms += [{"plain": "true"}] if name.endswith(".csv") else []
        for form in forms:
            query = {"language": language, **form}
            yield name, readable(forum.gateway.call("GET", f"/api/exports/{name}", secret=organiser, query=query))


def answered(forum: Forum, person: dict[str, Any]) -> None:
    """Ask for all else that tells of somebody's scans, or of everybody's."""
    organiser, own = forum.invite(), forum.own_pass(person)
    of_them = f"/api/attendees/{person['attendee_id']}"
    for path in ("headcounts", "catering", "conflicts", "acts", "passes", "roster", "mails"):
        assert forum.gateway.call("GET", f"/api/{path}", secret=organiser).status == 200, path
    assert forum.gateway.call("GET", "/api/conflicts", secret=organiser, query={"settled": "true"}).status == 200
    assert forum.gateway.call("GET", of_them, secret=organiser).status == 200
    for path in ("badge.svg", "badge.png", "registration", "registration/data"):
        assert forum.gateway.call("GET", f"/api/{path}", secret=own).status == 200, path
    for path in ("badge.pdf", "attestation.pdf"):
        readable(forum.gateway.call("GET", f"/api/{path}", secret=own))
    readable(forum.gateway.call("GET", f"{of_them}/attestation.pdf", secret=organiser))
    Calendar.from_ical(forum.gateway.call("GET", "/api/badge.ics", secret=own).content)


def end_the_day(forum: Forum) -> None:
    forum.set_clock("18:00")
    assert forum.gateway.call("POST", "/api/day/end", {}, secret=forum.invite()).status == 200
    assert forum.headcounts(forum.invite())["inside"] == 0
    assert verify.recount(EVENT_ID).differences == []


def test_the_extremes_of_every_message_are_in_every_export(forum: Forum, organiser: str, mailroom: Mailroom) -> None:
    forum.set_clock("8:30")
    numbers = count()
    registered = [
        forum.register(
            "Ada",
            organiser,
            given_name=name,
            family_name=NAMES_OF_PEOPLE[-1 - place],
            organisation=(name * 200)[:200],
            kind="exhibitor",
            stand=name,
            ateliers=["atelier-1", "atelier-3"] if place < 3 else [],
            lunch=True,
            diet="other",
            village=True,
            drink=True,
            language=DEFAULT_LANGUAGES[place % 2],
        )
        for place, name in enumerate(NAMES_OF_PEOPLE)
    ]
    doors = ("entrance", "atelier-1", "lunch", "village")
    for place, name in enumerate(NAMES_OF_PEOPLE):
        secret = forum.invite("volunteer", *doors, label="")
        sent = [
            forum.sent(registered[place], door, at=at, offline="admitted", scan_id=f"{next(numbers):-<64}")
            for door, at in zip(doors, TIMES[place % 4 :] + TIMES[: place % 4], strict=True)
        ]
        sent.append(
            forum.sent(registered[place], "atelier-1", at=TIMES[place % 4], direction="out", scan_id=f"{place:_>64}")
        )
        batch = {"device": "-" * 64, "name": name[:60], "outbox": 1_000_000, "battery": 100, "sent_at": sent[0]["at"]}
        for result in forum.scanned(secret, *sent, **batch).body["results"]:
            assert "verdict" in result, result
    for offline in VERDICTS_OF["in"]:
        assert "verdict" in forum.scan(organiser, {"badge": "\ud800\x00" * 9_000}, "entrance", offline=offline)
    listed = forum.gateway.call("GET", "/api/conflicts", secret=organiser).body["conflicts"]
    for conflict, name in zip(listed, NAMES_OF_PEOPLE, strict=False):
        path = f"/api/attendees/{conflict['attendee_id']}/scans/{conflict['scan_id']}/settle"
        note = {"note": (name * 500)[:500].strip()}
        assert forum.gateway.call("POST", path, note, secret=organiser).status == 200
    room = {"room": "W" * 80, "capacity": 10_000}
    assert forum.gateway.call("PATCH", "/api/ateliers/atelier-1", room, secret=organiser).status == 200
    to_come = [at for at in TIMES if datetime.fromisoformat(at) > forum.now]
    passes = [
        forum.gateway.call(
            "POST",
            "/api/passes",
            {"role": "organiser", "label": name[:60], "expires_at": at, "checkpoints": []},
            secret=organiser,
        )
        for name, at in zip(NAMES_OF_PEOPLE, cycle(to_come), strict=False)
    ]
    assert {answer.status for answer in passes} == {201}

    texts: dict[str, str] = {}
    for name, rows in taken_home(forum):
        texts[name] = "\n".join(cell for row in rows for cell in row)
        if name.startswith("attendance"):
            assert len(rows) == 1 + len(registered)
        if name.startswith("scans"):
            assert len(rows) == 1 + 5 * len(registered) + len(VERDICTS_OF["in"])
    secrets = [answer.body["pass"] for answer in passes]
    readable(forum.gateway.call("POST", "/api/passes/cards.pdf", {"passes": secrets}, secret=organiser))
    for person in registered[:4]:
        answered(forum, person)
    assert mailroom.deliver() == []
    assert len(mailroom.sent) == len(registered)
    end_the_day(forum)
    assert "<b>Ada</b> &amp; <para/>" in texts["attendance.xlsx"]
    assert "_x0000_" in texts["attendance.xlsx"]
    assert "_x0000_" in texts["scans.xlsx"]


@pytest.mark.parametrize(("at", "zone"), [*zip(BEYOND, ZONES, strict=True)])
def test_what_was_stored_before_times_were_bounded_is_shown(forum: Forum, organiser: str, at: str, zone: str) -> None:
    forum.change(event=replace(forum.programme.event, timezone=zone))
    forum.set_clock("8:30")
    ada, bea = forum.register("Ada", ateliers=["atelier-1"]), forum.register("Bea", ateliers=["atelier-1"])
    forum.set_clock("9:10")
    record(forum, ada, "atelier-1", at)
    record(forum, {"badge": "no badge"}, "entrance", at)
    settle(forum, ada, forum.scan(organiser, ada, "lunch", offline="admitted"), at)
    forum.scan(organiser, bea, "atelier-1")
    volunteer = forum.invite("volunteer", "lunch", expires_at=datetime.fromisoformat(at))

    exports = dict(taken_home(forum))
    answered(forum, ada)
    answered(forum, bea)
    cards = forum.gateway.call("POST", "/api/passes/cards.pdf", {"passes": [volunteer]}, secret=organiser)

    assert cards.status == 422 if at < "2022" else "9999" in readable(cards)[0][0]
    for name in ("scans.csv", "scans.xlsx"):
        said = [cell for row in exports[name] for cell in row if at in cell]
        assert len(said) == 3, "a cell for each of the three"
    for name in ("signatures.pdf", "attestations.pdf"):
        assert any("heure inconnue" in row[0] or "time unknown" in row[0] for row in exports[name])
    end_the_day(forum)


def record(forum: Forum, who: dict[str, Any], checkpoint: str, at: str) -> None:
    """Store a scan of a time that no message may tell."""
    here = forum.programme.checkpoint(checkpoint)
    assert here
    scan = Scan(
        f"--beyond-{checkpoint}", here, "in", datetime.fromisoformat(at), badge=who["badge"], offline="admitted"
    )
    seats = tallies.seats(EVENT_ID, ["atelier-1"])
    basis = Basis(forum.programme, ORGANISER.reader("phone"), forum.now, seats)
    people.commit(admission.decide(people.scanned(EVENT_ID, scan), scan, basis), forum.programme)


def settle(forum: Forum, who: dict[str, Any], result: dict[str, Any], at: str) -> None:
    person = people.known(EVENT_ID, who["attendee_id"])
    scan = person.scan(result["scan_id"])
    assert scan
    settlement = Settlement(datetime.fromisoformat(at), "Bureau", "")
    people.commit(scan_review.settle(person, scan, settlement), forum.programme)


@pytest.mark.parametrize("at", BEYOND)
def test_a_time_that_somebody_could_not_write_is_a_problem_of_its_own(forum: Forum, organiser: str, at: str) -> None:
    ada = forum.register()

    refused, taken = forum.scanned(
        organiser, forum.sent(ada, "entrance", at=at), forum.sent(ada, "entrance", at="1970-01-01T00:00:00+14:00")
    ).body["results"]
    batch = forum.scanned(organiser, forum.sent(ada, "entrance"), sent_at=at)
    invited = forum.gateway.call(
        "POST", "/api/passes", {"role": "organiser", "label": "Bureau", "expires_at": at}, secret=organiser
    )

    assert (refused["problem"]["code"], refused["problem"]["retry"]) == ("invalid_request", False)
    assert [error["field"] for error in refused["problem"]["errors"]] == ["at"]
    assert (taken["verdict"], taken["conflicts"]) == ("too_early", ["clock"])
    assert [error["field"] for error in batch.body["errors"]] == ["sent_at"]
    assert [error["field"] for error in invited.body["errors"]] == ["expires_at"]


def test_the_archive_is_made_of_exports_that_are_tried_here() -> None:
    assert {export.partition("?")[0] for export in EXPORTS} <= NAMES
