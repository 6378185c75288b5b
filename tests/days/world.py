"""What surrounds the functions on a simulated day: time, chance, the table, the keys, and the log.

All of it in one process and on one clock, so that a day is the same each time it is played from its seed.
"""

import hashlib
import hmac
import io
import logging
import os
import random
import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from heapq import heappop, heappush
from typing import Any
from unittest.mock import patch

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from attendance.documents import badge_pdf, calendar, qr
from attendance.domain.problem import Busy
from attendance.edge import authority
from attendance.services import aws, mail_message, mail_pace, signing_key
from attendance.services.log import logger
from attendance.store import everyone, programmes, recent_board
from tests import forum
from tests.days.engine import Engine, Refused, serving
from tests.gateway import Gateway, Response

KEY = ec.derive_private_key(0x5EED, ec.SECP256R1())
SIGNED = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
SETTINGS = {**forum.SETTINGS, "SIGNING_KEY_ID": "signing", "NAME_KEY_ID": "names"}
# What the client repeats by itself, and how often in all: the store's settings of botocore.
REPEATED = {"ThrottlingException", "ProvisionedThroughputExceededException", "InternalServerError"}
ATTEMPTS = 4
AT_ONCE = 3
"""How many functions run at once at most, each in the middle of another's work."""
CHECKED = 0.05
"""How many answers are held against the contract, which takes longer than to make them."""
DRAWN_EVERY = 20
"""Which days compose mails, papers and pictures, which takes most of a day's time: on others, each is what it says."""
CACHES = ((programmes, "_cached"), (authority, "_cached"), (recent_board, "_kept"))


type Asked = tuple[str, Any]
"""At which path something is asked for, and with what."""


class Broken(BaseException):
    """Something that must hold did not. No code of a function may catch it."""


class Killed(BaseException):
    """The function's process ended here. No code of its own may catch it."""


@dataclass
class World:
    """One seeded day's surroundings. `often` says how likely each kind of fault is, where one may happen."""

    seed: int
    starts_at: datetime
    often: dict[str, float] = field(default_factory=dict)
    now: float = 0.0
    happened: Counter[str] = field(default_factory=Counter)
    coming: list[tuple[float, int, Callable[[], object]]] = field(default_factory=list)
    counted: int = 0
    log: io.StringIO = field(default_factory=io.StringIO)
    torn: list[float] = field(default_factory=list)
    """When a function ended in the middle, was throttled there for long, or wrote something twice without a token."""

    def __post_init__(self) -> None:
        self.now = self.starts_at.timestamp()
        self.chance, self.luck = random.Random(self.seed), random.Random(self.seed + 1)
        self.engine = Engine(now=lambda: self.now, lag=lambda: self.luck.choice([0.0, 0.0, 0.5, 2.0, 10.0]))
        self.engine.before = self._before
        self.gateways = [Gateway(is_checked=is_checked) for is_checked in (False, True)]
        # Each process of a function knows only what it has read itself.
        self.idle: list[list[dict[Any, Any]]] = [[{} for _ in CACHES] for _ in range(AT_ONCE)]
        self.busy: list[list[dict[Any, Any]]] = []
        self.asked: list[Asked] = [("", None)]

    def later(self, after: float, act: Callable[[], object]) -> None:
        self.counted += 1
        heappush(self.coming, (self.now + after, self.counted, act))

    def until(self, at: float) -> None:
        """Let everything happen that is due before a time."""
        while self.coming and self.coming[0][0] <= at:
            self.now = max(self.now, self.coming[0][0])
            heappop(self.coming)[2]()
        self.now = max(self.now, at)

    def is_hit(self, fault: str) -> bool:
        # Drawn where it cannot happen too, so that a day without one kind of fault stays as alike as it can.
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
        gateway = self.gateways[self.luck.random() < CHECKED]
        answers: list[Response] = []
        self.run(
            lambda: answers.append(gateway.call(method, path, body, secret=secret, headers=headers, query=query)),
            raises=True,
            asked=(path, body),
        )
        return answers[0] if answers else None

    def run(self, work: Callable[[], Any], *, raises: bool = False, asked: Asked = ("", None)) -> bool:
        """Let a function work in a process that is idle, for a request; whether it came to its end."""
        process = self.idle.pop(self.luck.randrange(len(self.idle)))
        self.busy.append(process)
        self.asked.append(asked)
        self._remember(process)
        try:
            work()
        except Killed:
            self.torn.append(self.now)
            for cache in process:
                cache.clear()
            return False
        except Exception as fault:
            if raises:
                raise
            self.happened[type(fault).__name__] += 1
            return False
        finally:
            self.busy.pop()
            self.asked.pop()
            self.idle.append(process)
            if self.busy:
                self._remember(self.busy[-1])
        return True

    @staticmethod
    def _remember(process: list[dict[Any, Any]]) -> None:
        for (module, name), cache in zip(CACHES, process, strict=True):
            setattr(module, name, cache)

    def _before(self, name: str, _asked: dict[str, Any]) -> None:
        # Nothing goes wrong for whoever looks at the table from outside.
        if not self.busy:
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
        # Between a function's read and its write others have their turn, but not for ever; mostly before the write.
        turn = "overtaken" if name == "TransactWriteItems" else "interleaved"
        if self.idle and self.is_hit(turn) and self.coming and self.coming[0][0] < self.now + 1:
            heappop(self.coming)[2]()

    def call(self, name: str, asked: dict[str, Any]) -> dict[str, Any]:
        """Carry a call out as the client does: some refusals are repeated, and so is a call whose answer was lost."""
        if self.busy and self.is_hit("throttled for long"):
            self.torn.append(self.now)
            raise Busy
        for attempt in range(1, ATTEMPTS + 1):
            try:
                answer = self.engine.call(name, asked)
            except Refused as refused:
                if refused.answer["Error"]["Code"] == "ValidationException":
                    raise Broken(f"the table cannot {name} {asked}: {refused}") from None
                if refused.answer["Error"]["Code"] not in REPEATED:
                    raise
                if attempt == ATTEMPTS:
                    raise Busy from None
                self.now += self.luck.uniform(0, 0.1)
                continue
            # A transaction has a token by which its repeat is known; any other write is done twice.
            if self.busy and name != "TransactWriteItems" and attempt < ATTEMPTS and self.is_hit("lost"):
                self.torn.append(self.now)
                self.now += 3.0
                continue
            if self.busy and self.is_hit("killed"):
                raise Killed
            return answer
        raise AssertionError("The last attempt is always answered.")

    def sleep(self, seconds: float) -> None:
        """Wait as a function does: others have their turn meanwhile."""
        if self.busy and self.idle:
            self.until(self.now + seconds)
        else:
            self.now += seconds


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


