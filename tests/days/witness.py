"""Sees every write of a simulated day, and says what must hold: by a few lines that share nothing with the rules."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from attendance.store import items
from tests import builders
from tests.days.engine import Changed
from tests.days.mails import Mails
from tests.days.stored import (
    ACCEPTING,
    EVERYBODY,
    LETTING_IN,
    MOMENT,
    Item,
    Person,
    counted,
    is_twice,
    present,
    seconds,
    taken_by,
)
from tests.days.world import Broken, World

type Totals = Counter[tuple[str, str]]

STRANGERS = {"unreadable", "other_event", "forged_badge", "unknown_badge"}
CONFLICTS = {"too_early": "closed", "too_late": "closed", "not_booked": "not_booked", "cancelled": "cancelled"}
MEASURES = {"booked", "cancelled", "present", "ever", "walk_ins", "already", "conflicts", "absent", "released"}
PARTS = ("refused_", "served_", "meals_", "mc_")
PROGRAMME = builders.programme()
UNDONE_WITHIN = 900.0
REVOKED_AFTER = 31.0
"""How long after its revocation a pass may still be believed at a door."""


@dataclass
class Witness:
    """Holds each write against those before it. `badges` says whom each badge names, or which stranger it is."""

    world: World
    mails: Mails
    badges: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    known: dict[tuple[str, str], Item | None] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=lambda: defaultdict(Person))
    seats: dict[str, Item] = field(default_factory=dict)
    seats_moved_at: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    totals: Totals = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    waiting: Counter[str] = field(default_factory=Counter)
    sent: dict[str, Item] = field(default_factory=dict)
    offered: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    closed_at: float | None = None
    learnt: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    amended_at: dict[str, float] = field(default_factory=dict)
    readdressed_at: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    history: dict[tuple[str, str], list[tuple[float, int]]] = field(default_factory=lambda: defaultdict(list))

    def hear(self, changes: list[Changed]) -> None:
        plain = [(key, self.known.get(key), _plain(item)) for key, _had, item in changes]
        self.known |= {key: item for key, _had, item in plain}
        before: dict[str, Person] = {}
        seats = dict(self.seats)
        for (partition, _sort), had, item in plain:
            kind = (item or had or {}).get("type")
            if kind in ("profile", "attendance", "scan"):
                before.setdefault(partition, self.people[partition])
                self.people[partition] = self._with(self.people[partition], kind, had, item)
                if kind == "profile" and item:
                    self.mails.know(item)
            elif kind == "mail" and item:
                self.mails.hear(had, item)
            elif kind == "seats" and item:
                self.seats[item["atelier"]] = item
                self.seats_moved_at[item["atelier"]] = self.world.now
        mailed = {item["kind"] for _key, _had, item in plain if item and item.get("type") == "mail"}
        for partition, was in before.items():
            if not self._is_forgotten(was, self.people[partition]):
                self._count(was, -1)
                self._count(self.people[partition], 1)
            for key in {*counted(was), *counted(self.people[partition])}:
                self.history[key].append((self.world.now, self.totals[key]))
            self._changed(was, self.people[partition], seats, mailed)
        self._check_seats(seats, [item for _key, _had, item in plain if item and item.get("type") == "scan"])

    def _is_forgotten(self, was: Person, now: Person) -> bool:
        """Whether nobody asked for a change, and a diet went, alone or with answers: its counts stay."""
        before, after = ({**(each.profile or {}), "answers": []} for each in (was, now))
        is_asked = bool(self.world.asked[-1][0])
        return not is_asked and before != after and after == {**before, "diet": "none"}

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
        if not before and (
            twins := [who for who in self.mails.profiles.values() if who != after and _is_twin(who, after)]
        ):
            raise Broken(f"{after} is registered twice, as {twins}")
        if now.is_cancelled and after["waiting"]:
            raise Broken(f"{after['id']} has left, and still waits: {after}")
        self._check_address(was, now, mailed)
        fresh = now.offers.keys() - was.offers.keys()
        wanted = {
            "confirmation": not before and not now.is_cancelled,
            "cancellation": now.is_cancelled and not was.is_cancelled and "erased_at" not in after,
            "erasure": "erased_at" in after and "erased_at" not in before,
            "badge": bool(before) and len(after["signatures"]) > len(before["signatures"]),
            "offer": bool(fresh),
        }
        lacking = {kind for kind, is_wanted in wanted.items() if is_wanted} - mailed
        asked = body if isinstance(body := self.world.asked[-1][1], dict) else {}
        if lacking and ((before or after).get("email") or after.get("email")) and asked.get("notify", True):
            raise Broken(f"{after['id']} is told nothing of {lacking}")
        if fresh and (offer_id := asked.get("offer_id")):
            self.offered[offer_id].add(after["id"])
            if len(self.offered[offer_id]) > 1:
                raise Broken(f"one offer went to {self.offered[offer_id]}")
        for atelier in fresh:
            since = was.queues.get(atelier)
            if since is None:
                raise Broken(f"{after['id']} is offered a seat of {atelier}, and did not wait for it")
            if any(self._waits_longer(one, atelier, since) for one in self.people.values()):
                raise Broken(f"{after['id']} is offered a seat of {atelier} before somebody who has waited longer")

    def _check_address(self, was: Person, now: Person, mailed: set[str]) -> None:
        """Check that another address holds if it was opened, or an organiser says so; then all older links are over."""
        before, after = was.profile or {}, now.profile or {}
        if "email" not in before or now.is_cancelled or before["email"] == after["email"]:
            return
        path, _asked = self.world.asked[-1]
        by_link, by_organiser = path.startswith("/address/"), path.startswith("/api/attendees/")
        if not (by_organiser or (by_link and after.get("opened_at"))):
            raise Broken(f"{after['id']} has another address, and nobody opened it: {path}")
        if after["pass_generation"] <= before["pass_generation"]:
            raise Broken(f"{after['id']} has another address, and the links in the old mailbox work on")
        if not mailed & {"address", "restore"}:
            raise Broken(f"{before['email']} hears nothing of {after['email']}")
        self.readdressed_at[after["id"]] = self.world.now

    def _waits_longer(self, person: Person, atelier: str, since: str) -> bool:
        waits = person.queues.get(atelier)
        # The list of who waits lags a little.
        return waits is not None and seconds(since) - MOMENT > seconds(waits)

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
        if offline in ("admitted", "moved") and was.profile and told not in STRANGERS and is_twice(was, scan):
            conflicts.add("double_admission")
        if earlier and earlier["verdict"] in ACCEPTING and scan["verdict"] not in ACCEPTING:
            conflicts.add("withdrawn")
        if lacking := conflicts - {""} - set(scan["conflicts"]):
            raise Broken(f"{scan_id} lacks {lacking}: {scan}")

    def _check_alone(self, was: Person, scan: Item, sought: Item, told: str) -> None:
        """Hold what a phone decided alone against what its roster told it."""
        alone, who = scan["offline"], was.profile
        kind = self.badges.get(sought.get("badge", ""), ("genuine",))[0]
        if kind != "genuine" and alone in ACCEPTING:
            raise Broken(f"a phone alone took {kind} for a badge: {scan}")
        learnt = [when for when in self.learnt[scan["reader"]["pass_id"]] if when < seconds(scan["at"])]
        if who is None or scan["override"] or self.amended_at[who["id"]] > max(learnt, default=0.0) - MOMENT:
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
        last = seconds(scan["received_at"]) + UNDONE_WITHIN
        if is_by_volunteer and "undone_at" not in earlier and seconds(scan["undone_at"]) > last:
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

    def check_totals(self, totals: Totals) -> None:
        """Check the counters, and the seats, against what everybody amounts to."""
        ours = {key for key in (*totals, *self.totals) if key[1] in MEASURES or key[1].startswith(PARTS)}
        if wrong := [(key, self.totals[key], totals[key]) for key in sorted(ours) if self.totals[key] != totals[key]]:
            raise Broken(f"counted and stored: {wrong}")
        for atelier, seats in self.seats.items():
            counted_here = self.taken[atelier], self.waiting[atelier]
            if counted_here != (seats["taken"], seats.get("waiting", 0)):
                raise Broken(f"{atelier} has seats taken and people waiting {counted_here}, and stored is {seats}")

    def scans(self) -> Iterator[tuple[Person, Item]]:
        return ((person, scan) for person in self.people.values() for scan in person.scans.values())


def _plain(item: Item | None) -> Item | None:
    return None if item is None else items.plain(item)


def _without_note(scan: Item | None) -> Item | None:
    if scan is None or "settled" not in scan:
        return scan
    return {**scan, "settled": {**scan["settled"], "note": ""}}


def _is_twin(who: Item, other: Item) -> bool:
    """Whether two registrations are one person's: on this day, nobody shares a name, or an address."""
    return who.get("given_name") == other["given_name"] and "cancelled_at" not in who
