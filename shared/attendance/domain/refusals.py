"""Why a registration is refused, for who tells it: to programs by its code, on a form or beside a line by its rule."""

from enum import Enum, auto

from attendance.domain.problem import Problem, invalid


class RegistrationRefused(Problem):
    """A registration that the rules do not allow. `code` says which rule, the rest what to do about it."""


class RegistrationsClosed(RegistrationRefused):
    """The time is over in which anybody registers, or changes their choices."""

    code = "registrations_closed"

    def __init__(self, detail: str = "Registrations have closed.", **more: str) -> None:
        super().__init__(self.code, detail, **more)


class AlreadyRegistered(RegistrationRefused):
    """An address that is somebody's already."""

    code = "already_registered"

    def __init__(self, detail: str = "Somebody is registered with this e-mail address.") -> None:
        super().__init__(self.code, detail)


class RegistrationCancelled(RegistrationRefused):
    """A registration that nobody can change any more."""

    code = "registration_cancelled"

    def __init__(self) -> None:
        super().__init__(self.code, "The registration was cancelled: register anew.")


class AtelierFull(RegistrationRefused):
    """An atelier has no seat left. `free` are those of the same slot that have."""

    code = "atelier_full"

    def __init__(self, atelier: str, free: tuple[str, ...]) -> None:
        super().__init__(self.code, f"{atelier} has no seat left.", atelier=atelier, free=free)
        self.atelier, self.free = atelier, free


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


class ImpossibleChoice(RegistrationRefused):
    """A choice that the programme does not offer. `field` is the one to mend, `atelier` the one it is about, if any."""

    code = "invalid_request"

    def __init__(self, rule: Rule, field: str, message: str, atelier: str | None = None) -> None:
        told = invalid(field, message)
        super().__init__(told.code, str(told), **told.more)
        self.rule, self.field, self.message, self.atelier = rule, field, message, atelier
