"""What somebody sends who lost their link."""

from attendance.edge.messages.base import Message
from attendance.edge.messages.lines import Email


class LinkMessage(Message):
    """The address that they registered with."""

    email: Email
