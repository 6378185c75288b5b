"""Those who register on a simulated day, wait for seats, change their minds, and leave."""

from functools import partial
from typing import Any

from attendance.domain import badge
from tests.builders import EVENT_ID
from tests.days.acts import ATELIERS, Acting, Person
from tests.days.mails import MOST_AN_HOUR
from tests.days.stored import MOMENT
from tests.days.world import Broken


class Registering(Acting):
    """Each method is one act of theirs."""

    def register(self, **chosen: Any) -> None:
        if (number := next(self.numbers, None)) is None:
            return
        body = {
            "given_name": f"Zoe{number}q",
            "family_name": "Quintefeuille",
            "organisation": f"Ligue{number}q",
            "consent": True,
            "registration_id": f"registration-{self.world.seed}-{number:06}",
            "answers": {"soins": f"secret-{number}-soins", "repas": f"secret-{number}-repas", "acces": ["pmr"]},
            **(chosen or self._chosen()),
        }
        by = self.organiser if self.chance.random() < 0.3 else None
        path = "/api/attendees" if by else "/api/registrations"
        if not by or self.chance.random() < 0.3:
            body["email"] = f"zoe{number}q@example.org"
        # Somebody took the seat, or gave one back: they wait, or take it; otherwise they come without an atelier.
        wanted, other = body.pop("ateliers", []), body.pop("waiting", [])
        for ateliers, waiting in ((wanted, other), (other, wanted), ([], [])):
            answer = self.asks("POST", path, {**body, "ateliers": ateliers, "waiting": waiting}, by)
            if answer is None or answer.status not in (409, 422):
                break
        if answer is None or answer.status != 201:
            return
        found = answer.body
        self._know(Person(number, found["attendee_id"], found["badge"], found.get("pass")))

    def rush(self) -> None:
        """Register at the same moment as others, for the last seat of an atelier that nobody waits for."""
        some = [atelier for atelier in ATELIERS if not self.witness.seats[atelier].get("waiting")]
        if some:
            atelier = self.chance.choice(some)
            self.add_seats(atelier, 1)
            form = partial(self.register, ateliers=[atelier])
            for _ in range(2):
                self.world.later(self.world.luck.uniform(0, 0.1), form)
            form()

    def _know(self, who: Person) -> None:
        if any(who.attendee_id == other.attendee_id for other in self.people):
            raise Broken(f"{who} is somebody else")
        if not who.badge:
            # It is printed for them.
            signature = self._stored(who).profile["signatures"][0]
            who.badge = badge.text(EVENT_ID, who.attendee_id, 1, signature)
        self.witness.badges[who.badge] = ("genuine", who.attendee_id, 1)
        self.people.append(who)

    def _chosen(self) -> dict[str, Any]:
        # One is wanted most: people wait for it, or meet at its last seat.
        atelier = min(self.chance.choices(ATELIERS, k=2))
        how = self.chance.choice(["ateliers", "ateliers", "waiting", "none"])
        diet = self.chance.choice(["none", "vegetarian", None])
        chosen: dict[str, Any] = {"lunch": diet is not None, "diet": diet or "none", "village": diet == "none"}
        return chosen | ({how: [atelier]} if how != "none" else {})

    def register_again(self) -> None:
        """Register with an address that is registered: somebody else, or who has forgotten it."""
        profile = self._stored(who).profile if (who := self._somebody()) else {}
        if who and (email := profile.get("email")) and "cancelled_at" not in profile:
            name = {
                "given_name": who.given,
                "family_name": "Quintefeuille",
                "email": email.upper(),
                "consent": True,
            }
            again = {**name, "registration_id": f"again-{self.world.luck.randbytes(6).hex()}"}
            answer = self.asks("POST", "/api/registrations", again, None)
            is_still = not self._stored(who).is_cancelled and self._stored(who).profile["email"] == email
            if answer is not None and answer.status == 201 and is_still:
                raise Broken(f"{who} is registered twice")

    def amend(self) -> None:
        if who := self._somebody():
            self._change(who, {"ateliers": [], "waiting": [], **self._chosen()})

    def fidget(self) -> None:
        """Change one's mind more often than a mailbox is told of."""
        if who := self._somebody():
            for number in range(MOST_AN_HOUR + 3):
                self._change(who, {"lunch": number % 2 == 0})

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
        if (who := self._somebody()) and (found := self.witness.mails.service.link(self.chance.choice(who.addresses))):
            when, secret = found
            readdressed_at = self.witness.readdressed_at[who.attendee_id]
            if abs(when - readdressed_at) < MOMENT:
                return
            was_over = self._stored(who).is_cancelled or when < readdressed_at
            answer = self.asks("GET", "/api/registration", None, secret)
            is_over = self._stored(who).is_cancelled or when < self.witness.readdressed_at[who.attendee_id]
            if answer is None or ((answer.status == 200) is is_over and was_over is is_over):
                raise Broken(f"{who} follows their link and is answered {answer}")
            if answer.status == 200:
                if answer.body["given_name"] != who.given:
                    raise Broken(f"{who} follows their link and sees {answer.body}")
                who.secret = secret

    def lose_link(self) -> None:
        if who := self._somebody():
            self.asks("POST", "/api/links", {"email": self.chance.choice(who.addresses)}, None)

    def readdress(self) -> None:
        """Give another address, or one of those that one had."""
        if who := self._somebody():
            email = self.chance.choice([f"zoe{who.number}q-{len(who.addresses)}@example.org", *who.addresses])
            who.addresses = list(dict.fromkeys((*who.addresses, email)))
            self._change(who, {"email": email})

    def open_address(self) -> None:
        """Follow the newest link in a mailbox that makes its address hold."""
        if (who := self._somebody()) and (email := self.chance.choice(who.addresses)):
            found = self.witness.mails.service.link(email, to="address")
            if found and (answer := self.asks("POST", f"/address/{found[1]}", None, None)) and answer.status == 200:
                now = (self._stored(who).profile or {}).get("email")
                if now != email and self.witness.readdressed_at[who.attendee_id] < self.world.now - MOMENT:
                    raise Broken(f"{who} opened the link in {email}, and {now} holds")

    def bring(self) -> None:
        """Bring some people by a list, among them some whom a list brought before, whatever has become of them."""
        some = [number for number, _ in zip(self.numbers, range(2), strict=False)]
        some += [number for number in self.listed if self.chance.random() < 0.3]
        lines = [{"line": line, "cells": self._cells(number)} for line, number in enumerate(some, 1)]
        notify = self.chance.random() < 0.5
        done = self.by_organiser("POST", "/api/attendees/import", {"lines": lines, "consent": True, "notify": notify})
        for number, one in zip(some, done["results"] if done else (), strict=bool(done)):
            if one["outcome"] == "registered":
                if number in self.listed:
                    raise Broken(f"{number} was on a list before, and is registered again: {one}")
                self.listed.append(number)
                self._know(Person(number, one["attendee_id"], "", None))

    @staticmethod
    def _cells(number: int) -> dict[str, str]:
        name = {"given_name": f"Zoe{number}q", "family_name": "Quintefeuille"}
        return name | ({"email": f"zoe{number}q@example.org"} if number % 3 else {})

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
