"""Why a registration is refused, for who tells it: to programs by its code, on a form or beside a line by its rule."""

from dataclasses import dataclass
from enum import Enum, auto


class RegistrationRefused(Exception):
    """A registration that the rules do not allow. `code` says which rule, the rest what to do about it."""

    code: str


class RegistrationsClosed(RegistrationRefused):
    """Registrations have closed."""

    code = "registrations_closed"


class AlreadyRegistered(RegistrationRefused):
    """Somebody is registered with this e-mail address."""

    code = "already_registered"


class RegistrationCancelled(RegistrationRefused):
    """The registration was cancelled: register anew."""

    code = "registration_cancelled"


@dataclass(eq=False)
class AtelierFull(RegistrationRefused):
    """An atelier has no seat left. `free` are those of the same slot that have."""

    atelier: str
    free: tuple[str, ...]
    code = "atelier_full"

    def __str__(self) -> str:
        return f"{self.atelier} has no seat left."


class Rule(Enum):
    """What a choice goes against, for who says it in words of their own."""

    KIND_OF_OTHERS = auto()
    ADDRESS_NEEDED = auto()
    UNKNOWN_ATELIER = auto()
    TWO_OF_A_SERIES = auto()
    FACILITATOR_WITHOUT_ATELIER = auto()
    ATELIER_OF_A_FACILITATOR = auto()
    NO_LUNCH_SERVED = auto()
    DIET_WITHOUT_LUNCH = auto()
    STAND_WITHOUT_EXHIBITOR = auto()
    WAITS_TWICE = auto()
    WAITS_FOR_CHOSEN = auto()
    SEAT_FREE = auto()
    WAIT_ENDED = auto()
    LAST_BADGE = auto()


@dataclass(eq=False)
class ImpossibleChoice(RegistrationRefused):
    """A choice that the programme does not offer. `field` is the one to mend, `atelier` the one it is about, if any."""

    rule: Rule
    field: str
    message: str
    atelier: str | None = None
    code = "invalid_request"

    def __str__(self) -> str:
        return self.message
