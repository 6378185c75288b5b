"""Sends a list to the API: first all of it for trial, then the correct lines, at most a hundred a call."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import batched

from attendance.documents.lists import columns, sentences
from attendance.documents.lists.columns import Column
from attendance.documents.lists.table import Line, Table
from attendance.documents.localised import FRENCH
from attendance.domain.lists import Remark
from attendance.domain.programme import Atelier
from attendance.domain.questions import Question
from attendance.domain.texts import OWN, Choice
from attendance.vocabulary.codes import PROBLEMS
from attendance.vocabulary.limits import BODY_BYTES, LINES_AT_ONCE
from attendance.vocabulary.words import filled, spoken
from infra import import_words as words
from infra.server import OK, TOO_LARGE, Json, Server, StoppedError

# The lines of a request; the rest is for what they bring besides.
MOST_BYTES = BODY_BYTES * 3 // 4
# The statuses that refuse a request for its content: one line may spoil it.
OF_THE_LINES = (TOO_LARGE, PROBLEMS["invalid_request"][0])


class ImportClient:
    """Sends one list. `results` holds the answer to each line, by the line's number."""

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
        self.chosen: Json = {"consent": True, "notify": notify, "statuses": dict(statuses or {})}
        self.shares = shares
        self.ateliers, self.questions, self.kinds = self._asked()
        self.columns: Sequence[Column] = ()
        self.results: dict[int, Json] = {}

    def count(self, outcome: str) -> int:
        return sum(result["outcome"] == outcome for result in self.results.values())

    @property
    def codes(self) -> Counter[tuple[str, str]]:
        """How often each remark was made about lines, by outcome and code."""
        remarks = ((r["outcome"], remark) for r in self.results.values() for remark in r["errors"] + r["notes"])
        return Counter((outcome, remark["code"]) for outcome, remark in remarks)

    @property
    def registered(self) -> int:
        """How many were really registered, not only for trial."""
        return sum(r["outcome"] == "registered" and r["attendee_id"] is not None for r in self.results.values())

    @property
    def reasons(self) -> dict[int, list[str]]:
        """The errors, by line."""
        return {n: _said(r["errors"]) for n, r in sorted(self.results.items()) if r["errors"]}

    @property
    def notes(self) -> dict[int, list[str]]:
        """The remarks about correct lines, by line."""
        return {n: _said(r["notes"]) for n, r in sorted(self.results.items()) if r["notes"] and not r["errors"]}

    def rehearse(self) -> Iterator[int]:
        """Try every line, and yield how many more have answers; nobody is registered. Raises StoppedError."""
        unread = [_refused(line.number, line.problem) for line in self.table.lines if line.problem]
        self.results = {result["line"]: result for result in unread}
        yield len(unread)
        yield from self._send([line for line in self.table.lines if not line.problem], dry_run=True)
        self._compare()

    def register(self) -> Iterator[int]:
        """Register the correct lines, and yield how many more have answers.

        Raises StoppedError; people registered until then stay registered.
        """
        right = [line for line in self.table.lines if self.results[line.number]["outcome"] == "registered"]
        yield from self._send(right, dry_run=False)

    def _send(self, lines: Sequence[Line], *, dry_run: bool) -> Iterator[int]:
        parts = [list(part) for part in batched(lines, LINES_AT_ONCE, strict=False)]
        attempts = self.server.attempts()
        seats: Json = {}
        while parts:
            part = parts.pop(0)
            sent = {"lines": self._lines(part), "dry_run": dry_run, "seats": seats, **self.chosen}
            is_large = len(part) > 1 and len(json.dumps(sent)) > MOST_BYTES
            status, answer = (TOO_LARGE, {}) if is_large else self.server.ask("POST", "/api/attendees/import", sent)
            if status in OF_THE_LINES and len(part) > 1:
                # The refused line is found by halving; all others are sent anyway.
                parts[:0] = [part[: len(part) // 2], part[len(part) // 2 :]]
                continue
            if status in OF_THE_LINES:
                results = [_refused(part[0].number, answer["code"], answer.get("detail", ""))]
            elif status == OK:
                results, seats = answer["results"], answer["seats"]
            else:
                raise StoppedError(f"{answer.get('code', status)}: {answer.get('detail')}")
            final = {result["line"]: result for result in results if result["outcome"] != "later"}
            self.results |= final
            yield len(final)
            if later := [line for line in part if line.number not in final]:
                parts.insert(0, later)
            if final:
                attempts = self.server.attempts()
            elif next(attempts, True):
                raise StoppedError("Le serveur n'a pas le temps maintenant.")

    def _lines(self, some: Sequence[Line]) -> list[Json]:
        """Return lines as they are sent: the server cannot see that other lines of the list have their address."""
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

    def _compare(self) -> None:
        """Mark people who are on an earlier line of another call: the server compares only within a call."""
        people: dict[str, int] = {}
        names: dict[tuple[str, str], int] = {}
        for number, result in sorted(self.results.items()):
            # A line that is left out registers nobody, so no later line repeats it.
            if result["errors"] or not result["who"]:
                continue
            earlier = people.setdefault(result["who"], number)
            if earlier != number:
                result |= _refused(number, "twice", about=str(earlier))
                continue
            name = (result["family_name"].casefold(), result["given_name"].casefold())
            namesake = names.setdefault(name, number)
            if namesake != number and not any(note["code"] == "namesake" for note in result["notes"]):
                result["notes"].append(_remark(Remark("", "namesake", "", str(namesake)), sentences.NOTES))

    def _asked(self) -> tuple[tuple[Atelier, ...], tuple[Question, ...], tuple[Choice, ...]]:
        """Return the ateliers, what the event asks besides, and what it calls its kinds of people."""
        status, programme = self.server.ask("GET", "/api/programme")
        if status != OK:
            raise StoppedError(f"Le programme n'est pas à lire : {programme.get('detail', status)}")
        names = [field.name for field in fields(Atelier)]
        ateliers = (Atelier(**{name: atelier[name] for name in names}) for atelier in programme["ateliers"])
        kinds = (_choice(kind) for kind in programme.get("kinds", []))
        return tuple(ateliers), tuple(map(_question, programme.get("questions", []))), tuple(kinds)


def _question(shown: Json) -> Question:
    choices = tuple(map(_choice, shown["choices"]))
    return Question(shown["id"], shown["type"], {OWN: shown["label"]}, {}, choices=choices)


def _choice(shown: Json) -> Choice:
    return Choice(shown["id"], {OWN: shown["label"]})


def _refused(number: int, code: str, message: str = "", about: str | None = None) -> Json:
    error = _remark(Remark("", code, message, about), sentences.ERRORS)
    return {"line": number, "outcome": "refused", "errors": [error], "notes": []}


def _remark(remark: Remark, sort: str) -> Json:
    sentence = spoken(f"lists.{sort}", FRENCH).get(remark.code)
    said = filled(sentence, FRENCH, about=remark.about or "?") if sentence else remark.message
    return {"field": remark.field, "code": remark.code, "said": {FRENCH: said}}


def _said(remarks: Sequence[Json]) -> list[str]:
    named = [f"{words.field(remark['field'])} : " if remark["field"] else "" for remark in remarks]
    return [name + _french(remark["said"]) for name, remark in zip(named, remarks, strict=True)]


def _french(said: Mapping[str, str]) -> str:
    """Return a sentence in the command's language, or in the event's own, if it has no French."""
    return said.get(FRENCH) or next(iter(said.values()))
