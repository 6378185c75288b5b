"""An attestation of attendance: that somebody came, and the ateliers they attended, with the hours.

It rests on facts alone: bookings do not count. A reader who doubts it follows its link.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from reportlab.lib.units import mm

from attendance.documents import drawn_code, localised, places, typesetting
from attendance.documents.paper import BOTTOM, GREY, INNER, MARGIN, MIDDLE, Paper
from attendance.documents.paper_table import Grid, Heading, number
from attendance.documents.structure import HEADING, TITLE
from attendance.documents.typesetting import Paragraph
from attendance.domain import instant, stays
from attendance.domain.attendee import Attendee
from attendance.domain.attestation import DIGEST_BYTES, NothingToAttest
from attendance.domain.badge import Unprintable
from attendance.domain.frozen import frozen
from attendance.domain.person import Person
from attendance.domain.programme import Programme, Slot
from attendance.domain.stays import Stay
from attendance.vocabulary.words import filled, labelled, spoken

CODE_SIDE = 36 * mm


@frozen
class Attended:
    """An atelier that somebody attended: from when until when, and for how long.

    The length may be less than the span, if they left and came back. While the atelier is under way it
    has no end, and its length is that of the finished stays. If an hour is unknown, so is the length.
    """

    atelier: str
    begins_at: datetime | None
    ends_at: datetime | None
    length: timedelta | None
    has_unknown_end: bool = False


def is_due(person: Person) -> bool:
    """Whether there is something to attest: a person with a name was seen to enter."""
    return person.attendee is not None and person.attendee.name is not None and bool(person.attendance.first)


def refusal(who: Attendee) -> Unprintable | None:
    """Return why no attestation can be made on paper, or None."""
    return typesetting.refusal(who.name or "", who.organisation)


def check(person: Person) -> Attendee:
    """Return the attendee to attest. Raises NothingToAttest or Unprintable."""
    who = person.attendee
    if who is None or not is_due(person):
        raise NothingToAttest
    if refused := refusal(who):
        raise refused
    return who


def attended(person: Person, programme: Programme, now: datetime) -> list[Attended]:
    """Return the ateliers that somebody attended, in order, within the hours of these.

    Somebody who was early attended from the beginning, and somebody not seen to leave until the end.
    Having been there only outside its hours, such as for a look, is no attendance.
    """
    slots = {slot.id: slot for slot in programme.slots}
    found: dict[str, Attended] = {}
    for stay in stays.ateliers(person, programme.event):
        slot = slots.get(programme.group(stay.checkpoint) or "")
        held = _within(stay, slot, now) if slot else None
        if held is None:
            continue
        before = found.get(held.atelier, replace(held, length=timedelta()))
        length = None if before.length is None or held.length is None else before.length + held.length
        found[held.atelier] = replace(held, begins_at=before.begins_at, length=length)
    return list(found.values())


def _within(stay: Stay, slot: Slot, now: datetime) -> Attended | None:
    """Return the part of a stay within its atelier's hours, or None."""
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
    """Return a digest of a person's attestation, except for the time when it was made."""
    who = person.attendee
    said = [who.name or "", who.organisation] if who else []
    intervals = [(stay.checkpoint, stay.begins_at, stay.ends_at) for stay in stays.building(person, programme.event)]
    intervals += [(visit.atelier, visit.begins_at, visit.ends_at) for visit in attended(person, programme, now)]
    for place, *hours in intervals:
        said += [place, *(instant.text(at) if at else "" for at in hours)]
    return sha256("\n".join(said).encode("utf-8", "replace")).digest()[:DIGEST_BYTES]


def one(person: Person, link: str, programme: Programme, language: str, now: datetime) -> bytes:
    """Return a person's attestation, on one page. Raises NothingToAttest or Unprintable."""
    return many([(person, link)], programme, language, now)


def many(
    people: Iterable[tuple[Person, str]],
    programme: Programme,
    language: str,
    now: datetime,
    left_out: Sequence[Attendee] = (),
) -> bytes:
    """Return people's attestations, a page each, from people with their links to verify.

    The last page names people who are left out, read after all others were gone through. Raises
    NothingToAttest if one of them was not seen, or there is nobody; Unprintable.
    """
    paper = Paper(labelled("papers.attestation", language)["title"], programme, language)
    for person, link in people:
        who = check(person)
        paper.part(f"{programme.event.name} · {spoken('papers.attestation', language)['title']}")
        _page(paper, who, person, link, now)
    if left_out:
        _left_out(paper, left_out)
    if paper.is_empty:
        raise NothingToAttest
    return paper.pdf()


def _left_out(paper: Paper, people: Sequence[Attendee]) -> None:
    words = labelled("papers.attestation", paper.language)
    paper.part(f"{paper.programme.event.name} · {words['left_out']}")
    paper.block([Paragraph(words["left_out"], is_bold=True, kind=TITLE)], 13)
    paper.block([Paragraph(words["left_out_why"])], 10)
    grid = Grid([Heading(words["badge"], 20, is_bold=True), Heading(words["person"], 80)], points=9.5)
    grid.rows(paper, ([who.code, who.name or ""] for who in people))