class OneByOne:
    """Stands for a pool of threads, whose order no seed replays."""

    def __init__(self, _at_once: int) -> None:
        self.map = map

    def __enter__(self) -> "OneByOne":
        return self

    def __exit__(self, *_raised: object) -> None:
        pass


DRAWINGS: Any = (
    (qr, "svg", lambda text: f"<svg>{text}</svg>"),
    (qr, "png", lambda text, **_how: text.encode()),
    (badge_pdf, "one", lambda text, *_rest: text.encode()),
    (calendar, "one", lambda *_rest: b""),
    (mail_message, "message", lambda letter: f"{letter.text}\n{letter.html}".encode()),
)


@contextmanager
def played(world: World, **services: Any) -> Iterator[None]:
    """Let the functions live in a world, with these other services of AWS, and in no other time."""
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ, SETTINGS))
        table = forum.lasting_client("dynamodb")
        clients = {"dynamodb": table, "kms": Keys(), **services}
        for owner, name, instead in (
            (time, "time", lambda: world.now),
            (time, "monotonic", lambda: world.now),
            (time, "sleep", world.sleep),
            (secrets, "token_bytes", lambda size=32: world.luck.randbytes(size)),
            (secrets, "token_hex", lambda size=32: world.luck.randbytes(size).hex()),
            (programmes, "real_now", lambda: datetime.fromtimestamp(world.now, UTC)),
            (aws, "client", lambda service, **_how: clients[service]),
            (mail_pace, "_sent_at", 0.0),
            (everyone, "ThreadPoolExecutor", OneByOne),
            (logger.registered_handler, "stream", world.log),
            (logging, "lastResort", logging.StreamHandler(world.log)),
            *((module, name, {}) for module, name in CACHES),
        ):
            stack.enter_context(patch.object(owner, name, instead))
        for owner, name, instead in DRAWINGS if world.seed % DRAWN_EVERY else ():
            stack.enter_context(patch.object(owner, name, instead))
        stack.enter_context(serving(world.call, table))
        random.seed(world.seed)
        signing_key.public_point.cache_clear()
        yield
    forum.forget_caches()
