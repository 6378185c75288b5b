"""What somebody sends who lost their link."""

from attendance.edge.messages.addresses import Email
from attendance.edge.messages.base import Message


class LinkMessage(Message):
    """The address that they registered with."""

    email: Email
