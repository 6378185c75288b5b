"""Another address: it holds once its mailbox was opened, and whoever reads the one that was left can take it back."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError

from attendance.documents.templates import words_of
from attendance.domain.addresses import LINK_KEPT
from attendance.store.email_claims import MOST_MAILS_AN_HOUR
from tests import mailroom as post
from tests.forum import Forum, bystander
from tests.functions.test_welcome_words import said
from tests.gateway import ROOT, Response
from tests.mailroom import Mailroom

PATH = "/api/registration"
OLD, NEW, THIRD = "ada@example.org", "ada@example.net", "ada@example.com"
ROOM = ROOT / "functions/address"


def seen(forum: Forum, secret: str) -> str:
    """Return what a link opens: an address, or why it opens nothing."""
    answer = forum.gateway.call("GET", PATH, secret=secret)
    told: str = answer.body["email"] if answer.status == 200 else answer.body["code"]
    return told


def change(forum: Forum, secret: str, **chosen: Any) -> dict[str, Any]:
    answer = forum.gateway.call("PATCH", PATH, chosen, secret=secret)
    assert answer.status == 200, answer.text
    told: dict[str, Any] = answer.body
    return told


def correct(forum: Forum, who: dict[str, Any], organiser: str, **chosen: Any) -> dict[str, Any]:
    answer = forum.gateway.call("PATCH", f"/api/attendees/{who['attendee_id']}", chosen, secret=organiser)
    assert answer.status == 200, answer.text
    told: dict[str, Any] = answer.body
    return told


def mailed(mailroom: Mailroom, to: str, subject: str) -> str:
    """Return the path of the link in the last mail to somebody that is about this."""
    mailroom.deliver()
    return post.address_path(next(m for m in reversed(mailroom.sent) if m["To"] == to and subject in m["Subject"]))


def to_confirm(mailroom: Mailroom, to: str = NEW) -> str:
    return mailed(mailroom, to, "Confirmez cette adresse")


def to_restore(mailroom: Mailroom, to: str = OLD) -> str:
    return mailed(mailroom, to, "Votre adresse a été changée")


def shown(forum: Forum, path: str) -> str:
    """Return what the page of a link is about."""
    return page_of(forum.gateway.call("GET", path))


def pressed(forum: Forum, path: str) -> str:
    """Press the button of a link's page, and return what the page that answers is about."""
    return page_of(forum.gateway.call("POST", path, b"", headers={"content-type": "application/x-www-form-urlencoded"}))


def page_of(answer: Response) -> str:
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "<script" not in answer.text
    return answer.text.split('data-page="', 1)[1].split('"', 1)[0]


def newest(mailroom: Mailroom, to: str) -> str:
    """Return the pass in the last mail to somebody."""
    mailroom.deliver()
    return post.secret(next(m for m in reversed(mailroom.sent) if m["To"] == to and "#" in post.text(m)))


def confirmed(forum: Forum, mailroom: Mailroom, secret: str, to: str = NEW) -> str:
    """Change somebody's address to the end, and return the pass that the new mailbox got."""
    change(forum, secret, email=to)
    assert pressed(forum, to_confirm(mailroom, to)) == "holds"
    return newest(mailroom, to)


@pytest.fixture
def ada(forum: Forum, mailroom: Mailroom) -> dict[str, Any]:
    """Somebody registered whose mail was delivered, and not opened."""
    registered = forum.register(email=OLD)
    mailroom.deliver()
    return registered


@pytest.fixture
def opened(forum: Forum, mailroom: Mailroom, ada: dict[str, Any]) -> str:
    """The pass in Ada's mail, by which she has come in."""
    secret = post.secret(mailroom.sent[0])
    assert seen(forum, secret) == OLD
    return secret


@pytest.fixture(params=["attendee", "organiser"])
def move(request: pytest.FixtureRequest, forum: Forum, mailroom: Mailroom, organiser: str) -> Callable[..., Response]:
    """Change somebody's registration, as themselves with the mail opened, or as an organiser."""

    def call(who: dict[str, Any], **chosen: Any) -> Response:
        if request.param == "organiser":
            return forum.gateway.call("PATCH", f"/api/attendees/{who['attendee_id']}", chosen, secret=organiser)
        answer = forum.gateway.call("PATCH", PATH, chosen, secret=who["pass"])
        if answer.status == 200 and answer.body["pending_email"]:
            assert pressed(forum, to_confirm(mailroom, answer.body["pending_email"])) == "holds"
        return answer

    return call


