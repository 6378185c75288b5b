"""What happens when somebody says that they have lost their link."""

from attendance.domain.programme import Programme
from attendance.services.log import logger
from attendance.store import link_requests, programmes


def ask_link(programme: Programme, email: str) -> None:
    """Record that somebody lost their link, with the same work for any address. Another function mails it."""
    link_requests.record(programme.event.id, email, programmes.real_now())
    logger.info("link_asked")
