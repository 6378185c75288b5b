"""The order in which people are listed: by family name, whatever the accents, capitals and hyphens."""

from attendance.domain.attendee import Attendee
from attendance.domain.folding import folded


def order(who: Attendee) -> tuple[str, str, str]:
    """Return what people are sorted by. Who has no name any more comes first, by the badge's code."""
    return folded(who.family_name or ""), folded(who.given_name or ""), who.id