def test_an_address_that_somebody_types_holds_only_once_its_mailbox_was_opened(
    forum: Forum, mailroom: Mailroom, ada: dict[str, Any]
) -> None:
    told = change(forum, ada["pass"], email=NEW, drink=True)
    assert (told["email"], told["pending_email"], told["pass"], told["drink"]) == (OLD, NEW, None, True)

    path = to_confirm(mailroom)
    assert [shown(forum, path) for _ in range(2)] == ["pending", "pending"]
    assert seen(forum, ada["pass"]) == OLD

    assert [pressed(forum, path) for _ in range(2)] == ["holds", "holds"]
    told = forum.gateway.call("GET", PATH, secret=newest(mailroom, NEW)).body
    assert (told["email"], told["pending_email"]) == (NEW, None)
    assert told["opened_at"]
    assert shown(forum, path) == "holds"


def test_all_links_to_the_old_mailbox_end_with_the_address(
    forum: Forum, mailroom: Mailroom, move: Callable[..., Response], ada: dict[str, Any]
) -> None:
    assert move(ada, email=NEW).status == 200

    for secret in (ada["pass"], post.secret(mailroom.sent[0])):
        assert seen(forum, secret) == "pass_revoked"
        for method, path in (("DELETE", PATH), ("POST", f"{PATH}/erasure"), ("POST", f"{PATH}/badge")):
            assert forum.gateway.call(method, path, secret=secret).status == 401


def test_the_new_mailbox_gets_a_link_and_one_that_was_never_opened_a_notice_without(
    forum: Forum, mailroom: Mailroom, move: Callable[..., Response], ada: dict[str, Any]
) -> None:
    move(ada, email=NEW)

    records = mailroom.records()
    mailroom.deliver([*records, *records])

    told = {mail["To"]: mail for mail in mailroom.sent[1:]}
    assert told.keys() == {OLD, NEW}
    assert seen(forum, post.secret(told[NEW])) == NEW
    assert told[OLD]["Subject"].startswith("Votre adresse a été changée")
    assert "écrivez à essai@example.org" in post.text(told[OLD])
    assert post.files(told[OLD]) == {}
    for personal in ("#", NEW, "Ada", "Exemple", ada["code"], "/address/"):
        assert personal not in post.text(told[OLD])
    assert OLD not in post.everything()


def test_an_organiser_is_told_no_pass_of_somebody_else(forum: Forum, organiser: str, ada: dict[str, Any]) -> None:
    assert "pass" not in correct(forum, ada, organiser, email=NEW)


@pytest.mark.parametrize("chosen", [{"email": "ADA@example.org"}, {"email": OLD}, {"drink": True}])
def test_who_keeps_the_mailbox_keeps_the_links(
    forum: Forum, mailroom: Mailroom, move: Callable[..., Response], ada: dict[str, Any], chosen: dict[str, Any]
) -> None:
    changed = move(ada, **chosen)

    assert (changed.body.get("pass"), changed.body["pending_email"]) == (None, None)
    assert seen(forum, ada["pass"]) == changed.body["email"]
    mailroom.deliver()
    assert not [mail for mail in mailroom.sent if "adresse" in mail["Subject"]]


def test_an_address_that_somebody_has_is_refused_and_ends_nothing(
    forum: Forum, mailroom: Mailroom, move: Callable[..., Response], ada: dict[str, Any]
) -> None:
    forum.register("Bea", email=NEW)

    assert move(ada, email=NEW).body["code"] == "already_registered"

    assert seen(forum, ada["pass"]) == OLD


def test_the_link_of_the_old_address_cannot_be_asked_for_any_more(
    forum: Forum, mailroom: Mailroom, move: Callable[..., Response], ada: dict[str, Any]
) -> None:
    move(ada, email=NEW)
    mailroom.deliver()
    before = len(mailroom.sent)

    forum.gateway.call("POST", "/api/links", {"email": OLD})
    mailroom.deliver()
    mailroom.deliver()

    assert len(mailroom.sent) == before


