"""One table, polluted in the ways in which real CSV files are, comes back clean: with nothing said about the file.

The kinds of pollution are those that Vitagliano, Hameed, Jiang, Reisener, Wu and Naumann, "Pollock: A Data Loading
Benchmark", PVLDB 16 (2023), found in a survey of real files; the files are made here.
"""

from collections.abc import Callable, Iterator, Sequence

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
def test_a_delimiter_too_many_or_too_few_is_repaired_and_said(number: int) -> None:
    row = TABLE[number]
    longer = read_table(with_line(number, "," + line(row)).encode(), "log.csv")
    shorter = read_table(with_line(number, line((row[0] + row[1], *row[2:]))).encode(), "log.csv")
    assert (whole(longer), whole(shorter)) == (TABLE, TABLE)
    where = f"1 row (line {number + 1})"
    assert longer.notes == (f"{where} with a comma too many; the empty cell that it made was left out.",)
    assert shorter.notes == (f"{where} with a comma missing; the cells were put back under their headers.",)


@pytest.mark.parametrize("column", range(1, 6))
@pytest.mark.parametrize("number", ROWS)
def test_a_missing_delimiter_beside_quotes_is_repaired(number: int, column: int) -> None:
    cells = ['"' + text.replace('"', '""') + '"' for text in TABLE[number]]
    joined = ",".join(cells[:column]) + ",".join(cells[column:]) + "\r\n"
    sheet = read_table(with_line(number, joined).encode(), "log.csv")
    assert whole(sheet)[number] == TABLE[number]


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


# No repair without a note

SAYS_NOTHING = {
    "clean": "nothing is amiss",
    "no line end at the end": "the last row is whole without it",
    "blank lines at the end": "they hold nothing",
    "line feeds": "a usual line end",
    "carriage returns": "a usual line end",
    "semicolons": "a usual delimiter",
    "tabs": "a usual delimiter",
    "bars": "a usual delimiter",
    "a mark at the start": "it says which encoding the file has",
}
"""Whole files whose cells are as they stand, so that there is nothing to say: each with its reason."""


def spoilt_lines() -> Iterator[str]:
    """Files with one row, or the header, spoilt in one way."""
    for number in (0, 5, 17, 40):
        cells = [cell(text) for text in TABLE[number]]
        for column in range(6):
            yield with_line(number, ",".join([*cells[:column], "", *cells[column:]]) + "\r\n")
            yield with_line(
                number, ",".join([*cells[:column], '"' + cells[column], *cells[column + 1 :]]) + "\r\n"
            )
            if column:
                yield with_line(number, ",".join(cells[:column]) + ",".join(cells[column:]) + "\r\n")
        yield with_line(number, line(TABLE[number], delimiter=" "))
        yield with_line(number, line(TABLE[number], delimiter=";"))


def are_for_people(notes: Sequence[str]) -> bool:
    """Sentences of at most 20 words."""
    sentences = [sentence for note in notes for sentence in note.split(". ")]
    return all(note.endswith(".") for note in notes) and all(len(each.split()) <= 20 for each in sentences)


@pytest.mark.parametrize("kind", WHOLE_FILES)
def test_a_file_read_otherwise_than_it_stands_says_so(kind: str) -> None:
    notes = read_table(WHOLE_FILES[kind]().encode(), "log.csv").notes
    assert (notes == ()) == (kind in SAYS_NOTHING)
    assert are_for_people(notes)


@pytest.mark.parametrize("text", [*spoilt_lines()])
def test_a_spoilt_line_is_always_said(text: str) -> None:
    sheet = read_table(text.encode(), "log.csv")
    assert sheet.notes
    assert are_for_people(sheet.notes)


def test_a_file_in_another_encoding_says_how_many_characters_and_where() -> None:
    text = written(TABLE).replace('Firm 3"', 'Müller"').replace('Firm 7"', 'Söhne"')
    [note] = read_table(text.encode("cp1252"), "log.csv").notes
    assert note == "2 characters (the first on line 5) outside UTF-8, read as Windows-1252."


@pytest.mark.parametrize(
    ("rows", "unsure"),
    [
        ([("Ada", "email", "applied"), ("Ben", "phone", "applied"), ("Eve", "letter", "rejected")], True),
        ([("who", "what", "how"), ("Ben", "phone", "applied"), ("Eve", "letter", "rejected")], False),
        (
            [("Ada", "email", "applied"), ("Ben", "phone", "2026-01-05"), ("Eve", "letter", "2026-01-06")],
            False,
        ),
    ],
    ids=["a row like the others", "names of a log", "days below"],
)
def test_a_first_row_of_text_above_nothing_but_text_is_said_to_be_read_as_the_header(
    rows: list[tuple[str, ...]], unsure: bool
) -> None:
    sheet = read_table(written(rows).encode(), "log.csv")
    said = ("The first row is read as the header; nothing else in the file looks like one.",)
    assert (sheet.header, sheet.notes) == (rows[0], said if unsure else ())
