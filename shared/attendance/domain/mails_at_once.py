"""Mails to people who are no attendees, sent while an organiser waits: the caterer's order, a link for the staff."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from attendance.domain.frozen import frozen
from attendance.domain.meal_order import MealOrder
from attendance.domain.passes import Pass
from attendance.vocabulary.codes import UNSENT, ActKind, MailState

LOST_AFTER = timedelta(minutes=1)
"""So long after its beginning, nobody is sending any more what is still said to be under way."""


@frozen
class MailAtOnce:
    """The mail of an act that is not known to have gone; `name` is the caterer's address, or the label of the link."""

    act: str
    id: str
    name: str
    asked_at: datetime
    state: str
    error: str | None


def told(state: str, begun_at: datetime, now: datetime) -> str:
    """Return the state of a mail as it is told: where an attempt died before it knew, the mail may have gone."""
    return MailState.UNSURE if state == MailState.SENDING and now - begun_at > LOST_AFTER else state


def unsent(orders: Iterable[MealOrder], passes: Iterable[Pass], now: datetime) -> Iterator[MailAtOnce]:
    """Return the mails that somebody has to see to.

    Of the orders, the newest first, only the first counts: it stands in the place of the others. What the caterer
    has received went. A link that was
    used has arrived, and nobody waits for one that is over.
    """
    for order in islice(orders, 1):
        if order.state in UNSENT and order.received_at is None:
            state = told(order.state, order.at, now)
            yield MailAtOnce(ActKind.MEALS_ORDERED, order.id, order.email, order.at, state, order.error or None)
    for made in passes:
        is_over = made.revoked_at is not None or made.is_expired(now)
        if made.mail in UNSENT and not (made.devices or is_over):
            state = told(made.mail, made.created_at, now)
            yield MailAtOnce(ActKind.INVITED, made.id, made.label, made.created_at, state, made.mail_error)
