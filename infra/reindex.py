"""List everybody anew by today's rules of sorting and finding: python -m infra.reindex.

For a table from before a change of how names are folded; and after a release that did not store what doors
are told of people, so that phones hear of who changed meanwhile. It may run while people register and scan,
and repeatedly.
"""

import os
import sys
from functools import partial

from attendance.store import mending, programmes
from attendance.store.retry import Deadline
from infra import target
from infra.stored_people import stored_people


def reindex(event_id: str) -> tuple[int, int, int]:
    """Return how many people there are, how many of them had to be listed anew, and how many told of anew."""
    programme = programmes.get(event_id)
    ids = [person.attendee.id for person, _ in stored_people(event_id) if person.attendee]
    listed, told = (
        sum(Deadline.from_now().retry(partial(mend, programme, one)) for one in ids)
        for mend in (mending.relist, mending.retell)
    )
    return len(ids), listed, told


def main() -> int:
    target.choose()
    everyone, listed, told = reindex(os.environ["EVENT_ID"])
    print(f"{everyone} people, {listed} listed anew, {told} told of anew to phones.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
