"""A letter: what a mail says and brings, ready to be handed over."""

from attendance.domain.frozen import frozen


@frozen
class Enclosure:
    """A file in a letter. One with a `content_id` is shown by the HTML, as `cid:<content_id>`."""

    name: str
    kind: str
    content: bytes
    content_id: str | None = None


@frozen
class Letter:
    """A mail's content, in text and in HTML. `sender` is a name; the mail service has the address."""

    to: str
    sender: str
    reply_to: str
    language: str
    subject: str
    text: str
    html: str
    enclosures: tuple[Enclosure, ...] = ()


@frozen
class Detail:
    """A line of details: a term, and its value."""

    term: str
    lines: tuple[str, ...]


@frozen
class Part:
    """Details that belong together; the part that the mail is about comes `first`."""

    title: str
    details: tuple[Detail, ...]
    first: bool = False
