"""Files that are too large or too slow for an answer: a private bucket keeps them for a day."""

import os
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from attendance.domain.exports import CSV, JSON, PDF, XLSX
from attendance.domain.frozen import frozen
from attendance.services import aws

CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    PDF: "application/pdf",
    JSON: "application/json",
}
LINK_SECONDS = 15 * 60
_MISSING = ("404", "NoSuchKey", "NotFound")


@frozen
class File:
    """A file that is kept, and since when."""

    key: str
    bytes: int
    made_at: datetime


def client() -> Any:
    return aws.client("s3")


def put(key: str, content: bytes, name: str = "") -> None:
    """Store a file, replacing an earlier one. A link to it saves it under `name`; the ending says which type it is."""
    content_type = CONTENT_TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    disposition = {"ContentDisposition": f'attachment; filename="{name}"'} if name else {}
    client().put_object(Bucket=_bucket(), Key=key, Body=content, ContentType=content_type, **disposition)


def find(key: str) -> File | None:
    try:
        head = client().head_object(Bucket=_bucket(), Key=key)
    except ClientError as error:
        if error.response["Error"]["Code"] in _MISSING:
            return None
        raise
    return File(key, head["ContentLength"], head["LastModified"])


def link(key: str) -> str:
    """Return an address at which anybody can fetch the file for `LINK_SECONDS`."""
    address: str = client().generate_presigned_url(
        "get_object", Params={"Bucket": _bucket(), "Key": key}, ExpiresIn=LINK_SECONDS
    )
    return address


def _bucket() -> str:
    return os.environ["FILES_BUCKET"]
