"""Who may call which route of the template, with which link or none: one table, and what it must not let happen."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from attendance.domain.passes import UPLOAD_GRACE
from attendance.store import programmes
from tests.builders import EVENT_ID
from tests.forum import Forum, bystander
from tests.gateway import Response, routes

IN, FORBIDDEN = "in", "forbidden"
UNAUTHORISED, EXPIRED, REVOKED = "unauthorised", "pass_expired", "pass_revoked"

# Without a link, or with one that is worth nothing: the same everywhere but where anybody may.
WORTHLESS = {
    "nobody": UNAUTHORISED,
    "invented": UNAUTHORISED,
    "expired": EXPIRED,
    "long expired": EXPIRED,
    "expired organiser": EXPIRED,
    "revoked": REVOKED,
}
ATTENDEES = dict.fromkeys(["attendee", "cancelled", "erased"], FORBIDDEN)
VOLUNTEERS = dict.fromkeys(["volunteer", "walk-ins", "supervisor", "other door"], FORBIDDEN)
ORGANISERS = dict.fromkeys(["organiser", "other event"], IN)
CATERERS = {"caterer": FORBIDDEN, "revoked caterer": REVOKED}
NO_RIGHT = WORTHLESS | ATTENDEES | VOLUNTEERS | CATERERS | dict.fromkeys(ORGANISERS, FORBIDDEN)

ANYBODY = dict.fromkeys(NO_RIGHT, IN)
ORGANISER = NO_RIGHT | ORGANISERS
KITCHEN = ORGANISER | {"caterer": IN}
STAFF = ORGANISER | dict.fromkeys(VOLUNTEERS, IN)
OWN = NO_RIGHT | {"attendee": IN, "cancelled": REVOKED, "erased": REVOKED}
# Who lost the answer asks again, and who has cancelled may still have everything erased.
LEAVING = OWN | {"cancelled": IN, "erased": IN}
MAY = {
    "GET /": ANYBODY,
    "POST /": ANYBODY,
    "GET /accessibilite": ANYBODY,
    "GET /address/{secret}": ANYBODY,
    "POST /address/{secret}": ANYBODY,
    "GET /attestation": ANYBODY,
    "GET /badge": ANYBODY,
    "POST /cancel": ANYBODY,
    "GET /favicon.ico": ANYBODY,
    "GET /inscriptions": ANYBODY,
    "POST /link": ANYBODY,
    "GET /scan": ANYBODY,
    "GET /site/{path+}": ANYBODY,
    "GET /sw.js": ANYBODY,
    "GET /tableau": ANYBODY,
    "GET /traiteur": ANYBODY,
    "GET /api/attestations/{code}": ANYBODY,
    "POST /api/attestations/{code}": ANYBODY,
    "POST /api/links": ANYBODY,
    "GET /api/openapi.json": ANYBODY,
    "GET /api/programme": ANYBODY,
    "POST /api/registrations": ORGANISER | {"nobody": IN, "walk-ins": IN},
    "POST /api/attendees": ORGANISER | {"walk-ins": IN},
    "GET /api/attestation.pdf": OWN,
    "GET /api/badge.ics": OWN,
    "GET /api/badge.pdf": OWN,
    "GET /api/badge.png": OWN,
    "GET /api/badge.svg": OWN,
    "GET /api/registration": OWN,
    "PATCH /api/registration": OWN,
    "POST /api/registration/badge": OWN,
    "GET /api/registration/data": OWN,
    "DELETE /api/registration": LEAVING,
    "POST /api/registration/erasure": LEAVING,
    "GET /api/headcounts": STAFF,
    "GET /api/roster": STAFF,
    # A phone that was offline brings what it read while its link was good.
    "POST /api/scans": STAFF | {"expired": IN},
    # The scan is one of the lunch, and nobody's here but an organiser's.
    "POST /api/attendees/{attendee_id}/scans/{scan_id}/undo": ORGANISER,
    "GET /api/acts": ORGANISER,
    "PATCH /api/ateliers/{atelier_id}": ORGANISER,
    "POST /api/ateliers/{atelier_id}/offers": ORGANISER,
    "POST /api/ateliers/{atelier_id}/release": ORGANISER,
    "GET /api/attendees": ORGANISER,
    "GET /api/attendees/{attendee_id}": ORGANISER,
    "PATCH /api/attendees/{attendee_id}": ORGANISER,
    "DELETE /api/attendees/{attendee_id}": ORGANISER,
    "GET /api/attendees/{attendee_id}/attestation.pdf": ORGANISER,
    "POST /api/attendees/{attendee_id}/badge": ORGANISER,
    "GET /api/attendees/{attendee_id}/badge.pdf": ORGANISER,
    "POST /api/attendees/{attendee_id}/erasure": ORGANISER,
    "POST /api/attendees/{attendee_id}/mail": ORGANISER,
    "POST /api/attendees/{attendee_id}/mails/{reason}/send": ORGANISER,
    "POST /api/attendees/{attendee_id}/scans/{scan_id}/settle": ORGANISER,
    "POST /api/attendees/import": ORGANISER,
    "POST /api/attendees/import/file": ORGANISER,
    "GET /api/badges.pdf": ORGANISER,
    "GET /api/catering": KITCHEN,
    "POST /api/catering/batches": KITCHEN,
    "POST /api/catering/orders": ORGANISER,
    "POST /api/catering/receipts": KITCHEN,
    "GET /api/conflicts": ORGANISER,
    "POST /api/day/end": ORGANISER,
    "GET /api/exports/{name}": ORGANISER,
    "GET /api/mails": ORGANISER,
    "GET /api/messages": ORGANISER,
    "POST /api/messages": ORGANISER,
    "GET /api/passes": ORGANISER,
    "POST /api/passes": ORGANISER,
    "POST /api/passes/cards.pdf": ORGANISER,
    "PATCH /api/passes/{pass_id}": ORGANISER,
    "DELETE /api/passes/{pass_id}": ORGANISER,
    "POST /api/passes/{pass_id}/undo-scans": ORGANISER,
    "PATCH /api/programme": ORGANISER,
    "POST /api/programme/mails": ORGANISER,
    "POST /api/programme/preview": ORGANISER,
    "GET /api/waiting": ORGANISER,
}
OTHER_EVENT = "autre-forum"
HERS = FAMILY_NAME, ADDRESS = "Introuvable", "ada.introuvable@example.org"


def test_every_route_has_its_row() -> None:
    assert MAY.keys() == routes().keys()


@pytest.mark.parametrize("who", NO_RIGHT)
def test_everybody_may_what_the_table_says_and_touches_and_learns_nothing_else(forum: Forum, who: str) -> None:
    ada = forum.register("Ada", family_name=FAMILY_NAME, email=ADDRESS, ateliers=["atelier-1"], lunch=True)
    secret = held(forum, who)
    forum.set_clock("10:30")
    eaten = forum.scan(forum.invite(), ada, "lunch")
    before = stored()

    answers = {key: ask(forum, key, secret, ada, eaten["scan_id"]) for key in sorted(MAY, key=ends_something)}

    assert {key: outcome(answer) for key, answer in answers.items()} == {key: MAY[key][who] for key in MAY}
    if who != "organiser":
        # Who leaves moves sums too.
        assert changed(before, ada["attendee_id"] if MAY["DELETE /api/registration"][who] == IN else EVENT_ID) == []
        known = [key for key, answer in answers.items() if any(word.encode() in answer.content for word in HERS)]
        assert known == []


def held(forum: Forum, who: str) -> str | None:
    """Return the secret that somebody has."""
    now = forum.now
    if who in ("attendee", "cancelled", "erased"):
        secret = forum.own_pass(forum.register("Bea"))
        end = {"cancelled": ("DELETE", "/api/registration"), "erased": ("POST", "/api/registration/erasure")}.get(who)
        if end:
            assert forum.gateway.call(*end, secret=secret).status < 300
        return secret
    if who == "other event":
        mine = forum.programme
        programmes.put(replace(mine, event=replace(mine.event, id=OTHER_EVENT)))
    staff: dict[str, tuple[str, dict[str, Any]]] = {
        "expired": ("volunteer", {"expires_at": now - timedelta(hours=1)}),
        "long expired": ("volunteer", {"expires_at": now - UPLOAD_GRACE}),
        "expired organiser": ("organiser", {"expires_at": now - timedelta(hours=1)}),
        "revoked": ("organiser", {"revoked_at": now}),
        "volunteer": ("volunteer", {}),
        "walk-ins": ("volunteer", {"walk_ins": True}),
        "supervisor": ("volunteer", {"supervisor": True}),
        "other door": ("volunteer", {"checkpoints": ("atelier-3",)}),
        "organiser": ("organiser", {}),
        "other event": ("organiser", {"event_id": OTHER_EVENT}),
        "caterer": ("caterer", {}),
        "revoked caterer": ("caterer", {"revoked_at": now}),
    }
    if who not in staff:
        return {"nobody": None, "invented": "x" * 43}[who]
    role, facts = staff[who]
    return forum.invite(role, **{"checkpoints": ("entrance",) if role == "volunteer" else (), **facts})


def ask(forum: Forum, key: str, secret: str | None, ada: dict[str, Any], scan_id: str) -> Response:
    """Call a route about Ada, with a body that says nothing: whoever may is told so before anything is done."""
    method, path = key.split(" ")
    about = {
        "attendee_id": ada["attendee_id"],
        "scan_id": scan_id,
        "atelier_id": "atelier-1",
        "pass_id": "0" * 64,
        "reason": "badge",
        "name": "attendees.csv",
        "code": "ABCDEFGH",
        "secret": "x" * 43,
        "path+": "unpackaged/scan/scan.js",
    }
    for name, value in about.items():
        path = path.replace(f"{{{name}}}", value)
    return forum.gateway.call(method, path, None if method in ("GET", "DELETE") else "[]", secret=secret)


def ends_something(key: str) -> tuple[bool, str]:
    """Sort what ends a registration or a link after what asks for it."""
    return key.startswith("DELETE") or key.endswith("/erasure"), key


def outcome(answer: Response) -> str:
    return answer.body["code"] if answer.status in (401, 403) else IN


def stored() -> dict[str, Any]:
    pages = bystander("dynamodb").get_paginator("scan").paginate(TableName="pointage")
    return {f"{item['PK']['S']} {item['SK']['S']}": item for page in pages for item in page["Items"]}


def changed(before: dict[str, Any], whose: str) -> list[str]:
    """Return the items of a person or an event that are no longer as they were."""
    after = stored()
    return [key for key in before.keys() | after.keys() if whose in key and before.get(key) != after.get(key)]
