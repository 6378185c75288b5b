"""A link that is revoked or expires: names go, scans stay, and leave."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from attendance.store import passes, programmes
from infra.outbox import read
from tests.browser import volunteer
from tests.browser.records import (
    ENTRANCE,
    Phones,
    entrance,
    names_kept,
    now,
)
from tests.browser.street import Street
from tests.doors import Doors, until


@pytest.mark.parametrize(("code", "said"), [("pass_revoked", "révoqué"), ("pass_expired", "expiré")])
def test_a_link_that_is_over_takes_the_names_at_once_and_leaves_the_scans(
    phone: Phones, street: Street, doors: Doors, code: str, said: str
) -> None:
    ada = doors.register()
    held = entrance(doors, street, phone)
    street.stop()
    volunteer.scan(held, ada["badge"])
    street.unauthorised(code)
    volunteer.send_now(held)

    opening = held.page.locator("#opening")
    expect(opening).to_be_visible()
    expect(opening).to_contain_text(said)
    expect(opening).to_contain_text("1 scan n’a pas été envoyé")
    expect(held.page.locator("#door")).to_be_hidden()
    volunteer.reload(held)
    expect(opening).to_contain_text(said)
    assert names_kept(held) == []

    held.page.get_by_role("button", name="Voir les envois").click()
    with held.page.expect_download() as saving:
        held.page.locator("#save-outbox").click()
    outbox = read(saving.value.path())
    assert (outbox.event, [saved.scan["badge"] for saved in outbox.scans]) == (doors.stack.event_id, [ada["badge"]])
    assert [saved.scan["offline"] for saved in outbox.scans] == ["admitted"]


def test_a_link_that_expires_still_brings_the_scans_made_before(
    phone: Phones, street: Street, doors: Doors, at_hand: Doors
) -> None:
    ada = doors.register()
    invited = doors.invite(ENTRANCE)
    held = volunteer.at_the_door(phone(), street.link(invited["pass"]))
    street.stop()
    assert volunteer.scan(held, ada["badge"]).sort == "accepted"
    # It ends now, however far the machine is; the server, which remembers a pass for a while, comes to know it.
    ended = passes.find(passes.pass_id(invited["pass"]))
    assert ended
    event = doors.stack.event_id
    programme = programmes.get(event)
    passes.issue(replace(ended, expires_at=programmes.now(programme)), programmes.purge_at(programme))
    nothing = {"sent_at": now(doors).isoformat(), "scans": []}
    until(lambda: doors.call("POST", "/api/scans", nothing, invited["pass"]).status_code == 401)

    street.open()

    expect(held.page.locator("#opening")).to_contain_text("expiré")
    expect(held.page.locator("#opening")).not_to_contain_text("n’a pas été envoyé")
    assert doors.verdicts(ada) == ["admitted"]
    assert names_kept(held) == []


def test_a_new_link_sends_what_the_one_that_is_over_left(phone: Phones, street: Street, doors: Doors) -> None:
    ada = doors.register()
    held = entrance(doors, street, phone)
    street.stop()
    volunteer.scan(held, ada["badge"])
    street.unauthorised("pass_revoked")
    volunteer.send_now(held)
    expect(held.page.locator("#opening")).to_contain_text("révoqué")

    street.open()
    volunteer.open_link(held, street.link(doors.invite(ENTRANCE)["pass"]))

    volunteer.is_at_the_door(held)
    volunteer.holds(held, 0)
    assert doors.verdicts(ada) == ["admitted"]


def test_a_revoked_phone_stops_by_itself(phone: Phones, street: Street, doors: Doors) -> None:
    doors.register()
    invited = doors.invite(ENTRANCE)
    held = volunteer.at_the_door(phone(lasting=True), street.link(invited["pass"]))
    assert names_kept(held) != []

    doors.call("DELETE", f"/api/passes/{invited['id']}", secret=doors.organiser)

    expect(held.page.locator("#opening")).to_contain_text("révoqué")
    assert names_kept(held) == []
    held.restart()
    volunteer.reopen(held)
    expect(held.page.locator("#opening")).to_contain_text("révoqué")
