"""Mails that came back after they were sent: listed again where an organiser has to see them."""

from attendance.domain import instant
from attendance.domain.mails import Outcome
from attendance.store import keys, mails, table
from attendance.store.mails import MailKey
from attendance.store.table import Contended, Item
from attendance.vocabulary.codes import UNSENT, MailState


def note(key: MailKey, message_id: str, outcome: Outcome) -> bool:
    """Store what became of a message; False if its mail is gone, was told of before, or was sent again since.

    Raises Contended while the attempt that sends it has not stored its name yet.
    """
    mail = mails.find(*key)
    if mail is None:
        return False
    if mail.state == MailState.SENDING:
        raise Contended
    values: Item = {":state": outcome.state, ":error": outcome.error, ":sent": MailState.SENT, ":id": message_id}
    expression = "SET #state = :state, #error = :error"
    if outcome.state in UNSENT:
        index = keys.by_unsent_mail(key.event_id, instant.text(mail.asked_at), key.attendee_id, key.reason)
        values |= {f":{name}": value for name, value in index.items()}
        expression += "".join(f", #{name} = :{name}" for name in index)
    is_that_one = "#state = :sent AND #message_id = :id"
    return table.write(mails.update(key.event_id, mail, expression, is_that_one, values))
