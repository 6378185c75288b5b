"""Numbers as written in French and English, in one piece: no line ends within them."""

from attendance.documents import localised

_FRENCH = str.maketrans({",": "\N{NARROW NO-BREAK SPACE}", ".": ","})


def count(number: int, language: str) -> str:
    return _spelled(f"{number:,}", language)


def said(form: str, language: str, **values: int | str) -> str:
    """Return a sentence with its numbers inserted."""
    return form.format(
        **{name: count(value, language) if isinstance(value, int) else value for name, value in values.items()}
    )


def decimal(number: float, language: str, *, signed: bool = False) -> str:
    """Return a number with one decimal, unless that is zero."""
    written = f"{number:+,.1f}" if signed else f"{number:,.1f}"
    return _spelled(written.removesuffix(".0").replace("-", "\N{MINUS SIGN}"), language)


def percent(share: float, language: str) -> str:
    """Return a share as a percentage. In French no line may end before the sign."""
    written = decimal(share * 100, language)
    return f"{written}\N{NO-BREAK SPACE}%" if language == localised.FRENCH else f"{written}%"


def _spelled(english: str, language: str) -> str:
    return english.translate(_FRENCH) if language == localised.FRENCH else english
