"""What somebody sends who holds an attestation."""

from typing import Annotated

from pydantic import Field

from attendance.edge.messages.base import Message


class NameMessage(Message):
    """The name on the paper, as it is printed or in any other order, case and spelling of its accents."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
