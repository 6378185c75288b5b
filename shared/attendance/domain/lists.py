"""How much of a list of people is taken, wherever it is read."""

LONGEST_CELL = 32_000
MOST_AT_ONCE = 100
"""Lines that one call registers."""

LEAVE_OUT, REGISTER, WAIT = "leave_out", "register", "wait"
"""What may become of a line whose status says that the person does not come, or not yet."""
