"""The stack that is measured, with its functions called in this process and with its front door."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from logging import StreamHandler
from typing import Any
from uuid import uuid4

from attendance.domain.attendee import Attendee
from attendance.domain.badge import text
from attendance.domain.programme import Programme
from attendance.edge.http import logger
from attendance.store import passes, programmes, tallies
from attendance.vocabulary.codes import Role
from infra.invite import invite
from infra.local import stack
from infra.local.stack import Stack
from tests.doors import Doors
from tests.forum import forget_caches
from tests.gateway import Context, handler_module, routes

# Both doors that are measured are open, and so is the registration.
HOUR = "11:10"
LABEL = "Porte A1"
SCAN, HEADCOUNTS, REGISTER = "POST /api/scans", "GET /api/headcounts", "POST /api/registrations"
ROOMY = 100_000


@dataclass(frozen=True, slots=True)
class Stage:
    """A running stack with its one count of people, and the pass of a volunteer at every door, no supervisor."""

    doors: Doors
    programme: Programme
    secret: str

    @property
    def stack(self) -> Stack:
        return self.doors.stack

    @property
    def event_id(self) -> str:
        return self.programme.event.id

    @property
    def pass_id(self) -> str:
        return passes.pass_id(self.secret)

    @property
    def now(self) -> str:
        return programmes.now(self.programme).isoformat()

    def badge(self, who: Attendee) -> str:
        return text(self.event_id, who.id, who.issue, who.signatures[-1])

    def sent(self, badge: str, checkpoint: str, **facts: Any) -> dict[str, Any]:
        """Return a scan as a phone sends it."""
        return {"scan_id": str(uuid4()), "badge": badge, "checkpoint": checkpoint, "at": self.now, **facts}

    def batch(self, *scans: dict[str, Any], device: str) -> dict[str, Any]:
        return {"sent_at": self.now, "device": device, "outbox": len(scans), "battery": 80, "scans": scans}

    def event(self, route: str, body: Any = None) -> dict[str, Any]:
        """Return what the gateway hands to a function."""
        method, path = route.split(" ")
        return {
            "version": "2.0",
            "routeKey": route,
            "rawPath": path,
            "headers": {"authorization": f"Bearer {self.secret}", "content-type": "application/json"},
            "requestContext": {"domainName": "api.example.org", "http": {"method": method, "path": path}},
            "body": json.dumps(body) if body is not None else "",
            "isBase64Encoded": False,
        }

    def call(self, route: str, body: Any = None) -> Any:
        """Return what a function answers to a request, run in this process."""
        answer = handler_module(routes()[route]).handler(self.event(route, body), Context())
        if answer["statusCode"] != 200:
            raise RuntimeError(f"{route} was answered {answer['statusCode']}: {answer['body']}")
        return json.loads(answer["body"])


@contextmanager
def running() -> Iterator[Stage]:
    """Run a stack whose ateliers, all but the last of each series, have room for everybody."""
    with stack.running(clock=HOUR) as found, open(os.devnull, "w") as nowhere:
        os.environ.update(found.environment)
        # The stack before this one has gone, and its clients with it.
        forget_caches()
        # Its lines are part of what a call costs, and would drown the figures.
        lines = logger.registered_handler
        assert isinstance(lines, StreamHandler)
        console = lines.setStream(nowhere)
        programme = programmes.get(found.event_id)
        for atelier in programme.ateliers:
            tallies.set_seats(programme.event.id, atelier.id, 0 if atelier.id in full(programme) else ROOMY)
        checkpoints = [checkpoint.id for checkpoint in programme.checkpoints]
        try:
            yield Stage(Doors(found), programme, invite(role=Role.VOLUNTEER, label=LABEL, checkpoints=checkpoints))
        finally:
            lines.setStream(console)


def ateliers(programme: Programme) -> list[str]:
    """Return the ateliers of the series that is open now."""
    now = programmes.now(programme)
    return [c.id for c in programme.checkpoints if c.is_atelier and c.opens_at <= now <= c.closes_at]


def full(programme: Programme) -> set[str]:
    """Return the ateliers that have no seat, one of each series."""
    return set({atelier.slot: atelier.id for atelier in programme.ateliers}.values())