def test_who_had_no_address_waits_too_and_leaves_no_mailbox_behind(
    forum: Forum, mailroom: Mailroom, organiser: str
) -> None:
    told = {"given_name": "Ada", "family_name": "Exemple", "consent": True}
    ada = forum.gateway.call("POST", "/api/registrations", told, secret=organiser).body
    secret = forum.own_pass(ada)

    changed = change(forum, secret, email=NEW)

    assert (changed["email"], changed["pending_email"]) == (None, NEW)
    assert change(forum, secret, pending_email=None)["pending_email"] is None
    change(forum, secret, email=NEW)
    assert pressed(forum, to_confirm(mailroom)) == "holds"
    assert seen(forum, secret) == NEW
    mailroom.deliver()
    assert {mail["To"] for mail in mailroom.sent} == {NEW}


def test_the_mail_to_a_pending_address_tells_it_the_name_and_nothing_that_opens(
    forum: Forum, mailroom: Mailroom, ada: dict[str, Any]
) -> None:
    change(forum, ada["pass"], email=NEW, organisation="Votez Untel", stand="")
    path = to_confirm(mailroom)

    (mail,) = [mail for mail in mailroom.sent if mail["To"] == NEW]
    assert "Ada Exemple" in post.text(mail)
    for opening in ("#", ada["code"], OLD, "Untel"):
        assert opening not in post.text(mail)
    assert post.files(mail) == {}
    secret = path.removeprefix("/address/")
    for held in (secret, path):
        assert forum.gateway.call("GET", PATH, secret=held).status == 401
    assert "/badge#" not in forum.gateway.call("POST", path).text
    assert secret not in post.everything()


@pytest.mark.parametrize("taken_back", [{"email": OLD}, {"email": "ADA@example.org"}, {"pending_email": None}])
def test_a_pending_address_is_taken_back(
    forum: Forum, mailroom: Mailroom, ada: dict[str, Any], taken_back: dict[str, Any]
) -> None:
    change(forum, ada["pass"], email=NEW)
    path = to_confirm(mailroom)

    told = change(forum, ada["pass"], **taken_back)

    assert told["pending_email"] is None
    assert (shown(forum, path), pressed(forum, path)) == ("link_over", "link_over")
    assert NEW not in post.everything()


def test_a_newer_pending_address_takes_the_place_of_the_one_before(
    forum: Forum, mailroom: Mailroom, ada: dict[str, Any]
) -> None:
    change(forum, ada["pass"], email=NEW)
    first = to_confirm(mailroom, NEW)
    change(forum, ada["pass"], email=THIRD)

    assert pressed(forum, first) == "link_over"
    assert pressed(forum, to_confirm(mailroom, THIRD)) == "holds"

    assert pressed(forum, first) == "link_over"
    assert seen(forum, newest(mailroom, THIRD)) == THIRD


def test_the_mail_can_be_asked_for_again_and_either_link_does(
    forum: Forum, mailroom: Mailroom, ada: dict[str, Any]
) -> None:
    change(forum, ada["pass"], email=NEW)
    first = to_confirm(mailroom)

    told = change(forum, ada["pass"], email=NEW.upper())
    assert told["pending_email"] == NEW
    second = to_confirm(mailroom)

    assert first != second
    assert (pressed(forum, first), pressed(forum, second)) == ("holds", "holds")


def test_a_mail_that_comes_too_late_for_its_address_is_not_sent(
    forum: Forum, mailroom: Mailroom, ada: dict[str, Any]
) -> None:
    change(forum, ada["pass"], email=NEW)
    change(forum, ada["pass"], email=THIRD)
    mailroom.deliver()

    assert [mail["To"] for mail in mailroom.sent[1:]] == [THIRD]


def test_an_address_that_somebody_took_meanwhile_is_told_so_and_nothing_changes(
    forum: Forum, mailroom: Mailroom, ada: dict[str, Any]
) -> None:
    change(forum, ada["pass"], email=NEW)
    path = to_confirm(mailroom)
    bea = forum.register("Bea", email=NEW)

    assert pressed(forum, path) == "already_registered"
    assert seen(forum, ada["pass"]) == OLD

    assert forum.gateway.call("DELETE", PATH, secret=bea["pass"]).status == 200
    assert pressed(forum, path) == "holds"


def test_the_way_back_is_mailed_though_the_mailbox_has_had_all_that_it_may_within_the_hour(
    forum: Forum, mailroom: Mailroom, opened: str
) -> None:
    for number in range(MOST_MAILS_AN_HOUR):
        change(forum, opened, organisation=f"La Fonda {number}")
        mailroom.deliver()

    confirmed(forum, mailroom, opened)

    assert pressed(forum, to_restore(mailroom)) == "holds"


