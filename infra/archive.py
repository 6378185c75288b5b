"""An event's archive, in one zip: its tables and sheets, fetched over the API."""

import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from attendance.domain import instant
from attendance.domain.programme import Programme
from attendance.store import items
from attendance.vocabulary.codes import PROBLEMS
from infra.server import OK, Server, StoppedError

EXPORTS = (
    "attendance.xlsx",
    "attendance.csv",
    "scans.csv",
    "signatures.pdf?recorded=true",
    "report.pdf",
    "statistics.csv",
    "statistics.json",
    "order.pdf",
)
MANIFEST = "manifest.json"
NOT_FOUND = PROBLEMS["not_found"][0]
# It holds names: only its maker may read it on this machine.
PRIVATE = 0o600


def files(server: Server, programme: Programme) -> Iterator[tuple[str, bytes]]:
    """Go through the files of an archive, by name. Raises StoppedError."""
    for export in EXPORTS:
        yield server.file(f"/api/exports/{export}")
    acts = _acts(server)
    if acts is not None:
        yield "acts.json", _text(acts)
    yield "programme.json", _text(items.of(programme))


def check_no_loss(path: Path, people: int) -> None:
    """Raise StoppedError if the existing archive has more people than are left: after the purge it is all there is."""
    earlier = _people(path)
    if earlier > people:
        raise StoppedError(f"{path} has {earlier} people, and {people} are left: it stays. Move it to make another.")


def _people(path: Path) -> int:
    """Return how many people an archive has; none, if it is missing or unreadable."""
    try:
        with zipfile.ZipFile(path) as packed:
            return int(json.loads(packed.read(MANIFEST))["people"])
    except (FileNotFoundError, zipfile.BadZipFile, KeyError, ValueError):
        return 0


def write(path: Path, content: Mapping[str, bytes], programme: Programme, people: int, now: datetime) -> None:
    """Write an archive replacing an earlier one, with hashes that show later changes of its files."""
    manifest = {
        "event": programme.event.id,
        "closed_at": instant.text(programme.closed_at) if programme.closed_at else None,
        "made_at": instant.text(now),
        "people": people,
        "files": [
            {"name": name, "bytes": len(held), "sha256": sha256(held).hexdigest()} for name, held in content.items()
        ],
    }
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    with (
        os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE), "wb") as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for name, held in {**content, MANIFEST: _text(manifest)}.items():
            packed.writestr(name, held)
    draft.replace(path)


def _acts(server: Server) -> list[Any] | None:
    """Return the journal of the staff's acts, the newest first; None from a server without one."""
    acts: list[Any] = []
    before: str | None = ""
    while before is not None:
        status, page = server.ask("GET", f"/api/acts?before={before}" if before else "/api/acts")
        if status == NOT_FOUND and not before:
            return None
        if status != OK:
            raise StoppedError(f"The journal is answered {status}: {page.get('detail')}")
        acts += page["acts"]
        before = page["next"]
    return acts


def _text(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
