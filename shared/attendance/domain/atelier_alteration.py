"""A new room or capacity for an atelier during the event, and which of these changes outlive the programme's file."""

from dataclasses import dataclass, replace

from attendance.domain.programme import Atelier, Filed, Programme

CHANGEABLE = ("room", "capacity")


@dataclass(frozen=True, slots=True)
class Kept:
    """A value that an organiser changed: what it is now, and what the file says."""

    atelier: str
    what: str
    kept: str | int
    filed: str | int


def altered(programme: Programme, atelier: Atelier, room: str | None, capacity: int | None) -> Programme:
    """Return the programme with a new room or capacity of an atelier; unchanged if both are as before."""
    wanted = replace(
        atelier,
        room=atelier.room if room is None else room,
        capacity=atelier.capacity if capacity is None else capacity,
    )
    if wanted == atelier:
        return programme
    before = next((f for f in programme.filed if f.atelier == atelier.id), _filed(atelier))
    return _with(programme, wanted, before)


def difference(before: Atelier, after: Atelier) -> dict[str, dict[str, str | int]]:
    """Return which values of an atelier changed, with each one before and after."""
    changed = [what for what in CHANGEABLE if getattr(before, what) != getattr(after, what)]
    return {what: {"before": getattr(before, what), "after": getattr(after, what)} for what in changed}


def reloaded(wanted: Programme, stored: Programme) -> Programme:
    """Return the file's programme with the changes made by hand since, except where the file changed too."""
    for filed in stored.filed:
        now, loaded = stored.atelier(filed.atelier), wanted.atelier(filed.atelier)
        if now is None or loaded is None:
            continue
        room = now.room if loaded.room == filed.room else loaded.room
        capacity = now.capacity if loaded.capacity == filed.capacity else loaded.capacity
        wanted = _with(wanted, replace(loaded, room=room, capacity=capacity), _filed(loaded))
    return wanted


def kept(programme: Programme) -> list[Kept]:
    """Return the differences between a programme and its file."""
    pairs = ((filed, programme.atelier(filed.atelier)) for filed in programme.filed)
    return [
        Kept(filed.atelier, what, getattr(now, what), getattr(filed, what))
        for filed, now in pairs
        for what in CHANGEABLE
        if now and getattr(now, what) != getattr(filed, what)
    ]


def _with(programme: Programme, wanted: Atelier, filed: Filed) -> Programme:
    """Return the programme with an atelier replaced, and its checkpoint moved to the same room."""
    others = tuple(f for f in programme.filed if f.atelier != wanted.id)
    return replace(
        programme,
        ateliers=tuple(wanted if a.id == wanted.id else a for a in programme.ateliers),
        checkpoints=tuple(replace(c, room=wanted.room) if c.id == wanted.id else c for c in programme.checkpoints),
        filed=others if filed == _filed(wanted) else (*others, filed),
    )


def _filed(atelier: Atelier) -> Filed:
    return Filed(atelier.id, atelier.room, atelier.capacity)
