"""Sees every write of a simulated day, and says what must hold: by a few lines that share nothing with the rules."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from attendance.store import items
from tests import builders
from tests.builders import at
from tests.days.engine import Changed
from tests.days.mail_service import MailService
from tests.days.world import Broken, World

if TYPE_CHECKING:
    from tests.days.phones import Held
    from tests.gateway import Response

type Item = dict[str, Any]
type Totals = Counter[tuple[str, str]]

ENTRANCE = "entrance"
EVERYBODY = ("entrance", "lunch", "village")
LETTING_IN = {"admitted", "moved", "already_admitted"}
ACCEPTING = LETTING_IN | {"left"}
STRANGERS = {"unreadable", "other_event", "forged_badge", "unknown_badge"}
CONFLICTS = {"too_early": "closed", "too_late": "closed", "not_booked": "not_booked", "cancelled": "cancelled"}
MEASURES = {"booked", "cancelled", "present", "ever", "walk_ins", "already", "conflicts", "absent", "released"}
PARTS = ("refused_", "served_", "meals_", "mc_")
UNDONE_WITHIN = 900.0
REMINDED_AT = at("7:00") - timedelta(days=1)
PROGRAMME = builders.programme()
STATES = {
    "due": {"writing", "moot", "due"},
    "writing": {"sending", "due", "writing", "moot", "failed"},
    "sending": {"sent", "due", "held", "unsure", "failed", "moot", "sending"},
    "held": {"due", "moot"},
    "unsure": {"due", "sent"},
    "failed": {"due"},
}
REVOKED_AFTER = 31.0
MOMENT = 15.0
"""How long somebody may rest on what they have read, before they store what they decided on it."""


@dataclass(frozen=True)
class Person:
    """What is stored of a person, or of a stranger's one scan."""

    profile: Item | None = None
    attendance: Item | None = None
    scans: Mapping[str, Item] = field(default_factory=dict)

    @property
    def is_cancelled(self) -> bool:
        return self.profile is not None and "cancelled_at" in self.profile

    def has_booked(self, door: str) -> bool:
        if self.profile is None or self.is_cancelled:
            return False
        return bool(self.profile["lunch"]) if door == "lunch" else door in (*EVERYBODY, *self.profile["ateliers"])

    @property
    def offers(self) -> dict[str, str]:
        return {
            w["atelier"]: w["offered_until"] for w in (self.profile or {}).get("waiting", []) if "offered_until" in w
        }

    @property
    def queues(self) -> dict[str, str]:
        return {w["atelier"]: w["since"] for w in (self.profile or {}).get("waiting", []) if "offered_until" not in w}


@dataclass(frozen=True)
class Presence:
    """Where somebody is, and was first."""

    inside: bool
    place: str | None
    first: dict[str, str]

    def is_at(self, door: str) -> bool:
        if door == ENTRANCE:
            return self.inside
        return door in self.first if door in EVERYBODY else self.place == door


