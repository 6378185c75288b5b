"""What was asked for until lunch or the event ends is gone from the table then, and the numbers stay."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from attendance.domain.questions import EVENT_END, LUNCH_END, Question
from attendance.store import programmes
from infra.verify import recount
from tests.forum import Forum, bystander
from tests.functions.test_registration_questions import ACCESS, PHOTO, TELEPHONE
from tests.gateway import ROOT, Context, handler_module, template

FUNCTION = ROOT / "functions/forget_answers/handler.py"


@pytest.fixture
def answered(forum: Forum) -> dict[str, Any]:
    """Somebody who told what they need at lunch, and what during the event."""
    until_lunch = replace(ACCESS, erased=LUNCH_END)
    forum.change(questions=(replace(TELEPHONE, erased=EVENT_END), until_lunch, PHOTO))
    return forum.register(answers={"telephone": "05-SECRET", "acces": ["pmr"], "photo": True})


def forget() -> None:
    handler_module(FUNCTION).handler({"source": "aws.events"}, Context())


def questions_answered(forum: Forum, who: dict[str, Any]) -> list[str]:
    return [answer.question for answer in forum.attendee(who["attendee_id"]).answers]


def test_what_the_caterer_was_told_is_gone_too(forum: Forum) -> None:
    besides = Question("autre", "text", {"fr": "Autre chose ?"}, {"fr": "Repas"}, told_to="caterer", erased=LUNCH_END)
    forum.change(questions=(besides,))
    forum.register(answers={"autre": "05-SECRET"})
    assert "05-SECRET" in stored()

    set_clock(forum, "lunch")
    forget()

    assert "05-SECRET" not in stored()


def test_whatever_lunch_was_asked_for_is_in_no_item_within_the_hour_and_every_number_stays(forum: Forum) -> None:
    written = Question("texte", "text", {"fr": "Allergies ?"}, {"fr": "Repas"}, told_to="caterer", erased=LUNCH_END)
    forum.change(questions=(replace(ACCESS, erased=LUNCH_END, doors=("lunch",)), written))
    organiser = forum.invite()
    forum.register("Ada", lunch=True, answers={"texte": "05-SECRET form", "acces": ["pmr"]})
    bea, cid = forum.register("Bea", lunch=True), forum.register("Cid")
    of_bea = f"/api/attendees/{bea['attendee_id']}"
    forum.gateway.call("PATCH", of_bea, {"answers": {"texte": "05-SECRET corrected"}}, secret=organiser)
    forum.gateway.call("PATCH", "/api/registration", {"answers": {"texte": "05-SECRET own"}}, secret=cid["pass"])
    line = {"given_name": "Dan", "family_name": "Liste", "lunch": "oui", "answers.texte": "05-SECRET list"}
    listed = {"lines": [{"line": 2, "cells": line}], "consent": True}
    answer = forum.gateway.call("POST", "/api/attendees/import", listed, secret=organiser)
    assert "registered" in answer.text, answer.text
    forum.set_clock("10:30")
    forum.scan(organiser, bea, "lunch")
    assert {word for word in ("form", "corrected", "own", "list") if f"05-SECRET {word}" in stored()} == {
        *("form", "corrected", "own", "list")
    }
    before = {**forum.headcounts(organiser), "as_of": None}

    set_clock(forum, "lunch")
    for _ in range(2):
        forget()

    assert "05-SECRET" not in stored()
    assert "pmr" not in str([item for item in items() if "ATTENDEE" in item["PK"]["S"]])
    assert {**forum.headcounts(organiser), "as_of": None} == before
    assert recount(forum.event_id).differences == []
    (event,) = template()["Resources"]["ForgetAnswersFunction"]["Properties"]["Events"].values()
    every = re.fullmatch(r"rate\((\d+) minutes\)", event["Properties"]["Schedule"])
    assert every
    assert int(every[1]) <= 30


def test_a_diet_is_gone_from_its_person_when_the_day_ends_and_every_number_stays(forum: Forum) -> None:
    organiser = forum.invite(expires_at=forum.programme.event.ends_at)
    ada, bea = (forum.register(name, lunch=True, diet="vegan") for name in ("Ada", "Bea"))
    forum.register("Cid", lunch=True)
    forum.set_clock("10:30")
    for who in (ada, bea):
        forum.scan(organiser, who, "entrance")
    forum.scan(organiser, ada, "lunch")
    set_clock(forum, "lunch")
    forget()
    assert forum.attendee(ada["attendee_id"]).diet == "vegan"
    before = by_diet(forum, organiser)

    set_clock(forum, "event")
    for _ in range(2):
        forget()

    assert "vegan" not in str([item for item in items() if "ATTENDEE" in item["PK"]["S"]])
    assert by_diet(forum, organiser) == before
    assert before["vegan"] == (2, 2, 1)
    assert recount(forum.event_id).differences == []
    of_ada = f"/api/attendees/{ada['attendee_id']}"
    late = forum.gateway.call("PATCH", of_ada, {"diet": "vegan"}, secret=organiser)
    assert (late.status, late.body["errors"][0]["field"]) == (422, "diet")
    kept = forum.gateway.call("PATCH", of_ada, {"organisation": "Exemple"}, secret=organiser)
    assert kept.status == 200


def by_diet(forum: Forum, organiser: str) -> dict[str, tuple[int, int, int]]:
    diets = forum.gateway.call("GET", "/api/catering", secret=organiser).body["lunch"]["diets"]
    return {diet: (of["booked"], of["booked_inside"], of["served"]) for diet, of in diets.items()}


def stored() -> str:
    return str(items())


def items() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = bystander("dynamodb").scan(TableName="pointage")["Items"]
    return found


def test_each_answer_is_gone_from_the_table_at_its_time(forum: Forum, answered: dict[str, Any]) -> None:
    forget()
    assert questions_answered(forum, answered) == ["telephone", "acces", "photo"]

    set_clock(forum, "lunch")
    forget()
    assert questions_answered(forum, answered) == ["telephone", "photo"]
    assert "05-SECRET" in stored()

    set_clock(forum, "event")
    forget()
    assert questions_answered(forum, answered) == ["photo"]
    assert "05-SECRET" not in stored()


def test_what_was_counted_stays_counted(forum: Forum, answered: dict[str, Any]) -> None:
    organiser = forum.invite()
    forum.scan(organiser, answered, "entrance")
    before = forum.headcounts(organiser)["answers"]["acces"]["pmr"]

    set_clock(forum, "lunch")
    forget()
    forum.gateway.call("PATCH", "/api/registration", {"village": True}, secret=answered["pass"])

    assert forum.headcounts(organiser)["answers"]["acces"]["pmr"] == before == {"registered": 1, "present": 1}
    assert recount(forum.event_id).differences == []


def test_nobody_is_asked_any_more_and_nothing_is_missed(forum: Forum, answered: dict[str, Any]) -> None:
    set_clock(forum, "event")

    asked = forum.gateway.call("GET", "/api/programme").body["questions"]
    late = forum.gateway.call(
        "PATCH",
        f"/api/attendees/{answered['attendee_id']}",
        {"answers": {"telephone": "06"}},
        secret=forum.invite(expires_at=forum.programme.event.ends_at),
    )

    assert [question["id"] for question in asked] == ["photo"]
    assert (late.status, late.body["errors"][0]["field"]) == (422, "answers.telephone")


def test_phones_fetch_the_roster_without_the_notes(forum: Forum, answered: dict[str, Any]) -> None:
    door = forum.invite("volunteer", "entrance")
    assert forum.gateway.call("GET", "/api/roster", secret=door).body["attendees"][0]["notes"] == {"acces": ["pmr"]}

    set_clock(forum, "lunch")
    forget()

    assert "notes" not in forum.gateway.call("GET", "/api/roster", secret=door).body["attendees"][0]


def test_a_round_that_finds_nobody_is_the_last(forum: Forum, answered: dict[str, Any]) -> None:
    set_clock(forum, "event")

    for _ in range(2):
        forget()

    noted = programmes.latest(forum.event_id)
    assert noted.forgotten == ("acces", "lunch.diet", "telephone")
    forget()
    assert programmes.latest(forum.event_id).revision == noted.revision


def test_a_programme_that_was_loaded_a_moment_ago_is_the_one_that_counts(
    forum: Forum, answered: dict[str, Any]
) -> None:
    forget()
    cached = dict(programmes._cached)
    set_clock(forum, "event")
    programmes._cached.update(cached)

    for _ in range(2):
        forget()

    assert questions_answered(forum, answered) == ["photo"]
    assert programmes.latest(forum.event_id).forgotten == ("acces", "lunch.diet", "telephone")


def set_clock(forum: Forum, what: str) -> None:
    """Make it a minute after the end of lunch, or of the event."""
    lunch = forum.programme.checkpoint("lunch")
    assert lunch
    ends_at = lunch.closes_at if what == "lunch" else forum.programme.ends_at
    forum.set_clock(f"{ends_at + timedelta(minutes=1):%H:%M}")
    programmes._cached.clear()
