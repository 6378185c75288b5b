"""An attestation of attendance: that somebody came, and the ateliers they really attended, with the hours.

It rests on facts alone: bookings say nothing. Whoever doubts it follows its link.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from reportlab.lib.units import mm

from attendance.documents import language, places, presence
from attendance.documents.attestation_words import WORDS
from attendance.documents.grid import Grid, Heading, number
from attendance.documents.paper import BOTTOM, GREY, INNER, MARGIN, MIDDLE, Paper
from attendance.documents.typesetting import Paragraph
from attendance.domain import instant
from attendance.domain.attendee import Attendee
from attendance.domain.attestation import DIGEST_BYTES, NothingToAttest
from attendance.domain.person import Person
from attendance.domain.programme import Programme

CODE_SIDE = 36 * mm


@dataclass(frozen=True, slots=True)
class Attended:
    """An atelier that somebody attended: from when until when, and for how long.

    That may be less, for who went and came back. While it is under way it has no end,
    and its length is that of the stays which are over.
    """

    atelier: str
    begins_at: datetime
    ends_at: datetime | None
    length: timedelta


def is_due(person: Person) -> bool:
    """Whether there is something to attest: somebody with a name was seen."""
    return person.attendee is not None and person.attendee.name is not None and bool(presence.building(person))


def attended(person: Person, programme: Programme, now: datetime) -> list[Attended]:
    """Return the ateliers that somebody attended, in order, within the hours that these were held.

    Who was early attended from the beginning, and who was not seen to leave until the end. Who
    was there outside its hours only, for one entered to look, did not attend it.
    """
    slots = {slot.id: slot for slot in programme.slots}
    found: dict[str, Attended] = {}
    for stay in presence.ateliers(person):
        slot = slots.get(programme.group(stay.checkpoint) or "")
        if slot is None:
            continue
        begins_at, ends_at = max(stay.begins_at, slot.starts_at), min(stay.ends_at or slot.ends_at, slot.ends_at)
        if begins_at >= ends_at or begins_at > now:
            continue
        until = ends_at if ends_at <= now else None
        length = until - begins_at if until else timedelta()
        before = found.get(stay.checkpoint, Attended(stay.checkpoint, begins_at, None, timedelta()))
        found[stay.checkpoint] = replace(before, ends_at=until, length=before.length + length)
    return list(found.values())


def digest(person: Person, programme: Programme, now: datetime) -> bytes:
    """Return what stands for all that a person's attestation says, but for when it was made."""
    who = person.attendee
    said = [who.name or "", who.organisation] if who else []
    stays = [(stay.checkpoint, stay.begins_at, stay.ends_at) for stay in presence.building(person)]
    stays += [(told.atelier, told.begins_at, told.ends_at) for told in attended(person, programme, now)]
    for place, begins_at, ends_at in stays:
        said += [place, instant.text(begins_at), instant.text(ends_at) if ends_at else ""]
    return sha256("\n".join(said).encode("utf-8", "replace")).digest()[:DIGEST_BYTES]


def one(person: Person, link: str, programme: Programme, told_in: str, now: datetime) -> bytes:
    """Return a person's attestation, on one page. Raises NothingToAttest."""
    return many([(person, link)], programme, told_in, now)


def many(people: Iterable[tuple[Person, str]], programme: Programme, told_in: str, now: datetime) -> bytes:
    """Return the attestations of people, a page each, from people with their links to verify.

    Raises NothingToAttest where one of them was not seen, or there is nobody.
    """
    paper = Paper(WORDS[told_in]["title"], programme, told_in)
    for person, link in people:
        who = person.attendee
        if who is None or not is_due(person):
            raise NothingToAttest
        paper.part(f"{programme.event.name} · {WORDS[told_in]['title']}")
        _page(paper, who, person, link, now)
    if paper.is_empty:
        raise NothingToAttest
    return paper.pdf()


