"""The order in which people are listed: by family name, whatever the accents, capitals and hyphens."""

import re
import unicodedata

from attendance.domain.attendee import Attendee


def order(who: Attendee) -> tuple[str, str, str]:
    """Return what people are sorted by. Who has no name any more comes first, by the badge's code."""
    return _folded(who.family_name or ""), _folded(who.given_name or ""), who.id


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    return re.sub(r"[\W_]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()
