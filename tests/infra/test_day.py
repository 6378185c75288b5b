"""The simulated day: its script is always the same, and its count notices one person too many."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from attendance.domain.questions import wrong_answers
from attendance.vocabulary.codes import Conflict, Verdict
from infra.day import people, script
from infra.day.actions import BY_HAND, OUT, Scan, Undo, WalkIn
from infra.day.connection import Connection
from infra.day.differences import compare, flat
from infra.day.expected_verdicts import expected_verdicts
from infra.day.pace import Pace
from infra.day.people import Person
from infra.day.phones import Phones, Turns
from infra.day.registrations import Registrations
from infra.day.run import evening
from infra.day.tally import Answered, Ledger, numbers
from infra.programme.file import read

ROOT = Path(__file__).parent.parent.parent
FORUM = read(ROOT / "infra/programme/destins-2022.toml")
ATTENDEES = people.read(ROOT / "infra/local/people.csv")
SCRIPT = script.write(ATTENDEES, FORUM, 2022)
DAY = datetime(2022, 8, 30, tzinfo=UTC)

ADA = Person(0, "Ada", "Exemple", ateliers=("atelier-1",), lunch=True, diet="vegan", drink=True)
BOB = Person(1, "Bob", "Exemple", kind="exhibitor", village=True)


def scan(who: int | None, checkpoint: str, hour: str, **facts: Any) -> Scan:
    hours, minutes = hour.split(":")
    at = DAY + timedelta(hours=int(hours) - 2, minutes=int(minutes))
    made = Scan(0, f"scan-{checkpoint}-{hour}-{who}", "phone", checkpoint, at, at, who)
    return replace(made, **facts)


def counted(*answered: Answered, people: tuple[Person, ...] = (ADA, BOB)) -> dict[str, int]:
    """Count a tiny day, and return the numbers that are not zero."""
    ledger = Ledger({person.number: person for person in people})
    for one in answered:
        ledger.add(one)
    return {name: number.value for name, number in numbers(ledger, FORUM).items() if number.value}


def test_the_same_seed_writes_the_same_day() -> None:
    assert script.write(ATTENDEES, FORUM, 2022) == SCRIPT
    assert script.write(ATTENDEES, FORUM, 2023) != SCRIPT


@pytest.mark.parametrize("seed", [1, 7, 2022, 31337])
def test_every_verdict_and_every_conflict_happens_and_only_one_atelier_fills_up(seed: int) -> None:
    written = script.write(ATTENDEES, FORUM, seed)
    evening_clock = evening(FORUM)

    answers = expected_verdicts(written.actions, written.eve.people.values(), written.phones, FORUM, evening_clock)

    doors = {action.scan_id: action.checkpoint for action in written.actions if isinstance(action, Scan)}
    assert {answer.verdict for answer in answers.values()} == set(Verdict)
    assert {conflict for answer in answers.values() for conflict in answer.conflicts} == set(Conflict)
    assert {doors[scan_id] for (scan_id, _), answer in answers.items() if answer.verdict == "full"} == {
        written.eve.full
    }


def test_two_phones_lose_the_network_and_one_uploads_twice() -> None:
    alone = [phone for phone in SCRIPT.phones if phone.offline]

    assert len(alone) == 2
    assert [phone.uploads_twice for phone in alone].count(True) == 1
    for phone in alone:
        late = [a for a in SCRIPT.actions if isinstance(a, Scan) and a.phone == phone.id and a.sent == phone.uploads_at]
        assert len(late) > 20
        assert all(phone.is_offline(action.at) for action in late)


def test_a_scan_is_undone_after_it_was_made_and_a_walk_in_scanned_after_they_registered() -> None:
    known, registered = set[str](), {person.number for person in ATTENDEES}
    for action in SCRIPT.actions:
        match action:
            case WalkIn():
                registered.add(action.who)
            case Scan():
                known.add(action.scan_id)
                assert action.who is None or action.who in registered
            case Undo():
                assert action.scan_id in known


def test_no_two_actions_wait_for_each_other() -> None:
    for act in SCRIPT.acts:
        turns, place = Turns.of(act.actions), {action.number: n for n, action in enumerate(act.actions)}

        assert all(place[before] < place[after] for after, before in turns.after.items())


def test_an_atelier_scan_enters_the_building_and_leaving_the_building_leaves_the_atelier() -> None:
    entered = Answered(scan(0, "atelier-1", "11:02"), "admitted")
    left = Answered(scan(0, "entrance", "11:40", direction=OUT), "left")

    there, gone = counted(entered), counted(left, entered)

    assert there["headcounts.inside"] == 1
    assert there["headcounts.checkpoints.atelier-1.present"] == 1
    assert there["headcounts.checkpoints.entrance.arrivals.2022-08-30T09:00:00.000Z"] == 1
    assert there["catering.lunch.diets.vegan.booked_inside"] == 1
    assert there["catering.lunch.kinds.participant.booked_inside"] == 1
    assert "headcounts.inside" not in gone
    assert "catering.lunch.booked_inside" not in gone
    assert gone["catering.lunch.booked_came"] == gone["catering.lunch.diets.vegan.booked_came"] == 1
    assert "headcounts.checkpoints.atelier-1.present" not in gone
    assert gone["headcounts.checkpoints.atelier-1.ever"] == 1


def test_who_is_let_in_without_a_booking_takes_a_seat_and_is_a_walk_in() -> None:
    numbers_then = counted(Answered(scan(1, "atelier-4", "11:02", override=True), "admitted"))

    assert numbers_then["headcounts.checkpoints.atelier-4.seats.taken"] == 1
    assert numbers_then["headcounts.checkpoints.atelier-4.walk_ins"] == 1


def test_a_second_visit_to_the_village_is_a_visit_of_the_same_visitor() -> None:
    first, second = scan(1, "village", "12:20"), scan(1, "village", "12:50")
    numbers_then = counted(Answered(first, "admitted"), Answered(second, "already_admitted"))

    assert numbers_then["catering.village.visitors"] == 1
    assert numbers_then["catering.village.visits.2022-08-30T10:15:00.000Z"] == 1
    assert numbers_then["catering.village.visits.2022-08-30T10:45:00.000Z"] == 1
    assert numbers_then["headcounts.checkpoints.village.already"] == 1


def test_a_stranger_whom_a_phone_let_in_is_a_conflict_and_moves_no_other_number() -> None:
    before = counted()
    accepted = Answered(scan(None, "entrance", "9:40", offline="admitted"), "admitted", ("unknown_badge",))

    assert Counter(counted(accepted)) - Counter(before) == {"headcounts.conflicts": 1}


def test_what_was_undone_or_settled_counts_no_more() -> None:
    refused = Answered(scan(0, "atelier-2", "11:00"), "not_booked")
    doubtful = Answered(scan(0, "lunch", "12:30", offline="admitted"), "admitted", ("double_admission",))

    assert counted(replace(refused, undone=True), replace(doubtful, undone=True)) == counted()
    assert "headcounts.conflicts" not in counted(replace(doubtful, settled=True))


def test_cancelling_keeps_where_somebody_is_but_not_what_they_booked() -> None:
    numbers_then = counted(
        Answered(scan(0, "atelier-1", "11:02"), "admitted"), people=(replace(ADA, is_cancelled=True), BOB)
    )

    assert numbers_then["headcounts.cancelled"] == 1
    assert numbers_then["headcounts.registered"] == 1
    assert numbers_then["headcounts.inside"] == 1
    assert numbers_then["headcounts.checkpoints.atelier-1.walk_ins"] == 1
    assert "catering.lunch.booked" not in numbers_then


def test_a_wrong_number_is_told_with_the_people_behind_the_right_one() -> None:
    ledger = Ledger({0: replace(ADA, attendee_id="ADA-ID"), 1: BOB})
    ledger.add(Answered(scan(0, "entrance", "9:02"), "admitted"))
    expected = numbers(ledger, FORUM)
    answered = {name: number.value for name, number in expected.items()} | {"headcounts.inside": 2}

    (difference,) = compare("After arrivals", expected, answered)

    assert difference.what == "After arrivals: headcounts.inside"
    assert (difference.expected, difference.found) == (1, 2)
    assert difference.people == ("Ada Exemple (ADA-ID)",)


def test_a_number_that_nobody_expected_is_a_difference_unless_it_is_zero_or_a_forecast() -> None:
    answer = {"lunch": {"served": 0, "refused": {"full": 1}, "to_order": 12, "expected": {"low": 3}}}

    found = flat(answer, "catering")

    assert [difference.what for difference in compare("Now", {}, found)] == ["Now: catering.lunch.refused.full"]


def test_answers_are_counted_of_who_registered_and_of_who_is_inside() -> None:
    answers = {"acces": ["plain-pied", "boucle"], "photo": False, "allergies": "Arachide", "trajet": "velo"}
    ada, bob = replace(ADA, answers=answers), replace(BOB, answers={"trajet": "velo"}, is_cancelled=True)

    then = counted(Answered(scan(0, "entrance", "9:00"), "admitted"), people=(ada, bob))

    named = {name: count for name, count in then.items() if ".answers." in name or ".wishes." in name}
    given = ("acces.plain-pied", "acces.boucle", "photo.no", "trajet.velo")
    assert named == {
        **{f"headcounts.answers.{one}.{who}": 1 for one in given for who in ("registered", "present")},
        "catering.wishes.allergies": 1,
    }


def test_some_people_answer_each_question_and_everybody_what_is_possible() -> None:
    asked = {question.id: question for question in FORUM.questions}
    given = [person.answers for person in SCRIPT.eve.registering]

    for name, question in asked.items():
        assert 0 < sum(name in answers for answers in given) < len(given), name
        assert {code for a in given for code in _listed(a.get(name))} >= set(question.codes) - {"yes", "no"}
    for person in SCRIPT.eve.registering:
        assert list(wrong_answers(FORUM.questions, person.answers, person.kind)) == []


def test_what_the_caterer_is_told_is_compared_by_question() -> None:
    counts = {"question": "noix", "label": "Noix", "choices": [{"id": "n", "label": "N"}], "counts": {"n": 2}}
    texts = {"question": "autre", "label": "Autre", "texts": ["a", "b"]}

    assert flat({"wishes": [counts, texts]}, "catering") == {"catering.wishes.noix.n": 2, "catering.wishes.autre": 2}


def _listed(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given]


ANSWER: dict[str, Any] = {
    "scan_id": "scan-lunch-12:30-0",
    "verdict": "admitted",
    "attendee": {"id": "ada", "name": "Ada E.", "notes": ["Arachide"]},
    "diet": "vegan",
}


@pytest.mark.parametrize(
    ("again", "found"),
    [
        ({"attendee": {"id": "ada", "name": "Ada E."}, "diet": "none"}, []),
        ({"verdict": "already_admitted"}, ["answered again"]),
        ({"attendee": {"id": "bob", "name": "Bob E."}}, ["answered again"]),
        ({"attendee": None, "diet": None}, ["answered again"]),
    ],
)
def test_an_answer_of_hours_ago_comes_again_but_for_what_was_forgotten_meanwhile(
    again: dict[str, Any], found: list[str]
) -> None:
    class Later(Connection):
        async def get(self, *_: Any, **__: Any) -> Any:
            return {"results": [{**ANSWER, **again}]}

    async def differences() -> list[str]:
        async with Later("https://forum.example.org") as connection:
            registrations = Registrations(connection, "", Ledger({0: ADA}))
            phones = Phones(connection, registrations, {}, Pace(), FORUM.event.id, {"phone": ""})
            phones.answers[ANSWER["scan_id"]] = ANSWER
            await phones.repeat("phone", [scan(0, "lunch", "12:30", carries=BY_HAND)])
            return [each.what for each in phones.differences]

    told = asyncio.run(differences())

    assert [each.rpartition(") ")[2] for each in told] == found
