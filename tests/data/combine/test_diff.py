"""A newer version of a file: what is known, changed, new or gone, and that no row is lost on the way."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.combine.carry_over import LostCorrection
from data.combine.diff import DifferentColumns, compare_versions
from data.imports.choices import Choices
from data.imports.log import import_log
from data.imports.tables import read_table
from data.imports.upload import Upload
from tests import workbooks as made
from tests.data.combine.test_bundle import INBOX, SENT
from tests.examples import examples

OLD = b"""sent_at,channel,company,outcome
2026-03-02,email,Kites,
2026-03-05,letter,Teapots,
2026-03-05,letter,Teapots,
2026-03-06,email,Looms,
"""
NEW = b"""sent_at,channel,company,outcome
2026-03-05,letter,Teapots,
2026-03-05,letter,Teapots,reply
2026-03-02,email,Kites,
2026-03-09,email,Boats,
"""
FATES = ("known", "changed", "new", "gone")
HEADER = ("sent_at", "channel", "company", "contact", "Notes")
CELLS = st.tuples(
    st.sampled_from(["2026-03-02", "2026-03-05", "soon", ""]),
    st.sampled_from(["email", "letter", "pigeon"]),
    st.sampled_from(["Acme", "acme", 'The "Kite", Ltd', ""]),
    st.sampled_from(["Ada", "Ben\nBoss", ""]),
    st.sampled_from(["", "-", "=1+1", "long; note"]),
)
TABLES = st.lists(CELLS, min_size=3, max_size=12)


def counts(older: bytes, newer: bytes, choices: Choices | None = None) -> list[int]:
    versions = compare_versions(Upload(older, "log.csv", choices or Choices()), Upload(newer, "log.csv"))
    return [versions.count(fate) for fate in FATES]


def csv(rows: list[tuple[str, ...]]) -> bytes:
    quoted = [[cell.replace('"', '""') for cell in row] for row in [HEADER, *rows]]
    return "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in quoted).encode()


def rows(content: bytes) -> Counter[tuple[str, ...]]:
    cells = read_table(content, "log.csv").cells
    return Counter(zip(*(column.to_pylist() for column in cells.columns), strict=True))


def test_rows_are_known_changed_new_or_gone_and_two_identical_rows_are_two() -> None:
    assert counts(OLD, NEW) == [2, 1, 1, 1]


def test_a_changed_row_says_what_it_was_what_it_is_and_on_which_lines() -> None:
    [change] = compare_versions(Upload(OLD, "log.csv"), Upload(NEW, "log.csv")).changes().to_pylist()
    assert change == {"line": 3, "line_before": 4, "column": "outcome", "before": "", "after": "reply"}


def test_rows_that_are_gone_are_kept_behind_the_newer_ones_or_leave() -> None:
    versions = compare_versions(Upload(OLD, "log.csv"), Upload(NEW, "log.csv"))
    kept = import_log(Upload(versions.accept_newer()[0].content, "log.csv")).sheet.cells["c2"].to_pylist()
    assert kept == ["Teapots", "Teapots", "Kites", "Boats", "Looms"]
    assert versions.accept_newer(keep_gone=False)[0].content == NEW


def test_a_row_with_an_id_is_found_by_it_whatever_else_changed() -> None:
    older = b"Record ID,sent_at,channel,company\n7,2026-03-02,email,Kites\n8,2026-03-02,email,Kites\n"
    newer = b"Record ID,sent_at,channel,company\n9,2026-03-02,email,Kites\n7,2026-04-02,letter,Kites Ltd\n"
    assert counts(older, newer) == [0, 1, 1, 1]


def test_a_row_without_company_date_or_any_other_key_has_no_other_version() -> None:
    older = b"sent_at,channel,company,Notes\n2026-03-02,email,Kites,\n,,,one\n"
    newer = b"sent_at,channel,company,Notes\n2026-03-02,email,Kites,\n,,,two\n"
    assert counts(older, newer) == [1, 0, 1, 1]


def test_in_a_tracker_the_status_may_change_the_job_is_the_same() -> None:
    older = b"Company,Role,Status,Applied on\nKites,Dev,Applied,2026-03-02\nLooms,Dev,Applied,2026-03-02\n"
    newer = b"Company,Role,Status,Applied on\nLooms,Dev,Interview,2026-03-02\nKites,Dev,Applied,2026-03-02\n"
    assert counts(older, newer) == [1, 1, 0, 0]


def test_columns_may_stand_in_another_order_and_new_ones_may_come() -> None:
    newer = b"company,sent_at,Mood,channel,outcome\nKites,2026-03-02,good,email,\nLooms,2026-03-06,,email,\n"
    versions = compare_versions(Upload(OLD, "log.csv"), Upload(newer, "log.csv"))
    assert ([versions.count(fate) for fate in FATES], versions.added_columns) == ([2, 0, 0, 2], ("Mood",))
    assert (
        versions.accept_newer()[0].content.decode().splitlines()[-1] == '"Teapots","2026-03-05",,"letter",""'
    )


def test_a_file_that_lacks_a_column_is_no_newer_version() -> None:
    with pytest.raises(DifferentColumns, match="it has no column outcome"):
        counts(OLD, b"sent_at,channel,company\n2026-03-02,email,Kites\n")


def test_what_was_said_about_the_file_goes_on_to_be_said() -> None:
    said = Choices(columns={"channel": "strategy"}, words={("strategy", "pigeon"): "news"}, dates="dmy")
    taken, _ = compare_versions(Upload(OLD, "log.csv", said), Upload(NEW, "newer.csv")).accept_newer()
    assert (taken.choices, taken.name) == (said, "newer.csv")


def test_the_same_sheet_of_a_newer_workbook_is_read_and_rows_of_a_workbook_are_kept() -> None:
    march = [
        ("sent_at", "channel", "company"),
        ("2026-03-02", "email", "Kites"),
        ("2026-03-03", "email", "Looms"),
    ]
    older = Upload(made.xlsx(March=march, Plan=[("colour", "size")] * 9), "log.xlsx", Choices(part="March"))
    newer = Upload(made.xlsx(March=march[:2], Plan=[("colour", "size")] * 9), "log.xlsx")
    taken, _ = compare_versions(older, newer).accept_newer()
    assert (taken.name, taken.choices.part) == ("log.csv", None)
    assert (
        taken.content
        == b'"sent_at","channel","company"\n"2026-03-02","email","Kites"\n"2026-03-03","email","Looms"\n'
    )


def test_a_cell_that_was_put_right_stays_so_wherever_its_row_stands_now() -> None:
    said = Choices(cells={(2, "company"): "Kites & Co", (5, "company"): "Looms Ltd"})
    versions = compare_versions(Upload(OLD, "log.csv", said), Upload(NEW, "log.csv"))
    taken, lost = versions.accept_newer()
    assert (taken.choices.cells, lost) == ({(4, "company"): "Kites & Co", (6, "company"): "Looms Ltd"}, ())
    assert import_log(taken).sheet.cells["c2"].to_pylist()[2:] == [
        "Kites & Co",
        "Boats",
        "Looms Ltd",
    ]


def test_what_was_put_right_in_a_row_that_left_or_changed_there_is_told() -> None:
    said = Choices(cells={(4, "outcome"): "offer", (4, "channel"): "email", (5, "company"): "Looms Ltd"})
    taken, lost = compare_versions(Upload(OLD, "log.csv", said), Upload(NEW, "log.csv")).accept_newer(
        keep_gone=False
    )
    assert taken.choices.cells == {(3, "channel"): "email"}
    assert lost == (LostCorrection(4, "outcome", "offer"), LostCorrection(5, "company", "Looms Ltd"))


def test_a_row_that_was_put_right_here_and_then_in_the_file_is_known() -> None:
    said = Choices(cells={(2, "company"): "Kites & Co"}, texts={("company", "Looms"): "Looms Ltd"})
    right = OLD.replace(b"Kites", b"Kites & Co").replace(b"Looms", b"Looms Ltd")
    assert counts(OLD, right, said) == [4, 0, 0, 0]
    assert counts(OLD, OLD, said) == [4, 0, 0, 0]


def test_identical_rows_that_count_once_go_on_to_count_once() -> None:
    newer = OLD.replace(b"2026-03-02,email,Kites,\n", b"")
    versions = compare_versions(Upload(OLD, "log.csv", Choices(merged=(3,))), Upload(newer, "log.csv"))
    taken, lost = versions.accept_newer(keep_gone=False)
    assert (taken.choices.merged, lost, import_log(taken).report.duplicates) == ((2,), (), 1)


def test_a_newer_mailbox_is_compared_message_by_message_and_taken_whole() -> None:
    said = Choices(chosen={"owner": "jo@example.org"})
    older, newer = Upload(SENT + b"\n" + INBOX, "mail.mbox", said), Upload(SENT, "mail of May.mbox")
    versions = compare_versions(older, newer)
    assert ([versions.count(fate) for fate in FATES], versions.own) == ([1, 0, 0, 1], False)
    assert versions.accept_newer() == (Upload(SENT, "mail of May.mbox", said), ())


@given(TABLES, TABLES)
@examples(8, thorough=25)
def test_every_row_of_both_versions_has_one_fate_and_none_is_lost(
    older: list[tuple[str, ...]], newer: list[tuple[str, ...]]
) -> None:
    before, after = csv(older), csv(newer)
    versions = compare_versions(Upload(before, "log.csv"), Upload(after, "log.csv"))
    known, changed, new, gone = (versions.count(fate) for fate in FATES)
    assert (known + changed + new, known + changed + gone) == (len(newer), len(older))
    assert rows(versions.accept_newer()[0].content) - rows(after) <= rows(before)
    assert rows(versions.accept_newer()[0].content).total() == len(newer) + gone


@given(TABLES)
@examples(4, thorough=10)
def test_the_same_file_again_changes_nothing(table: list[tuple[str, ...]]) -> None:
    content = csv(table)
    assert counts(content, content) == [len(table), 0, 0, 0]
    assert (
        compare_versions(Upload(content, "a.csv"), Upload(content, "a.csv")).accept_newer()[0].content
        == content
    )
