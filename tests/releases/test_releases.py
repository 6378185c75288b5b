"""What was stored and sent by a release is read and answered by the code of today."""

import json
import re
from collections.abc import Iterator, Set
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from attendance.domain.addresses import AddressLink
from attendance.domain.attendee import Address, Attendee, Waiting
from attendance.domain.journal import Act
from attendance.domain.mails import Mail
from attendance.domain.meal_batch import MealBatch
from attendance.domain.meal_order import MealOrder
from attendance.domain.passes import Pass
from attendance.domain.programme import Programme
from attendance.domain.repeat import FirstSending
from attendance.domain.scan import StoredScan
from attendance.edge.openapi import document
from attendance.store import items, mailboxes, people
from attendance.store.link_requests import LinkRequest
from infra import reindex, verify
from tests.forum import Forum, simulated
from tests.gateway import ROOT, routes
from tests.releases.contract import broken
from tests.releases.record import answers, missing_names
from tests.releases.release import BUCKET, Json, Release, make_surroundings, played, releases, served

# What is another at each asking.
NOW = {
    "as_of",
    "server_time",
    "received_at",
    "sent_at",
    "at",
    "since",
    "seenAt",
    "fetchedAt",
    "cursor",
    "saved_at",
    "tags",
    "revoked_at",
}
READ_AS = {
    "profile": Attendee,
    "scan": StoredScan,
    "waiting": Waiting,
    "mail": Mail,
    "former": Address,
    "address_link": AddressLink,
    "act": Act,
    "link": LinkRequest,
    "registration": FirstSending,
    "pass": Pass,
    "programme": Programme,
    "order": MealOrder,
    "batch": MealBatch,
}
# What an item has besides the thing that it is.
OF_ITEMS = {"PK", "SK", "GSI1PK", "GSI1SK", "type", "purge_at"}
OF_THESE = {"scan": {"version"}, "waiting": {"attendee_id"}, "mail": {"event_id"}, "registration": {"canonical"}}


@pytest.fixture(scope="module", params=releases(), ids=lambda release: release.name)
def release(request: pytest.FixtureRequest) -> Release:
    found: Release = request.param
    return found


@pytest.fixture
def forum(release: Release) -> Iterator[Forum]:
    """The forum of the release, as it was when it was recorded."""
    with pytest.MonkeyPatch.context() as patch, simulated(patch):
        patch.setenv("FILES_BUCKET", BUCKET)
        make_surroundings()
        yield release.load()


def by_organiser(release: Release, forum: Forum, method: str, path: str, body: Any = None, **more: Any) -> Any:
    answer = forum.gateway.call(method, path, body, secret=release.facts["secrets"]["organiser"], **more)
    assert answer.status in (200, 201), answer.text
    return answer.body


# Words for people that tables had, each with those that all sides have now.
NOW_SAID = {
    "Illisible": {"Pas un badge"},
    "Non inscrit": {"Pas d’inscription ici"},
    "Badge falsifié": {"Badge non valable"},
    "Badge d'un autre événement": {"Autre événement"},
    "Badge inconnu": {"Badge que personne n’a"},
    "Admis, a changé d'atelier": {"Entrée admise, autre atelier quitté"},
    "Admis, a changé d’atelier": {"Entrée admise, autre atelier quitté"},
    "Admis": {"Entrée admise"},
    "Déjà entré": {"Badge déjà lu"},
    "Sorti": {"Sortie notée"},
    "Pas inscrit ici": {"Pas d’inscription ici"},
    "Présent": {"Dans le bâtiment"},
    "Pas vu": {"Aucun passage"},
    "Annulé": {"Inscription annulée"},
    "Effacé": {"Personne effacée"},
    "Hors des heures": {"En dehors des heures"},
    "Au-delà des places": {"Entrée en surnombre"},
    "Sans inscription": {"Entrée sans réservation", "Sans réservation"},
    "Venus sans inscription": {"Venus sans réservation"},
    "Annulé ou remplacé": {"Badge annulé ou remplacé", "Entrée avec une inscription annulée"},
    "Acceptation retirée": {"Accepté, puis refusé par le téléphone"},
    "Visites, par quart d'heure": {"Visites, par quart d’heure"},
    "Forcé": {"Admis par exception"},
    "Décidé par le téléphone": {"Décidé sans réseau"},
    "Le serveur aurait dit": {"Avis du serveur"},
    "Point de contrôle": {"Lieu", "Identifiant du lieu"},
    "Régime": {"Régime alimentaire"},
    "Parti": {"Sortie notée"},
    "\ufeffHeure du scan": {"\ufeffHeure"},
    "Village": {"Village d’acteurs"},
    "Stand": {"Nom du stand"},
    "Inscrit le": {"Inscription le"},
}


