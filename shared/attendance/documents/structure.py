"""What a paper is made of, in the order in which it is read aloud: headings, paragraphs, tables, pictures (PDF/UA)."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFObject, PDFStream
from reportlab.pdfgen.canvas import Canvas

from attendance.documents.object_streams import packed
from attendance.documents.typefaces import font
from attendance.domain.programme import Programme

# Files need not be ASCII, which takes a quarter more.
rl_config.useA85 = False

TITLE, HEADING, TEXT, DECORATION = "H1", "H2", "P", ""
TABLE, ROW, CELL = "Table", "TR", "TD"
COLUMN_HEAD, ROW_HEAD = "TH/A<</O/Table/Scope/Column>>", "TH/A<</O/Table/Scope/Row>>"
PART, ITEM = "Sect", "LBody"
"""Kinds of element, by PDF's own names, with the attributes of all of a kind. Items that follow one another are a list.
Decoration is not read."""

_DOCUMENT, _PICTURE, _LIST = "Document", "Figure", "L"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>
"""


class _Written(PDFObject):
    """An object of a file, as it is written there."""

    def __init__(self, written: str = "") -> None:
        self.written = written

    def format(self, _document: Any) -> bytes:
        return self.written.encode("latin-1")


class _Element(_Written):
    """An element: what is below it, or its place on a page."""

    def __init__(self, kind: str, attributes: str = "") -> None:
        super().__init__()
        self.kind, self.attributes = kind, attributes
        self.children: list[_Element] = []
        self.page = self.place = -1


class StructuredCanvas(Canvas):
    """A canvas whose pieces are elements. What is drawn outside of one is decoration, which nobody reads aloud."""

    # The library's own, which its stubs lack.
    _code: list[str]
    _doc: Any

    def __init__(self, size: tuple[float, float], title: str, programme: Programme, language: str) -> None:
        self._output = BytesIO()
        # Without a date of its own: its content is of the hour on its pages. Without a font that is not embedded.
        super().__init__(
            self._output,
            pagesize=size,
            lang=language,
            invariant=1,
            pdfVersion=(1, 7),
            initialFontName=font(is_bold=False),  # type: ignore[arg-type] # its stubs expect a number
        )
        event = programme.event
        self._title = f"{title} – {event.name}"
        self.setTitle(self._title)
        self.setAuthor(event.name)
        self.setSubject(event.theme)
        self.setCreator("Pointage")
        self._open = [_Element(_DOCUMENT)]
        self._pages: list[list[_Element]] = [[]]
        self._told = 0

    @contextmanager
    def part(self, language: str = "") -> Iterator[None]:
        """Draw what belongs together, such as a badge, in its own language if it has one."""
        self.begin(PART, f"/Lang({language})" if language else "")
        yield
        self.end()

    def begin(self, kind: str, attributes: str = "") -> None:
        """Begin an element that has elements in it, maybe on several pages."""
        self._open.append(self._added(kind, attributes))

    def end(self) -> None:
        self._open.pop()

    def empty(self, kind: str) -> None:
        """Add an element without anything in it, such as the cell for a signature."""
        self._added(kind)

    @contextmanager
    def element(self, kind: str, attributes: str = "") -> Iterator[None]:
        """Draw an element, unless it is decoration."""
        if kind == DECORATION:
            yield
            return
        self._decorate()
        element = self._added(kind, attributes)
        here = self._pages[-1]
        element.page, element.place = len(self._pages), len(here)
        here.append(element)
        self._code.append(f"/{kind.partition('/')[0]}<</MCID {element.place}>>BDC")
        yield
        self._code.append("EMC")
        self._told = len(self._code)

    @contextmanager
    def picture(self, alternative: str, box: tuple[float, float, float, float]) -> Iterator[None]:
        """Draw a picture, in a box from its lower left to its upper right corner; the alternative is read for it."""
        corners = " ".join(f"{at:.1f}" for at in box)
        with self.element(_PICTURE, f"/Alt{_text(alternative)}/A<</O/Layout/Placement/Block/BBox[{corners}]>>"):
            yield

    def showPage(self) -> None:  # noqa: N802 - the library's name
        self._decorate()
        super().showPage()
        self._pages.append([])
        self._told = 0

    def file(self) -> bytes:
        """Return the pages with their structure, once. The same drawings make the same file."""
        document, elements = self._doc, [*_below(self._open[0])]
        for element in elements:
            document.Reference(element)

        def number(name: str) -> int:
            return int(document.idToObjectNumberAndVersion[name][0])

        def at(written: _Written) -> str:
            return f"{number(document.Reference(written).name)} 0 R"

        tree, root = _Written(), _Written()
        document.Reference(root)
        document.Reference(tree)
        self._open[0].written = f"<</S/Document/P {at(root)}/K[{' '.join(map(at, self._open[0].children))}]>>"
        for parent in elements:
            for child in parent.children:
                inside = f"/K[{' '.join(map(at, child.children))}]" if child.children else ""
                if child.place >= 0:
                    inside = f"/Pg {number(f'Page{child.page}')} 0 R/K {child.place}"
                child.written = f"<</S/{child.kind}{child.attributes}/P {at(parent)}{inside}>>"
        pages = self._pages[:-1]
        tree.written = f"<</Nums[{' '.join(f'{n}[{" ".join(map(at, page))}]' for n, page in enumerate(pages))}]>>"
        root.written = (
            f"<</Type/StructTreeRoot/K {at(self._open[0])}/ParentTree {at(tree)}/ParentTreeNextKey {len(pages)}>>"
        )
        for place, page in enumerate(document.Pages.pages):
            # The library writes those of a page's keys that it knows.
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = place, PDFName("S")
        catalog = document.Catalog
        catalog.StructTreeRoot, catalog.MarkInfo = root, _Written("<</Marked true>>")
        kind = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
        catalog.Metadata = PDFStream(kind, _XMP.format(title=escape(self._title)).encode(), [])
        self.setViewerPreference("DisplayDocTitle", "true")
        self.save()
        offsets = {number(name): offset for name, offset in document.idToOffset.items()}
        small = {number(document.Reference(element).name): element.written for element in elements}
        return packed(self._output.getvalue(), offsets, small)

    def _added(self, kind: str, attributes: str = "") -> _Element:
        parent, made = self._open[-1], _Element(kind, attributes)
        if kind == ITEM:
            if not parent.children or parent.children[-1].kind != _LIST:
                parent.children.append(_Element(_LIST))
            parent.children[-1].children.append(parent := _Element("LI"))
        parent.children.append(made)
        return made

    def _decorate(self) -> None:
        """Mark what was drawn since the last element."""
        if len(self._code) > self._told:
            self._code.insert(self._told, "/Artifact BMC")
            self._code.append("EMC")


def _below(element: _Element) -> Iterator[_Element]:
    yield element
    for child in element.children:
        yield from _below(child)


def read_as(text: str) -> str:
    """Return the attribute of an element that is read as another text than is drawn, such as from right to left."""
    return f"/ActualText{_text(text)}"


def _text(text: str) -> str:
    return f"<feff{text.encode('utf-16-be', 'replace').hex()}>"
