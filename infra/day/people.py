"""The invented people who play the day, as the example list describes them."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
        return body | ({"email": self.email} if self.email else {})


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
