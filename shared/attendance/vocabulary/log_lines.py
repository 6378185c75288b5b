"""The lines of the log that are counted, and their fields: the metrics of `infra/watch.yaml` rest on these names.

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
    # Every quarter of an hour, the mails that are not known to be sent.
    "mails_left": ("state", "error", "count"),
    # A mail that came back, or was called unwanted, hours or days later; whether it was one of an attendee's.
    "mail_returned": ("state", "error", "noted"),
    # Every five minutes of the day, the phones: how many have said nothing for five minutes, how many scans they hold,
    # and how long ago the first of those that hold some said so.
    "phones": ("count", "silent", "unsent", "unsent_seconds"),
    "export_failed": ("export",),
}