@dataclass
class Witness:
    """Holds each write against those before it. `badges` says whom each badge names, or which stranger it is."""

    world: World
    mails: MailService
    badges: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=lambda: defaultdict(Person))
    seats: dict[str, Item] = field(default_factory=dict)
    seats_moved_at: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    totals: Totals = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    waiting: Counter[str] = field(default_factory=Counter)
    mail: dict[tuple[str, str], Item] = field(default_factory=dict)
    sent: dict[str, Item] = field(default_factory=dict)
    answers: dict[str, tuple[str | None, str]] = field(default_factory=dict)
    closed_at: float | None = None
    scene_at: float = 0.0
    amended_at: dict[str, float] = field(default_factory=dict)
    history: dict[tuple[str, str], list[tuple[float, int]]] = field(default_factory=lambda: defaultdict(list))

    # Writes.

    def hear(self, changes: list[Changed]) -> None:
        plain = [(key, _plain(had), _plain(item)) for key, had, item in changes]
        before: dict[str, Person] = {}
        seats = dict(self.seats)
        for (partition, _sort), had, item in plain:
            kind = (item or had or {}).get("type")
            if kind in ("profile", "attendance", "scan"):
                before.setdefault(partition, self.people[partition])
                self.people[partition] = self._with(self.people[partition], kind, had, item)
            elif kind == "mail" and item:
                self._mail(had, item)
            elif kind == "seats" and item:
                self.seats[item["atelier"]] = item
                self.seats_moved_at[item["atelier"]] = self.world.now
        mailed = {item["kind"] for _key, _had, item in plain if item and item.get("type") == "mail"}
        for partition, was in before.items():
            self._count(was, -1)
            self._count(self.people[partition], 1)
            for key in {*counted(was), *counted(self.people[partition])}:
                self.history[key].append((self.world.now, self.totals[key]))
            self._changed(was, self.people[partition], seats, mailed)
        self._check_seats(seats, [item for _key, _had, item in plain if item and item.get("type") == "scan"])

    @staticmethod
    def _with(person: Person, kind: str, had: Item | None, item: Item | None) -> Person:
        if item is None:
            raise Broken(f"a {kind} is deleted: {had}")
        if kind == "scan":
            return replace(person, scans={**person.scans, item["scan_id"]: item})
        return replace(person, **{kind: item})

    def _count(self, person: Person, by: int) -> None:
        for key in counted(person):
            self.totals[key] += by
        for atelier in taken_by(person):
            self.taken[atelier] += by
        for atelier in person.queues:
            self.waiting[atelier] += by

    def _changed(self, was: Person, now: Person, seats: Mapping[str, Item], mailed: set[str]) -> None:
        judged = [scan for scan_id, scan in now.scans.items() if was.scans.get(scan_id) != scan]
        is_note = all(_without_note(was.scans.get(scan["scan_id"])) == _without_note(scan) for scan in judged)
        if now.profile is None:
            for scan in judged:
                self._judge(was, scan, seats)
            return
        version, former = (each.attendance["version"] if each.attendance else 0 for each in (now, was))
        if version != former + 1 and (was.profile != now.profile or not is_note):
            raise Broken(f"a change of {now.profile['id']} went from version {former} to {version}")
        if version != former and (was.profile, was.scans) == (now.profile, now.scans):
            raise Broken(f"{now.profile['id']} is stored again, and nothing has changed")
        presence = present(now.scans.values())
        stored = now.attendance or {}
        if (stored.get("inside", False), stored.get("place")) != (presence.inside, presence.place):
            raise Broken(f"{now.profile['id']} is stored at {stored}, and is at {presence}")
        for scan in judged:
            self._judge(was, scan, seats)
        self._amended(was, now, mailed)

    def _amended(self, was: Person, now: Person, mailed: set[str]) -> None:
        """Check what a change of a registration brings: its mails, and nobody overtaken or robbed of a seat."""
        before, after = was.profile or {}, now.profile or {}
        if before == after:
            return
        self.amended_at[after["id"]] = self.world.now
        released = set(after.get("released", [])) - set(before.get("released", []))
        if robbed := released & present(now.scans.values()).first.keys():
            raise Broken(f"{after['id']} was in {robbed}, and loses the seat")
        for name in ("cancelled_at", "erased_at"):
            if name in before and name not in after:
                raise Broken(f"{after['id']} has lost {name}")
        if not before and (twins := [who for who in self._registered() if who != after and _is_twin(who, after)]):
            raise Broken(f"{after} is registered twice, as {twins}")
        if now.is_cancelled and after["waiting"]:
            raise Broken(f"{after['id']} has left, and still waits: {after}")
        fresh = now.offers.keys() - was.offers.keys()
        wanted = {
            "confirmation": not before and not now.is_cancelled,
            "cancellation": now.is_cancelled and not was.is_cancelled and "erased_at" not in after,
            "erasure": "erased_at" in after and "erased_at" not in before,
            "badge": bool(before) and len(after["signatures"]) > len(before["signatures"]),
            "offer": bool(fresh),
        }
        lacking = {kind for kind, is_wanted in wanted.items() if is_wanted} - mailed
        if lacking and ((before or after).get("email") or after.get("email")):
            raise Broken(f"{after['id']} is told nothing of {lacking}")
        for atelier in fresh:
            since = was.queues.get(atelier)
            if since is None:
                raise Broken(f"{after['id']} is offered a seat of {atelier}, and did not wait for it")
            if any(self._waits_longer(one, atelier, since) for one in self.people.values()):
                raise Broken(f"{after['id']} is offered a seat of {atelier} before somebody who has waited longer")

    def _waits_longer(self, person: Person, atelier: str, since: str) -> bool:
        waits = person.queues.get(atelier)
        # The list of who waits lags a little.
        return waits is not None and _seconds(since) - MOMENT > _seconds(waits)

    def _judge(self, was: Person, scan: Item, seats: Mapping[str, Item]) -> None:
        """Hold a scan that was stored against what the phone sent, and who the person was a moment before."""
        scan_id, earlier = scan["scan_id"], was.scans.get(scan["scan_id"])
        if earlier:
            self._check_replaced(earlier, scan)
            if earlier["verdict"] == scan["verdict"] and earlier.get("offline") == scan.get("offline"):
                return
        sought = self.sent.get(scan_id)
        if sought is None:
            # An organiser ended the day.
            if scan["direction"] != "out" or not present(was.scans.values()).inside:
                raise Broken(f"nobody sent {scan_id}: {scan}")
            return
        if self.closed_at is not None and earlier is None and self.world.now > self.closed_at + REVOKED_AFTER + MOMENT:
            raise Broken(f"{scan_id} is recorded, and the event is closed")
        opinions = self._opinions(was, scan, sought, earlier, seats)
        offline = scan.get("offline")
        told = scan.get("server_verdict", scan["verdict"])
        if offline != sought.get("offline") and earlier is None and offline is not None:
            raise Broken(f"{scan_id} is stored as decided {offline}, and was sent as {sought}")
        if scan["verdict"] != (offline or told) or told not in opinions:
            raise Broken(f"{scan_id} has {told}, and it is {opinions}: {scan}")
        if offline:
            self._check_alone(was, scan, sought, told)
        let_in = offline in (ACCEPTING if told in STRANGERS else LETTING_IN)
        conflicts = {CONFLICTS.get(told, "unknown_badge" if told in STRANGERS else "")} if let_in else set()
        if offline in ("admitted", "moved") and was.profile and told not in STRANGERS and _is_twice(was, scan):
            conflicts.add("double_admission")
        if earlier and earlier["verdict"] in ACCEPTING and scan["verdict"] not in ACCEPTING:
            conflicts.add("withdrawn")
        if lacking := conflicts - {""} - set(scan["conflicts"]):
            raise Broken(f"{scan_id} lacks {lacking}: {scan}")

    def _check_alone(self, was: Person, scan: Item, sought: Item, told: str) -> None:
        """Hold what a phone decided alone against what it knew from before the scene."""
        alone, who = scan["offline"], was.profile
        kind = self.badges.get(sought.get("badge", ""), ("genuine",))[0]
        if kind != "genuine" and alone in ACCEPTING:
            raise Broken(f"a phone alone took {kind} for a badge: {scan}")
        is_older = _seconds(scan["at"]) < self.scene_at
        if who is None or is_older or self.amended_at[who["id"]] > self.scene_at - MOMENT or scan["override"]:
            return
        has_booked = was.has_booked(scan["checkpoint"])
        wrong = {
            "cancelled": not was.is_cancelled and told != "cancelled",
            "not_booked": has_booked,
            "full": has_booked,
            "unknown_badge": not was.is_cancelled,
            "forged_badge": True,
            "admitted": told in ("cancelled", "not_booked"),
            "moved": told in ("cancelled", "not_booked"),
        }
        if wrong.get(alone):
            raise Broken(f"a phone alone decided {alone}, and knew better: {scan}, {who}")

    @staticmethod
    def _check_replaced(earlier: Item, scan: Item) -> None:
        kept = ("at", "checkpoint", "direction", "received_at")
        if any(earlier[name] != scan[name] for name in kept) or ("undone_at" in earlier and "undone_at" not in scan):
            raise Broken(f"{earlier} has become {scan}")
        is_by_volunteer = scan.get("undone_by") == scan["reader"]["pass_id"]
        last = _seconds(scan["received_at"]) + UNDONE_WITHIN
        if is_by_volunteer and "undone_at" not in earlier and _seconds(scan["undone_at"]) > last:
            raise Broken(f"{scan} was undone too late")
        if earlier["verdict"] != scan["verdict"] and (earlier.get("offline") or not scan.get("offline")):
            raise Broken(f"{earlier['scan_id']} was {earlier['verdict']} and is {scan['verdict']}")

    def _opinions(
        self, was: Person, scan: Item, sought: Item, earlier: Item | None, seats: Mapping[str, Item]
    ) -> set[str]:
        """Return what the rules may say of a scan: more than one thing only where seats moved a moment ago."""
        kind, whom, issue = self.badges.get(sought.get("badge", ""), ("genuine", sought.get("attendee_id", ""), 0))
        who = was.profile
        if who is None or (kind != "genuine"):
            return {kind} if kind != "genuine" else {"unknown_badge"}
        if scan["direction"] == "out":
            return {"left"}
        if was.is_cancelled or (issue and issue != len(who["signatures"])) or whom != who["id"]:
            return {"cancelled"}
        others = [one for one in was.scans.values() if one is not earlier]
        if "offline" in scan:
            others = [one for one in others if (one["at"], one["scan_id"]) < (scan["at"], scan["scan_id"])]
        presence, here = present(others), scan["checkpoint"]
        if presence.is_at(here):
            return {"already_admitted"}
        door, when = PROGRAMME.checkpoint(here), datetime.fromisoformat(scan["at"])
        assert door
        if not door.opens_at <= when <= door.closes_at:
            return {"too_early" if when < door.opens_at else "too_late"}
        is_atelier = here not in EVERYBODY
        is_move = is_atelier and presence.place and PROGRAMME.group(presence.place) == door.group
        entered = "moved" if is_move else "admitted"
        if was.has_booked(here):
            return {entered}
        if not scan["override"]:
            return {"not_booked"}
        if not is_atelier or scan["reader"].get("supervisor") or here in taken_by(was):
            return {entered}
        if self.world.now - self.seats_moved_at[here] < MOMENT:
            return {entered, "full"}
        return {"full" if seats[here]["taken"] >= seats[here]["capacity"] else entered}

    def _check_seats(self, before: Mapping[str, Item], scans: Iterable[Item]) -> None:
        """Check that nobody gets a seat that there is not, unless an organiser is shown it."""
        for atelier, had in before.items():
            now = self.seats[atelier]
            if now["taken"] > max(now["capacity"], had["taken"]) and not any(
                "over_capacity" in scan.get("listed", []) or (scan["override"] and scan["reader"].get("supervisor"))
                for scan in scans
            ):
                raise Broken(f"{atelier} has {now['taken']} of {now['capacity']} seats taken, and nobody is shown it")

    def _mail(self, had: Item | None, item: Item) -> None:
        key = item["attendee_id"], item["reason"]
        if had and item["state"] not in STATES.get(had["state"], set()) | {had["state"]}:
            raise Broken(f"the mail {key} was {had['state']} and is {item['state']}")
        if had and had["state"] == "unsure" and item["state"] == "due":
            self.mails.allowed[key] += 1
        if item["state"] == "sent" and self.mails.answered.get(item.get("message_id", "")) != key:
            raise Broken(f"the mail {key} counts as sent, and was not: {item}")
        self._check_told(key, item, had)
        self.mail[key] = item

    def _check_told(self, key: tuple[str, str], item: Item, had: Item | None) -> None:
        """Check that nobody who left long before is written to, but that they have left."""
        if item["state"] != "sent" or not had or item["kind"] in ("cancellation", "erasure", "address", "restore"):
            return
        who = self._person(key[0]).profile or {}
        if "cancelled_at" in who and _seconds(who["cancelled_at"]) < _seconds(item["claimed_at"]) - MOMENT:
            raise Broken(f"the mail {item} went to {who}")

    # Answers.

    def expect(self, scans: Iterable[Item]) -> None:
        for scan in scans:
            self.sent.setdefault(scan["scan_id"], {}).update(scan)

    def answered(self, held: "Held", path: str, body: str, answer: "Response", asked_at: float) -> None:
        """Hold an answer to a phone against what was answered before, and against who may ask."""
        is_over = held.revoked_at is not None and asked_at > held.revoked_at + REVOKED_AFTER
        if is_over and answer.status < 400:
            raise Broken(f"a revoked pass was answered at {path}")
        if path != "/api/scans" or answer.status != 200:
            return
        self._check_shown(answer.body)
        asked = {scan["scan_id"]: scan for scan in json.loads(body)["scans"]}
        for result in answer.body["results"]:
            if "verdict" not in result:
                continue
            scan_id, offline = result["scan_id"], asked[result["scan_id"]]["offline"]
            before = self.answers.get(scan_id)
            if before and before[0] == offline and before[1] != result["verdict"]:
                raise Broken(f"{scan_id} was answered {before[1]} and now {result['verdict']}")
            if before is None or offline is not None:
                self.answers[scan_id] = (offline, result["verdict"])

    def _check_shown(self, body: Item) -> None:
        """Check that each number in an answer was the right one, at its hour or since."""
        for door, shown in body["headcounts"].items():
            measures = {"present": "ever" if door in ("lunch", "village") else "present", "booked": "booked"}
            for name, measure in (measures | {"walk_ins": "walk_ins"}).items():
                history, since = self.history[door, measure], _seconds(body["as_of"]) - 0.1
                values = [value for when, value in history if when < since][-1:] or [0]
                values += [value for when, value in history if when >= since]
                # Who answers has added what it did itself, and knows nothing of what others did since.
                moves = [after - before for before, after in pairwise(values)]
                least = values[0] + sum(by for by in moves if by < 0)
                most = values[0] + sum(by for by in moves if by > 0)
                if not least <= shown[name] <= most:
                    raise Broken(f"{shown} is shown of {door}, and {measure} was {values} since {body['as_of']}")

    def undone(self, pass_id: str, path: str, answer: "Response") -> None:
        """Check that a volunteer may take a scan back for as long as is promised, from when it came."""
        if answer.status == 409 and path.endswith("/undo"):
            scan = next((one for _, one in self.scans() if one["scan_id"] == path.split("/")[-2]), None)
            is_own = scan is not None and scan["reader"]["pass_id"] == pass_id
            if scan and is_own and self.world.now < _seconds(scan["received_at"]) + UNDONE_WITHIN - MOMENT:
                raise Broken(f"{scan} could not be taken back: {answer.text}")

    def scans(self) -> Iterator[tuple[Person, Item]]:
        return ((person, scan) for person in self.people.values() for scan in person.scans.values())

    def check_answers(self) -> None:
        """Check that what was answered is what is stored."""
        stored = {scan["scan_id"]: scan for _, scan in self.scans()}
        if missing := self.answers.keys() - stored.keys():
            raise Broken(f"answered and not stored: {sorted(missing)}")
        for scan_id, (offline, verdict) in self.answers.items():
            if stored[scan_id]["verdict"] != verdict and stored[scan_id].get("offline") == offline:
                raise Broken(f"{scan_id} was answered {verdict}, and {stored[scan_id]['verdict']} is stored")

    def check_totals(self, totals: Totals) -> None:
        """Check the counters, and the seats, against what everybody amounts to."""
        ours = {key for key in (*totals, *self.totals) if key[1] in MEASURES or key[1].startswith(PARTS)}
        if wrong := [(key, self.totals[key], totals[key]) for key in sorted(ours) if self.totals[key] != totals[key]]:
            raise Broken(f"counted and stored: {wrong}")
        for atelier, seats in self.seats.items():
            counted_here = self.taken[atelier], self.waiting[atelier]
            if counted_here != (seats["taken"], seats.get("waiting", 0)):
                raise Broken(f"{atelier} has seats taken and people waiting {counted_here}, and stored is {seats}")

    @property
    def mails_under_way(self) -> bool:
        return any(mail["state"] in ("due", "held", "writing", "sending") for mail in self.mail.values())

    def check_mails(self) -> None:
        """Check that each mail came to an end for which there is a reason."""
        for key, mail in self.mail.items():
            state, went, doubt = mail["state"], self.mails.taken[key], self.mails.doubted[key]
            holds = {
                "sent": went >= 1,
                "unsure": doubt or self.world.happened["killed"] or self.world.happened["lost"],
                "failed": self.mails.refused[key] or mail.get("error") in ("too_many", "unwritable"),
                "moot": not went or doubt or self.world.happened["killed"],
            }
            if not holds.get(state):
                raise Broken(f"the mail {key} stays {mail}, and went out {went} times")
            if state == "moot" and mail["kind"] == "confirmation" and not self._person(key[0]).is_cancelled:
                raise Broken(f"the confirmation {key} was left out")

        if self.world.now > REMINDED_AT.timestamp() + 3_600:
            for who in self._registered():
                is_early = datetime.fromisoformat(who["registered_at"]) < REMINDED_AT
                is_there = "cancelled_at" not in who and "email" in who
                if is_early and is_there and (who["id"], "reminder") not in self.mail:
                    raise Broken(f"nobody reminds {who}")

    def _registered(self) -> Iterator[Item]:
        return (person.profile for person in self.people.values() if person.profile)

    def _person(self, attendee_id: str) -> Person:
        return next(one for one in self.people.values() if one.profile and one.profile["id"] == attendee_id)

    def check_roster(self, name: str, listed: Iterable[Item], until: float) -> None:
        """Check that what a phone knows of people is what is stored, of whoever changed nothing after a time."""
        known = {one["id"]: one for one in listed}
        for who in self._registered():
            if self.amended_at[who["id"]] > until - MOMENT:
                continue
            one, is_cancelled = known.get(who["id"]), "cancelled_at" in who
            if one is None and not is_cancelled:
                raise Broken(f"{name} lacks {who}")
            booked = set() if is_cancelled else set(who["ateliers"])
            if one and (
                (one["cancelled"], one["issue"]) != (is_cancelled, len(who["signatures"]))
                or not set(one["booked"]) <= booked
                or ("lunch" in one and one["lunch"] != (who["lunch"] and not is_cancelled))
                or (one["name"] is None) != ("given_name" not in who)
            ):
                raise Broken(f"{name} knows {one}, and stored is {who}")


