"""The catering numbers as an organiser asks for them: counted, foreseen for a level of service, and explained."""

from typing import Any

import pytest

from attendance.domain.prior import NOTHING_KNOWN, Arrived, Prior
from attendance.store import keys, programmes, table
from tests.builders import EVENT_ID
from tests.forum import Forum


def catering(forum: Forum, **query: str) -> dict[str, Any]:
    answered: dict[str, Any] = forum.gateway.call("GET", "/api/catering", secret=forum.invite(), query=query).body
    return answered


def lunching(forum: Forum) -> list[dict[str, Any]]:
    """Register four people who lunch, one of them vegan and an exhibitor, and one who does not."""
    for name in ("Ada", "Bea", "Cid"):
        forum.register(name, lunch=True)
    forum.register("Dan")
    return [forum.register("Eve", lunch=True, diet="vegan", kind="exhibitor")]


def test_before_the_day_meals_are_foreseen_for_nineteen_days_out_of_twenty(forum: Forum) -> None:
    lunching(forum)
    forum.set_clock("5:00")

    lunch = catering(forum)["lunch"]

    assert lunch["expected"] == {"mean": 2.7, "low": 0, "high": 4, "interval": 0.9}
    assert lunch["to_order"] == 5
    assert lunch["diets"]["vegan"]["expected"]["mean"] == 0.6
    assert lunch["diets"]["no_pork"]["to_order"] == 0
    assert lunch["kinds"]["exhibitor"] == {"booked": 1, "booked_inside": 0, "served": 0}
    for measure in ("booked", "booked_inside", "served"):
        assert sum(kind[measure] for kind in lunch["kinds"].values()) == lunch[measure]


def test_a_lower_level_of_service_orders_fewer_meals(forum: Forum) -> None:
    lunching(forum)
    forum.set_clock("5:00")

    orders = [catering(forum, service_level=level)["lunch"]["to_order"] for level in ("0.5", "0.95", "0.999")]

    assert orders == [3, 5, 6]


def test_as_an_attendee_comes_and_lunches_the_forecast_follows(forum: Forum) -> None:
    (eve,) = lunching(forum)
    organiser = forum.invite()
    forum.set_clock("11:30")
    nobody_here = catering(forum)["lunch"]["expected"]

    forum.scan(organiser, eve, "lunch")
    lunch = catering(forum)["lunch"]

    assert nobody_here["low"] < 3 < nobody_here["high"]
    assert lunch["expected"]["low"] == lunch["diets"]["vegan"]["to_order"] == 1
    assert lunch["kinds"]["exhibitor"] == {"booked": 1, "booked_inside": 1, "served": 1}


def test_who_steps_out_before_lunch_is_still_expected_at_table(forum: Forum) -> None:
    (eve,) = lunching(forum)
    organiser = forum.invite()
    forum.set_clock("10:30")
    forum.scan(organiser, eve, "entrance")
    here = catering(forum)["lunch"]

    forum.scan(organiser, eve, "entrance", direction="out")
    out = catering(forum)["lunch"]

    assert (out["booked_inside"], out["booked_came"], out["diets"]["vegan"]["booked_came"]) == (0, 1, 1)
    assert (out["expected"], out["to_order"]) == (here["expected"], here["to_order"])


def test_whose_diet_changes_or_who_cancels_takes_along_that_they_came(forum: Forum) -> None:
    (eve,) = lunching(forum)
    forum.scan(forum.invite(), eve, "entrance")

    forum.gateway.call("PATCH", "/api/registration", {"diet": "no_pork"}, secret=eve["pass"])
    changed = catering(forum)["lunch"]
    forum.gateway.call("DELETE", "/api/registration", secret=eve["pass"])
    cancelled = catering(forum)["lunch"]

    assert {diet: meals["booked_came"] for diet, meals in changed["diets"].items() if meals["booked_came"]} == {
        "no_pork": 1
    }
    assert cancelled["booked_came"] == 0


