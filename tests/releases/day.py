"""A small day on which everything happens that is stored: people, scans, links and mails of each kind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from botocore.exceptions import ReadTimeoutError

from attendance.domain import badge
from attendance.domain.passes import MOST_DEVICES
from attendance.domain.prior import Arrived, Prior
from attendance.domain.programme import Session
from attendance.domain.questions import Question
from attendance.domain.texts import Choice
from attendance.store import mails, passes, people, programmes
from infra import close
from tests import builders
from tests import mailroom as post
from tests.documents.pictures import printed, read
from tests.forum import Forum
from tests.functions import forms
from tests.gateway import ROOT, Context, handler_module
from tests.mailroom import Mailroom
from tests.releases.release import Json, played

PLACES = ("entrance", "atelier-1", "lunch")
FAMILY = [
    {"given_name": "Ana", "family_name": "Famille", "email": "famille@example.org", "village": "oui"},
    {"given_name": "Ben", "family_name": "Famille", "email": "famille@example.org", "lunch": "oui"},
    {"given_name": "Nil", "family_name": "Liste", "email": "nil@example.org", "kind": "Intervenante"},
]
WALKS_IN = {"given_name": "Lena", "family_name": "Exemple", "consent": True, "lunch": True}
WALK_IN = "walk-in-of-somebody-at-the-desk"
OFFER = "an-offer-that-is-sent-twice"

QUESTIONS = (
    Question(
        "acces",
        "choices",
        {"*": "Besoins d'accès", "en": "Access needs"},
        {"fr": "Vous accueillir"},
        help={"fr": "À la porte"},
        choices=(Choice("pmr", {"*": "Fauteuil", "en": "Wheelchair"}), Choice("lsf", {"*": "LSF"})),
        asked_of=("participant", "exhibitor"),
        doors=("entrance",),
        counted=True,
        erased="event_end",
    ),
    Question("photo", "yes_no", {"fr": "Photo"}, {"fr": "Album"}, counted=True),
    Question("repas", "long_text", {"fr": "Repas"}, {"fr": "Cuisiner"}, told_to="caterer", erased="lunch_end"),
)


@dataclass
class Day:
    """The day under way. Its secrets are those of the links that were handed out, by whom or what they are for."""

    forum: Forum
    origin: str
    mailroom: Mailroom = field(default_factory=Mailroom)
    secrets: dict[str, str] = field(default_factory=dict)
    people: dict[str, Json] = field(default_factory=dict)
    databases: list[Json] = field(default_factory=list)
    outbox: Json = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)

    def play(self) -> None:
        self._prepare()
        self._invite()
        self._register()
        self._fill_up()
        self._write()
        self._move()
        self._enter()
        self._scan_on_a_phone()
        self._settle()
        self._eat()
        self._leave_behind()

    def ask(self, method: str, path: str, body: Any = None, *, by: str = "organiser", status: int = 200) -> Any:
        """Ask for something with a link, and return what is answered."""
        answer = self.forum.gateway.call(method, path, body, secret=self.secrets.get(by))
        assert answer.status == status, f"{method} {path}: {answer.text}"
        return answer.body if answer.content else None

    def clock(self, hour: str) -> None:
        self.forum.set_clock(hour)

    def scan(self, who: str, place: str, by: str = "organiser", **facts: Any) -> Json:
        facts = {"scan_id": f"scan-at-a-door-{next(self.numbers):03}", **facts}
        return self.forum.scan(self.secrets[by], self.people[who], place, **facts)

    def _prepare(self) -> None:
        """Fill in what the programme may tell, and store another event that is closed."""
        made = builders.programme()
        event = replace(
            made.event,
            theme="Destins",
            tagline="Un essai",
            access=("Bus 1", "À pied"),
            organisations=("La Fonda",),
            further_reading="https://forum.example.org/lire",
            note="Apportez un stylo.",
        )
        usual = Prior(0.85, 20, (Arrived(-30, 0.0), Arrived(30, 0.5), Arrived(120, 1.0)), 25)
        (welcome,) = made.sessions
        talk = Session(
            "talk", "Table ronde", "plenary", builders.at("8:00"), builders.at("8:30"), ("Zoé Fictive",), "Où ?"
        )
        hours = {"registrations_close_at": builders.at("17:00"), "offer_hours": 2}
        self.forum.change(
            event=event, usual=usual, sessions=(welcome, talk), questions=QUESTIONS, retention_days=60, **hours
        )
        other = replace(made.event, id="forum-clos", name="Un forum qui est clos")
        programmes.put(replace(made, event=other, waiting_list="by_hand", closed_at=builders.at("18:00")))

    def _invite(self) -> None:
        self.clock("5:00")
        self.secrets["organiser"] = self.forum.invite("organiser", label="Lola")
        self._invited("second", role="organiser", label="Omar")
        doors = {"role": "volunteer", "checkpoints": list(PLACES)}
        self._invited("phone", by="second", **doors, label="Porte A1", walk_ins=True)
        self._invited("doors", by="second", **doors, label="Porte B")
        self._invited("supervisor", by="second", **doors | {"checkpoints": ["atelier-2"]}, supervisor=True)
        self._invited("lost", by="second", **doors, expires_at="2022-08-30T20:00:00Z")
        # So many devices that any other one counts with the pass.
        many = tuple(f"device-of-before-{number}" for number in range(MOST_DEVICES - 1))
        self.secrets["shared"] = self.forum.invite("volunteer", *PLACES, label="Partagé", devices=many)
        self._invited("gone", role="organiser", label="Ulla")
        self._invited("gone-too", by="gone", **doors, label="Porte C")

    def _invited(self, name: str, by: str = "organiser", **given: Any) -> None:
        self.secrets[name] = self.ask("POST", "/api/passes", given, by=by, status=201)["link"].partition("#")[2]

    def _register(self) -> None:
        """Let people register by themselves, by the form, at the desk and by a list."""
        chosen = {"ateliers": ["atelier-1", "atelier-3"], "lunch": True, "diet": "vegetarian", "drink": True}
        answers = {"acces": ["pmr"], "repas": "Sans coriandre", "photo": False}
        self._comes("Ada", **chosen, language="en", answers=answers)
        self._comes(
            "Bea", ateliers=["atelier-1"], lunch=True, organisation="La Fonda", registration_id="bea-registers-once"
        )
        self._comes("Cid", ateliers=["atelier-1"], village=True)
        self._comes("Exo", kind="exhibitor", stand="Stand 4", village=True)
        for name in ("Gus", "Hal", "Ina", "Élodie", "Zoé", "Max", "Éva", "Tom"):
            self._comes(name, lunch=True, diet="none")
        jo = {"given_name": "Jo", "family_name": "de La Tour", "email": "jo@example.org", "slot-strategic": ""}
        assert forms.send(self.forum, **jo).status == 201
        for kind in ("speaker", "facilitator", "organiser", "volunteer", "participant"):
            holds = ["atelier-3"] if kind == "facilitator" else []
            body = {
                "ateliers": holds,
                "given_name": kind.capitalize(),
                "family_name": "Exemple",
                "kind": kind,
                "consent": True,
            }
            made = self.ask("POST", "/api/attendees", body | {"registration_id": f"{WALK_IN}-{kind}"}, status=201)
            self.people[kind] = made
        (found,) = people.search(self.forum.event_id, "Jo Tour", 1)
        self.people["Jo"] = self._known(found.id)
        for cells, made in zip(FAMILY, self._imported(), strict=True):
            self.people[cells["given_name"]] = self._known(made["attendee_id"])
        self.ask("POST", f"/api/attendees/{self.people['Nil']['attendee_id']}/erasure")

    def _comes(self, name: str, **chosen: Any) -> None:
        body = {"email": f"{chosen.pop('mailbox', name.translate(str.maketrans('Éé', 'Ee')).lower())}@example.org"}
        self.people[name] = self.forum.register(name, **body, **chosen)
        self.secrets[name] = self.people[name]["pass"]

    def _known(self, attendee_id: str) -> Json:
        """Return who and with which badge somebody is who was not registered over the API."""
        who = self.forum.attendee(attendee_id)
        text = badge.text(self.forum.event_id, who.id, who.issue, who.signatures[-1])
        return {"attendee_id": who.id, "badge": text}

    def _imported(self) -> list[Json]:
        lines = [{"line": number, "cells": cells} for number, cells in enumerate(FAMILY, 2)]
        answer = self.ask("POST", "/api/attendees/import", {"lines": lines, "consent": True, "notify": True})
        results: list[Json] = answer["results"]
        return results

    def _fill_up(self) -> None:
        """Let people wait for an atelier that is full: one takes a seat, one is offered one, one waits."""
        for name in ("Dia", "Eli", "Fay"):
            self._comes(name, ateliers=["atelier-2"], waiting=["atelier-1"])
        self.ask("DELETE", "/api/registration", by="Cid")
        self.ask("POST", "/api/ateliers/atelier-1/offers", {"offer_id": OFFER})
        self.ask("PATCH", "/api/registration", {"ateliers": ["atelier-1"], "waiting": []}, by="Dia")
        self.ask("DELETE", f"/api/attendees/{self.people['Bea']['attendee_id']}")
        handler_module(ROOT / "functions/offer_seats/handler.py").handler({}, Context())

    def _write(self) -> None:
        """Let mails go out, be opened, and be asked for."""
        self.mailroom.remind()
        for email in ("ada@example.org", "nobody@example.org"):
            self.ask("POST", "/api/links", {"email": email}, by="nobody", status=202)
        self.mailroom.deliver()
        self.mailroom.deliver()
        for name in ("Ada", "Gus", "Hal"):
            self.secrets[f"{name} by mail"] = self._mailed(f"{name.lower()}@example.org")
            self.ask("GET", "/api/registration", by=f"{name} by mail")
        written = {"message_id": "a-room-has-moved", "subject": "Une salle a changé", "text": "Salle B.\n\nÀ demain !"}
        for name in ("Ada", "Gus"):
            self.ask("POST", "/api/messages", {**written, "attendees": [self.people[name]["attendee_id"]]})
        order = {"order_id": "the-order-of-monday", "email": "traiteur@example.org", "meals": {"none": 3, "vegan": 1}}
        self.ask("POST", "/api/catering/orders", {**order, "service_level": 0.95, "contact": "05 49 00 00 00"})
        self.ask("POST", "/api/catering/batches", {"batch_id": "the-batch-of-eleven", "meals": {"vegan": 2}})
        for asked_id in ("the-order-of-monday", "the-batch-of-eleven"):
            self.ask("POST", "/api/catering/receipts", {"id": asked_id})
        self.mailroom.deliver()

    def _mailed(self, to: str) -> str:
        return post.secret(next(m for m in reversed(self.mailroom.sent) if m["To"] == to and "#" in post.text(m)))

    def _move(self) -> None:
        """Let addresses change: one waits to be opened, one was and can be taken back, one was taken back."""
        for name in ("Ada", "Gus", "Hal"):
            self.ask("PATCH", "/api/registration", {"email": f"{name.lower()}@example.net"}, by=f"{name} by mail")
        self.mailroom.deliver()
        self._pressed("hal@example.net", "Confirmez cette adresse")
        self.mailroom.deliver()
        self._pressed("hal@example.org", "Votre adresse a été changée")
        self._pressed("gus@example.net", "Confirmez cette adresse")
        self.mailroom.deliver()
        self.secrets["address of Ada"] = self._address("ada@example.net", "Confirm")
        self.secrets["address that Gus left"] = self._address("gus@example.org", "Votre adresse a été changée")

        # What tells the address that was left does not go.
        self.ask("PATCH", "/api/registration", {"email": "elodie@example.net"}, by="Élodie")
        self.mailroom.deliver()
        self._pressed("elodie@example.net", "Confirmez cette adresse")
        self.mailroom.fault(post.answer(400, "MessageRejected"))
        self.mailroom.deliver()

    def _address(self, to: str, subject: str) -> str:
        mail = next(m for m in reversed(self.mailroom.sent) if m["To"] == to and subject in m["Subject"])
        return post.address_path(mail).removeprefix("/address/")

    def _pressed(self, to: str, subject: str) -> None:
        path = f"/address/{self._address(to, subject)}"
        assert self.forum.gateway.call("POST", path, b"", headers=forms.FORM).status == 200

    def _enter(self) -> None:
        """Let people in, out and elsewhere, with and without their phone's own verdict."""
        self.clock("8:45")
        for name in ("device-1", "device-2"):
            status = {"device": name, "outbox": 2, "battery": 80}
            self.forum.scanned(self.secrets["shared"], **status)
            sent = self.forum.sent(self.people["Max"], "entrance", scan_id=f"scan-with-{name}")
            self.forum.scanned(self.secrets["shared"], sent, **status)
        self.scan("Tom", "entrance", "doors")
        self.people["Éva, before"] = eva = self.people["Éva"]
        self.people["Éva"] = self.ask("POST", f"/api/attendees/{eva['attendee_id']}/badge", {"issue": 1})
        self.people["nobody"] = {"badge": "no badge at all"}
        for who in ("Ada", "Éva", "Éva, before", "Bea", "Exo", "speaker", "nobody"):
            self.scan(who, "entrance")
        self.scan("nobody", "entrance", "doors", offline="admitted", scan_id="scan-of-a-stranger")
        self.clock("9:00")
        self.scan("Ada", "atelier-1")
        self.scan("Gus", "atelier-1", "doors")
        self.scan("Gus", "atelier-1", override=True, scan_id="scan-to-take-back")
        self.scan("Hal", "atelier-1", "doors", offline="admitted", scan_id="scan-to-settle")
        self.scan("Ina", "atelier-2", "supervisor", override=True)
        self.scan("Ina", "atelier-1", override=True)
        self.scan("facilitator", "atelier-2", badge=None, attendee_id=self.people["facilitator"]["attendee_id"])
        self.scan("Ada", "atelier-1", direction="out")
        self.scan("Zoé", "entrance", "lost", offline="admitted", at="1970-01-01T00:00:00Z")
        self.scan("Zoé", "entrance", "lost", scan_id="scan-never-answered", device="phone-2")
        self.scan("Zoé", "entrance", "lost", scan_id="scan-never-answered", offline="too_late", device="phone-2")

    def _scan_on_a_phone(self) -> None:
        """Have a phone scan with a network, then without one, and keep what it does not bring."""
        ms = int(builders.at("9:20").timestamp() * 1000) - 180_000
        self.clock("9:20")
        first = played(self._at_the_door(), now=ms, ids="phone-in-the-morning", origin=self.origin)
        # Closed for a moment, so that the phone keeps a scan for another time.
        close.close(self.forum.event_id)
        programmes._cached.clear()
        again = [{"do": "scan", "badge": self.people["Ina"]["badge"]}, {"do": "round"}]
        body = {"databases": first["databases"], "now": ms + 60_000, "origin": self.origin}
        kept = played(again, ids="phone-at-a-closed-door", **body)
        close.reopen(self.forum.event_id)
        programmes._cached.clear()
        self._comes("Newcomer", lunch=True)
        last = played(self._alone(), databases=kept["databases"], now=ms + 120_000, ids="phone-without-network")
        self.databases, (self.outbox,) = last["databases"], last["said"][-1]

    def _at_the_door(self) -> list[Json]:
        """Return what a phone does while somebody answers; on the same phone somebody has badges."""
        refused = WALKS_IN | {"given_name": "Ada", "email": "ada@example.org"}
        where = {"checkpoint": "nowhere", "direction": "in", "at": "2022-08-30T09:21:00.000Z", "override": False}
        scan = {"scan_id": "scan-at-no-place", "badge": self.people["Tom"]["badge"], "offline": "admitted", **where}
        known = {"event": self.forum.event_id, "attendee_id": None, "name": None, "group": "entrance"}
        elsewhere = {**known, "scan": scan, "verdict": "admitted", "result": None, "own": None, "waiting": 1}
        return [
            {"do": "link", "secret": self.secrets["phone"]},
            {"do": "name", "name": "Téléphone de Léo"},
            {"do": "stand", "checkpoint": "entrance"},
            {"do": "scan", "badge": self.people["Jo"]["badge"]},
            {"do": "scan", "badge": self.people["Jo"]["badge"]},
            {"do": "scan", "badge": self.people["Cid"]["badge"]},
            {"do": "scan", "badge": "not a badge"},
            {"do": "scan", "attendee_id": self.people["Élodie"]["attendee_id"]},
            {"do": "undo", "seq": 2},
            {"do": "walk_in", "registration_id": f"{WALK_IN}-by-phone", "body": WALKS_IN},
            {"do": "keep", "entry": elsewhere},
            {"do": "network", "is_there": False},
            {"do": "scan", "badge": self.people["Max"]["badge"]},
            {"do": "walk_in", "registration_id": f"{WALK_IN}-refused", "body": refused},
            {"do": "network", "is_there": True},
            {"do": "round"},
            {"do": "badge", "secret": self.secrets["Ada by mail"]},
            {"do": "badge", "secret": self.secrets["Tom"]},
            {"do": "badge", "secret": self.secrets["Fay"]},
            {"do": "cancel", "attendee_id": self.people["Fay"]["attendee_id"]},
        ]

    def _alone(self) -> list[Json]:
        """Return what the phone does without a network."""
        return [
            {"do": "network", "is_there": False},
            {"do": "undo", "seq": 1},
            {"do": "wait", "ms": 60_000},
            {"do": "stand", "checkpoint": "atelier-1"},
            {"do": "scan", "badge": self.people["Dia"]["badge"]},
            {"do": "scan", "badge": self.people["Dia"]["badge"]},
            {"do": "scan", "badge": self.people["Gus"]["badge"], "override": True},
            {"do": "scan", "badge": self.people["Ben"]["badge"]},
            {"do": "turn", "direction": "out"},
            {"do": "scan", "badge": self.people["Dia"]["badge"]},
            {"do": "stand", "checkpoint": "entrance"},
            {"do": "scan", "badge": self.people["Newcomer"]["badge"]},
            {"do": "scan", "badge": self.people["nobody"]["badge"]},
            {"do": "scan", "badge": self.people["Ana"]["badge"]},
            {"do": "undo", "seq": "last"},
            {"do": "walk_in", "registration_id": f"{WALK_IN}-alone", "body": WALKS_IN | {"given_name": "Mila"}},
            {"do": "badge", "secret": self.secrets["Max"]},
            {"do": "files"},
        ]

    def _settle(self) -> None:
        """Have organisers correct the day while it goes on."""
        hal, gus = (self.people[name]["attendee_id"] for name in ("Hal", "Gus"))
        self.clock("9:30")
        self.ask("POST", f"/api/attendees/{hal}/scans/scan-to-settle/settle", {"note": "Il restait une chaise."})
        self.ask("POST", f"/api/attendees/{gus}/scans/scan-to-take-back/undo")
        self.ask("PATCH", f"/api/attendees/{gus}", {"organisation": "Mairie", "ateliers": ["atelier-3"]})
        self.ask("PATCH", "/api/ateliers/atelier-2", {"room": "Salle des actes", "capacity": 4})
        self.ask("POST", "/api/ateliers/atelier-1/release", {"anyway": True})
        for name in ("lost", "gone"):
            self.ask("DELETE", f"/api/passes/{self._pass_id(name)}")
        self.ask("POST", f"/api/passes/{self._pass_id('lost')}/undo-scans")
        self.ask("POST", "/api/registration/erasure", by="Exo")

    def _pass_id(self, name: str) -> str:
        return passes.pass_id(self.secrets[name])

    def _eat(self) -> None:
        self.clock("10:30")
        for name in ("Ada", "Hal", "Ina", "speaker"):
            self.scan(name, "lunch", offline="admitted")
        self.scan("Ada", "village")
        self.clock("13:10")
        self.scan("Ada", "atelier-3")

    def _leave_behind(self) -> None:
        """Leave mails in every state that one can be in, and what an attestation's paper says."""
        self.clock("16:00")
        self.mailroom.deliver()
        answer = self.forum.gateway.call("GET", "/api/attestation.pdf", secret=self.secrets["Ada by mail"])
        (link,) = read(printed(answer.content, 200))
        self.secrets["attestation of Ada"] = link.partition("#")[2]
        faults: dict[str, Callable[[], Any]] = {
            "Refused": post.answer(400, "MessageRejected"),
            "Unsure": _raising(ReadTimeoutError(endpoint_url="https://email.eu-west-3.amazonaws.com")),
            "Sending": _raising(KeyboardInterrupt()),
        }
        for name, fault in faults.items():
            self._registers_late(name)
            self.mailroom.fault(fault)
            try:
                self.mailroom.deliver()
            except KeyboardInterrupt:
                continue
        writing = self._registers_late("Writing")
        (mail,) = mails.of(self.forum.event_id, writing)
        mails.take(self.forum.event_id, mail, mails.new_claim(), programmes.real_now())
        moot = self._registers_late("Moot")
        self.ask("DELETE", f"/api/attendees/{moot}")
        self.mailroom.deliver([r for r in self.mailroom.records() if moot in r["eventID"]])
        self._registers_late("Due")

    def _registers_late(self, name: str) -> str:
        """Register somebody at the desk who has an address, and return who that is."""
        body = {"given_name": name, "family_name": "Tard", "email": f"{name.lower()}@example.org", "consent": True}
        self.people[name] = self.ask("POST", "/api/attendees", body, status=201)
        return str(self.people[name]["attendee_id"])


def _raising(error: BaseException) -> Callable[[], Any]:
    def act() -> Any:
        raise error

    return act
