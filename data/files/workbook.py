"""A workbook's sheets as tables of text: dates as ISO dates, numbers as they are written, errors by their names."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from itertools import chain, repeat
from typing import Any, NamedTuple

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from data.errors import UnreadableFile
from data.files import file_kinds, grid, xlsx_checks
from data.files.hints import Hints
from data.files.limits import MOST_CELLS_OF_A_SHEET, TooLarge
from data.files.sheet import Sheet
from data.files.table_choice import Part
from data.files.to_text import text_of
from data.files.xlsx_checks import Facts

MAIN = xlsx_checks.WORKBOOK
PROTECTED = "EncryptedPackage".encode("utf-16-le")  # what an encrypted workbook keeps everything in
OLD_MACROS = "_VBA_PROJECT".encode("utf-16-le")


class Source(NamedTuple):
    """An open workbook: the file's name, its kind, what its XML says of each sheet, and what is to be said of all."""

    book: CalamineWorkbook
    name: str
    kind: str
    facts: Mapping[str, Facts]
    notes: tuple[str, ...]


def parts(content: bytes, name: str, kind: str, package: Mapping[str, bytes]) -> list[Part]:
    """Each sheet of a workbook. `package`: its files, where it is an archive. Raises UnreadableFile."""
    if PROTECTED in content[: 1 << 20]:
        raise _protected_error(name)
    facts = xlsx_checks.check(package, name) if kind == file_kinds.XLSX else {}
    if kind == file_kinds.ODS:
        facts = xlsx_checks.check_open_document(package, name)
    macros = xlsx_checks.MACROS in package or (kind == file_kinds.XLS and OLD_MACROS in content)
    notes = ("The workbook holds macros, which are not run.",) if macros else ()
    with _explain_refusals(name):
        source = Source(CalamineWorkbook.from_filelike(BytesIO(content)), name, kind, facts, notes)
        return [
            Part(sheet.name, sheet.visible != SheetVisibleEnum.Visible, partial(_read, source, sheet.name))
            for sheet in source.book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]


def _read(source: Source, name: str, hints: Hints) -> Sheet:
    facts = source.facts.get(name, Facts())
    with _explain_refusals(source.name):
        sheet = source.book.get_sheet_by_name(name)
        if sheet.height * sheet.width > MOST_CELLS_OF_A_SHEET:
            raise TooLarge(
                f"The sheet “{name}” has {sheet.height:,} rows of {sheet.width:,} columns, too many to read. "
                "Copy your table to a new sheet and try again."
            )
        left = min([*(sheet.start or (0, 0))[1:], *(column for _, column in facts.errors)])
        merged = [
            (top + 1, bottom + 1, first - left)
            for (top, first), (bottom, _) in sheet.merged_cell_ranges or ()
        ]
        rows = _rows(sheet, facts.errors, left)
        notes = (*source.notes, *facts.notes)
        return grid.sheet_of(rows, f"The sheet “{name}”", source.kind, hints, notes, merged)


def _rows(
    sheet: CalamineSheet, errors: Mapping[tuple[int, int], str], left: int
) -> Iterator[tuple[int, list[str]]]:
    """Each row's number and its cells from the column `left`, with the errors, which the reader leaves empty."""
    wrong = defaultdict[int, dict[int, str]](dict)
    for (row, column), text in errors.items():
        wrong[row][column - left] = text
    empty = [""] * (
        (sheet.start or (0, left))[1] - left
    )  # the reader begins at the first column that is in use
    beyond = repeat(list[Any](), max(wrong, default=0) - (sheet.end or (-1, 0))[0])
    for row, values in enumerate(chain(sheet.iter_rows(), beyond)):
        cells = empty + [text_of(value) or "" for value in values]
        for column, text in wrong[row].items() if row in wrong else ():
            cells += [""] * (column + 1 - len(cells))
            cells[column] = text
        yield row + 1, cells


def _protected_error(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name} is protected with a password. Open it, save a copy without the password and bring that."
    )


@contextmanager
def _explain_refusals(name: str) -> Iterator[None]:
    """What the reader of workbooks raises for one that it can't read, as a sentence."""
    try:
        yield
    except PasswordError:
        raise _protected_error(name) from None
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(
            f"{name} is damaged, or no workbook after all ({error}). Open it, save it again and bring that."
        ) from None
    except BaseException as error:
        if (
            type(error).__name__ == "PanicException"
        ):  # how a fault in the reader's own code arrives: not an Exception
            raise UnreadableFile(
                f"{name} is damaged in a way that stops its reader. Save it again, or as CSV."
            ) from None
        raise
