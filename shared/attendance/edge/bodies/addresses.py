"""An e-mail address in a body: canonical from here on."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from attendance.services import email_address
from attendance.services.email_address import NOT_AN_ADDRESS, NotAnAddress
from attendance.vocabulary.limits import ADDRESS_CHARACTERS


def _canonical(text: str) -> str:
    try:
        return email_address.canonical(text)
    except NotAnAddress as error:
        raise PydanticCustomError(NOT_AN_ADDRESS, "{reason}", {"reason": str(error)}) from None


type Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=ADDRESS_CHARACTERS),
    AfterValidator(_canonical),
    WithJsonSchema({"type": "string", "format": "idn-email", "maxLength": ADDRESS_CHARACTERS}),
]
