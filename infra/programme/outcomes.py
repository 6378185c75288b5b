"""The small files in which a closed event says how its day went: written by `make close`, read by a programme file."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from attendance.domain.outcome import Attended, Outcome
from attendance.domain.prior import Arrived, wrong_with

type Count = Annotated[int, Field(ge=0, le=10_000_000)]


class OutcomeError(Exception):
    """A file that is none of an event's outcome."""


class _Table(BaseModel):
    # A later release may say more.
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Attended(_Table):
    booked: Count
    came: Count
    ate: Count

    @model_validator(mode="after")
    def _fewer_each(self) -> Self:
        if not self.ate <= self.came <= self.booked:
            raise ValueError("more ate than came, or came than booked")
        return self

    @property
    def told(self) -> Attended:
        return Attended(self.booked, self.came, self.ate)


class _Outcome(_Table):
    everybody: _Attended
    unbooked: Count
    arrivals: list[tuple[int, float]]
    servings: list[tuple[int, float]]
    kinds: dict[str, _Attended] = {}
    groups: dict[str, _Attended] = {}
    together: Annotated[float, Field(ge=1, le=20)] | None = None

    @model_validator(mode="after")
    def _curves_rise(self) -> Self:
        for curve in (self.arrivals, self.servings):
            minutes = [at for at, _ in curve]
            if curve and (minutes != sorted(set(minutes)) or wrong_with([share for _, share in curve])):
                raise ValueError("a curve does not rise from 0 to 1")
        return self


def written(outcome: Outcome, event_id: str) -> str:
    """Return the text that teaches the next event: counts and curves alone, shares to four places."""

    def curve(points: Sequence[Arrived]) -> list[list[float]]:
        return [[point.minutes_open, round(point.share, 4)] for point in points]

    def attended(one: Attended) -> dict[str, int]:
        return {"booked": one.booked, "came": one.came, "ate": one.ate}

    told: dict[str, Any] = {
        "event": event_id,
        "everybody": attended(outcome.everybody),
        "unbooked": outcome.unbooked,
        "together": outcome.together,
        "arrivals": curve(outcome.arrivals),
        "servings": curve(outcome.servings),
        "kinds": {kind: attended(one) for kind, one in outcome.kinds.items()},
        "groups": {size: attended(one) for size, one in outcome.groups.items()},
    }
    return json.dumps(told, indent=1) + "\n"


def read(path: Path) -> Outcome:
    """Return the outcome in a file. Raises OutcomeError."""
    try:
        told = _Outcome.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise OutcomeError(f"{path.name} cannot be read: {error.strerror}") from error
    except (ValidationError, ValueError) as error:
        raise OutcomeError(f"{path.name} is no outcome that make close has written") from error
    return Outcome(
        told.everybody.told,
        told.unbooked,
        tuple(Arrived(*point) for point in told.arrivals),
        tuple(Arrived(*point) for point in told.servings),
        {kind: one.told for kind, one in told.kinds.items()},
        {size: one.told for size, one in told.groups.items()},
        told.together,
    )
