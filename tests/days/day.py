"""A simulated day: people, phones and organisers by chance, faults by chance, and what must hold whatever happens."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from attendance.domain.programme import BY_HAND, BY_ITSELF
from attendance.domain.questions import CATERER, LUNCH_END, TEXT, Question
from attendance.store import programmes, tallies
from attendance.vocabulary.codes import Role
from infra import verify
from tests import builders
from tests.builders import EVENT_ID, at
from tests.days.answers import Answers
from tests.days.at_doors import DOORS
from tests.days.engine import Changed
from tests.days.expressions import Item
from tests.days.mail_service import FAULTS as MAIL_FAULTS
from tests.days.mail_service import MailService
from tests.days.mails import Mails
from tests.days.organising import Organising
from tests.days.phones import INSTEAD, TURNED_AWAY, Network, Phones
from tests.days.registering import Registering
from tests.days.stored import present, seconds
from tests.days.triggers import Triggers
from tests.days.witness import Witness
from tests.days.world import Broken, World, played
from tests.forum import Forum
from tests.functions.test_registration_questions import ACCESS

SEATS = (1, 3, 5)
QUESTIONS = (
    Question("soins", TEXT, {"*": "Soins"}, {"*": "Vous aider"}, erased=LUNCH_END, doors=("entrance",)),
    Question("repas", TEXT, {"*": "Repas"}, {"*": "Votre repas"}, erased=LUNCH_END, told_to=CATERER),
    replace(ACCESS, erased=LUNCH_END),
)
SETTLED_AFTER, STEP_SECONDS, ROSTER_SECONDS, HOUR = 600.0, 7.0, 65.0, 3_600.0
TOGETHER = 0.3
"""How often somebody does something while somebody else does."""
NOTICE_KEPT_SECONDS = 2 * 24 * 3600
CHECKED_EVERY = 5
"""Of so many acts, one is followed by a look at all counters; what is wrong stays so until the scene ends."""
PATIENT = 0.2
"""How often phones are waited for; otherwise their pages are opened again, which makes them hurry."""
FAULTS = {
    "request lost": 0.03,
    "answer lost": 0.03,
    "doubled": 0.06,
    "asked twice": 0.2,
    "throttled": 0.002,
    "throttled for long": 0.002,
    "failed": 0.001,
    "conflict": 0.03,
    "lost": 0.004,
    "killed": 0.002,
    "interleaved": 0.08,
    "overtaken": 0.2,
    **dict.fromkeys([*INSTEAD, *TURNED_AWAY], 0.02),
    **dict.fromkeys(MAIL_FAULTS, 0.03),
    "mail unanswered": 0.03,
    "mail down": 0.005,
    "mail returned": 0.05,
    "record doubled": 0.05,
    "poison": 0.02,
}
FAULTY = 0.5
"""How many kinds of fault happen on a day: where all do, some hide what others would show."""

REGISTERING = {
    "register": 40,
    "amend": 10,
    "answer_offer": 10,
    "open_mail": 5,
    "readdress": 4,
    "open_address": 5,
    "bring": 4,
    "cancel": 4,
    "erase": 1,
    "resize": 3,
    "offer": 6,
    "lose_link": 2,
    "mail_again": 4,
    "write": 3,
    "fidget": 1,
    "note": 2,
    "register_again": 2,
    "rush": 3,
    "trespass": 4,
}
AT_DOORS = {
    "scan": 60,
    "walk_in": 5,
    "register": 4,
    "amend": 8,
    "readdress": 1,
    "open_address": 1,
    "answer_offer": 2,
    "cancel": 2,
    "erase": 1,
    "reissue": 3,
    "undo": 6,
    "take_back": 4,
    "settle": 3,
    "drop_out": 8,
    "go_away": 2,
    "move": 2,
    "crash": 3,
    "set_clock": 1,
    "turn": 4,
    "revoke": 2,
    "undo_all": 1,
    "resize": 1,
    "trespass": 3,
}


class Acts(Registering, Organising):
    """All that anybody does."""


@dataclass(frozen=True)
class Scene:
    """A part of the day, with what may happen in it."""

    begins_at: datetime
    seconds: float
    acts: int
    what: Mapping[str, int]
    phones: bool = True


BEFORE = timedelta(days=1)
SCENES = (
    Scene(at("8:00") - 2 * BEFORE, 300, 45, REGISTERING, phones=False),
    Scene(at("8:30") - BEFORE, 300, 12, {**REGISTERING, "register": 10}, phones=False),
    Scene(at("8:45"), 30, 30, {**AT_DOORS, "crowd": 8, "offer": 3}),
    Scene(at("9:59") + timedelta(seconds=30), 40, 30, {**AT_DOORS, "crowd": 8, "release": 6}),
    Scene(at("11:59") + timedelta(seconds=40), 40, 20, {**AT_DOORS, "register": 12}),
    Scene(at("15:58"), 40, 20, {**AT_DOORS, "go_away": 0, "end_day": 3, "close_for_a_while": 3}),
)
ACTIONS = sum(scene.acts for scene in SCENES)


@dataclass
class Day:
    """One day, played from its seed: at most some `actions` of people on it, and without some kinds of fault.

    Without `faults`, it draws those that happen.
    """

    seed: int
    phones: Phones
    actions: int = ACTIONS
    faults: Mapping[str, float] | None = None
    without: frozenset[str] = frozenset()
    steps: int = 0
    calm_at: float = 0.0

    def __post_init__(self) -> None:
        self.world = World(self.seed, SCENES[0].begins_at - timedelta(minutes=5))
        chance = self.world.chance
        drawn = {kind: often * chance.choice([1, 1, 3]) * (chance.random() < FAULTY) for kind, often in FAULTS.items()}
        some = (drawn if self.faults is None else self.faults).items()
        self.often = {kind: often for kind, often in some if often and kind not in self.without}
        self.mails = MailService(self.world)
        self.witness = Witness(self.world, Mails(self.mails))
        self.answers = Answers(self.witness)
        self.triggers = Triggers(self.world)
        self.network = Network(self.world, self.phones, self.answers)
        self.world.engine.heard = self._hear

    def _hear(self, changes: list[Changed]) -> None:
        self.witness.hear(changes)
        self.triggers.hear(changes)

    def play(self) -> None:
        """Raises Broken, or whatever a function raised."""
        with played(self.world, sesv2=self.mails):
            self._begin()
            for scene in SCENES:
                self._play(scene)
                self._calm()
                if self.steps == self.actions:
                    break
            self._end()

    def _begin(self) -> None:
        self.network.order("anew")
        made = builders.programme(questions=QUESTIONS, registrations_close_at=at("18:00"))
        seats = self.world.chance.choice(SEATS)
        ateliers = tuple(replace(each, capacity=seats) for each in made.ateliers)
        made = replace(made, ateliers=ateliers, waiting_list=self.world.chance.choice([BY_ITSELF, BY_ITSELF, BY_HAND]))
        programmes.put(made, [tallies.capacity_set(EVENT_ID, each.id, seats) for each in made.ateliers])
        organiser = Forum().invite(Role.ORGANISER, label="Organisation")
        self.acts = Acts(self.network, organiser)

    def _play(self, scene: Scene) -> None:
        self.world.until(max(self.world.now, scene.begins_at.timestamp()))
        self.world.often = self.often
        self.triggers.run_schedules(scene.seconds / 60)
        if scene.phones:
            self._to_the_doors()
        doing, is_together = list(self._drawn(scene)), False
        for name in doing[: self.actions - self.steps]:
            self.steps += 1
            if not is_together:
                self.world.until(self.world.now + self.world.chance.expovariate(scene.acts / scene.seconds))
            act: Callable[[], None] = getattr(self.acts, name)
            is_together = self.world.chance.random() < TOGETHER
            if is_together:
                # At the same moment as the next.
                self.world.later(self.world.chance.uniform(0, 0.1), act)
                continue
            act()
            if self.steps % CHECKED_EVERY == 0:
                self.check()
        # What is done at the same moment as nothing more.
        self.world.until(self.world.now + 1)

    def _drawn(self, scene: Scene) -> Iterator[str]:
        """Draw what is done, some of it much more often than on other days."""
        chance = self.world.chance
        weights = [often * chance.choice([0, 1, 1, 4]) for often in scene.what.values()]
        first = next(iter(scene.what))
        weights[0] = max(weights[0], scene.what[first])
        yield from chance.choices(list(scene.what), weights, k=scene.acts)

    def _to_the_doors(self) -> None:
        if not self.network.held:
            for door in DOORS:
                self.acts.invite(door)
        self.network.are_at_doors = True
        self.acts.come_back()
        for held in list(self.network.held.values()):
            self.network.switch_on_again(held)

    def check(self) -> None:
        """Hold the counters to what everybody amounts to, and the scans to what was answered."""
        self.witness.check_totals(tallies.board(EVENT_ID).totals)
        self.answers.check()

    def _calm(self) -> None:
        """Let everything work for a while: then each phone has brought what it has, and each mail came to its end."""
        for held in self.network.held.values():
            self.answers.check_left(held.name, self.network.order("look", look=held.name))
        self.world.often, self.calm_at = {}, self.world.now
        is_patient = self.world.chance.random() < PATIENT
        here = [held for held in self.network.held.values() if not held.is_away]
        for held in here:
            held.is_online = True
            if not (held.is_on and is_patient):
                self.network.switch_on(held)
        self._settle(ROSTER_SECONDS if is_patient else STEP_SECONDS)
        for held in here:
            mine = {
                one.get("scan_id") or one["registration_id"] for one in self.network.taken if one["phone"] == held.name
            }
            state = self.network.order("look", look=held.name)
            self.answers.check_phone(held, state, mine, knows_until=self.world.now if is_patient else self.calm_at)
        for held in self.network.held.values():
            self.network.switch_off(held)
        self.network.are_at_doors = False
        for _ in range(4):
            self.triggers.run_schedules(HOUR / 60)
            self.world.until(self.world.now + HOUR + 60)
            if self.triggers.is_quiet and not self.witness.mails.are_under_way:
                break
        self.check()
        self.witness.mails.check()
        if not self.triggers.is_quiet:
            raise Broken("the stream has records that nobody takes")
        if found := verify.recount(EVENT_ID).differences:
            raise Broken("; ".join(map(str, found)))
        self._check_waiting()
        self._check_gone()

    def _settle(self, at_least: float) -> None:
        """Wait until no phone has anything to send, and each has asked for the roster."""
        begun = self.world.now
        while self.network.held and self.world.now < begun + SETTLED_AFTER:
            self.world.until(self.world.now + STEP_SECONDS)
            mine = [name for name, held in self.network.held.items() if not (held.revoked_at or held.is_away)]
            is_done = not any(self.network.order("look", look=name)["counts"]["unsent"] for name in mine)
            if is_done and self.world.now > begun + at_least:
                return

    def _check_waiting(self) -> None:
        """Check that no free seat is kept from who waits for it, and no offer stands for ever."""
        now = datetime.fromtimestamp(self.world.now, UTC)
        programme = programmes.get(EVENT_ID)
        for atelier, seats in self.witness.seats.items():
            if (
                programme.offers_by_itself
                and now < programme.offers_end_at(atelier)
                and seats["taken"] < seats["capacity"]
                and seats.get("waiting", 0)
            ):
                raise Broken(f"a seat of {atelier} is free, and {seats['waiting']} wait for it")
        for person in self.witness.people.values():
            if overdue := [
                one for one in person.offers.values() if datetime.fromisoformat(one) < now - timedelta(hours=1)
            ]:
                raise Broken(f"an offer stands since {overdue}: {person.profile}")

    def _check_gone(self) -> None:
        """Check that what is erased is nowhere, and nobody comes back."""
        by_id = {person.profile["id"]: person for person in self.witness.people.values() if person.profile}
        for attendee_id in self.acts.cancelled | self.acts.erased:
            if not by_id[attendee_id].is_cancelled:
                raise Broken(f"{attendee_id} was told to be cancelled, and is not")
        table = str([item for item in self.world.engine.table.items.values() if not _is_notice(item)])
        for who in self.acts.people:
            if who.attendee_id in self.acts.erased and (found := re.search(who.words, table)):
                raise Broken(f"{who.attendee_id} is erased, and found: {table[found.start() - 300 : found.end() + 50]}")
        if self.world.now > at("13:00").timestamp() and (found := re.search(r"secret-\d+-\w+", table)):
            raise Broken(f"lunch has ended, and stored is: {table[found.start() - 300 : found.end()]}")
        if self.world.now > builders.programme().ends_at.timestamp() + HOUR:
            known = [person.profile for person in self.witness.people.values() if person.profile]
            if diets := [who["id"] for who in known if who["diet"] != "none"]:
                raise Broken(f"the day has ended, and stored are the diets of {diets}")

    def _end(self) -> None:
        """End the day: everybody leaves, the same question has the same answer, and no log tells of anybody."""
        if not self.acts.end_day():
            raise Broken("nobody can end the day")
        self.check()
        # Who was made to leave, and whom an organiser took back in, stays.
        mine = {
            scan_id
            for who in self.witness.people.values()
            for scan_id, scan in who.scans.items()
            if "undone_at" in scan
        }
        left = [who for who in self.witness.people.values() if not (who.scans.keys() & mine) - self.witness.sent.keys()]
        if inside := [who.profile for who in left if present(who.scans.values()).inside]:
            raise Broken(f"the day is ended, and inside are {inside}")
        self._check_expired()
        log = self.world.log.getvalue()
        told = [who.given.lower() for who in self.acts.people]
        told += ["quintefeuille", "@example.org", "secret-", "ligue", "vu, memo"]
        told += [*self.acts.secrets, self.acts.organiser, *(who.secret for who in self.acts.people if who.secret)]
        told += [text for text, (kind, *_rest) in self.witness.badges.items() if kind == "genuine"]
        if said := [text for text in told if text in log or text in log.lower()]:
            raise Broken(
                f"the log says {said[0]}: {[line for line in log.splitlines() if said[0] in line.lower()][:1]}"
            )

    def _check_expired(self) -> None:
        """Check that the staff's links end with the event, but for what phones still bring, and that for two days."""
        held = [one for one in self.network.held.values() if one.revoked_at is None]
        empty = {"scans": [], "sent_at": "2022-08-31T00:00:00Z"}
        for hours in (24, 73):
            self.world.until(max(self.world.now, (at("0:00") + timedelta(hours=hours)).timestamp()))
            answers = [self.world.ask("GET", "/api/roster", secret=one.secret) for one in held]
            answers += [self.world.ask("POST", "/api/scans", empty, one.secret) for one in held]
            answers.append(self.world.ask("GET", "/api/attendees", secret=self.acts.organiser))
            if any(answer is None or answer.status != 401 for answer in answers):
                raise Broken(f"a link works {hours} hours after the day began")


def _is_notice(item: Item) -> bool:
    """Whether an item keeps the address of somebody who may be gone: a mail to it does, for two days."""
    if "to" not in item or item["type"]["S"] != "mail":
        return False
    return int(item["purge_at"]["N"]) <= seconds(item["asked_at"]["S"]) + NOTICE_KEPT_SECONDS
