"""What people chose and another programme has no place for, or calls otherwise: questions, choices, diets, kinds."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from attendance.documents import localised
from attendance.domain.attendee import Attendee
from attendance.domain.programme import Programme
from attendance.domain.questions import fitting
from attendance.domain.texts import OWN, Text
from attendance.domain.wording import comparable
from attendance.vocabulary.codes import NO_DIET, Kind

type Thing = tuple[str, ...]
"""What may be chosen: the sort of it, and its ids."""

QUESTION, CHOICE, DIET, KIND = "question", "choice", "diet", "kind"


@dataclass(frozen=True, slots=True)
class Parting:
    """How many people chose what a wanted programme `drops`, and what it `renames`."""

    stored: Programme
    wanted: Programme
    drops: Counter[Thing] = field(default_factory=Counter)
    renames: Counter[Thing] = field(default_factory=Counter)

    @classmethod
    def of(cls, stored: Programme, wanted: Programme, people: Iterable[Attendee]) -> "Parting":
        """Compare what everybody chose. Nobody who was erased has chosen anything."""
        before, after = _called(stored), _called(wanted)
        renamed = {thing for thing in before.keys() & after.keys() if _differ(before[thing], after[thing])}
        parting = cls(stored, wanted)
        for attendee in people:
            parting.drops.update(_dropped(attendee, left_of(attendee, wanted)))
            parting.renames.update(thing for thing in _chosen(attendee) if thing in renamed)
        return parting

    @property
    def drops_in_words(self) -> str:
        return ", ".join(
            f"{thing[-1]} ({count} people {'answered' if thing[0] == QUESTION else 'chose'} it)"
            for thing, count in sorted(self.drops.items())
        )

    @property
    def renames_in_words(self) -> str:
        before, after = _called(self.stored), _called(self.wanted)
        return ", ".join(
            f"{thing[-1]} ({_shown(before[thing])} is now {_shown(after[thing])}, {count} people chose it)"
            for thing, count in sorted(self.renames.items())
        )


def may_part(stored: Programme, wanted: Programme) -> bool:
    """Whether two programmes offer or call anything differently, so that everybody is to be looked at."""
    return _called(stored) != _called(wanted) or stored.questions != wanted.questions


def left_of(attendee: Attendee, wanted: Programme) -> Attendee:
    """Return somebody with what they chose, as far as a programme has a place for it."""
    diet = attendee.diet if wanted.offers_diet(attendee.diet) else NO_DIET
    return replace(attendee, answers=fitting(wanted.questions, attendee.answers), diet=diet)


def _dropped(attendee: Attendee, left: Attendee) -> Iterator[Thing]:
    yield from ((QUESTION, answer.question) for answer in attendee.answers if answer not in left.answers)
    if attendee.diet != left.diet:
        yield DIET, attendee.diet


def _chosen(attendee: Attendee) -> Iterator[Thing]:
    if attendee.erased_at is not None:
        return
    yield KIND, attendee.kind
    if attendee.lunch or attendee.diet != NO_DIET:
        yield DIET, attendee.diet
    for answer in attendee.answers:
        yield QUESTION, answer.question
        yield from ((CHOICE, answer.question, value) for value in answer.values)


def _called(programme: Programme) -> dict[Thing, Text]:
    """Return what everything that may be chosen is called, by language."""
    called: dict[Thing, Text] = {}
    for question in programme.questions:
        called[QUESTION, question.id] = _spoken(question.label, programme)
        called |= {(CHOICE, question.id, one.id): _spoken(one.label, programme) for one in question.choices}
    diets = DIET, [diet.id for diet in programme.diets], programme.diets, localised.diet
    for sort, ids, labelled, usual in (diets, (KIND, Kind, programme.kinds, localised.kind)):
        own = {one.id: _spoken(one.label, programme) for one in labelled}
        for one in ids:
            called[sort, one] = own.get(one) or {
                spoken: usual(one, programme, spoken) for spoken in programme.languages
            }
    return called


def _spoken(label: Text, programme: Programme) -> Text:
    """Return a label as it is written, what is written whoever reads under the event's own language."""
    return {programme.language if language == OWN else language: text for language, text in label.items()}


def _differ(before: Text, after: Text) -> bool:
    """Whether a label says something else in some language, not only with other accents, capitals or signs."""
    return any(comparable(before[language]) != comparable(after[language]) for language in before.keys() & after.keys())


def _shown(label: Mapping[str, str]) -> str:
    return " / ".join(repr(text) for text in dict.fromkeys(label.values()))