def _page(paper: Paper, who: Attendee, person: Person, link: str, now: datetime) -> None:
    words, event, language = labelled("papers.attestation", paper.language), paper.programme.event, paper.language
    _middle(paper, [Paragraph(event.name, is_bold=True), Paragraph(event.theme, scale=0.8)], 16 * mm, 13)
    paper.top += 8 * mm
    _middle(paper, [Paragraph(words["title"], is_bold=True, kind=TITLE)], 14 * mm, 26)
    paper.top += 8 * mm
    _middle(paper, [Paragraph(words["certify"])], 7 * mm, 12)
    _middle(paper, [Paragraph(who.name or "", True), Paragraph(who.organisation, scale=0.55)], 26 * mm, 22)
    where = filled(
        words["where"], language, day=localised.day(event.date, language), venue=event.venue, address=event.address
    )
    named = [Paragraph(words["attended"]), Paragraph(event.name, is_bold=True), Paragraph(where)]
    _middle(paper, named, 26 * mm, 12)
    paper.top += 2 * mm
    inside, visited = stays.building(person, event), attended(person, paper.programme, now)
    _middle(paper, [Paragraph(_building(inside, paper))], 7 * mm, 11)
    paper.top += 6 * mm
    _ateliers(paper, visited, BOTTOM - CODE_SIDE - 34 * mm)
    is_timed = all(stay.is_timed for stay in inside) and all(visit.length is not None for visit in visited)
    _verification(paper, who, link, now, is_timed=is_timed)


def _building(inside: Sequence[Stay], paper: Paper) -> str:
    words, event, language = labelled("papers.attestation", paper.language), paper.programme.event, paper.language

    def at(hour: datetime | None) -> str:
        told = localised.hour(hour, event, language)
        return filled(words["at"], language, hour=told) if hour else str(words["at_unknown"])

    sentence = words["departure" if inside[-1].ends_at or inside[-1].has_unknown_end else "arrival"]
    return filled(sentence, language, arrived=at(inside[0].begins_at), left=at(inside[-1].ends_at))


def _ateliers(paper: Paper, visited: Sequence[Attended], down_to: float) -> None:
    words, event, language = labelled("papers.attestation", paper.language), paper.programme.event, paper.language
    if not visited:
        _middle(paper, [Paragraph(words["no_atelier"])], 7 * mm, 11)
        return
    paper.block([Paragraph(words["ateliers"], is_bold=True, kind=HEADING)], 12)
    columns = [
        Heading(words["atelier"], 50, is_bold=True),
        Heading(words["room"], 18),
        number(words["from"], 12),
        number(words["until"], 12),
        number(words["length"], 12),
    ]
    # All on one page, however many ateliers somebody visited.
    height = down_to - paper.top - 20 * mm
    grid = Grid(columns, row_height=min(11 * mm, height / len(visited)), points=9.5)
    rows = []
    for visit in visited:
        atelier = paper.programme.atelier(visit.atelier)
        is_over = visit.ends_at is not None or visit.has_unknown_end
        until = localised.hour(visit.ends_at, event, language) if is_over else words["under_way"]
        length = _length(visit.length, language) if visit.length else ""
        title, hall = places.full_title(visit.atelier, paper.programme), atelier.room if atelier else ""
        rows.append([title, hall, localised.hour(visit.begins_at, event, language), until, length])
    grid.rows(paper, rows)
    paper.top += 3 * mm
    lengths = [visit.length for visit in visited if visit.length is not None]
    whole = sum(lengths, timedelta())
    if whole and len(lengths) == len(visited):
        paper.block([Paragraph(filled(words["whole"], language, length=_length(whole, language)), is_bold=True)], 10.5)


def _verification(paper: Paper, who: Attendee, link: str, now: datetime, *, is_timed: bool) -> None:
    """Say at the page's foot when this was made, and how to verify it."""
    words, event, language = labelled("papers.attestation", paper.language), paper.programme.event, paper.language
    explained = [words["how"]] if is_timed else [words["how"], words["unknown"]]
    if now < event.ends_at and _is_under_way(paper.programme, now):
        explained.append(words["so_far"])
    top = BOTTOM - CODE_SIDE - 14 * mm
    paper.boxed([*map(Paragraph, explained)], (MARGIN, top, INNER, 10 * mm), 8.5, colour=GREY)
    top = BOTTOM - CODE_SIDE
    drawn_code.of_link(paper, link, MARGIN, top, CODE_SIDE)
    made = filled(
        words["made"],
        language,
        day=localised.local_day(now, event, language),
        hour=localised.hour(now, event, language),
    )
    paragraphs = [
        Paragraph(words["verify"], True, 1.2, HEADING),
        Paragraph(words["verify_how"]),
        Paragraph(link, scale=0.8),
        Paragraph(made, is_bold=True),
        Paragraph(filled(words["foot"], language, code=who.code, contact=event.contact)),
    ]
    paper.boxed(paragraphs, (MARGIN + CODE_SIDE + 4 * mm, top, INNER - CODE_SIDE - 4 * mm, CODE_SIDE), 9)


def _is_under_way(programme: Programme, now: datetime) -> bool:
    return any(now < end for end in (*(s.ends_at for s in programme.sessions), *(s.ends_at for s in programme.slots)))


def _middle(paper: Paper, paragraphs: Sequence[Paragraph], height: float, largest: float) -> None:
    paper.boxed(paragraphs, (MARGIN, paper.top, INNER, height), largest, align=MIDDLE)
    paper.top += height


def _length(length: timedelta, language: str) -> str:
    hours, minutes = divmod(int(length / timedelta(minutes=1)), 60)
    form = labelled("papers.attestation", language)["duration"]
    return filled(form, language, hours=hours, minutes=minutes, padded=f"{minutes:02}")
