"""Check-in and attendance for an event of one day."""

import gc

# Imports make much that stays, and hardly any garbage: to look for it was an eighth of a cold start. What the largest
# function imports is not half as many objects as this.
gc.set_threshold(500_000)
