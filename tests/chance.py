"""Bodies by chance, from the OpenAPI document: mostly as it wants them, some of them spoilt. The same for a seed."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from tests.gateway import contract

# What has brought down programs: nothing, spaces, control characters, both directions, formulas, halves of a letter,
# what looks like markup or a template, numbers and hours that are none, and too much of anything.
NASTY = (
    *(
        "",
        " ",
        "\u00a0",
        "\t",
        "a\nb",
        "\r\n",
        "\x00",
        "\x7f",
        "\ufeff",
        "\u202eabc",
        "\u200b",
        "\ud800",
        "\udfff\ud83d",
    ),
    *("=1+1", "+33 5", "-1", "@SUM(A1)", "<script>", "{{7*7}}", "{name}", "%s", "%00", "../..", "a/b", "a?b", "#", "|"),
    *("0", "-0", "1e400", "NaN", "null", "true", "2022-08-30", "2022-13-45T99:99:99Z", "0001-01-01T00:00:00Z"),
    *("9999-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00", "2022-08-30T08:00:00", "2022-08-30T08:00:00+99:99"),
    *(
        "a" * 70,
        "é" * 300,
        "ﬃ" * 60,
        "e\u0301" * 40,
        "👩‍👩‍👧‍👦" * 12,
        "ß@ß.example",
        "a@b",
        "a@example.org\n",
        "x" * 3_000,
    ),
)
NUMBERS = (0, -1, 1, 2**31, 2**63, -(2**70), 10**40, 0.1, -0.0, 1e308, 1e-320, float("inf"), float("nan"))
DEEP: Any = []
for _ in range(400):
    DEEP = [DEEP]
SHAPES: tuple[Any, ...] = (
    None,
    True,
    False,
    [],
    {},
    [[]],
    [None],
    {"": ""},
    [{}],
    ["a"] * 120,
    {"a": {"b": [1]}},
    DEEP,
)
LETTERS = "abcXYZ0189 -_.'éßœŁ漢ع\u0301\u200d🙂"

type Known = Mapping[str, Callable[["Chance"], Any]]


class Chance(Random):
    """What is drawn, by a seed. `known` makes values of fields that mean something, by the name of the field."""

    def __init__(self, seed: int, known: Known) -> None:
        super().__init__(seed)
        self.known = known

    def happens(self, share: float) -> bool:
        return self.random() < share

    def text(self, longest: int) -> str:
        return "".join(self.choices(LETTERS, k=self.randint(0, min(longest, 40))))

    def junk(self) -> Any:
        return self.choice((self.choice(NASTY), self.choice(NUMBERS), self.choice(SHAPES), self.text(20)))

    def body(self, schema: Mapping[str, Any]) -> Any:
        """Return a body as a schema wants it; one in six has something wrong in one place."""
        made = self.value(schema)
        return self.spoilt(made) if self.happens(0.17) else made

    def value(self, schema: Mapping[str, Any], name: str = "") -> Any:
        if "$ref" in schema:
            return self.value(contract()["components"]["schemas"][schema["$ref"].rpartition("/")[2]], name)
        if name in self.known and self.happens(0.93):
            return self.known[name](self)
        if "anyOf" in schema:
            return self.value(self.choice(schema["anyOf"]), name)
        if "enum" in schema:
            return self.choice(schema["enum"])
        match schema.get("type"):
            case "object":
                return self._object(schema)
            case "array":
                return [
                    self.value(schema.get("items", {}))
                    for _ in range(self.randint(schema.get("minItems", 0), min(schema.get("maxItems", 3), 3)))
                ]
            case "string":
                return self._string(schema)
            case "integer":
                return self.randint(schema.get("minimum", -5), schema.get("maximum", 5))
            case "number":
                return self.uniform(schema.get("minimum", -5), schema.get("maximum", 5))
            case "boolean":
                return self.happens(0.5)
            case "null":
                return None
        return self.junk()

    def _object(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        needed = schema.get("required", ())
        fields = schema.get("properties", {})
        made = {name: self.value(each, name) for name, each in fields.items() if name in needed or self.happens(0.4)}
        more = schema.get("additionalProperties")
        if isinstance(more, dict) and more:
            made |= {self.text(9): self.value(more) for _ in range(self.randint(0, 2))}
        return made

    def _string(self, schema: Mapping[str, Any]) -> str:
        if self.happens(0.1):
            return self.choice(NASTY)
        if schema.get("format") == "date-time":
            at = datetime(2022, 8, 30, 8, tzinfo=UTC) + timedelta(minutes=self.randint(-3_000, 3_000))
            return at.isoformat()
        if found := re.fullmatch(r"\^\[A-Za-z0-9_-\]\{(\d+)(?:,\d+)?\}\$", schema.get("pattern", "")):
            return "".join(self.choices("abcXYZ089_-", k=int(found[1]) + self.randint(0, 3)))
        return self.text(schema.get("maxLength", 60))

    def spoilt(self, value: Any) -> Any:
        """Return a value with something wrong in one place."""
        if isinstance(value, dict) and value and self.happens(0.6):
            name = self.choice(sorted(value))
            return {**value, name: self.spoilt(value[name])}
        if isinstance(value, list) and value and self.happens(0.6):
            return [self.spoilt(value[0]), *value[1:]]
        if isinstance(value, dict) and self.happens(0.3):
            return {**value, self.text(5): self.junk()}
        return self.junk()

    def damaged(self, content: bytes) -> bytes:
        """Return a file with a few stretches of it changed, doubled, cut out or replaced."""
        made = bytearray(content)
        for _ in range(self.randint(1, 6)):
            at, length = self.randrange(len(made) + 1), self.choice((1, 1, 3, 40))
            others = (b"", bytes(made[at : at + length]) * 2, self.randbytes(length), b"9" * 30)
            made[at : at + length] = self.choice((*others, b"\x00", b'"', b"\n", b"=", b"\xe9", b"[["))
        return bytes(made)
