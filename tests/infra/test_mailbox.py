import asyncio
import base64
import re
from collections.abc import Mapping
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from infra.local import callers, front_door, mail_faults, mail_pages, mailbox

SIMPLE = {
    "FromEmailAddress": "forum@example.org",
    "Destination": {"ToAddresses": ["ana@example.org"]},
    "Content": {
        "Simple": {
            "Subject": {"Data": "Votre badge d'accès à l'événement"},
            "Body": {"Text": {"Data": "Bonjour Ana"}, "Html": {"Data": "<p>Bonjour Ana <img src=cid:badge></p>"}},
            "Attachments": [
                {
                    "RawContent": base64.b64encode(b"PNG").decode(),
                    "FileName": "badge.png",
                    "ContentType": "image/png",
                    "ContentDisposition": "INLINE",
                    "ContentId": "badge",
                },
                {
                    "RawContent": base64.b64encode(b"BEGIN:VCALENDAR").decode(),
                    "FileName": "forum.ics",
                    "ContentType": "text/calendar",
                },
            ],
        }
    },
}


type Answer = tuple[int, Mapping[str, str], str]


def caught(request: dict[str, Any]) -> EmailMessage:
    return message_from_bytes(mailbox.source(request), policy=policy.default)


def hostile(text: str) -> dict[str, Any]:
    body = {"Text": {"Data": text}, "Html": {"Data": f"<html><head></head>{text}</html>"}}
    return SIMPLE | {"Content": {"Simple": {"Subject": {"Data": text}, "Body": body}}}


def asked(folder: Path, path: str, method: str = "GET", *, door: str = "/door", **more: Any) -> Answer:
    """Return the status, the headers and the text of what the mailbox answers."""
    return asyncio.run(asking(folder, method, door + path, more))


async def asking(folder: Path, method: str, path: str, more: dict[str, Any]) -> Answer:
    emulator = TestServer(front_door.application(taken, callers.LOOPBACK))
    async with front_door.client() as session, TestClient(emulator):
        address = str(emulator.make_url("/key"))
        application = mailbox.application(session, address, folder, "/door", callers.LOOPBACK)
        async with TestClient(TestServer(application)) as client:
            answer = await client.request(method, path, **more)
            return answer.status, answer.headers, await answer.text()


async def taken(request: web.Request) -> web.Response:
    """Answer as an emulator that does whatever it is asked."""
    return web.Response(text=f"{request.method} {request.path}")


def test_a_caught_mail_has_its_text_its_page_and_its_attachments() -> None:
    found = caught(SIMPLE)

    assert found["To"] == "ana@example.org"
    assert found["Subject"] == "Votre badge d'accès à l'événement"
    plain, page = found.get_body(("plain",)), found.get_body(("html",))
    assert plain
    assert page
    assert plain.get_content().strip() == "Bonjour Ana"
    assert "cid:badge" in page.get_content()
    assert [part.get_filename() for part in found.iter_attachments()] == ["forum.ics"]
    inline = [part for part in found.walk() if part["Content-ID"] == "<badge>"]
    assert [part.get_content() for part in inline] == [b"PNG"]


def test_a_mail_that_was_sent_whole_is_caught_byte_for_byte() -> None:
    raw = b"To: ana@example.org\r\nSubject:  Badge\r\n\r\nBonjour\r\n"

    assert mailbox.source({"Content": {"Raw": {"Data": base64.b64encode(raw).decode()}}}) == raw


def test_the_latest_of_many_mails_is_listed_first(tmp_path: Path) -> None:
    for _ in range(11):
        mailbox.keep(tmp_path, mailbox.source(SIMPLE))

    listed = mail_pages.headings(tmp_path)

    assert [entry["number"] for entry in listed] == list(range(11, 0, -1))
    assert listed[0] == {
        "number": 11,
        "page": "/11",
        "eml": "/11.eml",
        "at": None,
        "to": "ana@example.org",
        "subject": "Votre badge d'accès à l'événement",
    }


def test_a_subject_is_shown_as_text_whatever_is_in_it(tmp_path: Path) -> None:
    mailbox.keep(tmp_path, mailbox.source(hostile("<script>")))

    assert "<script>" not in mail_pages.listed(mail_pages.headings(tmp_path))
    assert "<script>" not in mail_pages.shown(1, caught(hostile("<script>")))


