"""The clients to AWS, of one session: each further session costs a cold start more than its client."""

from functools import cache
from typing import Any

import botocore.session
from botocore.config import Config


@cache
def client(service: str) -> Any:
    """Return the one client of a service. Its waiting ends well before a function's does."""
    settings = Config(connect_timeout=1, read_timeout=3, retries={"mode": "standard", "max_attempts": 3})
    return _session().create_client(service, config=settings)


@cache
def _session() -> botocore.session.Session:
    return botocore.session.get_session()


def forget() -> None:
    """Make clients anew: a test's environment is not the next one's."""
    client.cache_clear()
    _session.cache_clear()
