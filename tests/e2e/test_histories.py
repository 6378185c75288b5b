"""The same histories on the stack: what the store keeps and counts is the clerk's too (`make histories`)."""

import os
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from hypothesis import HealthCheck, given, settings

from attendance.domain import instant
from infra.verify import recount
from tests import histories
from tests.doors import Doors
from tests.histories import PEOPLE, Clerk, Door, Reading, Step

SEATS = 2
BEGINS = datetime(2022, 8, 30, 5, 30, tzinfo=UTC)
RUNS = count()


@dataclass
class Server:
    """The stack, and people of this history alone; what was counted before is not theirs."""

    doors: Doors
    phone: str
    run: int = field(default_factory=RUNS.__next__)
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    before: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.before = self.numbers()
        self.people = {who: self.doors.register() for who in PEOPLE}

    def read(self, step: Step, name: str, alone: str | None) -> str:
        (answer,) = self.doors.scan(
            self.phone,
            {
                "scan_id": f"history-{self.run}-{name}",
                "badge": self.people[step.who]["badge"],
                "checkpoint": step.door,
                "direction": step.direction,
                "at": instant.text(BEGINS + timedelta(minutes=step.minute)),
                "override": step.override,
                **({"offline": alone} if alone else {}),
            },
        )
        return str(answer["verdict"])

    def undo(self, reading: Reading) -> None:
        who = self.people[reading.sent.who]["attendee_id"]
        path = f"/api/attendees/{who}/scans/history-{self.run}-{reading.name}/undo"
        assert self.doors.call("POST", path, secret=self.doors.organiser).status_code == 200

    def book(self, who: str, ateliers: frozenset[str], lunch: bool) -> bool:
        body = {"ateliers": sorted(ateliers), "lunch": lunch}
        path = f"/api/attendees/{self.people[who]['attendee_id']}"
        answer = self.doors.call("PATCH", path, body, self.doors.organiser)
        assert answer.status_code in (200, 409), answer.text
        return answer.status_code == 200

    def cancel(self, who: str) -> None:
        path = f"/api/attendees/{self.people[who]['attendee_id']}"
        assert self.doors.call("DELETE", path, secret=self.doors.organiser).status_code == 200

    def numbers(self) -> Counter[str]:
        found: Counter[str] = Counter()
        checkpoints = self.doors.headcounts()["checkpoints"]
        for door, numbers in ((door, checkpoints[door]) for door in histories.DOORS):
            # Where nobody stays, who was ever there counts as present.
            found[f"{door} present"] = 0 if door in ("lunch", "village") else numbers["present"]
            found[f"{door} ever"] = numbers["ever"]
            found[f"{door} walk-in"] = numbers["walk_ins"]
            found[f"{door} taken"] = numbers["seats"]["taken"] if numbers["seats"] else 0
        found.subtract(self.before)
        return Counter({name: n for name, n in found.items() if n})


def as_door(checkpoint: dict[str, Any]) -> Door:
    """Return a door by the minutes of a history."""
    opens, closes = (
        (datetime.fromisoformat(checkpoint[hour]) - BEGINS) // timedelta(minutes=1)
        for hour in ("opens_at", "closes_at")
    )
    return Door(opens, closes, checkpoint["group"], SEATS) if checkpoint["capacity"] else Door(opens, closes)


def test_every_answer_and_every_number_of_the_server_is_the_clerks(at_hand: Doors) -> None:
    phone = at_hand.invite(*histories.DOORS)["pass"]
    known = at_hand.call("GET", "/api/roster", secret=phone).json()["checkpoints"]
    had = {each["id"]: each["capacity"] for each in known if each["capacity"] is not None}

    @settings(max_examples=int(os.environ.get("HISTORIES", "3")), suppress_health_check=list(HealthCheck))
    @given(history=histories.histories())
    def follow(history: list[Step]) -> None:
        taken = {a: at_hand.headcounts()["checkpoints"][a]["seats"]["taken"] for a in had}
        for atelier in had:
            set_capacity(at_hand, atelier, taken[atelier] + SEATS)
        server = Server(at_hand, phone)
        clerk = Clerk({each["id"]: as_door(each) for each in known})
        histories.follow(history, server, clerk)
        assert server.numbers() == clerk.numbers()

    follow()
    for atelier, capacity in had.items():
        set_capacity(at_hand, atelier, capacity)
    assert recount(at_hand.stack.event_id).differences == []


def set_capacity(doors: Doors, atelier: str, capacity: int) -> None:
    answer = doors.call("PATCH", f"/api/ateliers/{atelier}", {"capacity": capacity}, doors.organiser)
    assert answer.status_code == 200, answer.text
