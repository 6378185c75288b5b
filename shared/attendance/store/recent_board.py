"""The board as this process last read it: for answers that may be `KEPT_SECONDS` old, so that no scan sums all tallies.

A function's process answers one request at a time. What it stores after a reading is therefore not in that, and is
added to it once.
"""

import logging
import time
from dataclasses import replace
from datetime import datetime

from botocore.exceptions import BotoCoreError, ClientError

from attendance.domain.effects import Effects
from attendance.domain.frozen import frozen
from attendance.domain.person import NO_SEATS
from attendance.domain.problem import Busy
from attendance.store import programmes, tallies
from attendance.store.tallies import Board

KEPT_SECONDS = 2.0


@frozen
class RecentBoard:
    """A board, when it was read by the real clock, and until when it is recent by the monotonic one."""

    board: Board
    read_at: datetime
    until: float


_kept: dict[str, RecentBoard] = {}


def read(event_id: str) -> RecentBoard | None:
    """Return a board at most `KEPT_SECONDS` old, with what this process stored since. No decision may rest on it.

    Where it cannot be read now, the last one is returned, however old, or None: no scan fails for that.
    """
    kept, now = _kept.get(event_id), time.monotonic()
    if kept is None or now >= kept.until:
        try:
            kept = RecentBoard(read_at=programmes.real_now(), board=tallies.board(event_id), until=now + KEPT_SECONDS)
        except (BotoCoreError, ClientError, Busy) as fault:
            # The commands of an operator, which import this too, have no other logger.
            logging.getLogger(__name__).warning("board_unread: %s", type(fault).__name__)
            kept = replace(kept, until=time.monotonic() + KEPT_SECONDS) if kept else None
        if kept:
            _kept[event_id] = kept
    return kept


def add(event_id: str, effects: Effects) -> None:
    """Add what this process has just stored to what it has read."""
    if kept := _kept.get(event_id):
        kept.board.totals.update(effects.moves)
        for move in effects.seats:
            seats = kept.board.seats.get(move.atelier, NO_SEATS)
            kept.board.seats[move.atelier] = replace(
                seats, taken=seats.taken + move.taken, waiting=seats.waiting + move.waiting
            )