def present(scans: Iterable[Item]) -> Presence:
    """Return where the scans of a person lead."""
    inside, place, first = False, None, dict[str, str]()
    for when, _scan_id, door, direction in _facts(scans):
        if direction == "in":
            inside = True
            first.setdefault(ENTRANCE, when)
            first.setdefault(door, when)
            place = place if door in EVERYBODY else door
        elif door == ENTRANCE:
            inside, place = False, None
        elif door == place:
            place = None
    return Presence(inside, place, first)


def _facts(scans: Iterable[Item]) -> list[tuple[str, str, str, str]]:
    return sorted(
        (scan["at"], scan["scan_id"], scan["checkpoint"], scan["direction"])
        for scan in scans
        if scan["verdict"] in ACCEPTING and "undone_at" not in scan and "attendee_id" in scan
    )


def _is_twice(was: Person, scan: Item) -> bool:
    """Whether somebody was let in at a scan's own door before it, or is after it, and did not leave in between."""
    others = _facts(one for one in was.scans.values() if one["scan_id"] != scan["scan_id"])
    moment, door = (scan["at"], scan["scan_id"]), scan["checkpoint"]
    before = [said for fact in others if fact[:2] < moment and (said := _said(fact, door))]
    after = [said for fact in others if fact[:2] > moment and (said := _said(fact, door))]
    return before[-1:] == ["in"] or after[:1] == ["in"]


