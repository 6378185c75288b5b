"""Canonical e-mail addresses: two spellings of one mailbox become one address, which mail can be sent to."""

import re
import unicodedata

from attendance.vocabulary.limits import ADDRESS_CHARACTERS

# No question mark: no real address has one, and with it a mail's header could be read as an encoded word that says
# something else. SES cannot deliver to a local part beyond ASCII, or with a point at an end or beside another
# one.
_LOCAL = re.compile(r"(?!.{65})[A-Za-z0-9!#$%&'*+/=^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=^_`{|}~-]+)*")
# A domain ends in no number.
_DOMAIN = re.compile(r"([a-z0-9-]+\.)+[a-z][a-z0-9-]*")
# Invisible marks that change the meaning: joiners, which some domains need, and changes of direction.
_JOINING_OR_TURNING = "\u200c\u200d\u202d\u202e"


NOT_AN_ADDRESS = "not_an_address"


class NotAnAddress(ValueError):
    """A text is not the address of one mailbox that mail can be sent to; the message says why."""


def canonical(text: str) -> str:
    """Return the canonical spelling of an address: ASCII and lower case. Raises NotAnAddress.

    Its domain is the one found by IDNA 2008, as mail servers do. Invisible marks from pasting are left
    out.
    """
    # Not at the top: every function that changes a person imports this module, and few of them read an address.
    import idna

    visible = "".join(c for c in text if c in _JOINING_OR_TURNING or unicodedata.category(c) != "Cf")
    local, _, domain = visible.strip().rpartition("@")
    if not _LOCAL.fullmatch(local):
        raise NotAnAddress("is not one e-mail address, with letters without accents and single points before the @")
    try:
        domain = idna.encode(domain, uts46=True, std3_rules=True).decode()
    except idna.IDNAError as error:
        raise NotAnAddress(f"is not an e-mail address, by what follows the @: {error}") from None
    if not _DOMAIN.fullmatch(domain):
        raise NotAnAddress("is not an e-mail address: what follows the @ is no whole domain, such as example.org")
    if len(local) + len(domain) >= ADDRESS_CHARACTERS:
        raise NotAnAddress(f"is longer than {ADDRESS_CHARACTERS} characters as it is mailed")
    return f"{local.lower()}@{domain}"


def as_mailed(stored: str) -> str:
    """Return the canonical spelling of an address that was stored before; the stored one, if it has none."""
    try:
        return canonical(stored)
    except NotAnAddress:
        return stored