def is_row(was: str, now: str) -> bool:
    """Tell whether a row of a table says the same, in the words that it has now; columns may follow."""
    cells, others = was.split(";"), now.split(";")
    return len(cells) <= len(others) and all(map(is_cell, cells, others))


def is_cell(was: str, now: str) -> bool:
    if was == now or now in NOW_SAID.get(was, ()):
        return True
    parts, others = was.split(", "), now.split(", ")
    return len(parts) == len(others) > 1 and all(map(is_cell, parts, others))


def is_longer(was: list[Any], now: list[Any], where: str) -> bool:
    """Tell whether a list has more now where it may: a phone shows the answers to whichever questions it is told."""
    return len(was) < len(now) and where.startswith("GET /api/roster") and where.endswith(".questions")


def by_id(people: list[Any]) -> list[Any]:
    """Return people in an order that does not tell how a phone came to know them."""
    return sorted(people, key=lambda one: str(one["id"]))


def lost(was: Any, now: Any, where: str, besides: Set[str] = frozenset()) -> Iterator[str]:
    """Go through the places where something is missing now, or different. More may be answered.

    What stands under some names `besides` may be another, but not missing.
    """
    if isinstance(was, dict) and isinstance(now, dict):
        for name in sorted(was):
            within = f"{where}.{name}"
            if name not in now or (was[name] is None) != (now[name] is None):
                yield f"{within} was {was[name]!r}, is {now.get(name, 'gone')!r}"
            elif name not in besides:
                yield from lost(was[name], now[name], within, besides)
    elif where.endswith("roster.attendees") and (was, now) != (by_id(was), by_id(now)):
        yield from lost(by_id(was), by_id(now), where, besides)
    elif isinstance(was, list) and isinstance(now, list) and (len(was) == len(now) or is_longer(was, now, where)):
        for number, (one, other) in enumerate(zip(was, now, strict=False)):
            yield from lost(one, other, f"{where}[{number}]", besides)
    elif isinstance(was, str) and isinstance(now, str) and "\r\n" in was:
        # A table may gain rows.
        yield from (
            f"{where} had {row!r}" for row in was.splitlines() if not any(map(partial(is_row, row), now.splitlines()))
        )
    elif was != now:
        yield f"{where} was {was!r}, is {now!r}"


def test_every_kind_of_item_is_recorded() -> None:
    """Of the newest release: whoever stores a new kind of thing records another."""
    chart = (ROOT / "shared/attendance/store/README.md").read_text().split("## Access patterns")[0]
    drawn = set(re.findall(r"^\| `(\w+)`", chart, re.MULTILINE))

    assert {item["type"]["S"] for item in releases()[-1].items} == drawn


def test_every_attribute_that_is_stored_is_read(release: Release) -> None:
    for stored in map(items.plain, release.items):
        kind = stored["type"]
        if kind in READ_AS and not (kind == "registration" and "attendee_id" not in stored):
            own = stored.keys() - OF_ITEMS - OF_THESE.get(kind, set())
            by_name = {name: stored[name] for name in own}
            assert list(lost(by_name, items.of(items.to(READ_AS[kind], stored)), kind)) == []


def test_what_was_answered_is_answered_now(release: Release, forum: Forum) -> None:
    recorded = release.content("answers.json.xz")
    now = answers(forum, recorded, release.facts["secrets"])

    pairs = zip(recorded, now, strict=True)
    changed = [line for one, other in pairs for line in lost(one, other, one["route"], besides=NOW)]
    assert not changed, "\n".join(changed)


def test_mails_that_a_mailbox_had_in_its_hour_still_count(release: Release, forum: Forum) -> None:
    hour, had = next(
        (item["SK"]["S"], int(item["mails"]["N"]))
        for item in release.items
        if item["type"]["S"] == "mailed" and mailboxes.email_sha256("ada@example.org") in item["PK"]["S"]
    )
    now = datetime.strptime(hour, "MAILED#%Y-%m-%dT%H").replace(tzinfo=UTC)

    left = mailboxes.MOST_MAILS_AN_HOUR - had
    may = [mailboxes.may_be_mailed(forum.event_id, "ada@example.org", now) for _ in range(left + 1)]
    assert may == [True] * left + [False]


