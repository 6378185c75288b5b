"""A release as it was recorded: what lay in the table and on a phone, what it answered, its pages and its contract."""

import base64
import json
import lzma
import os
import subprocess
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO, StringIO
from itertools import batched
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import boto3
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.kms.models import kms_backends
from moto.kms.utils import ECDSAPrivateKey

from attendance.domain.badge import ORDER
from attendance.edge import authority
from attendance.services import signing_key
from attendance.store import programmes
from infra import import_scans
from tests.forum import Forum, bystander, new_table
from tests.gateway import ROOT, Gateway

FOLDER = Path(__file__).parent
NODE = ROOT / ".venv/node/bin/node"
SITE = ROOT / "functions/pages/site"
PHONE = FOLDER / "phone.js"
BUCKET = "pointage-files"
TABLE = "pointage"

type Json = dict[str, Any]
type Item = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Release:
    """One folder of a release."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @cached_property
    def facts(self) -> Json:
        """When it was recorded, with the secrets of the links that were handed out."""
        facts: Json = self.content("release.json")
        return facts

    @cached_property
    def items(self) -> list[Item]:
        lines = lzma.decompress((self.folder / "table.jsonl.xz").read_bytes()).splitlines()
        return [_from_json(json.loads(line)) for line in lines]

    def content(self, name: str) -> Any:
        """Return what a JSON file of it holds."""
        content = (self.folder / name).read_bytes()
        return json.loads(lzma.decompress(content) if name.endswith(".xz") else content)

    def keep(self, name: str, content: Any) -> None:
        text = json.dumps(content, ensure_ascii=False, indent=None if name.endswith(".xz") else 1).encode()
        (self.folder / name).write_bytes(_packed(text) if name.endswith(".xz") else text + b"\n")

    def keep_table(self) -> None:
        lines = (json.dumps(_to_json(item), sort_keys=True) for item in table_items())
        (self.folder / "table.jsonl.xz").write_bytes(_packed("\n".join(sorted(lines)).encode()))

    def keep_pages(self, files: Mapping[str, bytes]) -> None:
        """Keep pages and the phone that runs them, without a trace of the machine that they lay on."""
        with tarfile.open(self.folder / "pages.tar.xz", "w:xz", preset=9) as archive:
            for name, content in sorted(files.items()):
                about = tarfile.TarInfo(name)
                about.size = len(content)
                archive.addfile(about, BytesIO(content))

    def unpacked(self, into: Path) -> tuple[Path, Path]:
        """Unpack its pages beside the libraries of today, and return the phone that runs them and where they are."""
        with tarfile.open(self.folder / "pages.tar.xz") as archive:
            archive.extractall(into, filter="data")
        (into / "node_modules").symlink_to(ROOT / "node_modules")
        return into / "phone.js", into / "site"

    def load(self) -> Forum:
        """Put its table and its keys in the place of what is simulated, and return its forum.

        It is as if it had been recorded just now: its clock shows the hour that it showed
        then, and what is due to be purged is so in as long a time.
        """
        new_table()
        passed = datetime.now(UTC) - datetime.fromisoformat(self.facts["recorded_at"])
        puts = []
        for item in self.items:
            aged = dict(item)
            if "purge_at" in aged:
                aged["purge_at"] = {"N": str(int(aged["purge_at"]["N"]) + round(passed.total_seconds()))}
            if aged["type"]["S"] == "programme":
                clock = aged["clock"]["M"]
                slow = int(clock["offset_seconds"]["N"]) - round(passed.total_seconds())
                aged["clock"] = {"M": {**clock, "offset_seconds": {"N": str(slow)}}}
            puts.append({"PutRequest": {"Item": aged}})
        for some in batched(puts, 25, strict=False):
            bystander("dynamodb").batch_write_item(RequestItems={TABLE: list(some)})
        seed_keys(self.facts["keys"])
        forget_rights()
        return Forum(self.facts["event"])

    def imported(self, origin: str) -> list[str]:
        """Bring the file that its phone saved, and return the report: how it ended, then line by line."""
        output = StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(output):
            patch.setenv("POINTAGE_URL", origin)
            patch.setenv("POINTAGE_PASS", self.facts["secrets"]["organiser"])
            ended = import_scans.main([str(self.folder / "outbox.json")])
        lines = (line for line in output.getvalue().splitlines() if not line.startswith("{"))
        return [str(ended), *(" ".join(line.split()) for line in lines)]


def releases() -> list[Release]:
    return [Release(path.parent) for path in sorted(FOLDER.glob("*/release.json"))]


def table_items() -> list[Item]:
    """Return all that the table holds."""
    pages = bystander("dynamodb").get_paginator("scan").paginate(TableName=TABLE)
    return [item for page in pages for item in page["Items"]]


def forget_rights() -> None:
    """Forget what functions know of passes and events for half a minute."""
    authority._cached.clear()
    programmes._cached.clear()


def seed_keys(seed: str) -> None:
    """Give the two keys what follows from a word: KMS lets no key out, and the badges of a release must verify."""
    kept = kms_backends[DEFAULT_ACCOUNT_ID]["eu-west-3"].keys
    number = int.from_bytes(sha256(f"{seed} signs badges".encode()).digest()) % (ORDER - 1) + 1
    signer = kept[os.environ["SIGNING_KEY_ID"]].private_key
    assert isinstance(signer, ECDSAPrivateKey)
    signer.private_key = ec.derive_private_key(number, ec.SECP256R1())
    kept[os.environ["NAME_KEY_ID"]].key_material = sha256(f"{seed} marks names".encode()).digest()
    signing_key.public_point.cache_clear()


def make_surroundings() -> None:
    """Make what the functions need besides table and keys: a bucket, and an address that mails come from."""
    boto3.client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
    bystander("ses").verify_email_identity(EmailAddress="forum@example.org")


def played(steps: Sequence[Json], script: Path = PHONE, site: Path = SITE, **more: Any) -> Json:
    """Return what a phone comes to that goes through some steps."""
    asked = json.dumps({"steps": steps, **more})
    done = subprocess.run(
        [NODE, script, site], input=asked, capture_output=True, text=True, check=False, cwd=ROOT, timeout=300
    )
    assert done.returncode == 0, done.stderr
    body: Json = json.loads(done.stdout)
    return body


@contextmanager
def served(gateway: Gateway) -> Iterator[str]:
    """Serve the API over HTTP for as long as this lasts, one request after the other; its faults come out here."""
    faults: list[BaseException] = []

    class Door(BaseHTTPRequestHandler):
        def answer(self) -> None:
            address = urlsplit(self.path)
            size = int(self.headers.get("content-length") or 0)
            body = self.rfile.read(size).decode() if size else None
            sent = {name.lower(): value for name, value in self.headers.items()}
            query = dict(parse_qsl(address.query)) or None
            try:
                answer = gateway.call(self.command, address.path, body, query=query, headers=sent)
            except BaseException as fault:  # noqa: BLE001 - it is raised below, in the thread of the test
                faults.append(fault)
                self.send_error(500)
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    for method in ("GET", "POST", "PATCH", "DELETE"):
        setattr(Door, f"do_{method}", Door.answer)
    with HTTPServer(("127.0.0.1", 0), Door) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
    if faults:
        raise faults[0]


def _packed(content: bytes) -> bytes:
    return lzma.compress(content, preset=9)


def _to_json(value: Any) -> Any:
    """Return what DynamoDB holds as JSON, bytes in base64."""
    match value:
        case bytes():
            return base64.b64encode(value).decode()
        case dict():
            return {name: _to_json(member) for name, member in value.items()}
        case list():
            return [_to_json(member) for member in value]
    return value


def _from_json(item: Mapping[str, Any]) -> Item:
    return {name: _attribute(attribute) for name, attribute in item.items()}


def _attribute(attribute: Mapping[str, Any]) -> dict[str, Any]:
    ((kind, value),) = attribute.items()
    match kind:
        case "B":
            return {kind: base64.b64decode(value, validate=True)}
        case "L":
            return {kind: [_attribute(member) for member in value]}
        case "M":
            return {kind: _from_json(value)}
    return {kind: value}
