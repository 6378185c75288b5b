"""Mails go as fast as SES takes them, and no faster."""

import pytest

from attendance.services import mail_sender
from tests.forum import Forum, bystander, forum

__all__ = ["forum"]


def test_each_of_the_processes_that_may_send_together_keeps_its_share_of_the_pace(
    forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    bystander("ses").verify_email_identity(EmailAddress="forum@example.org")
    monkeypatch.setenv("MAIL_SENDERS", "6")
    monkeypatch.setenv("MAILS_A_SECOND", "2")
    monkeypatch.setattr("time.monotonic", lambda: 100.0)
    monkeypatch.setattr(mail_sender, "_sent_at", 0.0)
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)

    for _ in range(3):
        mail_sender.hand_over("ada@example.org", b"Subject: Essai\n\nEssai")

    assert pauses == [3.0, 6.0]
