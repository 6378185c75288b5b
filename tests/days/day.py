"""A simulated day: people, phones and organisers by chance, faults by chance, and what must hold whatever happens."""

import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from itertools import count
from typing import Any
from urllib.parse import parse_qsl

from attendance.store import passes, programmes, tallies
from infra import verify
from infra.stored_people import stored_people
from tests import builders
from tests.builders import EVENT_ID
from tests.days.world import World, played
from tests.forum import Forum
from tests.gateway import ROOT, Context, Response, handler_module

PEOPLE = 40
MINUTES = 6
SEATS = 6
DOORS = ("entrance", "entrance", "atelier-1", "atelier-2", "lunch")
# Ateliers close and lunch opens at ten, in the middle of the day that is played.
STARTS_AT = builders.at("9:57")
SETTLED_AFTER = 900.0
NETWORK = {"request lost": 0.03, "answer lost": 0.03, "doubled": 0.03}
FAULTS = {
    "throttled": 0.002,
    "failed": 0.001,
    "conflict": 0.01,
    "lost": 0.004,
    "killed": 0.002,
    "interleaved": 0.04,
}


class Broken(AssertionError):
    """Something that must hold did not."""


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


@dataclass
class Held:
    """A phone at a door, as the world sees it."""

    name: str
    door: str
    secret: str
    is_online: bool = True
    is_on: bool = True
    revoked_at: float | None = None


