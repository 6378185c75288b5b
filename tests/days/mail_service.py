"""The mail service of a simulated day: takes mails, refuses some, is out of order for a while, loses answers."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError

from tests.days.world import Broken, Killed, World
from tests.gateway import ROOT, Context, handler_module

type Key = tuple[str, str]
"""Whose mail, and for which reason."""

LONGEST_OUTAGE = 5_400.0
FAULTS = {
    "mail throttled": ("TooManyRequestsException", "Maximum sending rate exceeded.", 429),
    "mail refused": ("MessageRejected", "The content is not accepted.", 400),
    "mail held": ("SendingPausedException", "Sending is paused.", 400),
    "mail failed": ("InternalFailure", "", 500),
}
_TOKEN = re.compile(rb"\bZoe\d+q\b")
_LINKS = {"badge": re.compile(rb"badge#([A-Za-z0-9_=-]+)"), "address": re.compile(rb"/address/([A-Za-z0-9_=-]+)")}
_EVENTS = ROOT / "functions/mail_events/handler.py"
MOST_TOLD = 2
BOUNCES = {"Permanent": "failed", "Transient": "unsure"}
"""What becomes of a mail by how it came back."""


@dataclass
class MailService:
    """Stands for SES. `taken` are the mails that went out, `doubted` those of which nobody can know it.

    `used` says how much of its share a mailbox had by the hour, `returned` what a message became that came back.
    """

    world: World
    taken: Counter[Key] = field(default_factory=Counter)
    allowed: Counter[Key] = field(default_factory=Counter)
    answered: dict[str, Key] = field(default_factory=dict)
    doubted: Counter[Key] = field(default_factory=Counter)
    refused: Counter[Key] = field(default_factory=Counter)
    mailbox: dict[str, list[tuple[float, bytes]]] = field(default_factory=lambda: defaultdict(list))
    returned: dict[str, str] = field(default_factory=dict)
    used: Counter[tuple[str, float]] = field(default_factory=Counter)
    out_of_order_until: float = 0.0
    is_paused: bool = False

    def send_email(self, **asked: Any) -> dict[str, Any]:
        world, tags = self.world, {tag["Name"]: tag["Value"] for tag in asked["EmailTags"]}
        key, to = (tags["attendee_id"], tags["reason"]), asked["Destination"]["ToAddresses"][0]
        world.now += 0.05
        if world.is_hit("mail down"):
            self.out_of_order_until = world.now + world.luck.uniform(60, LONGEST_OUTAGE)
            self.is_paused = world.luck.random() < 0.5
        is_out = bool(world.often) and world.now < self.out_of_order_until
        if is_out and not self.is_paused:
            raise EndpointConnectionError(endpoint_url="https://email")
        for fault, (code, text, status) in FAULTS.items():
            if world.is_hit(fault) or (is_out and fault == "mail held"):
                self.refused[key] += 1
                self.used[to, world.now // 3600] += fault in ("mail refused", "mail failed")
                self.doubted[key] += status == 500
                told: Any = {"Error": {"Code": code, "Message": text}, "ResponseMetadata": {"HTTPStatusCode": status}}
                raise ClientError(told, "SendEmail")
        self.used[to, world.now // 3600] += 1
        self._take(key, to, asked["Content"]["Raw"]["Data"])
        if world.is_hit("mail unanswered"):
            self.doubted[key] += 1
            world.sleep(10)
            raise ReadTimeoutError(endpoint_url="https://email")
        if world.is_hit("killed"):
            raise Killed
        message_id = f"message-{world.luck.randbytes(6).hex()}"
        self.answered[message_id] = key
        if world.is_hit("mail returned"):
            told = {"messageId": message_id, "tags": {name: [value] for name, value in tags.items()}}
            world.later(world.luck.uniform(5, 900), partial(self._return, told, world.luck.choice([*BOUNCES])))
        return {"MessageId": message_id}

    def _take(self, key: Key, to: str, message: bytes) -> None:
        if self.taken[key] > self.allowed[key]:
            raise Broken(f"the mail {key} went out twice")
        self.taken[key] += 1
        text = message.replace(b"=\n", b"")
        if strangers := {token.decode() for token in _TOKEN.findall(text)} - {re.split("[@-]", to)[0].capitalize()}:
            raise Broken(f"the mail {key} to {to} names {strangers}")
        self.mailbox[to].append((self.world.now, text))

    def _return(self, mail: dict[str, Any], how: str, again: int = MOST_TOLD) -> None:
        """Tell that a mail came back, as often as it is tried."""
        event = {"detail": {"mail": mail, "bounce": {"bounceType": how}}}
        if self.world.run(partial(handler_module(_EVENTS).handler, event, Context())):
            self.returned[mail["messageId"]] = BOUNCES[how]
            if again == MOST_TOLD and self.world.luck.random() < 0.5:
                # Once more, perhaps when the mail has been sent again.
                self.world.later(self.world.luck.uniform(60, 900), partial(self._return, mail, how, 0))
        elif again:
            self.world.later(60, partial(self._return, mail, how, again - 1))

    def link(self, address: str, to: str = "badge") -> tuple[float, str] | None:
        """Return the secret of the newest link to a page that came to an address, and when it came."""
        for when, message in reversed(self.mailbox[address]):
            if found := _LINKS[to].search(message):
                return when, found[1].decode()
        return None
