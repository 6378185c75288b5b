"""The simulated forum."""

from tests.forum import forum

__all__ = ["forum"]