def _said(fact: tuple[str, str, str, str], door: str) -> str:
    """Return what a fact says of a stay at a door: that somebody came in, or is there no more."""
    _at, _scan_id, there, direction = fact
    if there == door and direction == "in":
        return "in"
    if door in ("lunch", "village"):
        return ""
    has_left = direction == "out" and there in (door, ENTRANCE)
    return "out" if has_left or (door != ENTRANCE and direction == "in" and there not in EVERYBODY) else ""


def taken_by(person: Person) -> set[str]:
    """Return the ateliers in which somebody takes a seat."""
    if person.profile is None:
        return set()
    place = present(person.scans.values()).place
    return {*([] if person.is_cancelled else person.profile["ateliers"]), *person.offers, *([place] if place else [])}


def counted(person: Person) -> Iterator[tuple[str, str]]:
    """Yield what a person adds to the counters."""
    for scan in person.scans.values():
        door, verdict = scan["checkpoint"], scan["verdict"]
        if scan.get("listed") and "settled" not in scan:
            yield door, "conflicts"
        if "undone_at" not in scan:
            if verdict not in ACCEPTING:
                yield door, f"refused_{verdict}"
            if verdict == "already_admitted" and "attendee_id" in scan:
                yield door, "already"
    who = person.profile
    if who is None:
        return
    presence = present(person.scans.values())
    yield ENTRANCE, "cancelled" if person.is_cancelled else "booked"
    if not person.is_cancelled:
        for atelier in who["ateliers"]:
            yield atelier, "booked"
            if atelier not in presence.first:
                yield atelier, "absent"
        yield from ((atelier, "released") for atelier in who.get("released", []) if atelier not in presence.first)
        if who["lunch"]:
            yield "lunch", "booked"
            yield "lunch", f"meals_{who['diet']}"
            if presence.first:
                yield ENTRANCE, f"mc_{who['diet']}"
            if presence.inside:
                yield ENTRANCE, f"meals_inside_{who['diet']}"
        if who["village"]:
            yield "village", "booked"
    if presence.inside:
        yield ENTRANCE, "present"
    if presence.place:
        yield presence.place, "present"
    for door in presence.first:
        yield door, "ever"
        if door not in (ENTRANCE, "village") and not person.has_booked(door):
            yield door, "walk_ins"
    if "lunch" in presence.first:
        yield "lunch", f"served_{who['diet']}"


def _plain(item: Item | None) -> Item | None:
    return None if item is None else items.plain(item)


def _without_note(scan: Item | None) -> Item | None:
    if scan is None or "settled" not in scan:
        return scan
    return {**scan, "settled": {**scan["settled"], "note": ""}}


def _is_twin(who: Item, other: Item) -> bool:
    """Whether two registrations are one person's: on this day, nobody shares a name, or an address."""
    return who.get("given_name") == other["given_name"] and "cancelled_at" not in who


def _seconds(when: str) -> float:
    return datetime.fromisoformat(when).timestamp()
