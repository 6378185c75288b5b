"""Numbers as they are written in French and English."""

from attendance.documents import language


def decimal(number: float, told_in: str, *, signed: bool = False) -> str:
    """Return a number with one decimal, if that says anything."""
    told = f"{number:+.1f}" if signed else f"{number:.1f}"
    told = told.removesuffix(".0").replace("-", "\N{MINUS SIGN}")
    return told.replace(".", ",") if told_in == language.FRENCH else told


def percent(share: float, told_in: str) -> str:
    """Return a share in hundredths. In French no line may end before the sign."""
    told = decimal(share * 100, told_in)
    return f"{told}\N{NO-BREAK SPACE}%" if told_in == language.FRENCH else f"{told}%"
