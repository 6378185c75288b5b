"""The key that signs badges. KMS keeps it: no private key exists outside."""

import os
from functools import cache
from typing import Any

from attendance.domain.badge import low_form
from attendance.services import aws


def client() -> Any:
    return aws.client("kms")


def sign(message: bytes) -> bytes:
    """Return the ECDSA P-256 signature of a message as r and s, 64 bytes in low form, as WebCrypto verifies it."""
    answer = client().sign(KeyId=_key_id(), Message=message, MessageType="RAW", SigningAlgorithm="ECDSA_SHA_256")
    return low_form(raw_signature(answer["Signature"]))


def has_signed(message: bytes, signature: bytes) -> bool:
    """Whether the key made a signature, given as r and s, of a message."""
    try:
        answer = client().verify(
            KeyId=_key_id(),
            Message=message,
            MessageType="RAW",
            Signature=_der(low_form(signature)),
            SigningAlgorithm="ECDSA_SHA_256",
        )
    except client().exceptions.KMSInvalidSignatureException:
        return False
    # Simulations answer False where KMS raises.
    return bool(answer["SignatureValid"])


@cache
def public_point() -> tuple[bytes, bytes]:
    """Return the public key's coordinates x and y, 32 bytes each."""
    der = client().get_public_key(KeyId=_key_id())["PublicKey"]
    # A P-256 SubjectPublicKeyInfo ends with the uncompressed point: 0x04, x, y.
    return der[-64:-32], der[-32:]


def raw_signature(der: bytes) -> bytes:
    """Return a DER signature, SEQUENCE { INTEGER r, INTEGER s }, as r and s of 32 bytes each."""
    r_ends = 4 + der[3]
    r, s = der[4:r_ends], der[r_ends + 2 :]
    return b"".join(int.from_bytes(number).to_bytes(32) for number in (r, s))


def _der(signature: bytes) -> bytes:
    """Return r and s of 32 bytes each as DER."""
    half = len(signature) // 2
    numbers = b"".join(_integer(int.from_bytes(number)) for number in (signature[:half], signature[half:]))
    return bytes([0x30, len(numbers)]) + numbers


def _integer(number: int) -> bytes:
    # One bit more than the number has: the first is its sign.
    raw = number.to_bytes(number.bit_length() // 8 + 1)
    return bytes([0x02, len(raw)]) + raw


def _key_id() -> str:
    return os.environ["SIGNING_KEY_ID"]
