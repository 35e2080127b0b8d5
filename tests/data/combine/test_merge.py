"""Several files as one log: every row is there, with the name of its file and its line, and nothing is told twice."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.combine.diff import compare_versions
from data.combine.merge import QuestionLeftOpen, merge
from data.combine.split import NoRowsLeft, put_back, split
from data.errors import UnreadableFile
from data.exports.export import Place
from data.imports.choices import Choices, ManualEntry
from data.imports.log import ImportedLog, import_log
from data.imports.report import ImportReport
from data.imports.upload import Upload
from data.schema.mapping import TooManyColumns
from tests.examples import examples

MARCH = b"sent_at,channel,company,outcome\n2026-03-02,email,Kites,reply\nsoon,letter,Teapots,\n"
APRIL = b"sent_at,channel,company,outcome\n2026-03-02,email,Kites,reply\n2026-04-05,letter,Looms,\n"
TRACKER = b"""Company,Role,Status,Applied on
Kites,Dev,Interview,2026-03-02
Boats,Dev,Saved,
Looms,Dev,Applied,someday
"""
NOTES = b"""when,how,company,contact,replied,mood
2026-03-02,website,Kites,,no,good
2026-03-09,email,Kites,Ada,yes,tired
"""


def joined(*files: Upload) -> ImportedLog:
    return log(merge(files))


def log(file: Upload) -> ImportedLog:
    return import_log(file)


def fates(found: ImportReport) -> tuple[int, int, int, int]:
    return found.rows_in, found.accepted, len(found.rejects), found.skipped


def test_files_of_the_same_columns_are_joined_row_by_row_each_with_its_file() -> None:
    both = joined(Upload(MARCH, "march.csv"), Upload(APRIL, "april.csv"))
    assert both.sheet.header == ("sent_at", "channel", "company", "outcome", "file")
    assert both.sheet.cells["c4"].to_pylist() == ["march.csv", "march.csv", "april.csv", "april.csv"]
    assert both.breakdowns["file"] == "file"


def test_a_row_that_is_set_aside_names_the_file_and_its_line_there() -> None:
    both = joined(Upload(APRIL, "april.csv"), Upload(MARCH, "march.csv"))
    [row] = both.rejected_rows()
    assert (row["line"], row["value"], row["company"]) == ("march.csv 3", "soon", "Teapots")


def test_a_row_that_stands_in_two_files_is_flagged_and_counts_once_when_the_person_says_so() -> None:
    both = merge([Upload(MARCH, "march.csv"), Upload(APRIL, "april.csv")])
    found = log(both).report
    assert [(odd.what[:24], [found.place_of(line) for line in odd.lines]) for odd in found.oddities] == [
        ("These rows are identical", ["march.csv 2", "april.csv 2"])
    ]
    once = import_log(replace(both, choices=Choices(drop_identical=True))).report
    assert (once.duplicates, once.made["touches"]) == (1, 2)


def test_a_third_file_joins_two_that_were_joined_before() -> None:
    two = merge([Upload(MARCH, "march.csv"), Upload(APRIL, "april.csv")])
    three = joined(two, Upload(APRIL, "april.csv"))
    assert three.export.files == ("march.csv", "april.csv", "april.csv (2)")
    assert three.report.rows_in == 6


def test_what_was_said_about_each_file_is_said_about_all() -> None:
    said = Choices(
        cells={(3, "sent_at"): "2026-03-05"}, added=(ManualEntry(date(2026, 3, 7), company="Boats"),)
    )
    both = merge([Upload(APRIL, "april.csv"), Upload(MARCH, "march.csv", said)])
    assert both.choices == Choices(cells={(5, "sent_at"): "2026-03-05"}, added=said.added)
    assert fates(log(both).report) == (5, 5, 0, 0)


def test_files_whose_dates_are_read_in_another_order_are_not_read_as_one_table() -> None:
    dmy = Upload(b"sent_at,channel,company\n13/04/2026,email,Kites\n05/04/2026,email,Boats\n", "uk.csv")
    mdy = Upload(b"sent_at,channel,company\n04/13/2026,email,Looms\n05/04/2026,email,Teapots\n", "us.csv")
    days = joined(dmy, mdy).records("select company, sent_at::date::varchar as day from touches order by id")
    assert {row["company"]: row["day"][5:] for row in days} == {
        "Boats": "04-05",
        "Kites": "04-13",
        "Looms": "04-13",
        "Teapots": "05-04",
    }


def test_files_of_other_columns_are_joined_and_every_row_keeps_its_fate() -> None:
    one, other = Upload(TRACKER, "tracker.csv"), Upload(NOTES, "notes.csv")
    found = joined(one, other).report
    parts = [fates(log(file).report) for file in (one, other)]
    assert fates(found) == tuple(map(sum, zip(*parts, strict=True))) == (5, 3, 1, 1)
    assert [(found.place_of(reject.line), reject.value) for reject in found.rejects] == [
        ("tracker.csv 4", "someday")
    ]
    assert [(found.place_of(skip.line), skip.reason) for skip in found.skips] == [
        ("tracker.csv 3", "not sent: “Saved”")
    ]


def test_a_row_that_was_set_aside_is_given_back_as_it_stood() -> None:
    [row] = joined(Upload(TRACKER, "tracker.csv"), Upload(NOTES, "notes.csv")).rejected_rows()
    assert (row["line"], row["column"]) == ("tracker.csv 4", "Applied on")
    assert row["as it stood"] == "Company: Looms; Role: Dev; Status: Applied; Applied on: someday"


def test_a_question_about_one_of_the_files_is_asked_before_they_are_joined() -> None:
    open_one = Upload(b"sent_at,channel\n03/04/2026,email\n05/04/2026,email\n", "when.csv")
    with pytest.raises(QuestionLeftOpen, match=r"when\.csv: "):
        merge([Upload(TRACKER, "tracker.csv"), open_one])
    answered = Upload(open_one.content, open_one.name, Choices(dates="dmy"))
    assert joined(Upload(TRACKER, "tracker.csv"), answered).report.made["touches"] == 3


def test_a_touch_that_two_lists_tell_is_flagged_and_counts_once_with_all_its_replies() -> None:
    mails = b"date,channel,company,person,replied on,subject\n2026-03-02,email,kites,Ada,2026-03-05,Hello\n"
    plan = b"sent_at,channel,company,contact,mood\n2026-03-02,email,Kites,Ada,good\n2026-03-02,letter,Kites,Ada,\n"
    both = merge([Upload(plan, "plan.csv"), Upload(mails, "mails.csv")])
    found = log(both).report
    assert (found.made["touches"], [found.place_of(line) for line in found.oddities[0].lines]) == (
        3,
        ["plan.csv 2", "mails.csv 2"],
    )
    once = import_log(replace(both, choices=Choices(drop_identical=True)))
    assert (once.report.made["touches"], once.report.made["replies"]) == (2, 1)
    [reply] = once.records("select channel from replies join touches on touches.id = replies.touch")
    assert reply == {"channel": "email"}


def test_what_two_lists_tell_of_one_company_is_one_opportunity() -> None:
    plan = Upload(b"sent_at,channel,company\n2026-03-02,email,Kites\n2026-03-09,letter,Kites\n", "plan.csv")
    calls = Upload(
        b"day,how,company,length\n2026-03-12,phone,kites,5\n2026-03-12,phone,Looms,5\n", "calls.csv"
    )
    assert joined(plan, calls).report.made["opportunities"] == 2


def test_two_applications_to_one_company_in_one_tracker_stay_two() -> None:
    tracker = TRACKER.replace(b"someday", b"2026-03-20").replace(b"Looms", b"Kites")
    both = joined(Upload(tracker, "tracker.csv"), Upload(NOTES, "notes.csv"))
    opportunities = both.records(
        "select opportunity_name as name from touches where role = 'Dev' order by id"
    )
    assert [row["name"] for row in opportunities] == ["row 2 (file 1)", "row 4 (file 1)"]


def test_three_lists_of_three_kinds_join_in_two_steps_as_in_one() -> None:
    calls = Upload(b"day,how,company,length\n2026-03-12,phone,kites,5\n", "calls.csv")
    lists = [Upload(TRACKER, "tracker.csv"), Upload(NOTES, "notes.csv"), calls]
    at_once, in_steps = joined(*lists), joined(merge(lists[:2]), lists[2])
    assert in_steps.export.files == ("tracker.csv", "notes.csv", "calls.csv")
    assert fates(in_steps.report) == fates(at_once.report)
    assert in_steps.report.made == at_once.report.made


def test_a_file_is_taken_apart_from_the_others_with_what_was_said_about_it() -> None:
    said = Choices(cells={(3, "sent_at"): "2026-03-05"}, columns={"outcome": "notes"})
    both = merge(
        [Upload(APRIL, "april.csv", Choices(columns={"outcome": "notes"})), Upload(MARCH, "march.csv", said)]
    )
    march, april = split(both, "march.csv")
    assert (march.choices, log(march).sheet.cells["c0"].to_pylist()) == (said, ["2026-03-02", "2026-03-05"])
    assert log(april).sheet.cells["c4"].to_pylist() == ["april.csv"] * 2


def test_a_newer_version_of_one_file_leaves_the_others_alone() -> None:
    march, april = split(merge([Upload(MARCH, "march.csv"), Upload(APRIL, "april.csv")]), "march.csv")
    taken, _ = compare_versions(
        march, Upload(MARCH.replace(b"soon", b"2026-03-05"), "march (2).csv")
    ).accept_newer()
    back = log(put_back(april, "march.csv", taken))
    assert back.export.files == ("april.csv", "march.csv")
    assert fates(back.report) == (4 + 1, 4, 1, 0)


def test_one_of_several_files_with_other_columns_can_not_be_taken_apart() -> None:
    with pytest.raises(NoRowsLeft, match="Bring all of them again"):
        split(merge([Upload(TRACKER, "tracker.csv"), Upload(NOTES, "notes.csv")]), "notes.csv")


COMPANIES = st.sampled_from(["Kites", "kites", "Looms, Ltd", ""])
DAYS = st.sampled_from(["2026-03-02", "2026-03-09", "soon", ""])
ROWS = st.lists(st.tuples(DAYS, st.sampled_from(["email", "letter"]), COMPANIES), min_size=3, max_size=8)


def csv(header: str, rows: list[tuple[str, ...]]) -> bytes:
    return "".join(
        ",".join(f'"{cell}"' for cell in row) + "\n" for row in [tuple(header.split(",")), *rows]
    ).encode()


@given(ROWS, ROWS, st.booleans())
@examples(3, thorough=8)
def test_joining_loses_no_row_and_every_row_says_where_it_stood(
    one: list[tuple[str, ...]], other: list[tuple[str, ...]], alike: bool
) -> None:
    files = [
        Upload(csv("sent_at,channel,company", one), "one.csv"),
        Upload(csv("sent_at,channel,company" if alike else "when,how,company", other), "other.csv"),
    ]
    both = joined(*files)
    parts = [fates(log(file).report) for file in files]
    assert fates(both.report) == tuple(map(sum, zip(*parts, strict=True)))
    assert Counter(set(both.export.places.values())) == Counter(
        place for file in files for place in places(file)
    )


def places(file: Upload) -> list[Place]:
    return [Place(file.name, line) for line in log(file).sheet.lines.to_pylist()]


def test_columns_of_ones_own_that_are_called_file_and_line_in_file_survive() -> None:
    own = b"sent_at,channel,company,file,line in file\n2026-03-02,email,Acme,CV.pdf,12\n"
    alone = import_log(Upload(own, "log.csv"))
    assert [alone.report.place_of(line) for line in alone.sheet.lines.to_pylist()] == ["2"]
    assert (alone.mapping.names[3:], alone.sheet.cells["c4"].to_pylist()) == (
        ("file", "line in file"),
        ["12"],
    )
    both = joined(Upload(own, "one.csv"), Upload(own.replace(b"Acme", b"Kites"), "two.csv"))
    assert both.mapping.names[3:] == ("file", "line in file", "file (6)")
    assert [each.to_pylist() for each in both.sheet.cells.columns[3:]] == [
        ["CV.pdf", "CV.pdf"],
        ["12", "12"],
        ["one.csv", "two.csv"],
    ]
    other = joined(Upload(own, "one.csv"), Upload(NOTES, "notes.csv"))
    [row] = other.records("select extra from touches where company = 'Acme'")
    assert row["extra"] == {"file": "CV.pdf", "line in file": "12", "mood": None, "file (30)": "one.csv"}


def test_merged_files_with_replies_and_a_manual_entry_join_a_file_of_other_columns() -> None:
    both = merge([Upload(MARCH, "march.csv"), Upload(APRIL, "april.csv")])
    by_hand = Choices(added=(ManualEntry(date(2026, 3, 7), company="Boats"),))
    three = joined(replace(both, choices=by_hand), Upload(NOTES, "notes.csv"))
    assert three.export.files == ("march.csv", "april.csv", "2 files", "notes.csv")
    assert fates(three.report) == (7, 6, 1, 0)
    assert three.report.made["replies"] == 3


def test_no_two_merged_files_have_one_name() -> None:
    march, april = Upload(MARCH, "log.csv"), Upload(APRIL, "log.csv")
    assert joined(merge([march, april]), april).export.files == ("log.csv", "log.csv (2)", "log.csv (3)")
    files = [march, april, Upload(MARCH, "log.csv (2)")]
    assert joined(*files).export.files == ("log.csv", "log.csv (2)", "log.csv (2) (2)")


def test_files_whose_names_differ_in_case_alone_are_two_that_can_repeat_each_other() -> None:
    plan = b"sent_at,channel,company,mood\n2026-03-02,email,Kites,good\n"
    mails = b"date,channel,company,subject\n2026-03-02,email,kites,Hello\n"
    found = joined(Upload(plan, "Log.csv"), Upload(mails, "log.csv")).report
    assert [found.place_of(line) for line in found.oddities[0].lines] == ["Log.csv 2", "log.csv 2"]


def test_what_was_said_about_a_column_is_said_about_it_under_the_name_that_it_has_then() -> None:
    other = APRIL.replace(b"sent_at", b"Sent At").replace(b"2026-04-05", b"later")
    said = Choices(
        cells={(3, "Sent At"): "2026-04-05"},
        texts={("Sent At", "2026-03-02"): "2026-03-03"},
        columns={"Sent At": "sent_at"},
        chosen={"date": "Sent At"},
    )
    both = merge(
        [Upload(MARCH.replace(b"soon", b"2026-03-05"), "march.csv"), Upload(other, "april.csv", said)]
    )
    assert both.choices == Choices(
        cells={(5, "sent_at"): "2026-04-05"},
        texts={("sent_at", "2026-03-02"): "2026-03-03"},
        columns={"sent_at": "sent_at"},
        chosen={"date": "sent_at"},
    )
    assert fates(log(both).report) == (4, 4, 0, 0)


def test_each_file_can_be_a_client_also_of_a_newer_version_and_of_a_further_file() -> None:
    both = merge([Upload(MARCH, "march.csv"), Upload(APRIL, "april.csv")])
    clients = replace(both, choices=Choices(columns={"file": "client"}, texts={("file", "march.csv"): "Ada"}))
    march, april = split(clients, "march.csv")
    taken, _ = compare_versions(march, Upload(MARCH, "march.csv")).accept_newer()
    for found in (put_back(april, "march.csv", taken), merge([clients, Upload(APRIL, "may.csv")])):
        assert found.choices == clients.choices
        rows = log(found).records("select distinct client from touches order by client")
        assert {row["client"] for row in rows} >= {"Ada", "april.csv"}


DAMAGED: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _: b"",
    "a file": lambda _: MARCH,
    "cut off": lambda content: content[:-200],
    "no header": lambda content: stream(pa.ipc.open_stream(content).read_all().replace_schema_metadata()),
    "no line": lambda content: stream(pa.ipc.open_stream(content).read_all().drop_columns(["line"])),
    "no column": lambda content: stream(pa.ipc.open_stream(content).read_all().drop_columns(["c1"])),
    "lists": lambda content: stream(
        pa.ipc.open_stream(content).read_all().set_column(0, "c0", pa.array([[["a"]]] * 4))
    ),
}


def stream(rows: pa.Table) -> bytes:
    out = pa.BufferOutputStream()
    with pa.ipc.new_stream(out, rows.schema) as written:
        written.write_table(rows)
    return bytes(out.getvalue().to_pybytes())


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED.keys())
def test_bytes_that_are_no_merged_files_are_refused_in_a_sentence(damage: Callable[[bytes], bytes]) -> None:
    both = merge([Upload(MARCH, "march.csv"), Upload(APRIL, "april.csv")])
    with pytest.raises(UnreadableFile, match="Bring your files again"):
        log(replace(both, content=damage(both.content)))


def test_files_with_more_columns_than_a_log_has_are_refused_before_there_is_one() -> None:
    def file(name: str) -> Upload:
        columns = [f"{name} {number}" for number in range(600)]
        header = ",".join(["sent_at", "channel", "company", *columns])
        return Upload(f"{header}\n2026-03-02,email,Kites,{'x,' * 599}x\n".encode(), f"{name}.csv")

    with pytest.raises(TooManyColumns, match="a log can have 1,000 at most"):
        merge([file("a"), file("b")])


DATED_HERE = b"""when,how,firm,person,answered,answered on,mood
2026-09-01,email,Kites,Ada,yes,2026-09-03,good
2026-09-02,email,Looms,Bob,yes,,good
2026-09-03,email,Boats,Cy,yes,,good
"""
DATED_THERE = b"""sent_at,channel,company,contact,replied,replied_at
2026-09-01,email,Kites,Ada,yes,
2026-09-02,email,Looms,Bob,yes,2026-09-04
2026-09-03,email,Boats,Cy,yes,
2026-09-05,email,Sheds,Di,yes,
"""


@pytest.mark.parametrize("contents", [(DATED_HERE, DATED_THERE), (DATED_THERE, DATED_HERE)])
@pytest.mark.parametrize("ticked", [False, True], ids=["all", "each ticked"])
def test_a_reply_without_a_day_goes_with_the_touch_that_is_counted_once(
    contents: tuple[bytes, bytes], ticked: bool
) -> None:
    both = merge([Upload(content, f"{number}.csv") for number, content in enumerate(contents)])
    groups = log(both).identical_rows(9)
    once = Choices(merged=tuple(lines[0] for lines in groups)) if ticked else Choices(drop_identical=True)
    found = log(replace(both, choices=once))
    report = found.report
    assert (report.rows_in, report.accepted, report.duplicates) == (7, 4, 3)
    replies = found.records("select company, received_at from replies join touches on touch = touches.id")
    assert {row["company"]: row["received_at"] and row["received_at"].day for row in replies} == {
        "Kites": 3,
        "Looms": 4,
        "Boats": None,
        "Sheds": None,
    }
    assert len(replies) == 4
