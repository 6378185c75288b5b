"""What people tell the caterer, by question: apart from the questions, which a door answers with."""

from collections.abc import Iterable
from typing import NotRequired, TypedDict

from attendance.domain.catering import Wish
from attendance.domain.texts import in_language
from attendance.edge.answers.questions import ChoiceShown, choices


class WishCounts(TypedDict):
    choices: NotRequired[list[ChoiceShown]]
    counts: NotRequired[dict[str, int]]


class WishTexts(TypedDict):
    texts: NotRequired[list[str]]


class WishShown(WishCounts, WishTexts):
    """What people tell the caterer: by answer how many of them, or in their own words."""

    question: str
    label: str


def shown(wished: Iterable[Wish], language: str) -> list[WishShown]:
    """Return what the caterer is told."""
    return [
        {
            "question": wish.question.id,
            "label": in_language(wish.question.label, language),
            **(_counted(wish, language) if wish.question.is_counted else _written(wish)),
        }
        for wish in wished
    ]


def _counted(wish: Wish, language: str) -> WishCounts:
    return {"choices": choices(wish.question, language), "counts": dict(wish.counts)}


def _written(wish: Wish) -> WishTexts:
    return {"texts": list(wish.texts)}
