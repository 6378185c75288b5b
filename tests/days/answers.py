"""What phones were answered, show and know, beside what is stored."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.builders import EVENT_ID
from tests.days.stored import ENTRANCE, LETTING_IN, MOMENT, Item, seconds
from tests.days.witness import REVOKED_AFTER, UNDONE_WITHIN, Witness
from tests.days.world import Broken

if TYPE_CHECKING:
    from tests.days.phones import Held
    from tests.gateway import Response


@dataclass
class Answers:
    """Holds what phones were answered against what is stored.

    `given` are their verdicts, each with what was asked; `taken_back` says which phone took a scan back, and when.
    Walk-ins, scans, and paths at which one was to be undone are `refused` for good.
    """

    witness: Witness
    given: dict[str, tuple[str | None, str]] = field(default_factory=dict)
    taken_back: dict[str, tuple[str, float]] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)

    def expect(self, scans: Iterable[Item]) -> None:
        for scan in scans:
            self.witness.sent.setdefault(scan["scan_id"], {}).update(scan)

    def answered(self, held: "Held", path: str, body: str, answer: "Response", asked_at: float) -> None:
        """Hold an answer to a phone against what was answered before, and against who may ask."""
        is_over = held.revoked_at is not None and asked_at > held.revoked_at + REVOKED_AFTER
        if is_over and answer.status < 400:
            raise Broken(f"a revoked pass was answered at {path}")
        if 400 <= answer.status < 500 and answer.status not in (401, 408, 429):
            self.refused.add(json.loads(body)["registration_id"] if path.endswith("attendees") else path)
        if path != "/api/scans" or answer.status != 200:
            return
        self._check_shown(answer.body)
        asked = {scan["scan_id"]: scan for scan in json.loads(body)["scans"]}
        for result in answer.body["results"]:
            scan_id, offline = result["scan_id"], asked[result["scan_id"]]["offline"]
            if "verdict" not in result:
                if not result["problem"]["retry"]:
                    self.refused.add(scan_id)
                    if offline and held.revoked_at is None and asked[scan_id]["checkpoint"] in held.doors:
                        raise Broken(f"{held.name} decided at a door that was its own, and is refused: {result}")
                continue
            before = self.given.get(scan_id)
            if before and before[0] == offline and before[1] != result["verdict"]:
                raise Broken(f"{scan_id} was answered {before[1]} and now {result['verdict']}")
            if before is None or offline is not None:
                self.given[scan_id] = (offline, result["verdict"])

    def _check_shown(self, body: Item) -> None:
        """Check that each number in an answer was the right one, at its hour or since."""
        for door, shown in body["headcounts"].items():
            measures = {"present": "ever" if door in ("lunch", "village") else "present", "booked": "booked"}
            for name, measure in (measures | {"walk_ins": "walk_ins"}).items():
                history, since = self.witness.history[door, measure], seconds(body["as_of"]) - 0.1
                values = [value for when, value in history if when < since][-1:] or [0]
                values += [value for when, value in history if when >= since]
                # Who answers has added what it did itself, and knows nothing of what others did since.
                moves = [after - before for before, after in pairwise(values)]
                least = values[0] + sum(by for by in moves if by < 0)
                most = values[0] + sum(by for by in moves if by > 0)
                if not least <= shown[name] <= most:
                    raise Broken(f"{shown} is shown of {door}, and {measure} was {values} since {body['as_of']}")

    def check_verdict(self, told: Item, own: Iterable[Item]) -> None:
        """Check that nobody is in already by those scans alone that the same phone took back before; `own` are its."""
        if told.get("verdict") != "already_admitted":
            return
        who, phone = told["attendee_id"], told["phone"]
        person = self.witness.people[f"EVENT#{EVENT_ID}#ATTENDEE#{who}"]
        known = [*person.scans.values(), *(one for one in own if one.get("attendee_id") == who)]
        # Whoever was let in anywhere is in the building.
        here = [one for one in known if told["checkpoint"] in (ENTRANCE, one["checkpoint"])]
        letting_in = {one["scan_id"] for one in here if one["verdict"] in LETTING_IN}
        back = {
            scan_id
            for scan_id, (by, when) in self.taken_back.items()
            if by == phone and round(when * 1000) <= told["began"] and undo_path(who, scan_id) not in self.refused
        }
        letting_in -= {told["scan_id"]}
        if letting_in and letting_in <= back:
            raise Broken(f"{phone} took {letting_in} back, and shows {told}")

    @staticmethod
    def check_left(name: str, state: Item) -> None:
        """Check that a phone says how much it has to send."""
        if (told := state["counts"]["unsent"]) != state["left"]:
            raise Broken(f"{name} says that it has {told} to send, and has {state['left']}")

    def undone(self, held: "Held", path: str, answer: "Response") -> None:
        """Check that a volunteer may take a scan back for as long as is promised, from when it came, and only then."""
        if answer.status == 404 and path.endswith("/undo"):
            raise Broken(f"{held.name} takes back what nobody knows: {path}")
        if answer.status == 409 and path.endswith("/undo"):
            scan = next((one for _, one in self.witness.scans() if one["scan_id"] == path.split("/")[-2]), None)
            is_own = scan is not None and scan["reader"]["pass_id"] == held.pass_id
            if scan and is_own and self.witness.world.now < seconds(scan["received_at"]) + UNDONE_WITHIN - MOMENT:
                raise Broken(f"{scan} could not be taken back: {answer.text}")

    def check(self) -> None:
        """Check that what was answered is what is stored."""
        stored = {scan["scan_id"]: scan for _, scan in self.witness.scans()}
        if missing := self.given.keys() - stored.keys():
            raise Broken(f"answered and not stored: {sorted(missing)}")
        for scan_id, (offline, verdict) in self.given.items():
            if stored[scan_id]["verdict"] != verdict and stored[scan_id].get("offline") == offline:
                raise Broken(f"{scan_id} was answered {verdict}, and {stored[scan_id]['verdict']} is stored")

    def check_phone(self, held: "Held", state: Item, mine: set[str], *, knows_until: float) -> None:
        """Check that a phone shows what is stored, has nothing more to send, and knows nobody who is gone.

        `mine` are its scans and walk-ins; it has learnt what changed before a time.
        """
        name, now = held.name, self.witness.world.now
        if held.revoked_at is None and state["counts"]["unsent"]:
            raise Broken(f"{name} still has {state['counts']['unsent']} to send")
        if held.revoked_at is not None and now > held.revoked_at + REVOKED_AFTER + MOMENT and state["people"]:
            raise Broken(f"{name} is revoked, and knows {state['people']}")
        self.check_left(name, state)
        stored = {scan["scan_id"]: scan for _, scan in self.witness.scans()}
        aside = [*state["registrations"], *(one["scan"]["scan_id"] for one in state["entries"] if one["aside"])]
        if held.revoked_at is None and (lost := mine - stored.keys() - set(aside)):
            raise Broken(f"{name} has lost {lost}")
        if unasked := {*aside} - self.refused:
            raise Broken(f"{name} has set {unasked} aside, and nobody refused it")
        for entry in state["entries"]:
            scan_id, kept = entry["scan"]["scan_id"], stored.get(entry["scan"]["scan_id"])
            if entry["waiting"] or entry["aside"]:
                continue
            if kept is None:
                raise Broken(f"{scan_id} left the outbox of {name} and is not stored")
            if kept["verdict"] != entry["verdict"]:
                raise Broken(f"{name} shows {entry['verdict']} for {scan_id}, and {kept['verdict']} is stored")
            if entry["undone"] and not entry["undo"] and "undone_at" not in kept:
                raise Broken(f"{name} took {scan_id} back, and it stands")
            is_told = (
                entry.get("undo_refused") and undo_path(kept.get("attendee_id", "stranger"), scan_id) in self.refused
            )
            if entry.get("undo_refused") and not is_told:
                raise Broken(f"{name} says that {scan_id} stands, and nobody refused to take it back: {entry}")
            if scan_id in self.taken_back and not (held.revoked_at or "undone_at" in kept or is_told):
                raise Broken(f"{name} took {scan_id} back, and does not say that it stands: {entry}")
        if held.revoked_at is None:
            self._check_roster(name, state["people"], knows_until)

    def _check_roster(self, name: str, listed: Iterable[Item], until: float) -> None:
        """Check that what a phone knows of people is what is stored, of whoever changed nothing after a time."""
        known = {one["id"]: one for one in listed}
        for who in self.witness.mails.profiles.values():
            if self.witness.amended_at[who["id"]] > until - MOMENT:
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


def undo_path(attendee_id: str, scan_id: str) -> str:
    return f"/api/attendees/{attendee_id}/scans/{scan_id}/undo"
