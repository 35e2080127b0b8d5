"""What the XML of a workbook says and its reader does not: looked at before the workbook is read.

The reader (calamine) lays a sheet out up to its last cell, however far away that is; of two rows with one number it
keeps the last; errors and formulas whose result was not saved are empty for it; and it does not know what is hidden.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from xml.parsers import expat

from data.errors import UnreadableFile
from data.files.limits import MOST_CELLS_OF_A_SHEET, TooLarge

WORKBOOK, RELATIONS, MACROS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/vbaProject.bin"
OPEN_CONTENT = "content.xml"
DECLARES = re.compile(
    rb"<!DOCTYPE|<!ENTITY|<\0!\0(?:D\0O\0C\0T|E\0N\0T)|\0<\0!\0(?:D\0O\0C|E\0N\0T)", re.IGNORECASE
)
PROLOG = 1 << 16  # bytes at the start of an XML file in which entities can be declared
REFERENCE = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")
FEW = 5  # cells that are named


@dataclass
class Facts:
    """About one sheet: errors by place (row and column, from 0), the cells of formulas without a result, and how many
    rows are hidden and errors are lost."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unsaved: list[str] = field(default_factory=list)
    hidden: int = 0
    lost: int = 0

    @property
    def notes(self) -> Iterator[str]:
        """The same in sentences, but for the errors, which can be read."""
        if self.unsaved:
            named = ", ".join(filter(None, self.unsaved[:FEW])) + " …" * (len(self.unsaved) > FEW)
            yield (
                f"Formulas whose results were not saved are read as empty: {len(self.unsaved):,}"
                f"{f' ({named})' if self.unsaved[0] else ''}. "
                "Open the workbook in your spreadsheet, save it and bring it again."
            )
        if self.lost:
            yield f"Errors such as #N/A are read as empty: {self.lost:,}."
        if self.hidden:
            yield f"Hidden rows are read like the others: {self.hidden:,}."


@dataclass
class _Cell:
    """A cell, as far as it was read."""

    reference: str = ""
    type: str = ""
    formula: bool = False
    text: list[str] = field(default_factory=list)


def check(package: Mapping[str, bytes], name: str) -> dict[str, Facts]:
    """The facts about each sheet of an XLSX package. Raises UnreadableFile for one that no program writes."""
    _refuse_entities(package, name)
    worksheets = {
        sheet: (_Worksheet(sheet), path) for sheet, path in _paths(package, name) if path in package
    }
    for worksheet, path in worksheets.values():
        worksheet.parse(package[path], name)
    return {sheet: worksheet.facts for sheet, (worksheet, _) in worksheets.items()}


def check_open_document(package: Mapping[str, bytes], name: str) -> dict[str, Facts]:
    """The facts about each sheet of an ODS package. Raises UnreadableFile for one that no program writes."""
    _refuse_entities(package, name)
    tables = _OpenDocument()
    tables.parse(package[OPEN_CONTENT], name)
    return tables.facts


def place(reference: str) -> tuple[int, int]:
    """The row and the column of a cell, both from 0.

    >>> place("A1"), place("XFD1048576")
    ((0, 0), (1048575, 16383))
    """
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :]) - 1, _column(letters) - 1


@cache
def _column(letters: str) -> int:
    """The number of a column, from 1."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def _refuse_entities(package: Mapping[str, bytes], name: str) -> None:
    """Raise for XML that declares entities: a way to blow a file up, or to reach others, and of no other use here."""
    for path, part in package.items():
        if path.endswith((".xml", ".rels")) and DECLARES.search(part, 0, PROLOG):
            raise UnreadableFile(
                f"{name} declares XML entities, which no spreadsheet program does, so it is not read. "
                "Open it in your spreadsheet, save it again and bring that."
            )


def _paths(package: Mapping[str, bytes], name: str) -> list[tuple[str, str]]:
    """Each sheet's name and where in the package it is."""
    relations, book = _SheetList(), _SheetList()
    relations.parse(package.get(RELATIONS, b""), name)
    book.parse(package[WORKBOOK], name)
    targets = {
        each.get("Id"): posixpath.join("/xl", each.get("Target", "")).lstrip("/")
        for each in relations.found["Relationship"]
    }
    return [(sheet.get("name", ""), targets.get(_relation(sheet), "")) for sheet in book.found["sheet"]]


def _relation(sheet: Mapping[str, str]) -> str | None:
    """The id behind a name such as r:id."""
    return next((value for key, value in sheet.items() if key.endswith(":id")), None)


