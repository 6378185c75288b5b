"""The pace of the mails that became due: as fast as SES takes them, and no faster."""

import os
import time

_sent_at = -float("inf")


def keep() -> None:
    """Wait until this process may send again: those that run together send no more a second than SES takes.

    None waits where nothing bounds how many there are.
    """
    global _sent_at
    due_at = _sent_at + int(os.environ["MAIL_SENDERS"]) / int(os.environ["MAILS_A_SECOND"])
    _sent_at = max(due_at, time.monotonic())
    if (wait := due_at - time.monotonic()) > 0:
        time.sleep(wait)
