"""Whatever anybody sends to any route is answered as the contract says, and can be read in every way afterwards."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote

import pytest

from attendance.domain.exports import NAMES
from attendance.store import people
from attendance.vocabulary.codes import Kind
from infra.verify import recount
from tests.builders import EVENT_ID
from tests.chance import DEEP, NASTY, Chance
from tests.edge.test_authority import IN, MAY
from tests.forum import Forum, bystander
from tests.functions.takeaway import keep_files
from tests.functions.test_registration_questions import ACCESS, PHOTO, TELEPHONE
from tests.gateway import Response, contract
from tests.mailroom import Mailroom

# So many requests go to one forum, and then everything is read; `make fuzz` asks for more forums.
TOGETHER = 60
CASES, SEED = int(os.environ.get("CASES", "300")), int(os.environ.get("SEED", "0"))
ROLES = ("nobody", "invented", "attendee", "volunteer", "walk-ins", "supervisor", "organiser")
# Where a value stands for something that is there only once the forum is open: somebody, a scan, a link.
THERE = ("@attendee", "@scan", "@pass", "@badge", "@secret")
PLACES = ("entrance", "atelier-1", "atelier-2", "atelier-3", "lunch", "village")
CELLS = ("given_name", "family_name", "email", "lunch", "diet", "kind", "ateliers", "answers.acces", "memo", "consent")


def one_of(*values: Any) -> Any:
    return lambda chance: chance.choice(values)


def several(*values: Any, most: int = 2) -> Any:
    return lambda chance: chance.sample(values, k=chance.randint(0, most))


def address(chance: Chance) -> str:
    return chance.choice((f"a{chance.randint(0, 999)}@example.org", "BEA@Example.org", "cid@exämple.org"))


def name(chance: Chance) -> str:
    return chance.choice(("Ada", "Zoé", "d'Œuvre", "=Anne", "-Li", "Ḱ" + chance.text(12), "漢字"))


def cells(chance: Chance) -> dict[str, str]:
    usual = {"given_name": name(chance), "family_name": name(chance), "email": address(chance), "lunch": "oui"}
    drawn = {
        chance.choice(CELLS): chance.choice((*NASTY, "oui", "vegan", "atelier-1", "Intervenante")) for _ in range(3)
    }
    return {**usual, **drawn} if chance.happens(0.7) else drawn


KNOWN = {
    "ateliers": several(*PLACES[1:4]),
    "waiting": several(*PLACES[1:4], most=1),
    "checkpoints": several(*PLACES, most=3),
    "checkpoint": one_of(*PLACES),
    "email": address,
    "kind": one_of("participant", "participant", *Kind),
    "diet": one_of("none", "none", "vegan", "vegetarian"),
    "lunch": one_of(True),
    "language": one_of("fr", "en", "de"),
    "consent": one_of(True),
    "given_name": name,
    "family_name": name,
    "stand": one_of(""),
    "answers": one_of({"telephone": "06"}, {"acces": ["pmr"], "telephone": "=06"}, {"photo": True}, {"photo": None}),
    "badge": one_of("@badge", "@badge", "HELLO"),
    **dict.fromkeys(("attendee_id", "id"), one_of("@attendee")),
    **dict.fromkeys(("attendees", "attendee_ids", "to"), one_of(["@attendee"], [])),
    "pass_id": one_of("@pass"),
    "passes": one_of(["@secret"]),
    "scan_id": lambda chance: chance.choice(("@scan", f"scan-of-{chance.randint(0, 9):06}")),
    "direction": one_of("in", "out"),
    "offline": one_of("admitted", "already_admitted", "not_booked", "left", None),
    "meals": one_of({"none": 3, "vegan": 1}, {}),
    "message_id": lambda chance: f"message-{chance.randint(0, 3):016}",
    "schedule": one_of([]),
    "role": one_of("volunteer", "organiser"),
    "atelier_id": one_of(*PLACES[1:4]),
    "code": one_of("@attendee"),
    "reason": one_of("confirmation", "reminder"),
    "name": one_of(*sorted(NAMES)),
    "filter": one_of("lunch", "diet:vegan", "atelier:atelier-1", "kind:speaker", "cancelled", "inside"),
    "columns": one_of("email", "lunch", "ateliers", "memo"),
    "q": one_of("ada", "é", "x"),
    "page": one_of("1", "2"),
    "at_most": one_of("1", "50", "0"),
    "lang": one_of("fr", "en"),
    "service_level": one_of("0.9", 0.9, "2"),
    "booked": one_of("true", "false"),
    "place": one_of("all", "day", "atelier-1"),
    "cells": cells,
}


@dataclass(frozen=True)
class Call:
    """A request: a route of the contract, by whom, and with what."""

    method: str
    path: str
    by: str
    parameters: dict[str, Any] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    body: Any = None


@cache
def _weighted() -> tuple[list[tuple[str, str, dict[str, Any]]], list[float]]:
    """Return all routes with how often each is asked for: what stores much often, what ends something rarely."""
    every = [
        (path, method, about) for path, methods in contract()["paths"].items() for method, about in methods.items()
    ]
    ends = ("erasure", "end", "delete")
    return every, [
        0.1 if method == "delete" or path.endswith(ends) else 4.0 if "requestBody" in about else 0.5
        for path, method, about in every
    ]


def call(chance: Chance) -> Call:
    """Return a request; mostly by somebody who may."""
    (path, method, about) = chance.choices(*_weighted())[0]
    may = [role for role in ROLES if MAY[f"{method.upper()} {path}"][role] == IN] if chance.happens(0.85) else ROLES
    texts: dict[str, dict[str, str]] = {"path": {}, "query": {}}
    for one in about.get("parameters", ()):
        if one["in"] == "path" or chance.happens(0.4):
            drawn = chance.value({"type": "string"}, one["name"])
            # What a client cannot put into an address, it cannot send.
            texts[one["in"]][one["name"]] = str(drawn).encode(errors="ignore").decode()
    content = about.get("requestBody", {}).get("content", {})
    body = None
    if "application/json" in content:
        body = chance.body(content["application/json"]["schema"])
    elif content:
        body = chance.choice(
            (b"Nom;Pr\xe9nom\nA;B\n", b"PK\x03\x04", b"", chance.randbytes(60), chance.text(40).encode())
        )
    return Call(method.upper(), path, chance.choice([*may]), texts["path"], texts["query"], body)


@dataclass
class Day:
    """A forum with somebody of each role, and what is there to be spoken of."""

    forum: Forum
    secrets: dict[str, str | None] = field(default_factory=dict)
    there: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.forum.change(questions=(ACCESS, PHOTO, TELEPHONE))
        ada = self.forum.register(
            "Ada", ateliers=["atelier-1"], lunch=True, answers={"telephone": "=06", "photo": True}
        )
        at_doors = {
            role: self.forum.invite("volunteer", *PLACES[:3], **{role.replace("-", "_"): True})
            for role in ("walk-ins", "supervisor")
        }
        self.secrets = {
            "nobody": None,
            "invented": "x" * 43,
            "attendee": self.forum.own_pass(ada),
            "organiser": self.forum.invite(),
        }
        self.secrets |= {**at_doors, "volunteer": self.forum.invite("volunteer", "entrance")}
        self.forum.scan(str(self.secrets["organiser"]), ada, "entrance", scan_id="scan-0001-0001")
        # Decided by a phone against the rules: there is something to settle.
        self.forum.scan(str(self.secrets["organiser"]), ada, "atelier-2", scan_id="scan-0002-0002", offline="admitted")
        invited = self.forum.gateway.call(
            "POST",
            "/api/passes",
            {"role": "volunteer", "label": "B", "checkpoints": ["lunch"]},
            secret=self.secrets["organiser"],
        ).body
        self.there = dict(
            zip(
                THERE, (ada["attendee_id"], "scan-0002-0002", invited["id"], ada["badge"], invited["pass"]), strict=True
            )
        )

    def send(self, call: Call) -> Response:
        path = call.path
        for name, value in call.parameters.items():
            # A slash in there would be another path.
            path = path.replace(f"{{{name}}}", quote(self._meant(value).replace("/", "-"), safe=""))
        headers = {"content-type": "text/csv"} if isinstance(call.body, bytes) else None
        body = self._meant(call.body)
        return self.forum.gateway.call(
            call.method,
            path,
            body,
            secret=self.secrets[call.by],
            query=self._meant(call.query) or None,
            headers=headers,
        )

    def _meant(self, value: Any) -> Any:
        """Return a value with what is there in the place of what stands for it."""
        if isinstance(value, str):
            return self.there.get(value, value)
        if isinstance(value, dict):
            return {name: self._meant(each) for name, each in value.items()}
        return [self._meant(each) for each in value] if isinstance(value, list) and value is not DEEP else value

    def read_everything(self) -> Iterator[tuple[str, Response]]:
        """Ask for all that can be read of what is stored now, by whoever may."""
        organiser = self.forum.invite()
        known = [each.id for each in people.by_name(EVENT_ID)]
        for path, methods in contract()["paths"].items():
            if "get" not in methods or "{name}" in path or "{code}" in path:
                continue
            for one in known if "{attendee_id}" in path else [""]:
                yield path, self.forum.gateway.call("GET", path.replace("{attendee_id}", one), secret=organiser)
        for name in sorted(NAMES):
            for language in ("fr", "de"):
                yield (
                    name,
                    self.forum.gateway.call(
                        "GET", f"/api/exports/{name}", secret=organiser, query={"language": language}
                    ),
                )
        yield (
            "roster",
            self.forum.gateway.call("GET", "/api/roster", secret=self.forum.invite("volunteer", "entrance", "lunch")),
        )
        for one in known:
            own = self.forum.own_pass({"attendee_id": one})
            for path in (
                "/api/registration",
                "/api/registration/data",
                "/api/badge.svg",
                "/api/badge.pdf",
                "/api/badge.ics",
                "/api/attestation.pdf",
            ):
                yield path, self.forum.gateway.call("GET", path, secret=own)


@pytest.fixture
def files(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_files(monkeypatch)
    bystander("ses").verify_email_identity(EmailAddress="forum@example.org")


@pytest.mark.parametrize("seed", range(SEED, SEED + CASES // TOGETHER))
def test_nothing_that_is_sent_is_a_fault_nor_leaves_what_cannot_be_read(files: None, forum: Forum, seed: int) -> None:
    chance, day = Chance(seed, KNOWN), Day(forum)
    stored = []
    for _ in range(TOGETHER):
        # That it is what the contract announces, the gateway looks at.
        sent = call(chance)
        answer = day.send(sent)
        assert answer.status < 500, f"{sent}: {answer.text}"
        stored += [sent] if answer.status < 300 and sent.method != "GET" else []
    for what, answer in day.read_everything():
        assert answer.status < 500, f"{what}: {answer.text} after {stored}"
    assert Mailroom().deliver() == []
    assert recount(EVENT_ID).differences == [], stored
