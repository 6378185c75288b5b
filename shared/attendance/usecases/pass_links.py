"""Links that carry a pass, on our public origin."""

import os
from collections.abc import Sequence

from attendance.domain.addresses import AddressLink
from attendance.domain.attendee import Attendee
from attendance.domain.mails import Mail
from attendance.domain.passes import Pass, link, of_attendee
from attendance.domain.problem import several
from attendance.domain.programme import Programme
from attendance.store import address_links, passes, programmes
from attendance.store.table import Write
from attendance.usecases.caller import Caller
from attendance.vocabulary.codes import INVITED, NOTICES, Role


def for_mail(mail: Mail, attendee: Attendee, programme: Programme) -> tuple[str, list[Write]]:
    """Return the link for a mail, and the writes that store its secret: a new one each time, as only hashes are kept.

    It is on our public origin, as there is no request; after a cancellation it leads to the form. A
    notice has no link, except to restore an address: others may read that mailbox.
    """
    origin = os.environ["PUBLIC_URL"]
    if mail.number is not None:
        secret = passes.new_secret()
        made = AddressLink(passes.pass_id(secret), programme.event.id, attendee.id, mail.number)
        return f"{origin}/address/{secret}?lang={attendee.language}", [address_links.write(made)]
    if mail.kind in NOTICES:
        return "", []
    if attendee.is_cancelled:
        return f"{origin}/", []
    secret = passes.new_secret()
    own_pass = of_attendee(attendee, passes.pass_id(secret), programme, programmes.now(programme), mailed=True)
    return link(Role.ATTENDEE, secret, origin), [passes.write(own_pass, programmes.purge_at(programme))]


def staff(caller: Caller, secrets: Sequence[str]) -> list[tuple[str, Pass]]:
    """Return the passes of secrets. Raises Problem naming the secrets that open no valid staff pass of this event."""
    found = passes.each(passes.pass_id(secret) for secret in secrets)
    passes_found = [(secret, found.get(passes.pass_id(secret))) for secret in secrets]
    opened = [(secret, holder) for secret, holder in passes_found if holder and _is_good(holder, caller)]
    good = {secret for secret, _ in opened}
    wrong = (n for n, secret in enumerate(secrets) if secret not in good)
    if faults := [{"field": f"passes.{n}", "message": "is no pass of the staff that is valid now"} for n in wrong]:
        raise several(faults)
    return opened


def _is_good(holder: Pass, caller: Caller) -> bool:
    is_ours = holder.role in INVITED and holder.event_id == caller.event_id
    return is_ours and holder.revoked_at is None and not holder.is_expired(caller.now)


def page(role: str, secret: str, origin: str) -> str:
    """Return the address of a role's page with a pass, on our public origin or the request's."""
    return link(role, secret, os.environ["PUBLIC_URL"] or origin)
