"""A forum whose table and signing key are simulated in this process, for one thread only.

What tests it brings its fixtures into its folder's conftest: the rules' tests need neither a store nor a simulation.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.backends import get_backend
from moto.dynamodb.models.dynamo_type import DynamoType

from attendance.domain import mails
from attendance.domain.attendee import Attendee
from attendance.domain.clock import Clock
from attendance.domain.folding import folded
from attendance.domain.passes import Pass
from attendance.domain.programme import Programme
from attendance.edge import authority
from attendance.services import aws, signing_key
from attendance.store import items, keys, passes, people, programmes, recent_board, retry, table, tallies
from attendance.usecases import pass_links
from tests import builders, personal_data, simulation
from tests.builders import EVENT_ID
from tests.doors import Doors
from tests.gateway import Gateway, Response, template

simulation.speed_up()
made_client = aws.client
made_deadline = retry.Deadline.from_now
ACCOUNT = "123456789012"
KEYS = (
    ("SIGNING_KEY_ID", "ECC_NIST_P256", "SIGN_VERIFY"),
    ("NAME_KEY_ID", "HMAC_256", "GENERATE_VERIFY_MAC"),
)
SETTINGS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "eu-west-3",
    "TABLE_NAME": "pointage",
    "EVENT_ID": EVENT_ID,
    "PUBLIC_URL": "https://forum.example.org",
    "MAIL_FROM": "forum@example.org",
    "CONFIGURATION_SET": "pointage",
    # No test waits for a service that is not there.
    "MAIL_SENDERS": "0",
    "MAILS_A_SECOND": "14",
    "POWERTOOLS_LOG_LEVEL": "INFO",
}
lasting_keys: dict[str, Any] = {}
key_ids: dict[str, str] = {}
lasting_tables: dict[str, Any] = {}
first_items: dict[Any, Any] = {}


@dataclass
class Forum:
    """The small forum of the builders, stored, with someone of every role."""

    event_id: str = EVENT_ID
    gateway: Gateway = field(default_factory=Gateway)
    ids: Iterator[int] = field(default_factory=count)

    @property
    def programme(self) -> Programme:
        return programmes.get(self.event_id)

    def set_clock(self, hour: str) -> None:
        """Make it an hour of the event's day now."""
        self.change(clock=_clock(hour))

    def change(self, **facts: object) -> None:
        stored = programmes.find(self.event_id)
        assert stored
        programmes.put(replace(stored, **facts))  # type: ignore[arg-type]
        programmes._cached.clear()

    def invite(self, role: str = "organiser", *checkpoints: str, **facts: object) -> str:
        """Return the secret of a new pass."""
        secret = passes.new_secret()
        made = Pass(
            passes.pass_id(secret),
            role,
            self.event_id,
            str(facts.pop("label", role.capitalize())),
            programmes.now(self.programme),
            self.programme.event.ends_at,
            checkpoints,
        )
        passes.issue(replace(made, **facts), programmes.purge_at(self.programme))  # type: ignore[arg-type]
        return secret

    def register(self, name: str = "Ada", secret: str | None = None, **chosen: Any) -> dict[str, Any]:
        """Register somebody over HTTP, and return the answer."""
        body = {
            "given_name": name,
            "family_name": "Exemple",
            "email": f"{folded(name)}{next(self.ids)}@example.org",
            "consent": True,
        }
        answer = self.gateway.call("POST", "/api/registrations", body | chosen, secret=secret)
        assert answer.status == 201, answer.text
        registered: dict[str, Any] = answer.body
        return registered

    def own_pass(self, who: dict[str, Any]) -> str:
        """Return the secret of a pass to somebody's own registration, as a mail brings it."""
        attendee = self.attendee(who["attendee_id"])
        page, writes = pass_links.for_mail(mails.link(attendee, self.now), attendee, self.programme)
        table.transact(writes)
        return page.partition("#")[2]

    def scanned(self, secret: str, *scans: dict[str, Any], **batch: Any) -> Response:
        body = {"sent_at": self.now.isoformat(), "scans": list(scans), **batch}
        return self.gateway.call("POST", "/api/scans", body, secret=secret)

    def scan(self, secret: str, who: dict[str, Any], checkpoint: str, **facts: Any) -> dict[str, Any]:
        """Scan somebody's badge over HTTP, and return its one result."""
        answer = self.scanned(secret, self.sent(who, checkpoint, **facts))
        assert answer.status == 200, answer.text
        (result,) = answer.body["results"]
        found: dict[str, Any] = result
        return found

    def sent(self, who: dict[str, Any], checkpoint: str, **facts: Any) -> dict[str, Any]:
        """Return a scan as a phone sends it. A fact that is None is left out."""
        sent = {
            "scan_id": f"scan-{next(self.ids):06}",
            "badge": who.get("badge"),
            "checkpoint": checkpoint,
            "at": self.now.isoformat(),
        }
        return {name: value for name, value in (sent | facts).items() if value is not None}

    @property
    def now(self) -> datetime:
        return programmes.now(self.programme)

    def headcounts(self, secret: str) -> dict[str, Any]:
        answer: dict[str, Any] = self.gateway.call("GET", "/api/headcounts", secret=secret).body
        return answer

    def attendee(self, attendee_id: str) -> Attendee:
        found = people.known(self.event_id, attendee_id).attendee
        assert found
        return found

    def pass_hours(self, hours: float) -> None:
        """Let time pass at the event."""
        stored = programmes.find(self.event_id)
        assert stored
        moved = stored.clock.hour(programmes.real_now()) + timedelta(hours=hours)
        self.change(clock=Clock.showing(moved, programmes.real_now()))


