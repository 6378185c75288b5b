"""Closing the event: no more scans, a recount, and an archive in which nothing can be changed unnoticed."""

import csv
import json
import stat
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from attendance.documents import places
from attendance.domain.outcome import Attended
from attendance.domain.programme import Programme
from attendance.store import everyone, items, keys, programmes, scans, table, tallies
from attendance.vocabulary import limits
from attendance.vocabulary.codes import ActKind
from attendance.vocabulary.words import labelled, spoken
from infra import close, load_programme
from infra.programme import outcomes
from tests.builders import EVENT_ID
from tests.forum import Forum

NAMES = {
    "forum-essai-presences.xlsx",
    "forum-essai-presences.csv",
    "forum-essai-scans.csv",
    "forum-essai-emargement.pdf",
    "forum-essai-bilan.pdf",
    "forum-essai-statistiques.csv",
    "forum-essai-statistiques.json",
    "forum-essai-commande-repas.pdf",
    "programme.json",
    "manifest.json",
}


@dataclass
class Office:
    """An operator at a keyboard, at the end of the day."""

    forum: Forum
    home: Path
    organiser: str
    waits: list[float] = field(default_factory=list)
    authorised: list[bool] = field(default_factory=list)
    fault: Callable[[httpx.Request], httpx.Response | None] = lambda _: None

    def run(self, *arguments: str) -> int:
        return close.main([*arguments], httpx.MockTransport(self._answer), self.waits.append)

    @property
    def archive(self) -> Path:
        return self.home / "archive" / f"{EVENT_ID}.zip"

    @property
    def content(self) -> dict[str, bytes]:
        with zipfile.ZipFile(self.archive) as packed:
            return {name: packed.read(name) for name in packed.namelist()}

    def _answer(self, request: httpx.Request) -> httpx.Response:
        """Hand a request to the functions, as the gateway does."""
        self.authorised.append("authorization" in request.headers)
        if (faulty := self.fault(request)) is not None:
            return faulty
        secret = request.headers["authorization"].removeprefix("Bearer ")
        query = dict(request.url.params) or None
        answer = self.forum.gateway.call(request.method, request.url.path, secret=secret, query=query)
        return httpx.Response(answer.status, headers=answer.headers, content=answer.content)


