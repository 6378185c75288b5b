"""Cards to cut out for volunteers: the QR code of a link, what it opens, and until when."""

from collections.abc import Iterable
from itertools import batched

from reportlab.lib.units import mm

from attendance.documents import drawn_code, localised, places
from attendance.documents.paper import GREY, MIDDLE, WIDTH, Paper
from attendance.documents.structure import PART, TITLE
from attendance.documents.typesetting import Paragraph
from attendance.domain.passes import Pass
from attendance.domain.programme import Programme
from attendance.vocabulary.codes import Role
from attendance.vocabulary.words import filled, labelled, spoken

ACROSS, DOWN = 2, 4
A_PAGE = ACROSS * DOWN
# The footer is below the cards, and is cut off.
CARD_WIDTH, CARD_HEIGHT = WIDTH / ACROSS, 68 * mm
TOP = 7 * mm
PADDING = 6 * mm
CODE_SIDE = 42 * mm


def pdf(passes: Iterable[tuple[Pass, str]], programme: Programme, language: str) -> bytes:
    """Return sheets of cards, eight a page, from passes with their links."""
    paper = Paper(spoken("papers.card", language)["title"], programme, language)
    paper.part(f"{programme.event.name} · {spoken('papers.card', language)['title']}")
    for number, cards in enumerate(batched(passes, A_PAGE, strict=False)):
        if number:
            paper.page()
        _cuts(paper)
        for place, (opening, link) in enumerate(cards):
            row, column = divmod(place, ACROSS)
            with paper.within(PART):
                _card(paper, opening, link, column * CARD_WIDTH, TOP + row * CARD_HEIGHT)
    return paper.pdf()


def _card(paper: Paper, opening: Pass, link: str, left: float, top: float) -> None:
    words, event, language = labelled("papers.card", paper.language), paper.programme.event, paper.language
    inner = CARD_WIDTH - 2 * PADDING
    left, top = left + PADDING, top + PADDING
    role = words["caterer"] if opening.role == Role.CATERER else spoken("common.kinds", language)[opening.role]
    title = [Paragraph(f"{event.name} · {role}", scale=0.55), Paragraph(opening.label or role, True, kind=TITLE)]
    paper.boxed(title, (left, top, inner, 12 * mm), 15, align=MIDDLE)
    drawn_code.of_link(paper, link, left - 2 * mm, top + 12 * mm, CODE_SIDE)
    until = filled(
        words["until"],
        language,
        day=localised.local_day(opening.expires_at, event, language),
        hour=localised.hour(opening.expires_at, event, language),
    )
    paragraphs = [
        *(
            _due(opening, paper)
            or [Paragraph(words["doors"], scale=0.85), Paragraph(_opened(opening, paper), is_bold=True)]
        ),
        *(Paragraph(words[right], scale=0.85) for right in ("supervisor", "walk_ins") if getattr(opening, right)),
        Paragraph(until, is_bold=True),
        Paragraph(words["how"], scale=0.85),
    ]
    start = left + CODE_SIDE - 1 * mm
    paper.boxed(paragraphs, (start, top + 13 * mm, inner - CODE_SIDE + 1 * mm, CODE_SIDE - 4 * mm), 9.5)
    paper.boxed(
        [Paragraph(words["secret"])], (left, top + CODE_SIDE + 11 * mm, inner, 4 * mm), 6.5, align=MIDDLE, colour=GREY
    )


def _due(opening: Pass, paper: Paper) -> list[Paragraph]:
    """Return where the holder is due, and when; nothing without a schedule."""
    programme, language = paper.programme, paper.language
    lines: list[Paragraph] = []
    for shift in sorted(opening.schedule, key=lambda one: one.starts_at):
        hours = localised.hours(shift.starts_at, shift.ends_at, programme.event, language)
        lines += [Paragraph(hours, scale=0.85), Paragraph(places.title(shift.checkpoint, programme), is_bold=True)]
    return lines


def _opened(opening: Pass, paper: Paper) -> str:
    """Return the doors that a pass opens, a whole slot by its name."""
    programme = paper.programme
    if opening.role != Role.VOLUNTEER:
        opens = "everything" if opening.role == Role.ORGANISER else "meals"
        return str(spoken("papers.card", paper.language)[opens])
    names: list[str] = []
    for group in places.groups(programme):
        doors = [door.id for door in programme.checkpoints if door.group == group]
        covered = [door for door in doors if opening.covers(door)]
        is_whole = len(covered) == len(doors) > 1
        names += [places.group_title(group, programme)] if is_whole else [places.title(d, programme) for d in covered]
    return ", ".join(names)


def _cuts(paper: Paper) -> None:
    """Mark the cuts at the edges and where cards meet."""
    tick = 5 * mm
    for row in range(DOWN + 1):
        at = TOP + row * CARD_HEIGHT
        for start in (0, WIDTH / 2 - tick / 2, WIDTH - tick):
            paper.rule(start, at, start + tick, at)
    for row in range(DOWN + 1):
        at = TOP + row * CARD_HEIGHT
        paper.rule(WIDTH / 2, at - tick / 2, WIDTH / 2, at + tick / 2)
