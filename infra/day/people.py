"""The invented people who play the day, as the example list describes them."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from attendance.domain.questions import Question

# What most people leave empty, and what some write there.
RARELY_ANSWERED = ("text", "long_text", "choices")
WRITTEN = ("Arachide", "Fruits à coque", "Lactose", "Crustacés")
PUBLIC = ("participant", "exhibitor")
SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented: their registration at some moment of the day.

    `number` is their name in the script; `attendee_id` is known once they are registered.
    """

    number: int
    given_name: str
    family_name: str
    email: str = ""
    organisation: str = ""
    kind: str = "participant"
    ateliers: tuple[str, ...] = ()
    lunch: bool = False
    diet: str = "none"
    village: bool = False
    drink: bool = False
    language: str = "fr"
    answers: Mapping[str, Any] = field(default_factory=dict)
    is_cancelled: bool = False
    attendee_id: str = ""

    @property
    def label(self) -> str:
        """Their name in a list of people, so that they can be found again."""
        return f"{self.given_name} {self.family_name} ({self.attendee_id or self.number})"

    @property
    def form(self) -> dict[str, Any]:
        """The registration they send. The `registration_id` makes a second sending harmless."""
        body = {
            "given_name": self.given_name,
            "family_name": self.family_name,
            "organisation": self.organisation,
            "kind": self.kind,
            "ateliers": list(self.ateliers),
            "lunch": self.lunch,
            "diet": self.diet,
            "village": self.village,
            "drink": self.drink,
            "language": self.language,
            "consent": True,
            "registration_id": f"day-registration-{self.number:06}",
        }
        more = {"email": self.email, "answers": dict(self.answers)}
        return body | {name: given for name, given in more.items() if given}


def read(path: Path) -> list[Person]:
    """Return the people of a list, numbered in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_person(number, row) for number, row in enumerate(csv.DictReader(file))]


def walk_ins(people: Sequence[Person], ateliers: Sequence[str]) -> list[Person]:
    """Return people who never registered and come anyway: new names made of known ones."""
    return [
        Person(len(people) + n, people[n].given_name, people[-n - 1].family_name, ateliers=(atelier,), lunch=n % 2 == 0)
        for n, atelier in enumerate(ateliers)
    ]


def answering(person: Person, questions: Iterable[Question]) -> Person:
    """Return somebody with answers to some of an event's own questions: by their number, the same each time."""
    turns = ((question, person.number + at) for at, question in enumerate(questions))
    asked = ((question, turn) for question, turn in turns if question.is_asked_of(person.kind))
    return replace(person, answers={q.id: _answer(q, turn) for q, turn in asked if _is_answered(q, turn)})


def _is_answered(question: Question, turn: int) -> bool:
    return turn % 7 == 0 if question.type in RARELY_ANSWERED else turn % 3 > 0


def _answer(question: Question, turn: int) -> Any:
    match question.type:
        case "yes_no":
            return turn % 4 > 0
        case "number":
            return turn
        case "date":
            return f"2022-08-{turn % 28 + 1:02}"
        case "choice":
            return question.codes[turn % len(question.codes)]
        case "choices":
            return sorted(
                {question.codes[n % len(question.codes)] for n in (turn, turn // 7)}, key=question.codes.index
            )
    return WRITTEN[turn % len(WRITTEN)]


def _person(number: int, row: dict[str, str]) -> Person:
    return Person(
        number=number,
        given_name=row["given_name"],
        family_name=row["family_name"],
        email=row["email"],
        organisation=row["organisation"],
        kind=row["kind"],
        ateliers=tuple(row["ateliers"].split()),
        lunch=row["lunch"] == "true",
        diet=row["diet"],
        village=row["village"] == "true",
        drink=row["drink"] == "true",
        language=row["language"],
    )
