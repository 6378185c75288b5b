"""A letter as a message that any mail service takes."""

import os
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import formataddr, formatdate

from attendance.domain.letter import Enclosure, Letter
from attendance.services.email_address import as_mailed

# Some servers on the way take seven bits only.
_WRITTEN = SMTP.clone(cte_type="7bit")


def message(letter: Letter) -> bytes:
    """Return a letter as a message, so that any error shows before something is sent."""
    return composed(letter, os.environ["MAIL_FROM"])


def composed(letter: Letter, sender: str) -> bytes:
    """Return a letter as a message: the text, the HTML with its pictures, then the files."""
    made = EmailMessage(_WRITTEN)
    made["From"] = formataddr((letter.sender, sender))
    made["To"] = as_mailed(letter.to)
    made["Reply-To"] = as_mailed(letter.reply_to)
    made["Subject"] = letter.subject
    made["Date"] = formatdate(usegmt=True)
    # So that no absence notice answers it.
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(letter.text)
    made.add_alternative(letter.html, subtype="html")
    page = made.get_body(("html",))
    for enclosure in letter.enclosures:
        if enclosure.content_id and page is not None:
            _add(page, enclosure)
        else:
            _add(made, enclosure)
    # Last: set before them, it would be that of the first part.
    made["Content-Language"] = letter.language
    return made.as_bytes()


def _add(message: MIMEPart, enclosure: Enclosure) -> None:
    kind, _, subtype = enclosure.kind.partition("/")
    params = {"charset": "utf-8"} if kind == "text" else None
    if enclosure.content_id:
        # The pictures of the HTML lie beside it, in one part.
        message.add_related(
            enclosure.content,
            kind,
            subtype,
            cid=f"<{enclosure.content_id}>",
            disposition="inline",
            filename=enclosure.name,
        )
    else:
        message.add_attachment(enclosure.content, kind, subtype, filename=enclosure.name, params=params)
