"""What several phones and people do at the same moment ends as if they had come one by one."""

from collections import Counter
from collections.abc import Callable

from attendance.domain.passes import MOST_DEVICES
from tests.doors import CLIENTS, Doors

type TakeSeats = Callable[[str, int], None]


def test_one_badge_at_eight_phones_is_admitted_once(doors: Doors) -> None:
    ada = doors.register()
    phones = [doors.invite("entrance")["pass"] for _ in range(CLIENTS)]
    before = doors.headcounts()["checkpoints"]["entrance"]

    results = doors.at_once(lambda n: doors.scan(phones[n], doors.sent(ada["badge"], "entrance"))[0])

    assert Counter(r["verdict"] for r in results) == {"admitted": 1, "already_admitted": CLIENTS - 1}
    after = doors.headcounts()["checkpoints"]["entrance"]
    assert after["present"] == before["present"] + 1
    assert after["already"] == before["already"] + CLIENTS - 1


def test_one_last_seat_and_eight_walk_ins_admits_one(doors: Doors, take_seats: TakeSeats) -> None:
    take_seats("atelier-4", 1)
    walk_ins = [doors.register() for _ in range(CLIENTS)]
    phones = [doors.invite("atelier-4")["pass"] for _ in range(CLIENTS)]

    results = doors.at_once(
        lambda n: doors.scan(phones[n], doors.sent(walk_ins[n]["badge"], "atelier-4", override=True))[0]
    )

    assert Counter(r["verdict"] for r in results) == {"admitted": 1, "full": CLIENTS - 1}
    assert doors.headcounts()["checkpoints"]["atelier-4"]["seats"] == {"capacity": 30, "taken": 30, "waiting": 0}


def test_one_last_seat_and_eight_registrations_books_one(doors: Doors, take_seats: TakeSeats) -> None:
    take_seats("atelier-9", 1)

    answers = doors.at_once(
        lambda _: doors.call("POST", "/api/registrations", doors.registration(ateliers=["atelier-9"]))
    )

    assert Counter(a.status_code for a in answers) == {201: 1, 409: CLIENTS - 1}
    assert {a.json()["code"] for a in answers if a.status_code == 409} == {"atelier_full"}
    assert doors.headcounts()["checkpoints"]["atelier-9"]["seats"] == {"capacity": 40, "taken": 40, "waiting": 0}


def test_one_address_registered_eight_times_at_once_is_one_person(doors: Doors) -> None:
    registration = doors.registration(email="une.seule@example.org")

    answers = doors.at_once(lambda _: doors.call("POST", "/api/registrations", registration))

    assert Counter(a.status_code for a in answers) == {201: 1, 409: CLIENTS - 1}


def test_one_registration_sent_eight_times_at_once_is_one_person_with_eight_passes(
    doors: Doors, take_seats: TakeSeats
) -> None:
    take_seats("atelier-5", 1)
    # The last seat and the address are taken by the first of the eight, and are theirs all the same.
    registration = doors.registration(registration_id="0c8f1bb2-6a60-4b7e-9d3a-0d3d8a6c0f11", ateliers=["atelier-5"])
    before = doors.headcounts()["registered"]

    answers = doors.at_once(lambda _: doors.call("POST", "/api/registrations", registration))

    assert {a.status_code for a in answers} == {201}
    assert len({a.json()["attendee_id"] for a in answers}) == 1
    assert doors.headcounts()["registered"] == before + 1
    for answer in answers:
        assert doors.call("GET", "/api/registration", secret=answer.json()["pass"]).status_code == 200


def test_of_a_registration_sent_by_the_staff_and_by_anybody_at_once_each_gets_its_own_or_nothing(doors: Doors) -> None:
    desk = doors.invite("entrance", walk_ins=True)["pass"]
    body = doors.registration(registration_id="6f2d0c0e-51ad-4c3c-8a31-8f7d5c1b9a02")
    before = doors.headcounts()["registered"]

    answers = doors.at_once(lambda n: (n % 2, doors.call("POST", "/api/registrations", body, desk if n % 2 else None)))

    assert doors.headcounts()["registered"] == before + 1
    made = {by_staff for by_staff, answer in answers if answer.status_code == 201}
    assert len(made) == 1
    for by_staff, answer in answers:
        expected = (201, "") if by_staff in made else (409, "already_registered")
        assert (answer.status_code, answer.json().get("code", "") if by_staff not in made else "") == expected
        assert (answer.json().get("pass") is not None) == (made == {0} and not by_staff)


