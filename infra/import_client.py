"""Sends a list to the API: first all of it for trial, then the lines that are right, at most a hundred a call."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from attendance.documents.lists import columns
from attendance.documents.lists.columns import Column
from attendance.documents.lists.table import Line, Table
from attendance.domain.lists import MOST_AT_ONCE
from attendance.domain.programme import Atelier
from infra import import_words as words
from infra.server import Json, Server, StoppedError

# A body has at most 512 KiB.
MOST_BYTES = 400_000
# A request is refused for what is in it: one line may spoil it.
OF_THE_LINES = (413, 422)
ATELIER = ("id", "number", "slot", "title", "summary", "room", "capacity")

type Advance = Callable[[int], None]


class ImportClient:
    """Sends one list. What was answered to each line stands in `results`, by the line's number."""

    def __init__(
        self,
        server: Server,
        table: Table,
        *,
        notify: bool,
        statuses: Mapping[str, str] | None = None,
        shares: bool = False,
    ) -> None:
        self.server = server
        self.table = table
        self.notify = notify
        self.statuses = dict(statuses or {})
        self.shares = shares
        self.ateliers = self._ateliers()
        self.columns: Sequence[Column] = ()
        self.results: dict[int, Json] = {}
        self.registered = 0
        # The lines that were refused for trial.
        self.foreseen: frozenset[int] = frozenset()

    def count(self, outcome: str) -> int:
        return sum(result["outcome"] == outcome for result in self.results.values())

    @property
    def reasons(self) -> dict[int, list[str]]:
        """What is wrong, by line."""
        return {n: self._told(r["errors"], words.LINES) for n, r in sorted(self.results.items()) if r["errors"]}

    @property
    def notes(self) -> dict[int, list[str]]:
        """What should be known, by line, of those that are right."""
        told = {n: r["notes"] for n, r in sorted(self.results.items()) if r.get("notes") and not r["errors"]}
        return {number: self._told(notes, words.NOTES) for number, notes in told.items()}

    @property
    def left_out(self) -> Counter[str]:
        """How many lines are left out, by what their status says."""
        left = [r for r in self.results.values() if r["outcome"] == "left_out"]
        return Counter(note["code"] for r in left for note in r["notes"] if note["code"].startswith("status_"))

    def rehearse(self, advance: Advance) -> None:
        """Try every line; nobody is registered. Raises StoppedError."""
        whole = [line for line in self.table.lines if not line.problem]
        for line in self.table.lines:
            if line.problem:
                self.results[line.number] = _refused(line.number, line.problem)
                advance(1)
        seats: Json = {}
        for some in self._parts(whole):
            seats = self._ask(some, advance, dry_run=True, seats=seats)
        self._compare()
        self.foreseen = frozenset(self.reasons)

    def register(self, advance: Advance) -> None:
        """Register those who would be. Raises StoppedError; who was registered until then stays so."""
        right = [line for line in self.table.lines if self.results[line.number]["outcome"] == "registered"]
        for some in self._parts(right):
            self._ask(some, advance, dry_run=False)

    def _ask(self, some: Sequence[Line], advance: Advance, **more: Any) -> Json:
        """Send lines until each has its answer, and return the seats that they would take. Raises StoppedError."""
        left = list(some)
        for _ in self.server.attempts():
            while left:
                lines = self._lines(left)
                body = {"lines": lines, "consent": True, "notify": self.notify, "statuses": self.statuses, **more}
                status, answer = self.server.ask("POST", "/api/attendees/import", body)
                if status not in (200, *OF_THE_LINES):
                    raise StoppedError(f"{answer.get('code', status)}: {answer.get('detail')}")
                if status != 200:
                    return self._halves(left, answer, advance, **more)
                more["seats"] = answer["seats"]
                final = {r["line"]: r for r in answer["results"] if r["outcome"] != "later"}
                self.results |= final
                if not more["dry_run"]:
                    self.registered += sum(r["outcome"] == "registered" for r in final.values())
                advance(len(final))
                left = [line for line in left if line.number not in final]
                if not final:
                    # Not one of them: the server is given time.
                    break
            if not left:
                seats: Json = more["seats"]
                return seats
        raise StoppedError("Le serveur n'a pas le temps maintenant.")

    def _lines(self, some: Iterable[Line]) -> list[Json]:
        """Return lines as they are sent: the server cannot see that others of the list have their address."""
        address_of = {number: result.get("address") for number, result in self.results.items()}
        people = Counter(address for address in address_of.values() if address)
        return [
            {
                "line": line.number,
                "cells": columns.cells(line.cells, self.columns),
                **({"shares": True} if self.shares or people[address_of.get(line.number)] > 1 else {}),
            }
            for line in some
        ]

    def _halves(self, lines: Sequence[Line], problem: Json, advance: Advance, **more: Any) -> Json:
        """Find the line for which the server refuses a whole call; the others are sent all the same."""
        seats: Json = more.get("seats", {})
        if len(lines) == 1:
            self.results[lines[0].number] = _refused(lines[0].number, problem["code"], problem.get("detail", ""))
            advance(1)
            return seats
        middle = len(lines) // 2
        for half in (lines[:middle], lines[middle:]):
            seats = self._ask(half, advance, **{**more, "seats": seats})
        return seats

    def _compare(self) -> None:
        """Mark who is on an earlier line of another call: the server compares only what it is sent at once."""
        people: dict[str, int] = {}
        names: dict[tuple[str, str], int] = {}
        for number, result in sorted(self.results.items()):
            # Who is left out is nobody: no line after is the same.
            if result["errors"] or not result["who"]:
                continue
            earlier = people.setdefault(result["who"], number)
            if earlier != number:
                result |= _refused(number, "twice", about=str(earlier))
                continue
            name = (result["family_name"].casefold(), result["given_name"].casefold())
            namesake = names.setdefault(name, number)
            if namesake != number and not any(note["code"] == "namesake" for note in result["notes"]):
                result["notes"].append({"field": "", "code": "namesake", "message": "", "about": str(namesake)})

    def _parts(self, lines: Iterable[Line]) -> Iterator[list[Line]]:
        """Part lines into as many calls as they need."""
        some: list[Line] = []
        size = 0
        for line in lines:
            takes = len(json.dumps(columns.cells(line.cells, self.columns)))
            if some and (len(some) == MOST_AT_ONCE or size + takes > MOST_BYTES):
                yield some
                some, size = [], 0
            some.append(line)
            size += takes
        if some:
            yield some

    def _told(self, remarks: Iterable[Json], sentences: dict[str, str]) -> list[str]:
        numbers = {atelier.id: f"N°{atelier.number}" for atelier in self.ateliers}
        shown = ({**remark, "about": numbers.get(remark["about"], remark["about"])} for remark in remarks)
        return [words.remark(remark, sentences) for remark in shown]

    def _ateliers(self) -> tuple[Atelier, ...]:
        status, programme = self.server.ask("GET", "/api/programme")
        if status != 200:
            raise StoppedError(f"Le programme n'est pas à lire : {programme.get('detail', status)}")
        return tuple(Atelier(**{name: atelier[name] for name in ATELIER}) for atelier in programme["ateliers"])


def _refused(number: int, code: str, message: str = "", about: str | None = None) -> Json:
    error = {"field": "", "code": code, "message": message, "about": about}
    return {"line": number, "outcome": "refused", "errors": [error], "notes": []}
