"""The key that marks the name on an attestation, so that only who asks it can compare one. KMS keeps it."""

import os

from attendance.services import aws


def mark(message: bytes) -> bytes:
    """Return what the key makes of a message: the same each time, and nobody else makes it."""
    answer = aws.client("kms").generate_mac(
        KeyId=os.environ["NAME_KEY_ID"], Message=message, MacAlgorithm="HMAC_SHA_256"
    )
    found: bytes = answer["Mac"]
    return found
