"""Numbers as they are written in French and English, in one piece: no line ends within them."""

from attendance.documents import language

_FRENCH = str.maketrans({",": "\N{NARROW NO-BREAK SPACE}", ".": ","})


def count(number: int, told_in: str) -> str:
    return _spelled(f"{number:,}", told_in)


def said(form: str, told_in: str, **values: int | str) -> str:
    """Return a sentence with its numbers in it."""
    return form.format(
        **{name: count(told, told_in) if isinstance(told, int) else told for name, told in values.items()}
    )


def decimal(number: float, told_in: str, *, signed: bool = False) -> str:
    """Return a number with one decimal, if that says anything."""
    told = f"{number:+,.1f}" if signed else f"{number:,.1f}"
    return _spelled(told.removesuffix(".0").replace("-", "\N{MINUS SIGN}"), told_in)


def percent(share: float, told_in: str) -> str:
    """Return a share in hundredths. In French no line may end before the sign."""
    told = decimal(share * 100, told_in)
    return f"{told}\N{NO-BREAK SPACE}%" if told_in == language.FRENCH else f"{told}%"


def _spelled(english: str, told_in: str) -> str:
    return english.translate(_FRENCH) if told_in == language.FRENCH else english
