"""A workbook comes back as the table of text that it shows; one that is made to do harm does none."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from data.errors import LogError
from data.files import limits, subprocess_reader
from data.files.sheet import Sheet
from data.imports.tables import read_table
from tests import workbooks as made

LOG = [("Date", "Company", "Channel"), ("2026-01-05", "Acme", "email"), ("2026-01-06", "Globex", "letter")]
TITLED: list[list[object]] = [
    ["Job search"],
    [],
    ["Date", "Company"],
    [date(2026, 1, 5), "Acme"],
    [],
    [date(2026, 1, 6), "Globex"],
]


def rows(sheet: Sheet) -> list[tuple[str | None, ...]]:
    return list(zip(*(column.to_pylist() for column in sheet.cells.columns), strict=True))


def whole(sheet: Sheet) -> list[tuple[str | None, ...]]:
    return [sheet.header, *rows(sheet)]


def refusal(content: bytes, name: str = "log.xlsx") -> str:
    with pytest.raises(LogError) as refused:
        read_table(content, name)
    return str(refused.value)


@pytest.mark.parametrize("name", ["log.xlsx", "log.csv", "log"])
def test_a_workbook_is_read_by_its_content_whatever_it_is_called(name: str) -> None:
    sheet = read_table(made.xlsx(Log=LOG), name)
    assert (whole(sheet), sheet.kind, sheet.name, sheet.notes) == (LOG, "xlsx", name, ())


def test_titles_stand_apart_and_lines_are_the_rows_of_the_sheet() -> None:
    sheet = read_table(made.xlsx(Log=TITLED), "log.xlsx")
    assert whole(sheet) == [("Date", "Company"), ("2026-01-05", "Acme"), ("2026-01-06", "Globex")]
    assert (sheet.preamble, sheet.lines.to_pylist()) == (("Job search",), [4, 6])


def test_a_table_that_begins_inside_the_sheet_has_no_empty_columns() -> None:
    book = openpyxl.Workbook()
    for place, text in {"C4": "Date", "D4": "Firm", "C5": "2026-01-05", "D5": "Acme"}.items():
        book.active[place] = text
    sheet = read_table(made.saved(book), "log.xlsx")
    assert (whole(sheet), sheet.lines.to_pylist()) == ([("Date", "Firm"), ("2026-01-05", "Acme")], [5])


VALUES = {
    3: "3",
    0.1: "0.1",
    491701234567: "491701234567",
    1e21: "1e+21",
    True: "TRUE",
    date(2026, 1, 5): "2026-01-05",
    datetime(2026, 1, 5, 10, 30): "2026-01-05 10:30:00",
    time(9, 30): "09:30:00",
    timedelta(hours=36, minutes=5): "36:05:00",
    " as it is ": " as it is ",
    "two\nlines": "two\nlines",
    "#N/A": "#N/A",
}


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904], ids=["1900", "1904"])
def test_values_are_said_as_text_in_both_calendars(epoch: datetime | None) -> None:
    book = openpyxl.Workbook()
    book.epoch = epoch or book.epoch
    for row in [("what", "value"), *(("x", value) for value in VALUES)]:
        book.active.append(row)
    assert [text for _, text in rows(read_table(made.saved(book), "log.xlsx"))] == [*VALUES.values()]


def test_an_error_is_read_where_it_stands_even_alone_at_the_edge() -> None:
    book = openpyxl.Workbook()
    for row in [("a", "b"), ("1", "2"), ("#DIV/0!", "3"), (None, None), (None, "#REF!")]:
        book.active.append(row)
    assert rows(read_table(made.saved(book), "log.xlsx")) == [("1", "2"), ("#DIV/0!", "3"), ("", "#REF!")]


def test_formulas_without_a_saved_result_are_counted_and_named() -> None:
    content = made.by_hand(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>'
        '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2"><f>1+1</f></c></row>'
        '<row r="3"><c r="A3" t="str"><f>A9</f><v></v></c><c r="B3"><f>SUM(A2)</f><v/></c></row>'
        '<row r="4"><c r="A4"><v>5</v></c></row>'
    )
    sheet = read_table(content, "log.xlsx")
    assert rows(sheet) == [("2", ""), ("5", "")]
    assert sheet.notes[0].startswith("Formulas whose results were not saved are read as empty: 2 (B2, B3).")


def test_of_several_sheets_the_one_that_looks_like_a_log_is_proposed_and_each_can_be_chosen() -> None:
    lists = [("Options", "Colour"), *(("x", "red") for _ in range(9))]
    content = made.xlsx(Lists=lists, Log=LOG)
    proposed = read_table(content, "log.xlsx")
    assert (proposed.part, proposed.parts, whole(proposed)) == ("Log", ("Lists", "Log"), LOG)
    assert proposed.notes == ("This is “Log”; the file also holds “Lists”, which can be chosen instead.",)
    assert read_table(content, "log.xlsx", "Lists").header == ("Options", "Colour")


def test_sheets_with_the_same_columns_are_one_table_whose_lines_count_on() -> None:
    content = made.xlsx(January=LOG, Lists=[("x", "y"), ("1", "2")], February=LOG[:2])
    both = read_table(content, "log.xlsx")
    assert (both.part, both.parts) == ("all alike", ("all alike", "January", "Lists", "February"))
    assert (rows(both), both.lines.to_pylist()) == ([*LOG[1:], LOG[1]], [2, 3, 5])
    assert rows(read_table(content, "log.xlsx", "February")) == [LOG[1]]


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(LogError, match=r"has no part called “Mai”\. It has: Lists, Log\."):
        read_table(made.xlsx(Lists=[("x", "y"), ("1", "2")], Log=LOG), "log.xlsx", "Mai")


def test_hidden_sheets_and_rows_are_told_and_a_hidden_sheet_can_be_chosen() -> None:
    book = openpyxl.load_workbook(io.BytesIO(made.xlsx(Log=LOG, Old=LOG[:2])))
    book["Old"].sheet_state = "hidden"
    book["Log"].row_dimensions[2].hidden = True
    sheet = read_table(made.saved(book), "log.xlsx")
    assert (len(rows(sheet)), sheet.parts) == (2, ("Log", "Old"))
    assert sheet.notes == ("Hidden and not read: “Old”.", "Hidden rows are read like the others: 1.")
    assert rows(read_table(made.saved(book), "log.xlsx", "Old")) == [LOG[1]]


def test_what_stands_in_merged_cells_below_the_header_is_said_of_each_row() -> None:
    book = openpyxl.load_workbook(io.BytesIO(made.xlsx(Log=[("My log",), *LOG, (None, "Acme", "phone")])))
    book["Log"].merge_cells("A1:C1")
    book["Log"]["A5"] = book["Log"]["A4"].value = None
    book["Log"].merge_cells("A3:A5")
    sheet = read_table(made.saved(book), "log.xlsx")
    assert [row[0] for row in rows(sheet)] == ["2026-01-05", "2026-01-05", "2026-01-05"]
    assert (sheet.preamble, sheet.notes[0]) == (
        ("My log",),
        "Merged cells are read in each row that they cover: 1.",
    )


def test_a_header_over_two_rows_with_merged_cells_is_joined() -> None:
    top = ["Company", "Applied", None, "Interview", None]
    below = [None, "Date", "Via", "Date", "With"]
    sheet = read_table(
        made.xlsx(Log=[top, below, ["Acme", date(2026, 1, 5), "mail", date(2026, 1, 9), "Tom"]]), "log.xlsx"
    )
    assert sheet.header == ("Company", "Applied Date", "Applied Via", "Interview Date", "Interview With")
    assert (rows(sheet), sheet.lines.to_pylist()) == (
        [("Acme", "2026-01-05", "mail", "2026-01-09", "Tom")],
        [3],
    )


def test_an_old_workbook_is_read_with_dates_numbers_and_hidden_sheets() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Log")
    day = xlwt.easyxf(num_format_str="D/M/YY")
    for column, (name, value) in enumerate(
        {"Date": date(2026, 1, 5), "Company": "Söhne", "Tries": 2, "Ok": True}.items()
    ):
        sheet.write(0, column, name)
        sheet.write(1, column, value, day) if name == "Date" else sheet.write(1, column, value)
    book.add_sheet("Old").visibility = 1
    out = io.BytesIO()
    book.save(out)
    found = read_table(out.getvalue(), "log.xls")
    assert whole(found) == [("Date", "Company", "Tries", "Ok"), ("2026-01-05", "Söhne", "2", "TRUE")]
    assert (found.kind, found.parts) == ("xls", ("Log", "Old"))


OPEN_LOG = (
    '<table:table table:name="Log">' + made.open_rows(("Date", "Company", "Share")) + "<table:table-row>"
    '<table:table-cell office:value-type="date" office:date-value="2026-01-05"/>' + made.CELL.format("Acme")
    + '<table:table-cell office:value-type="float" office:value="3"/></table:table-row>'
    '<table:table-row table:visibility="collapse"><table:table-cell office:value-type="date" '
    'office:date-value="2026-01-06T10:30:00"/>' + made.CELL.format("Globex")
    + '<table:table-cell table:formula="of:=1+1"/></table:table-row>'
    '<table:table-row><table:table-cell/>' + made.CELL.format("Initech")
    + '<table:table-cell office:value-type="string" office:string-value="" '
    'calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
    '</table:table-row><table:table-row table:number-rows-repeated="1048570"><table:table-cell '
    'table:number-columns-repeated="16384"/></table:table-row></table:table>'
    '<table:table table:name="A &amp; B" table:style-name="hidden">' + made.open_rows(("x", "y")) + "</table:table>"
)  # fmt: skip


def test_an_open_document_is_read_and_what_is_lost_or_hidden_in_it_is_told() -> None:
    sheet = read_table(made.ods(OPEN_LOG), "log.ods")
    assert rows(sheet) == [
        ("2026-01-05", "Acme", "3"),
        ("2026-01-06 10:30:00", "Globex", ""),
        ("", "Initech", ""),
    ]
    assert [note.partition(". ")[0].rstrip(".") for note in sheet.notes] == [
        "Hidden and not read: “A & B”",
        "Formulas whose results were not saved are read as empty: 1",
        "Errors such as #N/A are read as empty: 1",
        "Hidden rows are read like the others: 1",
    ]


def test_macros_are_told_and_not_run() -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    assert (
        "The workbook holds macros, which are not run."
        in read_table(made.by_hand(row, more={"xl/vbaProject.bin": b"x"}), "log.xlsm").notes
    )


# Files that are made to do harm, or that no program can have written

FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>'
REACHES_OUT = '<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>'
ENTITY = '<row r="1"><c r="A1" t="inlineStr"><is><t>&{0};</t></is></c></row>'
AGAIN = (
    '<table:table table:name="Log"><table:table-row table:number-rows-repeated="{}"><table:table-cell '
    'table:number-columns-repeated="{}" office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    "</table:table-row></table:table>"
)
MEGABYTE = "a" * (1 << 20)
PROTECTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(1024, b"\0") + "EncryptedPackage".encode(
    "utf-16-le"
).ljust(512, b"\0")

HARMFUL = {
    "a cell far away": (lambda: made.by_hand(FAR), "reaches as far as the cell XFD1048576: 1,048,576 rows of 16,384"),
    "a cell far away, in other quotes": (lambda: made.by_hand(FAR.replace('"', "'")), "as far as the cell XFD1048576"),
    "billion laughs": (lambda: made.by_hand(ENTITY.format("c"), LAUGHS), "declares XML entities"),
    "a file of the server": (lambda: made.by_hand(ENTITY.format("file"), REACHES_OUT), "declares XML entities"),
    "a row twice": (
        lambda: made.by_hand('<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>'),
        "Row 1 stands more than once in the sheet “Log”",
    ),
    "a cell of 250 MB": (
        lambda: made.by_hand(ENTITY.replace("&{0};", 250 * MEGABYTE)),
        "unpacks to more than 200 MB",
    ),
    "a password": (lambda: PROTECTED, "is protected with a password"),
    "cells that come again and again": (
        lambda: made.ods(AGAIN.format(1_048_576, 16_384, "1")), "makes more than 10,000,000 of them, too many to read"
    ),
    "more memory than there is": (
        lambda: made.ods(AGAIN.format(8_000, 1_000, 20_000 * "1")), "asks for more memory or time than any log needs"
    ),
    "half a workbook": (lambda: made.xlsx(Log=LOG)[:2000], "is damaged or incomplete, so it can't be unpacked"),
    "no sheet in it": (lambda: made.by_hand("").replace(b"xl/workbook.xml", b"xl/workbook.xxx"), "No table was found"),
    "a Word document": (lambda: made.zipped({"word/document.xml": "<x/>"}), "This is a Word document"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "sentence"), HARMFUL.values(), ids=HARMFUL.keys())
def test_a_harmful_workbook_is_refused_in_one_sentence_and_the_process_lives(
    content: Callable[[], bytes], sentence: str
) -> None:
    here = os.getpid()
    assert sentence in refusal(content())
    assert (os.getpid(), whole(read_table(made.xlsx(Log=LOG), "log.xlsx"))) == (here, LOG)


def test_a_workbook_that_ends_its_own_process_ends_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess_reader, "START", "import os, signal; os.kill(os.getpid(), signal.SIGABRT)")
    assert "so reading it was stopped" in refusal(made.xlsx(Log=LOG))


def test_a_process_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess_reader, "START", "import time; time.sleep(600)")
    monkeypatch.setattr(subprocess_reader, "PATIENCE", 1)
    assert "asks for more memory or time" in refusal(made.xlsx(Log=LOG))


def test_the_process_has_no_environment_and_can_write_no_file(tmp_path: Path) -> None:
    asks = (
        "import os, sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; "
        "from data.files.subprocess_reader import _limit; _limit(); print(*os.environ); "
        "Path(sys.argv[2]).write_text('x')"
    )
    command = [sys.executable, "-I", "-c", asks, str(subprocess_reader.ROOT), str(tmp_path / "x")]
    told = subprocess.run(command, env=subprocess_reader.ENVIRONMENT, capture_output=True, text=True)
    assert (told.stdout.split(), "File too large" in told.stderr) == (
        ["ARROW_DEFAULT_MEMORY_POOL", "LC_CTYPE"],
        True,
    )


@pytest.mark.long
def test_a_cell_of_1500_megabytes_is_refused_before_it_is_unpacked() -> None:
    assert "unpacks to more than 200 MB" in refusal(made.by_hand(ENTITY.replace("&{0};", 1500 * MEGABYTE)))


def test_a_workbook_of_more_bytes_than_can_be_read_is_not_looked_at() -> None:
    content = b"PK\x03\x04".ljust(limits.MOST_PACKED + 1, b"\0")
    assert refusal(content).startswith("log.xlsx has 50 MB; a file of this kind may have 50 MB at most.")
