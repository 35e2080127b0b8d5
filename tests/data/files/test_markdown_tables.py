"""The tables of a Markdown text, and what stands around them."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.ask import ask
from data.imports.choices import Choices
from data.imports.log import ImportedLog, import_log
from data.imports.report import Skip
from data.imports.tables import read_table
from data.imports.upload import Upload
from tests.examples import examples
from tests.paths import SHARED
from tests.workbooks import zipped

FOLLOW_UPS = SHARED / "trackers" / "follow_ups_table.md"
GERMAN = """# Meine Bewerbungen

Stand: 3. März 2026, am 6" Bildschirm

Firma | Stelle | Datum | Status
:--- | :---: | ---: | ---
**Alder \\| Co** | [Analyst](https://example.org/1) | 2026-03-01 | `Absage`
Birch Labs | Data<br>Engineer | 2026-03-02 | Beworben
* Wiedervorlage Birch 2026-04-01
- [x] Cedar angerufen
- [ ] Cedar schreiben

Ein Satz dazu.
"""
TWO_TABLES = """## Janvier

| Entreprise | Date d'envoi | Canal |
|---|---|---|
| Alder | 2026-01-05 | e-mail |
- à relancer Alder 2026-01-20

| Birch | 2026-01-06 | LinkedIn |

## Février
| Entreprise | Date d'envoi | Canal |
|---|---|---|
| Cedar | 2026-02-05 | e-mail |

## Adresses
| Nom | Ville |
|:-:|:-:|
| Cedar | Lyon |
"""


def brought(text: str, name: str = "log.md", **choices: Any) -> ImportedLog:
    return import_log(Upload(text.encode(), name, Choices(**choices)))


def touches(log: ImportedLog) -> list[tuple[Any, ...]]:
    sql = (
        "select line, company, role, sent_at::date::varchar as day, channel::varchar as channel from touches "
    )
    return [tuple(row.values()) for row in log.records(sql + "order by line")]


@pytest.mark.skipif(not FOLLOW_UPS.exists(), reason="needs the files of others")
def test_follow_ups_with_plans_below_them() -> None:
    log = import_log(Upload(FOLLOW_UPS.read_bytes(), FOLLOW_UPS.name))
    assert touches(log) == [
        (5, "Alder Works", "Engineer", "2026-05-07", "email"),
        (6, "Birch Labs", "Engineer", "2026-05-09", "linkedin"),
    ]
    assert log.report.skips == (
        Skip(7, "planned, not sent: next #16 2026-09-29 (set 2026-09-22)"),
        Skip(8, "planned, not sent: next #17 2026-09-29 (set 2026-09-22)"),
    )
    assert (log.report.rows_in, log.report.accepted, log.report.skipped) == (4, 2, 2)
    assert log.report.preamble == ("# Follow-up History",)
    [summary] = ask(log.measure(today=date(2026, 11, 1)), "summary").rows
    assert (summary["touches"], summary["opportunities"]) == (2, 2)


def test_a_table_without_outer_pipes_with_alignment_markup_and_a_list() -> None:
    log = brought(GERMAN)
    assert touches(log) == [
        (7, "Alder | Co", "Analyst", "2026-03-01", None),
        (8, "Birch Labs", "Data\nEngineer", "2026-03-02", None),
    ]
    assert log.report.skips == (
        Skip(9, "planned, not sent: Wiedervorlage Birch 2026-04-01"),
        Skip(10, "in a list below the table, in no row: [x] Cedar angerufen"),
        Skip(11, "planned, not sent: [ ] Cedar schreiben"),
    )
    assert log.report.preamble == ("# Meine Bewerbungen", 'Stand: 3. März 2026, am 6" Bildschirm')
    assert log.report.notes == ("1 line of text below a table is in no row (the first is line 13).",)
    [summary] = ask(log.measure(today=date(2026, 11, 1)), "summary").rows
    assert (summary["touches"], summary["rejections"]) == (2, 1)


def test_several_tables_are_parts_called_like_their_headings() -> None:
    log = brought(TWO_TABLES)
    assert log.report.parts == ("all alike", "Janvier", "Février", "Adresses")
    assert [(line, company) for line, company, *_ in touches(log)] == [
        (5, "Alder"),
        (8, "Birch"),
        (13, "Cedar"),
    ]
    assert log.report.skips == (Skip(6, "planned, not sent: à relancer Alder 2026-01-20"),)
    assert [row[1] for row in touches(brought(TWO_TABLES, part="Février"))] == ["Cedar"]


def test_a_table_in_an_archive() -> None:
    log = import_log(Upload(zipped({"data/log.md": GERMAN.encode(), "README.md": b"# Nothing"}), "data.zip"))
    assert [row[1] for row in touches(log)] == ["Alder | Co", "Birch Labs"]
    assert [skip.line for skip in log.report.skips] == [9, 10, 11]


def test_a_header_that_comes_again_and_dashes_among_the_rows_are_no_rows() -> None:
    log = brought(
        "|Company|Date|\n|-|-|\n|Alder|2026-01-05|\n|---|---|\n|Birch|2026-01-06|\n|Company|Date|\n|-|-|\n|Cedar|2026-01-07|\n"
    )
    assert [row[:2] for row in touches(log)] == [(3, "Alder"), (5, "Birch"), (8, "Cedar")]


def test_a_table_in_a_cell_of_a_csv_file_stays_in_its_cell() -> None:
    log = brought('date,company,notes\n2026-01-05,Alder,"see\n| a | b |\n|---|---|\n| 1 | 2 |"\n', "log.csv")
    assert [row["notes"] for row in log.records("select notes from touches")] == [
        "see\n| a | b |\n|---|---|\n| 1 | 2 |"
    ]


def test_a_table_without_names_gets_them_from_its_cells() -> None:
    sheet = read_table(b"| | |\n|---|---|\n| 2026-01-05 | a@example.org |\n", "log.md")
    assert (sheet.header, sheet.named) == (("date", "email address"), 0)


CELL = st.text(st.sampled_from('ab |-:#*[]()\\`"é中0'), max_size=6)
LINE = st.one_of(
    CELL,
    st.lists(CELL, max_size=4).map(lambda cells: "|" + "|".join(cells) + "|"),
    st.lists(st.sampled_from(["---", ":-:", "-"]), min_size=1, max_size=4).map("|".join),
    CELL.map("- next {}".format),
    st.just("| company | date |\n|---|---|\n| Alder | 2026-01-05 |"),
)


@examples(30, thorough=300)
@given(lines=st.lists(LINE, max_size=12))
def test_every_row_and_item_of_any_text_has_one_fate(lines: list[str]) -> None:
    report = brought("| company | date |\n|---|---|\n| Alder | 2026-01-05 |\n" + "\n".join(lines)).report
    used = report.accepted + report.duplicates + report.skipped + len(report.rejects)
    assert report.rows_in == used
    assert len({skip.line for skip in report.skips}) == len(report.skips)
