"""The phones: each uploads its scans in its own order, all phones at the same time."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha512
from typing import Any

from attendance.domain import badge
from attendance.vocabulary.limits import SCANS_AT_ONCE
from infra.day.actions import BY_HAND, FORGED, OTHER_EVENT, UNREADABLE, Action, Cancel, Scan, Settle, Undo, WalkIn
from infra.day.connection import Connection, UnexpectedAnswer
from infra.day.differences import Difference
from infra.day.expected_verdicts import ExpectedVerdict, ExpectedVerdicts
from infra.day.pace import Pace
from infra.day.registrations import Registrations
from infra.day.tally import Answered, Ledger

MOST_LIVE = 4
LATER_ATTEMPTS = 5
ELSEWHERE = "autre-forum-2022"


@dataclass(slots=True)
class Turns:
    """Makes a person's actions reach the server in the order of the script, whatever the phone.

    A live scan's verdict depends on what is known at that moment; without this, it would depend on
    which phone was faster.
    """

    after: dict[int, int] = field(default_factory=dict)
    done: defaultdict[int, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))

    @classmethod
    def of(cls, actions: Sequence[Action]) -> "Turns":
        turns, last = cls(), dict[int, int]()
        for action in actions:
            if action.who is not None:
                if action.who in last:
                    turns.after[action.number] = last[action.who]
                last[action.who] = action.number
        return turns

    def is_due(self, action: Action) -> bool:
        before = self.after.get(action.number)
        return before is None or self.done[before].is_set()

    async def wait(self, batch: Sequence[Action]) -> None:
        own = {action.number for action in batch}
        for action in batch:
            before = self.after.get(action.number)
            if before is not None and before not in own:
                await self.done[before].wait()


def _lasting(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer without what is forgotten of a person when lunch or the day ends, maybe in between."""
    return {**answer, "diet": None, "attendee": {**(answer["attendee"] or {}), "notes": None}}


