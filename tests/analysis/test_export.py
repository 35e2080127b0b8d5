"""Files to take away: read again they are the same, and no cell of them is a formula."""

import csv
import io
import zipfile
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis import export
from data.imports.log import ImportedLog, import_log
from data.imports.upload import Upload
from tests.paths import SAMPLES

FILES = sorted(SAMPLES.glob("*.csv"))
FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-", "+49 170 1234567"]
NUMBERS = ["-1.5", "+3", "-2 ", "1e5", "-12%", "007"]
TEXTS = [
    "a_x0041_b",
    "naïve 🙂",
    "two\nlines",
    "two\r\nlines",
    "'=1",
    "http://example.org",
    " x",
    "TRUE",
    "a\x01b",
]


def table(texts: list[str]) -> pa.Table:
    return pa.table({"id": list(range(len(texts))), "=text": texts})


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_text_in_csv(text: str) -> None:
    [_, [found]] = csv.reader(io.StringIO(export.write_csv([{"a": text}]), newline=""))
    assert found == f"'{text}"


@pytest.mark.parametrize("text", ["-1.5", "+3", "1e5", "-12%", "007"])
def test_a_number_stays_a_number_in_csv(text: str) -> None:
    assert export.write_csv([{"a": text}]) == f"a\r\n{text}\r\n"


def test_no_cell_of_a_workbook_is_a_formula_even_after_it_is_edited() -> None:
    content = export.write_xlsx(table([*FORMULAS, *NUMBERS, *TEXTS]), "log")
    cells = [row[1] for row in openpyxl.load_workbook(io.BytesIO(content))["log"].iter_rows()]
    assert {cell.data_type for cell in cells} == {"s"}
    marked = [cell.value for cell in cells if cell.quotePrefix]
    assert marked == ["=text", *(text.replace("\r", "_x000D_") for text in FORMULAS), "-2 "]


def test_a_workbook_runs_and_links_nothing() -> None:
    content = export.write_xlsx(table([*FORMULAS, *TEXTS]), "log")
    parts = zipfile.ZipFile(io.BytesIO(content))
    assert [name for name in parts.namelist() if "externalLink" in name or "vba" in name] == []
    assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    assert b"hyperlink" not in parts.read("xl/worksheets/sheet1.xml")


def test_numbers_of_a_workbook_are_numbers() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(export.write_xlsx(table(["x", "y"]), "log")))["log"]
    assert [(cell.value, cell.data_type) for cell in sheet["A"]] == [("id", "s"), (0, "n"), (1, "n")]


def test_a_text_longer_than_a_cell_says_that_it_was_cut() -> None:
    content = export.write_xlsx(table(["x" * 40_000, "y" * export.LONGEST_CELL]), "log")
    cut, whole = [
        row[1].value for row in openpyxl.load_workbook(io.BytesIO(content))["log"].iter_rows(min_row=2)
    ]
    assert (len(cut), cut[-len(export.CUT) :]) == (export.LONGEST_CELL, export.CUT)
    assert whole == "y" * export.LONGEST_CELL


def test_parquet_keeps_every_value_and_its_type() -> None:
    kept = table([*FORMULAS, *NUMBERS, *TEXTS])
    assert pq.read_table(io.BytesIO(export.write_parquet(kept))).equals(kept)


@cache
def imported(path: Path) -> ImportedLog:
    return import_log(Upload(path.read_bytes(), path.name))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
def test_a_clean_log_comes_back_as_itself(path: Path, kind: str) -> None:
    log = imported(path)
    clean = log.clean_table()
    content = {
        "csv": export.write_csv(clean.to_pylist()).encode(),
        "parquet": export.write_parquet(clean),
        "xlsx": export.write_xlsx(clean, "log"),
    }[kind]
    again = import_log(Upload(content, f"clean-log.{kind}"))
    assert again.clean_table().equals(clean)
    assert (again.report.made, again.last_activity(date(2026, 9, 20))) == (
        log.report.made,
        log.last_activity(date(2026, 9, 20)),
    )
