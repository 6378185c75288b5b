"""How much of a list of people is taken, wherever it is read."""

LONGEST_CELL = 32_000
MOST_AT_ONCE = 100
"""Lines that one call registers."""
