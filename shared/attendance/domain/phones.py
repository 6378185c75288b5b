"""The phones at the doors, in numbers."""

from collections.abc import Collection, Iterable
from datetime import datetime

from attendance.domain.frozen import frozen
from attendance.domain.scan import PhoneStatus
from attendance.vocabulary.limits import SILENT_SECONDS


@frozen
class PhonesCounted:
    """How many phones there are, are silent, and hold how many scans; how long ago the first of these reported.

    Its oldest scan is older than that.
    """

    count: int = 0
    silent: int = 0
    unsent: int = 0
    unsent_seconds: int = 0


def last_seen(phones: Iterable[PhoneStatus]) -> Collection[PhoneStatus]:
    """Return each phone's last status, whichever door or link it was at."""
    return {phone.device: phone for phone in sorted(phones, key=lambda p: p.last_seen_at)}.values()


def counted(phones: Iterable[PhoneStatus], since: datetime, now: datetime) -> PhonesCounted:
    """Return how the phones that have reported since a time stand now."""
    here = [phone for phone in last_seen(phones) if phone.last_seen_at >= since]
    silence = {phone.device: int((now - phone.last_seen_at).total_seconds()) for phone in here}
    return PhonesCounted(
        count=len(here),
        silent=sum(seconds >= SILENT_SECONDS for seconds in silence.values()),
        unsent=sum(phone.outbox for phone in here),
        unsent_seconds=max((silence[phone.device] for phone in here if phone.outbox), default=0),
    )
