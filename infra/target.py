"""Which table an operator's command speaks to: the one named in the environment, else the local stack's."""

import os
import sys
from pathlib import Path

from infra.local import stack


def choose() -> None:
    """Set the environment of the local stack, unless one names a table already."""
    if "TABLE_NAME" in os.environ:
        return
    running = stack.find(Path(os.environ.get("STATE", stack.ROOT / ".local")))
    if running is None:
        sys.exit("No stack is running here: start one with `make up`, or name one with TABLE_NAME and EVENT_ID.")
    os.environ.update(running.environment)
