"""Why a registration is refused: a code for programs, a rule for the form or the line that words it itself."""

from enum import Enum, auto

from attendance.domain.problem import Problem, invalid


class RegistrationRefused(Problem):
    """A registration that the rules do not allow: `code` says which rule, `more` what to do about it."""


class RegistrationsClosed(RegistrationRefused):
    """The time for registering and for changing choices is over."""

    code = "registrations_closed"

    def __init__(self, detail: str = "Registrations have closed.", **more: str) -> None:
        super().__init__(self.code, detail, **more)


class AlreadyRegistered(RegistrationRefused):
    """The address belongs to somebody who is registered."""

    code = "already_registered"

    def __init__(self, detail: str = "Somebody is registered with this e-mail address.") -> None:
        super().__init__(self.code, detail)


class RegistrationCancelled(RegistrationRefused):
    """A registration that nobody can change any more."""

    code = "registration_cancelled"

    def __init__(self) -> None:
        super().__init__(self.code, "The registration was cancelled: register anew.")


class NoAddress(RegistrationRefused):
    """Somebody to whom no mail can be sent."""

    code = "no_address"

    def __init__(self) -> None:
        super().__init__(self.code, "This person has no e-mail address.")


class AtelierFull(RegistrationRefused):
    """An atelier has no seat left. `free` are the ateliers of the same slot with seats."""

    code = "atelier_full"

    def __init__(self, atelier: str, free: tuple[str, ...]) -> None:
        super().__init__(self.code, f"{atelier} has no seat left.", atelier=atelier, free=free)
        self.atelier, self.free = atelier, free


class Rule(Enum):
    """The rule that a choice breaks, for callers with their own wording."""

    KIND_OF_OTHERS = auto()
    ADDRESS_NEEDED = auto()
    UNKNOWN_ATELIER = auto()
    TWO_OF_A_SERIES = auto()
    FACILITATOR_WITHOUT_ATELIER = auto()
    ATELIER_OF_A_FACILITATOR = auto()
    NO_LUNCH_SERVED = auto()
    UNKNOWN_DIET = auto()
    DIET_WITHOUT_LUNCH = auto()
    STAND_WITHOUT_EXHIBITOR = auto()
    UNKNOWN_LANGUAGE = auto()
    WAITS_TWICE = auto()
    WAITS_FOR_CHOSEN = auto()
    SEAT_FREE = auto()
    WAIT_ENDED = auto()
    LAST_BADGE = auto()
    UNKNOWN_QUESTION = auto()
    NOT_ASKED = auto()
    ANSWER_NEEDED = auto()
    ANSWER_OF_ANOTHER_TYPE = auto()
    ANSWER_TOO_LONG = auto()
    ANSWER_UNPRINTABLE = auto()
    NOT_AMONG_CHOICES = auto()


class ImpossibleChoice(RegistrationRefused):
    """A choice that the programme does not offer: the `field` to correct, and the `atelier` in question, if any."""

    code = "invalid_request"

    def __init__(self, rule: Rule, field: str, message: str, atelier: str | None = None) -> None:
        problem = invalid(field, message)
        super().__init__(problem.code, str(problem), **problem.more)
        self.rule, self.field, self.message, self.atelier = rule, field, message, atelier
