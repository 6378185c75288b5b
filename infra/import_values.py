"""What an organiser says of answers and names of a list that are not written as ours, and what there is to say."""

import re
from collections import Counter
from collections.abc import Collection

from attendance.documents.lists import headers
from infra import import_words as words
from infra.server import Json

_BEGINS = re.compile(r";(?=[^;:=]+:)")
_EXAMPLES = 5


class UnclearMeaning(Exception):
    """A text that does not say what an answer means."""


def chosen(text: str, *, usual_names: bool) -> Json:
    """Return what is sent with every line. Raises UnclearMeaning."""
    # A server of an earlier release knows neither.
    return ({"values": meanings} if (meanings := _said(text)) else {}) | ({"usual_names": True} if usual_names else {})


def questions(results: Collection[Json]) -> list[str]:
    """Return the answers whose meaning nobody has said, the most frequent first, and names in capitals."""
    remarks = (remark for result in results for remark in result["errors"] + result["notes"] if remark.get("value"))
    counts = Counter((remark["field"], remark["value"]) for remark in remarks)
    unsaid = [f"  {words.field(field)} « {value} » : {words.lines(n)}" for (field, value), n in counts.most_common()]
    pairs = [(result, result["usual"]) for result in results if result.get("usual")]
    spelled = [f"  {_name(written)} → {_name(usual)}" for written, usual in pairs[:_EXAMPLES]]
    return [
        *(["", words.UNSAID, *unsaid, words.TO_SAY] if unsaid else []),
        *(["", words.CAPITALS.format(people=words.people(len(pairs))), *spelled, words.TO_SPELL] if pairs else []),
    ]


def _said(text: str) -> dict[str, dict[str, str]]:
    """Return the meanings in "champ:réponse=sens;…", by field and answer."""
    meanings: dict[str, dict[str, str]] = {}
    for piece in filter(str.strip, _BEGINS.split(text)):
        name, colon, pair = piece.strip().partition(":")
        answer, sign, meant = pair.rpartition("=")
        if not (colon and sign and answer.strip()):
            raise UnclearMeaning(words.UNCLEAR.format(piece=piece.strip()))
        field = headers.field_of(name) or name.strip()
        meanings.setdefault(field, {})[answer.strip()] = meant.strip()
    return meanings


def _name(names: Json) -> str:
    return f"{names['given_name']} {names['family_name']}".strip()
