"""The phones of a simulated day, and the network between them and the functions."""

import json
import subprocess
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

from tests.days.answers import Answers
from tests.days.world import Broken, World
from tests.gateway import ROOT, Response

NEAR, FAR = 0.2, 30.0
"""How long messages take on their way, mostly and at most, in seconds."""

INSTEAD = {
    "answer 500": (500, "application/problem+json", '{"code": "fault", "title": "Fault", "status": 500}'),
    "sign-in page": (200, "text/html", "<title>Wi-Fi</title>"),
}
"""What comes in the place of an answer: by a fault, and from a network that wants something first."""


TURNED_AWAY = {
    "too many": (429, "application/json", '{"message": "Too Many Requests"}'),
    "unavailable": (503, "application/json", '{"message": "Service Unavailable"}'),
}
"""What the gateway answers by itself, without a function."""


class Phones:
    """The phones' process: each order is carried out until no phone goes on by itself."""

    def __init__(self) -> None:
        command = [str(ROOT / ".venv/node/bin/node"), str(ROOT / "tests/days/phones.js")]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)

    def order(self, do: str, now: float, **more: Any) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"do": do, "now": round(now * 1000), **more}) + "\n")
        self._process.stdin.flush()
        told: dict[str, Any] = json.loads(self._process.stdout.readline())
        if told["fault"]:
            raise Broken(told["fault"])
        return told

    def leave(self) -> None:
        # Ends its input, and it with that.
        self._process.communicate()

    def kill(self) -> None:
        self._process.kill()
        self.leave()


@dataclass
class Held:
    """A phone at a door, as the world sees it."""

    name: str
    door: str
    secret: str
    pass_id: str
    invited_by: str
    doors: set[str]
    """All doors that its pass ever had."""
    is_online: bool = True
    is_on: bool = False
    is_away: bool = False
    revoked_at: float | None = None


@dataclass
class Network:
    """What goes between the phones and the functions. `taken` are the entries of scans that phones made."""

    world: World
    phones: Phones
    answers: Answers
    held: dict[str, Held] = field(default_factory=dict)
    timers: set[int] = field(default_factory=set)
    taken: list[dict[str, Any]] = field(default_factory=list)
    are_at_doors: bool = False

    def order(self, do: str, look: str = "", **more: Any) -> Any:
        told = self.phones.order(do, self.world.now, look=look, **more)
        for at, number in told["timers"]:
            if number not in self.timers:
                self.world.later(at / 1000 - self.world.now, partial(self._wake, number))
        self.timers = {number for _at, number in told["timers"]}
        for one in told["ended"]:
            self.answers.check_verdict(one, [mine for mine in self.taken if mine["phone"] == one["phone"]])
            self.taken.append(one)
        for call in told["asked"]:
            self._send(call)
        return told.get("state")

    def switch_on(self, held: Held, skew: int = 0) -> None:
        held.is_on = True
        self.order("start", phone=held.name, skew=skew)

    def switch_off(self, held: Held) -> None:
        held.is_on = False
        self.order("off", phone=held.name)

    def switch_on_again(self, held: Held) -> None:
        """Switch a phone on that went off by itself, unless its volunteer has gone home."""
        if self.are_at_doors and not held.is_on:
            self.switch_on(held)

    def take_back(self, one: dict[str, Any]) -> None:
        """Take a scan back that a phone made."""
        self.answers.taken_back.setdefault(one["scan_id"], (one["phone"], self.world.now))
        self.order("takeBack", phone=one["phone"], seq=one["seq"])

    def _wake(self, number: int) -> None:
        if number in self.timers:
            self.order("timer", id=number)

    def _send(self, call: dict[str, Any]) -> None:
        held, luck = self.held[call["phone"]], self.world.luck
        if not held.is_online:
            self.world.later(0.01, lambda: self._fail(call))
            return
        if self.world.is_hit("request lost"):
            self.world.later(luck.uniform(0.1, FAR), lambda: self._fail(call))
            return
        if refused := next((answer for fault, answer in TURNED_AWAY.items() if self.world.is_hit(fault)), None):
            self.world.later(luck.expovariate(1 / NEAR), partial(self._answer_with, call, *refused))
            return
        self.world.later(luck.expovariate(1 / NEAR), lambda: self._arrive(call, is_heard=True))
        if self.world.is_hit("doubled"):
            after = luck.choice([luck.expovariate(1 / NEAR), luck.uniform(0.1, FAR)])
            self.world.later(after, lambda: self._arrive(call, is_heard=False))

    def _arrive(self, call: dict[str, Any], *, is_heard: bool) -> None:
        headers = {name.lower(): value for name, value in call["headers"].items()}
        secret = headers.pop("authorization", "").removeprefix("Bearer ") or None
        path, _, query = call["path"].partition("?")
        held, asked_at = self.held[call["phone"]], self.world.now
        if path == "/api/scans":
            self.answers.expect(json.loads(call["body"])["scans"])
        answer = self.world.ask(
            call["method"], path, call["body"], secret, headers=headers, query=dict(parse_qsl(query))
        )
        if answer is not None:
            self.answers.answered(held, path, call["body"], answer, asked_at)
            self.answers.undone(held, path, answer)
        if not is_heard:
            return
        if not held.is_online or self.world.is_hit("answer lost"):
            self.world.later(self.world.luck.uniform(0.1, FAR), lambda: self._fail(call))
        else:
            self.world.later(self.world.luck.expovariate(1 / NEAR), lambda: self._answer(call, answer))

    def _answer(self, call: dict[str, Any], answer: Response | None) -> None:
        if instead := next((other for fault, other in INSTEAD.items() if self.world.is_hit(fault)), None):
            self._answer_with(call, *instead)
            return
        if answer is None:
            self.order("answer", id=call["id"], status=502, headers={}, body="")
            return
        if call["path"].startswith("/api/roster") and answer.status in (200, 304):
            self.answers.witness.learnt[self.held[call["phone"]].pass_id].append(self.world.now)
        self.order("answer", id=call["id"], status=answer.status, headers=answer.headers, body=answer.text)

    def _answer_with(self, call: dict[str, Any], status: int, kind: str, body: str) -> None:
        self.order("answer", id=call["id"], status=status, headers={"content-type": kind}, body=body)

    def _fail(self, call: dict[str, Any]) -> None:
        self.order("fail", id=call["id"])
