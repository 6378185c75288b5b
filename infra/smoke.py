"""Try a deployed stack from outside, with one invented person: URL=… ORGANISER=<link> python -m infra.smoke.

The person registers, is mailed, shows a badge, is scanned, and is erased again whatever failed before.
Their mailbox is SES's simulator, which takes every mail and delivers none:
https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html, "Using the mailbox simulator".
"""

import os
import re
import secrets
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from attendance.domain.programme import ENTRANCE
from attendance.vocabulary.codes import MailState, Role, Verdict
from infra import target
from infra.readiness import Line, ToDo
from infra.server import OK, Server, StoppedError
from infra.target import Api, NoTargetError

GIVEN_NAME, FAMILY_NAME, DOOR = "Essai", "Fumée", "Porte d’essai"
CREATED, CONFLICT = 201, 409
# How a door answers a badge that this stack never gave out; any other verdict is by the hour, as it should be.
NOT_OURS = (Verdict.UNREADABLE, Verdict.OTHER_EVENT, Verdict.FORGED_BADGE, Verdict.UNKNOWN_BADGE)
# A mail is due within a second; a function that was never called starts in a few, and SES answers in one.
MAIL_LOOKS = 300
# The index by name lags a little.
INDEX_LOOKS = 30
FIRST_BYTES = b"\x89PNG\r\n\x1a\n"
# Small, of everybody, and without a name: what stays in the bucket for a day tells of nobody.
EXPORT = "/api/exports/statistics.json"

type Json = dict[str, Any]


