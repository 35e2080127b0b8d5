"""One table, polluted in the ways in which real CSV files are, comes back clean: with nothing said about the file.

The kinds of pollution are those that Vitagliano, Hameed, Jiang, Reisener, Wu and Naumann, "Pollock: A Data Loading
Benchmark", PVLDB 16 (2023), found in a survey of real files; the files are made here.
"""

from collections.abc import Callable, Sequence

import pytest

from data.files.sheet import Sheet
from data.imports.tables import read_table

HEADER = ("Date", "Firm", "Paid", "What", "Link", "Note")
KINDS = ("Boots, waterproof", 'Table, 48" round', "Men's hat", 'The "best" rod', "Coat")
BODY: list[tuple[str, ...]] = [
    (
        f"{1 + i % 28:02d}/{1 + i // 28:02d}/2026",
        f"Firm {i}",
        f"${10 + i}.50",
        KINDS[i % 5],
        f"https://example.com/{i}.html",
        "" if i % 3 else "called",
    )
    for i in range(40)
]
TABLE: list[tuple[str, ...]] = [HEADER, *BODY]


def cell(text: str, quote: str = '"', escape: str = '"') -> str:
    """In quotes where it has to be."""
    needs = any(sign in text for sign in (",", ";", "\t", " ", '"'))
    return quote + text.replace(quote, escape + quote) + quote if needs else text


def written(table: Sequence[Sequence[str]], delimiter: str = ",", end: str = "\r\n", **quoting: str) -> str:
    return "".join(delimiter.join(cell(text, **quoting) for text in row) + end for row in table)


def line(row: Sequence[str], **quoting: str) -> str:
    return written([row], **quoting)


def with_line(number: int, text: str) -> str:
    """The table with another text for one of its lines."""
    return written(TABLE[:number]) + text + written(TABLE[number + 1 :])


def whole(sheet: Sheet) -> list[tuple[str | None, ...]]:
    return [sheet.header, *zip(*(column.to_pylist() for column in sheet.cells.columns), strict=True)]


WHOLE_FILES: dict[str, Callable[[], str]] = {
    "clean": lambda: written(TABLE),
    "no line end at the end": lambda: written(TABLE).rstrip("\r\n"),
    "blank lines at the end": lambda: written(TABLE) + "\r\n\r\n",
    "line feeds": lambda: written(TABLE, end="\n"),
    "carriage returns": lambda: written(TABLE, end="\r"),
    "semicolons": lambda: written(TABLE, ";"),
    "tabs": lambda: written(TABLE, "\t"),
    "bars": lambda: written(TABLE, "|"),
    "a comma and a space": lambda: written(TABLE, ", "),
    "single quotes": lambda: written(TABLE, quote="'", escape="'"),
    "backslashes": lambda: written(TABLE, escape="\\"),
    "quotes in quotes not marked": lambda: written(TABLE, escape=""),
    "lines above": lambda: "Report of May,,,,,\r\n,,,,,\r\n" + written(TABLE),
    "a title above": lambda: "Report of May\r\n\r\n" + written(TABLE),
    "the header twice": lambda: line(HEADER) + written(TABLE),
    "the header three times": lambda: line(HEADER) * 2 + written(TABLE),
    "a mark at the start": lambda: "\ufeff" + written(TABLE),
}


@pytest.mark.parametrize("polluted", WHOLE_FILES.values(), ids=WHOLE_FILES.keys())
def test_a_table_polluted_as_a_whole_comes_back_clean(polluted: Callable[[], str]) -> None:
    assert whole(read_table(polluted().encode(), "log.csv")) == TABLE


@pytest.mark.parametrize("rows", [0, 1], ids=["only a header", "one row"])
def test_hardly_any_rows_are_a_table_too(rows: int) -> None:
    assert whole(read_table(written(TABLE[: rows + 1]).encode(), "log.csv")) == TABLE[: rows + 1]


def test_without_a_header_every_row_is_a_row() -> None:
    sheet = read_table(written(BODY).encode(), "log.csv")
    assert (whole(sheet)[1:], sheet.named) == (BODY, 0)


@pytest.mark.parametrize("extra", [0, 1, -1], ids=["as wide", "wider", "narrower"])
def test_a_second_table_below_keeps_its_rows(extra: int) -> None:
    below = [(*row, "x")[: 6 + extra] for row in BODY]
    found = whole(read_table(written(TABLE + below).encode(), "log.csv"))
    assert [tuple(text for text in row if text is not None)[: 6 + extra] for row in found[41:]] == below


ROWS = range(1, 41, 3)


@pytest.mark.parametrize("number", ROWS)
def test_a_delimiter_too_many_or_too_few_moves_cells_of_its_own_row_only(number: int) -> None:
    row = TABLE[number]
    longer = read_table(with_line(number, "," + line(row)).encode(), "log.csv")
    shorter = read_table(with_line(number, line((row[0] + row[1], *row[2:]))).encode(), "log.csv")
    assert whole(longer)[number] == ("", *row)
    assert whole(shorter)[number] == (row[0] + row[1], *row[2:], None)
    for sheet in (longer, shorter):
        others = [found[:6] for at, found in enumerate(whole(sheet)) if at != number]
        assert others == [row for at, row in enumerate(TABLE) if at != number]


@pytest.mark.parametrize("column", range(6))
@pytest.mark.parametrize("number", ROWS)
def test_a_quote_too_many_stays_in_its_cell(number: int, column: int) -> None:
    cells = [cell(text) for text in TABLE[number]]
    cells[column] = (
        cells[column][:1] + '"' + cells[column][1:] if cells[column][:1] == '"' else '"' + cells[column]
    )
    found = whole(read_table(with_line(number, ",".join(cells) + "\r\n").encode(), "log.csv"))
    spoilt = tuple('"' + text if at == column else text for at, text in enumerate(TABLE[number]))
    assert found == [*TABLE[:number], spoilt, *TABLE[number + 1 :]]


@pytest.mark.parametrize("number", ROWS)
def test_a_row_with_other_delimiters_spoils_no_other_row(number: int) -> None:
    found = whole(read_table(with_line(number, line(TABLE[number], delimiter=" ")).encode(), "log.csv"))
    others = [row[:6] for at, row in enumerate(found) if at != number]
    assert others == [row for at, row in enumerate(TABLE) if at != number]
