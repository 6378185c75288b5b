import base64
from email import message_from_bytes, policy

from infra.local import mailbox

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


def test_a_caught_mail_has_its_text_its_page_and_its_attachments():
    caught = message_from_bytes(mailbox.mail(SIMPLE).as_bytes(), policy=policy.default)

    assert caught["To"] == "ana@example.org"
    assert caught["Subject"] == "Votre badge d'accès à l'événement"
    assert caught.get_body(("plain",)).get_content().strip() == "Bonjour Ana"
    assert "cid:badge" in caught.get_body(("html",)).get_content()
    assert [part.get_filename() for part in caught.iter_attachments()] == ["forum.ics"]
    inline = [part for part in caught.walk() if part["Content-ID"] == "<badge>"]
    assert [part.get_content() for part in inline] == [b"PNG"]


def test_a_mail_that_was_sent_whole_is_caught_as_it_is():
    raw = b"To: ana@example.org\r\nSubject: Badge\r\n\r\nBonjour\r\n"

    caught = mailbox.mail({"Content": {"Raw": {"Data": base64.b64encode(raw).decode()}}})

    assert caught["Subject"] == "Badge"
    assert caught.get_content().strip() == "Bonjour"


def test_the_latest_of_many_mails_is_listed_first(tmp_path):
    for _ in range(11):
        mailbox.keep(tmp_path, mailbox.mail(SIMPLE))

    listed = mailbox.headings(tmp_path)

    assert [entry["number"] for entry in listed] == list(range(11, 0, -1))
    assert listed[0] == {
        "number": 11,
        "eml": "/11.eml",
        "to": "ana@example.org",
        "subject": "Votre badge d'accès à l'événement",
    }


def test_a_subject_is_shown_as_text_whatever_is_in_it(tmp_path):
    request = SIMPLE | {"Content": {"Simple": {"Subject": {"Data": "<script>"}, "Body": {"Text": {"Data": ""}}}}}
    mailbox.keep(tmp_path, mailbox.mail(request))

    assert "<script>" not in mailbox.page(mailbox.headings(tmp_path))
