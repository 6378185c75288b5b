"""Lines of a list, registered one by one: each is answered, and the same line again changes nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from pydantic import ValidationError

from attendance.domain import registration
from attendance.domain.attendee import Attendee
from attendance.domain.lists import LEAVE_OUT, WAIT
from attendance.domain.person import Seats
from attendance.domain.refusals import AlreadyRegistered, AtelierFull, ImpossibleChoice, Rule
from attendance.domain.registration import AlreadyRegistered, AtelierFull, ImpossibleChoice, Market
from attendance.edge import same_person
from attendance.edge.answers.imports import LineResult, Remark
from attendance.edge.messages.addresses import NOT_AN_ADDRESS
from attendance.edge.messages.imports import StatusesMessage
from attendance.edge.messages.lines import LinkedError
from attendance.edge.messages.registrations import RegistrationMessage
from attendance.store import email_claims, people, tallies
from attendance.store.retry import Later, Patience
from attendance.usecases import same_person
from attendance.usecases.caller import Registrar
from attendance.usecases.enrolment import enrol

_SAME_NAMES = 50
_MISSING = ("missing", "is missing")
_TOO_LONG = ("too_long", "is too long")
# What the registration's message may find in a text that could be read.
_CODES = {
    "missing": _MISSING,
    "string_too_short": _MISSING,
    "too_short": _MISSING,
    "string_too_long": _TOO_LONG,
    "too_long": _TOO_LONG,
    NOT_AN_ADDRESS: (NOT_AN_ADDRESS, "is not an e-mail address"),
    "value_error": ("unprintable", "holds a character that cannot be printed"),
}
_LINKED = ("linked", "holds a web address")
_OF_RULES = {
    Rule.TWO_OF_A_SERIES: "two_of_a_series",
    Rule.FACILITATOR_WITHOUT_ATELIER: "facilitator_without_atelier",
    Rule.NO_LUNCH_SERVED: "no_lunch_served",
    Rule.DIET_WITHOUT_LUNCH: "diet_without_lunch",
    Rule.STAND_WITHOUT_EXHIBITOR: "stand_without_exhibitor",
}
_NAMES = {"given_name", "family_name"}
_WHOLE_NAMES = {"name", "name_family_first"}


class Refused(Exception):
    """A line that registers nobody, for one reason."""

    def __init__(self, field: str, code: str, message: str, about: str | None = None) -> None:
        super().__init__(message)
        self.remark = Remark(field=field, code=code, message=message, about=about)


class Said(NamedTuple):
    """What a line of a list says, as far as it could be read."""

    line: int
    told: Mapping[str, Any]
    errors: list[Remark]
    notes: list[Remark]
    status: str | None = None
    shares: bool = False


@dataclass(slots=True)
class Importing:
    """Some lines on their way in. `seats` are those that they take so far, with the lines before them."""

    registrar: Registrar
    dry_run: bool
    notify: bool
    statuses: StatusesMessage
    seats: Counter[str]
    patience: Patience = field(default_factory=Patience.of)
    lines: dict[str, int] = field(default_factory=dict)
    families: dict[str, set[str]] = field(default_factory=dict)
    namesakes: dict[str, int] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)

    @property
    def event_id(self) -> str:
        return self.registrar.event_id

    def bring(self, lines: Sequence[Said]) -> list[LineResult]:
        """Return what becomes of lines, each by itself; one with errors is refused with all of them."""
        read = [(said, _message(said)) for said in lines]
        for _, wanted in read:
            if wanted and wanted.email:
                self.families.setdefault(wanted.email, set()).add(same_person.name(wanted))
        known = self._known((said, wanted) for said, wanted in read if wanted)
        asks_for_seats = self.dry_run or any(self.statuses.of(said.status) == WAIT for said in lines)
        seats = tallies.board(self.event_id).seats if asks_for_seats else {}
        return [self._brought(said, wanted, known, seats) for said, wanted in read]

    def _brought(
        self,
        said: Said,
        wanted: RegistrationMessage | None,
        known: Mapping[str, Attendee],
        seats: Mapping[str, Seats],
    ) -> LineResult:
        result = _result(said)
        becomes = self.statuses.of(said.status)
        if becomes == LEAVE_OUT:
            return {**result, "errors": [], "outcome": "left_out"}
        if wanted is None:
            return result
        if becomes == WAIT:
            wanted = self._queued(wanted, seats)
            if not wanted.waiting:
                result["notes"].append(_told("waiting", "nothing_to_wait_for", "wants no atelier that is full"))
                return {**result, "outcome": "left_out"}
        result["who"] = same_person.who(wanted)
        result["address"] = same_person.address(wanted)
        if self.patience.is_over:
            return {**result, "outcome": "later"}
        try:
            self._check_once(said, wanted)
            attendee = self._earlier(said, wanted, known)
            is_erased = attendee is None and not self.erased.isdisjoint(same_person.ids(wanted))
            if attendee is None and not is_erased:
                attendee = self._registered(said, wanted, seats)
        except Refused as refused:
            return {**result, "errors": [refused.remark]}
        except (AtelierFull, ImpossibleChoice, AlreadyRegistered) as refused:
            return {**result, "errors": [_remark(refused)]}
        except Later:
            return {**result, "outcome": "later"}
        self.lines[same_person.on_a_list(wanted)] = said.line
        if is_erased:
            result["notes"].append(_told("", "erased", "was registered, and has been erased since"))
            return {**result, "outcome": "known"}
        if attendee is None:
            return {**result, "outcome": "registered"}
        if attendee.is_cancelled:
            result["notes"].append(_told("", "cancelled", "was registered, and has cancelled since"))
        is_new = attendee.registered_at == self.registrar.now
        return {**result, "outcome": "registered" if is_new else "known", "attendee_id": attendee.id}

    def _queued(self, wanted: RegistrationMessage, seats: Mapping[str, Seats]) -> RegistrationMessage:
        """Return a registration that waits for the ateliers which are full, and books the others."""
        market = Market(self.registrar.programme, self._left(seats), self.registrar.now)
        full = [a for a in wanted.ateliers if not market.free(a) and not market.has_ended(a)]
        booked = tuple(a for a in wanted.ateliers if a not in full)
        return wanted.model_copy(update={"ateliers": booked, "waiting": tuple(full)})

    def _left(self, seats: Mapping[str, Seats]) -> dict[str, Seats]:
        return {a: replace(there, taken=there.taken + self.seats[a]) for a, there in seats.items()}

    def _check_once(self, said: Said, wanted: RegistrationMessage) -> None:
        """Raise Refused for somebody whom a line before has named; note a namesake of theirs."""
        earlier = self.lines.get(same_person.on_a_list(wanted))
        if earlier is not None:
            named = "email" if wanted.email else "family_name"
            raise Refused(named, "twice", "is on an earlier line already", str(earlier))
        namesake = self.namesakes.setdefault(same_person.name(wanted), said.line)
        if namesake != said.line:
            said.notes.append(_told("family_name", "namesake", "has a namesake on an earlier line", str(namesake)))

    def _known(self, lines: Iterable[tuple[Said, RegistrationMessage]]) -> dict[str, Attendee]:
        """Return who is registered with an address, or was by such a line before, in three questions for all lines."""
        each = list(lines)
        emails = [wanted.email for _, wanted in each if wanted.email]
        found = email_claims.registered_as(
            self.event_id,
            emails,
            [
                *([same_person.registration_id(wanted)] for _, wanted in each),
                *(same_person.former_ids(w.email, said.told["email"]) for said, w in each if w.email),
            ],
        )
        attendees = people.attendees(self.event_id, filter(None, found.values()))
        self.erased = {name for name, attendee_id in found.items() if attendee_id is None}
        return {name: attendees[attendee_id] for name, attendee_id in found.items() if attendee_id in attendees}

    def _earlier(self, said: Said, wanted: RegistrationMessage, known: Mapping[str, Attendee]) -> Attendee | None:
        """Return who is registered like this already. Raises Refused for an address of whom the list does not name.

        Two people of one name and no address are one, if all else that tells them apart is the same.
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
            if not said.shares:
                raise Refused("email", "already_registered", "is the address of somebody who is registered already")
            said.notes.append(_told("email", "shares_address", "is the address of somebody else too"))
            return None
        alike = people.search(self.event_id, f"{wanted.family_name} {wanted.given_name}", _SAME_NAMES)
        identity = same_person.identity(wanted)
        return next((a for a in alike if not a.is_cancelled and same_person.identity(a) == identity), None)

    def _registered(self, said: Said, wanted: RegistrationMessage, seats: Mapping[str, Seats]) -> Attendee | None:
        """Return the person registered; None for whom only a dry run would register."""
        if not self.dry_run:
            line = same_person.registration_id(wanted)
            shares = said.shares or len(self.families.get(wanted.email or "", ())) > 1
            how = {"notify": self.notify, "shares": shares}
            return enrol(self.registrar, wanted, brought_as=line, patience=self.patience, **how).attendee
        attendee = wanted.attendee("dry-run", self.registrar.now)
        registration.register(attendee, self.registrar.programme, self._left(seats))
        self.seats.update(wanted.ateliers)
        return None


