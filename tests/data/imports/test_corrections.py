"""What a person puts right in the rows of their log: cells, all cells alike, touches by hand, identical rows."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.ask import ask
from analysis.export import write_csv
from data.errors import LogError
from data.exports.detect import detect_export
from data.imports.choices import Choices, ManualEntry
from data.imports.corrections import correct_alike, correct_cell, find_alike, list_changes, undo
from data.imports.log import ImportedLog, import_log
from data.imports.upload import Upload
from data.schema.saved_mapping import restore_mapping, save_mapping
from tests.examples import examples

PIGEONS = """sent_at,channel,company
soon,email,Kites
2026-03-02,brieftaube,Teapots
2026-03-03, brieftaube,Looms
2026-03-04,Brieftaube,Kilns
2026-03-05,brieftaube,Anvils
"""
TWICE = "sent_at,channel\n2026-03-02,email\n2026-03-02,email\n2026-03-03,letter\n2026-03-03,letter\n2026-03-03,letter\n"
THANKS = ManualEntry(date(2026, 3, 20), "email", "thank_you", "acme")


def read(text: str, choices: Choices | None = None, **said: Any) -> ImportedLog:
    return import_log(Upload(text.encode(), "log.csv", choices or Choices(**said)))


def fates(log: ImportedLog) -> tuple[int, int, int, int, int]:
    """Rows in, accepted, duplicates, skipped, rejected."""
    told = log.report
    return told.rows_in, told.accepted, told.duplicates, told.skipped, len(told.rejects)


def column(log: ImportedLog, name: str) -> list[Any]:
    return [str(row[name]) for row in log.records("select * from touches order by id")]


def corrected(text: str, *cells: tuple[int, str, str]) -> Choices:
    """The choices after one cell after the other was put right."""
    choices, sheet = Choices(), read(text).export.sheet
    for cell in cells:
        choices = correct_cell(sheet, choices, *cell)
    return choices


def test_a_corrected_date_makes_a_row_count_that_was_set_aside() -> None:
    assert fates(read(PIGEONS)) == (5, 4, 0, 0, 1)
    log = read(PIGEONS, cells={(2, "sent_at"): "2026-03-01"})
    assert fates(log) == (5, 5, 0, 0, 0)
    assert column(log, "sent_at")[0] == "2026-03-01 00:00:00"


def test_the_table_stays_as_it_was_brought_and_an_undone_cell_says_what_it_said() -> None:
    choices = corrected(PIGEONS, (2, "sent_at", "2026-03-01"))
    log = read(PIGEONS, choices)
    assert (log.export.sheet.cells["c0"][0].as_py(), log.sheet.cells["c0"][0].as_py()) == (
        "soon",
        "2026-03-01",
    )
    [change] = list_changes(log.export.sheet, choices)
    assert (change.line, change.column, change.before, change.after) == (2, "sent_at", "soon", "2026-03-01")
    assert undo(choices, change) == Choices()


def test_what_the_cell_said_anyway_is_no_correction() -> None:
    assert corrected(PIGEONS, (2, "sent_at", "2026-03-01"), (2, "sent_at", "soon")) == Choices()


def test_other_cells_that_say_the_same_are_counted_and_put_right_at_once() -> None:
    choices = corrected(PIGEONS, (3, "channel", "letter"))
    sheet = read(PIGEONS).export.sheet
    found = find_alike(sheet, choices)
    assert found == ("channel", "brieftaube", "letter", 2)
    together = correct_alike(sheet, choices, found)
    assert column(read(PIGEONS, together), "channel") == ["letter", "letter", "other", "letter"]
    assert [change.rows for change in list_changes(sheet, together)] == [3]


def test_a_correction_of_one_cell_wins_over_that_of_all_alike() -> None:
    log = read(PIGEONS, texts={("channel", "brieftaube"): "letter"}, cells={(3, "channel"): "phone"})
    assert column(log, "channel") == ["phone", "letter", "other", "letter"]


def test_what_was_put_right_wrongly_in_all_rows_can_be_put_right_again_in_all() -> None:
    sheet = read(PIGEONS).export.sheet
    wrong = Choices(texts={("channel", "brieftaube"): "leter"})
    choices = correct_cell(sheet, wrong, 3, "channel", "letter")
    found = find_alike(sheet, choices)
    assert found == ("channel", "leter", "letter", 2)
    assert correct_alike(sheet, choices, found) == Choices(texts={("channel", "brieftaube"): "letter"})


def test_an_empty_cell_that_was_filled_says_nothing_of_other_empty_ones() -> None:
    text = PIGEONS.replace(" brieftaube", "").replace("email", "")
    assert find_alike(read(text).export.sheet, corrected(text, (2, "channel", "letter"))) is None


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"cells": {(99, "sent_at"): "x"}}, "line 99,"),
        ({"cells": {(2, "Mood"): "x"}}, "column “Mood”"),
        ({"texts": {("Mood", "good"): "x"}}, "It has: sent_at, channel, company"),
        ({"merged": (99,)}, "line 99,"),
    ],
)
def test_a_correction_of_what_is_not_there_is_named(said: dict[str, Any], named: str) -> None:
    with pytest.raises(LogError, match=named):
        read(PIGEONS, **said)


def test_rows_of_which_one_was_corrected_are_no_longer_identical() -> None:
    assert read(TWICE).identical_rows(9) == [(2, 3), (4, 5, 6)]
    assert read(TWICE, cells={(3, "channel"): "phone"}).identical_rows(9) == [(4, 5, 6)]


def test_a_chosen_group_of_identical_rows_counts_once_and_the_others_stay() -> None:
    log = read(TWICE, merged=(4,))
    assert fates(log) == (5, 3, 2, 0, 0)
    assert column(log, "channel") == ["email", "email", "letter"]
    assert log.identical_rows(9) == [(2, 3), (4, 5, 6)]


def test_a_touch_added_by_hand_counts_and_says_so() -> None:
    log = read("sent_at,channel,company\n2026-03-02,email,Acme\n", added=(THANKS,))
    assert fates(log) == (2, 2, 0, 0, 0)
    assert log.report.place_of(3) == "added by hand"
    [summary] = ask(log.measure(today=date(2026, 9, 1)), "summary").rows
    assert (summary["touches"], summary["opportunities"]) == (2, 1)


def test_an_answer_to_a_touch_by_hand_counts_from_its_day() -> None:
    answered = ManualEntry(date(2026, 3, 20), "email", company="Acme", replied_at=date(2026, 3, 23))
    log = read("sent_at,channel,company\n2026-03-02,email,Acme\n", added=(answered,))
    log.measure(today=date(2026, 9, 1))
    assert log.records("select replied_on::varchar as day from measured_touches where replied") == [
        {"day": "2026-03-23"}
    ]


@pytest.mark.parametrize(
    "text",
    [
        "sent_at,channel,company\n2026-03-02,email,Beta\n",
        "sent_at,channel,company,outcome,personalised,notes\n2026-03-02,email,Beta,,no,cold\n",
        "date,event,company\n2026-03-02,sent,Beta\n",
        "Company,Date applied,Interview\nBeta,2026-03-02,\n",
    ],
    ids=["messages", "messages with these columns", "events", "applications"],
)
def test_a_touch_by_hand_says_what_the_reply_was_whatever_columns_the_log_has(text: str) -> None:
    said = {"outcome": "rejection", "personalised": "yes", "notes": "met in Rome"}
    entry = ManualEntry(date(2026, 3, 20), "email", company="Acme", replied_at=date(2026, 3, 23), **said)
    log = read(text, added=(entry,)).measure(today=date(2026, 9, 1))
    assert log.records(
        "select personalised, notes, replied, rejection, replied_on::varchar as day "
        "from measured_touches where line = 3"
    ) == [
        {
            "personalised": True,
            "notes": "met in Rome",
            "replied": True,
            "rejection": True,
            "day": "2026-03-23",
        }
    ]


@pytest.mark.parametrize("outcome", ["reply", "positive", "interview", "offer", "rejection"])
def test_a_reply_to_a_touch_by_hand_needs_no_day(outcome: str) -> None:
    entry = ManualEntry(date(2026, 3, 20), "email", company="Acme", outcome=outcome)
    log = read("sent_at,channel,company\n2026-03-02,email,Beta\n", added=(entry,))
    assert log.records("select kind, received_at, touch from replies") == [
        {"kind": outcome, "received_at": None, "touch": 3}
    ]


def test_a_log_may_begin_with_a_touch_by_hand() -> None:
    log = read("sent_at,channel,strategy,company,contact,replied_at\n", added=(THANKS,))
    assert log.records("select line, company, strategy, sent_at::date::varchar as day from touches") == [
        {"line": 1, "company": "acme", "strategy": "thank_you", "day": "2026-03-20"}
    ]


def test_a_touch_by_hand_joins_the_one_application_of_its_company() -> None:
    text = "Company,Date applied,Interview\nAcme,2026-03-01,2026-03-10\nBeta,2026-03-01,\n"
    log = read(text, added=(THANKS,)).measure(today=date(2026, 9, 1))
    assert log.records("select opportunity, stage, touch_number from measured_touches where line = 4") == [
        {"opportunity": 2, "stage": "interview", "touch_number": 2}
    ]


def test_of_two_applications_at_a_company_none_is_guessed() -> None:
    text = "Company,Role,Date applied\nAcme,Cook,2026-03-01\nAcme,Baker,2026-03-01\n"
    assert column(read(text, added=(THANKS,)), "opportunity") == ["2", "3", "4"]
    baker = ManualEntry(date(2026, 3, 20), company="Acme", role="baker")
    assert column(read(text, added=(baker,)), "opportunity") == ["2", "3", "3"]


def test_a_clean_log_with_touches_by_hand_comes_back_as_itself_and_takes_another() -> None:
    text = "date,event,company,contact\n2026-03-02,sent,Acme,Ada\n2026-03-04,reply,Acme,Ada\n"
    log = read(
        text,
        added=(
            ManualEntry(
                *(date(2026, 3, 20), "email", "thank_you", "Acme", "Ada"),
                replied_at=date(2026, 3, 22),
                outcome="positive",
                personalised="no",
                notes="short",
            ),
        ),
    )
    copy = read(write_csv(log.clean_table().to_pylist()))
    assert copy.clean_table().equals(log.clean_table())
    longer = read(
        write_csv(log.clean_table().to_pylist()),
        added=(ManualEntry(date(2026, 3, 25), company="Acme", contact="Ada"),),
    )
    assert column(longer, "id") == ["2", "4", "5"]
    assert [row["touch"] for row in longer.records("select touch from replies order by touch")] == [2, 4]


def test_a_saved_mapping_carries_nothing_of_single_rows() -> None:
    said = Choices(
        dates="dmy", cells={(2, "sent_at"): "x"}, texts={("channel", "a"): "b"}, merged=(2,), added=(THANKS,)
    )
    export = detect_export(Upload(PIGEONS.encode(), "log.csv"))
    assert restore_mapping(save_mapping(export, said).encode(), export) == Choices(dates="dmy")


COLUMN = st.sampled_from(["sent_at", "channel", "company"])
SAID = st.sampled_from(["", "soon", "2026-03-02", "email", "brieftaube", "Total", "Kites", "wishlist", "-"])


@examples(8, thorough=40)
@given(
    st.dictionaries(st.tuples(st.integers(2, 6), COLUMN), SAID, max_size=6),
    st.dictionaries(st.tuples(COLUMN, SAID), SAID, max_size=3),
    st.sets(st.integers(2, 6), max_size=2),
    st.lists(
        st.builds(
            ManualEntry,
            st.dates(date(2020, 1, 1)),
            *[SAID] * 5,
            **dict.fromkeys(("outcome", "personalised", "notes"), SAID),
        ),
        max_size=3,
    ),
    st.booleans(),
)
def test_every_row_has_one_fate_after_any_corrections(
    cells: dict[tuple[int, str], str],
    texts: dict[tuple[str, str], str],
    merged: set[int],
    added: list[ManualEntry],
    drop: bool,
) -> None:
    log = read(
        PIGEONS, cells=cells, texts=texts, merged=tuple(merged), added=tuple(added), drop_identical=drop
    )
    rows_in, *others = fates(log)
    assert rows_in == sum(others) == 5 + len(added)
    [lines] = log.records("select count(distinct line) as lines from entries")
    assert lines == {"lines": rows_in}
