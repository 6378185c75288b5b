"""HTTPS on the local network: phones give camera and service worker only to a site with a trusted certificate."""

import ipaddress
import socket
import ssl
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from infra.local.home import StackError

# Long enough for a rehearsal and the day itself. iPhones would refuse more than 825 days.
VALID = timedelta(days=14)
# A phone's clock may be behind; and a day that begins with a certificate ends with it.
EARLY, LEAST_LEFT = timedelta(days=1), timedelta(days=1)
AUTHORITY, SERVED = "authority.crt", "served.pem"

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address

PAGE = """<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width">
<title>Trust this computer</title>
<h1>Trust this computer</h1>
<p>A rehearsal on this network needs a certificate of the computer that runs it. It is good for this address alone,
for two weeks at most. Remove it afterwards.</p>
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
            # Nothing is sent: choosing a route also chooses the source address.
            probe.connect(("192.0.2.1", 9))
        except OSError as error:
            raise StackError("This machine is on no network: join one, or leave out LAN=1.") from error
        return str(probe.getsockname()[0])


def context(folder: Path, host: str, now: datetime | None = None) -> ssl.SSLContext:
    """Return the TLS settings for an address: the certificate that phones trust already, while it is valid."""
    ip, now = ipaddress.ip_address(host), now or datetime.now(UTC)
    if not is_good(folder, ip, now):
        make(folder, ip, now)
    settings = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    settings.load_cert_chain(folder / SERVED)
    return settings


def is_good(folder: Path, host: Address, now: datetime) -> bool:
    """Whether the existing certificate is for this address, and lasts."""
    authority, served = folder / AUTHORITY, folder / SERVED
    if not (authority.exists() and served.exists()):
        return False
    trusted, own = (x509.load_pem_x509_certificate(path.read_bytes()) for path in (authority, served))
    named = own.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    is_in_time = own.not_valid_before_utc <= now <= own.not_valid_after_utc - LEAST_LEFT
    return is_in_time and own.issuer == trusted.subject and named.get_values_for_type(x509.IPAddress) == [host]


def make(folder: Path, host: Address, now: datetime) -> None:
    """Make an authority and a certificate, replacing existing ones.

    The authority's key is never written down: nobody, this machine included, can make it vouch for
    another site to the phones that trust it. It also limits itself to this address, but not every phone
    respects that.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    until = now + VALID
    key, own_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    name = _name(f"Pointage at {host} until {until:%Y-%m-%d %H:%M}")
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    alone = x509.NameConstraints([x509.IPAddress(ipaddress.ip_network(host))], excluded_subtrees=[x509.DNSName("")])
    authority = _begun(name, name, key, now, until)
    authority = authority.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    authority = authority.add_extension(_usage(signs=True), critical=True)
    authority = authority.add_extension(alone, critical=True).add_extension(identifier, critical=False)
    own = _begun(_name("Pointage on this machine"), name, own_key, now, until)
    own = own.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    own = own.add_extension(_usage(signs=False), critical=True)
    own = own.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    own = own.add_extension(x509.SubjectAlternativeName([x509.IPAddress(host)]), critical=False)
    issuer = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier)
    own = own.add_extension(issuer, critical=False)
    own_text = own.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    own_text += own_key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / AUTHORITY).write_bytes(authority.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    (folder / SERVED).write_bytes(own_text)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, until: datetime
) -> x509.CertificateBuilder:
    begun = x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
    return begun.not_valid_before(now - EARLY).not_valid_after(until)


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def pages(folder: Path) -> Iterable[web.RouteDef]:
    """Return the routes by which a phone learns to trust this machine."""

    async def explain(_: web.Request) -> web.StreamResponse:
        return web.Response(text=PAGE, content_type="text/html")

    async def hand_out(_: web.Request) -> web.StreamResponse:
        return web.Response(body=(folder / AUTHORITY).read_bytes(), content_type="application/x-x509-ca-cert")

    return [web.get("/local-authority", explain), web.get("/local-authority.crt", hand_out)]
