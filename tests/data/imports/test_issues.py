"""Which rows ask for a look, with what is said about them."""

from data.imports.choices import Choices
from data.imports.issues import (
    lines_containing,
    lines_with_unknown_words,
    list_issues,
    odd_lines,
    rejected_lines,
    rows_at,
)
from data.imports.log import ImportedLog, import_log
from data.imports.upload import Upload

TROUBLED = """sent_at,channel,company,contact,replied_at
soon,email,Kites,Ada,
2026-03-02, brieftaube ,Teapots,Ben,
2026-03-09,email,Looms,,2026-03-01
2026-03-10,email,Bells,,
2026-03-10,email,Bells,,
Total: 5,,,,
"""


def read(choices: Choices | None = None) -> ImportedLog:
    return import_log(Upload(TROUBLED.encode(), "log.csv", choices or Choices()))


def test_rows_that_ask_for_a_look_are_found_by_what_is_wrong_with_them() -> None:
    log = read()
    assert [found(log).to_pylist() for found in (rejected_lines, lines_with_unknown_words, odd_lines)] == [
        [2],
        [3],
        [4],
    ]


def test_everything_that_is_to_be_said_about_a_row_is_said_beside_it() -> None:
    log = read(Choices(cells={(2, "sent_at"): "2026-03-01", (2, "channel"): "pigeon post"}))
    assert list_issues(log, [2, 4, 5, 7]) == [
        (2, "channel", "said “email”"),
        (2, "sent_at", "said “soon”"),
        (2, "channel", "an unknown word"),
        (7, "", "skipped: a footer"),
        (4, "", "The reply is dated before the touch it answers"),
        (5, "", "These rows are identical; they may be two real applications"),
    ]


def test_a_row_is_found_by_any_of_its_texts_as_they_were_put_right() -> None:
    log = read(Choices(cells={(2, "company"): "Bells & Co"}))
    assert lines_containing(log, "bells").to_pylist() == [2, 5, 6]
    assert lines_containing(log, "[.*").to_pylist() == []


def test_cells_are_given_row_by_row_with_nothing_missing() -> None:
    assert rows_at(read(), [7, 4])[0] == {
        "sent_at": "Total: 5",
        "channel": "",
        "company": "",
        "contact": "",
        "replied_at": "",
    }
