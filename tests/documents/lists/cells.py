"""The ateliers that a list may name, and what is told of a cell that nobody can read."""

from dataclasses import replace

import pytest

from attendance.documents.lists.values import Unread
from attendance.domain.programme import Programme
from tests import builders

TITLES = (
    "Quels dispositifs pour stimuler l'innovation sociale ?",
    "Comment explorer son potentiel, seul ou à plusieurs ?",
    "Quel cadre de coopération : un programme de rupture.",
)
PROGRAMME: Programme = builders.programme(
    ateliers=tuple(replace(a, title=title) for a, title in zip(builders.programme().ateliers, TITLES, strict=True))
)


def wrong(read: object, *given: object, **more: object) -> str:
    with pytest.raises(Unread) as unread:
        read(*given, **more)  # type: ignore[operator]
    return unread.value.code
