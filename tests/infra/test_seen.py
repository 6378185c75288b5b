"""What style sheets tell of seeing: where the focus is, what stands out from its ground, that nothing keeps moving."""

import re

import pytest
from PIL import ImageColor

from tests.infra.test_palette import PALETTE, SHEETS, SITE

LEAST_CONTRAST = 3
MOST_SECONDS = 5
MEDIA = re.compile(r"@media \(([^)]*)\) {(.*?)\n}", re.DOTALL)
RULE = re.compile(r"([^{}]+){([^{}]*)}")
# The first elsewhere shows its focus as a whole; to the second a script leads who listens, and nothing can be pressed.
SHOWN_OTHERWISE = {".choice :focus-visible", "[tabindex='-1']:focus-visible"}

# By scheme, what its colour tells from its ground: edges of fields and buttons, the ring of the focus, charts.
STANDS_OUT = {
    "light": "edge accent warm bad on paper surface, edge on sunk, white cover-accent on cover, participant on white",
    "dark": "edge accent warm bad on paper surface, edge on sunk, white cover-accent on cover, participant on white",
    "door": "line accent already on paper surface, white on accepted left refused refused-stripe, black on already",
}


@pytest.mark.parametrize("scheme", STANDS_OUT)
@pytest.mark.parametrize("contrast", ["", "more"])
def test_what_is_to_be_made_out_stands_out_from_its_ground(scheme: str, contrast: str) -> None:
    colours = palette(scheme, contrast)
    pairs = [
        (shape, ground)
        for group in STANDS_OUT[scheme].split(", ")
        for shapes, grounds in [group.split(" on ")]
        for shape in shapes.split()
        for ground in grounds.split()
    ]

    found = {pair: contrast_of(*(colours[name] for name in pair)) for pair in pairs}
    assert {pair: ratio for pair, ratio in found.items() if ratio < LEAST_CONTRAST} == {}


def test_the_focus_is_hidden_nowhere_and_its_ring_is_of_a_colour_that_stands_out() -> None:
    rules = [rule for path in SHEETS for rule in RULE.findall(path.read_text())]
    hiding = {
        " ".join(sel.split()) for sel, style in rules if re.search(r"outline(-width|-style)?:\s*(none|0)\b", style)
    }
    rings = {
        ring for sel, style in rules if ":focus" in sel for ring in re.findall(r"outline:[^;]*var\(--([a-z-]+)", style)
    }

    assert hiding == SHOWN_OTHERWISE
    assert rings == {"accent", "participant", "white"}


def test_nothing_keeps_moving() -> None:
    moves = [
        said for path in SHEETS for said in re.findall(r"\b(?:animation|transition)[a-z-]*:([^;}]+)", path.read_text())
    ]
    written = "".join(path.read_text() for path in SITE.rglob("*") if path.suffix in (".js", ".html"))

    assert moves
    for said in moves:
        lasts = sum(
            float(number) / (1000 if unit == "ms" else 1) for number, unit in re.findall(r"([\d.]+)(ms|s)\b", said)
        )
        assert lasts <= MOST_SECONDS
        assert "infinite" not in said
    assert not re.search(r"\.animate\(|<(marquee|blink|animate)|\bautoplay\b|\.gif\b", written)


def palette(scheme: str, contrast: str) -> dict[str, str]:
    """Return the colours of a scheme by their names, by the rules that hold for whoever asks for that contrast."""
    text = re.sub(r"/\*.*?\*/", "", PALETTE.read_text(), flags=re.DOTALL)
    pieces = [("", re.sub(MEDIA, "", text)), *MEDIA.findall(text)]
    asked = {"", f"prefers-color-scheme: {scheme}", f"prefers-contrast: {contrast}"}
    rules = [rule for media, rules in pieces if media in asked for rule in RULE.findall(rules)]
    own = [":root[data-scheme='door']"] if scheme == "door" else [":root:not([data-scheme='door'])"]
    named: dict[str, str] = {}
    # Of two rules that name one colour the one for fewer pages holds, then the later one.
    for wanted in ([":root"], own):
        for selector, style in rules:
            if selector.strip() in wanted:
                named |= dict(re.findall(r"--([a-z-]+):\s*([^;]+);", style))
    return {name: named[value[6:-1]] if value.startswith("var(--") else value for name, value in named.items()}


def contrast_of(one: str, other: str) -> float:
    """Return how much lighter the lighter of two colours is, as WCAG reckons it."""
    dark, light = sorted(luminance(colour) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [part / 255 for part in ImageColor.getrgb(colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