def test_one_scan_sent_eight_times_at_once_counts_once_and_has_one_answer(doors: Doors) -> None:
    ada = doors.register(lunch=True)
    sent = doors.sent(ada["badge"], "lunch", "12:30")
    phone = doors.invite("lunch")["pass"]
    before = doors.headcounts()["checkpoints"]["lunch"]["ever"]

    results = doors.at_once(lambda _: doors.scan(phone, sent)[0])

    assert all(result == results[0] for result in results)
    assert doors.headcounts()["checkpoints"]["lunch"]["ever"] == before + 1


def test_one_strangers_scan_sent_eight_times_at_once_is_refused_once(doors: Doors) -> None:
    sent = doors.sent("no badge at all", "entrance")
    before = doors.headcounts()["checkpoints"]["entrance"]["refused"]

    results = doors.at_once(lambda _: doors.scan(doors.organiser, sent)[0])

    assert all(result == results[0] for result in results)
    assert doors.headcounts()["checkpoints"]["entrance"]["refused"] == before + 1


def test_a_scan_and_a_cancellation_at_once_are_counted_as_one_of_the_two_orders(doors: Doors) -> None:
    people = [doors.register(ateliers=["atelier-1"]) for _ in range(4)]
    phone = doors.invite("atelier-1")["pass"]
    before = doors.headcounts()["checkpoints"]["atelier-1"]

    def scan_or_cancel(n: int) -> str:
        who = people[n // 2]
        if n % 2:
            assert doors.call("DELETE", "/api/registration", secret=who["pass"]).status_code == 200
            return "gone"
        verdict: str = doors.scan(phone, doors.sent(who["badge"], "atelier-1"))[0]["verdict"]
        return verdict

    verdicts = [v for v in doors.at_once(scan_or_cancel) if v != "gone"]

    assert set(verdicts) <= {"admitted", "cancelled"}
    admitted = verdicts.count("admitted")
    after = doors.headcounts()["checkpoints"]["atelier-1"]
    assert after["present"] == before["present"] + admitted
    assert after["booked"] == before["booked"] - len(people)
    # Whoever was let in before they cancelled sits there still, without a booking.
    assert after["seats"]["taken"] == before["seats"]["taken"] - len(people) + admitted


def test_two_changes_of_one_registration_at_once_leave_one_seat_taken(doors: Doors) -> None:
    ada = doors.register(ateliers=["atelier-6"])
    wanted = ["atelier-7", "atelier-8"] * (CLIENTS // 2)
    before = doors.headcounts()["checkpoints"]

    answers = doors.at_once(lambda n: doors.call("PATCH", "/api/registration", {"ateliers": [wanted[n]]}, ada["pass"]))

    assert {a.status_code for a in answers} == {200}
    after = doors.headcounts()["checkpoints"]
    moved = {
        a: after[a]["seats"]["taken"] - before[a]["seats"]["taken"] for a in ("atelier-6", "atelier-7", "atelier-8")
    }
    chosen = doors.call("GET", "/api/registration", secret=ada["pass"]).json()["ateliers"]
    assert moved == {"atelier-6": -1, "atelier-7": 0, "atelier-8": 0} | {chosen[0]: 1}


def test_one_person_at_two_ateliers_at_once_is_in_one_of_them(doors: Doors) -> None:
    ada = doors.register()
    phones = {a: doors.invite(a)["pass"] for a in ("atelier-2", "atelier-3")}
    places = ["atelier-2", "atelier-3"]

    doors.at_once(
        lambda n: doors.scan(phones[places[n]], doors.sent(ada["badge"], places[n], override=True)), clients=2
    )

    day = doors.call("GET", f"/api/attendees/{ada['attendee_id']}", secret=doors.organiser).json()
    assert day["attendance"]["place"] in places


def test_four_capacities_for_one_atelier_at_once_leave_programme_and_seats_agreed(doors: Doors) -> None:
    path, places = "/api/ateliers/atelier-6", [41 + n for n in range(4)]
    before = doors.headcounts()["checkpoints"]["atelier-6"]["seats"]["capacity"]

    answers = doors.at_once(lambda n: doors.call("PATCH", path, {"capacity": places[n]}, doors.organiser), 4)

    assert {a.status_code for a in answers} == {200}
    now = doors.call("PATCH", path, {"room": "Amphi"}, doors.organiser).json()
    assert now["capacity"] == now["seats"]["capacity"] in places
    acts = doors.call("GET", "/api/acts", secret=doors.organiser).json()["acts"]
    ours = (act["details"] for act in acts if act["details"].get("atelier") == "atelier-6")
    changes = [details["capacity"] for details in ours if "capacity" in details]
    assert {change["after"] for change in changes} == set(places)
    # Each was decided on what the one before had stored.
    assert sorted(c["before"] for c in changes) == sorted({before, *places} - {now["capacity"]})


def test_who_is_scanned_while_seats_are_released_keeps_the_seat_or_is_told_that_it_is_gone(doors: Doors) -> None:
    people = [doors.register(ateliers=["atelier-2"]) for _ in range(4)]
    phone = doors.invite("atelier-2")["pass"]
    before = doors.headcounts()["checkpoints"]["atelier-2"]

    def scan_or_release(n: int) -> str:
        if n == len(people):
            doors.call_in_pages("/api/ateliers/atelier-2/release")
            return "released"
        verdict: str = doors.scan(phone, doors.sent(people[n]["badge"], "atelier-2"))[0]["verdict"]
        return verdict

    verdicts = doors.at_once(scan_or_release, len(people) + 1)

    assert set(verdicts[:-1]) <= {"admitted", "not_booked"}
    for who, verdict in zip(people, verdicts, strict=False):
        own = doors.call("GET", "/api/registration", secret=who["pass"]).json()
        assert (own["ateliers"] == ["atelier-2"]) == (verdict == "admitted")
        assert own["ateliers"] + own["released"] == ["atelier-2"]
    after = doors.headcounts()["checkpoints"]["atelier-2"]
    assert after["booked"] + after["released"] == before["booked"] + before["released"]
    assert after["booked"] - after["seats"]["taken"] == before["booked"] - before["seats"]["taken"]


def test_a_link_opened_on_many_devices_at_once_counts_twenty_of_them_apart(doors: Doors) -> None:
    door, each = doors.invite("entrance"), 4
    people = [[doors.register() for _ in range(each)] for _ in range(CLIENTS)]
    before = doors.present("entrance")

    def act(n: int) -> list[str]:
        found = (
            doors.scan(door["pass"], doors.sent(who["badge"], "entrance"), device=f"phone-{n}-{number}")
            for number, who in enumerate(people[n])
        )
        return [result["verdict"] for (result,) in found]

    assert doors.at_once(act) == [["admitted"] * each] * CLIENTS

    assert doors.present("entrance") == before + each * CLIENTS
    listed = doors.call("GET", "/api/passes", secret=doors.organiser).json()["passes"]
    (only,) = (one for one in listed if one["id"] == door["id"])
    assert len(only["devices"]) == MOST_DEVICES + 1


def test_who_is_revoked_while_they_invite_leaves_nobody_who_is_not(doors: Doors) -> None:
    wanted = {"role": "organiser", "label": "Invité"}
    zoe = doors.call("POST", "/api/passes", {**wanted, "label": "Zoé"}, doors.organiser).json()

    def act(n: int) -> tuple[int, str]:
        if n == CLIENTS - 1:
            path = f"/api/passes/{zoe['id']}?descendants=true"
            return doors.call("DELETE", path, secret=doors.organiser).status_code, ""
        newest, status = zoe["pass"], 201
        for _ in range(4):
            answer = doors.call("POST", "/api/passes", wanted, newest)
            status, newest = answer.status_code, answer.json().get("pass", newest)
        return status, newest

    outcomes = doors.at_once(act)

    assert outcomes[-1] == (200, "")
    assert all(doors.call("GET", "/api/mails", secret=secret).status_code == 401 for _, secret in outcomes[:-1])
    listed = doors.call("GET", "/api/passes", secret=doors.organiser).json()["passes"]
    assert all(one["revoked_at"] for one in listed if one["label"] in ("Zoé", "Invité"))


def test_scans_that_two_organisers_take_back_at_once_are_taken_back_once(doors: Doors) -> None:
    rogue, people = doors.invite("entrance", "atelier-5"), [doors.register() for _ in range(6)]
    before = doors.present("entrance")
    for who in people:
        into = doors.sent(who["badge"], "atelier-5", "11:10", override=True)
        stranger = doors.sent("https://example.org/a-poster", "entrance")
        doors.scan(rogue["pass"], into, stranger)
    assert doors.present("entrance") == before + len(people)

    path = f"/api/passes/{rogue['id']}/undo-scans"
    undone = doors.at_once(lambda _: sum(page["undone"] for page in doors.call_in_pages(path)), 2)

    assert sum(undone) == 2 * len(people)
    assert doors.present("entrance") == before
    acts = doors.call("GET", "/api/acts", secret=doors.organiser).json()["acts"]
    told = [act["details"] for act in acts if act["what"] == "scans_undone"]
    assert sum(one["undone"] for one in told if one["label"] == rogue["label"]) == 2 * len(people)
