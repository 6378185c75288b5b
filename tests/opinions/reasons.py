"""Why something that a checker asks for is not so: of whom, of what."""

from collections.abc import Mapping

REASONS: Mapping[tuple[str, str], str] = {
    ("vnu", "Element “img” is missing one or more of the following attributes"): "hidden until the server has drawn it",
    ("vnu", "Empty heading."): "hidden until there is something to say in it",
    (
        "vnu",
        "Section lacks heading. Consider using “h2”-“h6” elements to add",
    ): "a verdict is named by all that it says",
    (
        "vnu",
        "Consider using the “h1” element as a top-level heading only — or",
    ): "each screen of a page begins with its own, and one screen is shown",
    (
        "ibm",
        "aria_child_valid",
    ): "a list is empty until somebody is found; a group of choices has hints and names of its own",
    ("ibm", "aria_content_in_landmark"): "the link that leads past what stands before the content",
    ("ibm", "aria_form_label_unique"): "a form without a name is no landmark",
    ("ibm", "aria_landmark_name_unique"): "a form without a name is no landmark",
    ("ibm", "fieldset_legend_valid"): "it has one, clipped from sight, which this engine takes for none",
    ("ibm", "fieldset_label_valid"): "it has one, in a part that is folded away, which this engine takes for none",
    ("ibm", "input_label_exists"): "it has one, clipped or folded away, which this engine takes for none",
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