def test_a_mails_html_is_shown_with_its_picture_in_it() -> None:
    assert f"data:image/png;base64,{base64.b64encode(b'PNG').decode()}" in mail_pages.framed(caught(SIMPLE))


def test_a_mails_html_can_run_and_fetch_nothing(tmp_path: Path) -> None:
    mailbox.keep(tmp_path, mailbox.source(hostile("<script>alert(1)</script>")))

    status, headers, _ = asked(tmp_path, "/1/html")

    assert status == 200
    content_policy = headers["content-security-policy"]
    assert content_policy.startswith("sandbox ")
    assert "default-src 'none'" in content_policy
    assert "allow-scripts" not in content_policy
    assert "allow-same-origin" not in content_policy


def test_a_mails_files_can_be_opened_or_saved(tmp_path: Path) -> None:
    mailbox.keep(tmp_path, mailbox.source(SIMPLE))

    picture = asked(tmp_path, "/1/files/0")
    calendar = asked(tmp_path, "/1/files/1")
    missing = asked(tmp_path, "/1/files/2")

    assert picture[1]["content-disposition"].startswith("inline")
    assert calendar[1]["content-disposition"].startswith("attachment")
    assert calendar[2] == "BEGIN:VCALENDAR"
    assert missing[0] == 404


def test_an_address_says_which_fault_its_mails_meet() -> None:
    def to(domain: str) -> dict[str, Any]:
        return {"Destination": {"ToAddresses": [f"ana@{domain}"]}}

    domains = (mail_faults.REFUSED, mail_faults.THROTTLED, "example.org")
    refused, throttled, sent = (asyncio.run(mail_faults.before(to(domain))) for domain in domains)

    assert refused
    assert throttled
    assert refused.headers["x-amzn-ErrorType"] == "MessageRejected"
    assert throttled.status == 429
    assert sent is None


def test_a_function_sends_its_mails_by_the_mailbox(tmp_path: Path) -> None:
    status, _, text = asked(tmp_path, mailbox.SEND, "POST", json=SIMPLE)

    assert (status, text) == (200, f"POST /key{mailbox.SEND}")
    assert [entry["to"] for entry in mail_pages.headings(tmp_path)] == ["ana@example.org"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/_ministack/reset"),
        ("GET", "/_ministack/ses/messages"),
        ("POST", "/"),
        ("GET", mailbox.SEND),
        ("PUT", mailbox.SEND),
        ("GET", "/v2/email/account"),
        ("GET", "/pointage-code"),
    ],
)
def test_the_mailbox_passes_on_nothing_but_mails(tmp_path: Path, method: str, path: str) -> None:
    for door in ("/door", ""):
        status, _, text = asked(tmp_path, path, method, door=door, json=SIMPLE)
        assert status == 404
        assert "key" not in text


def test_mails_are_read_and_sent_behind_the_door_alone(tmp_path: Path) -> None:
    mailbox.keep(tmp_path, mailbox.source(SIMPLE))

    for path in ("/", "/mails.json", "/1", "/1.eml", "/1/html", "/1/files/0"):
        assert asked(tmp_path, path)[0] == 200
        assert asked(tmp_path, path, door="")[0] == 404
        assert asked(tmp_path, path, door="/doo")[0] == 404
    assert asked(tmp_path, mailbox.SEND, "POST", door="", json=SIMPLE)[0] == 404
    assert len(mail_pages.headings(tmp_path)) == 1


def test_every_link_of_the_pages_leads_on_behind_the_door(tmp_path: Path) -> None:
    mailbox.keep(tmp_path, mailbox.source(SIMPLE))
    by_name = {path: re.findall(r'(?:href|src)="([^"]*)"', asked(tmp_path, path)[2]) for path in ("/", "/1")}

    assert set(by_name["/"]) == {"./1"}
    assert set(by_name["/1"]) == {"./", "./1.eml", "./1/html", "./1/files/0", "./1/files/1"}


def test_another_sites_page_reads_no_mail(tmp_path: Path) -> None:
    found = [
        asked(tmp_path, "/mails.json", headers=headers)[0]
        for headers in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"})
    ]

    assert found == [403, 403, 403]
