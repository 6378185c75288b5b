"""Organisers of a simulated day, and those who ask for what is not theirs."""

from typing import Any

from attendance.store import passes
from infra import close
from tests.builders import EVENT_ID
from tests.days.acts import ATELIERS
from tests.days.at_doors import AtDoors
from tests.days.world import Broken

FORBIDDEN = (
    ("GET", "/api/attendees"),
    ("GET", "/api/waiting"),
    ("GET", "/api/mails"),
    ("GET", "/api/passes"),
    ("GET", "/api/conflicts"),
    ("GET", "/api/acts"),
    ("GET", "/api/roster"),
    ("GET", "/api/attendees/{person}"),
    ("DELETE", "/api/attendees/{person}"),
    ("POST", "/api/day/end"),
)


class Organising(AtDoors):
    """Each public method is one act of theirs."""

    def reissue(self) -> None:
        if who := self._somebody():
            lost = who.badge, who.issue
            made = self.by_organiser("POST", f"/api/attendees/{who.attendee_id}/badge", {"issue": who.issue})
            if made is not None and lost == (who.badge, who.issue):
                # Half of those who lost a badge find it again.
                who.badge, who.lost, who.issue = made["badge"], who.badge, who.issue + 1
                self.witness.badges[who.badge] = ("genuine", who.attendee_id, who.issue)

    def undo(self) -> None:
        found = [(person, scan) for person, scan in self.witness.scans() if person.profile]
        if found:
            found.sort(key=lambda one: one[1]["received_at"])
            person, scan = self.chance.choice(self.chance.choice([found, found[-3:], found[-3:]]))
            assert person.profile
            done = self.by_organiser("POST", f"/api/attendees/{person.profile['id']}/scans/{scan['scan_id']}/undo")
            if done and not any(s["scan_id"] == scan["scan_id"] and "undone_at" in s for _, s in self.witness.scans()):
                raise Broken(f"{scan['scan_id']} is answered as undone, and stands")

    def settle(self) -> None:
        listed = self.by_organiser("GET", "/api/conflicts")
        if listed and listed["conflicts"]:
            one = self.chance.choice(listed["conflicts"])
            path = f"/api/attendees/{one['attendee_id']}/scans/{one['scan_id']}/settle"
            about = next((who.number for who in self.people if who.attendee_id == one["attendee_id"]), "")
            self.by_organiser("POST", path, {"note": f"vu, Memo{about}q", "undo": self.chance.random() < 0.3})

    def note(self) -> None:
        if who := self._somebody():
            self.by_organiser("PATCH", f"/api/attendees/{who.attendee_id}", {"memo": f"Memo{who.number}q"})

    def write(self) -> None:
        """Write to some people: each gets it once, or the answer says why not."""
        some = {who.attendee_id for who in (self._somebody() for _ in range(3)) if who}
        name = f"message-{self.world.luck.randbytes(6).hex()}"
        text = {
            "message_id": name,
            "subject": "Votre atelier",
            "text": "Il commence plus tard.",
            "attendees": [*sorted(some)],
        }
        if some and (done := self.by_organiser("POST", "/api/messages", text)):
            left_out = {one["attendee_id"] for one in done["left_out"]}
            if missing := {who for who in some - left_out if (who, f"message-{name}") not in self.witness.mails.stored}:
                raise Broken(f"{missing} are written to, and no mail is due")

    def resize(self) -> None:
        atelier = self.chance.choice(ATELIERS)
        self.add_seats(atelier, self.chance.choice([-1, 0, 1, 3]))

    def offer(self) -> None:
        """Offer a seat where most people wait, mostly one of two that are new."""
        atelier = max(ATELIERS, key=lambda one: (self.witness.waiting[one], self.chance.random()))
        if self.chance.random() < 0.8:
            self.add_seats(atelier, 2)
        offer_id = {"offer_id": f"offer-{self.world.luck.randbytes(6).hex()}"}
        self.by_organiser("POST", f"/api/ateliers/{atelier}/offers", offer_id)

    def release(self) -> None:
        self._sweep(f"/api/ateliers/{self.chance.choice(ATELIERS)}/release", {"anyway": True})

    def end_day(self) -> bool:
        return self._sweep("/api/day/end", {"early": True})

    def _sweep(self, path: str, body: dict[str, Any]) -> bool:
        page: dict[str, Any] = {}
        while (done := self.by_organiser("POST", path, {**body, **page})) and done["next"]:
            page = {"page": done["next"]}
        return done is not None

    def mail_again(self) -> None:
        listed = self.by_organiser("GET", "/api/mails")
        if listed and listed["mails"]:
            one = self.chance.choice(listed["mails"])
            self.by_organiser("POST", f"/api/attendees/{one['attendee_id']}/mails/{one['reason']}/send")

    def revoke(self) -> None:
        """End a volunteer's pass, sometimes by ending that of the organiser who invited them."""
        held = self._held()
        if not held or held.revoked_at is not None:
            return
        with_others = held.invited_by in self.deputies and self.chance.random() < 0.5
        below = [other for other in self.network.held.values() if other.invited_by in self.deputies]
        ended = passes.pass_id(self.deputies[0]) if with_others else held.pass_id
        gone = self.deputies if with_others else []
        # Nobody asks them any more from now on, whatever is answered.
        self.deputies = [] if with_others else self.deputies
        done = self.by_organiser("DELETE", f"/api/passes/{ended}{'?descendants=true' if with_others else ''}")
        if done is not None:
            for one in below if with_others else [held]:
                one.revoked_at = one.revoked_at or self.world.now
            self.over += [held.secret, *gone]
            self.invite(held.door)

    def undo_all(self) -> None:
        """Take back whatever was scanned with a pass that is over."""
        over = [held for held in self.network.held.values() if held.revoked_at]
        if over:
            self._sweep(f"/api/passes/{self.chance.choice(over).pass_id}/undo-scans", {})

    def close_for_a_while(self) -> None:
        """Close the event and open it again; it is one operator who does both."""
        if not self.is_closing:
            self.is_closing = True
            if self.world.run(lambda: close.close(EVENT_ID)):
                self.witness.closed_at = self.world.now
            self.world.later(self.chance.uniform(40, 90), self.reopen)

    def reopen(self) -> None:
        self.witness.closed_at, self.is_closing = None, False
        while not self.world.run(lambda: close.reopen(EVENT_ID)):
            self.world.now += 1

    def trespass(self) -> None:
        """Ask for what is somebody else's, with a pass that is not enough, or is over."""
        who, held = self._somebody(), self._held(on=False)
        if not who:
            return
        method, path = self.chance.choice(FORBIDDEN)
        # A door's own routes may believe a pass a little longer.
        over, own = ([], []) if path == "/api/roster" else (self.over, [held.secret] if held else [])
        secret = self.chance.choice([who.secret, "x" * 43, None, *over[-2:], *own])
        answer = self.world.ask(method, path.format(person=who.attendee_id), {} if method == "POST" else None, secret)
        if answer is not None and (answer.status < 400 or "Quintefeuille" in answer.text):
            raise Broken(f"{method} {path} is answered {answer.status} to who may not ask: {answer.text[:200]}")
