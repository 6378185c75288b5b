"""What a day costs on AWS, and a month in which nothing happens: python -m tests.bench.day_costs.

What an act reads, writes and answers is counted on the emulator. How often it is done is the pages' own
pace, and of people what the simulated day shows: five scans each.
"""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from attendance.store import keys, recent_board, table
from attendance.vocabulary.codes import Role
from infra.invite import invite
from infra.local.deploy import Deployment
from infra.local.launch import MAIL_FROM
from tests.bench import report, scan_costs, stage
from tests.bench.crowd import phone
from tests.bench.meter import Meter
from tests.bench.report import Figures, thousands
from tests.bench.scan_costs import WORN
from tests.bench.stage import HEADCOUNTS, REGISTER, SCAN, Stage
from tests.gateway import ROOT, Context, handler_module, routes
from tests.mailroom import record

# Dollars, as infra/README.md cites them.
READ_UNIT, WRITE_UNIT, REQUEST, CALL, GB_SECOND, MAIL = 0.1487e-6, 0.7423e-6, 1.17e-6, 0.2e-6, 13.3334e-6, 0.16e-3
SENT_GB, LOGGED_GB, SIGNATURE, KEY_MONTHS = 0.09, 0.5985, 0.15e-4, 2
# What a call takes on AWS nobody has seen; the bench's warm calls take less.
SECONDS_A_CALL, MEMORY_GB, LOGGED_BYTES = 0.1, 1.0, 1_500
HOURS, DAYS = 10, 30
HEAD, PHONE_HOUR, SCREEN_HOUR, MONTH = "head", "phone and hour", "screen and hour", "month"
# People, phones, screens that show the dashboard.
EVENTS = ((300, 20, 3), (3_000, 60, 5), (30_000, 300, 10))


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that is done so often a head, an hour or a month, and what it cost once."""

    name: str
    often: float
    per: str
    read_units: float
    write_units: float
    answered: int

    @property
    def dollars(self) -> float:
        called = REQUEST * (self.per != MONTH) + CALL + GB_SECOND * MEMORY_GB * SECONDS_A_CALL
        moved = self.answered / 1e9 * SENT_GB + LOGGED_BYTES / 1e9 * LOGGED_GB
        return called + moved + self.read_units * READ_UNIT + self.write_units * WRITE_UNIT

    def times(self, people: int, phones: int, screens: int) -> float:
        """Return how often it is done in a day of this size, and the month around it."""
        return self.often * {HEAD: people, PHONE_HOUR: phones * HOURS, SCREEN_HOUR: screens * HOURS, MONTH: 1}[self.per]


@dataclass(frozen=True, slots=True)
class Till:
    """Does things in this process, where the table's calls are counted."""

    stage: Stage
    organiser: str

    def call(self, route: str, secret: str, body: Any = None, held: str = "") -> dict[str, Any]:
        event = self.stage.event(route, body)
        event["headers"] = {"content-type": "application/json", "if-none-match": held}
        if secret:
            event["headers"]["authorization"] = f"Bearer {secret}"
        answer: dict[str, Any] = handler_module(routes()[route]).handler(event, Context())
        assert answer["statusCode"] in (200, 201, 304), answer
        return answer

    def function(self, name: str, event: Any) -> None:
        handler_module(ROOT / f"functions/{name}/handler.py").handler(event, Context())

    def act(self, name: str, often: float, per: str, do: Callable[[], dict[str, Any] | None]) -> Act:
        with Meter(self.stage.event_id) as meter:
            answer = do()
        read, written = (sum(getattr(call, unit) for call in meter.calls) for unit in ("read_units", "write_units"))
        return Act(name, often, per, read, written, len(answer.get("body", "")) if answer else 0)


