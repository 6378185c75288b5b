"""An organiser brings a list: every line is answered, and the same list again changes nothing."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from attendance.documents.lists import columns
from attendance.edge import large_bodies
from attendance.store import people, retry
from attendance.store.retry import Later
from attendance.usecases import enrolment, importing
from tests import mailroom
from tests.forum import Forum
from tests.functions.takeaway import day, export, keep_files
from tests.gateway import Response

CASES = Path(__file__).parent.parent / "cases" / "imports"

type Result = dict[str, Any]

ADA = {"given_name": "Ada", "family_name": "Exemple", "email": "ada@example.org", "ateliers": "Atelier 1 ; 3"}
BEA = {"given_name": "Béa", "family_name": "Exemple", "email": "bea@example.org", "kind": "Intervenante"}
NOBODY = {"given_name": "Cid", "family_name": "Fictif", "organisation": "La Fonda"}


def sent(forum: Forum, secret: str, *lines: dict[str, str], **more: Any) -> Response:
    numbered = [{"line": number, "cells": cells} for number, cells in enumerate(lines, 2)]
    body = {"lines": numbered, "consent": True, **more}
    return forum.gateway.call("POST", "/api/attendees/import", body, secret=secret)


def imported(forum: Forum, secret: str, *lines: dict[str, str], **more: Any) -> list[Result]:
    answer = sent(forum, secret, *lines, **more)
    assert answer.status == 200, answer.text
    results: list[Result] = answer.body["results"]
    return results


def outcomes(results: list[Result]) -> list[str]:
    return [result["outcome"] for result in results]


def codes(result: Result) -> list[tuple[str, str]]:
    return [(error["field"], error["code"]) for error in result["errors"]]


def test_everybody_on_a_list_is_registered_as_they_said(forum: Forum, organiser: str) -> None:
    more = {"lunch": "oui", "diet": "Végétarien", "village": "x", "drink": "non", "language": "anglais"}

    ada, bea = imported(forum, organiser, ADA | more, BEA)

    assert outcomes([ada, bea]) == ["registered", "registered"]
    stored = forum.attendee(ada["attendee_id"])
    assert (stored.name, stored.ateliers, stored.diet) == ("Ada Exemple", ("atelier-1", "atelier-3"), "vegetarian")
    assert (stored.lunch, stored.village, stored.drink, stored.language) == (True, True, False, "en")
    assert forum.attendee(bea["attendee_id"]).kind == "speaker"
    assert forum.headcounts(organiser)["registered"] == 2


def test_the_same_list_again_changes_nothing(forum: Forum, organiser: str) -> None:
    first = imported(forum, organiser, ADA, BEA, NOBODY)
    before = forum.headcounts(organiser) | {"as_of": None}

    again = imported(forum, organiser, ADA, BEA, NOBODY)

    assert outcomes(again) == ["known"] * 3
    assert [r["attendee_id"] for r in again] == [r["attendee_id"] for r in first]
    assert forum.headcounts(organiser) | {"as_of": None} == before


def test_a_dry_run_says_what_would_be_and_registers_nobody(forum: Forum, organiser: str) -> None:
    results = imported(forum, organiser, ADA, {**BEA, "email": "bea"}, dry_run=True)

    assert outcomes(results) == ["registered", "refused"]
    assert results[0]["attendee_id"] is None
    assert forum.headcounts(organiser)["registered"] == 0
    assert people.search(forum.event_id, "exemple", 10) == []


def test_somebody_who_registered_by_themselves_is_known_by_their_address(forum: Forum, organiser: str) -> None:
    ada = forum.register("Ada", email="Ada@Example.org")

    (result,) = imported(forum, organiser, {**ADA, "given_name": "ADA", "ateliers": "2"})

    assert (result["outcome"], result["attendee_id"]) == ("known", ada["attendee_id"])
    assert forum.attendee(ada["attendee_id"]).ateliers == ()


@pytest.mark.parametrize("dry_run", [True, False])
def test_an_address_of_somebody_else_is_refused(forum: Forum, organiser: str, dry_run: bool) -> None:
    forum.register("Zoé", email="ada@example.org")

    (result,) = imported(forum, organiser, ADA, dry_run=dry_run)

    assert codes(result) == [("email", "already_registered")]


def test_who_has_no_address_is_known_by_name_organisation_and_kind(forum: Forum, organiser: str) -> None:
    walk_in = {"given_name": "Cid", "family_name": "Fictif", "organisation": "la fonda", "consent": True}
    cid = forum.gateway.call("POST", "/api/registrations", walk_in, secret=organiser).body

    results = imported(forum, organiser, NOBODY, {**NOBODY, "organisation": "Ailleurs"}, {**NOBODY, "kind": "bénévole"})

    assert outcomes(results) == ["known", "registered", "registered"]
    assert results[0]["attendee_id"] == cid["attendee_id"]


def test_who_changed_their_name_or_address_since_is_still_known(forum: Forum, organiser: str) -> None:
    ada, cid = imported(forum, organiser, ADA, NOBODY)
    for result, change in ((ada, {"family_name": "Autre", "email": "autre@example.org"}), (cid, {"given_name": "C."})):
        path = f"/api/attendees/{result['attendee_id']}"
        assert forum.gateway.call("PATCH", path, change, secret=organiser).status == 200

    assert outcomes(imported(forum, organiser, ADA, NOBODY)) == ["known", "known"]
    assert forum.headcounts(organiser)["registered"] == 2


@pytest.mark.parametrize("line", [ADA, NOBODY])
def test_who_was_erased_since_is_not_brought_back_and_the_organiser_is_told(
    forum: Forum, organiser: str, line: dict[str, str]
) -> None:
    (before,) = imported(forum, organiser, line)
    forum.gateway.call("POST", f"/api/attendees/{before['attendee_id']}/erasure", secret=organiser)

    for dry_run in (True, False):
        (again,) = imported(forum, organiser, line, dry_run=dry_run)
        assert (again["outcome"], again["attendee_id"]) == ("known", None)
        assert [note["code"] for note in again["notes"]] == ["erased"]
    assert forum.headcounts(organiser)["registered"] == 0


def test_nothing_leads_from_a_list_to_what_is_left_of_who_was_erased(forum: Forum, organiser: str) -> None:
    (ada,) = imported(forum, organiser, ADA)
    forum.gateway.call("PATCH", f"/api/attendees/{ada['attendee_id']}", {"email": "a@example.org"}, secret=organiser)
    forum.gateway.call("POST", f"/api/attendees/{ada['attendee_id']}/erasure", secret=organiser)

    (guard,) = [item for item in mailroom.items() if item["type"] == {"S": "registration"}]

    assert guard.keys() == {"PK", "SK", "type", "purge_at"}
    assert forum.attendee(ada["attendee_id"]).brought_as is None


def test_who_was_erased_and_registered_anew_is_known_by_the_address(forum: Forum, organiser: str) -> None:
    (before,) = imported(forum, organiser, ADA)
    forum.gateway.call("POST", f"/api/attendees/{before['attendee_id']}/erasure", secret=organiser)
    anew = forum.register("Ada", email="ada@example.org")

    (again,) = imported(forum, organiser, ADA)

    assert (again["outcome"], again["attendee_id"], again["notes"]) == ("known", anew["attendee_id"], [])


def test_who_cancelled_since_is_not_registered_again(forum: Forum, organiser: str) -> None:
    (ada,) = imported(forum, organiser, ADA)
    forum.gateway.call("DELETE", f"/api/attendees/{ada['attendee_id']}", secret=organiser)

    (again,) = imported(forum, organiser, ADA)

    assert (again["outcome"], [note["code"] for note in again["notes"]]) == ("known", ["cancelled"])
    assert forum.headcounts(organiser)["registered"] == 0


@pytest.mark.parametrize("dry_run", [True, False])
def test_somebody_twice_on_a_list_is_told_with_the_other_line(forum: Forum, organiser: str, dry_run: bool) -> None:
    again = {**ADA, "given_name": "ÂDA ", "email": "ADA@example.org"}

    results = imported(forum, organiser, ADA, again, NOBODY, NOBODY, dry_run=dry_run)

    assert outcomes(results) == ["registered", "refused", "registered", "refused"]
    assert [(e["code"], e["about"]) for r in results for e in r["errors"]] == [("twice", "2"), ("twice", "4")]
    assert results[0]["who"] == results[1]["who"] != results[2]["who"]


def test_namesakes_with_two_addresses_are_registered_with_a_note(forum: Forum, organiser: str) -> None:
    results = imported(forum, organiser, ADA, {**ADA, "email": "ada.exemple@example.org"})

    assert outcomes(results) == ["registered", "registered"]
    assert [(note["code"], note["about"]) for note in results[1]["notes"]] == [("namesake", "2")]


def test_seats_are_counted_over_the_whole_list_before_anybody_is_registered(forum: Forum, organiser: str) -> None:
    forum.register("Zoé", ateliers=["atelier-1"])
    crowd = [{**ADA, "email": f"ada{n}@example.org"} for n in range(4)]

    first = sent(forum, organiser, *crowd[:1], dry_run=True).body
    second = sent(forum, organiser, *crowd[1:], dry_run=True, seats=first["seats"]).body

    assert first["seats"] == {"atelier-1": 1, "atelier-3": 1}
    assert outcomes(second["results"]) == ["registered", "refused", "refused"]
    assert [(e["code"], e["about"]) for e in second["results"][1]["errors"]] == [("atelier_full", "atelier-1")]
    assert outcomes(imported(forum, organiser, *crowd)) == ["registered", "registered", "refused", "refused"]


def test_a_facilitator_needs_an_atelier_and_takes_one_that_is_full(forum: Forum, organiser: str) -> None:
    for name in ("Zoé", "Yan", "Xia"):
        forum.register(name, ateliers=["atelier-1"])
    facilitator = {**ADA, "kind": "Animatrice", "ateliers": "1"}

    without, within = imported(forum, organiser, {**facilitator, "ateliers": ""}, facilitator)

    assert codes(without) == [("ateliers", "facilitator_without_atelier")]
    assert within["outcome"] == "registered"


def test_an_exhibitor_has_a_stand_and_nobody_else(forum: Forum, organiser: str) -> None:
    told = {**BEA, "kind": "Exposant·e", "stand": "Le Bocal"}

    exhibitor, other = imported(forum, organiser, told, {**ADA, "stand": "Le Bocal"})

    assert forum.attendee(exhibitor["attendee_id"]).stand == "Le Bocal"
    assert codes(other) == [("stand", "stand_without_exhibitor")]


@pytest.mark.parametrize(
    ("cells", "field", "code"),
    [
        ({"given_name": ""}, "given_name", "missing"),
        ({"family_name": " \u00a0 "}, "family_name", "missing"),
        ({"given_name": "A" * 81}, "given_name", "too_long"),
        ({"given_name": "A" * 30_000}, "given_name", "too_long"),
        ({"given_name": "A\u0007da"}, "given_name", "unprintable"),
        ({"family_name": "A\ue000"}, "family_name", "unprintable"),
        ({"given_name": "\u200b\u202e"}, "given_name", "missing"),
        ({"organisation": "www.example.org"}, "organisation", "linked"),
        ({"family_name": "https://example.org"}, "family_name", "linked"),
        ({"family_name": "=CONCATENATE(A1)"}, "family_name", "formula"),
        ({"organisation": '=HYPERLINK("http://example.org")'}, "organisation", "formula"),
        ({"organisation": "A" * 201}, "organisation", "too_long"),
        ({"email": "ada"}, "email", "not_an_address"),
        ({"email": "ada@example"}, "email", "not_an_address"),
        ({"email": f"{'a' * 250}@example.org"}, "email", "too_long"),
        ({"email": "ada@example.org ; bea@example.org"}, "email", "several_addresses"),
        ({"kind": "roi"}, "kind", "unknown_kind"),
        ({"ateliers": "9"}, "ateliers", "unknown_atelier"),
        ({"ateliers": "1 ; 2"}, "ateliers", "two_of_a_series"),
        ({"ateliers": "01/03/2022"}, "ateliers", "a_date"),
        ({"atelier-1": "peut-être"}, "atelier-1", "not_yes_or_no"),
        ({"lunch": "peut-être"}, "lunch", "not_yes_or_no"),
        ({"given_name": "Ada, Carl et Dora"}, "given_name", "several_people"),
        ({"status": "Bleu"}, "status", "unknown_status"),
        ({"village": "2"}, "village", "not_yes_or_no"),
        ({"drink": "?!vin"}, "drink", "not_yes_or_no"),
        ({"language": "latin"}, "language", "unknown_language"),
        ({"consent": "non"}, "consent", "no_consent"),
        ({"king": "x"}, "king", "unknown_field"),
        ({"atelier-99": "x"}, "atelier-99", "unknown_field"),
    ],
)
def test_what_is_wrong_with_a_line_is_told_by_field_and_keeps_nobody_else_out(
    forum: Forum, organiser: str, cells: dict[str, str], field: str, code: str
) -> None:
    rehearsed = imported(forum, organiser, ADA | cells, BEA, dry_run=True)
    wrong, right = imported(forum, organiser, ADA | cells, BEA)

    assert codes(wrong) == codes(rehearsed[0]) == [(field, code)]
    assert all(error["message"] for error in wrong["errors"])
    assert all(len({error["message"], *error["said"].values()}) == 3 for error in wrong["errors"])
    assert right["outcome"] == "registered"


@pytest.mark.parametrize(
    ("cells", "diet", "notes"),
    [
        ({"lunch": "oui", "diet": "Halal"}, "other", [("diet_words", "Halal")]),
        ({"lunch": "oui", "diet": "végétarien, sans gluten"}, "other", [("diet_words", "végétarien, sans gluten")]),
        ({"lunch": "oui", "diet": "Allergie aux noix"}, "other", [("diet_words", "Allergie aux noix")]),
        ({"lunch": "oui", "diet": "végan"}, "vegan", []),
        ({"lunch": "non", "diet": "Halal"}, "none", [("diet_dropped", "Halal")]),
        ({"diet": "Halal"}, "none", [("diet_without_lunch", "Halal")]),
    ],
)
def test_what_a_list_says_of_food_is_told_before_and_after(
    forum: Forum, organiser: str, cells: dict[str, str], diet: str, notes: list[tuple[str, str]]
) -> None:
    (rehearsed,) = imported(forum, organiser, ADA | cells, dry_run=True)
    (ada,) = imported(forum, organiser, ADA | cells)

    assert [(note["code"], note["about"]) for note in ada["notes"]] == notes
    assert rehearsed["notes"] == ada["notes"]
    assert forum.attendee(ada["attendee_id"]).diet == diet


def test_who_cancelled_or_waits_by_a_list_is_left_out_and_told(forum: Forum, organiser: str) -> None:
    told = ("Confirmé", "Annulé", "Liste d'attente", "En attente de paiement", "")
    lines = [
        {"given_name": "Ada", "family_name": f"Un-{n}", "email": f"ada{n}@example.org", "status": status}
        for n, status in enumerate(told)
    ]

    results = imported(forum, organiser, *lines)

    assert outcomes(results) == ["registered", "left_out", "left_out", "left_out", "registered"]
    statuses = [[note["about"] for note in result["notes"]] for result in results]
    assert statuses == [[], ["Annulé"], ["Liste d'attente"], ["En attente de paiement"], []]
    assert [[note["code"] for note in r["notes"]] for r in results[1:4]] == [
        ["status_cancelled"],
        ["status_waiting"],
        ["status_pending"],
    ]
    assert forum.headcounts(organiser)["registered"] == 2


def test_who_is_ticked_as_cancelled_is_left_out_and_told(forum: Forum, organiser: str) -> None:
    ada, bea = imported(forum, organiser, {**ADA, "cancelled": "non"}, {**BEA, "cancelled": "oui"})

    assert (ada["outcome"], bea["outcome"]) == ("registered", "left_out")
    assert [(note["field"], note["code"]) for note in bea["notes"]] == [("cancelled", "status_cancelled")]


def test_an_organiser_registers_who_is_left_out_by_status(forum: Forum, organiser: str) -> None:
    lines = [{**ADA, "status": "En attente de paiement"}, {**BEA, "status": "Remboursé"}]

    results = imported(forum, organiser, *lines, statuses={"pending": "register"})

    assert outcomes(results) == ["registered", "left_out"]


def test_what_else_is_wrong_with_a_line_that_is_left_out_is_nobodys_work(forum: Forum, organiser: str) -> None:
    (result,) = imported(forum, organiser, {**ADA, "email": "ada", "status": "Annulé"})

    assert (result["outcome"], result["errors"]) == ("left_out", [])


@pytest.mark.parametrize("dry_run", [True, False])
def test_who_waits_by_a_list_is_put_on_the_waiting_list_of_a_full_atelier_if_asked(
    forum: Forum, organiser: str, dry_run: bool
) -> None:
    for name in ("Zoé", "Yan", "Xia"):
        forum.register(name, ateliers=["atelier-1"])
    waits = {**ADA, "ateliers": "1 ; 3", "status": "Liste d'attente"}
    nothing = {**BEA, "kind": "", "ateliers": "3", "status": "Waitlisted"}

    ada, bea = imported(forum, organiser, waits, nothing, statuses={"waiting": "wait"}, dry_run=dry_run)

    assert outcomes([ada, bea]) == ["registered", "left_out"]
    assert "nothing_to_wait_for" in [note["code"] for note in bea["notes"]]
    if not dry_run:
        stored = forum.attendee(ada["attendee_id"])
        assert (stored.ateliers, [place.atelier for place in stored.waiting]) == (("atelier-3",), ["atelier-1"])


def test_a_whole_name_is_told_as_it_is_parted(forum: Forum, organiser: str) -> None:
    lines = ["Jean de LA FONTAINE", "Dupont, Marie Claire", "Ada, Carl et Dora", "Ada Un"]

    results = imported(forum, organiser, *({"name": line} for line in lines), dry_run=True)

    assert outcomes(results) == ["registered", "registered", "refused", "registered"]
    assert [[note["about"] for note in r["notes"]] for r in results[:2]] == [
        ["Jean | de LA FONTAINE"],
        ["Marie Claire | Dupont"],
    ]
    assert codes(results[2]) == [("name", "several_people")]
    assert results[2]["errors"][0]["about"] == "Ada · Carl · Dora"


def test_a_name_is_what_its_bearer_says(forum: Forum, organiser: str) -> None:
    names = ["X", "O\u2019Essai", "Anne-Lise", "Ñandú", "名", "🦄", "\u0627\u062f\u0627", "-", "+Ada", "@da", "e\u0301"]

    results = imported(forum, organiser, *({"given_name": name, "family_name": "Exemple"} for name in names))

    assert [forum.attendee(result["attendee_id"]).given_name for result in results] == names


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"consent": False}, 422),
        ({"consent": None}, 422),
        ({"lines": [{"line": 2, "cells": ADA}] * 101}, 413),
        ({"lines": [{"line": 0, "cells": ADA}]}, 422),
        ({"lines": [{"line": 2, "cells": {"given_name": 4}}]}, 422),
        ({"lines": [{"line": 2, "cells": {"given_name": "é" * 32_001}}]}, 422),
        ({"lines": {}}, 422),
        ({"seats": {"atelier-1": -1}}, 422),
        ({"typo": 1}, 422),
    ],
)
def test_a_request_that_is_no_import_is_refused(forum: Forum, organiser: str, wrong: Any, status: int) -> None:
    body = {"lines": [{"line": 2, "cells": ADA}], "consent": True} | wrong

    answer = forum.gateway.call("POST", "/api/attendees/import", body, secret=organiser)

    assert answer.status == status
    assert forum.headcounts(organiser)["registered"] == 0


@pytest.mark.parametrize("path", ["/api/attendees/import", "/api/attendees/import/file"])
def test_only_an_organiser_imports(forum: Forum, path: str) -> None:
    desk = forum.invite("volunteer", "entrance", walk_ins=True)
    ada = forum.register()["pass"]

    assert forum.gateway.call("POST", path, "{}").status == 401
    assert [forum.gateway.call("POST", path, "{}", secret=secret).status for secret in (desk, ada)] == [403, 403]


def test_a_list_is_imported_after_registrations_have_closed(forum: Forum, organiser: str) -> None:
    forum.set_clock("10:30")

    assert outcomes(imported(forum, organiser, ADA)) == ["registered"]


def test_lines_for_which_there_is_no_time_are_left_for_later(
    forum: Forum, organiser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "PATIENCE_SECONDS", 0.0)

    results = imported(forum, organiser, ADA, ADA | {"email": "ada"})

    assert outcomes(results) == ["later", "refused"]
    assert forum.headcounts(organiser)["registered"] == 0


def test_a_line_that_is_contended_to_the_end_does_not_stop_the_others(
    forum: Forum, organiser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol = enrolment.enrol

    def sometimes(registrar: Any, wanted: Any, *told: Any, **more: Any) -> Any:
        if wanted.given_name == "Ada":
            raise Later
        return enrol(registrar, wanted, *told, **more)

    monkeypatch.setattr(importing, "enrol", sometimes)

    assert outcomes(imported(forum, organiser, ADA, BEA)) == ["later", "registered"]


def test_nobody_gets_a_pass_of_somebody_on_a_list_by_guessing_how_they_were_registered(
    forum: Forum, organiser: str
) -> None:
    (ada,) = imported(forum, organiser, ADA)
    told = {"given_name": "Ada", "family_name": "Exemple", "email": "ada@example.org", "consent": True}

    for guess in (ada["who"], f"import:{ada['who']}"):
        answer = forum.gateway.call("POST", "/api/registrations", told | {"registration_id": guess})
        assert answer.status in (409, 422)


def test_nothing_personal_is_logged(forum: Forum, organiser: str, caplog: pytest.LogCaptureFixture) -> None:
    imported(forum, organiser, ADA, BEA | {"email": "bea"})

    logged = [str(record.__dict__) for record in caplog.records]
    assert any("{'registered': 1, 'refused': 1}" in line for line in logged)
    assert not [text for text in ("Ada", "Exemple", "example.org") if any(text in line for line in logged)]


@pytest.mark.parametrize(("notify", "expected"), [(False, 0), (True, 1)])
def test_who_is_imported_gets_a_mail_only_if_the_organiser_wants_it(
    forum: Forum, organiser: str, notify: bool, expected: int
) -> None:
    imported(forum, organiser, ADA, notify=notify)

    mails = forum.gateway.call("GET", "/api/mails", secret=organiser).body["mails"]
    assert len(mails) == expected


# Files.


def shown(forum: Forum, secret: str, content: Any, **more: Any) -> Response:
    return forum.gateway.call("POST", "/api/attendees/import/file", content, secret=secret, **more)


def workbook(*rows: list[Any]) -> bytes:
    made, saved = Workbook(), io.BytesIO()
    for row in rows:
        made.worksheets[0].append(row)
    made.save(saved)
    return saved.getvalue()


CSV = "Nom;Prénom;E-mail;Atelier du matin;Remarque\r\nExemple;Zoé;zoe@example.org;N°1 - Explorer;\r\n"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (CSV.encode("cp1252"), {"format": "csv", "encoding": "Windows-1252", "separator": ";", "sheet": None}),
        (
            workbook(*(line.split(";") for line in CSV.splitlines())),
            {"format": "xlsx", "encoding": None, "sheet": "Sheet"},
        ),
    ],
)
def test_a_file_is_shown_as_columns_and_lines(
    forum: Forum, organiser: str, content: bytes, expected: dict[str, Any]
) -> None:
    told = shown(forum, organiser, content, query={"name": "liste"}).body

    assert told["dialect"] | expected == told["dialect"]
    assert [(c["header"], c["field"]) for c in told["columns"]][:3] == [
        ("Nom", "family_name"),
        ("Prénom", "given_name"),
        ("E-mail", "email"),
    ]
    assert told["lines"][0]["cells"][:3] == ["Exemple", "Zoé", "zoe@example.org"]
    assert {"given_name", "ateliers", "atelier-3"} <= set(told["fields"])


def test_what_is_shown_can_be_sent_as_it_is(forum: Forum, organiser: str) -> None:
    told = shown(forum, organiser, CSV.encode()).body
    fields = [column["field"] for column in told["columns"]]
    (line,) = told["lines"]
    cells = {field: cell for field, cell in zip(fields, line["cells"], strict=True) if field}

    (result,) = imported(forum, organiser, cells)

    assert forum.attendee(result["attendee_id"]).ateliers == ("atelier-1",)


@pytest.mark.parametrize("name", ["attendance.csv", "attendance.xlsx"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_our_own_table_of_attendance_comes_back_as_it_was(
    forum: Forum, organiser: str, monkeypatch: pytest.MonkeyPatch, name: str, language: str
) -> None:
    keep_files(monkeypatch)
    ada = day(forum)
    gone = forum.register("Cid", ateliers=["atelier-3"], secret=organiser, email=None)
    forum.gateway.call("DELETE", f"/api/attendees/{gone['attendee_id']}", secret=organiser)
    before = forum.headcounts(organiser) | {"as_of": None}

    told = shown(forum, organiser, export(forum, name, language=language).content).body
    found = [columns.Column(**column) for column in told["columns"]]
    lines = [columns.cells(line["cells"], found) for line in told["lines"]]
    results = imported(forum, organiser, *lines)

    fields = [column.field for column in found if column.field not in (None, "ateliers")]
    assert sorted(fields) == sorted({*fields} | {"given_name", "family_name", "email", "status", "lunch"})
    assert sorted(outcomes(results)) == ["known", "known", "left_out"]
    assert [result["errors"] for result in results] == [[], [], []]
    assert forum.headcounts(organiser) | {"as_of": None} == before
    assert next(line["ateliers"] for line in lines if line["given_name"] == "Ada") == "Atelier-1"
    assert ada["attendee_id"] in [result["attendee_id"] for result in results]


def test_what_a_workbook_hides_is_told_with_its_columns(forum: Forum, organiser: str) -> None:
    told = shown(forum, organiser, (CASES / "hidden_row.xlsx").read_bytes()).body

    assert [line["line"] for line in told["lines"]] == [2, 4]
    assert told["dialect"]["hidden"] == [{"what": "rows", "count": 1, "where": "3"}]


def test_garbled_letters_are_told_and_repaired_when_that_is_asked_for(forum: Forum, organiser: str) -> None:
    content = CSV.encode().decode("cp1252").encode()

    told, repaired = (shown(forum, organiser, content, query=query).body for query in ({}, {"repair": "1"}))

    assert told["dialect"]["garbled"]["lines"] == 1
    assert {"stands": "ZoÃ©", "reads": "Zoé"} in told["dialect"]["garbled"]["examples"]
    assert told["lines"][0]["cells"][1] == "ZoÃ©"
    assert (repaired["dialect"]["garbled"], repaired["dialect"]["is_repaired"]) == (None, True)
    assert repaired["lines"][0]["cells"][1] == "Zoé"


def test_a_line_with_a_lost_letter_must_not_be_sent(forum: Forum, organiser: str) -> None:
    lines = shown(forum, organiser, (CASES / "cut_letter.csv").read_bytes()).body["lines"]

    assert [[error["code"] for error in line["errors"]] for line in lines] == [[], [], ["letter_lost"]]


def test_a_line_that_must_not_be_sent_says_so(forum: Forum, organiser: str) -> None:
    (line,) = shown(forum, organiser, b"Nom,Email\nExemple, Zoe,zoe@example.org\n").body["lines"]

    assert [error["code"] for error in line["errors"]] == ["too_many_cells"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "not_a_list"),
        (b'Nom;Email\n"Ada;a\n', "quote_unclosed"),
        (b"PK\x03\x04", "damaged"),
    ],
)
def test_a_file_of_which_no_list_can_be_made_says_why(
    forum: Forum, organiser: str, content: bytes, reason: str
) -> None:
    refused = shown(forum, organiser, content)

    assert (refused.status, refused.body["code"], refused.body["reason"]) == (422, "unreadable_list", reason)
    assert set(refused.body["said"]) == {"fr", "en"}
    assert refused.body["detail"] not in refused.body["said"].values()


def test_a_file_that_is_too_large_is_refused(forum: Forum, organiser: str) -> None:
    refused = shown(forum, organiser, b"x" * (large_bodies.LARGEST_FILE_BYTES + 1))

    assert (refused.status, refused.body["code"]) == (413, "payload_too_large")


def test_a_long_list_is_answered_packed(forum: Forum, organiser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = (CSV + "Exemple;Zoé;;;\r\n" * 2_000).encode()
    plain = shown(forum, organiser, content)

    # What is packed cannot be held against the contract as it is.
    monkeypatch.setattr("tests.gateway.check_contract", lambda *_: None)
    packed = shown(forum, organiser, content, headers={"accept-encoding": "br, gzip"})

    assert packed.headers["content-encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.content)) == plain.body
    assert len(packed.content) < len(plain.content) / 10
