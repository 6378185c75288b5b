"""The stack's table, beside what it answers."""

from tests.forum import at_hand

__all__ = ["at_hand"]
