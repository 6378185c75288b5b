"""Remind everybody by mail now, whatever the hour: python -m infra.remind. Nobody is reminded twice."""

import os
import sys

from attendance.store import programmes, reminders
from infra import target


def main() -> int:
    target.choose()
    programme = programmes.get(os.environ["EVENT_ID"])
    asked = reminders.make_due(programme, None, programmes.real_now())
    print(f"{asked} reminders are due; the others had theirs, have cancelled or have no address.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
