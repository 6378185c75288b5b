"""An organiser brings a list: every line is answered."""

from typing import Any

import pytest

from attendance.domain.problem import Later
from attendance.domain.questions import Answer
from attendance.store import people, retry
from attendance.usecases import enrolment, importing
from tests import builders
from tests.forum import Forum
from tests.functions.imports import ADA, BEA, codes, imported, outcomes, sent
from tests.functions.test_registration_questions import ACCESS, TELEPHONE


def test_everybody_on_a_list_is_registered_as_they_said(forum: Forum, organiser: str) -> None:
    more = {"lunch": "oui", "diet": "Végétarien", "village": "x", "drink": "non", "language": "anglais"}

    ada, bea = imported(forum, organiser, ADA | more, BEA)

    assert outcomes([ada, bea]) == ["registered", "registered"]
    stored = forum.attendee(ada["attendee_id"])
    assert (stored.name, stored.ateliers, stored.diet) == ("Ada Exemple", ("atelier-1", "atelier-3"), "vegetarian")
    assert (stored.lunch, stored.village, stored.drink, stored.language) == (True, True, False, "en")
    assert forum.attendee(bea["attendee_id"]).kind == "speaker"
    assert forum.headcounts(organiser)["registered"] == 2


def test_a_column_of_the_events_own_question_brings_answers_as_the_file_was_read(forum: Forum, organiser: str) -> None:
    forum.change(questions=(ACCESS, TELEPHONE))
    file = "Prénom;Nom;E-mail;Téléphone;Besoins\nAda;Exemple;ada@example.org;05 00;Fauteuil\n".encode()
    path, headers = "/api/attendees/import/file", {"content-type": "text/csv"}
    read = forum.gateway.call("POST", path, file, secret=organiser, headers=headers).body
    fields = [column["field"] for column in read["columns"]]
    assert fields[3] == "answers.telephone"

    cells = {"answers.acces": "pmr", **dict(zip(fields[:4], read["lines"][0]["cells"], strict=False))}
    (ada,) = imported(forum, organiser, cells)

    assert forum.attendee(ada["attendee_id"]).answers == (Answer("acces", ("pmr",)), Answer("telephone", ("05 00",)))


def test_a_dry_run_says_what_would_be_and_registers_nobody(forum: Forum, organiser: str) -> None:
    results = imported(forum, organiser, ADA, {**BEA, "email": "bea"}, dry_run=True)

    assert outcomes(results) == ["registered", "refused"]
    assert results[0]["attendee_id"] is None
    assert forum.headcounts(organiser)["registered"] == 0
    assert people.search(forum.event_id, "exemple", 10) == []


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
    body = {**BEA, "kind": "Exposant·e", "stand": "Le Bocal"}

    exhibitor, other = imported(forum, organiser, body, {**ADA, "stand": "Le Bocal"})

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
        ({"consent": " "}, "consent", "consent_unsaid"),
        ({"memo": "x" * 201}, "memo", "too_long"),
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
    spoken = len(builders.programme().languages)
    assert all(len({error["message"], *error["said"].values()}) == 1 + spoken for error in wrong["errors"])
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


def test_what_a_list_has_for_no_field_is_noted_for_the_staff(forum: Forum, organiser: str) -> None:
    lines = [ADA | {"memo": "Portable : +33 6 01"}, BEA | {"memo": "halal ?", "lunch": "oui", "diet": "Halal"}]

    ada, bea = [forum.attendee(result["attendee_id"]) for result in imported(forum, organiser, *lines)]

    assert (ada.memo, ada.memo_at_doors) == ("Portable : +33 6 01", False)
    # The words of a diet that the event lacks are kept as well, once: nobody asks for them.
    assert bea.memo == "halal ? ; Régime alimentaire\u00a0: Halal"


def test_who_cancelled_or_waits_by_a_list_is_left_out_and_told(forum: Forum, organiser: str) -> None:
    found = ("Confirmé", "Annulé", "Liste d'attente", "En attente de paiement", "")
    lines = [
        {"given_name": "Ada", "family_name": f"Un-{n}", "email": f"ada{n}@example.org", "status": status}
        for n, status in enumerate(found)
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
    monkeypatch.setattr(retry, "RETRY_FOR_SECONDS", 0.0)

    results = imported(forum, organiser, ADA, ADA | {"email": "ada"})

    assert outcomes(results) == ["later", "refused"]
    assert forum.headcounts(organiser)["registered"] == 0


def test_a_line_that_is_contended_to_the_end_does_not_stop_the_others(
    forum: Forum, organiser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol = enrolment.enrol

    def sometimes(registrar: Any, wanted: Any, *given: Any, **more: Any) -> Any:
        if wanted.given_name == "Ada":
            raise Later
        return enrol(registrar, wanted, *given, **more)

    monkeypatch.setattr(importing, "enrol", sometimes)

    assert outcomes(imported(forum, organiser, ADA, BEA)) == ["later", "registered"]


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


def test_an_answer_means_what_the_organiser_says_on_every_line_that_has_it(forum: Forum, organiser: str) -> None:
    lines = [{**ADA, "kind": "Presse", "lunch": "à voir"}, {**BEA, "kind": "PRESSE"}]
    values = {"kind": {"Presse": "speaker"}, "lunch": {"à voir": "yes"}}

    refused = imported(forum, organiser, *lines, dry_run=True)
    ada, bea = imported(forum, organiser, *lines, values=values)

    assert [[e["value"] for e in result["errors"]] for result in refused] == [["Presse", "à voir"], ["PRESSE"]]
    assert outcomes([ada, bea]) == ["registered", "registered"]
    assert (forum.attendee(ada["attendee_id"]).kind, forum.attendee(ada["attendee_id"]).lunch) == ("speaker", True)


def test_a_meaning_for_what_is_no_field_is_refused(forum: Forum, organiser: str) -> None:
    answer = sent(forum, organiser, ADA, values={"regime": {"halal": "other"}})

    assert (answer.status, answer.body["errors"][0]["field"]) == (422, "values.regime")


def test_a_name_in_capitals_is_registered_as_written_unless_the_organiser_wants_its_usual_spelling(
    forum: Forum, organiser: str
) -> None:
    shouted = {**ADA, "given_name": "ADA-LOU", "family_name": "DE L'EXEMPLE"}

    (seen,) = imported(forum, organiser, shouted, dry_run=True)
    (ada,) = imported(forum, organiser, shouted, usual_names=True)
    (again,) = imported(forum, organiser, shouted)

    assert seen["usual"] == {"given_name": "Ada-Lou", "family_name": "de L'Exemple"}
    assert forum.attendee(ada["attendee_id"]).name == "Ada-Lou de L'Exemple"
    assert (ada["usual"], again["outcome"], again["attendee_id"]) == (None, "known", ada["attendee_id"])