@pytest.mark.parametrize("opens", ["pending", "former"])
@pytest.mark.parametrize(("method", "path"), [("DELETE", PATH), ("POST", f"{PATH}/erasure")])
def test_a_link_to_a_registration_that_has_ended_does_nothing_and_says_so(
    forum: Forum, mailroom: Mailroom, opened: str, method: str, path: str, opens: str
) -> None:
    secret, link = opened, ""
    if opens == "pending":
        change(forum, opened, email=NEW)
        link = to_confirm(mailroom)
    else:
        secret = confirmed(forum, mailroom, opened)
        link = to_restore(mailroom)

    assert forum.gateway.call(method, path, secret=secret).status == 200

    assert (shown(forum, link), pressed(forum, link)) == ("link_over", "link_over")


def test_an_erasure_leaves_no_trace_of_any_address(forum: Forum, mailroom: Mailroom, opened: str) -> None:
    secret = confirmed(forum, mailroom, opened)
    change(forum, secret, email=THIRD)
    mailroom.deliver()
    data = forum.gateway.call("GET", f"{PATH}/data", secret=secret).body
    assert [left["email"] for left in data["former_addresses"]] == [OLD]
    assert data["registration"]["pending_email"] == THIRD

    assert forum.gateway.call("POST", f"{PATH}/erasure", secret=secret).status == 200
    mailroom.deliver()

    for address in (OLD, NEW, THIRD):
        assert address not in post.everything()


def test_an_erasure_leaves_none_on_a_notice_that_could_not_be_sent(
    forum: Forum, mailroom: Mailroom, organiser: str, ada: dict[str, Any], opened: str
) -> None:
    correct(forum, ada, organiser, email=NEW)
    mailroom.fault(post.answer(400, "MessageRejected"), times=9)
    mailroom.deliver()
    assert OLD in post.everything()

    for _ in range(2):
        answer = forum.gateway.call("POST", f"/api/attendees/{ada['attendee_id']}/erasure", secret=organiser)
        assert answer.status == 200

    assert OLD not in post.everything()


@pytest.mark.parametrize("path", ["/address/nothing", "/address/" + "A" * 43, "/address/é", "/address/" + "x" * 4000])
def test_a_link_that_was_never_made_is_told_like_one_that_is_over(forum: Forum, path: str) -> None:
    assert (shown(forum, path), pressed(forum, path)) == ("link_over", "link_over")
    assert forum.gateway.call("GET", path).status == 410