@dataclass
class Smoke:
    """One invented person's way through a stack, and what has to be cleared away after it."""

    organiser: Server
    server: Callable[[str | None], Server]
    sleep: Callable[[float], None]
    # SES's simulator takes labels; ours tells this person from one whom an earlier try left behind.
    label: str = field(default_factory=lambda: secrets.token_hex(4))
    person: Json = field(default_factory=dict)
    volunteer: Json = field(default_factory=dict)
    scan_id: str = ""

    @property
    def family_name(self) -> str:
        return f"{FAMILY_NAME} {self.label}"

    @property
    def door(self) -> str:
        return f"{DOOR} {self.label}"

    def run(self) -> list[Line]:
        """Try one thing after the other, then clear away, whatever happened; print and return what came of each."""
        lines: list[Line] = []

        def attempt(what: str, step: Callable[[], str]) -> bool:
            lines.append(_tried(what, step))
            print(lines[-1], flush=True)
            return lines[-1].is_ready

        try:
            if attempt("register", self._register):
                attempt("mail", self._mail)
                attempt("badge", self._badge)
                attempt("scan", self._scan)
                attempt("undo", self._undo)
            attempt("export", self._export)
        finally:
            attempt("erase", self._erase)
            attempt("revoke", self._revoke)
            attempt("nothing left", self._left)
        return lines

    def _register(self) -> str:
        body = {
            "given_name": GIVEN_NAME,
            "family_name": self.family_name,
            "email": f"success+{self.label}@simulator.amazonses.com",
            "consent": True,
            "registration_id": secrets.token_hex(16),
        }
        way = "/api/registrations"
        status, answer = self.server(None).ask("POST", way, body)
        if status == CONFLICT and answer["code"] == "registrations_closed":
            way = "/api/attendees"
            status, answer = self.organiser.ask("POST", way, body)
        self.person = _expected(CREATED, f"POST {way}", status, answer)
        return f"{body['given_name']} {body['family_name']}, by {way}"

    def _mail(self) -> str:
        path = f"/api/attendees/{self.person['attendee_id']}"
        for _ in range(MAIL_LOOKS):
            mails = _expected(OK, f"GET {path}", *self.organiser.ask("GET", path))["mails"]
            states = {mail["state"]: mail["error"] for mail in mails}
            if set(states) == {MailState.SENT}:
                return "SES has taken it"
            if wrong := set(states) & {MailState.FAILED, MailState.UNSURE, MailState.HELD}:
                raise ToDo(f"it is {', '.join(wrong)}: {', '.join(str(states[state]) for state in wrong)}")
            self.sleep(1)
        raise ToDo(f"nothing came of it: {states or 'no mail is asked for'}; the log of SendMailFunction says why")

    def _badge(self) -> str:
        if self.person["pass"] is None:
            return f"{len(self.person['badge_svg'])} characters of SVG, as the staff gets it"
        _, picture = self.server(self.person["pass"]).file("/api/badge.png")
        if not picture.startswith(FIRST_BYTES):
            raise ToDo("GET /api/badge.png is no PNG as it arrives: is something between that rewrites bytes?")
        return f"a picture of {len(picture)} bytes"

    def _scan(self) -> str:
        body = {
            "role": Role.VOLUNTEER,
            "label": self.door,
            "checkpoints": [ENTRANCE],
            "expires_at": (datetime.now(UTC) + timedelta(hours=1)).isoformat(),
        }
        self.volunteer = _expected(CREATED, "POST /api/passes", *self.organiser.ask("POST", "/api/passes", body))
        # In a rehearsal the stack has its own hour, which it tells any phone that has nothing to send.
        at = self._send()["received_at"]
        scan = {"scan_id": secrets.token_hex(16), "badge": self.person["badge"], "checkpoint": ENTRANCE, "at": at}
        (result,) = self._send(scan)["results"]
        verdict = result.get("verdict")
        if verdict is None or verdict in NOT_OURS:
            raise ToDo(f"the badge that was just given out is {verdict or result.get('problem')}")
        self.scan_id = result["scan_id"]
        return f"{verdict} at {ENTRANCE}"

    def _send(self, *scans: Json) -> Json:
        body = {"sent_at": datetime.now(UTC).isoformat(), "scans": scans}
        asked = self.server(self.volunteer["pass"]).ask("POST", "/api/scans", body)
        return _expected(OK, "POST /api/scans", *asked)

    def _undo(self) -> str:
        if not self.scan_id:
            raise ToDo("there is no scan to take back")
        path = f"/api/attendees/{self.person['attendee_id']}/scans/{self.scan_id}/undo"
        _expected(OK, f"POST {path}", *self.server(self.volunteer["pass"]).ask("POST", path))
        return "the scan is taken back"

    def _export(self) -> str:
        name, content = self.organiser.file(EXPORT, by_link=True)
        return f"{name}, {len(content)} bytes through a signed link"

    def _erase(self) -> str:
        # The answer to the registration may be what was lost.
        found = [self.person["attendee_id"]] if self.person else self._found()
        for attendee_id in found:
            path = f"/api/attendees/{attendee_id}/erasure"
            _expected(OK, f"POST {path}", *self.organiser.ask("POST", path))
        return f"{len(found)} registered, {len(found)} erased"

    def _revoke(self) -> str:
        answer = _expected(OK, "GET /api/passes", *self.organiser.ask("GET", "/api/passes"))
        made = [each for each in answer["passes"] if each["label"] == self.door and not each["revoked_at"]]
        for one in made:
            path = f"/api/passes/{one['id']}"
            _expected(OK, f"DELETE {path}", *self.organiser.ask("DELETE", path))
        return f"{len(made)} pass of a volunteer; it stays listed, as revoked"

    def _left(self) -> str:
        for _ in range(INDEX_LOOKS):
            if not (found := self._found()):
                break
            self.sleep(1)
        else:
            raise ToDo(f"{', '.join(found)} is still found by name: erase them by hand")
        if self.person:
            path = f"/api/attendees/{self.person['attendee_id']}"
            day = _expected(OK, f"GET {path}", *self.organiser.ask("GET", path))
            if any(day["registration"][name] for name in ("given_name", "family_name", "email")):
                raise ToDo(f"{path} still names the person: erase them by hand")
        return "no name, no address; one more counts as cancelled, and a scan that is taken back stays until the purge"

    def _found(self) -> list[str]:
        path = f"/api/attendees?q={self.label}"
        return [each["id"] for each in _expected(OK, f"GET {path}", *self.organiser.ask("GET", path))["attendees"]]


def _tried(what: str, step: Callable[[], str]) -> Line:
    try:
        return Line(what, step(), is_ready=True)
    except (ToDo, StoppedError) as failed:
        return Line(what, str(failed), is_ready=False)


def _expected(wanted: int, asked: str, status: int, answer: Json) -> Json:
    if status != wanted:
        raise ToDo(f"{asked} is answered {status}: {answer.get('code')}, {answer.get('detail')}")
    return answer


def chosen() -> Api:
    """Return the API of the organiser's link in ORGANISER, at URL if that is given. Raises NoTargetError."""
    link, url = os.environ.get("ORGANISER", ""), os.environ.get("URL", "")
    if not link and not url:
        return target.api()
    origin, _, secret = link.rpartition("#")
    return target.named_api(url or re.sub(r"(?<=[^/:])/.*", "", origin), secret)


def main(
    transport: httpx.BaseTransport | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> int:
    """Return 0 if all is well, 1 if something is not, 2 if nothing could be tried."""
    try:
        api = chosen()
    except NoTargetError as refused:
        print(refused, file=sys.stderr)
        return 2
    with ExitStack() as opened:

        def server(secret: str | None) -> Server:
            return opened.enter_context(Server(api.origin, secret, transport, sleep))

        lines = Smoke(server(api.secret), server, sleep).run()
    return 0 if all(line.is_ready for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
