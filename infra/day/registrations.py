"""The eve over HTTP: phones get their passes, everybody registers, some change their mind."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from infra.day.actions import Phone
from infra.day.connection import Connection
from infra.day.differences import Difference
from infra.day.eve import Change, Eve, Offer, Step, Wait, Withdrawal
from infra.day.people import PUBLIC, Person
from infra.day.tally import Ledger

OFFER_LOOKS = 240
OFFER_LOOK_SECONDS = 0.25


@dataclass(slots=True)
class Issued:
    """The results of registering: badges, and passes to their own registrations unless the staff registered."""

    badges: dict[int, str]
    passes: dict[int, str]


class Registrations:
    """Registers people, and keeps the results."""

    def __init__(self, connection: Connection, organiser: str, ledger: Ledger) -> None:
        self.connection = connection
        self.organiser = organiser
        self.ledger = ledger
        self.registered = Issued({}, {})
        self.differences: list[Difference] = []

    async def invite(self, phones: Iterable[Phone]) -> dict[str, str]:
        """Make a pass for each phone, one for phones that share a link; return the secrets by phone."""
        links: dict[str, str] = {}
        for phone in phones:
            if phone.link not in links or not phone.link:
                wanted = {
                    "role": "volunteer",
                    "label": phone.label,
                    "checkpoints": list(phone.checkpoints),
                    "supervisor": phone.supervisor,
                    "walk_ins": phone.walk_ins,
                }
                made = await self.connection.get("POST", "/api/passes", 201, self.organiser, wanted)
                links[phone.link or phone.id] = made["pass"]
        return {phone.id: links[phone.link or phone.id] for phone in phones}

    async def register_all(self, eve: Eve, on_registered: Callable[[], None]) -> None:
        """Register everybody at once; some browsers send it twice, because they saw no answer."""

        async def one(person: Person) -> None:
            secret = "" if person.kind in PUBLIC else self.organiser
            first = await self.register(person, secret)
            if person.number in eve.twice:
                again = await self.register(person, secret)
                self._check(
                    f"registered twice: {person.label}",
                    (first["attendee_id"], first["badge"]),
                    (again["attendee_id"], again["badge"]),
                )
            on_registered()

        async with asyncio.TaskGroup() as everybody:
            for person in eve.registering:
                everybody.create_task(one(person))
        first = eve.registering[0]
        stranger = {k: v for k, v in first.form.items() if k != "registration_id"} | {"given_name": "Homonyme"}
        status, problem = await self.connection.ask("POST", "/api/registrations", body=stranger)
        self._check("a second registration with one address", (409, "already_registered"), (status, problem["code"]))

    async def register(self, person: Person, secret: str) -> dict[str, Any]:
        """Register somebody, with a pass or publicly, and record them."""
        path = "/api/attendees" if secret else "/api/registrations"
        answer: dict[str, Any] = await self.connection.get("POST", path, 201, secret, person.form)
        self.registered.badges[person.number] = answer["badge"]
        if not secret:
            self.registered.passes[person.number] = answer["pass"]
        self.ledger.people[person.number] = replace(person, attendee_id=answer["attendee_id"])
        return answer

    async def take(self, step: Step) -> None:
        """Do a step for somebody, and check its answer."""
        match step:
            case Change():
                await self._change(step)
            case Withdrawal():
                await self.cancel(step.who)
            case Wait():
                await self._wait(step)
            case Offer():
                await self._offered(step)

    async def _change(self, step: Change) -> None:
        person, secret = self.ledger.people[step.who], self.registered.passes[step.who]
        asked = {name: list(value) if isinstance(value, tuple) else value for name, value in step.choices.items()}
        status, answer = await self.connection.ask("PATCH", "/api/registration", secret, asked)
        if step.refused:
            self._check(f"{person.label} wants {asked}", (409, step.refused), (status, answer.get("code")))
            return
        self._check(f"{person.label} wants {asked}", (200, asked), (status, {name: answer.get(name) for name in asked}))
        self.ledger.people[step.who] = replace(person, **step.choices)

    async def _wait(self, step: Wait) -> None:
        label, secret = self.ledger.people[step.who].label, self.registered.passes[step.who]
        answer = await self.connection.get("PATCH", "/api/registration", 200, secret, {"waiting": [step.atelier]})
        found = [(w["atelier"], w["place"], w["offered_until"]) for w in answer["waiting"]]
        self._check(f"{label} waits", [(step.atelier, 1, None)], found)

    async def _offered(self, step: Offer) -> None:
        """Poll until the offer exists: the table's stream makes it, after the eve's mails."""
        label, secret = self.ledger.people[step.who].label, self.registered.passes[step.who]
        for _ in range(OFFER_LOOKS):
            answer = await self.connection.get("GET", "/api/registration", 200, secret)
            found = [w["atelier"] for w in answer["waiting"] if w["offered_until"]]
            if found:
                break
            await asyncio.sleep(OFFER_LOOK_SECONDS)
        self._check(f"{label} is offered a seat", [step.atelier], found)

    async def cancel(self, who: int) -> None:
        secret = self.registered.passes[who]
        await self.connection.get("DELETE", "/api/registration", 200, secret)
        self.ledger.people[who] = replace(self.ledger.people[who], is_cancelled=True)

    def _check(self, what: str, expected: object, found: object) -> None:
        if expected != found:
            self.differences.append(Difference(what, expected, found))
