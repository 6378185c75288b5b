"""Why something that a checker asks for is not so: of whom, of what."""

from collections.abc import Mapping

REASONS: Mapping[tuple[str, str], str] = {
    ("redocly", "operation-4xx-response"): "what anybody may ask for, and asks nothing of them, refuses nobody",
    ("redocly", "no-unused-components"): "what its user tells in full, or a file stands in for, may still be read",
    ("caniemail", "@media"): "a program without it shows the light colours, or darkens them itself",
    ("caniemail", "border-radius"): "a corner stays square",
    ("caniemail", "word-break"): "only a long word without a space is wider than its column",
    ("caniemail", "<body> element"): "what hangs on it stands on the letter's own box too",
    ("caniemail", "lang attribute"): "a screen reader falls back on its own language, as for any mail there",
    ("caniemail", "text-decoration"): "the button is underlined",
    ("caniemail", "Type selector"): "without styles a letter is plain, and reads in its order",
    ("caniemail", "Class selector"): "without styles a letter is plain, and reads in its order",
    ("caniemail", "width attribute"): "the style gives the badge's picture its size too",
    ("caniemail", "height attribute"): "the style gives the badge's picture its size too",
}
