"""A QR code on paper."""

from attendance.documents import qr
from attendance.documents.paper import BLACK, HEIGHT, Paper
from attendance.documents.structure import StructuredCanvas
from attendance.vocabulary.words import labelled


def of_link(paper: Paper, link: str, left: float, top: float, side: float) -> None:
    """Draw a link's code, with its quiet zone, into a square."""
    modules = qr.of_link(link)
    alternative = labelled("papers.pictures", paper.language)["link_code"]
    paper.add(lambda canvas: draw(canvas, modules, left, HEIGHT - top, side, alternative))


def draw(
    canvas: StructuredCanvas, modules: list[list[bool]], left: float, top: float, side: float, alternative: str
) -> None:
    """Draw a code below its upper left corner; for who does not see it, the alternative says what it is for."""
    module = side / len(modules)
    with canvas.picture(alternative, (left, top - side, left + side, top)):
        path = canvas.beginPath()
        for row, column, length in qr.runs(modules):
            path.rect(left + column * module, top - (row + 1) * module, length * module, module)
        canvas.setFillColor(BLACK)
        canvas.drawPath(path, stroke=0, fill=1)
