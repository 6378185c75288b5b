"""Bodies without a pass: the address of a lost link, the name on an attestation."""

from typing import Annotated

from pydantic import Field

from attendance.edge.bodies.addresses import Email
from attendance.edge.bodies.base import Body
from attendance.vocabulary.limits import ATTESTED_NAME_CHARACTERS


class LinkBody(Body):
    """The address that they registered with."""

    email: Email


class NameBody(Body):
    """The name on the paper, as printed or in any other order, case and spelling of its accents."""

    name: Annotated[str, Field(min_length=1, max_length=ATTESTED_NAME_CHARACTERS)]
