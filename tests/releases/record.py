"""Record this release as test data: python -m tests.releases.record NAME [FOLDER].

A small day is played on a simulated table; what lies there, on a phone and in the contract then is kept, with what
was answered to everything that can be asked, and to a phone that comes home.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from attendance.domain.exports import NAMES
from attendance.edge.openapi import document
from attendance.edge.routes import ROUTES
from attendance.store.passes import pass_id
from tests.builders import at
from tests.forum import Forum, simulated
from tests.gateway import ROOT, routes
from tests.releases.day import FAMILY, OFFER, WALK_IN, WALKS_IN, Day
from tests.releases.release import (
    BUCKET,
    FOLDER,
    PHONE,
    SITE,
    Json,
    Release,
    forget_rights,
    make_surroundings,
    played,
    seed_keys,
    served,
)

# By which pages keep settings, things of a tab, locks and messages to other tabs, where their modules need a document.
NAMED = [
    *("language", "guard", "camera", "candidate", "working", "shown", "programme", "left", "link:"),
    *("handed-over", "registration", "office", "pass"),
    *("pointage-outbox", "pointage-page", "badge"),
]


def record(folder: Path) -> Release:
    """Play a day, and keep what it comes to in a folder."""
    assert not list(missing_names(NAMED)), "put right what pages keep by a name"
    folder.mkdir(parents=True)
    release = Release(folder)
    with pytest.MonkeyPatch.context() as patch, simulated(patch) as forum:
        patch.setenv("FILES_BUCKET", BUCKET)
        make_surroundings()
        seed_keys(release.name)
        with served(forum.gateway) as origin:
            day = Day(forum, origin)
            day.play()
            recorded_at = datetime.now(UTC)
            release.keep_table()
            facts: Json = {"recorded_at": recorded_at.isoformat(), "event": forum.event_id, "keys": release.name}
            facts |= {"names": NAMED, "routes": sorted(routes())}
            ids = {name: who["attendee_id"] for name, who in day.people.items() if "attendee_id" in who}
            release.keep("release.json", {**facts, "secrets": day.secrets, "people": ids})
            release.keep("outbox.json", day.outbox)
            release.keep("indexeddb.json.xz", day.databases)
            # Nobody knows any more what was allowed half a minute before.
            forget_rights()
            release.keep("answers.json.xz", answers(forum, questions(day), day.secrets))
            release.load()
            release.keep("home.json.xz", home(day, origin))
            release.load()
            release.keep("imported.json", release.imported(origin))
    release.keep("contract.json.xz", document())
    release.keep_pages(pages())
    return release


def questions(day: Day) -> list[Json]:
    """Return all requests that change nothing: each GET route for whoever may ask it, then repeats of earlier ones."""
    asked: list[Json] = [{"by": None, "route": "GET /api/programme"}, {"by": None, "route": "GET /"}]
    code = {"code": day.secrets["attestation of Ada"]}
    asked += [{"by": None, "route": "GET /api/attestations/{code}", "parameters": code}]
    for name in ("address of Ada", "address that Gus left"):
        asked.append({"by": None, "route": "GET /address/{secret}", "parameters": {"secret": day.secrets[name]}})
    staff = ("organiser", "phone", "supervisor", "lost", "gone-too")
    asked += [{"by": by, "route": f"GET /api/{what}"} for by in staff for what in ("roster", "headcounts")]
    own = ("registration", "registration/data", "badge.svg", "badge.png", "badge.pdf", "badge.ics", "attestation.pdf")
    asked += [{"by": by, "route": f"GET /api/{what}"} for by in ("Ada by mail", "Tom", "Fay", "Exo") for what in own]
    of_all = ("catering", "passes", "conflicts", "waiting", "mails", "messages", "acts", "badges.pdf")
    asked += [{"by": "organiser", "route": f"GET /api/{what}"} for what in of_all]
    asked.append({"by": "organiser", "route": "GET /api/conflicts", "query": {"settled": "true"}})
    asked.append({"by": "organiser", "route": "GET /api/attendees", "query": {"filter": "mail:unopened"}})
    for typed in ("tour", "exe", "eva", "fam be"):
        asked.append({"by": "organiser", "route": "GET /api/attendees", "query": {"q": typed}})
    everybody = sorted({who["attendee_id"] for who in day.people.values() if "attendee_id" in who})
    for attendee_id in everybody:
        one = {"parameters": {"attendee_id": attendee_id}}
        asked.append({"by": "organiser", "route": "GET /api/attendees/{attendee_id}", **one})
    for what in ("badge.pdf", "attestation.pdf"):
        one = {"parameters": {"attendee_id": day.people["Ada"]["attendee_id"]}}
        asked.append({"by": "organiser", "route": f"GET /api/attendees/{{attendee_id}}/{what}", **one})
    for name in sorted(NAMES):
        asked.append({"by": "organiser", "route": "GET /api/exports/{name}", "parameters": {"name": name}})
    unasked = {key for key in ROUTES if key.startswith("GET ")} - {question["route"] for question in asked}
    assert unasked == {"GET /api/openapi.json"}, f"record what is answered to {unasked} too"
    return asked + _again(day)


def _again(day: Day) -> list[Json]:
    """Return requests that were sent before. They are recognised, and store nothing a second time."""
    hal, gone = day.people["Hal"], {"pass_id": pass_id(day.secrets["gone"])}
    ada, family = (WALKS_IN | {"email": email} for email in ("ada@example.org", "famille@example.org"))
    walked_in = {"kind": "speaker", "given_name": "Speaker", "family_name": "Exemple", "consent": True}
    lines = [{"line": number, "cells": cells} for number, cells in enumerate(FAMILY, 2)]
    scan = {"scan_id": "scan-to-settle", "badge": hal["badge"], "checkpoint": "atelier-1", "at": "2022-08-30T09:00:00Z"}
    batch = {"sent_at": "2022-08-30T16:00:00Z", "scans": [scan | {"offline": "admitted"}]}
    of_scan = {"attendee_id": hal["attendee_id"], "scan_id": "scan-to-settle"}
    mail = {"attendee_id": day.people["Refused"]["attendee_id"], "reason": "confirmation"}
    sent: list[tuple[str | None, str, Json, Any]] = [
        (None, "POST /api/registrations", {}, ada),
        (None, "POST /api/registrations", {}, family),
        ("organiser", "POST /api/attendees", {}, walked_in | {"registration_id": f"{WALK_IN}-speaker"}),
        ("organiser", "POST /api/attendees/import", {}, {"lines": lines, "consent": True}),
        ("organiser", "POST /api/ateliers/{atelier_id}/offers", {"atelier_id": "atelier-1"}, {"offer_id": OFFER}),
        ("doors", "POST /api/scans", {}, batch),
        ("organiser", "POST /api/attendees/{attendee_id}/scans/{scan_id}/settle", of_scan, {"note": "Deux chaises."}),
        ("organiser", "POST /api/attendees/{attendee_id}/mails/{reason}/send", mail, None),
        ("organiser", "DELETE /api/passes/{pass_id}", gone, None),
    ]
    asked: list[Json] = [{"by": by, "route": route, "parameters": path, "body": body} for by, route, path, body in sent]
    asked[-1]["query"] = {"descendants": "true"}
    return [*asked, {"by": "organiser", "route": "GET /api/passes"}]


def answers(forum: Forum, asked: list[Json], secrets: Json) -> list[Json]:
    """Return questions with what is answered to each: the status, the kind, and what can be compared of the rest."""
    found = []
    for question in asked:
        method, path = question["route"].split(" ")
        secret, query = secrets.get(question["by"]), question.get("query")
        path = path.format(**question.get("parameters", {}))
        answer = forum.gateway.call(method, path, question.get("body"), query=query, secret=secret)
        kind = answer.headers.get("content-type", "")
        said: Json = {"status": answer.status, "kind": kind}
        if kind.endswith("json"):
            said["body"] = answer.body
        elif kind.startswith("text/csv"):
            said["text"] = answer.text
        found.append({**question, "said": said})
    return found


def home(day: Day, origin: str) -> Json:
    """Let the phone come home: it brings what it has, goes on scanning, and its attendees ask how things are."""
    lia = {"given_name": "Lia", "family_name": "Exemple", "consent": True}
    people: dict[str, Json] = day.people
    ids: Json = {"now": int(at("16:00").timestamp() * 1000) - 180_000, "ids": "phone-at-home"}
    steps: list[Json] = [
        {"do": "known"},
        {"do": "badges"},
        {"do": "find", "typed": "ad"},
        {"do": "find", "typed": people["Zoé"]["attendee_id"][:8]},
        {"do": "files"},
        {"do": "round"},
        {"do": "known"},
        {"do": "scan", "badge": people["Ina"]["badge"]},
        {"do": "scan", "badge": people["Éva, before"]["badge"]},
        {"do": "scan", "attendee_id": people["Ada"]["attendee_id"]},
        {"do": "undo", "seq": "last"},
        {"do": "walk_in", "registration_id": f"{WALK_IN}-at-home", "body": lia},
        {"do": "round"},
        {"do": "known"},
        {"do": "refresh"},
        {"do": "change", "attendee_id": people["Tom"]["attendee_id"], "body": {"organisation": "La Fonda"}},
        {"do": "badges"},
    ]
    found = played(steps, databases=day.databases, origin=origin, **ids)
    return {**ids, "steps": steps, "said": found["said"], "exchanges": found["exchanges"]}


def pages() -> dict[str, bytes]:
    """Return the pages' files as git has them, with their words, and with the phone that runs them."""
    listed = subprocess.run(["git", "ls-files", "-z", SITE], cwd=ROOT, capture_output=True, check=True).stdout
    files = [ROOT / name for name in listed.decode().split("\0") if name]
    assert files, "the pages are not in git"
    files += sorted((SITE / "words").glob("*.js"))
    return {
        **{f"site/{path.relative_to(SITE)}": path.read_bytes() for path in files},
        "phone.js": PHONE.read_bytes(),
        "package.json": b'{"type": "module"}\n',
    }


def missing_names(names: list[str]) -> Iterator[str]:
    """Go through those of some names that no script of a page has in quotes."""
    scripts = "\n".join(path.read_text() for path in sorted(SITE.rglob("*.js")))
    return (name for name in names if not re.search(rf"'(?:[^'\n]* )?{re.escape(name)}(?: [^'\n]*)?'", scripts))


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or (FOLDER / arguments[0]).exists():
        print("Name the release, as no other is named: python -m tests.releases.record 2026-11-27", file=sys.stderr)
        return 2
    with TemporaryDirectory() as made:
        shutil.move(record(Path(made) / arguments[0]).folder, FOLDER)
    for path in sorted((FOLDER / arguments[0]).iterdir()):
        print(f"{path.stat().st_size:10,}  {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
