"""HTTPS on the local network: phones give a camera and a service worker to a certificate that they trust only."""

import socket
import ssl
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme
from aiohttp import web

from infra.local.home import StackError

# iPhones refuse a certificate that is valid for longer than 825 days.
VALID = timedelta(days=90)

PAGE = """<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width">
<title>Trust this computer</title>
<h1>Trust this computer</h1>
<p>A rehearsal on this network needs a certificate of the computer that runs it. Remove it afterwards.</p>
<p><a href="/local-authority.crt">Download the certificate</a></p>
<h2>iPhone</h2>
<p>Settings, Profile Downloaded, Install. Then General, About, Certificate Trust Settings: turn it on.</p>
<h2>Android</h2>
<p>Settings, Security, Encryption and credentials, Install a certificate, CA certificate.</p>
<p>Then open <a href="/">the pages</a>. With a warning merely passed over, they do not work offline.</p>
</html>"""


def address() -> str:
    """Return this machine's address on the local network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: choosing a way there also chooses the address to come from.
            probe.connect(("192.0.2.1", 9))
        except OSError as error:
            raise StackError("This machine is on no network: join one, or leave out LAN=1.") from error
        return str(probe.getsockname()[0])


def authority(folder: Path) -> trustme.CA:
    """Return the authority that phones were told to trust, made at the first time."""
    certificate, key = folder / "authority.crt", folder / "authority.key"
    if not key.exists():
        made = trustme.CA(organization_name="Pointage on this machine")
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        made.cert_pem.write_to_path(certificate)
        made.private_key_pem.write_to_path(key)
    return trustme.CA.from_pem(certificate.read_bytes(), key.read_bytes())


def context(folder: Path, host: str) -> ssl.SSLContext:
    """Return how to serve a host over HTTPS."""
    now = datetime.now(UTC)
    issued = authority(folder).issue_cert(host, "localhost", not_before=now - timedelta(days=1), not_after=now + VALID)
    settings = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    issued.configure_cert(settings)
    return settings


def pages(folder: Path) -> Iterable[web.RouteDef]:
    """Return the routes from which a phone learns to trust this machine."""

    async def explain(_: web.Request) -> web.StreamResponse:
        return web.Response(text=PAGE, content_type="text/html")

    async def hand_out(_: web.Request) -> web.StreamResponse:
        content = (folder / "authority.crt").read_bytes()
        return web.Response(body=content, content_type="application/x-x509-ca-cert")

    return [web.get("/local-authority", explain), web.get("/local-authority.crt", hand_out)]
