"""Names: a person is found by any word of their name, with one query of the index."""

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
    """Go through the ids of attendees with all words of a text among the beginnings of their names' words.

    The longest word is looked up, `at_once` a call if it is the only one; the others filter the result.
    """
    typed = sorted(folded(text).split(), key=len)
    if not typed:
        return
    prefix, seen = typed[-1], set()
    listed = table.indexed(keys.names(event_id, prefix), prefix=prefix, at_once=at_once if len(typed) == 1 else None)
    for item in listed:
        # An older item has no `words`; its place in the index holds some of them.
        if item["attendee_id"] not in seen and are_meant(typed, item.get("words") or item["GSI1SK"]):
            seen.add(item["attendee_id"])
            yield item["attendee_id"]


def sort_key(attendee: Attendee) -> str:
    """Return the sort key of an attendee among all: by family name."""
    return f"{_cut(folded(f'{attendee.family_name or ""} {attendee.given_name or ""}'))} {attendee.id}"


def listed(event_id: str, attendee: Attendee, purge: Item) -> list[Item]:
    """Return the items that find an attendee; none for an erased person."""
    return [
        {
            **keys.name(event_id, attendee.id, begun),
            **keys.by_name(event_id, f"{words} {attendee.id}"),
            "type": "name",
            "attendee_id": attendee.id,
            "words": words,
            **purge,
        }
        for begun, words in _words(attendee).items()
    ]


def writes(event_id: str, before: Attendee | None, after: Attendee, purge: Item) -> list[Write]:
    """Return the writes that list an attendee's present names, and delete the former ones."""
    kept = list(map(table.put, listed(event_id, after, purge)))
    if before is None or _named(before) == _named(after):
        # A name of signs alone has no words to delete: not every function that writes people may delete items.
        return kept
    # Items of the first words are as old as the table: erasing leaves none, even where nobody was listed anew.
    gone = sorted({*FIRST_WORDS, *_words(before)} - _words(after).keys())
    return [*kept, *(table.delete(keys.name(event_id, after.id, begun)) for begun in gone)]


def _named(attendee: Attendee) -> tuple[str | None, str | None]:
    return attendee.family_name, attendee.given_name


def _words(attendee: Attendee) -> dict[str, str]:
    """Return, for each word of an attendee's names, all words from it on, by the place of that word in its name."""
    family, given = (words(name or "")[:MOST_WORDS] for name in (attendee.family_name, attendee.given_name))
    return {
        f"{which}#{begun}" if begun else which: _cut(" ".join((*own[begun:], *other, *own[:begun])))
        for which, own, other in zip(FIRST_WORDS, (family, given), (given, family), strict=True)
        for begun in range(len(own))
    }


def _cut(text: str) -> str:
    # A sort key has at most 1,024 bytes, and folding can make one letter eighteen.
    return text.encode()[:_LONGEST_BYTES].decode(errors="ignore")
