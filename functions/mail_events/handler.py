"""Note which mails came back, and which their readers called unwanted."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from attendance.domain import returned_mail
from attendance.edge.http import logger
from attendance.store import returned_mails
from attendance.store.mails import MailKey
from attendance.store.retry import Deadline


def note(event: Mapping[str, Any], _context: Any) -> None:
    """Find the mail by its tags, and store what became of it. Repeatable.

    What was mailed at once, to a volunteer or the caterer, names no mail: it is counted in the log, and that is all.
    """
    told = event["detail"]
    outcome, key = returned_mail.outcome(told), _key(told["mail"].get("tags", {}))
    if outcome is None:
        return
    message_id, deadline = told["mail"]["messageId"], Deadline.from_now()
    noted = key is not None and deadline.retry(partial(returned_mails.note, key, message_id, outcome))
    logger.info("mail_returned", state=outcome.state, error=outcome.error, noted=noted)


def _key(tags: Mapping[str, Sequence[str]]) -> MailKey | None:
    given = [tags[name][0] for name in MailKey._fields if tags.get(name)]
    return MailKey(*given) if len(given) == len(MailKey._fields) else None


handler = logger.inject_lambda_context(note)
