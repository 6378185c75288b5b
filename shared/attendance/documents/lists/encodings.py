"""The letters of a text file, whatever wrote it: Excel on Windows or a Mac, a form tool, an old database."""

import codecs

from attendance.documents.lists.table import UnreadableList

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# One byte a letter; any bytes are a text in the last two. The first wins a draw.
_SINGLE_BYTE = (("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman"), ("cp850", "DOS 850"))
# Roughly how often a letter stands in a French text: a wrong reading turns é into what hardly ever does.
_USUAL = {"é": 10.0, "è": 4.0, "à": 4.0, "ê": 2.0, "ç": 2.0, "ô": 2.0, "î": 1.0, "û": 1.0, "ï": 1.0, "ë": 1.0, "â": 1.0}
_USUAL |= {"ù": 0.5, "’": 1.0, "É": 1.5, "È": 0.5, "À": 0.5, "Ç": 0.5, "°": 0.5, "œ": 0.3, "ü": 0.3, "ö": 0.3, "ñ": 0.3}
_SAMPLE_BYTES = 256 * 1024


def decoded(content: bytes) -> tuple[str, str]:
    """Return a file's text, without its byte order mark, and the name of its encoding. Raises UnreadableList."""
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return _strictly(content, codec, name), name
    if sixteen := _sixteen(content):
        return _strictly(content, sixteen, "UTF-16"), "UTF-16"
    if b"\0" in content:
        raise UnreadableList("not_a_list", "This is neither a CSV file nor a workbook.")
    try:
        return content.decode(), "UTF-8"
    except UnicodeDecodeError:
        codec, name = max(_SINGLE_BYTE, key=lambda pair: _likeness(content[:_SAMPLE_BYTES], pair[0]))
        return content.decode(codec, "replace"), name


def _strictly(content: bytes, codec: str, name: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        raise UnreadableList("encoding", f"The file says that it is {name}, and is not.") from None


def _sixteen(content: bytes) -> str | None:
    """Return the codec of UTF-16 without a mark: every other byte of a western text is zero."""
    sample = content[: _SAMPLE_BYTES // 2 * 2]
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    most = len(sample) // 2 * 0.6
    if not sample or len(content) % 2:
        return None
    if high > most and not low:
        return "utf-16-le"
    return "utf-16-be" if low > most and not high else None


def _likeness(sample: bytes, codec: str) -> float:
    high = bytes(byte for byte in sample if byte > 0x7F)
    return sum(_USUAL.get(letter, -0.2) for letter in high.decode(codec, "replace"))
