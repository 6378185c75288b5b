import ipaddress
import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from infra.local import certificates

HERE = "127.0.0.1"
NOW = datetime.now(UTC)


def trusted(folder: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate((folder / certificates.AUTHORITY).read_bytes())


def trusting(folder: Path, own: ssl.SSLContext, host: str) -> str | None:
    """Return what a phone that trusts the authority says of a connection to a host; None where it is content."""
    phone = ssl.create_default_context(cafile=folder / certificates.AUTHORITY)
    with socket.create_server((HERE, 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                try:
                    own.wrap_socket(connection, server_side=True).close()
                except (ssl.SSLError, OSError):
                    return

        server = Thread(target=serve)
        server.start()
        try:
            with socket.create_connection(listener.getsockname()) as connection:
                phone.wrap_socket(connection, server_hostname=host).close()
        except ssl.SSLCertVerificationError as error:
            return error.verify_message
        finally:
            server.join()
    return None


def test_a_phone_that_trusts_this_machine_is_content_with_its_address_alone(tmp_path: Path) -> None:
    own = certificates.context(tmp_path, HERE)

    assert trusting(tmp_path, own, HERE) is None
    assert trusting(tmp_path, own, "127.0.0.2")
    assert trusting(tmp_path, own, "localhost")


def test_the_authority_lives_days_and_is_of_one_address(tmp_path: Path) -> None:
    certificates.context(tmp_path, HERE)

    found = trusted(tmp_path)
    assert found.not_valid_after_utc - NOW < timedelta(days=15)
    constraints = found.extensions.get_extension_for_class(x509.NameConstraints)
    assert constraints.critical
    assert constraints.value.permitted_subtrees == [x509.IPAddress(ipaddress.ip_network(f"{HERE}/32"))]
    assert constraints.value.excluded_subtrees == [x509.DNSName("")]


def test_nothing_is_left_with_which_the_authority_could_vouch_for_another_site(tmp_path: Path) -> None:
    certificates.context(tmp_path, HERE)

    texts = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    keys = [name for name, text in texts.items() if b"PRIVATE KEY" in text]
    assert keys == [certificates.SERVED]
    assert load_pem_private_key(texts[certificates.SERVED], None).public_key() != trusted(tmp_path).public_key()


def test_phones_go_on_trusting_while_the_certificate_is_good(tmp_path: Path) -> None:
    certificates.context(tmp_path, HERE)
    before = trusted(tmp_path)
    certificates.context(tmp_path, HERE, NOW + timedelta(days=12))

    assert trusted(tmp_path) == before


@pytest.mark.parametrize(("host", "later"), [(HERE, timedelta(days=13, hours=1)), ("127.0.0.2", timedelta())])
def test_another_address_or_the_end_of_its_days_makes_a_new_one(tmp_path: Path, host: str, later: timedelta) -> None:
    certificates.context(tmp_path, HERE)
    before = trusted(tmp_path)

    own = certificates.context(tmp_path, host, NOW + later)

    assert trusted(tmp_path) != before
    assert later or trusting(tmp_path, own, host) is None


def test_the_authority_of_an_earlier_version_is_thrown_away_with_its_key(tmp_path: Path) -> None:
    for name in ("authority.crt", "authority.key"):
        (tmp_path / name).write_text("of the year 3000")

    own = certificates.context(tmp_path, HERE)

    assert {path.name for path in tmp_path.iterdir()} == {certificates.AUTHORITY, certificates.SERVED}
    assert trusting(tmp_path, own, HERE) is None
