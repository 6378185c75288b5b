"""Shows caught mails in a browser: a mail's HTML can neither run nor fetch anything."""

import base64
import html
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

NAME = re.compile(r"\d+\.eml")
# A mail's links open beside it; nothing else leaves its frame.
FRAME = "allow-popups allow-popups-to-escape-sandbox"
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
MAIL_POLICY = f"sandbox {FRAME}; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'"
# File types that a browser shows without running anything; all others are saved.
SHOWN = ("application/pdf", "image/png", "image/jpeg", "image/gif")
HEADERS = ("From", "To", "Cc", "Reply-To", "Subject", "Date")

STYLE = """
:root { color-scheme: light dark; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; }
ol { padding: 0; list-style: none; }
li { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: 0.6rem 0; border-top: 1px solid #8886; }
li a { flex: 1 1 20rem; font-weight: 600; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; overflow-wrap: anywhere; }
dd { margin: 0; }
iframe { width: 100%; height: 75vh; resize: vertical; border: 1px solid #8886; background: #fff; }
pre { padding: 1rem; border: 1px solid #8886; white-space: pre-wrap; overflow-wrap: anywhere; }
"""


def kept(folder: Path) -> Iterator[tuple[int, Path]]:
    """Yield the mails' numbers and files, the latest first."""
    numbers = sorted((int(path.stem) for path in folder.glob("*.eml") if NAME.fullmatch(path.name)), reverse=True)
    yield from ((number, folder / f"{number}.eml") for number in numbers)


def read(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def headings(folder: Path) -> list[dict[str, Any]]:
    """Return the rows of the list of mails, the latest first."""
    return [heading(number, read(path)) for number, path in kept(folder)]


def heading(number: int, mail: EmailMessage) -> dict[str, Any]:
    sent_at = parsedate_to_datetime(mail["Date"]).isoformat() if mail["Date"] else None
    headers = {name.lower(): str(mail[name] or "") for name in ("To", "Subject")}
    return {"number": number, "page": f"/{number}", "eml": f"/{number}.eml", "at": sent_at, **headers}


def listed(mails: list[dict[str, Any]]) -> str:
    """Return the list as a page."""
    rows = "".join(
        f'<li><a href=".{entry["page"]}">{html.escape(entry["subject"]) or "No subject"}</a>'
        f"<span>{html.escape(entry['to'])}</span> <time>{(entry['at'] or '')[:19].replace('T', ' ')}</time></li>"
        for entry in mails
    )
    note = "<p>Nothing leaves this machine: the mails that the functions send are caught here.</p>"
    return _page("Mails", note + (f"<ol>{rows}</ol>" if rows else "<p>None yet.</p>"))


def shown(number: int, mail: EmailMessage) -> str:
    """Return one mail as a page: headers, the HTML in a frame, the text, the files."""
    subject = str(mail["Subject"] or "No subject")
    who = _terms([(name, str(mail[name])) for name in HEADERS if mail[name]])
    every = _terms([(name, str(value)) for name, value in mail.items()])
    files = "".join(
        f'<li><a href="./{number}/files/{index}">{html.escape(name)}</a><span>{kind}, {len(content)} bytes</span></li>'
        for index, (name, kind, content) in enumerate(files_of(mail))
    )
    frame = f'<h2>HTML</h2><iframe title="HTML" sandbox="{FRAME}" src="./{number}/html"></iframe>'
    alone = (
        f'<p><a href="./{number}/html">The HTML alone</a>, <a href="./{number}.eml">the whole mail as a file</a></p>'
    )
    parts = [
        '<p><a href="./">All mails</a></p>',
        who,
        f"<details><summary>Every header</summary>{every}</details>",
        frame + alone if mail.get_body(("html",)) else "",
        f"<h2>Text</h2><pre>{html.escape(_text(mail, 'plain'))}</pre>",
        f"<h2>Files</h2><ol>{files}</ol>" if files else "",
    ]
    return _page(subject, "".join(parts))


def framed(mail: EmailMessage) -> str:
    """Return a mail's HTML with its pictures in it."""
    page = _text(mail, "html")
    for part in mail.walk():
        if name := str(part["Content-ID"] or "").strip("<>"):
            content = base64.b64encode(_content(part)).decode()
            page = page.replace(f"cid:{name}", f"data:{part.get_content_type()};base64,{content}")
    return page.replace("<head>", '<head><base target="_blank">', 1)


def files_of(mail: EmailMessage) -> list[tuple[str, str, bytes]]:
    """Return the name, type and content of every file in a mail."""
    parts = [part for part in mail.walk() if part.get_filename()]
    return [(part.get_filename() or "", part.get_content_type(), _content(part)) for part in parts]


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    return str(body.get_content()) if body else ""


def _terms(terms: list[tuple[str, str]]) -> str:
    return f"<dl>{''.join(f'<dt>{html.escape(t)}</dt><dd>{html.escape(v)}</dd>' for t, v in terms)}</dl>"


def _page(title: str, content: str) -> str:
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{STYLE}</style><h1>{html.escape(title)}</h1>{content}</html>"
    )
