"""The key that marks the name on an attestation, so that comparing one needs a call to us. KMS keeps it."""

import os

from attendance.services import aws


def mark(message: bytes) -> bytes:
    """Return the key's mark of a message: always the same, and nobody else can make it."""
    answer = aws.client("kms").generate_mac(
        KeyId=os.environ["NAME_KEY_ID"], Message=message, MacAlgorithm="HMAC_SHA_256"
    )
    found: bytes = answer["Mac"]
    return found
