"""Those who register on a simulated day, wait for seats, change their minds, and leave."""

from typing import Any

from tests.days.acts import ATELIERS, Acting, Person
from tests.days.world import Broken


class Registering(Acting):
    """Each method is one act of theirs."""

    def register(self) -> None:
        if (number := next(self.numbers, None)) is None:
            return
        body = {
            "given_name": f"Zoe{number}q",
            "family_name": "Quintefeuille",
            "email": f"zoe{number}q@example.org",
            "organisation": f"Ligue{number}q",
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
        if (who := self._somebody()) and (secret := self.witness.mails.service.link(who.email)):
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
