"""Mails go as fast as SES takes them, and no faster."""

import pytest

from attendance.services import mail_pace


def test_each_of_the_processes_that_may_send_together_keeps_its_share_of_the_pace(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MAIL_SENDERS", "6")
    monkeypatch.setenv("MAILS_A_SECOND", "2")
    monkeypatch.setattr("time.monotonic", lambda: 100.0)
    monkeypatch.setattr(mail_pace, "_sent_at", 0.0)
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)

    for _ in range(3):
        mail_pace.keep()

    assert pauses == [3.0, 6.0]