def test_people_of_a_release_are_recounted_corrected_and_erased(release: Release, forum: Forum) -> None:
    assert verify.recount(forum.event_id).differences == []
    assert reindex.reindex(forum.event_id)[1] == 0
    everybody = [who for who in people.by_name(forum.event_id) if not who.erased_at]
    for who in everybody[::4]:
        if not who.is_cancelled:
            by_organiser(release, forum, "PATCH", f"/api/attendees/{who.id}", {"organisation": "Mairie"})
    for who in everybody[::3]:
        by_organiser(release, forum, "POST", f"/api/attendees/{who.id}/erasure")

    assert verify.recount(forum.event_id).differences == []
    assert {forum.attendee(who.id).name for who in everybody[::3]} == {None}


def test_a_phone_of_a_release_speaks_to_us(release: Release, forum: Forum, tmp_path: Path) -> None:
    """With the pages of its time it brings what it kept, scans, registers, takes back, and shows a badge."""
    was = release.content("home.json.xz")
    script, site = release.unpacked(tmp_path)

    with served(forum.gateway) as origin:
        now = came_home(release, script=script, site=site, origin=origin)

    changed = list(lost(with_equal_names(was), with_equal_names(now), "home", besides=NOW))
    assert not changed, "\n".join(changed)
    assert verify.recount(forum.event_id).differences == []


def test_a_phone_of_today_takes_up_what_one_of_a_release_kept(release: Release) -> None:
    """It shows what was known, and brings what is unsent to the server of that time as that phone did."""
    was = release.content("home.json.xz")

    now = came_home(release, recorded=was["exchanges"])

    # The event is over by then: a phone of today lets go of its notes.
    noteless = json.loads(
        json.dumps(was["said"]), object_hook=lambda one: {k: v for k, v in one.items() if k != "notes"}
    )
    changed = list(lost(noteless, now["said"], "home"))
    assert not changed, "\n".join(changed)
    assert now["unasked"] == []


def came_home(release: Release, **more: Any) -> Json:
    """Let the phone that was recorded come home, to whichever server and with whichever pages."""
    was = release.content("home.json.xz")
    return played(was["steps"], databases=release.content("indexeddb.json.xz"), now=was["now"], ids=was["ids"], **more)


def with_equal_names(home: Json) -> dict[int, Any]:
    """Return the answers that a phone got, with equal names for everything that the server made up."""
    asked = [exchange for exchange in home["exchanges"] if "registration_id" in (exchange["body"] or {})]
    answers = {exchange["body"]["registration_id"]: json.loads(exchange["answer"]["body"]) for exchange in asked}
    text = json.dumps([home["said"], [[e["method"], e["path"], e["answer"]["status"]] for e in home["exchanges"]]])
    for registration_id, one in answers.items():
        for name in ("attendee_id", "code"):
            text = text.replace(one.get(name, "nobody"), f"{registration_id} {name}")
    return dict(enumerate(json.loads(text)))


def test_the_file_of_a_phone_is_imported(release: Release, forum: Forum) -> None:
    with served(forum.gateway) as origin:
        assert release.imported(origin) == release.content("imported.json")
    assert verify.recount(forum.event_id).differences == []


def test_what_a_client_of_a_release_sends_and_reads_is_in_the_contract(release: Release) -> None:
    assert list(broken(release.content("contract.json.xz"), json.loads(json.dumps(document())))) == []


def test_what_pages_keep_by_a_name_is_found_by_it(release: Release) -> None:
    """Settings, and what a tab keeps or locks, whose modules need a document."""
    stores = [store for database in release.content("indexeddb.json.xz") for store in database["stores"]]
    settings = {str(record["key"]) for store in stores if store["keyPath"] is None for record in store["records"]}
    own = {name for name in settings if ":" not in name}

    assert list(missing_names(sorted({*release.facts["names"], *own}))) == []


def test_a_page_of_a_release_is_still_at_its_address(release: Release) -> None:
    assert set(release.facts["routes"]) - routes().keys() == set()
