"""The AWS clients, of one session: each further session costs a cold start more than its client."""

import os
from collections.abc import Mapping
from functools import cache
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.exceptions import ConnectionError as Unreachable
from botocore.exceptions import HTTPClientError

from attendance.domain.problem import Busy

# How a client describes itself otherwise is put together anew twice a call, which is a tenth of what a scan costs.
_NAME = "pointage"
# Shorter than a function's own timeout. AWS checks the parameters itself; checking a scan's here too costs it a tenth.
_PATIENT = Config(
    connect_timeout=1,
    read_timeout=3,
    retries={"mode": "standard", "total_max_attempts": 3},
    parameter_validation=False,
    user_agent=_NAME,
)
# By default the client repeats a request whose answer was lost, though it may have been carried out.
_ONCE = Config(
    connect_timeout=2,
    read_timeout=10,
    retries={"mode": "standard", "total_max_attempts": 1},
    user_agent=_NAME,
)


# By default S3 signs links in a way that newer regions refuse, and for a host that sends a new bucket's readers on to
# the region's, where the signature is wrong; and it answers only after it has stored a file.
_OWN = {"s3": Config(signature_version="s3v4", s3={"addressing_style": "virtual"}, read_timeout=20)}


# Beside these, whatever AWS answers with 429, or with 500 and more: it takes no more just now, or cannot.
_THROTTLED = {"ThrottlingException", "ProvisionedThroughputExceededException", "RequestLimitExceeded"}


@cache
def client(service: str, *, once: bool = False) -> Any:
    """Return the one client of a service. With `once`, it never repeats a request by itself.

    Any other repeats one that was throttled, that AWS failed at or whose answer was lost, twice; then the call raises
    Busy, although it may have been carried out.
    """
    config = _ONCE if once else _PATIENT
    config = config.merge(_OWN[service]) if service in _OWN else config
    # Lambda sets both names of the region, a shell often this one alone, which botocore does not read.
    made = _session().create_client(service, region_name=os.environ.get("AWS_REGION"), config=config)
    if not once:
        made.meta.events.register("after-call", _check_taken)
        made.meta.events.register("after-call-error", _check_answered)
    return made


def _check_taken(http_response: Any, parsed: Mapping[str, Any], **_: Any) -> None:
    """Raise Busy for an answer after which the same may be asked again, so that no caller has to know AWS's names."""
    status = http_response.status_code
    if status == 429 or status >= 500 or parsed.get("Error", {}).get("Code") in _THROTTLED:
        raise Busy


def _check_answered(exception: Exception, **_: Any) -> None:
    """Raise Busy where AWS was not reached, or its answer did not arrive."""
    if isinstance(exception, (Unreachable, HTTPClientError)):
        raise Busy from exception


@cache
def _session() -> botocore.session.Session:
    return botocore.session.get_session()


def forget() -> None:
    """Make new clients next time: one test's environment is not the next one's."""
    client.cache_clear()
    _session.cache_clear()
