"""An attestation of attendance: that somebody came, and the ateliers they really attended, with the hours.

It rests on facts alone: bookings say nothing. Whoever doubts it follows its link.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from reportlab.lib.units import mm

from attendance.documents import language, places, typesetting
from attendance.documents.attestation_words import WORDS
from attendance.documents.paper import BOTTOM, GREY, INNER, MARGIN, MIDDLE, Paper
from attendance.documents.paper_table import Grid, Heading, number
from attendance.documents.typesetting import Paragraph
from attendance.domain import instant, stays
from attendance.domain.attendee import Attendee
from attendance.domain.attestation import DIGEST_BYTES, NothingToAttest
from attendance.domain.badge import Unprintable
from attendance.domain.person import Person
from attendance.domain.programme import Programme, Slot
from attendance.domain.stays import Stay

CODE_SIDE = 36 * mm


@dataclass(frozen=True, slots=True)
class Attended:
    """An atelier that somebody attended: from when until when, and for how long.

    That may be less, for who went and came back. While it is under way it has no end,
    and its length is that of the stays which are over. Where an hour is unknown, so is the length.
    """

    atelier: str
    begins_at: datetime | None
    ends_at: datetime | None
    length: timedelta | None
    has_unknown_end: bool = False


def is_due(person: Person) -> bool:
    """Whether there is something to attest: somebody with a name was seen to enter."""
    return person.attendee is not None and person.attendee.name is not None and bool(person.attendance.first)


def refusal(who: Attendee) -> Unprintable | None:
    """Return why nothing can be attested to somebody on paper, if it cannot."""
    return typesetting.refusal(who.name or "", who.organisation)


def check(person: Person) -> Attendee:
    """Return to whom something may be attested. Raises NothingToAttest or Unprintable."""
    who = person.attendee
    if who is None or not is_due(person):
        raise NothingToAttest
    if refused := refusal(who):
        raise refused
    return who


def attended(person: Person, programme: Programme, now: datetime) -> list[Attended]:
    """Return the ateliers that somebody attended, in order, within the hours that these were held.

    Who was early attended from the beginning, and who was not seen to leave until the end. Who
    was there outside its hours only, for one entered to look, did not attend it.
    """
    slots = {slot.id: slot for slot in programme.slots}
    found: dict[str, Attended] = {}
    for stay in stays.ateliers(person, programme.event):
        slot = slots.get(programme.group(stay.checkpoint) or "")
        told = _within(stay, slot, now) if slot else None
        if told is None:
            continue
        before = found.get(told.atelier, replace(told, length=timedelta()))
        length = None if before.length is None or told.length is None else before.length + told.length
        found[told.atelier] = replace(told, begins_at=before.begins_at, length=length)
    return list(found.values())


def _within(stay: Stay, slot: Slot, now: datetime) -> Attended | None:
    """Return a stay as far as it lies within the hours of its atelier, if any of it does or may do."""
    begins_at = max(stay.begins_at or slot.starts_at, slot.starts_at)
    ends_at = min(stay.ends_at or slot.ends_at, slot.ends_at)
    if begins_at >= ends_at or begins_at > now:
        return None
    until = ends_at if ends_at <= now and not stay.has_unknown_end else None
    length = until - begins_at if until else timedelta()
    return Attended(
        stay.checkpoint,
        begins_at if stay.begins_at else None,
        until,
        length if stay.is_timed else None,
        stay.has_unknown_end,
    )


def digest(person: Person, programme: Programme, now: datetime) -> bytes:
    """Return what stands for all that a person's attestation says, but for when it was made."""
    who = person.attendee
    said = [who.name or "", who.organisation] if who else []
    intervals = [(stay.checkpoint, stay.begins_at, stay.ends_at) for stay in stays.building(person, programme.event)]
    intervals += [(told.atelier, told.begins_at, told.ends_at) for told in attended(person, programme, now)]
    for place, *hours in intervals:
        said += [place, *(instant.text(at) if at else "" for at in hours)]
    return sha256("\n".join(said).encode("utf-8", "replace")).digest()[:DIGEST_BYTES]


def one(person: Person, link: str, programme: Programme, told_in: str, now: datetime) -> bytes:
    """Return a person's attestation, on one page. Raises NothingToAttest or Unprintable."""
    return many([(person, link)], programme, told_in, now)


def many(
    people: Iterable[tuple[Person, str]],
    programme: Programme,
    told_in: str,
    now: datetime,
    left_out: Sequence[Attendee] = (),
) -> bytes:
    """Return the attestations of people, a page each, from people with their links to verify.

    The last page names who is left out, as it is known once all of them were gone through. Raises
    NothingToAttest where one of them was not seen, or there is nobody; Unprintable.
    """
    paper = Paper(WORDS[told_in]["title"], programme, told_in)
    for person, link in people:
        who = check(person)
        paper.part(f"{programme.event.name} · {WORDS[told_in]['title']}")
        _page(paper, who, person, link, now)
    if left_out:
        _left_out(paper, left_out)
    if paper.is_empty:
        raise NothingToAttest
    return paper.pdf()


def _left_out(paper: Paper, people: Sequence[Attendee]) -> None:
    words = WORDS[paper.language]
    paper.part(f"{paper.programme.event.name} · {words['left_out']}")
    paper.heading(words["left_out"])
    paper.block([Paragraph(words["left_out_why"])], 10)
    grid = Grid([Heading(words["badge"], 20, is_bold=True), Heading(words["name"], 80)], points=9.5)
    grid.rows(paper, ([who.code, who.name or ""] for who in people))


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
    inside, visited = stays.building(person, event), attended(person, paper.programme, now)
    _middle(paper, [Paragraph(_building(inside, paper))], 7 * mm, 11)
    paper.top += 6 * mm
    _ateliers(paper, visited, BOTTOM - CODE_SIDE - 34 * mm)
    is_timed = all(stay.is_timed for stay in inside) and all(told.length is not None for told in visited)
    _verification(paper, who, link, now, is_timed=is_timed)


def _building(inside: Sequence[Stay], paper: Paper) -> str:
    words, event, told_in = WORDS[paper.language], paper.programme.event, paper.language

    def at(hour: datetime | None) -> str:
        return words["at"].format(hour=language.hour(hour, event, told_in)) if hour else words["at_unknown"]

    told = words["departure" if inside[-1].ends_at or inside[-1].has_unknown_end else "arrival"]
    return told.format(arrived=at(inside[0].begins_at), left=at(inside[-1].ends_at))


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
        is_over = told.ends_at is not None or told.has_unknown_end
        until = language.hour(told.ends_at, event, told_in) if is_over else words["under_way"]
        length = _length(told.length, told_in) if told.length else ""
        title, hall = places.full_title(told.atelier, paper.programme), atelier.room if atelier else ""
        grid.row(paper, [title, hall, language.hour(told.begins_at, event, told_in), until, length])
    paper.top += 3 * mm
    lengths = [told.length for told in visited if told.length is not None]
    whole = sum(lengths, timedelta())
    if whole and len(lengths) == len(visited):
        paper.block([Paragraph(words["whole"].format(length=_length(whole, told_in)), is_bold=True)], 10.5)


def _verification(paper: Paper, who: Attendee, link: str, now: datetime, *, is_timed: bool) -> None:
    """Say at the page's foot when this was made, and how to know that it was not forged."""
    words, event, told_in = WORDS[paper.language], paper.programme.event, paper.language
    notes = [words["how"]] if is_timed else [words["how"], words["unknown"]]
    if now < event.ends_at and _is_under_way(paper.programme, now):
        notes.append(words["so_far"])
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
