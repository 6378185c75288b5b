"""What an organiser asks to take home from a day, and where what is too large for an answer is kept."""

from typing import Any

import boto3
import pytest

from tests.forum import Forum
from tests.gateway import Response

BUCKET = "pointage-files"


def keep_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the functions a bucket."""
    boto3.client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
    monkeypatch.setenv("FILES_BUCKET", BUCKET)


def export(forum: Forum, name: str, **query: str) -> Response:
    return forum.gateway.call("GET", f"/api/exports/{name}", secret=forum.invite(), query=query)


def day(forum: Forum) -> dict[str, Any]:
    """Let Ada come and go to an atelier, Bea stay away, and a stranger be refused."""
    forum.set_clock("8:30")
    ada = forum.register("Ada", ateliers=["atelier-1"], lunch=True, organisation="La Fonda")
    forum.register("Bea", ateliers=["atelier-1"])
    door = forum.invite()
    forum.set_clock("9:00")
    forum.scan(door, ada, "atelier-1")
    forum.scan(door, {"badge": "no badge at all"}, "entrance")
    forum.set_clock("18:00")
    return ada
