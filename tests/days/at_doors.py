"""Volunteers on a simulated day, with the phones in their hands."""

from functools import partial
from typing import Any

from attendance.domain import badge
from attendance.store import passes
from tests.builders import EVENT_ID
from tests.days.acts import ATELIERS, Acting, Person
from tests.days.phones import Held
from tests.days.stored import LETTING_IN
from tests.days.world import Broken

DOORS = ("entrance", "entrance", "atelier-1", "atelier-2", "lunch")


class AtDoors(Acting):
    """Each public method is one act of theirs."""

    def invite(self, door: str) -> Held:
        """Give a phone to a volunteer of a door."""
        doors = [door, "entrance"] if door != "entrance" else [door]
        number = next(self.phones)
        if not self.deputies and self.chance.random() < 0.5:
            self.deputies = [self._invited(self.organiser, role="organiser", label="Accueil")]
            if self.chance.random() < 0.5:
                self.deputies.append(self._invited(self.deputies[0], role="organiser", label="Portes"))
        by = self.chance.choice([*self.deputies[-1:], self.organiser])
        is_supervisor = self.chance.random() < 0.2
        terms = {"role": "volunteer", "checkpoints": doors, "walk_ins": True, "supervisor": is_supervisor}
        secret = self._invited(by, **terms, label=f"Porte {number}")
        held = Held(f"phone{number}", door, secret, passes.pass_id(secret), by, {*doors})
        self.network.held[held.name] = held
        self.network.switch_on(held, self.chance.choice([0, 0, 0, -600_000, 400_000]))
        self.network.order("link", phone=held.name, secret=secret, checkpoint=door)
        return held

    def _invited(self, by: str, **terms: Any) -> str:
        """Return the secret of a new pass."""
        invitation = {**terms, "invitation_id": f"invitation-{self.world.luck.randbytes(6).hex()}"}
        answer = self.asks("POST", "/api/passes", invitation, by)
        if answer is not None and answer.status == 401 and by not in (self.organiser, *self.deputies):
            # Whoever invites was revoked meanwhile.
            return self._invited(self.organiser, **terms)
        if answer is None or answer.status != 201:
            raise Broken(f"nobody can be invited: {answer}")
        secret: str = answer.body["link"].partition("#")[2]
        self.secrets.append(secret)
        return secret

    def scan(self) -> None:
        if (held := self._held()) and (who := self._coming(held.door)):
            self._read(held, who)

    def crowd(self) -> None:
        """Let some who have no seat of an atelier in, in the same moment, mostly for its last chair."""
        some = [held for held in self.network.held.values() if held.is_on and held.door in ATELIERS]
        if some:
            held = self.chance.choice(some)
            if self.chance.random() < 0.8:
                self.add_seats(held.door, 1)
            stored = [(who, self._stored(who)) for who in self.people]
            without = [who for who, one in stored if not (one.is_cancelled or one.has_booked(held.door))]
            for who in self.chance.sample(without, min(3, len(without))):
                self._read(held, who, override=True)

    def _coming(self, door: str) -> Person | None:
        """Choose who comes to a door: mostly somebody who has, or had, a seat there."""
        due = [who for who in self.people if door in self._stored(who).held]
        return self.chance.choice(due) if due and self.chance.random() < 0.5 else self._somebody()

    def _read(self, held: Held, who: Person, *, override: bool = False) -> None:
        shown = self.chance.choice([who.badge, who.badge, who.badge, who.lost or who.badge])
        sought: dict[str, Any] = {"badge": shown, "override": override or self.chance.random() < 0.2}
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
        """Take a scan back, mostly one of the last, and often read the same badge once more."""
        mine = [one for one in self.network.taken if "seq" in one and self.network.held[one["phone"]].is_on]
        if mine:
            letting_in = [one for one in mine if one["verdict"] in LETTING_IN]
            one = self.chance.choice(self.chance.choice([mine, letting_in[-3:] or mine]))
            self.network.take_back(one)
            if self.chance.random() < 0.5:
                self.network.order("scan", phone=one["phone"], sought=one["sought"])

    def move(self) -> None:
        """Give a volunteer other doors, and let them go there when they hear of it."""
        held = self._held(on=False)
        if held and held.revoked_at is None:
            doors = self.chance.sample(sorted({*DOORS}), k=2)
            held.doors |= {*doors}
            answer = self.asks("PATCH", f"/api/passes/{held.pass_id}", {"checkpoints": doors}, self.organiser)
            if answer is not None and answer.status == 200:
                self.world.later(self.chance.uniform(1, 100), partial(self._stand_at, held, doors[0]))

    def _stand_at(self, held: Held, door: str) -> None:
        if held.is_on:
            held.door = door
            self.network.order("stand", phone=held.name, checkpoint=door)

    def drop_out(self) -> None:
        if held := self._held(on=False):
            held.is_online = not held.is_online

    def go_away(self) -> None:
        """Stand where there is no network until the next scene."""
        if held := self._held():
            held.is_away, held.is_online = True, False

    def come_back(self) -> None:
        """Bring what was scanned without a network, or only hours later, and take the last of it back."""
        for held in self.network.held.values():
            if held.is_away and self.chance.random() < 0.4:
                continue
            mine = [one for one in self.network.taken if one["phone"] == held.name and "seq" in one]
            if held.is_away and mine:
                self.world.later(10, partial(self.network.take_back, mine[-1]))
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