@dataclass
class Day:
    """One day, played from its seed; `actions` is how many things people do on it, and `faults` what may go wrong."""

    seed: int
    phones: Phones
    actions: int = 150
    faults: dict[str, float] = field(default_factory=lambda: {**FAULTS, **NETWORK})
    steps: int = 0

    def __post_init__(self) -> None:
        self.world = World(self.seed, STARTS_AT, self.faults)
        self.world.meanwhile = self._meanwhile
        self.forum = Forum(gateway=self.world.gateway)
        self.chance = self.world.chance
        self.coming: list[tuple[float, int, Callable[[], None]]] = []
        self.order_of = count()
        self.timers: list[tuple[float, int]] = []
        self.held: dict[str, Held] = {}
        self.people: list[dict[str, Any]] = []
        self.answered: dict[str, tuple[str | None, str]] = {}
        self.done: list[dict[str, Any]] = []
        self.are_faulty = True

    def play(self) -> None:
        """Raises Broken, or whatever a function raised."""
        with played(self.world):
            self._begin()
            for _ in range(self.actions):
                self.steps += 1
                at = self.world.now + self.chance.expovariate(self.actions / (MINUTES * 60))
                self._until(at)
                self.chance.choices(*zip(*self._may_happen(), strict=True))[0]()
                self.check()
            self._heal()
            self.check_end()

    def _begin(self) -> None:
        self.order("anew")
        made = builders.programme()
        seats = tuple(replace(each, capacity=SEATS) for each in made.ateliers)
        made = replace(made, ateliers=seats, registrations_close_at=builders.at("18:00"))
        capacities = [tallies.capacity_set(EVENT_ID, each.id, SEATS) for each in made.ateliers]
        programmes.put(made, capacities)
        self.organiser = self.forum.invite(label="Organisation")
        for number, door in enumerate(DOORS):
            held = self.held[f"phone{number}"] = Held(f"phone{number}", door, self._invited(door))
            skew = self.chance.choice([0, 0, 0, -600_000, 400_000])
            self.order("start", phone=held.name, skew=skew)
            self.order("link", phone=held.name, secret=held.secret, checkpoint=door)
        for _ in range(PEOPLE // 2):
            self._register()

    def _invited(self, door: str) -> str:
        checkpoints = [door, "entrance"] if door != "entrance" else [door]
        return self.forum.invite("volunteer", *checkpoints, walk_ins=True, supervisor=self.chance.random() < 0.2)

    def _may_happen(self) -> Iterator[tuple[Callable[[], None], float]]:
        yield self._scan, 60
        yield self._register, 12
        yield self._amend, 12
        yield self._cancel, 2
        yield self._erase, 1
        yield self._reissue, 2
        yield self._undo, 4
        yield self._take_back, 4
        yield self._settle, 2
        yield self._drop_out, 8
        yield self._crash, 3
        yield self._set_clock, 1
        yield self._turn, 3
        yield self._revoke, 1
        yield self._offer, 3

    def _until(self, at: float) -> None:
        """Let everything happen that is due before a time."""
        while (moment := self._next()) is not None and moment <= at:
            self.world.now = max(self.world.now, moment)
            if self.timers and self.timers[0][0] / 1000 <= moment:
                self.order("timer", id=self.timers[0][1])
            else:
                heappop(self.coming)[2]()
        self.world.now = max(self.world.now, at)

    def _next(self) -> float | None:
        moments = [self.timers[0][0] / 1000] if self.timers else []
        moments += [self.coming[0][0]] if self.coming else []
        return min(moments, default=None)

    def _meanwhile(self) -> None:
        """Have what is next on its way to a function arrive in the middle of another's work."""
        if self.coming and self.coming[0][0] < self.world.now + 1:
            heappop(self.coming)[2]()

    def _later(self, after: float, act: Callable[[], None]) -> None:
        heappush(self.coming, (self.world.now + after, next(self.order_of), act))

    def order(self, do: str, look: str = "", **more: Any) -> Any:
        told = self.phones.order(do, self.world.now, look=look, **more)
        self.timers = sorted(map(tuple, told["timers"]))
        self.done += told["ended"]
        for call in told["asked"]:
            self._send(call)
        return told.get("state")

    # The network.

    def _send(self, call: dict[str, Any]) -> None:
        held, luck = self.held[call["phone"]], self.world.luck
        if not held.is_online:
            self._later(0.01, lambda: self._fail(call))
            return
        if self.are_faulty and self.world.is_hit("request lost"):
            self._later(luck.uniform(0.1, 30), lambda: self._fail(call))
            return
        self._later(luck.expovariate(1 / 0.2), lambda: self._arrive(call, is_heard=True))
        if self.are_faulty and self.world.is_hit("doubled"):
            self._later(luck.uniform(0.1, 20), lambda: self._arrive(call, is_heard=False))

    def _arrive(self, call: dict[str, Any], *, is_heard: bool) -> None:
        headers = {name.lower(): value for name, value in call["headers"].items()}
        secret = headers.pop("authorization", "").removeprefix("Bearer ") or None
        path, _, query = call["path"].partition("?")
        answer = self.world.ask(
            call["method"], path, call["body"], secret, headers=headers, query=dict(parse_qsl(query))
        )
        if answer is not None:
            self._note(call, secret, answer)
        if not is_heard:
            return
        lost = not self.held[call["phone"]].is_online or (self.are_faulty and self.world.is_hit("answer lost"))
        if lost:
            self._later(self.world.luck.uniform(0.1, 30), lambda: self._fail(call))
        else:
            self._later(self.world.luck.expovariate(1 / 0.2), lambda: self._answer(call, answer))

    def _answer(self, call: dict[str, Any], answer: Response | None) -> None:
        if answer is None:
            self.order("answer", id=call["id"], status=502, headers={}, body="")
            return
        self.order("answer", id=call["id"], status=answer.status, headers=answer.headers, body=answer.text)

    def _fail(self, call: dict[str, Any]) -> None:
        self.order("fail", id=call["id"])

    def _note(self, call: dict[str, Any], secret: str | None, answer: Response) -> None:
        """Hold an answer against what was answered before, and against who may ask."""
        if call["path"] != "/api/scans" or answer.status != 200:
            return
        held = next((each for each in self.held.values() if each.secret == secret), None)
        if held is None or (held.revoked_at and self.world.now > held.revoked_at + 31):
            raise Broken(f"a revoked pass was answered: {call}")
        sent = {scan["scan_id"]: scan for scan in json.loads(call["body"])["scans"]}
        for result in answer.body["results"]:
            scan_id = result["scan_id"]
            offline = sent[scan_id]["offline"]
            before = self.answered.get(scan_id)
            if "verdict" not in result:
                continue
            if before and before[0] == offline and before[1] != result["verdict"]:
                raise Broken(f"{scan_id} was answered {before[1]} and now {result['verdict']}")
            if before is None or offline is not None:
                self.answered[scan_id] = (offline, result["verdict"])

    # What people do.

    def _somebody(self) -> dict[str, Any]:
        return self.chance.choice(self.people)

    def _asks(self, method: str, path: str, body: Any, secret: str | None) -> Response | None:
        """Ask until there is an answer, as people do; the answer may be lost each time."""
        for _ in range(12):
            answer = self.world.ask(method, path, body, secret)
            if answer is not None and answer.status < 500 and not self._is_lost():
                return answer
            self.world.now += 1
        return None

    def _is_lost(self) -> bool:
        return self.are_faulty and self.world.is_hit("answer lost")

    def _register(self) -> None:
        if len(self.people) >= PEOPLE:
            return
        number = len(self.people)
        body = {
            "given_name": f"Prénom{number}",
            "family_name": "Exemple",
            "email": f"personne{number}@example.org",
            "consent": True,
            "registration_id": f"registration-{number:06}",
            **self._chosen(),
        }
        answer = self._asks("POST", "/api/registrations", body, None)
        if answer is None or answer.status == 409:
            # Somebody took the seat; they come without an atelier.
            answer = self._asks("POST", "/api/registrations", {**body, "ateliers": [], "waiting": []}, None)
        if answer is not None and answer.status in (200, 201):
            self.people.append({**answer.body, "issue": 1})

    def _chosen(self) -> dict[str, Any]:
        atelier = self.chance.choice(["atelier-1", "atelier-2"])
        how = self.chance.choice(["ateliers", "ateliers", "waiting", "none"])
        return {how: [atelier], "lunch": self.chance.random() < 0.5} if how != "none" else {}

    def _amend(self) -> None:
        if self.people:
            chosen = {"ateliers": [], "waiting": [], **self._chosen()}
            self._asks("PATCH", f"/api/attendees/{self._somebody()['attendee_id']}", chosen, self.organiser)

    def _cancel(self) -> None:
        if self.people:
            self._asks("DELETE", f"/api/attendees/{self._somebody()['attendee_id']}", None, self.organiser)

    def _erase(self) -> None:
        if self.people:
            self._asks("POST", f"/api/attendees/{self._somebody()['attendee_id']}/erasure", None, self.organiser)

    def _reissue(self) -> None:
        if not self.people:
            return
        who = self._somebody()
        path = f"/api/attendees/{who['attendee_id']}/badge"
        answer = self._asks("POST", path, {"issue": who["issue"]}, self.organiser)
        if answer is not None and answer.status == 200:
            # Half of those who lost a badge find it again.
            old = who["badge"]
            who.update(badge=answer.body["badge"], issue=who["issue"] + 1, lost=old)

    def _scan(self) -> None:
        on = [each for each in self.held.values() if each.is_on]
        if not on or not self.people:
            return
        who, held = self._somebody(), self.chance.choice(on)
        badge = self.chance.choice([who["badge"], who["badge"], who["badge"], who.get("lost", who["badge"])])
        sought: dict[str, Any] = {"badge": badge}
        if self.chance.random() < 0.1:
            sought = {"attendee_id": who["attendee_id"]}
        elif self.chance.random() < 0.03:
            sought = {"badge": "no badge at all"}
        sought["override"] = self.chance.random() < 0.2
        self.order("scan", phone=held.name, sought=sought)
        if self.chance.random() < 0.15:
            # The same badge at another door at the same moment.
            self.order("scan", phone=self.chance.choice(on).name, sought=sought)

    def _undo(self) -> None:
        if self.answered:
            scan_id = self.chance.choice(sorted(self.answered))
            for person, _stored in stored_people(EVENT_ID):
                if any(scan.scan_id == scan_id for scan in person.scans):
                    whose = person.attendee.id if person.attendee else "stranger"
                    self._asks("POST", f"/api/attendees/{whose}/scans/{scan_id}/undo", None, self.organiser)

    def _take_back(self) -> None:
        if self.done:
            mine = self.chance.choice(self.done)
            if self.held[mine["phone"]].is_on:
                self.order("takeBack", phone=mine["phone"], seq=mine["seq"])

    def _settle(self) -> None:
        answer = self._asks("GET", "/api/conflicts", None, self.organiser)
        found = answer.body["conflicts"] if answer is not None and answer.status == 200 else []
        if found:
            one = self.chance.choice(found)
            whose = (one.get("attendee") or {}).get("id") or "stranger"
            path = f"/api/attendees/{whose}/scans/{one['scan_id']}/settle"
            self._asks("POST", path, {"note": "vu à la porte"}, self.organiser)

    def _drop_out(self) -> None:
        held = self.chance.choice(list(self.held.values()))
        held.is_online = not held.is_online

    def _crash(self) -> None:
        held = self.chance.choice(list(self.held.values()))
        if held.is_on:
            self.order("off", phone=held.name)
            held.is_on = False
            self._later(self.chance.uniform(1, 60), lambda: self._switch_on(held))

    def _switch_on(self, held: Held) -> None:
        held.is_on = True
        self.order("start", phone=held.name, skew=0)

    def _set_clock(self) -> None:
        held = self.chance.choice(list(self.held.values()))
        self.order("set", phone=held.name, skew=self.chance.choice([0, -3_600_000, 7_200_000]))

    def _turn(self) -> None:
        held = self.chance.choice(list(self.held.values()))
        if held.is_on:
            self.order("turn", phone=held.name, direction=self.chance.choice(["in", "in", "out"]))

    def _revoke(self) -> None:
        held = self.chance.choice(list(self.held.values()))
        if held.revoked_at is not None or not held.is_on:
            return
        answer = self._asks("DELETE", f"/api/passes/{passes.pass_id(held.secret)}", None, self.organiser)
        if answer is None or answer.status != 200:
            return
        held.revoked_at = self.world.now
        name = f"{held.name}b"
        fresh = self.held[name] = Held(name, held.door, self._invited(held.door), held.is_online)
        self.order("start", phone=name, skew=0)
        self.order("link", phone=name, secret=fresh.secret, checkpoint=fresh.door)

    def _offer(self) -> None:
        """Let the schedule come that offers seats and takes back what lapsed."""
        self.world.run(lambda: handler_module(ROOT / "functions/offer_seats/handler.py").handler({}, Context()))

    # What must hold.

    def check(self) -> None:
        """Hold the counters to the scans, and the scans to what was answered."""
        found = verify.recount(EVENT_ID)
        if found.differences:
            raise Broken("; ".join(map(str, found.differences)))
        stored = {scan.scan_id: scan for person, _ in stored_people(EVENT_ID) for scan in person.scans}
        if missing := self.answered.keys() - stored.keys():
            raise Broken(f"answered and not stored: {sorted(missing)}")
        for scan_id, (offline, verdict) in self.answered.items():
            if stored[scan_id].verdict != verdict and stored[scan_id].offline == offline:
                raise Broken(f"{scan_id} was answered {verdict}, and {stored[scan_id].verdict} is stored")

    def _heal(self) -> None:
        """Let the day end well: everything works, and each phone has the time to bring what it has."""
        self.are_faulty = False
        self.world.often = {}
        for held in list(self.held.values()):
            held.is_online = True
            if not held.is_on:
                self._switch_on(held)
        self._until(self.world.now + SETTLED_AFTER)
        self._offer()

    def check_end(self) -> None:
        """Every phone has brought what it had, and what it shows is what is stored."""
        self.check()
        stored = {scan.scan_id: scan for person, _ in stored_people(EVENT_ID) for scan in person.scans}
        for held in self.held.values():
            state = self.order("set", phone=held.name, skew=0, look=held.name)
            if held.revoked_at is None and state["counts"]["unsent"]:
                raise Broken(f"{held.name} still has {state['counts']['unsent']} to send")
            for entry in state["entries"]:
                self._compare(held, entry, stored.get(entry["scan"]["scan_id"]))

    def _compare(self, held: Held, entry: dict[str, Any], scan: Any) -> None:
        scan_id = entry["scan"]["scan_id"]
        if entry["waiting"] or entry["aside"]:
            return
        if scan is None:
            raise Broken(f"{scan_id} left the outbox of {held.name} and is not stored")
        if scan.verdict != entry["verdict"]:
            raise Broken(f"{held.name} shows {entry['verdict']} for {scan_id}, and {scan.verdict} is stored")
        if entry["undone"] and not entry["undo"] and scan.undone_at is None:
            raise Broken(f"{held.name} took {scan_id} back, and it stands")
