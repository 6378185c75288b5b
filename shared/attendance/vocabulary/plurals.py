"""Which form of a word goes with a count, by the rules of CLDR, which each language's file states as its data.

A rule such as `i % 10 = 2..4 and i % 100 != 12..14` tells one form; what no rule tells is `other`. Counts are
whole, so the operands that tell of decimals are 0.
"""

import re
from collections.abc import Mapping

from attendance.vocabulary.sentences import OTHER

_RELATION = re.compile(r"([niftvwce])(?: % (\d+))? (!?=) ([\d.,]+)")


def form(count: int, rules: Mapping[str, str]) -> str:
    """Return the name of the form that goes with a count."""
    return next((name for name, rule in rules.items() if _holds(rule, abs(count))), OTHER)


def _holds(rule: str, count: int) -> bool:
    return any(all(_relation(part, count) for part in one.split(" and ")) for one in rule.split(" or "))


def _relation(text: str, count: int) -> bool:
    found = _RELATION.fullmatch(text.strip())
    if not found:
        raise ValueError(f"Not a relation of CLDR's plural rules: {text}")
    operand, modulus, sign, listed = found.groups()
    number = count if operand in "ni" else 0
    number = number % int(modulus) if modulus else number
    bounds = ([int(end) for end in part.split("..")] for part in listed.split(","))
    return any(low[0] <= number <= low[-1] for low in bounds) is (sign == "=")