def test_a_link_is_good_for_a_week(
    forum: Forum, mailroom: Mailroom, opened: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(forum, mailroom, opened)
    restore = to_restore(mailroom)
    change(forum, newest(mailroom, NEW), email=THIRD)
    confirm = to_confirm(mailroom, THIRD)
    assert (shown(forum, restore), shown(forum, confirm)) == ("left", "pending")
    later = time.time() + LINK_KEPT.total_seconds() + 60

    monkeypatch.setattr("time.time", lambda: later)

    assert (shown(forum, restore), shown(forum, confirm)) == ("link_over", "link_over")


def test_whoever_reads_the_mailbox_that_was_left_takes_the_registration_back(
    forum: Forum, mailroom: Mailroom, opened: str
) -> None:
    thief = confirmed(forum, mailroom, opened)
    assert seen(forum, opened) == "pass_revoked"
    path = to_restore(mailroom)
    assert [shown(forum, path) for _ in range(2)] == ["left", "left"]
    assert seen(forum, thief) == NEW

    assert [pressed(forum, path) for _ in range(2)] == ["holds", "holds"]

    assert seen(forum, thief) == "pass_revoked"
    assert seen(forum, newest(mailroom, OLD)) == OLD
    notices = [mail for mail in mailroom.sent if mail["To"] == NEW and "adresse a été changée" in mail["Subject"]]
    assert len(notices) == 1
    assert "/address/" not in post.text(notices[0])


def test_a_notice_with_a_way_back_tells_nothing_of_the_person(
    forum: Forum, mailroom: Mailroom, ada: dict[str, Any], opened: str
) -> None:
    confirmed(forum, mailroom, opened)
    to_restore(mailroom)

    (notice,) = [mail for mail in mailroom.sent if "adresse a été changée" in mail["Subject"]]
    for personal in ("#", NEW, "Ada", "Exemple", ada["code"]):
        assert personal not in post.text(notice)


def test_the_first_mailbox_takes_back_what_went_through_several_and_none_of_these_takes_it_again(
    forum: Forum, mailroom: Mailroom, opened: str
) -> None:
    second = confirmed(forum, mailroom, opened, NEW)
    first_back = to_restore(mailroom, OLD)
    third = confirmed(forum, mailroom, second, THIRD)
    second_back = to_restore(mailroom, NEW)
    change(forum, third, email="ada@example.edu")
    pending = to_confirm(mailroom, "ada@example.edu")

    assert pressed(forum, first_back) == "holds"

    for path in (second_back, pending):
        assert (shown(forum, path), pressed(forum, path)) == ("link_over", "link_over")
    assert [seen(forum, secret) for secret in (opened, second, third)] == ["pass_revoked"] * 3
    assert seen(forum, newest(mailroom, OLD)) == OLD


def test_a_mailbox_that_confirms_an_address_of_its_own_again_takes_back_all_that_came_after_it(
    forum: Forum, mailroom: Mailroom, opened: str
) -> None:
    """Who took the address could name the one before anew, so that its owner confirms instead of taking it back."""
    thief = confirmed(forum, mailroom, opened, NEW)
    owner = confirmed(forum, mailroom, thief, OLD)

    assert pressed(forum, to_confirm(mailroom, OLD)) == "holds"

    mailroom.deliver()
    left = [post.text(mail) for mail in mailroom.sent if mail["To"] == NEW and "a été changée" in mail["Subject"]]
    assert len(left) == 1
    assert "/address/" not in left[0]
    assert (seen(forum, thief), seen(forum, owner)) == ("pass_revoked", OLD)


def test_who_goes_on_from_mailbox_to_mailbox_does_not_push_the_first_one_out(
    forum: Forum, mailroom: Mailroom, opened: str
) -> None:
    secret, names = opened, [f"thief{n}@example.net" for n in range(8)]
    for name in names:
        secret = confirmed(forum, mailroom, secret, name)
    back = to_restore(mailroom, OLD)

    assert pressed(forum, back) == "holds"

    assert seen(forum, secret) == "pass_revoked"
    assert seen(forum, newest(mailroom, OLD)) == OLD


def test_a_mailbox_that_left_of_its_own_is_not_taken_back_by_the_one_before_the_last_but_in_its_turn(
    forum: Forum, mailroom: Mailroom, opened: str
) -> None:
    second = confirmed(forum, mailroom, opened, NEW)
    first_back = to_restore(mailroom, OLD)
    confirmed(forum, mailroom, second, THIRD)
    second_back = to_restore(mailroom, NEW)

    assert pressed(forum, second_back) == "holds"
    assert seen(forum, newest(mailroom, NEW)) == NEW
    assert pressed(forum, first_back) == "holds"
    assert seen(forum, newest(mailroom, OLD)) == OLD


def test_an_address_that_was_taken_back_and_left_again_can_be_taken_back_again(
    forum: Forum, mailroom: Mailroom, opened: str
) -> None:
    confirmed(forum, mailroom, opened, NEW)
    assert pressed(forum, to_restore(mailroom)) == "holds"
    confirmed(forum, mailroom, newest(mailroom, OLD), THIRD)

    assert pressed(forum, to_restore(mailroom)) == "holds"

    assert seen(forum, newest(mailroom, OLD)) == OLD


def test_an_organisers_correction_holds_at_once_and_ends_every_way_back(
    forum: Forum, mailroom: Mailroom, organiser: str, ada: dict[str, Any], opened: str
) -> None:
    thief = confirmed(forum, mailroom, opened, NEW)
    confirmed(forum, mailroom, thief, THIRD)
    ways = [to_restore(mailroom, OLD), to_restore(mailroom, NEW)]
    change(forum, newest(mailroom, THIRD), email="ada@example.edu")
    ways.append(to_confirm(mailroom, "ada@example.edu"))

    told = correct(forum, ada, organiser, email=OLD)

    assert (told["email"], told["pending_email"]) == (OLD, None)
    assert [shown(forum, path) for path in ways] == ["link_over"] * 3
    mailroom.deliver()
    (notice,) = [mail for mail in mailroom.sent if mail["To"] == THIRD and "changée" in mail["Subject"]]
    assert "/address/" not in post.text(notice)


def test_an_organiser_sees_the_pending_address_and_another_correction_leaves_it(
    forum: Forum, mailroom: Mailroom, organiser: str, ada: dict[str, Any]
) -> None:
    change(forum, ada["pass"], email=NEW)

    assert correct(forum, ada, organiser, drink=True)["pending_email"] == NEW
    told = correct(forum, ada, organiser, email=NEW)

    assert (told["email"], told["pending_email"]) == (NEW, None)


def test_a_cancellation_drops_the_pending_address(forum: Forum, mailroom: Mailroom, ada: dict[str, Any]) -> None:
    change(forum, ada["pass"], email=NEW)
    forum.gateway.call("DELETE", PATH, secret=ada["pass"])
    mailroom.deliver()

    assert NEW not in post.everything()
    assert [mail["To"] for mail in mailroom.sent[1:]] == [OLD]


def test_an_address_may_be_confirmed_and_taken_back_after_registrations_have_closed(
    forum: Forum, mailroom: Mailroom, opened: str
) -> None:
    change(forum, opened, email=NEW)
    path = to_confirm(mailroom)
    forum.set_clock("11:00")

    assert pressed(forum, path) == "holds"
    assert pressed(forum, to_restore(mailroom)) == "holds"


def test_the_secret_of_a_link_is_in_no_log(
    forum: Forum, mailroom: Mailroom, opened: str, caplog: pytest.LogCaptureFixture
) -> None:
    change(forum, opened, email=NEW)
    path = to_confirm(mailroom)
    for spoilt in (path, path + "x"):
        shown(forum, spoilt)
        pressed(forum, spoilt)

    logged = str([vars(record) for record in caplog.records])
    assert "address_taken" in logged
    for secret in (path.rsplit("/", 1)[1], NEW, OLD):
        assert secret not in logged


def test_whoever_was_not_answered_presses_again(forum: Forum, mailroom: Mailroom, ada: dict[str, Any]) -> None:
    change(forum, ada["pass"], email=NEW)
    path = to_confirm(mailroom)
    post.lose_answer("TransactWriteItems")
    with pytest.raises(ReadTimeoutError):
        pressed(forum, path)

    assert pressed(forum, path) == "holds"

    assert forum.attendee(ada["attendee_id"]).pass_generation == 2


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_speaks_the_language_of_the_mail(
    forum: Forum, mailroom: Mailroom, ada: dict[str, Any], language: str
) -> None:
    change(forum, ada["pass"], email=NEW, language=language)
    mailroom.deliver()
    (mail,) = [mail for mail in mailroom.sent if mail["To"] == NEW]

    assert f"{post.address_path(mail)}?lang={language}" in post.text(mail)
    answer = forum.gateway.call("GET", post.address_path(mail), query={"lang": language})
    assert f'<html lang="{language}">' in answer.text
    assert NEW in answer.text


def test_the_page_says_the_same_in_both_languages() -> None:
    french, english = (dict(said(words_of(ROOM, language))) for language in ("fr", "en"))

    assert french.keys() == english.keys()
    assert {"pending", "left", "holds", "link_over", "already_registered", "later"} == words_of(ROOM, "fr")[
        "told"
    ].keys()


def test_a_name_on_the_page_stays_text(forum: Forum, mailroom: Mailroom) -> None:
    ada = forum.register("<b>{name}</b>", email=OLD)
    change(forum, ada["pass"], email=NEW)

    page = forum.gateway.call("GET", to_confirm(mailroom)).text

    assert "&lt;b&gt;{name}&lt;/b&gt;" in page


def test_what_was_stored_before_is_read_and_changed(forum: Forum, mailroom: Mailroom, ada: dict[str, Any]) -> None:
    key = {"PK": {"S": f"EVENT#forum-essai#ATTENDEE#{ada['attendee_id']}"}, "SK": {"S": "PROFILE"}}
    gone = "REMOVE address_number, opened_at, pending"
    bystander("dynamodb").update_item(TableName="pointage", Key=key, UpdateExpression=gone)

    confirmed(forum, mailroom, ada["pass"])

    assert forum.attendee(ada["attendee_id"]).email == NEW
