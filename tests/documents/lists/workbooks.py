"""Workbooks with nothing that they can do without, as Excel and LibreOffice spell them."""

from pathlib import Path

from tests.documents.lists.files import packed, table

CASES = Path(__file__).parents[2] / "cases" / "imports"
BEA = ["Béa", "Exemple", "bea@example.org"]
# An Excel workbook with nothing that it can do without. Its second way to say the same is the strict one.
USUAL = "http://schemas.openxmlformats.org/"
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def excel(
    sheet: str,
    *,
    strings: str = "",
    styles: str = "",
    base: str = USUAL,
    document: str = "xl/workbook.xml",
    sheet_at: str = "worksheets/sheet1.xml",
    before: str = "",
    state: str = "",
) -> bytes:
    """Return a workbook with rows in its XML, and other parts where their relations say."""
    main, kind = f'xmlns="{base}spreadsheetml/main"', f"{base}officeDocument/relationships"
    folder, _, name = document.rpartition("/")
    related = {"worksheet": sheet_at, "sharedStrings": "strings.xml", "styles": "styles.xml"}
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{kind}/{type}" Target="{target}"/>'
        for n, (type, target) in enumerate(related.items())
        if type == "worksheet" or (strings if type == "sharedStrings" else styles)
    )
    at = sheet_at.lstrip("/") if sheet_at.startswith("/") else f"{folder}/{sheet_at}"
    parts = {
        "_rels/.rels": _RELATIONS.format(f'<Relationship Id="a" Type="{kind}/officeDocument" Target="{document}"/>'),
        document: f'<workbook {main} xmlns:r="{kind}"><workbookPr {state}/><sheets><sheet name="S" sheetId="1"'
        ' r:id="r0"/></sheets></workbook>',
        f"{folder}/_rels/{name}.rels": _RELATIONS.format(relations),
        at: f"<worksheet {main}>{before}<sheetData>{sheet}</sheetData></worksheet>",
        f"{folder}/strings.xml": f"<sst {main}>{strings}</sst>",
        f"{folder}/styles.xml": f"<styleSheet {main}>{styles}</styleSheet>",
    }
    return packed(parts)


def row(*cells: str, more: str = "") -> str:
    return f"<row {more}>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"


# LibreOffice's workbooks, in its own spelling.
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)
_STYLES = (
    '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="ro9"><style:table-row-properties style:row-height="0in"/></style:style>'
    '<style:style style:name="co9"><style:table-column-properties style:column-width="0cm"/></style:style>'
    '<style:style style:name="ro1"><style:table-row-properties style:row-height="0.452cm"/></style:style>'
)


def office(*sheets: str, **parts: str) -> bytes:
    content = (
        f"<office:document-content {_SPACES}><office:automatic-styles>{_STYLES}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return packed({"mimetype": kind, "content.xml": content} | parts)


def sheet(*rows: str, name: str = "Feuille1", more: str = "") -> str:
    return f'<table:table table:name="{name}" {more}>{"".join(rows)}</table:table>'


def line(*cells: str, more: str = 'table:style-name="ro1"') -> str:
    written = (
        cell
        if cell.startswith("<")
        else f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row {more}>{''.join(written)}</table:table-row>"


def given_names(content: bytes) -> list[str]:
    return [line.cells[0] for line in table(content).lines]
