"""Lines of a list, registered one by one: each gets an answer, and the same line again changes nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from attendance.domain import registration
from attendance.domain.attendee import Attendee
from attendance.domain.frozen import frozen
from attendance.domain.lists import LEAVE_OUT, REGISTER, WAIT, Remark
from attendance.domain.person import Seats
from attendance.domain.problem import Later
from attendance.domain.refusals import AlreadyRegistered, AtelierFull, ImpossibleChoice, Rule
from attendance.domain.registration import BookableSeats
from attendance.store import mailboxes, people, tallies
from attendance.store.retry import Deadline
from attendance.usecases import same_person
from attendance.usecases.caller import Registrar
from attendance.usecases.enrolment import enrol

_SAME_NAMES = 50
_OF_RULES = {
    Rule.TWO_OF_A_SERIES: "two_of_a_series",
    Rule.FACILITATOR_WITHOUT_ATELIER: "facilitator_without_atelier",
    Rule.NO_LUNCH_SERVED: "no_lunch_served",
    Rule.DIET_WITHOUT_LUNCH: "diet_without_lunch",
    Rule.STAND_WITHOUT_EXHIBITOR: "stand_without_exhibitor",
}


class Refused(Exception):
    """A line that registers nobody, for one reason."""

    def __init__(self, field: str, code: str, message: str, about: str | None = None) -> None:
        super().__init__(message)
        self.remark = Remark(field, code, message, about)


@frozen
class ListLine:
    """A line of a list, as far as it could be read. Its applicant is unknown if it has errors.

    `email` is the address as the list writes it.
    """

    number: int
    applicant: Attendee | None
    given_name: str | None
    family_name: str | None
    email: str
    errors: list[Remark]
    notes: list[Remark]
    status: str | None = None
    shares: bool = False


@frozen
class LineOutcome:
    """The outcome of a line, or in a dry run the expected one; see the answer of that name."""

    line: int
    outcome: str
    attendee_id: str | None
    given_name: str | None
    family_name: str | None
    who: str | None
    address: str | None
    errors: list[Remark]
    notes: list[Remark]


@dataclass(slots=True)
class Importing:
    """Some lines being imported. `seats` are those taken so far, including by the lines before them.

    `statuses` says what to do with a line whose status means that the person does not come, or not yet.
    """

    registrar: Registrar
    dry_run: bool
    notify: bool
    statuses: Mapping[str, str]
    seats: Counter[str]
    deadline: Deadline = field(default_factory=Deadline.from_now)
    lines: dict[str, int] = field(default_factory=dict)
    families: dict[str, set[str]] = field(default_factory=dict)
    namesakes: dict[str, int] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)

    @property
    def event_id(self) -> str:
        return self.registrar.event_id

    def bring(self, lines: Sequence[ListLine]) -> list[LineOutcome]:
        """Return the outcome of each line by itself; a line with errors is refused with all of them."""
        for wanted in (line.applicant for line in lines):
            if wanted and wanted.email:
                self.families.setdefault(wanted.email, set()).add(same_person.name(wanted))
        known = self._known([(line, line.applicant) for line in lines if line.applicant])
        asks_for_seats = self.dry_run or any(self._becomes(line) == WAIT for line in lines)
        seats = tallies.board(self.event_id).seats if asks_for_seats else {}
        return [self._brought(line, known, seats) for line in lines]

    def _becomes(self, line: ListLine) -> str:
        """Return what to do with a line by its status; register it without one."""
        return self.statuses[line.status] if line.status else REGISTER

    def _brought(
        self,
        line: ListLine,
        known: Mapping[str, Attendee],
        seats: Mapping[str, Seats],
    ) -> LineOutcome:
        result, wanted, becomes = _refused(line), line.applicant, self._becomes(line)
        if becomes == LEAVE_OUT:
            return replace(result, errors=[], outcome="left_out")
        if wanted is None:
            return result
        if becomes == WAIT:
            wanted = self._queued(wanted, seats)
            if not wanted.waiting:
                line.notes.append(Remark("waiting", "nothing_to_wait_for", "wants no atelier that is full"))
                return replace(result, outcome="left_out")
        result = replace(result, who=same_person.who(wanted), address=same_person.address(wanted))
        if self.deadline.is_over:
            return replace(result, outcome="later")
        try:
            self._check_once(line, wanted)
            attendee = self._earlier(line, wanted, known)
            is_erased = attendee is None and not self.erased.isdisjoint(same_person.ids(wanted))
            if attendee is None and not is_erased:
                attendee = self._registered(line, wanted, seats)
        except Refused as refused:
            return replace(result, errors=[refused.remark])
        except (AtelierFull, ImpossibleChoice, AlreadyRegistered) as refused:
            return replace(result, errors=[_remark(refused)])
        except Later:
            return replace(result, outcome="later")
        self.lines[same_person.on_a_list(wanted)] = line.number
        if is_erased:
            line.notes.append(Remark("", "erased", "was registered, and has been erased since"))
            return replace(result, outcome="known")
        if attendee is None:
            return replace(result, outcome="registered")
        if attendee.is_cancelled:
            line.notes.append(Remark("", "cancelled", "was registered, and has cancelled since"))
        is_new = attendee.registered_at == self.registrar.now
        return replace(result, outcome="registered" if is_new else "known", attendee_id=attendee.id)

    def _queued(self, wanted: Attendee, seats: Mapping[str, Seats]) -> Attendee:
        """Return a registration that waits for the full ateliers, and books the others."""
        bookable = BookableSeats(self.registrar.programme, self._left(seats), self.registrar.now)
        full = [a for a in wanted.ateliers if not bookable.free(a) and not bookable.has_ended(a)]
        booked = tuple(a for a in wanted.ateliers if a not in full)
        return replace(wanted, ateliers=booked, waiting=registration.queued((), full, self.registrar.now))

    def _left(self, seats: Mapping[str, Seats]) -> dict[str, Seats]:
        return {a: replace(there, taken=there.taken + self.seats[a]) for a, there in seats.items()}

    def _check_once(self, line: ListLine, wanted: Attendee) -> None:
        """Raise Refused if an earlier line named the same person; add a remark for a namesake."""
        earlier = self.lines.get(same_person.on_a_list(wanted))
        if earlier is not None:
            named = "email" if wanted.email else "family_name"
            raise Refused(named, "twice", "is on an earlier line already", str(earlier))
        namesake = self.namesakes.setdefault(same_person.name(wanted), line.number)
        if namesake != line.number:
            line.notes.append(Remark("family_name", "namesake", "has a namesake on an earlier line", str(namesake)))

    def _known(self, lines: Sequence[tuple[ListLine, Attendee]]) -> dict[str, Attendee]:
        """Return the people who have one of the addresses, or were registered by such a line, in three queries."""
        emails = [wanted.email for _, wanted in lines if wanted.email]
        found = mailboxes.registered_as(
            self.event_id,
            emails,
            [
                *([same_person.registration_id(wanted)] for _, wanted in lines),
                *(same_person.former_ids(w.email, line.email) for line, w in lines if w.email),
            ],
        )
        attendees = people.attendees(self.event_id, filter(None, found.values()))
        self.erased = {name for name, attendee_id in found.items() if attendee_id is None}
        return {name: attendees[attendee_id] for name, attendee_id in found.items() if attendee_id in attendees}

    def _earlier(self, line: ListLine, wanted: Attendee, known: Mapping[str, Attendee]) -> Attendee | None:
        """Return the person who is already registered by this line. Raises Refused if others have the address.

        Two people of one name and no address are the same, if everything else that distinguishes them is
        equal.
        """
        if before := known.get(same_person.registration_id(wanted)):
            return before
        if wanted.email:
            holder, before = known.get(wanted.email), known.get(same_person.former_id(wanted.email))
            if holder and same_person.name(holder) == same_person.name(wanted):
                return holder
            if before and (before.email != wanted.email or same_person.name(before) == same_person.name(wanted)):
                return before
            if holder is None or same_person.name(holder) in self.families[wanted.email]:
                return None
            if not line.shares:
                raise Refused("email", "already_registered", "is the address of somebody who is registered already")
            line.notes.append(Remark("email", "shares_address", "is the address of somebody else too"))
            return None
        alike = people.search(self.event_id, f"{wanted.family_name} {wanted.given_name}", _SAME_NAMES)
        identity = same_person.identity(wanted)
        return next((a for a in alike if not a.is_cancelled and same_person.identity(a) == identity), None)

    def _registered(self, line: ListLine, wanted: Attendee, seats: Mapping[str, Seats]) -> Attendee | None:
        """Return the person registered; None in a dry run that would register somebody."""
        if not self.dry_run:
            shares = line.shares or len(self.families.get(wanted.email or "", ())) > 1
            how = {"notify": self.notify, "shares": shares, "is_brought": True}
            sent_as = same_person.registration_id(wanted)
            return enrol(self.registrar, wanted, sent_as, deadline=self.deadline, **how).attendee
        registration.register(wanted, self.registrar.programme, self._left(seats))
        self.seats.update(wanted.ateliers)
        return None


def _refused(line: ListLine) -> LineOutcome:
    names = line.given_name, line.family_name
    return LineOutcome(line.number, "refused", None, *names, None, None, line.errors, line.notes)


def _remark(refused: AtelierFull | ImpossibleChoice | AlreadyRegistered) -> Remark:
    match refused:
        case AtelierFull():
            return Remark("ateliers", "atelier_full", str(refused), refused.atelier)
        case AlreadyRegistered():
            return Remark("email", "already_registered", "Somebody is registered with this address already.")
    return Remark(refused.field, _OF_RULES.get(refused.rule, "invalid"), refused.message)
