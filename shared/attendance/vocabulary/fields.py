"""The fields of a registration: what each holds, when it is asked, and where else it goes.

Messages, forms, lists, tables, mails and pages go through these instead of naming each. What a field is called
stands in each language's words, under its name.
"""

from dataclasses import dataclass

from attendance.vocabulary.codes import CLOSING, Group
from attendance.vocabulary.limits import ADDRESS_CHARACTERS

TEXT, ADDRESS, TICK, CHOICE, ATELIERS = "text", "address", "tick", "choice", "ateliers"

# The parts of a form, in its order. The ateliers' fields are by slot.
YOU, COMING_AS, SERIES, ON_THE_DAY, LANGUAGE = "you", "coming_as", "ateliers", "on_the_day", "language"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a registration.

    `needed` by the public form; walk-ins and people from lists may lack more. `depends_on` a tick, or on a choice
    and what is chosen (`kind=exhibitor`); `offered_with` what a day may lack. Of ateliers, as many as there are slots.
    """

    name: str
    type: str
    part: str
    longest: int | None = None
    needed: bool = False
    offered_with: str | None = None
    depends_on: str | None = None
    at_the_desk: bool = False
    """Whether a volunteer asks walk-ins."""
    autocomplete: str = "off"
    choices: tuple[str, ...] = ()
    """Of a choice that is the same at every event; kinds, diets and languages are the event's."""


FIELDS = (
    Field("given_name", TEXT, YOU, 80, needed=True, at_the_desk=True, autocomplete="given-name"),
    Field("family_name", TEXT, YOU, 80, needed=True, at_the_desk=True, autocomplete="family-name"),
    Field("email", ADDRESS, YOU, ADDRESS_CHARACTERS, needed=True, at_the_desk=True, autocomplete="email"),
    Field("organisation", TEXT, YOU, 200, at_the_desk=True, autocomplete="organization"),
    Field("kind", CHOICE, COMING_AS, at_the_desk=True),
    Field("stand", TEXT, COMING_AS, 80, depends_on="kind=exhibitor"),
    Field("ateliers", ATELIERS, SERIES, at_the_desk=True),
    Field("waiting", ATELIERS, SERIES),
    Field("lunch", TICK, ON_THE_DAY, offered_with=Group.LUNCH, at_the_desk=True),
    Field("diet", CHOICE, ON_THE_DAY, offered_with=Group.LUNCH, depends_on="lunch", at_the_desk=True),
    Field("village", TICK, ON_THE_DAY, offered_with=Group.VILLAGE),
    Field("drink", TICK, ON_THE_DAY, offered_with=CLOSING),
    Field("language", CHOICE, LANGUAGE),
)

_BY_NAME = {field.name: field for field in FIELDS}


def longest(name: str) -> int:
    """Return how many characters a field may have."""
    bound = _BY_NAME[name].longest
    if bound is None:
        raise LookupError(f"{name} has no bound")
    return bound


def names(*types: str, part: str | None = None) -> tuple[str, ...]:
    """Return the names of the fields of some types, of any if none is named; of one part only, if it is."""
    return tuple(f.name for f in FIELDS if (not types or f.type in types) and part in (None, f.part))
