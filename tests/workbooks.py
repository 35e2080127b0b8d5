"""Workbooks and archives as bytes: written by a program, or by hand where no program would write that."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl

PARTS = "http://schemas.openxmlformats.org"
TYPES = (
    f'<Types xmlns="{PARTS}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/></Types>'
)
RELATION = (
    '<Relationships xmlns="{0}/package/2006/relationships"><Relationship Id="rId1" Type="{1}" Target="{2}"/>'
    "</Relationships>"
)
BOOK = (
    f'<workbook xmlns="{PARTS}/spreadsheetml/2006/main" xmlns:r="{PARTS}/officeDocument/2006/relationships">'
    '<sheets><sheet name="Log" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
OPEN = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.3">'
    '<office:automatic-styles><style:style style:name="hidden" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    "<office:body><office:spreadsheet>{0}</office:spreadsheet></office:body></office:document-content>"
)
CELL = '<table:table-cell office:value-type="string"><text:p>{0}</text:p></table:table-cell>'


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """An archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return out.getvalue()


def saved(book: openpyxl.Workbook) -> bytes:
    """A workbook as the bytes of its file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx(**sheets: Sequence[Sequence[Any]]) -> bytes:
    """A workbook of these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(book)


def by_hand(rows: str, before: str = "", more: Mapping[str, bytes] | None = None) -> bytes:
    """A workbook whose only sheet has this XML for its rows, with XML before the sheet and more files beside it."""
    sheet = f'{before}<worksheet xmlns="{PARTS}/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
    kind = f"{PARTS}/officeDocument/2006/relationships"
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": RELATION.format(PARTS, f"{kind}/officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": BOOK,
            "xl/_rels/workbook.xml.rels": RELATION.format(
                PARTS, f"{kind}/worksheet", "worksheets/sheet1.xml"
            ),
            "xl/worksheets/sheet1.xml": sheet,
            **(more or {}),
        }
    )


def ods(tables: str) -> bytes:
    """An OpenDocument workbook with this XML for its tables."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return zipped({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": OPEN.format(tables)})


def open_rows(*rows: Sequence[str]) -> str:
    """Rows of text in an OpenDocument table."""
    cells = ("".join(map(CELL.format, row)) for row in rows)
    return "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
