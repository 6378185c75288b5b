"""List everybody anew by today's rules of sorting and finding: python -m infra.reindex.

For a table from before a change of how names are folded. It may run while people register and scan,
and repeatedly.
"""

import os
import sys
from functools import partial

from attendance.store import people, programmes
from attendance.store.retry import Deadline
from infra import target
from infra.stored_people import stored_people


def reindex(event_id: str) -> tuple[int, int]:
    """Return how many people there are, and how many of them had to be listed anew."""
    programme = programmes.get(event_id)
    ids = [person.attendee.id for person, _ in stored_people(event_id) if person.attendee]
    changed = sum(Deadline.from_now().retry(partial(people.relist, programme, one)) for one in ids)
    return len(ids), changed


def main() -> int:
    target.choose()
    everyone, changed = reindex(os.environ["EVENT_ID"])
    print(f"{everyone} people, {changed} listed anew.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
