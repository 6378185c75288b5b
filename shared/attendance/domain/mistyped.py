"""An address that may be mistyped: of which domain somebody probably thinks, as a suggestion and never a refusal.

The pages ask alike: `tests/cases/mistyped.json` holds both to it.
"""

from attendance.vocabulary.providers import COUNTRIES, PROVIDERS

# With fewer letters, one of them makes another name: free.fr and tree.fr.
_SHORTEST = 5
_ANYWHERE_ELSE_NONE = "gmail.com"


def meant(email: str, contact: str) -> str:
    """Return the address that somebody probably meant; empty if it is no near miss of a domain that many have.

    `contact` is the event's own address: at its domain many people have theirs, too.
    """
    local, at, domain = email.strip().lower().rpartition("@")
    known = [contact.lower().rpartition("@")[2], *PROVIDERS]
    if not local or not at or domain in known:
        return ""
    found = next((each for each in known if _is_slip(domain, each)), "")
    return found and f"{email.strip()[: len(local)]}@{found}"


def _is_slip(domain: str, known: str) -> bool:
    (name, _, ending), (its_name, _, its_ending) = domain.partition("."), known.partition(".")
    is_near = name == its_name or _is_turned(name, its_name)
    if len(its_name) >= _SHORTEST:
        is_near = is_near or _is_one_away(name, its_name)
    if name == its_name and known == _ANYWHERE_ELSE_NONE:
        return True
    return is_near and (ending == its_ending or (ending not in COUNTRIES.split() and _is_one_away(ending, its_ending)))


def _is_one_away(one: str, other: str) -> bool:
    """Whether one letter more, less or another makes one text of the other, or two that changed places."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    same = next((n for n, letter in enumerate(one) if letter != other[n]), len(one))
    rest = one[same + (len(one) == len(other)) :]
    return rest == other[same + 1 :] or _is_turned(one, other)


def _is_turned(one: str, other: str) -> bool:
    """Whether two letters beside each other have changed places."""
    if len(one) != len(other):
        return False
    wrong = [n for n, letter in enumerate(one) if letter != other[n]]
    if len(wrong) != 2 or wrong[1] != wrong[0] + 1:
        return False
    first, second = wrong
    return (one[first], one[second]) == (other[second], other[first])