def _page(paper: Paper, who: Attendee, person: Person, link: str, now: datetime) -> None:
    words, event, told_in = WORDS[paper.language], paper.programme.event, paper.language
    _middle(paper, [Paragraph(event.name, is_bold=True), Paragraph(event.theme, scale=0.8)], 16 * mm, 13)
    paper.top += 8 * mm
    _middle(paper, [Paragraph(words["title"], is_bold=True)], 14 * mm, 26)
    paper.top += 8 * mm
    _middle(paper, [Paragraph(words["certify"])], 7 * mm, 12)
    _middle(paper, [Paragraph(who.name or "", True), Paragraph(who.organisation, scale=0.55)], 26 * mm, 22)
    where = words["where"].format(day=language.day(event.date, told_in), venue=event.venue, address=event.address)
    named = [Paragraph(words["attended"]), Paragraph(event.name, is_bold=True), Paragraph(where)]
    _middle(paper, named, 26 * mm, 12)
    paper.top += 2 * mm
    _middle(paper, [Paragraph(_building(person, paper))], 7 * mm, 11)
    paper.top += 6 * mm
    _ateliers(paper, attended(person, paper.programme, now), BOTTOM - CODE_SIDE - 34 * mm)
    _verification(paper, who, link, now)


def _building(person: Person, paper: Paper) -> str:
    stays = presence.building(person)
    event, told_in = paper.programme.event, paper.language
    left_at = stays[-1].ends_at
    told = WORDS[told_in]["departure" if left_at else "arrival"]
    left = language.hour(left_at, event, told_in) if left_at else ""
    return told.format(arrived=language.hour(stays[0].begins_at, event, told_in), left=left)


def _ateliers(paper: Paper, visited: Sequence[Attended], down_to: float) -> None:
    words, event, told_in = WORDS[paper.language], paper.programme.event, paper.language
    if not visited:
        _middle(paper, [Paragraph(words["no_atelier"])], 7 * mm, 11)
        return
    paper.block([Paragraph(words["ateliers"], is_bold=True)], 12)
    columns = [
        Heading(words["atelier"], 50, is_bold=True),
        Heading(words["room"], 18),
        number(words["from"], 12),
        number(words["until"], 12),
        number(words["length"], 12),
    ]
    # All on one page, however many somebody looked into.
    room = down_to - paper.top - 20 * mm
    grid = Grid(columns, row_height=min(11 * mm, room / len(visited)), points=9.5)
    grid.head(paper)
    for told in visited:
        atelier = paper.programme.atelier(told.atelier)
        until = language.hour(told.ends_at, event, told_in) if told.ends_at else words["under_way"]
        length = _length(told.length, told_in) if told.length else ""
        title, hall = places.full_title(told.atelier, paper.programme), atelier.room if atelier else ""
        grid.row(paper, [title, hall, language.hour(told.begins_at, event, told_in), until, length])
    paper.top += 3 * mm
    whole = sum((told.length for told in visited), timedelta())
    if whole:
        paper.block([Paragraph(words["whole"].format(length=_length(whole, told_in)), is_bold=True)], 10.5)


def _verification(paper: Paper, who: Attendee, link: str, now: datetime) -> None:
    """Say at the page's foot when this was made, and how to know that it was not forged."""
    words, event, told_in = WORDS[paper.language], paper.programme.event, paper.language
    notes = [words["how"]] + ([words["so_far"]] if now < event.ends_at and _is_under_way(paper.programme, now) else [])
    top = BOTTOM - CODE_SIDE - 14 * mm
    paper.boxed([*map(Paragraph, notes)], (MARGIN, top, INNER, 10 * mm), 8.5, colour=GREY)
    top = BOTTOM - CODE_SIDE
    paper.link_code(link, MARGIN, top, CODE_SIDE)
    made = words["made"].format(day=language.local_day(now, event, told_in), hour=language.hour(now, event, told_in))
    told = [
        Paragraph(words["verify"], True, 1.2),
        Paragraph(words["verify_how"]),
        Paragraph(link, scale=0.8),
        Paragraph(made, is_bold=True),
        Paragraph(f"{words['code'].format(code=who.code)} · {words['contact'].format(contact=event.contact)}"),
    ]
    paper.boxed(told, (MARGIN + CODE_SIDE + 4 * mm, top, INNER - CODE_SIDE - 4 * mm, CODE_SIDE), 9)


def _is_under_way(programme: Programme, now: datetime) -> bool:
    return any(now < told for told in (*(s.ends_at for s in programme.sessions), *(s.ends_at for s in programme.slots)))


def _middle(paper: Paper, told: Sequence[Paragraph], height: float, largest: float) -> None:
    paper.boxed(told, (MARGIN, paper.top, INNER, height), largest, align=MIDDLE)
    paper.top += height


def _length(length: timedelta, told_in: str) -> str:
    hours, minutes = divmod(int(length / timedelta(minutes=1)), 60)
    return WORDS[told_in]["hours" if hours else "minutes"].format(hours=hours, minutes=minutes)