def test_after_lunch_what_was_served_is_what_is_foreseen(forum: Forum) -> None:
    (eve,) = lunching(forum)
    organiser = forum.invite()
    forum.set_clock("11:30")
    forum.scan(organiser, eve, "lunch")
    forum.set_clock("12:30")

    answer = catering(forum)

    assert answer["lunch"]["expected"] == {"mean": 1.0, "low": 1, "high": 1, "interval": 0.9}
    assert answer["explanation"] == "Le déjeuner est terminé. 1 repas servi. 4 repas réservés."


def test_the_forecast_is_explained_in_the_language_asked_for_and_in_french_otherwise(forum: Forum) -> None:
    lunching(forum)
    forum.set_clock("5:00")

    assert catering(forum)["explanation"].startswith("4 repas réservés. D’ordinaire 72")
    assert catering(forum, language="en")["explanation"].startswith(
        "4 meals booked. Usually 72% of those registered come"
    )


@pytest.mark.parametrize(
    "level",
    [
        "",
        "0.49",
        "0.9991",
        "1",
        "0",
        "-0.95",
        "95",
        "95%",
        "0,95",
        "nan",
        "inf",
        "1e-1",
        "0.9_5",
        "0.٩",
        "0." + "9" * 40,
    ],
)
def test_a_level_of_service_that_is_none_is_refused(forum: Forum, level: str) -> None:
    answer = forum.gateway.call("GET", "/api/catering", secret=forum.invite(), query={"service_level": level})

    assert (answer.status, answer.body["code"]) == (422, "invalid_request")
    assert answer.body["errors"][0]["field"] == "service_level"


@pytest.mark.parametrize("language", ["", "de", "FR", "fr-FR", "x" * 3_000])
def test_a_language_that_is_not_ours_is_refused(forum: Forum, language: str) -> None:
    answer = forum.gateway.call("GET", "/api/catering", secret=forum.invite(), query={"language": language})

    assert (answer.status, answer.body["errors"][0]["field"]) == (422, "language")


def test_what_is_usual_is_read_back_as_it_was_loaded(forum: Forum) -> None:
    usual = Prior(0.82, 25, (Arrived(-15, 0.0), Arrived(30, 1e-05), Arrived(60, 0.123456789), Arrived(90, 1.0)), 60)

    forum.change(usual=usual)

    stored = programmes.find(EVENT_ID)
    assert stored
    assert stored.usual == usual


def test_a_programme_stored_before_anything_was_known_to_be_usual_is_taken_for_a_usual_one(forum: Forum) -> None:
    item = table.get(keys.programme(EVENT_ID))
    assert item
    without = {name: value for name, value in item.items() if name != "usual"}
    table.write(table.put(without, "attribute_exists(#PK)", {}))

    stored = programmes.find(EVENT_ID)

    assert stored
    assert stored.usual == NOTHING_KNOWN


def test_catering_counts_by_diet_and_by_kind(forum: Forum) -> None:
    organiser = forum.invite()
    ada = forum.register("Ada", lunch=True, diet="vegan", village=True, drink=True)
    forum.register("Bea", lunch=True, kind="exhibitor")
    cid = forum.register("Cid", drink=True)
    forum.set_clock("10:30")
    for who in (ada, cid):
        forum.scan(organiser, who, "lunch", override=True)
    forum.scan(organiser, ada, "village")

    body = forum.gateway.call("GET", "/api/catering", secret=organiser).body

    lunch = body["lunch"]
    assert (lunch["booked"], lunch["booked_inside"], lunch["served"], lunch["served_not_booked"]) == (2, 1, 2, 1)
    for measure in ("booked", "booked_inside", "served"):
        assert sum(diet[measure] for diet in lunch["diets"].values()) == lunch[measure]
    assert body["village"]["exhibitors_booked"] == 1
    assert (body["village"]["announced"], body["village"]["visitors"]) == (1, 1)
    assert body["drink"] == {
        "announced": 2,
        "announced_inside": 2,
        "inside": 2,
        "expected": {"mean": 1.5, "low": 1, "high": 2, "interval": 0.9},
    }
    assert [hour["from"] for hour in body["village"]["expected"]] == sorted(
        hour["from"] for hour in body["village"]["expected"]
    )