def _damaged_error(name: str) -> UnreadableFile:
    return UnreadableFile(f"{name} is damaged or incomplete. Open it, save it again and bring that.")


class _Elements:
    """Goes through the elements of some XML, and through text only where it is listened to."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def parse(self, xml: bytes, name: str) -> None:
        """Raises UnreadableFile for what is no XML."""
        try:
            self._parser.Parse(xml, True)
        except expat.ExpatError:
            raise _damaged_error(name) from None

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def _end(self, tag: str) -> None:
        """Most ends say nothing."""


class _SheetList(_Elements):
    """The attributes of all elements of each name."""

    def __init__(self) -> None:
        super().__init__()
        self.found = defaultdict[str, list[dict[str, str]]](list)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.found[tag.rpartition(":")[2]].append(attributes)


class _Worksheet(_Elements):
    """The facts about a sheet of an XLSX package."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.facts = Facts()
        self._name = name
        self._rows, self._row, self._column = set[str](), 0, 0
        self._cell = _Cell()

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "c":
                self._cell = _Cell(attributes.get("r", ""), attributes.get("t", ""))
            case "v" | "is":
                self._refuse_far()
                if self._cell.formula or self._cell.type == "e":
                    self._parser.CharacterDataHandler = self._cell.text.append
            case "f":
                self._cell.formula = True
            case "row":
                self._refuse_again(attributes.get("r"))
                self.facts.hidden += attributes.get("hidden") in ("1", "true")

    def _end(self, tag: str) -> None:
        match tag.rpartition(":")[2]:
            case "v":
                self._parser.CharacterDataHandler = None
            case "c":
                self._conclude(self._cell, "".join(self._cell.text))

    def _conclude(self, cell: _Cell, text: str) -> None:
        if cell.type == "e" and REFERENCE.fullmatch(cell.reference):
            self.facts.errors[place(cell.reference)] = text
        elif cell.type == "e":
            self.facts.lost += 1
        elif cell.formula and not text and cell.type != "str":  # the result of a formula may be an empty text
            self.facts.unsaved.append(cell.reference)

    def _refuse_again(self, number: str | None) -> None:
        if number is None:
            return
        if number in self._rows:
            raise UnreadableFile(
                f"Row {number} stands more than once in the sheet “{self._name}”, and only one of them could be read. "
                "Open the workbook in your spreadsheet, save it again and bring that."
            )
        self._rows.add(number)

    def _refuse_far(self) -> None:
        """Raise when the cell, which holds something, makes the sheet too large to be laid out."""
        if not REFERENCE.fullmatch(self._cell.reference):
            return
        row, column = place(self._cell.reference)
        if row < self._row and column < self._column:
            return
        self._row, self._column = max(self._row, row + 1), max(self._column, column + 1)
        if self._row * self._column > MOST_CELLS_OF_A_SHEET:
            raise TooLarge(
                f"The sheet “{self._name}” reaches as far as the cell {self._cell.reference}: {self._row:,} rows of "
                f"{self._column:,} columns, mostly empty, too many to read. Delete what stands there, or copy your "
                "table to a new sheet, and try again."
            )


class _OpenDocument(_Elements):
    """The facts about each table of an ODS package, where cells have no references."""

    def __init__(self) -> None:
        super().__init__()
        self.facts = dict[str, Facts]()
        self._here = Facts()
        self._repeated, self._cells = 1, 0

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "table:table":
                self._here = self.facts.setdefault(attributes.get("table:name", ""), Facts())
            case "table:table-row":
                self._repeated = _times(attributes.get("table:number-rows-repeated"))
                self._here.hidden += self._repeated * (
                    attributes.get("table:visibility") in ("collapse", "filter")
                )
            case "table:table-cell":
                self._look_at(attributes)

    def _look_at(self, cell: dict[str, str]) -> None:
        if "office:value-type" in cell:
            self._cells += self._repeated * _times(cell.get("table:number-columns-repeated"))
            self._here.lost += (
                cell.get("calcext:value-type") == "error" and cell.get("office:string-value") == ""
            )
        elif "table:formula" in cell:
            self._here.unsaved.append("")
        if self._cells > MOST_CELLS_OF_A_SHEET:
            raise TooLarge(
                "The workbook says of some cells that they come again and again, which makes more than "
                f"{MOST_CELLS_OF_A_SHEET:,} of them, too many to read. Copy your table to a new one and try again."
            )


def _times(text: str | None) -> int:
    """How often something comes: once, unless a number says otherwise."""
    return int(text) if text and re.fullmatch("[0-9]{1,9}", text) else 1
