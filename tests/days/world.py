"""What surrounds the functions on a simulated day: time, chance, the table and the keys.

All of it in one process and on one clock, so that a day is the same each time it is played from its seed.
"""

import hashlib
import hmac
import os
import random
import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from attendance.domain.problem import Busy
from attendance.edge import authority
from attendance.services import aws, signing_key
from attendance.services.log import logger
from attendance.store import programmes, recent_board
from tests import forum
from tests.days.engine import Engine, Refused, serving
from tests.gateway import Gateway, Response

KEY = ec.derive_private_key(0x5EED, ec.SECP256R1())
SIGNED = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
SETTINGS = {**forum.SETTINGS, "SIGNING_KEY_ID": "signing", "NAME_KEY_ID": "names"}
# What the client repeats by itself, and how often in all: the store's settings of botocore.
REPEATED = {"ThrottlingException", "ProvisionedThroughputExceededException", "InternalServerError"}
ATTEMPTS = 4


class Killed(BaseException):
    """The function's process ended here. No code of its own may catch it."""


@dataclass
class World:
    """One seeded day's surroundings. `often` says how likely each kind of fault is at a call to the table."""

    seed: int
    starts_at: datetime
    often: dict[str, float] = field(default_factory=dict)
    now: float = 0.0
    meanwhile: Callable[[], None] = lambda: None
    happened: Counter[str] = field(default_factory=Counter)
    depth: int = 0

    def __post_init__(self) -> None:
        self.now = self.starts_at.timestamp()
        self.chance, self.luck = random.Random(self.seed), random.Random(self.seed + 1)
        self.engine = Engine(now=lambda: self.now, lag=lambda: self.luck.choice([0.0, 0.0, 0.5, 2.0]))
        self.engine.before = self._before
        self.gateway = Gateway()

    def is_hit(self, fault: str) -> bool:
        hit = self.luck.random() < self.often.get(fault, 0.0)
        self.happened[fault] += hit
        return hit

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        secret: str | None = None,
        *,
        headers: dict[str, str] | None = None,
        query: dict[str, str] | None = None,
    ) -> Response | None:
        """Call a function as the gateway does; None where its process was killed."""
        self.depth += 1
        try:
            return self.gateway.call(method, path, body, secret=secret, headers=headers, query=query)
        except Killed:
            forget_caches()
            return None
        finally:
            self.depth -= 1

    def run(self, handler: Callable[[], Any]) -> bool:
        """Run a function that no request waits for; whether it came to its end."""
        self.depth += 1
        try:
            handler()
        except Killed:
            forget_caches()
            return False
        except Exception as fault:  # noqa: BLE001 - what calls such a function repeats it, whatever was wrong
            self.happened[type(fault).__name__] += 1
            return False
        else:
            return True
        finally:
            self.depth -= 1

    def _before(self, name: str, _asked: dict[str, Any]) -> None:
        # Nothing goes wrong for whoever looks at the table from outside.
        if not self.depth:
            return
        self.now += 0.004
        if self.is_hit("killed"):
            raise Killed
        if self.is_hit("throttled"):
            raise Refused("ProvisionedThroughputExceededException", "too much at once")
        if self.is_hit("failed"):
            raise Refused("InternalServerError", "something is wrong", status=500)
        if name == "TransactWriteItems" and self.is_hit("conflict"):
            reasons = [{"Code": "TransactionConflict"}]
            raise Refused("TransactionCanceledException", "[TransactionConflict]", CancellationReasons=reasons)
        # Between a function's read and its write others have their turn, but not for ever.
        if self.depth < 3 and self.is_hit("interleaved"):
            self.meanwhile()

    def call(self, name: str, asked: dict[str, Any]) -> dict[str, Any]:
        """Carry a call out as the client does: some refusals are repeated, and so is a call whose answer was lost."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                answer = self.engine.call(name, asked)
            except Refused as refused:
                if refused.answer["Error"]["Code"] not in REPEATED:
                    raise
                if attempt == ATTEMPTS:
                    raise Busy from None
                self.now += self.luck.uniform(0, 0.1)
                continue
            # A transaction has a token by which its repeat is known; any other write is done twice.
            if self.depth and name != "TransactWriteItems" and attempt < ATTEMPTS and self.is_hit("lost"):
                self.now += 3.0
                continue
            if self.depth and self.is_hit("killed"):
                raise Killed
            return answer
        raise AssertionError("The last attempt is always answered.")


class Keys:
    """The two keys of the event."""

    class exceptions:  # noqa: N801 - as a client has them
        class KMSInvalidSignatureException(Exception):
            pass

    def sign(self, *, Message: bytes, **_rest: Any) -> dict[str, Any]:  # noqa: N803 - KMS's names
        return {"Signature": KEY.sign(Message, SIGNED)}

    def verify(self, *, Message: bytes, Signature: bytes, **_rest: Any) -> dict[str, Any]:  # noqa: N803
        try:
            KEY.public_key().verify(Signature, Message, ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            raise self.exceptions.KMSInvalidSignatureException from None
        return {"SignatureValid": True}

    def get_public_key(self, **_rest: Any) -> dict[str, Any]:
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        return {"PublicKey": KEY.public_key().public_bytes(serialization.Encoding.DER, form)}

    def generate_mac(self, *, Message: bytes, **_rest: Any) -> dict[str, Any]:  # noqa: N803
        return {"Mac": hmac.digest(b"names", Message, hashlib.sha256)}


@contextmanager
def played(world: World) -> Iterator[None]:
    """Let the functions live in a world, and in no other time."""
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ, SETTINGS))
        table = forum.lasting_client("dynamodb")
        clients = {"dynamodb": table, "kms": Keys()}
        for owner, name, instead in (
            (time, "time", lambda: world.now),
            (time, "monotonic", lambda: world.now),
            (time, "sleep", lambda seconds: setattr(world, "now", world.now + seconds)),
            (secrets, "token_bytes", lambda size=32: world.luck.randbytes(size)),
            (secrets, "token_hex", lambda size=32: world.luck.randbytes(size).hex()),
            (programmes, "real_now", lambda: datetime.fromtimestamp(world.now, UTC)),
            (aws, "client", lambda service, **_how: clients[service]),
        ):
            stack.enter_context(patch.object(owner, name, instead))
        stack.enter_context(serving(world.call, table))
        stack.callback(logger.setLevel, logger.log_level)
        logger.setLevel("CRITICAL")
        random.seed(world.seed)
        forget_caches()
        yield
    forum.forget_caches()


def forget_caches() -> None:
    """Forget what a function's process knew, but not the clients."""
    signing_key.public_point.cache_clear()
    programmes._cached.clear()
    authority._cached.clear()
    recent_board._kept.clear()
