"""What people do on a simulated day: those who register, those at the doors, and those who organise."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any
from urllib.parse import parse_qsl

from attendance.domain import badge
from attendance.store import passes
from infra import close
from tests.builders import EVENT_ID
from tests.days.phones import Held, Network
from tests.days.world import Broken
from tests.gateway import Response

PEOPLE = 40
ATELIERS = ("atelier-1", "atelier-2", "atelier-3")
GIVES_UP_AFTER = 12
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


@dataclass
class Person:
    """Somebody as they know themselves. `given` is their name, which nobody else's mail may hold."""

    number: int
    attendee_id: str
    badge: str
    secret: str | None
    issue: int = 1
    lost: str | None = None

    @property
    def given(self) -> str:
        return f"Zoe{self.number}q"

    @property
    def email(self) -> str:
        return f"zoe{self.number}q@example.org"


@dataclass
class Acts:
    """Each method is one thing that somebody does, drawn by chance.

    Those are `cancelled` or `erased` of whom it was answered so.
    """

    network: Network
    organiser: str
    people: list[Person] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(PEOPLE)))
    cancelled: set[str] = field(default_factory=set)
    erased: set[str] = field(default_factory=set)
    secrets: list[str] = field(default_factory=list)
    deputy: str | None = None
    over: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.world, self.witness = self.network.world, self.network.witness
        self.chance: Random = self.world.chance

    def asks(self, method: str, path: str, body: Any, secret: str | None) -> Response | None:
        """Ask until there is an answer, as people do; the answer may be lost each time."""
        for _ in range(GIVES_UP_AFTER):
            route, _, query = path.partition("?")
            answer = self.world.ask(method, route, body, secret, query=dict(parse_qsl(query)))
            if answer is not None and answer.status < 500 and not self.world.is_hit("answer lost"):
                return answer
            self.world.now += 1
        return None

    def by_organiser(self, method: str, path: str, body: Any = None) -> Any:
        """Return what an organiser is answered; None unless it was done."""
        answer = self.asks(method, path, body, self.organiser)
        return answer.body if answer is not None and answer.status < 300 else None

    def invite(self, door: str) -> Held:
        """Give a phone to a volunteer of a door."""
        doors = [door, "entrance"] if door != "entrance" else [door]
        number = len(self.network.held)
        if self.deputy is None and self.chance.random() < 0.5:
            self.deputy = self._invited(self.organiser, role="organiser", label="Accueil")
        by = self.chance.choice([self.deputy or self.organiser, self.organiser])
        is_supervisor = self.chance.random() < 0.2
        terms = {"role": "volunteer", "checkpoints": doors, "walk_ins": True, "supervisor": is_supervisor}
        secret = self._invited(by, **terms, label=f"Porte {number}")
        held = Held(f"phone{number}", door, secret, passes.pass_id(secret), by)
        self.network.held[held.name] = held
        self.network.switch_on(held, self.chance.choice([0, 0, 0, -600_000, 400_000]))
        self.network.order("link", phone=held.name, secret=secret, checkpoint=door)
        return held

    def _invited(self, by: str, **terms: Any) -> str:
        """Return the secret of a new pass."""
        invitation = {**terms, "invitation_id": f"invitation-{len(self.secrets):08}"}
        answer = self.asks("POST", "/api/passes", invitation, by)
        if answer is None or answer.status != 201:
            raise Broken(f"nobody can be invited: {answer}")
        secret: str = answer.body["link"].partition("#")[2]
        self.secrets.append(secret)
        return secret

    def _somebody(self) -> Person | None:
        return self.chance.choice(self.people) if self.people else None

    def _held(self, *, on: bool = True) -> Held | None:
        some = [each for each in self.network.held.values() if each.is_on or not on]
        return self.chance.choice(some) if some else None

    # Those who register.

    def register(self) -> None:
        if (number := next(self.numbers, None)) is None:
            return
        body = {
            "given_name": f"Zoe{number}q",
            "family_name": "Quintefeuille",
            "email": f"zoe{number}q@example.org",
            "consent": True,
            "registration_id": f"registration-{self.world.seed}-{number:06}",
            "answers": {"soins": f"secret-{number}-soins", "repas": f"secret-{number}-repas", "acces": ["pmr"]},
            **self._chosen(),
        }
        by = self.organiser if self.chance.random() < 0.2 else None
        path = "/api/attendees" if by else "/api/registrations"
        answer = self.asks("POST", path, body, by)
        if answer is not None and answer.status in (409, 422):
            # Somebody took the seat, or gave one back; they come without an atelier.
            answer = self.asks("POST", path, {**body, "ateliers": [], "waiting": []}, by)
        if answer is None or answer.status != 201:
            return
        found = answer.body
        who = Person(number, found["attendee_id"], found["badge"], found.get("pass"))
        if any(who.attendee_id == other.attendee_id for other in self.people):
            raise Broken(f"{who} is somebody else")
        self.witness.badges[who.badge] = ("genuine", who.attendee_id, 1)
        self.people.append(who)

    def _chosen(self) -> dict[str, Any]:
        atelier = self.chance.choice(ATELIERS)
        how = self.chance.choice(["ateliers", "ateliers", "waiting", "none"])
        diet = self.chance.choice(["none", "vegetarian", None])
        chosen: dict[str, Any] = {"lunch": diet is not None, "diet": diet or "none", "village": diet == "none"}
        return chosen | ({how: [atelier]} if how != "none" else {})

    def register_again(self) -> None:
        """Register with an address that is registered: somebody else, or who has forgotten it."""
        if (who := self._somebody()) and not self._stored(who).is_cancelled:
            name = {
                "given_name": who.given,
                "family_name": "Quintefeuille",
                "email": who.email.upper(),
                "consent": True,
            }
            again = {**name, "registration_id": f"again-{self.world.luck.randbytes(6).hex()}"}
            answer = self.asks("POST", "/api/registrations", again, None)
            if answer is not None and answer.status == 201 and not self._stored(who).is_cancelled:
                raise Broken(f"{who} is registered twice")

    def amend(self) -> None:
        if who := self._somebody():
            self._change(who, {"ateliers": [], "waiting": [], **self._chosen()})

    def answer_offer(self) -> None:
        """Take a seat that is offered, or let it go."""
        offered = [who for who in self.people if self._stored(who).offers]
        if offered:
            who = self.chance.choice(offered)
            atelier = min(self._stored(who).offers)
            if self.chance.random() < 0.6:
                self._change(who, {"ateliers": [atelier]})
            else:
                self._change(who, {"waiting": []})

    def _change(self, who: Person, wanted: dict[str, Any]) -> None:
        own = who.secret and self.chance.random() < 0.7
        path = "/api/registration" if own else f"/api/attendees/{who.attendee_id}"
        answer = self.asks("PATCH", path, wanted, who.secret if own else self.organiser)
        if answer is None or answer.status != 200:
            return
        if wanted.get("ateliers", answer.body["ateliers"]) != answer.body["ateliers"]:
            raise Broken(f"{who} wanted {wanted} and was answered {answer.body}")

    def open_mail(self) -> None:
        """Follow the newest link in one's mailbox; an older one stays as good as it was."""
        if (who := self._somebody()) and (secret := self.witness.mails.link(who.email)):
            was_over = self._stored(who).is_cancelled
            answer = self.asks("GET", "/api/registration", None, secret)
            is_over = self._stored(who).is_cancelled
            if answer is None or ((answer.status == 200) is is_over and was_over is is_over):
                raise Broken(f"{who} follows their link and is answered {answer}")
            if answer.status == 200:
                if answer.body["given_name"] != who.given:
                    raise Broken(f"{who} follows their link and sees {answer.body}")
                who.secret = secret

    def lose_link(self) -> None:
        if who := self._somebody():
            self.asks("POST", "/api/links", {"email": who.email}, None)

    def cancel(self) -> None:
        self._leave("DELETE", "", self.cancelled)

    def erase(self) -> None:
        self._leave("POST", "/erasure", self.erased)

    def _leave(self, method: str, path: str, gone: set[str]) -> None:
        if who := self._somebody():
            own = who.secret and self.chance.random() < 0.5
            whole = f"/api/registration{path}" if own else f"/api/attendees/{who.attendee_id}{path}"
            answer = self.asks(method, whole, None, who.secret if own else self.organiser)
            if answer is not None and answer.status == 200:
                gone.add(who.attendee_id)

    # Those at the doors.

    def scan(self) -> None:
        held, who = self._held(), self._somebody()
        if not held or not who:
            return
        shown = self.chance.choice([who.badge, who.badge, who.badge, who.lost or who.badge])
        sought: dict[str, Any] = {"badge": shown, "override": self.chance.random() < 0.2}
        luck = self.chance.random()
        if luck < 0.1:
            sought = {"attendee_id": who.attendee_id, "override": sought["override"]}
        elif luck < 0.16:
            sought["badge"] = self._strange(who)
        self.network.order("scan", phone=held.name, sought=sought)
        if self.chance.random() < 0.15:
            # Two people share the badge, or one is read twice in the same moment.
            some = [other for other in self.network.held.values() if other.is_on]
            beside = [other for other in some if other.door == held.door and other is not held]
            other = self.chance.choice(self.chance.choice([beside or some, some]))
            self.network.order("scan", phone=other.name, sought=sought)

    def _strange(self, who: Person) -> str:
        signature = self.world.luck.randbytes(64)
        kind, text = self.chance.choice(
            [
                ("unreadable", "no badge at all"),
                ("forged_badge", badge.text(EVENT_ID, who.attendee_id, 1, signature)),
                ("other_event", badge.text("another-event", who.attendee_id, 1, signature)),
                ("unknown_badge", badge.text(EVENT_ID, badge.attendee_id(signature[:11]), 1, signature)),
            ]
        )
        self.witness.badges[text] = (kind, "", 0)
        return text

    def walk_in(self) -> None:
        held = self._held()
        if held and (number := next(self.numbers, None)) is not None:
            name = {"given_name": f"Zoe{number}q", "family_name": "Quintefeuille", "consent": True}
            self.network.order("walkIn", phone=held.name, body=name)

    def take_back(self) -> None:
        if self.network.taken:
            mine = self.chance.choice(self.network.taken)
            if self.network.held[mine["phone"]].is_on and "seq" in mine:
                self.network.order("takeBack", phone=mine["phone"], seq=mine["seq"])

    def drop_out(self) -> None:
        if held := self._held(on=False):
            held.is_online = not held.is_online

    def go_away(self) -> None:
        """Stand where there is no network until the next scene."""
        if held := self._held():
            held.is_away, held.is_online = True, False

    def come_back(self) -> None:
        """Bring what was scanned without a network, and take the last of it back."""
        for held in self.network.held.values():
            mine = [one for one in self.network.taken if one["phone"] == held.name and "seq" in one]
            if held.is_away and mine:
                again = partial(self.network.order, "takeBack", phone=held.name, seq=mine[-1]["seq"])
                self.world.later(10, again)
            held.is_away, held.is_online = False, True

    def crash(self) -> None:
        if held := self._held():
            self.network.switch_off(held)
            self.world.later(self.chance.uniform(1, 60), lambda: self.network.switch_on_again(held))

    def set_clock(self) -> None:
        if held := self._held(on=False):
            self.network.order("set", phone=held.name, skew=self.chance.choice([0, -3_600_000, 7_200_000]))

    def turn(self) -> None:
        if held := self._held():
            self.network.order("turn", phone=held.name, direction=self.chance.choice(["in", "in", "out"]))

    # Those who organise.

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
            person, scan = self.chance.choice(self.chance.choice([found, found[-5:]]))
            assert person.profile
            done = self.by_organiser("POST", f"/api/attendees/{person.profile['id']}/scans/{scan['scan_id']}/undo")
            if done and not any(s["scan_id"] == scan["scan_id"] and "undone_at" in s for _, s in self.witness.scans()):
                raise Broken(f"{scan['scan_id']} is answered as undone, and stands")

    def settle(self) -> None:
        listed = self.by_organiser("GET", "/api/conflicts")
        if listed and listed["conflicts"]:
            one = self.chance.choice(listed["conflicts"])
            path = f"/api/attendees/{one['attendee_id']}/scans/{one['scan_id']}/settle"
            self.by_organiser("POST", path, {"note": "vu à la porte"})

    def resize(self) -> None:
        path = f"/api/ateliers/{self.chance.choice(ATELIERS)}"
        self.by_organiser("PATCH", path, {"capacity": self.chance.randrange(3, 9)})

    def offer(self) -> None:
        offer_id = {"offer_id": f"offer-{self.world.luck.randbytes(6).hex()}"}
        self.by_organiser("POST", f"/api/ateliers/{self.chance.choice(ATELIERS)}/offers", offer_id)

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
        above = [other for other in self.network.held.values() if other.invited_by == held.invited_by]
        with_others = held.invited_by != self.organiser and self.chance.random() < 0.5
        ended = passes.pass_id(held.invited_by) if with_others else held.pass_id
        done = self.by_organiser("DELETE", f"/api/passes/{ended}{'?descendants=true' if with_others else ''}")
        if done is not None:
            for one in above if with_others else [held]:
                one.revoked_at = one.revoked_at or self.world.now
            self.over += [held.secret, *([held.invited_by] if with_others else [])]
            self.deputy = None if with_others else self.deputy
            self.invite(held.door)

    def undo_all(self) -> None:
        """Take back whatever was scanned with a pass that is over."""
        over = [held for held in self.network.held.values() if held.revoked_at]
        if over:
            self._sweep(f"/api/passes/{self.chance.choice(over).pass_id}/undo-scans", {})

    def close_for_a_while(self) -> None:
        if self.witness.closed_at is None and self.world.run(lambda: close.close(EVENT_ID)):
            self.witness.closed_at = self.world.now
            self.world.later(self.chance.uniform(40, 90), self.reopen)

    def reopen(self) -> None:
        self.witness.closed_at = None
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

    def _stored(self, who: Person) -> Any:
        return self.witness.people[f"EVENT#{EVENT_ID}#ATTENDEE#{who.attendee_id}"]
