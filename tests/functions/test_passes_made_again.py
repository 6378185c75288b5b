"""An invitation whose answer or mail was lost: pressed again, it is the same link; and a link made anew for another."""

from contextlib import suppress
from typing import Any

from attendance.edge import authority
from attendance.vocabulary.codes import MailState
from tests import mailroom as post
from tests.forum import Forum
from tests.functions.outgoing import raising
from tests.gateway import Response
from tests.mailroom import Mailroom

LOLA = {"role": "volunteer", "label": "Lola", "checkpoints": ["entrance"], "invitation_id": "lola-at-the-entrance"}
MAILED = {**LOLA, "email": "lola@example.org"}


def invite(forum: Forum, secret: str, body: dict[str, Any]) -> Response:
    return forum.gateway.call("POST", "/api/passes", body, secret=secret)


def listed(forum: Forum, organiser: str) -> list[dict[str, Any]]:
    passes = forum.gateway.call("GET", "/api/passes", secret=organiser).body["passes"]
    return [one for one in passes if one["role"] == "volunteer"]


def told(forum: Forum, organiser: str) -> list[list[str]]:
    """Return what the journal and the mails tell of links' mails."""
    acts = forum.gateway.call("GET", "/api/acts", secret=organiser).body["acts"]
    at_once = forum.gateway.call("GET", "/api/mails", secret=organiser).body["at_once"]
    return [[act["details"]["mail"] for act in acts if act["what"] == "invited"], [one["state"] for one in at_once]]


def test_the_same_invitation_again_is_the_same_link(forum: Forum, organiser: str, mailroom: Mailroom) -> None:
    first, again = invite(forum, organiser, MAILED), invite(forum, organiser, MAILED)

    assert (again.status, again.body) == (201, first.body)
    assert len(listed(forum, organiser)) == 1
    assert all(first.body["link"] in post.text(mail) for mail in mailroom.sent)
    assert told(forum, organiser) == [[MailState.SENT], []]


def test_a_link_whose_mail_broke_off_is_told_so_and_mailed_by_pressing_again(
    forum: Forum, organiser: str, mailroom: Mailroom
) -> None:
    mailroom.fault(raising(KeyError("MAIL_SENDERS")))
    with suppress(KeyError):
        invite(forum, organiser, MAILED)
    forum.pass_hours(0.02)

    assert told(forum, organiser) == [[MailState.UNSURE], [MailState.UNSURE]]
    again = invite(forum, organiser, MAILED).body

    assert ([one["id"] for one in listed(forum, organiser)], again["mailed"]) == ([again["id"]], MailState.SENT)
    (mail,) = mailroom.sent
    assert again["link"] in post.text(mail)
    assert told(forum, organiser) == [[MailState.SENT], []]


def test_a_link_that_could_not_be_mailed_is_to_be_seen_to_until_it_is_used(
    forum: Forum, organiser: str, mailroom: Mailroom
) -> None:
    mailroom.fault(post.answer(400, "MessageRejected"))
    invited = invite(forum, organiser, MAILED).body

    assert told(forum, organiser) == [[MailState.FAILED], [MailState.FAILED]]
    (shown,) = listed(forum, organiser)
    assert (shown["mailed"], shown["mail_error"]) == (MailState.FAILED, "refused")

    ada = forum.register()
    forum.scanned(invited["pass"], forum.sent(ada, "entrance"), device="lolas-telephone")
    assert told(forum, organiser)[1] == []


def test_an_invitation_is_of_who_made_it_and_says_the_same(forum: Forum, organiser: str) -> None:
    first, other = invite(forum, organiser, LOLA), invite(forum, forum.invite(), LOLA)
    changed = invite(forum, organiser, {**LOLA, "checkpoints": ["lunch"]})

    assert first.body["pass"] != other.body["pass"]
    assert (changed.status, changed.body["code"]) == (409, "message_id_reused")
    forum.gateway.call("DELETE", f"/api/passes/{first.body['id']}", secret=organiser)
    over = invite(forum, organiser, LOLA)
    assert (over.status, over.body["code"]) == (410, "link_over")


def test_a_link_that_is_mailed_anew_ends_the_one_before(forum: Forum, organiser: str, mailroom: Mailroom) -> None:
    first = invite(forum, organiser, LOLA).body
    renewal = {"role": "volunteer", "replaces": first["id"], "email": "lola@example.org"}
    renewal |= {"invitation_id": "lolas-second-link"}

    second, again = invite(forum, organiser, renewal), invite(forum, organiser, renewal)
    authority._cached.clear()

    assert (second.status, second.body["label"], second.body["checkpoints"]) == (201, "Lola", ["entrance"])
    assert again.body == second.body
    assert (forum.scanned(first["pass"]).status, forum.scanned(second.body["pass"]).status) == (401, 200)
    assert [second.body["link"] in post.text(mail) for mail in mailroom.sent] == [True, True]
    (act, *_) = forum.gateway.call("GET", "/api/acts", secret=organiser).body["acts"]
    assert (act["what"], act["details"]["label"]) == ("pass_replaced", "Lola")
    third = invite(forum, organiser, {"role": "volunteer", "replaces": first["id"]})
    assert (third.status, third.body["code"]) == (410, "link_over")


def test_nobody_replaces_the_link_they_hold_or_one_of_others(forum: Forum, organiser: str) -> None:
    (own,) = forum.gateway.call("GET", "/api/passes", secret=organiser).body["passes"]

    assert invite(forum, organiser, {"role": "organiser", "replaces": own["id"]}).status == 422
    assert invite(forum, organiser, {**LOLA, "replaces": "0" * 64}).status == 404
