"""What an e-mail address is."""

from typing import Annotated

from pydantic import StringConstraints

_LOCAL = r"[A-Za-z0-9.!#$%&'*+/=^_`{|}~-]+"
_LABEL = r"[^\s@,;:<>()\[\]\\\"=?.\x00-\x1f]+"
# One address and no more. Without a question mark, which no real one has, none can be read in a mail's header as an
# encoded word that says something else; a local part beyond ASCII is one that the post cannot deliver.
type Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=254, pattern=rf"^{_LOCAL}@{_LABEL}(\.{_LABEL})+$"),
]