class Phones:
    """Plays the script's actions, checks each answer, and records what stands."""

    def __init__(
        self,
        connection: Connection,
        registrations: Registrations,
        expected: ExpectedVerdicts,
        pace: Pace,
        event_id: str,
        secrets: dict[str, str],
    ) -> None:
        self.connection = connection
        self.registrations = registrations
        self.ledger: Ledger = registrations.ledger
        self.expected = expected
        self.pace = pace
        self.event_id = event_id
        self.secrets = secrets
        self.answers: dict[str, dict[str, Any]] = {}
        self.brought: defaultdict[str, list[Scan]] = defaultdict(list)
        self.outboxes: dict[str, int] = {}
        self.scans = 0
        self.differences: list[Difference] = []

    async def play(self, actions: Sequence[Action], on_played: Callable[[datetime], None]) -> None:
        """Play some actions to their end, all phones in parallel."""
        turns, queues = Turns.of(actions), defaultdict[str, deque[Action]](deque)
        for action in actions:
            queues[action.phone].append(action)

        async def hold(queue: deque[Action]) -> None:
            while queue:
                await self.pace.until(queue[0].sent)
                batch = self._next(queue, turns)
                await turns.wait(batch)
                waiting = sum(isinstance(a, Scan) and a.sent == batch[0].sent for a in queue)
                await self._act(batch, outbox=waiting)
                for action in batch:
                    turns.done[action.number].set()
                    on_played(action.sent)

        async with asyncio.TaskGroup() as phones:
            for queue in queues.values():
                phones.create_task(hold(queue))

    def _next(self, queue: deque[Action], turns: Turns) -> list[Action]:
        """Take a phone's next request: an upload, or the live scans whose turn it is."""
        batch = [queue.popleft()]
        first = batch[0]
        if not isinstance(first, Scan) or first.unseen:
            return batch
        while queue and isinstance(following := queue[0], Scan) and not following.unseen:
            uploaded = first.offline is not None and following.offline is not None and following.sent == first.sent
            is_due = turns.is_due(following) and self.pace.has_come(following.sent)
            live = first.offline is None and following.offline is None and is_due
            if not (uploaded or live) or len(batch) >= (SCANS_AT_ONCE if uploaded else MOST_LIVE):
                break
            batch.append(queue.popleft())
        return batch

    async def _act(self, batch: Sequence[Action], outbox: int) -> None:
        match batch[0]:
            case Scan():
                await self._bring([scan for scan in batch if isinstance(scan, Scan)], outbox)
            case Undo() as undo:
                await self._undo(undo)
            case Settle() as settle:
                await self._post(settle, "settle", {"note": "Seen at both desks"})
                self.ledger.scans[settle.scan_id] = replace(self.ledger.scans[settle.scan_id], settled=True)
            case Cancel() as cancel:
                await self.registrations.cancel(cancel.who)
            case WalkIn() as walk_in:
                await self.registrations.register(walk_in.person, self.secrets[walk_in.phone])

    async def _bring(self, scans: list[Scan], outbox: int) -> None:
        """Upload scans, and again if the script says so: the answers must be the same."""
        phone = scans[0].phone
        if scans[0].unseen:
            await self._send(phone, [replace(scans[0], offline=None)], outbox)
        await self._send(phone, scans, outbox)
        self.brought[phone] += scans
        if any(scan.again for scan in scans):
            await self.repeat(phone, scans)

    async def _send(self, phone: str, scans: list[Scan], outbox: int) -> None:
        for scan, result in zip(scans, await self._results(phone, scans, outbox), strict=True):
            self.answers[scan.scan_id] = result
            self._check(scan, result)
            self.ledger.add(Answered(scan, result["verdict"], tuple(result["conflicts"])))

    async def repeat(self, phone: str, scans: list[Scan]) -> None:
        """Upload answered scans again; every answer must be the stored one."""
        for scan, result in zip(scans, await self._results(phone, scans, 0), strict=True):
            first = self.answers[scan.scan_id]
            if _lasting(first) != _lasting(result):
                self._differs(scan, "answered again", first, result)

    async def _results(self, phone: str, scans: list[Scan], outbox: int) -> list[dict[str, Any]]:
        """Return the answers to scans, in order. A scan answered "later" is sent later."""
        found: dict[str, dict[str, Any]] = {}
        for attempt in range(LATER_ATTEMPTS):
            waiting = [scan for scan in scans if scan.scan_id not in found]
            if not waiting:
                break
            await asyncio.sleep(attempt * 0.2)
            body = {
                "sent_at": self.pace.hour().isoformat(timespec="milliseconds"),
                "device": f"day-{phone}",
                "outbox": outbox,
                "scans": [self._body(scan) for scan in waiting],
            }
            answer = await self.connection.get("POST", "/api/scans", 200, self.secrets[phone], body)
            self.outboxes[phone] = outbox
            self.scans += len(waiting)
            for result in answer["results"]:
                if not result.get("problem", {}).get("retry"):
                    found[result["scan_id"]] = result
        refused = [result["problem"] for result in found.values() if "problem" in result]
        if refused or len(found) < len(scans):
            raise UnexpectedAnswer(f"{phone} brought {len(scans)} scans; not judged: {refused or 'later, for ever'}")
        return [found[scan.scan_id] for scan in scans]

    def _body(self, scan: Scan) -> dict[str, Any]:
        """Return a scan as a phone sends it."""
        body = {
            "scan_id": scan.scan_id,
            "checkpoint": scan.checkpoint,
            "direction": scan.direction,
            "at": scan.at.isoformat(timespec="milliseconds"),
            "override": scan.override,
            "offline": scan.offline,
        }
        if scan.carries == BY_HAND and scan.who is not None:
            return body | {"attendee_id": self.ledger.people[scan.who].attendee_id}
        if scan.who is not None:
            return body | {"badge": self.registrations.registered.badges[scan.who]}
        imitated = self.ledger.people[scan.imitates].attendee_id if scan.imitates is not None else ""
        return body | {"badge": _strange(scan, self.event_id, imitated)}

    def _check(self, scan: Scan, result: dict[str, Any]) -> None:
        """Compare an answer with the expected one."""
        answered = ExpectedVerdict(
            result["verdict"], result["server_verdict"], frozenset(result["conflicts"]), result["moved_from"]
        )
        expected = self.expected[scan.scan_id, scan.offline is not None]
        if answered != expected:
            self._differs(scan, "answered", expected, answered)
        shown = (result["attendee"] or {}).get("id")
        known = self.ledger.people[scan.who].attendee_id if scan.who is not None else None
        if shown != known:
            self._differs(scan, "recognised", known, shown)

    def _differs(self, scan: Scan, how: str, expected: object, found: object) -> None:
        who = (self.ledger.people[scan.who].label,) if scan.who is not None else ()
        self.differences.append(Difference(f"scan {scan} {how}", expected, found, who))

    async def _undo(self, undo: Undo) -> None:
        """Undo a scan. A second undo must get the same answer as the first."""
        first = await self._post(undo, "undo")
        second = await self._post(undo, "undo")
        if first["undone_at"] != second["undone_at"]:
            what = f"{undo.scan_id} undone again"
            self.differences.append(Difference(what, first["undone_at"], second["undone_at"]))
        self.ledger.scans[undo.scan_id] = replace(self.ledger.scans[undo.scan_id], undone=True)

    async def _post(self, action: Undo | Settle, what: str, body: Any = None) -> Any:
        attendee_id = self.ledger.people[action.who].attendee_id if action.who is not None else "stranger"
        path = f"/api/attendees/{attendee_id}/scans/{action.scan_id}/{what}"
        return await self.connection.get("POST", path, 200, self.secrets[action.phone], body)


def _strange(scan: Scan, event_id: str, imitated: str) -> str:
    """Return the text that a stranger's scan reads, always the same for one scan."""
    noise = sha512(scan.scan_id.encode()).digest()
    if scan.carries == UNREADABLE:
        return f"https://example.org/menu?{noise.hex()[:8]}"
    attendee_id = imitated if scan.carries == FORGED else badge.attendee_id(noise[: badge.ID_BYTES])
    event = ELSEWHERE if scan.carries == OTHER_EVENT else event_id
    return badge.text(event, attendee_id, badge.FIRST_ISSUE, noise)