@pytest.fixture
def office(forum: Forum, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    organiser = forum.invite()
    for name, value in {
        "POINTAGE_URL": "https://forum.example.org",
        "POINTAGE_PASS": organiser,
        "STATE": str(tmp_path),
    }.items():
        monkeypatch.setenv(name, value)
    return Office(forum, tmp_path, organiser)


@pytest.fixture
def day(office: Office) -> dict[str, Any]:
    """Somebody who came, once the day is over."""
    ada = office.forum.register("Ada", ateliers=["atelier-1"], lunch=True)
    office.forum.scan(office.organiser, ada, "entrance")
    office.forum.set_clock("18:00")
    return ada


def test_closing_refuses_new_scans_recounts_and_archives(
    office: Office, day: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.run() == 0

    output = capsys.readouterr().out
    assert "Forum d'essai is closed since 2022-08-30T" in output
    assert "all agree" in output
    assert "forum-essai-presences.xlsx" in output
    assert str(office.archive) in output
    assert office.content.keys() >= NAMES
    assert office.forum.scan(office.organiser, day, "lunch")["problem"]["code"] == "event_closed"


def test_it_waits_until_every_function_knows_before_it_archives(office: Office, day: dict[str, Any]) -> None:
    office.run()

    assert max(office.waits) > limits.CACHE_SECONDS + 8


def test_each_file_is_named_in_the_manifest_with_its_hash(office: Office, day: dict[str, Any]) -> None:
    office.run()

    content = office.content
    manifest = json.loads(content.pop("manifest.json"))
    assert {one["name"]: one["sha256"] for one in manifest["files"]} == {
        name: sha256(held).hexdigest() for name, held in content.items()
    }
    assert manifest["event"] == EVENT_ID
    assert manifest["closed_at"].startswith("2022-08-30T")
    assert b"Ada" in content["forum-essai-presences.csv"]
    assert json.loads(content["programme.json"])["event"]["id"] == EVENT_ID


def test_an_archive_that_is_read_back_is_what_the_table_holds(office: Office, day: dict[str, Any]) -> None:
    forum, organiser = office.forum, office.organiser
    forum.set_clock("8:30")
    bea = forum.register(
        "Bea", organisation='L\'Œuvre ; "La Fonda"', lunch=True, diet="vegan", drink=True, village=True
    )
    forum.scan(organiser, bea, "atelier-1", offline="admitted", at="2022-08-30T08:50:00Z")
    undone = forum.scan(organiser, bea, "lunch", at="2022-08-30T10:10:00Z")
    of_bea = f"/api/attendees/{bea['attendee_id']}"
    forum.gateway.call("POST", f"{of_bea}/scans/{undone['scan_id']}/undo", secret=organiser)
    forum.gateway.call("PATCH", of_bea, {"memo": "=Fauteuil; à l'entrée"}, secret=organiser)
    forum.scan(organiser, {"badge": "no badge"}, "entrance", offline="admitted")
    forum.gateway.call("DELETE", "/api/registration", secret=forum.register("Cid")["pass"])
    forum.set_clock("18:00")

    assert office.run() == 0

    everybody = [*everyone.with_scans(EVENT_ID)]
    people = {who.id: who for person in everybody if (who := person.attendee)}
    presences = {row["Identifiant"]: row for row in rows(office, "forum-essai-presences.csv")}
    assert presences.keys() == people.keys()
    for attendee_id, who in people.items():
        said = [presences[attendee_id][name].lstrip("'") for name in ("Nom", "Prénom", "E-mail", "Organisation")]
        assert said == [who.family_name, who.given_name, who.email, who.organisation]
        ticks = [
            presences[attendee_id][name] == "oui" for name in ("Déjeuner", "Village d’acteurs", "Verre de partage")
        ]
        assert ticks == [who.lunch, who.village, who.drink]
        assert presences[attendee_id]["Note de l’équipe"].lstrip("'") == who.memo
        chosen = {presences[attendee_id][f"{slot.title} : choix"] for slot in forum.programme.slots}
        assert chosen - {""} == {places.title(atelier, forum.programme) for atelier in who.bookings}
    stored = {scan.scan_id: scan for person in everybody for scan in person.scans}
    stored |= {scan.scan_id: scan for scan in scans.strangers(EVENT_ID)}
    read = {row["Scan"]: row for row in rows(office, "forum-essai-scans.csv")}
    assert {name: [row["Identifiant"], row["Heure"], row["Décidé sans réseau"]] for name, row in read.items()} == {
        name: [scan.attendee_id or "", local(scan.at), "oui" if scan.offline else "non"]
        for name, scan in stored.items()
    }
    assert {name for name, row in read.items() if row["Annulé le"]} == {undone["scan_id"]}
    titles = labelled("papers.scans", "fr")
    verdicts, ways = (spoken(f"common.{words}", "fr") for words in ("recorded", "directions"))
    fields = ("checkpoint", "direction", "verdict", "server_verdict", "by")
    assert {name: [row[titles[field]] for field in fields] for name, row in read.items()} == {
        name: [
            places.title(scan.checkpoint, forum.programme),
            ways[scan.direction],
            verdicts[scan.verdict],
            verdicts[scan.server_verdict] if scan.server_verdict else "",
            scan.reader.name,
        ]
        for name, scan in stored.items()
    }
    board = tallies.board(EVENT_ID).totals
    for place in json.loads(office.content["forum-essai-statistiques.json"])["checkpoints"]:
        assert [place.get(name, 0) for name in ("booked", "ever")] == [
            board[place["id"], n] for n in ("booked", "ever")
        ]
    programme = items.to(Programme, json.loads(office.content["programme.json"]))
    assert replace(programme, revision=0) == replace(programmes.latest(EVENT_ID), revision=0)
    acts = {act["id"] for act in json.loads(office.content["acts.json"])}
    assert acts == {item["id"] for item in table.indexed(keys.acts(EVENT_ID))}


def rows(office: Office, name: str) -> list[dict[str, str]]:
    """Return a table of the archive."""
    return [*csv.DictReader(office.content[name].decode("utf-8-sig").splitlines(), delimiter=";")]


def local(at: datetime) -> str:
    return f"{at.astimezone(ZoneInfo('Europe/Paris')):%d/%m/%Y %H:%M:%S}"


def test_only_the_operator_may_read_the_archive(office: Office, day: dict[str, Any]) -> None:
    office.run()

    assert stat.S_IMODE(office.archive.stat().st_mode) == 0o600


def test_what_the_day_taught_is_kept_without_names_for_the_next_programme_file(
    office: Office, day: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    office.run()

    path = office.archive.with_name(f"{EVENT_ID}-outcome.json")
    assert f'learn_from = ["{path.name}"]' in capsys.readouterr().out
    assert "Ada" not in path.read_text()
    assert outcomes.read(path).everybody == Attended(booked=1, came=1, ate=0)


def test_closing_twice_says_so_and_makes_the_archive_anew(
    office: Office, day: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    office.run()
    since = programmes.latest(EVENT_ID).closed_at
    office.archive.unlink()
    office.waits.clear()
    capsys.readouterr()
    office.forum.set_clock("18:01")

    assert office.run() == 0

    assert "is closed already, since" in capsys.readouterr().out
    assert office.content.keys() >= NAMES
    assert programmes.latest(EVENT_ID).closed_at == since
    assert max(office.waits, default=0) < 1


def test_who_closes_just_after_somebody_else_waits_for_what_is_left(office: Office, day: dict[str, Any]) -> None:
    office.run()
    office.waits.clear()

    office.run()

    assert close.SETTLED_SECONDS - 20 < max(office.waits) <= close.SETTLED_SECONDS


def test_a_clock_that_was_set_back_keeps_nobody_waiting_for_hours(office: Office, day: dict[str, Any]) -> None:
    office.run()
    office.waits.clear()
    office.forum.set_clock("9:00")

    office.run()

    assert max(office.waits) == close.SETTLED_SECONDS


def test_an_archive_of_everybody_is_not_replaced_by_one_of_who_is_left(
    office: Office, day: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    office.run()
    before = office.archive.read_bytes()
    table.write(table.delete(keys.profile(EVENT_ID, day["attendee_id"])))

    assert office.run() == 2

    assert "has 1 people, and 0 are left: it stays" in capsys.readouterr().err
    assert office.archive.read_bytes() == before


def test_what_is_no_archive_is_replaced_by_one(office: Office, day: dict[str, Any]) -> None:
    office.archive.parent.mkdir()
    office.archive.write_bytes(b"PK no archive")

    assert office.run() == 0

    assert json.loads(office.content["manifest.json"])["people"] == 1


@pytest.mark.parametrize("missing", ["TABLE_NAME", "POINTAGE_URL"])
def test_a_table_and_an_api_that_were_not_named_together_are_left_alone(
    office: Office,
    day: dict[str, Any],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    missing: str,
) -> None:
    with monkeypatch.context() as environment:
        environment.delenv(missing)
        assert office.run() == 2

    assert "name both" in capsys.readouterr().err
    assert programmes.latest(EVENT_ID).closed_at is None


def test_a_pass_that_this_table_does_not_know_closes_nothing(
    office: Office, day: dict[str, Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    door = office.forum.invite("volunteer", "entrance")
    ended = office.forum.invite(expires_at="2022-08-30T10:00:00Z")
    for secret, words in (("of-another-stack", "are both of one stack"), (door, "no organiser"), (ended, "has ended")):
        monkeypatch.setenv("POINTAGE_PASS", secret)

        assert office.run() == 2

        assert words in capsys.readouterr().err
    assert programmes.latest(EVENT_ID).closed_at is None


def test_it_can_be_opened_again(office: Office, day: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    office.run()

    assert office.run("--reopen") == 0

    assert "is open again" in capsys.readouterr().out
    assert office.forum.scan(office.organiser, day, "entrance", direction="out")["verdict"] == "left"
    office.run("--reopen")
    assert "it was not closed" in capsys.readouterr().out


def test_who_closed_and_opened_is_told_in_the_journal(office: Office, day: dict[str, Any]) -> None:
    office.run()
    office.run("--reopen")

    done = [
        item["what"]
        for item in table.indexed(keys.acts(EVENT_ID))
        if item["what"] in (ActKind.CLOSED, ActKind.REOPENED)
    ]
    assert done == [ActKind.CLOSED, ActKind.REOPENED]


def test_what_differs_is_told_and_the_archive_is_made_all_the_same(
    office: Office, day: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    tallies.repair(EVENT_ID, Counter({("entrance", "present"): 3}))

    assert office.run() == 1

    assert "stored is" in capsys.readouterr().out
    assert office.archive.exists()


def test_a_large_file_is_fetched_by_its_link_once_it_is_made_and_without_the_pass(
    office: Office, day: dict[str, Any]
) -> None:
    answers = iter([httpx.Response(202, headers={"retry-after": "5"}, json={"name": "x", "asked_at": "x"})] * 2)
    link = {"name": "forum-essai-bilan.pdf", "url": "https://files.example.org/a?signed=1", "bytes": 7}

    def large(request: httpx.Request) -> httpx.Response | None:
        if request.url.host.endswith("files.example.org"):
            assert "authorization" not in request.headers
            if request.url.host == "files.example.org":
                return httpx.Response(307, headers={"location": "https://west.files.example.org/a?signed=1"})
            return httpx.Response(200, content=b"%PDF-1.")
        if request.url.path == "/api/exports/report.pdf":
            return next(answers, httpx.Response(200, json=link))
        return None

    office.fault = large

    assert office.run() == 0

    assert office.content["forum-essai-bilan.pdf"] == b"%PDF-1."
    assert office.waits.count(5) == 2


@pytest.mark.parametrize(
    ("status", "content"), [(403, b"<Error>"), (200, b"%PDF")], ids=["the link is refused", "it is cut off"]
)
def test_a_link_that_brings_something_else_than_the_file_archives_nothing(
    office: Office, day: dict[str, Any], capsys: pytest.CaptureFixture[str], status: int, content: bytes
) -> None:
    link = {"name": "forum-essai-bilan.pdf", "url": "https://files.example.org/a?signed=1", "bytes": 7}

    def large(request: httpx.Request) -> httpx.Response | None:
        if request.url.host == "files.example.org":
            return httpx.Response(status, content=content)
        return httpx.Response(200, json=link) if request.url.path == "/api/exports/report.pdf" else None

    office.fault = large

    assert office.run() == 2

    assert "forum-essai-bilan.pdf did not come whole" in capsys.readouterr().err
    assert not office.archive.exists()


@pytest.mark.parametrize("status", [403, 409, 422])
def test_an_export_that_is_refused_leaves_the_earlier_archive(
    office: Office, day: dict[str, Any], capsys: pytest.CaptureFixture[str], status: int
) -> None:
    office.run()
    before = office.archive.read_bytes()
    refused = httpx.Response(status, json={"code": "forbidden", "detail": "Pas vous."})
    office.fault = lambda request: refused if request.url.path.endswith("report.pdf") else None

    assert office.run() == 2

    assert "Pas vous." in capsys.readouterr().err
    assert office.archive.read_bytes() == before
    assert sorted(path.suffix for path in office.archive.parent.iterdir()) == [".json", ".zip"]


def test_an_api_that_is_away_leaves_the_event_closed(
    office: Office, day: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    office.fault = lambda _: httpx.Response(502)

    assert office.run() == 2

    assert "not to be had" in capsys.readouterr().err
    assert programmes.latest(EVENT_ID).closed_at is not None


def test_loading_the_programme_again_does_not_open_the_event(forum: Forum) -> None:
    closed_at = datetime(2022, 8, 30, 18, tzinfo=UTC)
    forum.change(closed_at=closed_at)
    stored = programmes.latest(EVENT_ID)

    load_programme._replace(replace(stored, closed_at=None), None)

    assert programmes.latest(EVENT_ID).closed_at == closed_at