def acts(till: Till, person: dict[str, Any]) -> Iterator[Act]:
    """Do each thing once."""
    running, door, organiser = till.stage, till.stage.secret, till.organiser
    made: dict[str, Any] = {}
    yield till.act("registers", 1, HEAD, lambda: made.setdefault("answer", till.call(REGISTER, "", person)))
    who = json.loads(made["answer"]["body"])
    key = keys.mail(running.event_id, who["attendee_id"], "confirmation")
    due = table.client().get_item(TableName=table.name(), Key={name: {"S": value} for name, value in key.items()})
    yield till.act("is mailed", 2, HEAD, lambda: till.function("send_mail", {"Records": [record(due["Item"])]}))
    for name, often, route in (
        ("opens the badge", 3, "GET /api/registration"),
        ("sees its code", 3, "GET /api/badge.svg"),
    ):
        yield till.act(name, often, HEAD, lambda route=route: till.call(route, who["pass"]))  # type: ignore[misc]
    for name, often, place in (
        ("is scanned on arrival", 1, "entrance"),
        ("is scanned elsewhere", 4, person["ateliers"][0]),
    ):
        batch = running.batch(running.sent(who["badge"], place), device=phone(place, 0))
        yield till.act(name, often, HEAD, lambda batch=batch: till.call(SCAN, door, batch))  # type: ignore[misc]
    with scan_costs.worn_phones(running):
        alive = running.batch(device=WORN)
        # A process that read the counters within two seconds does not read them again: this is the most that it can be.
        recent_board._kept.clear()
        yield till.act("a phone tells that it is there", 720, PHONE_HOUR, lambda: till.call(SCAN, door, alive))
    tag = till.call("GET /api/roster", door)["headers"]["etag"]
    yield till.act("asks who is new", 60, PHONE_HOUR, lambda: till.call("GET /api/roster", door, held=tag))
    yield till.act("asks for the programme", 60, PHONE_HOUR, lambda: till.call("GET /api/programme", door))
    looks = ((HEADCOUNTS, 1200), ("GET /api/passes", 180), ("GET /api/mails", 60), ("GET /api/catering", 60))
    for route, often in looks:
        yield till.act(f"a screen: {route}", often, SCREEN_HOUR, lambda route=route: till.call(route, organiser))  # type: ignore[misc]
    for name, hourly in (("remind", 4), ("forget_answers", 4), ("offer_seats", 12), ("watch_phones", 12)):
        yield till.act(f"by the clock: {name}", hourly * 24 * DAYS, MONTH, lambda name=name: till.function(name, {}))  # type: ignore[misc]


def counted(running: Stage) -> list[Act]:
    """Return what each thing costs, once a process knows the programme and the passes."""
    os.environ.update({"MAIL_FROM": MAIL_FROM, "MAIL_SENDERS": "0", "MAILS_A_SECOND": "1", "CONFIGURATION_SET": ""})
    functions = Deployment(running.stack.environment).client("lambda")
    for mapping in functions.list_event_source_mappings()["EventSourceMappings"]:
        # The mail is sent here, where it is counted.
        functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
    till = Till(running, invite(role=Role.ORGANISER, label="Organisation"))
    person = {"given_name": "Ada", "family_name": "Exemple", "consent": True, "lunch": True}
    chosen = {"ateliers": [stage.ateliers(running.programme)[0]]}
    first, warm = (list(acts(till, person | chosen | {"email": f"ada-{n}@example.org"})) for n in range(2))
    assert len(first) == len(warm)
    return warm


def each(found: list[Act]) -> Figures:
    """Return what each thing costs once."""
    once = Figures(
        "Once, warm",
        ("what is done", "how often", "a", "read units", "write units", "bytes answered", "dollars a million"),
    )
    for act in found:
        units = (f"{act.read_units:g}", f"{act.write_units:g}", thousands(act.answered))
        once.add(act.name, f"{act.often:g}", act.per, *units, f"{act.dollars * 1e6:.2f}")
    return once


def together(found: list[Act]) -> Figures:
    """Return what they make in a day of each size, and in a month without one."""
    sums = Figures(
        f"A day of {HOURS} hours, all registrations in it, and the month around it",
        ("people, phones, screens", "calls", "read units", "write units", "GB answered", "dollars"),
        f"With two mails and a signature a head, and {KEY_MONTHS} keys for a month; without the pages' files.",
    )
    for size in ((0, 0, 0), *EVENTS):
        done = [(act, act.times(*size)) for act in found]
        read, written = sum(a.read_units * n for a, n in done), sum(a.write_units * n for a, n in done)
        spent = sum(act.dollars * often for act, often in done) + size[0] * (2 * MAIL + SIGNATURE) + KEY_MONTHS
        label = ", ".join(map(thousands, size)) if size[0] else "an idle month"
        counts = map(thousands, map(int, (sum(often for _, often in done), read, written)))
        sums.add(label, *counts, f"{sum(a.answered * n for a, n in done) / 1e9:.2f}", f"{spent:.2f}")
    return sums


def main() -> None:
    with stage.running() as running:
        found = counted(running)
    for figures in (each(found), together(found)):
        report.show(figures, report.console())


if __name__ == "__main__":
    main()
