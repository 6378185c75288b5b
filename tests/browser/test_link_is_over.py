"""A link that is revoked or expires: names go, scans stay, and leave."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

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
from tests.doors import Doors


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
    expect(opening).to_be_visible(timeout=volunteer.BY_ITSELF_MS)
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


def test_a_link_that_expires_still_brings_the_scans_made_before(phone: Phones, street: Street, doors: Doors) -> None:
    ada = doors.register()
    expires_at = now(doors) + timedelta(seconds=15)
    held = entrance(doors, street, phone, expires_at=expires_at.isoformat())
    street.stop()
    assert volunteer.scan(held, ada["badge"]).sort == "accepted"
    held.page.wait_for_timeout(max(0, (expires_at - now(doors)).total_seconds() * 1000))

    street.open()

    expect(held.page.locator("#opening")).to_contain_text("expiré", timeout=volunteer.BY_ITSELF_MS)
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
    expect(held.page.locator("#opening")).to_contain_text("révoqué", timeout=volunteer.BY_ITSELF_MS)

    street.open()
    volunteer.open_link(held, street.link(doors.invite(ENTRANCE)["pass"]))

    volunteer.is_at_the_door(held)
    volunteer.holds(held, 0)
    assert doors.verdicts(ada) == ["admitted"]


def test_a_revoked_phone_stops_within_half_a_minute(phone: Phones, street: Street, doors: Doors) -> None:
    doors.register()
    invited = doors.invite(ENTRANCE)
    held = volunteer.at_the_door(phone(lasting=True), street.link(invited["pass"]))
    assert names_kept(held) != []

    doors.call("DELETE", f"/api/passes/{invited['id']}", secret=doors.organiser)

    expect(held.page.locator("#opening")).to_contain_text("révoqué", timeout=40_000)
    assert names_kept(held) == []
    held.restart()
    volunteer.reopen(held)
    expect(held.page.locator("#opening")).to_contain_text("révoqué")