def _result(said: Said) -> LineResult:
    return LineResult(
        line=said.line,
        outcome="refused",
        attendee_id=None,
        given_name=said.told.get("given_name"),
        family_name=said.told.get("family_name"),
        who=None,
        address=None,
        errors=said.errors,
        notes=said.notes,
    )


def _message(said: Said) -> RegistrationMessage | None:
    """Return a line as a registration; None where it has errors, with what is wrong added to what is known to be."""
    try:
        wanted = RegistrationMessage.model_validate({**said.told, "consent": True})
    except ValidationError as error:
        blamed = {remark["field"] for remark in said.errors}
        if blamed & _WHOLE_NAMES:
            blamed |= _NAMES
        for wrong in error.errors(include_url=False, include_input=False):
            named = str(wrong["loc"][0]) if wrong["loc"] else ""
            if named not in blamed:
                is_linked = isinstance(wrong.get("ctx", {}).get("error"), LinkedError)
                code, message = _LINKED if is_linked else _CODES.get(wrong["type"], ("invalid", wrong["msg"]))
                said.errors.append(_told(named, code, message))
        return None
    return None if said.errors else wanted


def _remark(refused: AtelierFull | ImpossibleChoice | AlreadyRegistered) -> Remark:
    match refused:
        case AtelierFull():
            return _told("ateliers", "atelier_full", str(refused), refused.atelier)
        case AlreadyRegistered():
            return _told("email", "already_registered", "Somebody is registered with this address already.")
    return _told(refused.field, _OF_RULES.get(refused.rule, "invalid"), refused.message)


def _told(field: str, code: str, message: str, about: str | None = None) -> Remark:
    return Remark(field=field, code=code, message=message, about=about)
