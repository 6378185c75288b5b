"""What strangers hold before a phone: texts that look like badges, or like nothing."""

from hashlib import sha512

from attendance.domain import badge
from infra.day.actions import FORGED, OTHER_EVENT, UNREADABLE, Scan

ELSEWHERE = "autre-forum-2022"


def strange(scan: Scan, event_id: str, imitated: str) -> str:
    """Return the text that a stranger's scan reads, always the same for one scan."""
    noise = sha512(scan.scan_id.encode()).digest()
    if scan.carries == UNREADABLE:
        return f"https://example.org/menu?{noise.hex()[:8]}"
    attendee_id = imitated if scan.carries == FORGED else badge.attendee_id(noise[: badge.ID_BYTES])
    event = ELSEWHERE if scan.carries == OTHER_EVENT else event_id
    return badge.text(event, attendee_id, badge.FIRST_ISSUE, noise)
