"""Catches the mails that the functions send, to be read in a browser.

It stands before the emulator's mail service instead of replacing it: the emulator still decides whether a function may
send, but keeps no attachment.
"""

import base64
import html
import re
from collections.abc import Iterator, Mapping
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from infra.local import front_door

SEND = "/v2/email/outbound-emails"
NAME = re.compile(r"\d+\.eml")


def mail(request: Mapping[str, Any]) -> EmailMessage:
    """Build the mail that a `SendEmail` request describes."""
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
    """Set the text and the HTML, the latter as an alternative if there are both."""
    if "Text" in body:
        message.set_content(body["Text"]["Data"])
    if "Html" in body and "Text" in body:
        message.add_alternative(body["Html"]["Data"], subtype="html")
    elif "Html" in body:
        message.set_content(body["Html"]["Data"], subtype="html")


def attach(message: EmailMessage, attachment: Mapping[str, Any]) -> None:
    """Add an attachment, beside the HTML that shows it if it is an inline one."""
    content = base64.b64decode(attachment["RawContent"])
    kind, _, subtype = attachment.get("ContentType", "application/octet-stream").partition("/")
    page = message.get_body(("html",))
    if attachment.get("ContentDisposition") == "INLINE" and page is not None:
        page.add_related(content, kind, subtype, cid=f"<{attachment['ContentId']}>", filename=attachment["FileName"])
    else:
        message.add_attachment(content, kind, subtype, filename=attachment["FileName"])


def keep(folder: Path, message: Message) -> None:
    """Write a mail under the next number."""
    folder.mkdir(parents=True, exist_ok=True)
    number = max((number for number, _ in kept(folder)), default=0) + 1
    (folder / f"{number}.eml").write_bytes(message.as_bytes())


def kept(folder: Path) -> Iterator[tuple[int, Path]]:
    """Yield the mails' numbers and files, the latest first."""
    numbers = sorted((int(path.stem) for path in folder.glob("*.eml") if NAME.fullmatch(path.name)), reverse=True)
    yield from ((number, folder / f"{number}.eml") for number in numbers)


def headings(folder: Path) -> list[dict[str, Any]]:
    """Return what a list of the mails shows, the latest first."""
    return [
        {"number": number, "eml": f"/{number}.eml", **{name.lower(): str(found[name]) for name in ("To", "Subject")}}
        for number, path in kept(folder)
        for found in [message_from_bytes(path.read_bytes(), policy=policy.default)]
    ]


def page(mails: list[dict[str, Any]]) -> str:
    """Return the list as a page."""
    rows = "".join(
        f'<li><a href="{entry["eml"]}">{html.escape(entry["subject"])}</a> to {html.escape(entry["to"])}</li>'
        for entry in mails
    )
    return f"<!doctype html><meta charset=utf-8><title>Mails</title><h1>Mails</h1><ul>{rows or 'None yet.'}</ul>"


def application(session: aiohttp.ClientSession, address: str, folder: Path) -> web.Application:
    """Serve the list at `/` and `/mails.json`, each mail at its number, and pass all else on to the emulator."""

    async def pass_on(request: web.Request) -> web.StreamResponse:
        try:
            # The signature covers the Host header: it must arrive as the function wrote it.
            answer = await front_door.ask(session, address, request, keep_host=True)
        except aiohttp.ClientError as error:
            return web.Response(status=502, text=str(error))
        if answer.status == 200 and request.method == "POST" and request.path == SEND:
            keep(folder, mail(await request.json()))
        return answer

    async def show_list(_: web.Request) -> web.StreamResponse:
        return web.Response(text=page(headings(folder)), content_type="text/html")

    async def tell_list(_: web.Request) -> web.StreamResponse:
        return web.json_response(headings(folder))

    async def show_mail(request: web.Request) -> web.StreamResponse:
        path = folder / request.match_info["name"]
        if not path.exists():
            raise web.HTTPNotFound
        return web.Response(body=path.read_bytes(), content_type="message/rfc822")

    own = [web.get("/", show_list), web.get("/mails.json", tell_list), web.get(r"/{name:\d+\.eml}", show_mail)]
    return front_door.application(pass_on, first=own)
