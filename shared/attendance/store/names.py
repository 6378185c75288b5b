"""Names: somebody is found by any word of theirs, by one query of the index."""

from collections.abc import Iterator

from attendance.domain.attendee import Attendee
from attendance.domain.folding import are_meant, folded, words
from attendance.store import keys, table
from attendance.store.table import Item, Write

FIRST_WORDS = ("family", "given")
# A person changes in one transaction, of a hundred items at most.
MOST_WORDS = 8
_LONGEST_BYTES = 400


def found(event_id: str, text: str, at_once: int) -> Iterator[str]:
    """Go through the ids of attendees of whom each word of a text begins a word of their names, in whatever order.

    The longest word is looked up, so many `at_once` where it is the only one; the others tell among those it finds.
    """
    typed = sorted(folded(text).split(), key=len)
    if not typed:
        return
    prefix, seen = typed[-1], set()
    listed = table.indexed(keys.names(event_id, prefix), prefix=prefix, at_once=at_once if len(typed) == 1 else None)
    for item in listed:
        # An item from before it told the words has some in its place in the index.
        if item["attendee_id"] not in seen and are_meant(typed, item.get("words") or item["GSI1SK"]):
            seen.add(item["attendee_id"])
            yield item["attendee_id"]


def place(attendee: Attendee) -> str:
    """Return where an attendee stands among all: by family name."""
    return f"{_cut(folded(f'{attendee.family_name or ""} {attendee.given_name or ""}'))} {attendee.id}"


def listed(event_id: str, attendee: Attendee, purge: Item) -> list[Item]:
    """Return the items by which an attendee is found; none for who was erased."""
    return [
        {
            **keys.name(event_id, attendee.id, begun),
            **keys.by_name(event_id, f"{told} {attendee.id}"),
            "type": "name",
            "attendee_id": attendee.id,
            "words": told,
            **purge,
        }
        for begun, told in _words(attendee).items()
    ]


def writes(event_id: str, before: Attendee | None, after: Attendee, purge: Item) -> list[Write]:
    """Return what makes an attendee found by the names that they have now, and by no former one."""
    kept = list(map(table.put, listed(event_id, after, purge)))
    if before is None or _named(before) == _named(after):
        # A name of signs alone has no words: nothing to forget, and who registers or offers seats may delete nothing.
        return kept
    # Those of the first words are as old as the table: who is erased from one that was not listed anew leaves none.
    gone = sorted({*FIRST_WORDS, *_words(before)} - _words(after).keys())
    return [*kept, *(table.delete(keys.name(event_id, after.id, begun)) for begun in gone)]


def _named(attendee: Attendee) -> tuple[str | None, str | None]:
    return attendee.family_name, attendee.given_name


def _words(attendee: Attendee) -> dict[str, str]:
    """Return all words of an attendee's names, from each of them on, by the place of that one in its name."""
    family, given = (words(name or "")[:MOST_WORDS] for name in (attendee.family_name, attendee.given_name))
    return {
        f"{which}#{begun}" if begun else which: _cut(" ".join((*own[begun:], *other, *own[:begun])))
        for which, own, other in zip(FIRST_WORDS, (family, given), (given, family), strict=True)
        for begun in range(len(own))
    }


def _cut(text: str) -> str:
    # A sort key has at most 1,024 bytes, and folding can make one letter eighteen.
    return text.encode()[:_LONGEST_BYTES].decode(errors="ignore")
