"""Answers about exports and attestations: where a large file is, that it is being made, whether a code is genuine."""

from datetime import datetime
from typing import TypedDict


class FileLink(TypedDict):
    """Where to fetch a file without a pass, until when."""

    name: str
    url: str
    expires_at: datetime
    bytes: int


class BeingMade(TypedDict):
    """A file that takes longer than an answer may: ask again after as many seconds as `retry-after` tells."""

    name: str
    asked_at: datetime


class Verified(TypedDict):
    """Whether an attestation is genuine, and of which event; null for another than this deployment's."""

    genuine: bool
    event: str | None


class VerifiedName(Verified):
    """Whether it was issued to a name, too; null for one that is not genuine, or from before codes told of the name."""

    name_matches: bool | None
