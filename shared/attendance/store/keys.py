"""Every key of the table. No other module spells one; README.md draws the chart."""

from collections.abc import Mapping
from typing import Any

Key = dict[str, str]

INDEXED = ("GSI1PK", "GSI1SK")
"""The attributes of an item that an index lists."""

MAIL, INVITED, ACT, REGISTRATIONS = "MAIL#", "INVITED#", "ACT#", "REGISTRATIONS"
"""The prefixes of a person's mails, a pass's invitations, the acts about a person, and what registrations count."""


def _key(partition: str, sort: str) -> Key:
    return {"PK": partition, "SK": sort}


def _index(partition: str, sort: str) -> Key:
    return {"GSI1PK": partition, "GSI1SK": sort}


def of(item: Mapping[str, Any]) -> Key:
    return {name: item[name] for name in ("PK", "SK")}


def event(event_id: str) -> str:
    return f"EVENT#{event_id}"


def programme(event_id: str) -> Key:
    return _key(event(event_id), "PROGRAMME")


def attendee(event_id: str, attendee_id: str) -> str:
    """The partition of everything about one attendee."""
    return f"{event(event_id)}#ATTENDEE#{attendee_id}"


def profile(event_id: str, attendee_id: str) -> Key:
    return _key(attendee(event_id, attendee_id), "PROFILE")


def name(event_id: str, attendee_id: str, which: str) -> Key:
    """The item that finds an attendee by one word of a name: `family`, `given`, and `family#1` for the second."""
    return _key(attendee(event_id, attendee_id), f"NAME#{which}")


def attendance(event_id: str, attendee_id: str) -> Key:
    return _key(attendee(event_id, attendee_id), "ATTENDANCE")


def scan(event_id: str, attendee_id: str, scan_id: str) -> Key:
    return _key(attendee(event_id, attendee_id), f"SCAN#{scan_id}")


def stranger(event_id: str, scan_id: str) -> Key:
    return _key(f"{event(event_id)}#STRANGER#{scan_id}", "SCAN")


def strangers(event_id: str) -> str:
    return f"{event(event_id)}#STRANGERS"


def by_stranger(event_id: str, at: str, scan_id: str) -> Key:
    return _index(strangers(event_id), f"{at}#{scan_id}")


def mail(event_id: str, attendee_id: str, reason: str) -> Key:
    return _key(attendee(event_id, attendee_id), f"{MAIL}{reason}")


def waiting(event_id: str, attendee_id: str, atelier_id: str) -> Key:
    return _key(attendee(event_id, attendee_id), f"WAIT#{atelier_id}")


def wish(event_id: str, attendee_id: str, question: str) -> Key:
    return _key(attendee(event_id, attendee_id), f"WISH#{question}")


def told(event_id: str, attendee_id: str) -> Key:
    """A partition of its own: scans read an attendee's whole, and need nothing of this."""
    return _key(f"{attendee(event_id, attendee_id)}#TOLD", "TOLD")


def all_told(event_id: str) -> str:
    return f"{event(event_id)}#TOLD"


def by_told(event_id: str, at: str, attendee_id: str) -> Key:
    return _index(all_told(event_id), told_sort_key(at, attendee_id))


def act(event_id: str, attendee_id: str | None, at: str, act_id: str) -> Key:
    """An act is stored with the person it concerns; without one, in the event's journal."""
    partition = acts(event_id) if attendee_id is None else attendee(event_id, attendee_id)
    return _key(partition, f"{ACT}{act_sort_key(at, act_id)}")


def act_sort_key(at: str, act_id: str) -> str:
    """Return an act's sort key in the journal."""
    return f"{at}#{act_id}"


told_sort_key = act_sort_key


def tallies(event_id: str) -> str:
    """The partition that holds all headcounts and seats, for one query."""
    return f"{event(event_id)}#TALLIES"


def tally(event_id: str, checkpoint_id: str, pass_id: str, device: str) -> Key:
    """A device's counters. The pass is part of the key, as devices choose their own names."""
    return _key(tallies(event_id), f"TALLY#{checkpoint_id}#{short(pass_id)}#{device}")


def phones(pass_id: str) -> str:
    """The prefix of a pass's phones, in the partition of the tallies."""
    return f"PHONE#{short(pass_id)}#"


def phone(event_id: str, pass_id: str, device: str) -> Key:
    """The status of a device that has nothing to count."""
    return _key(tallies(event_id), f"{phones(pass_id)}{device}")


def short(pass_id: str) -> str:
    """The beginning of a pass's id: unique enough in an event, for an item that must stay small."""
    return pass_id[:12]


def registrations_tally(event_id: str, part: int) -> Key:
    return _key(tallies(event_id), f"{REGISTRATIONS}#{part}")


