"""An attendee: a registered person, what they booked, and how little of it a door shows."""

from dataclasses import field, fields, replace
from datetime import datetime

from attendance.domain.frozen import frozen
from attendance.domain.programme import FRENCH, LUNCH, Checkpoint, Programme, is_atelier
from attendance.domain.questions import Answer
from attendance.vocabulary.codes import NO_DIET, Kind
from attendance.vocabulary.limits import CODE_CHARACTERS

FIRST_GENERATION = 1


@frozen
class Waiting:
    """A place in the waiting list of a full atelier. While an offer stands, a seat is held for the person."""

    atelier: str
    since: datetime
    offered_until: datetime | None = None

    @property
    def is_offered(self) -> bool:
        return self.offered_until is not None


@frozen
class Address:
    """An address besides the current one, by its number: pending, or left and restorable `until` a time."""

    email: str
    number: int
    until: datetime | None = None


@frozen
class Attendee:
    """A registered person.

    `signatures` holds the badge signature of every issue, the first issue first; the last one is the
    valid badge. `brought_as` names the line of the list that brought the person. `released` are
    ateliers that they had booked but did not come to, so that the seat was given back. `opened_at` is
    when somebody first followed a link that was mailed to the current address; a pending address
    becomes the current one in the same way. The `memo` is the staff's, about the person. Erasing removes
    everything personal.
    """

    id: str
    registered_at: datetime
    given_name: str | None = None
    family_name: str | None = None
    email: str | None = None
    organisation: str = ""
    kind: str = Kind.PARTICIPANT
    stand: str = ""
    ateliers: tuple[str, ...] = ()
    lunch: bool = False
    diet: str = NO_DIET
    village: bool = False
    drink: bool = False
    language: str = FRENCH
    signatures: tuple[bytes, ...] = field(default=(), repr=False)
    pass_generation: int = FIRST_GENERATION
    cancelled_at: datetime | None = None
    waiting: tuple[Waiting, ...] = ()
    erased_at: datetime | None = None
    brought_as: str | None = None
    released: tuple[str, ...] = ()
    opened_at: datetime | None = None
    address_number: int = 0
    pending: Address | None = None
    # A list brought them with the address of somebody else who is registered.
    shares_email: bool = False
    answers: tuple[Answer, ...] = ()
    memo: str = ""
    memo_at_doors: bool = False

    def has_left(self, before: "Attendee") -> bool:
        """Whether the person has given up the mailbox of `before`."""
        return before.email is not None and not is_same_mailbox(self.email, before.email)

    def in_our_words(self) -> "Attendee":
        """Return a registration without texts that the person typed, except the name: safe to mail to a stranger."""
        return replace(self, organisation="", stand="", answers=())

    @property
    def told(self) -> "Attendee":
        """What the phones at doors may be told of the person, and nothing else."""
        return Attendee(**{name: getattr(self, name) for name in _TOLD})

    @property
    def is_unconfirmed(self) -> bool:
        """Whether they hold seats although nobody ever followed a link that was mailed to their address.

        People from a list are known to the organiser who brought it.
        """
        return self.email is not None and not (self.is_cancelled or self.opened_at or self.brought_as)

    @property
    def code(self) -> str:
        """The short code printed on the badge."""
        return self.id[:CODE_CHARACTERS]

    @property
    def issue(self) -> int:
        """The number of the valid badge; earlier ones were replaced."""
        return len(self.signatures)

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def short_name(self) -> str | None:
        """First name and initial: enough for a volunteer to recognise a person."""
        if self.given_name is None or self.family_name is None:
            return None
        return f"{self.given_name} {self.family_name[:1].upper()}.".strip()

    @property
    def name(self) -> str | None:
        """The whole name, for organisers and the person."""
        if self.given_name is None or self.family_name is None:
            return None
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def bookings(self) -> tuple[str, ...]:
        """The ateliers booked; a cancelled person has no booking."""
        return () if self.is_cancelled else self.ateliers

    @property
    def offers(self) -> tuple[str, ...]:
        """The ateliers in which a seat is held for the person, who has not taken it yet."""
        return tuple(w.atelier for w in self.waiting if w.is_offered)

    @property
    def queues(self) -> tuple[str, ...]:
        """The ateliers in whose waiting lists the person is, without an offer so far."""
        return tuple(w.atelier for w in self.waiting if not w.is_offered)

    def is_booked(self, checkpoint_id: str) -> bool:
        """Whether the person needs no override here.

        Speakers are booked in every atelier, without holding a seat there.
        """
        if self.is_cancelled:
            return False
        if checkpoint_id == LUNCH:
            return self.lunch
        return not is_atelier(checkpoint_id) or self.kind == Kind.SPEAKER or checkpoint_id in self.ateliers

    def had_booked(self, atelier: str) -> bool:
        """Whether the person holds a seat in an atelier, or held one that was given back."""
        return not self.is_cancelled and (atelier in self.ateliers or atelier in self.released)

    def would_walk_in(self, checkpoint_id: str) -> bool:
        """Whether entering here means entering without a booking. Only ateliers and meals are booked."""
        return (is_atelier(checkpoint_id) or checkpoint_id == LUNCH) and not self.is_booked(checkpoint_id)

    def moved_to(self, atelier: str, programme: Programme) -> "Attendee":
        """Return somebody who chose an atelier in the place of the one of its series."""
        others = (booked for booked in self.ateliers if programme.group(booked) != programme.group(atelier))
        return self if atelier in self.ateliers else replace(self, ateliers=(*others, atelier))

    def booked_in_slot(self, checkpoint: Checkpoint, programme: Programme) -> tuple[str, ...]:
        """The ateliers booked in a checkpoint's slot: where to send someone who is at the wrong door."""
        return tuple(a for a in self.bookings if programme.group(a) == checkpoint.group)


_NAMES = [each.name for each in fields(Attendee)]
CHOSEN = (*_NAMES[_NAMES.index("given_name") : _NAMES.index("signatures")], "waiting")
"""What people say of themselves, and what they choose: from their name to their language, and where they wait."""
# Answers to any question: by the programme, doors may come to be told of another.
_TOLD = (
    *("id", "registered_at", "given_name", "family_name", "organisation", "kind", "ateliers", "lunch", "diet"),
    *("signatures", "cancelled_at", "answers", "memo", "memo_at_doors"),
)
TICKS = tuple(each.name for each in fields(Attendee) if each.name in CHOSEN and each.type is bool)


def is_same_mailbox(one: str | None, other: str | None) -> bool:
    """Whether two addresses belong to one mailbox, whatever their case."""
    return one is not None and other is not None and one.casefold() == other.casefold()
