"""The expected verdict of each scan: the rules of the door, written a second time, from what README promises."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from attendance.domain.programme import Programme
from infra.day.actions import FORGED, OTHER_EVENT, OUT, UNKNOWN, UNREADABLE, Action, Cancel, Phone, Scan, Undo, WalkIn
from infra.day.people import Person
from infra.day.tally import (
    ENTRANCE,
    INS,
    LUNCH,
    VILLAGE,
    Answered,
    Ledger,
    Presence,
    is_booked,
    presence,
    seat_takers,
)

CLOCK_TOLERANCE = timedelta(minutes=5)
STRANGERS = {
    UNREADABLE: "unreadable",
    OTHER_EVENT: "other_event",
    FORGED: "forged_badge",
    UNKNOWN: "unknown_badge",
}


@dataclass(frozen=True, slots=True)
class ExpectedVerdict:
    """The part of an answer that follows from earlier events."""

    verdict: str
    server_verdict: str | None
    conflicts: frozenset[str]
    moved_from: str | None


type ExpectedVerdicts = dict[tuple[str, bool], ExpectedVerdict]
"""By scan_id, and whether the phone had decided by itself: a replaced answer is expected twice."""


def expected_verdicts(
    actions: Iterable[Action], people: Iterable[Person], phones: Iterable[Phone], programme: Programme, clock: datetime
) -> ExpectedVerdicts:
    """Go through the day in the order in which it reaches the server, whose clock stands at `clock`."""
    judge = Judge(
        Ledger({person.number: person for person in people}),
        programme,
        frozenset(phone.id for phone in phones if phone.supervisor),
        clock,
    )
    expected: ExpectedVerdicts = {}
    ledger = judge.ledger
    for action in actions:
        match action:
            case Scan():
                forms = (replace(action, offline=None), action) if action.unseen else (action,)
                for form in forms:
                    answer = judge.answer(form)
                    expected[form.scan_id, form.offline is not None] = answer
                    ledger.add(Answered(form, answer.verdict, tuple(answer.conflicts)))
            case Undo():
                ledger.scans[action.scan_id] = replace(ledger.scans[action.scan_id], undone=True)
            case Cancel():
                ledger.people[action.who] = replace(ledger.people[action.who], is_cancelled=True)
            case WalkIn():
                ledger.people[action.who] = action.person
    return expected


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges scans by what is promised, from the content of the ledger."""

    ledger: Ledger
    programme: Programme
    supervisors: frozenset[str]
    clock: datetime

    def answer(self, scan: Scan) -> ExpectedVerdict:
        facts = self.ledger.facts(scan.who, besides=scan.scan_id)
        # A phone that asks wants the present state; one that decided is judged by what came before.
        before = [fact for fact in facts if (fact.scan.at, fact.scan.scan_id) < (scan.at, scan.scan_id)]
        history = presence(facts if scan.offline is None else before)
        own = self._opinion(scan, history)
        verdict = scan.offline or own
        return ExpectedVerdict(
            verdict=verdict,
            server_verdict=own if own != verdict else None,
            conflicts=frozenset(self._conflicts(scan, own, facts)),
            moved_from=history.atelier if verdict == "moved" and self._leaves_another(scan, history) else None,
        )

    def _opinion(self, scan: Scan, history: Presence) -> str:
        if scan.who is None:
            return STRANGERS[scan.carries]
        if scan.direction == OUT:
            return "left"
        person = self.ledger.people[scan.who]
        if person.is_cancelled:
            return "cancelled"
        if history.is_at(scan.checkpoint):
            return "already_admitted"
        door = self.programme.checkpoint(scan.checkpoint)
        if door and scan.at < door.opens_at:
            return "too_early"
        if door and scan.at > door.closes_at:
            return "too_late"
        if not is_booked(person, scan.checkpoint):
            if not scan.override:
                return "not_booked"
            if scan.phone not in self.supervisors and self._is_full(scan.checkpoint):
                return "full"
        return "moved" if self._leaves_another(scan, history) else "admitted"

    def _is_full(self, checkpoint: str) -> bool:
        atelier = self.programme.atelier(checkpoint)
        return atelier is not None and len(seat_takers(self.ledger, checkpoint)) >= atelier.capacity

    def _leaves_another(self, scan: Scan, history: Presence) -> bool:
        here, there = self.programme.atelier(scan.checkpoint), self.programme.atelier(history.atelier or "")
        return here is not None and there is not None and here != there and here.slot == there.slot

    def _conflicts(self, scan: Scan, own: str, facts: Sequence[Answered]) -> Iterable[str]:
        entered = scan.offline in INS
        if scan.at > self.clock + CLOCK_TOLERANCE:
            yield "clock"
        if self._was_accepted(scan) and not (entered or scan.offline == "left"):
            yield "withdrawn"
        if own in STRANGERS.values() and (entered or scan.offline == "left"):
            yield "unknown_badge"
        if scan.who is None:
            return
        if scan.offline in ("admitted", "moved") and _is_double(scan, facts):
            yield "double_admission"
        if entered and own in ("not_booked", "cancelled"):
            yield own
        if entered and own in ("too_early", "too_late"):
            yield "closed"
        if entered and self._exceeds(scan, facts):
            yield "over_capacity"

    def _was_accepted(self, scan: Scan) -> bool:
        """Whether this scan was answered before, and let somebody in or out."""
        answered = self.ledger.scans.get(scan.scan_id)
        return answered is not None and answered.is_fact

    def _exceeds(self, scan: Scan, facts: Sequence[Answered]) -> bool:
        """Whether a phone gave somebody a seat that was not left."""
        if scan.who is None or is_booked(self.ledger.people[scan.who], scan.checkpoint):
            return False
        if scan.phone in self.supervisors and scan.override:
            return False
        mine = Answered(scan, scan.offline or "")
        then = presence(sorted([*facts, mine], key=lambda a: (a.scan.at, a.scan.scan_id)))
        rises = then.atelier == scan.checkpoint and presence(facts).atelier != scan.checkpoint
        return rises and self._is_full(scan.checkpoint)


def _is_double(scan: Scan, facts: Sequence[Answered]) -> bool:
    """Whether somebody is admitted here twice, without having left in between."""
    moment = (scan.at, scan.scan_id)
    before = [fact.scan for fact in facts if (fact.scan.at, fact.scan.scan_id) < moment]
    after = [fact.scan for fact in facts if (fact.scan.at, fact.scan.scan_id) > moment]
    return _reaches_coming_in(reversed(before), scan.checkpoint) or _reaches_coming_in(after, scan.checkpoint)


def _reaches_coming_in(scans: Iterable[Scan], here: str) -> bool:
    for scan in scans:
        there = scan.checkpoint
        if there == here and scan.direction != OUT:
            return True
        if here in (LUNCH, VILLAGE):
            continue
        if scan.direction == OUT and there in (ENTRANCE, here):
            return False
        entered_another = scan.direction != OUT and there not in (ENTRANCE, LUNCH, VILLAGE)
        if here != ENTRANCE and entered_another:
            return False
    return False
