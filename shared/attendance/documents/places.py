"""The names of checkpoints and groups in documents."""

from attendance.domain.programme import Programme


def group_title(group: str, programme: Programme) -> str:
    """Return a group's name: the slot's, or its first checkpoint's."""
    slots = (slot.title for slot in programme.slots if slot.id == group)
    doors = (door.title for door in programme.checkpoints if door.group == group)
    return next(slots, None) or next(doors, group)


def groups(programme: Programme) -> list[str]:
    """Return the groups that have a checkpoint, in the order in which their doors open."""
    found: dict[str, None] = {}
    for door in sorted(programme.checkpoints, key=lambda door: door.opens_at):
        found.setdefault(door.group)
    return list(found)


def title(checkpoint_id: str, programme: Programme) -> str:
    """Return a checkpoint's name; its id if the programme no longer has it."""
    door = programme.checkpoint(checkpoint_id)
    return door.title if door else checkpoint_id


def full_title(atelier_id: str, programme: Programme) -> str:
    """Return an atelier's name with its subject."""
    atelier = programme.atelier(atelier_id)
    name = title(atelier_id, programme)
    return f"{name} – {atelier.title}" if atelier else name
