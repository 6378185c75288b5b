"""The one spelling of an e-mail address that mail can be sent to: two spellings of one mailbox are one address."""

import re
import unicodedata

LONGEST = 254
# Without a question mark, which no real one has, none can be read in a mail's header as an encoded word that says
# something else; a local part beyond ASCII, or with a point at an end or beside another, is one that the post cannot
# deliver.
_LOCAL = re.compile(r"(?!.{65})[A-Za-z0-9!#$%&'*+/=^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=^_`{|}~-]+)*")
# What ends in a number is no name.
_DOMAIN = re.compile(r"([a-z0-9-]+\.)+[a-z][a-z0-9-]*")
# Marks without a shape that change what is read: joiners, which some domains need, and what turns a text round.
_JOINING_OR_TURNING = "\u200c\u200d\u202d\u202e"


class NotAnAddress(ValueError):
    """A text is not the address of one mailbox that mail can be sent to; the text says why."""


def canonical(text: str) -> str:
    """Return an address in the one spelling that its mailbox has here: in ASCII and lower case. Raises NotAnAddress.

    Its domain is the one that IDNA 2008 finds, as whoever delivers the mail does. Marks
    without a shape, which pasting brings, are left out.
    """
    # Not above: all that changes a person imports this module, a scan's function too, and few read an address.
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
    if len(local) + len(domain) >= LONGEST:
        raise NotAnAddress(f"is longer than {LONGEST} characters as it is mailed")
    return f"{local.lower()}@{domain}"


def as_mailed(stored: str) -> str:
    """Return the one spelling of an address that was stored before it had to have one; of none, what was stored."""
    try:
        return canonical(stored)
    except NotAnAddress:
        return stored
