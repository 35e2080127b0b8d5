"""Parquet, JSON and archives come back as the tables that they hold; a file is what its bytes are."""

import io
import json
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.errors import LogError
from data.files import limits
from data.files.sheet import Sheet
from data.files.subprocess_reader import read_members_in_child
from data.imports.tables import read_table, read_together
from tests import workbooks as made

LOG = [("Date", "Company", "Channel"), ("2026-01-05", "Acme", "email"), ("2026-01-06", "Globex", "letter")]
TEXT = "\n".join(map(",".join, LOG)).encode()
OBJECTS = [dict(zip(LOG[0], row, strict=True)) for row in LOG[1:]]


def rows(sheet: Sheet) -> list[tuple[str | None, ...]]:
    return list(zip(*(column.to_pylist() for column in sheet.cells.columns), strict=True))


def whole(sheet: Sheet) -> list[tuple[str | None, ...]]:
    return [sheet.header, *rows(sheet)]


def refusal(content: bytes, name: str = "log") -> str:
    with pytest.raises(LogError) as refused:
        read_table(content, name)
    return str(refused.value)


def parquet(**columns: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


KINDS = {
    "csv": TEXT,
    "json": json.dumps(OBJECTS).encode(),
    "json lines": "\n".join(map(json.dumps, OBJECTS)).encode(),
    "parquet": parquet(**{name: [row[name] for row in OBJECTS] for name in LOG[0]}),
    "xlsx": made.xlsx(Log=LOG),
    "ods": made.ods(f'<table:table table:name="Log">{made.open_rows(*LOG)}</table:table>'),
}


@pytest.mark.parametrize("name", ["log.csv", "log.xls"])
@pytest.mark.parametrize(("kind", "content"), KINDS.items(), ids=KINDS.keys())
def test_a_file_is_what_its_bytes_are_whatever_it_is_called(kind: str, content: bytes, name: str) -> None:
    sheet = read_table(content, name)
    assert (whole(sheet), sheet.kind, sheet.name) == (LOG, kind, name)


def test_each_kind_is_read_out_of_an_archive_too() -> None:
    _, sheets = read_together(
        made.zipped({f"{kind}/log.{kind[:4]}": content for kind, content in KINDS.items()}), "log.zip"
    )
    assert [(sheet.kind, whole(sheet)) for sheet in sheets] == [(kind, LOG) for kind in KINDS]


# JSON


def test_what_is_nested_stands_under_both_names_and_numbers_stay_as_written() -> None:
    content = b'[{"id": 10000000000000000001, "at": {"city": "Ulm", "in": {"x": 1}}}, {"id": 2.0, "tags": ["a", "b"]}]'
    sheet = read_table(content, "log.json")
    assert sheet.header == ("id", "at.city", "at.in", "tags")
    assert rows(sheet) == [("10000000000000000001", "Ulm", '{"x": "1"}', None), ("2", None, None, "a, b")]


def test_a_name_that_an_object_has_twice_loses_nothing() -> None:
    assert whole(read_table(b'[{"a": "1", "a": "2"}]', "log.json")) == [("a", "a (again)"), ("1", "2")]


def test_an_object_of_lists_has_each_list_as_a_part() -> None:
    content = json.dumps({"made": "2026", "notes": [{"x": 1}], "log": OBJECTS}).encode()
    sheet = read_table(content, "backup.json")
    assert (whole(sheet), sheet.part, sheet.parts) == (LOG, "log", ("notes", "log"))


def test_a_list_of_lists_is_a_grid() -> None:
    assert whole(read_table(json.dumps([["My log"], *LOG]).encode(), "log.json")) == LOG


def test_a_line_that_is_no_object_is_kept_in_a_column_of_its_own() -> None:
    sheet = read_table(b'{"a": 1}\n\nbroken\n[2]\n{"a": null}', "log.jsonl")
    assert whole(sheet) == [("a", "(no object)"), ("1", None), (None, "broken"), (None, "[2]"), (None, None)]
    assert sheet.lines.to_pylist() == [1, 3, 4, 5]
    assert sheet.notes == (
        "2 lines hold no JSON object (the first is line 3); see the column “(no object)”.",
    )


def test_json_in_utf_16_is_read_and_a_table_that_begins_with_brackets_is_none() -> None:
    assert whole(read_table(json.dumps(OBJECTS).encode("utf-16"), "log.json")) == LOG
    assert read_table(b"[[1]],b\n1,2\n3,4\n", "log.csv").header == ("[[1]]", "b")


REFUSED_JSON = {
    '[{"a": 1}, {"a": ': "log looks like JSON and breaks off or goes wrong on line 1. Download it once more.",
    '{"a": ' * 100_000: "too deep to be a table",
    "{}": "log is JSON without a list of rows in it. Export your log as CSV and bring that.",
}


@pytest.mark.parametrize(("content", "sentence"), REFUSED_JSON.items(), ids=["cut", "deep", "nothing"])
def test_json_without_a_table_is_refused_in_one_sentence(content: str, sentence: str) -> None:
    assert sentence in refusal(content.encode())


# Parquet

TYPED = {
    "day": (date(2026, 1, 5), "2026-01-05"),
    "midnight": (datetime(2026, 1, 5), "2026-01-05"),
    "moment": (datetime(2026, 1, 5, 10, 30), "2026-01-05 10:30:00"),
    "clock": (time(9, 30), "09:30:00"),
    "span": (timedelta(hours=36), "36:00:00"),
    "whole": (3.0, "3"),
    "part": (0.1, "0.1"),
    "flag": (True, "TRUE"),
    "money": (Decimal("1.50"), "1.50"),
    "list": (["a", "b"], "a, b"),
    "bytes": (b"\xffa", "\\xffa"),
    "nothing": (None, None),
}


def test_values_of_parquet_are_said_as_text() -> None:
    sheet = read_table(parquet(**{name: [value, None] for name, (value, _) in TYPED.items()}), "log.parquet")
    assert rows(sheet) == [tuple(text for _, text in TYPED.values()), (None,) * len(TYPED)]


def test_what_is_nested_in_parquet_is_flattened_by_one_level() -> None:
    sheet = read_table(parquet(at=[{"city": "Ulm", "deep": {"x": 1}}]), "log.parquet")
    assert whole(sheet) == [("at.city", "at.deep"), ("Ulm", '{"x": 1}')]


def test_parquet_that_is_cut_or_encrypted_is_refused() -> None:
    content = KINDS["parquet"]
    assert "is damaged, so it can't be read" in refusal(content[:200] + b"PAR1")
    assert refusal(b"PARE" + content[4:-4] + b"PARE").startswith("log is encrypted")


def test_rows_without_end_in_a_small_parquet_file_are_refused() -> None:
    out = io.BytesIO()
    pq.write_table(pa.table({"a": pa.repeat(pa.scalar("a"), limits.MOST_ROWS + 1)}), out)
    assert refusal(out.getvalue()) == (
        "The file has more than 20,000,000 rows, too many to read at once. Split it and bring a part."
    )


# Archives


def test_of_the_files_in_an_archive_the_one_that_looks_like_a_log_is_proposed() -> None:
    content = made.zipped(
        {
            "colours.csv": "colour,size\nred,1\n",
            "a/log.csv": TEXT,
            "__MACOSX/log.csv": "x",
            "a/photo.png": b"\x89PNG",
        }
    )
    sheet = read_table(content, "all.zip")
    assert (whole(sheet), sheet.part, sheet.parts) == (LOG, "a/log.csv", ("colours.csv", "a/log.csv"))
    assert sheet.notes == (
        "This is “a/log.csv”; the file also holds “colours.csv”, which can be chosen instead.",
        "Without a table, and not read: “a/photo.png”.",
    )
    assert read_table(content, "all.zip", "colours.csv").header == ("colour", "size")


def test_files_of_one_shape_in_an_archive_are_one_table() -> None:
    sheet = read_table(made.zipped({"log.csv": TEXT, "log_1.csv": TEXT}), "all.zip")
    assert (rows(sheet), sheet.lines.to_pylist()) == ([*LOG[1:], *LOG[1:]], [2, 3, 5, 6])
    assert sheet.notes == (
        "2 tables with the same columns are read as one, lines counting on: “log.csv”, “log_1.csv”.",
    )


def test_each_sheet_of_a_workbook_in_an_archive_is_a_part() -> None:
    content = made.zipped({"log.xlsx": made.xlsx(Log=LOG, Lists=[("x", "y"), ("1", "2")])})
    assert read_table(content, "all.zip").parts == ("log.xlsx: Log", "log.xlsx: Lists")


def test_the_files_themselves_can_be_had() -> None:
    content = made.zipped({"a/log.csv": TEXT, ".DS_Store": "x", "mail.mbox": "From x"})
    assert read_members_in_child(content, "all.zip") == {"a/log.csv": TEXT, "mail.mbox": b"From x"}


def bomb(size: int) -> bytes:
    return made.zipped({"log.csv": b"a," * (size // 2)})


REFUSED_ARCHIVES = {
    "a bomb": (lambda: bomb(220 << 20), "all.zip unpacks to more than 200 MB, far more than a log holds."),
    "nothing": (lambda: made.zipped({}), "No table was found in all.zip."),
    "no table": (
        lambda: made.zipped({"read.me": "hello"}), "read.me is no table."
    ),
    "an archive in an archive": (
        lambda: made.zipped({"in.zip": made.zipped({"log.csv": TEXT}), "x.md": "x"}),
        "No table was found in all.zip (nothing to read in “in.zip”, “x.md”).",
    ),
    "half of it": (lambda: made.zipped({"log.csv": TEXT})[:60], "is damaged or incomplete, so it can't be unpacked"),
    "too many files": (
        lambda: made.zipped({f"{number}.csv": b"" for number in range(10_001)}), "all.zip holds 10,001 files"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "sentence"), REFUSED_ARCHIVES.values(), ids=REFUSED_ARCHIVES.keys())
def test_an_archive_without_a_table_or_with_too_much_is_refused(content: object, sentence: str) -> None:
    assert callable(content)
    assert sentence in refusal(content(), "all.zip")


def test_an_archive_that_says_less_than_it_holds_is_no_way_around_the_limit() -> None:
    content = bytearray(bomb(220 << 20))
    place = content.rindex(b"PK\x01\x02") + 24  # the size of the member, as the list of the archive has it
    content[place : place + 4] = (100).to_bytes(4, "little")
    assert refusal(bytes(content), "all.zip").startswith("all.zip is damaged or incomplete")


def test_an_encrypted_archive_is_refused() -> None:
    content = bytearray(made.zipped({"log.csv": TEXT}))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    assert zipfile.ZipFile(io.BytesIO(content)).infolist()[0].flag_bits & 1
    assert refusal(bytes(content), "all.zip").startswith("all.zip is protected with a password")
