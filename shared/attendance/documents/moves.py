"""What a mail says of ateliers that are elsewhere or at another hour: in its subject, and what no longer holds."""

from collections.abc import Sequence

from attendance.documents.localised import hours
from attendance.domain.programme import Atelier, Programme
from attendance.vocabulary import words


def summary(told: Sequence[str], programme: Programme, before: Programme, language: str) -> str:
    """Return which ateliers it is about; of one, where and when it is held now, as far as that is new."""
    found = [atelier for atelier in map(programme.atelier, told) if atelier]
    texts = words.spoken("mails.moved.summary", language)
    if len(found) != 1:
        return words.filled(texts["several"], language, numbers=", ".join(str(one.number) for one in found))
    (atelier,), was = found, before.get_atelier(found[0].id)
    news = {(True, False): "room", (False, True): "hours", (True, True): "both"}
    changes = (atelier.room != was.room, programme.hours(atelier) != before.hours(was))
    text, when = texts[news.get(changes, "other")], _hours(atelier, programme, language)
    name = words.filled(words.spoken("common", language)["atelier"], language, number=atelier.number)
    return words.filled(text, language, atelier=name, room=atelier.room, hours=when)


def no_more(atelier_id: str, programme: Programme, before: Programme, language: str) -> str:
    """Return the hours and the room of an atelier that no longer hold; nothing where that is not known."""
    now, was = programme.atelier(atelier_id), before.atelier(atelier_id)
    if now is None or was is None:
        return ""
    when = _hours(was, before, language) if before.hours(was) != programme.hours(now) else ""
    return ", ".join(filter(None, (when, was.room if was.room != now.room else "")))


def _hours(atelier: Atelier, programme: Programme, language: str) -> str:
    slot = programme.hours(atelier)
    return hours(slot.starts_at, slot.ends_at, programme.event, language)
