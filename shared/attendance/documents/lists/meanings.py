"""What an organiser says that answers of a list mean, where its words are not ours: "halal" is another diet."""

import re
from collections.abc import Mapping
from dataclasses import field

from attendance.domain.frozen import frozen
from attendance.domain.wording import comparable, one_line

# How several answers of one cell are parted: tools do by line or semicolon, and by comma where no answer has one.
_PARTED = (re.compile(r"[;\n|]"), re.compile(","))


@frozen
class Meanings:
    """Texts to be read instead of others, by field; those `of_several` answers have them in parts of a cell too."""

    by_field: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    of_several: frozenset[str] = frozenset()

    @classmethod
    def of(cls, said: Mapping[str, Mapping[str, str]], of_several: frozenset[str]) -> "Meanings":
        by_field = {name: {_key(text): meant for text, meant in texts.items()} for name, texts in said.items()}
        return cls(by_field, of_several)

    def applied(self, cells: Mapping[str, str]) -> Mapping[str, str]:
        """Return cells with every text that was given a meaning replaced by it."""
        return {name: self._read(name, text) for name, text in cells.items()} if self.by_field else cells

    def _read(self, name: str, text: str) -> str:
        known = self.by_field.get(name)
        return _replaced(text, known, _PARTED if name in self.of_several else ()) if known else text


NOTHING_SAID = Meanings()


def _replaced(text: str, known: Mapping[str, str], parted: tuple[re.Pattern[str], ...]) -> str:
    if (meant := known.get(_key(text))) is not None:
        return meant
    if not parted:
        return text
    parts = parted[0].split(text)
    read = [_replaced(part, known, parted[1:]) for part in parts]
    # A comma parts a number from its title as well: "1, Salle du haut".
    return text if read == parts else ";".join(read)


def _key(text: str) -> str:
    # "?" has nothing to compare, and is no blank cell.
    return comparable(text) or one_line(text)
