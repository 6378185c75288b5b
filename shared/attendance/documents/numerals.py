"""Numbers as a language writes them, in one piece: no line ends within them."""

from attendance.vocabulary.words import filled, number, spelled, spoken


def count(counted: int, language: str) -> str:
    return number(counted, language)


def decimal(measured: float, language: str, *, signed: bool = False) -> str:
    """Return a number with one decimal, unless that is zero."""
    written = f"{measured:+,.1f}" if signed else f"{measured:,.1f}"
    return spelled(written.removesuffix(".0").replace("-", "\N{MINUS SIGN}"), language)


def percent(share: float, language: str) -> str:
    """Return a share as a percentage."""
    return filled(spoken("language", language)["percent"], language, number=decimal(share * 100, language))
