"""A row that slipped by one cell is put back under its headers where that is certain, and only there."""

import pytest

from data.files.sheet import Sheet
from data.imports.tables import read_table

HEADER = "Date,Company,Role,Contact,Channel,Notes"
NOTES = (
    "Wrote",
    "Wrote to them, twice",
    "No answer (yet)",
    "Call 2",
    "Ada's friend - nice",
    "",
    "Slow; ask again!",
)
ROLES = ("BI", "Analyst", "Data analyst", "Lead", "Engineer", "BI analyst", "Clerk")
ROWS = [
    f"2026-{1 + i // 28:02d}-{1 + i % 28:02d},Firm{chr(65 + i)},{ROLES[i % 7]},{'Ada' if i % 2 else ''},"
    f'{("email", "phone", "letter")[i % 3]},"{NOTES[i % 7]}"'
    for i in range(20)
]


def read(*odd: str, header: str = HEADER) -> Sheet:
    return read_table("\n".join([header, *ROWS, *odd, ""]).encode(), "log.csv")


def last_row(sheet: Sheet) -> tuple[str | None, ...]:
    return tuple(column[-1].as_py() for column in sheet.cells.columns)


MISSING = ("1 row (line 22) with a comma missing; the cells were put back under their headers.",)
SURPLUS = ("1 row (line 22) with a comma too many; the empty cell that it made was left out.",)
OTHER = ("1 row (line 22) with another delimiter than the comma; it was read with that one.",)
SHORT = ("1 row (line 22) with fewer cells than the header; the last columns are empty there.",)


@pytest.mark.parametrize(
    ("row", "cells", "notes"),
    [
        ("2026-03-01Acme,BI,Ada,email,Nice", ("2026-03-01", "Acme", "BI", "Ada", "email", "Nice"), MISSING),
        (
            '2026-03-01,Acme,BI,Ada,email"So, well"',
            ("2026-03-01", "Acme", "BI", "Ada", "email", "So, well"),
            MISSING,
        ),
        (
            '2026-03-01,Acme,BI,Ada,"email""So, well"',
            ("2026-03-01", "Acme", "BI", "Ada", "email", "So, well"),
            MISSING,
        ),
        ("2026-03-01,Acme,,BI,Ada,email,Nice", ("2026-03-01", "Acme", "BI", "Ada", "email", "Nice"), SURPLUS),
        ("2026-03-01,Acme,BI,Ada,email,Nice,", ("2026-03-01", "Acme", "BI", "Ada", "email", "Nice"), SURPLUS),
        ("2026-03-01;Acme;BI;Ada;email;Nice", ("2026-03-01", "Acme", "BI", "Ada", "email", "Nice"), OTHER),
    ],
    ids=["day", "open quote", "quotes", "surplus", "surplus at the end", "semicolons"],
)
def test_a_row_that_slipped_is_put_back(row: str, cells: tuple[str, ...], notes: tuple[str, ...]) -> None:
    sheet = read(row)
    assert (last_row(sheet), sheet.notes, len(sheet.lines)) == (cells, notes, 21)
    assert sheet.header == tuple(HEADER.split(","))


@pytest.mark.parametrize(
    "row",
    [
        "2026-03-01,Acme,BI,Ada,email",
        "2026-03-01,AcmeBI,Ada,email,Nice",
        "2026-03-01,Acme,BI,email,Nice",
        "Total,20",
        "Total,20,,,",
    ],
    ids=["ends early", "text from text", "two texts or an empty cell", "a footer", "a footer with commas"],
)
def test_a_row_that_may_be_right_or_can_be_read_in_several_ways_is_left_and_said(row: str) -> None:
    sheet = read(row)
    assert [cell for cell in last_row(sheet) if cell is not None] == row.split(",")
    assert sheet.notes == SHORT


def test_cells_beyond_the_header_are_kept() -> None:
    sheet = read("2026-03-01,Acme,BI,Ada,email,Nice,more")
    assert last_row(sheet) == ("2026-03-01", "Acme", "BI", "Ada", "email", "Nice", "more")
    assert sheet.notes == (
        "1 row (line 22) with more cells than the header; the extra columns have no name.",
    )


def test_where_all_is_text_no_row_is_touched() -> None:
    text = (
        "who,what,where\n" + "Ada,wrote,Bath\n" * 2 + "Ben,called,York\nEve,metEly\n" + "Tom,sat,Hull\n" * 9
    )
    sheet = read_table(text.encode(), "log.csv")
    assert [column[3].as_py() for column in sheet.cells.columns] == ["Eve", "metEly", None]


def test_a_missing_empty_cell_is_put_back_where_no_two_texts_can_have_been_joined_instead() -> None:
    body = [f"2026-01-{i:02d},{'2026-02-01' if i % 2 else ''},{i},Firm {i}" for i in range(1, 21)]
    text = "\n".join(["Date,Reply,Rank,Company", *body, "2026-03-01,7,Firm 21", ""])
    sheet = read_table(text.encode(), "log.csv")
    assert last_row(sheet) == ("2026-03-01", "", "7", "Firm 21")
    assert sheet.notes == MISSING


def test_several_slips_are_said_with_their_number_and_the_first_line() -> None:
    sheet = read("2026-03-01Acme,BI,Ada,email,Nice", ROWS[0], "2026-03-02Beta,BI,Ada,phone,Nice")
    assert sheet.notes == (
        "2 rows (the first on line 22) with a comma missing; the cells were put back under their headers.",
    )
    assert sheet.lines.to_pylist()[-3:] == [22, 23, 24]


def test_a_file_full_of_odd_rows_is_read_as_it_stands() -> None:
    sheet = read(*["2026-03-01Acme,BI,Ada,email,Nice"] * 1_001)
    assert last_row(sheet) == ("2026-03-01Acme", "BI", "Ada", "email", "Nice", None)


@pytest.mark.parametrize(
    ("header", "slip"),
    [
        ("Date,Company,,Role,Contact,Channel,Notes", "surplus"),
        ('Date,Company,Role,Contact,"Channel""Notes"', "missing"),
    ],
    ids=["an empty name", "quotes that touch"],
)
def test_a_header_that_slipped_is_put_back_above_its_columns(header: str, slip: str) -> None:
    sheet = read(header=header)
    assert sheet.header == tuple(HEADER.split(","))
    assert sheet.notes == (
        f"The header has a {slip} delimiter; its names were put back above their columns.",
    )


def test_a_header_with_two_names_in_one_is_left_and_said() -> None:
    sheet = read(header="Date,CompanyRole,Contact,Channel,Notes")
    assert sheet.header == ("Date", "CompanyRole", "Contact", "Channel", "Notes", "")
    assert sheet.notes == (
        "20 rows (the first on line 2) with more cells than the header; the extra columns have no name.",
    )
