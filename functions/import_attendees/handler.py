"""Read a list that an organiser uploads, and register the people on it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import cast

from attendance.documents.lists import columns, file, headers, line_content, sentences, spelling
from attendance.documents.lists.meanings import Meanings
from attendance.documents.lists.table import PROBLEMS_OF_LINES, Line, UnreadableList
from attendance.domain.lists import Remark
from attendance.domain.problem import Problem
from attendance.domain.programme import Programme
from attendance.edge import authority, large_bodies, routes
from attendance.edge.answers import imports
from attendance.edge.bodies.imports import LineBody, applicant, read_lines
from attendance.edge.http import Request, Response, function, logger
from attendance.usecases.caller import Registrar
from attendance.usecases.importing import Importing, LineOutcome, ListLine


def show(request: Request) -> Response:
    """A file as a list: its columns with their likely fields, and its lines. Nothing is stored."""
    programme = authority.caller(request).programme
    repair = request.query.get("repair") == "1"
    table = file.read(large_bodies.content(request), headers.is_known, repair=repair)
    if isinstance(table, UnreadableList):
        said = sentences.of_file(table, programme.languages)
        raise Problem("unreadable_list", str(table), reason=table.reason, said=said, **table.more)
    asked = programme.ateliers, programme.questions
    logger.info("list", format=table.dialect.format, lines=len(table.lines))
    body = {
        "columns": [asdict(column) for column in columns.matched(table, *asked, programme.kinds)],
        "fields": columns.fields(*asked),
        "lines": [
            {"line": line.number, "cells": line.cells, "errors": _errors(line, programme)} for line in table.lines
        ],
        "dialect": asdict(table.dialect),
        "left_out": sentences.of_what_is_left_out(table.dialect, programme.languages),
    }
    return large_bodies.packed(request, body)


def bring(request: Request) -> Response:
    """Lines of a list, each with its outcome: registered, known already, left out, refused with reasons, or later."""
    caller = authority.caller(request)
    wanted = read_lines(request)
    registrar = Registrar(caller.programme, caller.now, caller.holder)
    statuses = wanted.statuses.model_dump()
    importing = Importing(registrar, wanted.dry_run, wanted.notify, statuses, Counter(wanted.seats))
    meanings = columns.meanings(wanted.values, caller.programme)
    done = importing.bring([_read(line, registrar, meanings, wanted.usual_names) for line in wanted.lines])
    outcomes = Counter(one.outcome for one in done)
    logger.info("imported", dry_run=wanted.dry_run, outcomes=dict(outcomes))
    results = [_result(one, caller.programme) for one in done]
    return Response(imports.Imported(results=results, seats=dict(importing.seats)))


def _read(line: LineBody, registrar: Registrar, meanings: Meanings, usual_names: bool) -> ListLine:
    """Read a line's cells: who is on it, with everything that is wrong or to be remarked."""
    content = line_content.read(line.cells, registrar.programme, meanings)
    fields, errors = content.fields, content.errors
    if usual_names:
        fields |= {name: spelling.usual(fields[name]) for name in headers.NAMES if name in fields}
    status = fields.pop("status", None)
    wanted = applicant(fields, errors, registrar.programme, registrar.now)
    names = fields.get("given_name"), fields.get("family_name")
    return ListLine(line.line, wanted, *names, fields.get("email") or "", errors, content.notes, status, line.shares)


def _errors(line: Line, programme: Programme) -> list[imports.Remark]:
    wrong = [Remark("", line.problem, PROBLEMS_OF_LINES[line.problem])] if line.problem else []
    return _remarks(wrong, sentences.ERRORS, programme)


def _result(done: LineOutcome, programme: Programme) -> imports.LineResult:
    errors = _remarks(done.errors, sentences.ERRORS, programme)
    notes = _remarks(done.notes, sentences.NOTES, programme)
    usual = spelling.respelled(given_name=done.given_name or "", family_name=done.family_name or "")
    return cast(imports.LineResult, {**asdict(done), "errors": errors, "notes": notes, "usual": usual})


def _remarks(remarks: Iterable[Remark], sort: str, programme: Programme) -> list[imports.Remark]:
    """Add to each remark its sentence in the event's languages."""
    said = ({**asdict(remark), "said": sentences.of_remark(remark, sort, programme)} for remark in remarks)
    return [cast(imports.Remark, each) for each in said]


handler = function(routes.of("import_attendees", bring, show))