@pytest.fixture
def forum(monkeypatch: pytest.MonkeyPatch) -> Iterator[Forum]:
    with simulated(monkeypatch) as opened_forum:
        yield opened_forum


@contextmanager
def simulated(monkeypatch: pytest.MonkeyPatch) -> Iterator[Forum]:
    """Open the forum in this process, with a table and a key of its own."""
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    forget_caches()
    with mock_aws(), monkeypatch.context() as patch:
        patch.setattr(aws, "client", simulated_client)
        # A busy machine is no reason to answer "later": fifty scans in one call take it seconds, or a mail.
        patch.setattr(retry, "RETRY_FOR_SECONDS", 600.0)
        patch.setattr(retry.Deadline, "from_now", staticmethod(lambda _=None: made_deadline()))
        for name, key_id in key_settings().items():
            monkeypatch.setenv(name, key_id)
        yield opened()
        check_register()
    forget_caches()


def check_register() -> None:
    """Fail if a test stored what the register does not name: no attribute is kept of which nobody says why."""
    for stored in (item.attrs for of in lasting_tables["pointage"].items.values() for item in of.values()):
        # What the double's own tests store is no item of ours.
        if "type" not in stored:
            continue
        kind = stored["type"].value
        assert not (unsaid := personal_data.unregistered(kind, stored)), (
            f"{personal_data.REGISTER} lacks {kind} {unsaid}"
        )


def key_settings() -> dict[str, str]:
    """Return the names of the keys by the setting that tells them, the same in every simulation.

    To make one the simulation draws a large prime, which takes longer than most tests.
    """
    kept = get_backend("kms")[ACCOUNT]["eu-west-3"].keys
    kept |= lasting_keys
    if not lasting_keys:
        kms = aws.client("kms")
        for name, spec, usage in KEYS:
            key_id = kms.create_key(KeySpec=spec, KeyUsage=usage)["KeyMetadata"]["KeyId"]
            lasting_keys[key_id] = kept[key_id]
            key_ids[name] = key_id
    return key_ids


@pytest.fixture
def at_hand(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> Iterator[Doors]:
    """The stack with its table at hand: for what takes a day to happen, or no answer tells."""
    for name, value in doors.stack.environment.items():
        monkeypatch.setenv(name, value)
    forget_caches()
    yield doors
    forget_caches()


def opened() -> Forum:
    """Return the forum at 8:45 with nobody registered, whatever was there before."""
    new_table()
    lain = lasting_tables["pointage"]
    if first_items:
        lain.items |= deepcopy(first_items)
    else:
        made = builders.programme()
        programmes.put(made, [tallies.capacity_set(EVENT_ID, each.id, each.capacity) for each in made.ateliers])
        first_items.update(deepcopy(lain.items))
    of_programme = map(DynamoType, items.attributes(keys.programme(EVENT_ID)).values())
    lain.get_item(*of_programme).attrs["clock"] = DynamoType(
        items.attributes({"clock": items.of(_clock("8:45"))})["clock"]
    )
    authority._cached.clear()
    recent_board._kept.clear()
    programmes._cached.clear()
    return Forum()


def new_table() -> None:
    """Make an empty table as the template describes it. It replaces an existing one."""
    tables = get_backend("dynamodb")[ACCOUNT]["eu-west-3"].tables
    if not lasting_tables:
        aws.client("dynamodb").create_table(TableName="pointage", **table_properties())
        lasting_tables.update(tables)
    tables.update(lasting_tables)
    tables["pointage"].items.clear()


def _clock(hour: str) -> Clock:
    """Return a clock that shows this hour of the event's day now."""
    return Clock.showing(builders.at(hour), programmes.real_now())


def simulated_client(service: str, *, once: bool = False) -> Any:
    """Return a client that outlives its test: making one costs more than most tests do."""
    return made_client(service, once=True) if once else lasting_client(service)


@cache
def lasting_client(service: str) -> Any:
    return made_client.__wrapped__(service)


@cache
def bystander(service: str) -> Any:
    """Return a client of the tests' own. The faults that a test gives our clients do not reach it."""
    return boto3.client(service)


def forget_caches() -> None:
    aws.forget()
    signing_key.public_point.cache_clear()
    forget_what_was_read()


def forget_what_was_read() -> None:
    """Have whatever a function keeps of the table for some seconds read again."""
    programmes._cached.clear()
    authority._cached.clear()
    recent_board._kept.clear()


def table_properties() -> dict[str, Any]:
    found = template()["Resources"]["Table"]["Properties"]
    wanted = ("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")
    return {name: found[name] for name in wanted}
