"""The lines of the log that are counted, and their fields: the metrics of `template.yaml` rest on these names.

A metric filter reads them as `$.message` and `$.<field>`. No field holds anything personal.
"""

from collections.abc import Mapping

COUNTED: Mapping[str, tuple[str, ...]] = {
    # A scan that was judged: the answer, how many conflicts it brought, how long after it was made.
    "scan": ("checkpoint", "verdict", "conflicts", "late_seconds"),
    # A request, or one of its parts, that could not be acted on.
    "problem": ("status", "code"),
    # What was raised and not foreseen, AWS's own code for it, and where.
    "fault": ("fault", "aws", "at"),
    # An attempt to send a mail, by its outcome.
    "mail": ("kind", "state", "error"),
    # A mail that came back, or was called unwanted, hours or days later; whether it was one of an attendee's.
    "mail_returned": ("state", "error", "noted"),
    "export_failed": ("export",),
}
