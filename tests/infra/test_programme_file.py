"""An organiser's programme file becomes the programme, or the list of what to mend in it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from attendance.domain.outcome import Attended, Outcome, learned
from attendance.domain.prior import NOTHING_KNOWN, Arrived
from attendance.domain.programme import Session, Slot
from attendance.vocabulary.words import filled, spoken
from infra.programme import outcomes
from infra.programme.file import read
from tests.infra.programme_files import FORUM, SMALL_EVENT, edited, problems

USUAL = """
[usual]
show_up = 0.9
show_up_weight = 40
arrivals_weight = 50
arrivals = { "11:00" = 1, "9:15" = 0, "10:00" = 0.5 }

"""


def local_hours(thing: Any, begins: str, ends: str) -> tuple[str, ...]:
    paris = ZoneInfo("Europe/Paris")
    return tuple(f"{getattr(thing, name).astimezone(paris):%H:%M}" for name in (begins, ends))


def session(session_id: str) -> Session:
    return next(s for s in FORUM.sessions if s.id == session_id)


def test_the_forum_lasts_from_a_quarter_past_nine_to_five() -> None:
    assert FORUM.event.date == date(2022, 8, 30)
    assert min(s.starts_at for s in FORUM.sessions) == datetime(2022, 8, 30, 7, 15, tzinfo=UTC)
    assert max(s.ends_at for s in FORUM.sessions) == datetime(2022, 8, 30, 15, 0, tzinfo=UTC)


def test_somebody_is_always_expected_somewhere_at_the_forum() -> None:
    every: list[Session | Slot] = [*FORUM.sessions, *FORUM.slots]
    parts = sorted(every, key=lambda part: part.starts_at)
    ends_at = parts[0].starts_at
    for part in parts:
        assert part.starts_at <= ends_at, f"nothing happens before {part.title}"
        ends_at = max(ends_at, part.ends_at)


def test_nine_ateliers_are_held_five_in_the_morning_and_four_in_the_afternoon() -> None:
    assert [a.number for a in FORUM.ateliers] == list(range(1, 10))
    assert [a.slot for a in FORUM.ateliers] == ["strategic"] * 5 + ["prospective"] * 4
    assert [local_hours(s, "starts_at", "ends_at") for s in FORUM.slots] == [("11:05", "12:15"), ("15:20", "16:30")]


def test_every_atelier_is_presented_with_a_title_and_a_text_of_its_own() -> None:
    assert len({a.title for a in FORUM.ateliers}) == 9
    assert len({a.summary for a in FORUM.ateliers}) == 9
    assert all(len(a.title) > 80 and len(a.summary) > 200 for a in FORUM.ateliers)


def test_texts_written_over_several_lines_are_read_as_one() -> None:
    assert not [a.id for a in FORUM.ateliers if "\n" in a.title + a.summary or "  " in a.title + a.summary]
    assert FORUM.ateliers[2].title.endswith("secteur lucratif : le cas du CIR social.")


def test_no_two_ateliers_share_a_room_at_the_same_time() -> None:
    assert len({(a.slot, a.room) for a in FORUM.ateliers}) == 9


def test_the_round_tables_have_their_four_and_five_speakers() -> None:
    assert len(session("leviers").speakers) == 4
    assert len(session("ecosystemes").speakers) == 5


def test_the_keynote_is_held_within_the_lunch_break() -> None:
    assert session("dejeuner").starts_at <= session("keynote").starts_at
    assert session("keynote").ends_at <= session("dejeuner").ends_at


def test_twenty_one_organisations_come_to_the_forum() -> None:
    organisations = FORUM.event.organisations

    assert len(set(organisations)) == 21
    assert (organisations[0][:8], organisations[-1]) == ("L'Agence", "La 27e Région")
    assert not [o for o in organisations if o.endswith((";", "."))]


def test_the_forum_says_where_it_is_and_whom_to_ask() -> None:
    event = FORUM.event

    assert "Bât. A1" in event.venue
    assert "86000 Poitiers" in event.address
    assert len(event.access) == 4
    assert event.contact == "lola.caron@univ-poitiers.fr"
    assert event.further_reading.endswith("/notes-de-recherche/")
    assert "labCom Destins" in event.note


def test_badges_are_read_at_twelve_places() -> None:
    assert [c.id for c in FORUM.checkpoints if not c.is_atelier] == ["entrance", "lunch", "village"]
    assert [c.id for c in FORUM.checkpoints if c.is_atelier] == [a.id for a in FORUM.ateliers]


@pytest.mark.parametrize(
    ("checkpoint_id", "hours"),
    [
        ("entrance", ("08:30", "18:00")),
        ("lunch", ("12:00", "14:00")),
        ("village", ("12:00", "14:15")),
        ("atelier-1", ("10:45", "12:15")),
        ("atelier-9", ("15:00", "16:30")),
    ],
)
def test_a_door_opens_somewhat_before_what_is_behind_it_begins(checkpoint_id: str, hours: tuple[str, str]) -> None:
    assert local_hours(FORUM.checkpoint(checkpoint_id), "opens_at", "closes_at") == hours


def test_a_door_of_an_atelier_has_its_number_its_room_and_the_group_of_its_slot() -> None:
    door, atelier = FORUM.checkpoint("atelier-4"), FORUM.atelier("atelier-4")

    assert door
    assert atelier
    assert (door.title, door.room, door.group) == ("Atelier n°\N{NO-BREAK SPACE}4", atelier.room, "strategic")


def test_one_may_register_until_the_village_opens_and_is_forgotten_after_thirty_days() -> None:
    assert FORUM.registrations_close_at == session("dejeuner").starts_at
    assert FORUM.retention_days == 30


def test_a_freed_seat_is_offered_by_itself_for_a_day_unless_the_file_says_otherwise(tmp_path: Path) -> None:
    by_hand = edited(tmp_path, ("retention_days = 7", 'retention_days = 7\nwaiting_list = "by_hand"\noffer_hours = 6'))

    assert [(p.waiting_list, p.offer_hours) for p in (FORUM, read(SMALL_EVENT))] == [("by_itself", 24)] * 2
    assert (read(by_hand).waiting_list, read(by_hand).offer_hours) == ("by_hand", 6)


def test_no_seat_is_offered_once_registrations_have_closed_or_the_atelier_begins() -> None:
    morning, afternoon = FORUM.offers_end_at("atelier-1"), FORUM.offers_end_at("atelier-6")

    assert morning == FORUM.slots[0].starts_at < FORUM.registrations_close_at
    assert afternoon == FORUM.registrations_close_at < FORUM.slots[1].starts_at


def test_what_is_usual_at_the_forum_is_told_by_local_hours() -> None:
    found = [FORUM.share_arrived(datetime(2022, 8, 30, *hour, tzinfo=UTC)) for hour in ((6, 30), (7, 15), (11, 45))]

    assert (FORUM.usual.show_up, FORUM.usual.show_up_weight, FORUM.usual.arrivals_weight) == (0.78, 10, 60)
    assert found == [0, 0.45, 1]
    assert FORUM.share_arrived(datetime(2022, 8, 29, 12, 0, tzinfo=UTC)) == 0


def test_an_event_of_which_nothing_is_known_is_taken_for_a_usual_one() -> None:
    programme = read(SMALL_EVENT)
    entrance = programme.checkpoint("entrance")
    assert entrance
    opens_at = entrance.opens_at

    assert programme.usual == NOTHING_KNOWN
    assert [programme.share_arrived(opens_at + timedelta(hours=hours)) for hours in (-1, 1, 5)] == [0, 0.65, 1]


def test_hours_of_arrival_may_stand_in_any_order(tmp_path: Path) -> None:
    path = edited(tmp_path, ("[checkpoints.entrance]", USUAL + "[checkpoints.entrance]"))

    minutes = [(arrived.minutes_open, arrived.share) for arrived in read(path).usual.arrivals]
    assert minutes == [(-15, 0), (30, 0.5), (90, 1)]


def test_who_eats_may_be_told_too_and_is_told_by_the_hours_of_lunch(tmp_path: Path) -> None:
    more = 'eats = 0.9\nservings = { "12:00" = 0, "12:40" = 0.5, "13:30" = 1 }\n\n'
    path = edited(tmp_path, ("[checkpoints.entrance]", USUAL.rstrip() + "\n" + more + "[checkpoints.entrance]"))

    usual = read(path).usual

    assert (usual.eats, usual.eats_weight, usual.walk_ins) == (0.9, NOTHING_KNOWN.eats_weight, NOTHING_KNOWN.walk_ins)
    assert [(served.minutes_open, served.share) for served in usual.servings] == [(0, 0), (40, 0.5), (90, 1)]


def learning(tmp_path: Path, text: str) -> Path:
    (tmp_path / "spring-outcome.json").write_text(text)
    return edited(tmp_path, ("retention_days = 7", 'retention_days = 7\nlearn_from = ["spring-outcome.json"]'))


def test_what_is_usual_is_learned_from_the_events_that_the_file_names(tmp_path: Path) -> None:
    curve = (Arrived(0, 0.0), Arrived(60, 1.0))
    spring = Outcome(Attended(200, 190, 150), 6, curve, curve, {"exhibitor": Attended(9, 9, 2)}, {}, 1.5)

    usual = read(learning(tmp_path, outcomes.written(spring, "spring"))).usual

    assert usual == learned(NOTHING_KNOWN, [spring])
    assert usual.show_up > NOTHING_KNOWN.show_up


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "is no outcome"),
        ("[]", "is no outcome"),
        (
            '{"everybody": {"booked": 1, "came": 2, "ate": 0}, "unbooked": 0, "arrivals": [], "servings": []}',
            "is no outcome",
        ),
        (
            '{"everybody": {"booked": 1, "came": 1, "ate": 0}, "unbooked": 0, "arrivals": [[0, 0.5]], "servings": []}',
            "is no outcome",
        ),
    ],
)
def test_a_file_that_tells_no_outcome_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    assert problems(learning(tmp_path, text)) == [
        f"learn_from: spring-outcome.json {problem} that make close has written"
    ]


def test_an_outcome_that_is_missing_is_said(tmp_path: Path) -> None:
    path = edited(tmp_path, ("retention_days = 7", 'retention_days = 7\nlearn_from = ["autumn-outcome.json"]'))

    assert problems(path) == ["learn_from: autumn-outcome.json cannot be read: No such file or directory"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("0.9", "1", "usual.show_up: must be at most 0.99"),
        ("0.9", "0", "usual.show_up: must be at least 0.01"),
        ("0.9", '"0.9"', "usual.show_up: must be a number without quotes"),
        ("= 40", "= 0", "usual.show_up_weight: must be at least 1"),
        ("= 40", "= 2.5", "usual.show_up_weight: must be a whole number"),
        ("= 50", "= 2000", "usual.arrivals_weight: must be at most 1000"),
        ("arrivals_weight = 50", "", "usual.arrivals_weight: is missing"),
        ("arrivals_weight", "arrivals_wait", "usual.arrivals_wait: is not a key"),
        ('"10:00"', '"10h"', "usual.arrivals: must be an hour in quotes"),
        ('"10:00" = 0.5', '"10:00" = "half"', "usual.arrivals: must be a number without quotes at 10:00"),
        ('"10:00" = 0.5', '"10:00" = true', "usual.arrivals: must be a number without quotes at 10:00"),
        ('"10:00" = 0.5', '"10:00" = 1.5', "usual.arrivals: must not fall"),
        ('"10:00" = 0.5', '"10:00" = -0.5', "usual.arrivals: must not fall"),
        ('"10:00" = 0.5', '"10:00" = nan', "usual.arrivals: must not fall"),
        ('"10:00" = 0.5', '"10:00" = 0.5, "10:30" = 0.4', "usual.arrivals: must not fall"),
        ('"10:00" = 0.5', '"09:15" = 0.5', "usual.arrivals: has 09:15 twice"),
        ('"9:15" = 0', '"9:15" = 0.1', "usual.arrivals: must begin with 0"),
        ('"11:00" = 1', '"11:00" = 0.9', "usual.arrivals: must begin with 0, when nobody has come yet, and end with 1"),
        ('{ "11:00" = 1, "9:15" = 0, "10:00" = 0.5 }', "{}", "usual.arrivals: must begin with 0"),
        ('{ "11:00" = 1, "9:15" = 0, "10:00" = 0.5 }', "[1]", "usual.arrivals: must be a table"),
    ],
)
def test_what_is_usual_is_told_rightly_or_not_at_all(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert old in USUAL
    path = edited(tmp_path, ("[checkpoints.entrance]", USUAL.replace(old, new) + "[checkpoints.entrance]"))

    assert [one for one in problems(path) if one.startswith(problem)]


def test_an_event_of_another_shape_is_read_as_well() -> None:
    programme = read(SMALL_EVENT)

    assert [c.id for c in programme.checkpoints] == ["entrance", "lunch", "barro", "papel"]
    barro = programme.checkpoint("barro")
    assert barro
    assert barro.opens_at == datetime(2023, 6, 17, 8, 50, tzinfo=UTC)
    assert barro.closes_at == datetime(2023, 6, 17, 11, 5, tzinfo=UTC)
    assert programme.registrations_close_at == datetime(2023, 6, 16, 19, 0, tzinfo=UTC)


def test_an_event_needs_no_more_than_an_entrance(tmp_path: Path) -> None:
    text = SMALL_EVENT.read_text(encoding="utf-8")
    head, entrance = text[: text.index("[[sessions]]")], text[text.index("[checkpoints.entrance]") :]
    path = tmp_path / "programme.toml"
    path.write_text(head + entrance[: entrance.index("[checkpoints.lunch]")], encoding="utf-8")

    assert [c.id for c in read(path).checkpoints] == ["entrance"]


def test_slots_may_overlap(tmp_path: Path) -> None:
    late_slot = '[[slots]]\nid = "meio-dia"\ntitle = "Ao meio-dia"\nstarts_at = "11:00"\nends_at = "13:00"\n\n'
    path = edited(tmp_path, ('[[ateliers]]\nid = "barro"', late_slot + '[[ateliers]]\nid = "barro"'))

    assert [slot.id for slot in read(path).slots] == ["manha", "meio-dia"]


def test_a_file_from_an_editor_that_marks_its_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "programme.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL_EVENT.read_bytes())

    assert read(path) == read(SMALL_EVENT)


def test_a_door_is_called_as_pages_and_mails_call_its_atelier() -> None:
    door = FORUM.checkpoint("atelier-4")

    assert door
    assert door.title == filled(spoken("common", "fr")["atelier"], "fr", number=4)
