"""The simulated forum, and an organiser who imports a list there."""

from tests.forum import forum
from tests.infra.lists import desk

__all__ = ["desk", "forum"]
