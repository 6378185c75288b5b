"""The AWS clients, of one session: each further session costs a cold start more than its client."""

import os
from functools import cache
from typing import Any

import botocore.session
from botocore.config import Config

# Shorter than a function's own timeout. AWS checks the parameters itself; checking a scan's here too costs it a tenth.
_PATIENT = Config(
    connect_timeout=1,
    read_timeout=3,
    retries={"mode": "standard", "max_attempts": 3},
    parameter_validation=False,
)
# By default the client repeats a request whose answer was lost, though it may have been carried out.
_ONCE = Config(connect_timeout=2, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 1})


# By default S3 signs links in a way that newer regions refuse, and for a host that sends a new bucket's readers on to
# the region's, where the signature is wrong; and it answers only after it has stored a file.
_OWN = {"s3": Config(signature_version="s3v4", s3={"addressing_style": "virtual"}, read_timeout=20)}


@cache
def client(service: str, *, once: bool = False) -> Any:
    """Return the one client of a service. With `once`, it never repeats a request by itself."""
    config = _ONCE if once else _PATIENT
    config = config.merge(_OWN[service]) if service in _OWN else config
    # Lambda sets both names of the region, a shell often this one alone, which botocore does not read.
    return _session().create_client(service, region_name=os.environ.get("AWS_REGION"), config=config)


@cache
def _session() -> botocore.session.Session:
    return botocore.session.get_session()


def forget() -> None:
    """Make new clients next time: one test's environment is not the next one's."""
    client.cache_clear()
    _session.cache_clear()
