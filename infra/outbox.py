"""The file in which a phone saves, as a last resort, the scans that the server has not answered.

Only the file's structure is checked here. Single scans are left to the server, which answers each
on its own: a wrong one must not keep the others out.
"""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from attendance.domain import instant
from attendance.domain.typed_text import printable

LARGEST_BYTES = 64 * 1024 * 1024
MOST_ERRORS = 20


class OutboxError(Exception):
    """A file that cannot be imported. The text lists everything that is wrong with it."""


def _moment(given: object) -> object:
    instant.moment(given)
    return given


def _named(scan: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(scan.get("scan_id"), str) or not re.fullmatch(r"[A-Za-z0-9_-]{8,64}", scan["scan_id"]):
        raise ValueError("needs a scan_id, by which its answer is known")
    return scan


# Sent on unchanged: the moment is checked, not parsed.
type Moment = Annotated[str, BeforeValidator(_moment)]
type Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class Part(BaseModel):
    """Shared by all parts of the file: no unknown key, and no value that only resembles the right type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class SavedScan(Part):
    """A scan with what the phone knows of it. `refused` is the problem that refused it, if any."""

    scan: Annotated[dict[str, Any], AfterValidator(_named)]
    name: str | None
    refused: dict[str, Any] | None
    undo: bool


class SavedRegistration(Part):
    """A person registered on the spot, and let in at a checkpoint."""

    registration_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{16,64}$")]
    body: dict[str, Any]
    at: Moment
    checkpoint: Id

    @property
    def name(self) -> str:
        return " ".join(str(self.body.get(part) or "") for part in ("given_name", "family_name")).strip()

    def entry(self, attendee_id: str) -> SavedScan:
        """Return the scan that let them in, now that they have an id. The scan's own id is the same at each import."""
        scan = {
            "scan_id": self.registration_id,
            "attendee_id": attendee_id,
            "checkpoint": self.checkpoint,
            "direction": "in",
            "at": self.at,
            "offline": "admitted",
        }
        return SavedScan(scan=scan, name=self.name, refused=None, undo=False)


class Outbox(Part):
    """A phone's outbox, as it was saved."""

    format: Literal["pointage-outbox"]
    version: Literal[1]
    event: str
    device: Id
    phone: Annotated[str, Field(max_length=60), AfterValidator(printable)]
    saved_at: Moment
    scans: tuple[SavedScan, ...] = Field(strict=False)
    registrations: tuple[SavedRegistration, ...] = Field(strict=False)

    @model_validator(mode="after")
    def _names_each_once(self) -> Self:
        ids = [*(s.scan["scan_id"] for s in self.scans), *(r.registration_id for r in self.registrations)]
        if twice := next((name for name, count in Counter(ids).items() if count > 1), None):
            raise ValueError(f"{twice} is there twice")
        return self


def read(path: Path) -> Outbox:
    """Return the outbox in a file. Raises OutboxError."""
    try:
        return Outbox.model_validate(_content(path))
    except ValidationError as error:
        wrong = [
            f"- {'.'.join(str(part) for part in e['loc']) or 'the file'}: {e['msg']}"
            for e in error.errors(include_url=False, include_context=False, include_input=False)
        ]
        more = [f"- and {len(wrong) - MOST_ERRORS} more"] if len(wrong) > MOST_ERRORS else []
        errors = "\n".join([*wrong[:MOST_ERRORS], *more])
        raise OutboxError(f"{path} is not a phone's outbox, or was changed since it was saved:\n{errors}") from None


def _content(path: Path) -> Any:
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise OutboxError(f"{path} has {size:,} bytes; an outbox has at most {LARGEST_BYTES:,}.")
        content = path.read_bytes()
    except OSError as error:
        raise OutboxError(f"{path} cannot be read: {error.strerror}.") from None
    try:
        return json.loads(content, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise OutboxError(f"{path} is not JSON, or not all of it is there: {error}.") from None


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
