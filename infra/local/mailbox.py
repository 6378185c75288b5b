"""Catches the functions' mails, to be read in a browser.

It stands before the emulator's mail service instead of replacing it: the emulator still decides
whether a function may send, but keeps no attachment.
"""

import base64
from collections.abc import Mapping
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp
from aiohttp import web

from infra.local import front_door, mail_faults, mail_pages

SEND = "/v2/email/outbound-emails"


def mail(request: Mapping[str, Any]) -> EmailMessage:
    """Build the mail of a `SendEmail` request."""
    content = request["Content"]
    if "Raw" in content:
        return message_from_bytes(base64.b64decode(content["Raw"]["Data"]), policy=policy.default)
    simple, message = content["Simple"], EmailMessage()
    message["From"] = request.get("FromEmailAddress", "")
    for header, key in (("To", "ToAddresses"), ("Cc", "CcAddresses")):
        if addresses := request.get("Destination", {}).get(key):
            message[header] = ", ".join(addresses)
    if answers := request.get("ReplyToAddresses"):
        message["Reply-To"] = ", ".join(answers)
    message["Subject"] = simple["Subject"]["Data"]
    for header in simple.get("Headers", ()):
        message[header["Name"]] = header["Value"]
    add_bodies(message, simple["Body"])
    for attachment in simple.get("Attachments", ()):
        attach(message, attachment)
    return message


def add_bodies(message: EmailMessage, body: Mapping[str, Any]) -> None:
    """Set the text and the HTML, as alternatives if there are both."""
    if "Text" in body:
        message.set_content(body["Text"]["Data"])
    if "Html" in body and "Text" in body:
        message.add_alternative(body["Html"]["Data"], subtype="html")
    elif "Html" in body:
        message.set_content(body["Html"]["Data"], subtype="html")


def attach(message: EmailMessage, attachment: Mapping[str, Any]) -> None:
    """Add an attachment, beside the HTML that shows it if it is inline."""
    content = base64.b64decode(attachment["RawContent"])
    kind, _, subtype = attachment.get("ContentType", "application/octet-stream").partition("/")
    page = message.get_body(("html",))
    if attachment.get("ContentDisposition") == "INLINE" and page is not None:
        page.add_related(content, kind, subtype, cid=f"<{attachment['ContentId']}>", filename=attachment["FileName"])
    else:
        message.add_attachment(content, kind, subtype, filename=attachment["FileName"])


def source(request: Mapping[str, Any]) -> bytes:
    """Return a mail's source; one that was sent whole stays the same, byte for byte."""
    content = request["Content"]
    return base64.b64decode(content["Raw"]["Data"]) if "Raw" in content else mail(request).as_bytes()


def keep(folder: Path, message: bytes) -> None:
    """Store a mail under the next number."""
    folder.mkdir(parents=True, exist_ok=True)
    number = max((number for number, _ in mail_pages.kept(folder)), default=0) + 1
    (folder / f"{number}.eml").write_bytes(message)


def application(
    session: aiohttp.ClientSession, emulator_url: str, folder: Path, door: str, names: frozenset[str]
) -> web.Application:
    """Serve the list and `mails.json` behind the secret path, each mail by its number, and take functions' mails."""

    async def send(request: web.Request) -> web.StreamResponse:
        sent = await request.json()
        if refusal := await mail_faults.before(sent):
            return refusal
        try:
            # The signature covers the Host header, so it must arrive unchanged.
            answer = await front_door.ask(session, emulator_url, request, keep_host=True, raw_path=SEND)
        except aiohttp.ClientError as error:
            return web.Response(status=502, text=str(error))
        if answer.status == 200:
            keep(folder, source(sent))
            await mail_faults.after(sent)
        return answer

    def found(request: web.Request) -> Path:
        path = folder / f"{request.match_info['number']}.eml"
        if not path.exists():
            raise web.HTTPNotFound
        return path

    async def show_list(_: web.Request) -> web.StreamResponse:
        return page(mail_pages.listed(mail_pages.headings(folder)))

    async def tell_list(_: web.Request) -> web.StreamResponse:
        return web.json_response(mail_pages.headings(folder))

    async def give_mail(request: web.Request) -> web.StreamResponse:
        return web.Response(body=found(request).read_bytes(), content_type="message/rfc822")

    async def show_mail(request: web.Request) -> web.StreamResponse:
        path = found(request)
        return page(mail_pages.shown(int(path.stem), mail_pages.read(path)))

    async def show_html(request: web.Request) -> web.StreamResponse:
        return page(mail_pages.framed(mail_pages.read(found(request))), mail_pages.MAIL_POLICY)

    async def give_file(request: web.Request) -> web.StreamResponse:
        files = mail_pages.files_of(mail_pages.read(found(request)))
        index = int(request.match_info["index"])
        if index >= len(files):
            raise web.HTTPNotFound
        name, kind, content = files[index]
        shown = "inline" if kind in mail_pages.SHOWN else "attachment"
        headers = {
            "content-disposition": f"{shown}; filename*=UTF-8''{quote(name)}",
            "x-content-type-options": "nosniff",
        }
        return web.Response(body=content, content_type=kind, headers=headers)

    async def show_nothing(_: web.Request) -> web.StreamResponse:
        return web.Response(status=404, text="The mails are behind the link that `make up` prints.\n")

    own = [
        web.post(f"{door}{SEND}", send),
        web.get(f"{door}/", show_list),
        web.get(f"{door}/mails.json", tell_list),
        web.get(rf"{door}/{{number:\d+}}.eml", give_mail),
        web.get(rf"{door}/{{number:\d+}}", show_mail),
        web.get(rf"{door}/{{number:\d+}}/html", show_html),
        web.get(rf"{door}/{{number:\d+}}/files/{{index:\d+}}", give_file),
    ]
    return front_door.application(show_nothing, names, first=own)


def page(content: str, content_policy: str = mail_pages.POLICY) -> web.Response:
    """Return a page that may fetch and run nothing."""
    headers = {
        "content-security-policy": content_policy,
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
    }
    return web.Response(text=content, content_type="text/html", headers=headers)
