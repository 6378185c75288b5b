"""Whether each mail of a simulated day came to an end, at most once, for a reason, and to nobody who had left."""

from dataclasses import dataclass, field
from datetime import timedelta

from tests.builders import at
from tests.days.mail_service import MailService
from tests.days.stored import MOMENT, Item, seconds
from tests.days.world import Broken

MOST_AN_HOUR = 12
REMINDED_AT = at("7:00") - timedelta(days=1)
STATES = {
    "due": {"writing", "moot", "due"},
    "writing": {"sending", "due", "writing", "moot", "failed"},
    "sending": {"sent", "due", "held", "unsure", "failed", "moot", "sending"},
    "held": {"due", "moot"},
    "unsure": {"due", "sent", "held", "failed"},
    "failed": {"due"},
    "sent": {"failed", "unsure"},
}


@dataclass
class Mails:
    """The mails as they are stored, beside what the service took.

    `profiles` are whose they are, by id; `reached_at` says since when they have an address.
    """

    service: MailService
    profiles: dict[str, Item] = field(default_factory=dict)
    reached_at: dict[str, float] = field(default_factory=dict)
    stored: dict[tuple[str, str], Item] = field(default_factory=dict)

    def know(self, who: Item) -> None:
        self.profiles[who["id"]] = who
        if "email" in who:
            self.reached_at.setdefault(who["id"], self.service.world.now)

    def hear(self, had: Item | None, item: Item) -> None:
        """Hold a mail that was stored against what it was, and against what went out."""
        key = item["attendee_id"], item["reason"]
        if had and item["state"] not in STATES.get(had["state"], set()) | {had["state"]}:
            raise Broken(f"the mail {key} was {had['state']} and is {item['state']}")
        is_told = had is not None and had["state"] == "unsure" != item["state"] and "claim" in item
        if had and is_told and had["error"] != "interrupted":
            raise Broken(f"only an attempt that was given up may still tell how it ended: {had}, {item}")
        if had and had["state"] in ("unsure", "failed") and item["state"] == "due" and not is_told:
            self.service.allowed[key] += 1
        if item["state"] == "sent" and self.service.answered.get(item.get("message_id", "")) != key:
            raise Broken(f"the mail {key} counts as sent, and was not: {item}")
        self._check_told(key, item, had)
        if item.get("error") == "too_many" and had and had["state"] != item["state"]:
            self._check_share(had)
        self.stored[key] = item

    def _check_told(self, key: tuple[str, str], item: Item, had: Item | None) -> None:
        """Check that nobody who left long before is written to, but that they have left."""
        if item["state"] != "sent" or not had or item["kind"] in ("cancellation", "erasure", "address", "restore"):
            return
        who = self.profiles.get(key[0], {})
        if "cancelled_at" in who and seconds(who["cancelled_at"]) < seconds(item["claimed_at"]) - MOMENT:
            raise Broken(f"the mail {item} went to {who}")

    def _check_share(self, mail: Item) -> None:
        """Check that a mailbox had its share of the hour before a mail was kept from it."""
        to = mail.get("to") or self.profiles[mail["attendee_id"]].get("email", "")
        now = self.service.world.now
        had = max(self.service.used[to, when // 3600] for when in (now, seconds(mail["claimed_at"])))
        # What a function counted before it died, or twice, nobody takes back.
        if had < MOST_AN_HOUR - sum(when > now - 2 * 3600 for when in self.service.world.torn):
            raise Broken(f"{to} had {had} mails within the hour, and is not sent {mail}")

    @property
    def are_under_way(self) -> bool:
        return any(mail["state"] in ("due", "held", "writing", "sending") for mail in self.stored.values())

    def check(self) -> None:
        """Check that each mail came to an end for which there is a reason."""
        for key, mail in self.stored.items():
            state, went, doubt = mail["state"], self.service.taken[key], self.service.doubted[key]
            returned = self.service.returned.get(mail.get("message_id", ""))
            torn, is_refused = self.service.world.torn, self.service.refused[key] > 0
            holds = {
                "sent": went >= 1 and not returned,
                "unsure": returned == "unsure" or doubt or torn,
                "failed": returned == "failed" or is_refused or mail.get("error") in ("too_many", "unwritable"),
                "moot": not went or doubt or torn or self.service.allowed[key],
            }
            if not holds.get(state):
                raise Broken(f"the mail {key} stays {mail}, and went out {went} times")
            if state == "moot" and mail["kind"] == "confirmation" and "cancelled_at" not in self.profiles[key[0]]:
                raise Broken(f"the confirmation {key} was left out")
        if self.service.world.now > REMINDED_AT.timestamp() + 3_600:
            for who in self.profiles.values():
                is_early = self.reached_at.get(who["id"], self.service.world.now) < REMINDED_AT.timestamp()
                if is_early and "cancelled_at" not in who and (who["id"], "reminder") not in self.stored:
                    raise Broken(f"nobody reminds {who}")
