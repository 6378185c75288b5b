"""Import a phone's saved outbox: python -m infra.import_scans outbox.json.

Everything is sent as the phone would have sent it, by scan_id and registration_id. So it may be
repeated: the server answers recorded scans again, and nothing counts twice.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import batched
from pathlib import Path
from typing import Any

import httpx

from attendance.vocabulary.limits import SCANS_AT_ONCE
from infra import outbox, target
from infra.outbox import Outbox, OutboxError, SavedScan
from infra.server import Server, StoppedError
from infra.target import NoTargetError

STRANGER = "stranger"

type Result = dict[str, Any]


@dataclass(slots=True)
class Report:
    """The outcome of a file so far."""

    verdicts: Counter[str] = field(default_factory=Counter)
    registered: int = 0
    undone: int = 0
    conflicts: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def add(self, who: str, result: Result, *, is_undone: bool = False) -> None:
        """Count an answered scan. Undoing a scan removes its conflicts from the organisers' list."""
        self.verdicts[result["verdict"]] += 1
        self.undone += is_undone
        if result["conflicts"] and not is_undone:
            self.conflicts.append(f"{who}: {', '.join(result['conflicts'])}")

    def refuse(self, who: str, problem: dict[str, Any]) -> None:
        self.refused.append(f"{who}: {problem.get('code')}: {problem.get('detail')}")


class Importer:
    """Sends one outbox to the server."""

    def __init__(self, saved: Outbox, server: Server) -> None:
        self.saved = saved
        self.server = server
        self.report = Report()
        self.ahead = timedelta()

    def bring(self) -> None:
        """Send everything. Raises StoppedError; what was sent until then stays, and is in the report."""
        self._meet()
        self._bring(self.saved.scans)
        self._bring(self._entries())

    def _meet(self) -> None:
        """Check that the pass is an organiser's of the file's event, and learn the server's clock.

        Only the roster has both: a pass knows its event.
        """
        status, roster = self.server.ask("GET", "/api/roster")
        if status != 200 or "pass" not in roster:
            raise StoppedError(f"The server gives no roster: {roster.get('detail', status)}")
        if roster["event"] != self.saved.event:
            raise StoppedError(f"The file is of {self.saved.event}, and this pass of {roster['event']}.")
        if roster["pass"]["role"] != "organiser":
            raise StoppedError(f"Importing takes an organiser's pass; this is a {roster['pass']['role']}'s.")
        self.ahead = datetime.fromisoformat(roster["server_time"]) - datetime.now().astimezone()

    def _bring(self, scans: Iterable[SavedScan]) -> None:
        for some in batched(scans, SCANS_AT_ONCE, strict=False):
            results = self._recorded([saved.scan for saved in some])
            for saved in some:
                self._note(saved, results[_id(saved.scan)])

    def _recorded(self, scans: Sequence[dict[str, Any]]) -> dict[str, Result]:
        """Return the answer, or the problem, of each scan by its id."""
        found: dict[str, Result] = {}
        last = ""
        for _ in self.server.attempts():
            waiting = [scan for scan in scans if _id(scan) not in found]
            status, answer = self.server.ask("POST", "/api/scans", self._batch(waiting))
            if status != 200:
                # One scan spoils the whole request: the others are recorded anyway.
                return found | (self._alone(waiting) if len(waiting) > 1 else {_id(waiting[0]): {"problem": answer}})
            for result in answer["results"]:
                if result.get("problem", {}).get("retry"):
                    last = f"`{result['problem']['code']}`"
                else:
                    found[result["scan_id"]] = result
            if all(_id(scan) in found for scan in scans):
                return found
        raise StoppedError(f"The server does not take it now, again and again: {last}.")

    def _alone(self, scans: Iterable[dict[str, Any]]) -> dict[str, Result]:
        return {name: result for scan in scans for name, result in self._recorded([scan]).items()}

    def _batch(self, scans: Sequence[dict[str, Any]]) -> dict[str, Any]:
        sent_at = datetime.now().astimezone() + self.ahead
        phone = {"device": self.saved.device, "name": self.saved.phone}
        return {"sent_at": sent_at.isoformat(timespec="milliseconds"), **phone, "scans": scans}

    def _note(self, saved: SavedScan, result: Result) -> None:
        """Note a scan's answer, after undoing it if the volunteer wanted that."""
        who = _who(saved)
        if "problem" in result:
            self.report.refuse(who, result["problem"])
            return
        is_undone = False
        if saved.undo:
            attendee_id = (result["attendee"] or {"id": STRANGER})["id"]
            status, answer = self.server.ask("POST", f"/api/attendees/{attendee_id}/scans/{result['scan_id']}/undo")
            is_undone = status == 200
            if not is_undone:
                self.report.refuse(f"{who}, to be taken back", answer)
        self.report.add(who, result, is_undone=is_undone)

    def _entries(self) -> Iterator[SavedScan]:
        """Register the people whom the phone could not, and return the scan that let each of them in."""
        for walk_in in self.saved.registrations:
            body = {**walk_in.body, "registration_id": walk_in.registration_id}
            status, answer = self.server.ask("POST", "/api/attendees", body)
            if status != 201:
                self.report.refuse(f"{walk_in.name}, to be registered", answer)
                continue
            self.report.registered += 1
            yield walk_in.entry(answer["attendee_id"])


def _id(scan: dict[str, Any]) -> str:
    return str(scan["scan_id"])


def _who(saved: SavedScan) -> str:
    return f"{saved.name or 'Somebody'} at {saved.scan.get('checkpoint')}, {saved.scan.get('at')}"


def report_lines(saved: Outbox, report: Report) -> Iterator[str]:
    """Return the lines of a file's report."""
    refused_before = sum(scan.refused is not None for scan in saved.scans)
    yield f"{saved.phone or saved.device}, saved at {saved.saved_at}:"
    yield f"  {len(saved.scans)} scans, {refused_before} of them refused before; {len(saved.registrations)} walk-ins"
    yield from (f"  {verdict:16} {count:5}" for verdict, count in report.verdicts.most_common())
    yield f"  {'registered':16} {report.registered:5}"
    yield f"  {'taken back':16} {report.undone:5}"
    yield f"  {'with a conflict':16} {len(report.conflicts):5}"
    yield from (f"    {line}" for line in report.conflicts)
    yield f"  {'refused':16} {len(report.refused):5}"
    yield from (f"    {line}" for line in report.refused)


def main(
    arguments: list[str],
    transport: httpx.BaseTransport | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> int:
    """Return 0 if all is recorded, 1 if some was refused, 2 if it could not be done."""
    parser = argparse.ArgumentParser(prog="import_scans", description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="what the phone saved")
    chosen = parser.parse_args(arguments)
    try:
        saved = outbox.read(chosen.file)
        api = target.api()
    except (OutboxError, NoTargetError) as refused:
        print(refused, file=sys.stderr)
        return 2
    with Server(api.origin, api.secret, transport, sleep) as server:
        importer = Importer(saved, server)
        try:
            importer.bring()
        except StoppedError as stopped:
            print(f"{stopped}\nWhat is listed here is recorded; run this again for the rest.", file=sys.stderr)
            return 2
        finally:
            for line in report_lines(saved, importer.report):
                print("".join(c if c.isprintable() else "?" for c in line))
    return 1 if importer.report.refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