def seats(event_id: str, atelier_id: str) -> Key:
    return _key(tallies(event_id), f"SEATS#{atelier_id}")


def mailbox(event_id: str, email_sha256: str) -> str:
    """The partition of everything about one address."""
    return f"{event(event_id)}#EMAIL#{email_sha256}"


def email(event_id: str, email_sha256: str) -> Key:
    return _key(mailbox(event_id, email_sha256), "EMAIL")


def sharer(event_id: str, email_sha256: str, attendee_id: str) -> Key:
    return _key(mailbox(event_id, email_sha256), f"EMAIL#{attendee_id}")


def mails_in_hour(event_id: str, email_sha256: str, hour: str) -> Key:
    return _key(mailbox(event_id, email_sha256), f"MAILED#{hour}")


def registration(event_id: str, registration_sha256: str) -> Key:
    return _key(f"{event(event_id)}#REGISTRATION#{registration_sha256}", "REGISTRATION")


def offer(event_id: str, offer_sha256: str) -> Key:
    return _key(f"{event(event_id)}#OFFER#{offer_sha256}", "OFFER")


def link_request(event_id: str, email_sha256: str) -> Key:
    return _key(f"{event(event_id)}#LINK#{email_sha256}", "LINK")


def of_pass(pass_id: str) -> str:
    """The partition of a pass and its invitations."""
    return f"PASS#{pass_id}"


def address_link(link_sha256: str) -> Key:
    return _key(f"ADDRESS#{link_sha256}", "ADDRESS")


def former(event_id: str, attendee_id: str, number: int) -> Key:
    return _key(attendee(event_id, attendee_id), f"FORMER#{number}")


def admission_pass(pass_id: str) -> Key:
    return _key(of_pass(pass_id), "PASS")


def invited(by_pass_id: str, pass_id: str) -> Key:
    return _key(of_pass(by_pass_id), f"{INVITED}{pass_id}")


def people(event_id: str) -> str:
    return f"{event(event_id)}#PEOPLE"


def by_family_name(event_id: str, folded: str) -> Key:
    return _index(people(event_id), folded)


def names(event_id: str, folded: str) -> str:
    """The index partition of all name words with the same first letter as a text."""
    return f"{event(event_id)}#NAMES#{folded[:1]}"


def by_name(event_id: str, folded: str) -> Key:
    return _index(names(event_id, folded), folded)


def conflicts(event_id: str, *, settled: bool) -> str:
    return f"{event(event_id)}#{'SETTLED' if settled else 'CONFLICTS'}"


def by_conflict(event_id: str, at: str, scan_id: str, *, settled: bool) -> Key:
    return _index(conflicts(event_id, settled=settled), f"{at}#{scan_id}")


def unsent_mails(event_id: str) -> str:
    return f"{event(event_id)}#MAILS"


def by_unsent_mail(event_id: str, asked_at: str, attendee_id: str, reason: str) -> Key:
    return _index(unsent_mails(event_id), f"{asked_at}#{attendee_id}#{reason}")


def waiting_lists(event_id: str) -> str:
    return f"{event(event_id)}#WAITING"


def by_waiting(event_id: str, atelier_id: str, since: str, attendee_id: str) -> Key:
    return _index(waiting_lists(event_id), f"{waiting_list(atelier_id)}{since}#{attendee_id}")


def waiting_list(atelier_id: str) -> str:
    """The prefix of one atelier's waiting list in the index; the longest-waiting comes first."""
    return f"{atelier_id}#"


def wishes(event_id: str) -> str:
    return f"{event(event_id)}#WISHES"


def by_wish(event_id: str, question: str, attendee_id: str) -> Key:
    return _index(wishes(event_id), f"{question}#{attendee_id}")


def acts(event_id: str) -> str:
    """The journal, and the partition of its acts that concern no person."""
    return f"{event(event_id)}#ACTS"


def by_act(event_id: str, at: str, act_id: str) -> Key:
    return _index(acts(event_id), act_sort_key(at, act_id))


def messages(event_id: str) -> str:
    """The partition of what organisers wrote to people."""
    return f"{event(event_id)}#MESSAGES"


def message(event_id: str, message_id: str) -> Key:
    return _key(messages(event_id), f"MESSAGE#{message_id}")


def orders(event_id: str) -> str:
    return f"{event(event_id)}#ORDERS"


def order(event_id: str, order_id: str) -> Key:
    return _key(orders(event_id), f"ORDER#{order_id}")


def batch(event_id: str, batch_id: str) -> Key:
    return _key(orders(event_id), f"BATCH#{batch_id}")


def staff_passes(event_id: str) -> str:
    return f"{event(event_id)}#PASSES"


def by_role(event_id: str, role: str, created_at: str, pass_id: str) -> Key:
    return _index(staff_passes(event_id), f"{role}#{created_at}#{pass_id}")
