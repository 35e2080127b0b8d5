"""Every row of a file has one fate, with a reason; nothing is dropped, guessed or changed in silence."""

from datetime import date
from typing import Any

from hypothesis import event, example, given
from hypothesis import strategies as st

from analysis.export import write_csv
from data.errors import LogError
from data.imports.choices import Choices
from data.imports.log import import_log
from data.imports.report import ImportReport, Oddity, Reject, Skip, UnknownWord
from data.imports.upload import Upload
from tests.examples import examples


def understood(text: str, **choices: Any) -> ImportReport:
    return import_log(Upload(text.encode(), "log.csv", Choices(**choices))).report


def fates(understanding: ImportReport) -> tuple[int, int, int, int, int]:
    """Rows in, accepted, duplicates, skipped, rejected."""
    told = understanding
    return told.rows_in, told.accepted, told.duplicates, told.skipped, len(told.rejects)


def test_fates_add_up_to_the_rows_of_the_file() -> None:
    told = understood(
        "sent_at,channel,stage\n2026-03-01,email,\n2026-03-01,email,\n2026-13-40,email,\n,,\nTotal: 4,,\n,,wishlist\n",
        drop_identical=True,
    )
    assert fates(told) == (6, 1, 1, 3, 1)


def test_a_date_that_is_none_is_given_back_with_line_column_value_and_reason() -> None:
    told = understood(
        "Date sent,channel,Reply date\n2026-02-30,email,\n2026-03-01,email,2026-3\n2026-03-01,email,\n"
    )
    assert [(reject.line, reject.column, reject.value) for reject in told.rejects] == [
        (2, "Date sent", "2026-02-30"),
        (3, "Reply date", "2026-3"),
    ]
    assert told.rejects[0].reason == "that month has no day 30"
    assert told.accepted == 1


def test_a_year_out_of_reach_is_a_slip_of_the_pen() -> None:
    told = understood("sent_at,channel\n0206-03-01,email\n2206-03-01,email\n2026-03-01,email\n")
    assert [reject.value for reject in told.rejects] == ["0206-03-01", "2206-03-01"]


def test_a_word_in_a_column_of_stages_sets_no_row_aside() -> None:
    told = understood("Company,Date applied,Interview\nAcme,2026-01-05,perhaps\nBeta,2026-01-05,yes\n")
    assert (told.accepted, told.rejects) == (2, ())
    assert told.unknown == (UnknownWord("Interview", "reached", "perhaps", 1, None),)


def test_rejected_rows_come_back_as_they_were() -> None:
    log = import_log(Upload(b"sent_at,company\nsoon,Acme\n2026-03-01,Beta\n", "log.csv"))
    reason = log.report.rejects[0].reason
    assert log.rejected_rows() == [
        {"line": 2, "column": "sent_at", "value": "soon", "reason": reason, "company": "Acme"}
        | {"sent_at": "soon"}
    ]


def test_a_rejected_row_names_its_own_line_whatever_its_columns_are_called() -> None:
    own = b"sent_at,line,column,value,reason,as it stood\nsoon,7,A,12,late,up\n"
    [row] = import_log(Upload(own, "log.csv")).rejected_rows()
    assert (row["line"], row["column"], row["value"]) == (2, "sent_at", "soon")
    assert [*row.values()][4:] == ["soon", "7", "A", "12", "late", "up"]


def test_wishes_filler_and_footers_are_skipped_and_named() -> None:
    told = understood(
        "Company,Status,Date applied,Done\nAcme,Wishlist,,FALSE\nBeta,Applied,2026-01-05,FALSE\n,,,FALSE\n"
        "Gamma,,,FALSE\nTotal,2,,\n"
    )
    assert told.skips == (
        Skip(2, "not sent: “Wishlist”"),
        Skip(4, "nothing in it"),
        Skip(5, "no date and no status: nothing says that it was sent"),
        Skip(6, "a footer"),
    )


def test_a_company_that_is_called_like_a_footer_is_no_footer() -> None:
    assert understood("company,sent_at,channel\nTotal,2026-03-01,email\n").accepted == 1


def test_identical_rows_are_flagged_and_kept() -> None:
    told = understood("sent_at,company\n2026-03-01,Acme\n2026-03-02,Beta\n2026-03-01,Acme\n")
    assert told.oddities == (Oddity("These rows are identical; they may be two real applications", (2, 4)),)
    assert fates(told) == (3, 3, 0, 0, 0)


def test_identical_rows_are_dropped_when_the_person_says_so() -> None:
    told = understood(
        "sent_at,company\n2026-03-01,Acme\n2026-03-02,Beta\n2026-03-01,Acme\n", drop_identical=True
    )
    assert (told.made["touches"], fates(told)) == (2, (3, 2, 1, 0, 0))


def test_an_empty_cell_and_a_missing_one_are_not_identical_to_a_filled_one() -> None:
    assert understood("sent_at,company\n2026-03-01,\n2026-03-01\n2026-03-01,x\n").made["touches"] == 3


def test_unknown_words_are_kept_as_written_counted_and_a_near_miss_is_proposed() -> None:
    log = import_log(
        Upload(
            b"sent_at,Via\n2026-03-01,Pigeon\n2026-03-02,pigeon\n2026-03-03,emial\n",
            "l.csv",
            Choices({"Via": "channel"}),
        ),
    )
    assert log.report.unknown == (
        UnknownWord("Via", "channel", "Pigeon", 1, None),
        UnknownWord("Via", "channel", "emial", 1, "email"),
        UnknownWord("Via", "channel", "pigeon", 1, None),
    )
    assert log.records("select channel::varchar as channel, extra from touches order by line")[2] == {
        "channel": "other",
        "extra": {"channel as written": "emial"},
    }


def test_a_word_is_taken_when_the_person_says_what_it_means() -> None:
    text, words = "sent_at,channel\n2026-03-01,Pigeon\n", {("channel", "Pigeon"): "letter"}
    log = import_log(Upload(text.encode(), "log.csv", Choices(words=words)))
    assert log.records("select channel::varchar as channel, extra from touches") == [
        {"channel": "letter", "extra": {}}
    ]
    assert log.report.unknown == ()


def test_every_word_without_a_meaning_is_kept_beside_its_row() -> None:
    text = "sent_at,strategy,stage,outcome,personalised,replied\n2026-03-01,Zig,Zag,Zog,perhaps,who knows\n"
    [row] = import_log(Upload(text.encode(), "log.csv")).records("select extra from touches")
    assert row["extra"] == {
        "strategy as written": "Zig",
        "stage as written": "Zag",
        "outcome as written": "Zog",
        "personalised as written": "perhaps",
        "replied as written": "who knows",
    }


def test_an_answer_before_its_touch_is_kept_and_flagged() -> None:
    told = understood("sent_at,contact,replied_at\n2026-03-09,Ada,2026-03-01\n")
    assert told.oddities == (Oddity("The reply is dated before the touch it answers", (2,)),)
    assert (told.accepted, told.made["replies"]) == (1, 1)


def test_an_interview_before_its_application_is_kept_and_flagged() -> None:
    told = understood(
        "Company,Date applied,Interview\nAcme,2026-03-01,2026-02-01\nBeta,2026-03-01,2026-04-01\n"
    )
    assert Oddity("An interview or an offer is dated before its application", (2,)) in told.oddities
    assert told.made["milestones"] == 4


def test_undated_touches_are_kept_and_flagged() -> None:
    told = understood("sent_at,contact\n,Ada\n2026-03-01,Ben\n")
    assert [oddity.lines for oddity in told.oddities] == [(2,)]
    assert (told.made["touches"], told.made["dated"]) == (2, 1)


def test_an_answer_or_a_step_that_belongs_to_nothing_sent_is_kept_and_flagged() -> None:
    told = understood(
        "date,event,company\n2026-03-01,sent,Acme\n2026-03-02,interview,Beta\n2026-03-04,reply,Gamma\n"
    )
    assert {odd.lines: odd.what.split(" ")[1] for odd in told.oddities} == {(3,): "step", (4,): "reply"}
    assert (told.accepted, told.made["milestones"], told.made["replies"]) == (3, 1, 1)


def test_an_event_of_no_known_kind_is_given_back() -> None:
    told = understood("date,event\n2026-03-01,abracadabra\n2026-03-02,sent\n")
    assert told.rejects == (Reject(2, "event", "abracadabra", "no known kind of event"),)


def test_what_was_understood_is_told_as_plain_lists() -> None:
    told = understood("sent_at,channel\nsoon,email\n").to_json()
    assert (told["rows_in"], told["accepted"], told["rejects"][0]["line"]) == (1, 0, 2)


MESS = st.text(max_size=12) | st.sampled_from(
    [
        "",
        "2026-03-01",
        "03/04/2026",
        "13/4/26",
        "yes",
        "FALSE",
        "email",
        "Total",
        "wishlist",
        "interview",
        "replied",
        "-",
    ]
)
HEADERS = st.sampled_from(
    [
        "sent_at",
        "event",
        "status",
        "Date applied",
        "Interview",
        "outcome",
        "channel",
        "replied_at",
        "kind",
        "x",
        "",
        "id",
    ]
)


@st.composite
def messy_files(draw: st.DrawFn) -> bytes:
    header = draw(st.lists(HEADERS, min_size=1, max_size=5))
    body = draw(st.lists(st.lists(MESS, max_size=6), max_size=5))
    lines = [",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in [header, *body]]
    return "\n".join(lines).encode("utf-8", "replace")


@examples(8, thorough=30)
@example(b"sent_at\n\x00")
@example(b"event,kind,date\nmilestone,reply,\nreply,rejected,\n")
@given(messy_files())
def test_any_file_is_a_log_whose_fates_add_up_or_is_refused_in_words(content: bytes) -> None:
    try:
        log = import_log(Upload(content, "log.csv"))
    except LogError as refused:
        event(f"refused: {type(refused).__name__}")
        return
    told = log.report
    assert (
        told.rows_in
        == len(log.sheet.lines)
        == told.accepted + told.duplicates + told.skipped + len(told.rejects)
    )
    assert log.records("select count(*) as rows, count(distinct line) as lines from entries") == [
        {"rows": told.rows_in, "lines": told.rows_in}
    ]
    if not told.open_questions:
        log.measure(today=date(2026, 9, 1))
        assert log.records("select count(*) as rows from measured_touches") == [
            {"rows": told.made["touches"]}
        ]


@st.composite
def ragged_files(draw: st.DrawFn) -> bytes:
    """A log with days and words, some of whose rows have a delimiter too many or too few."""
    lines = ["sent_at,company,channel,status"]
    for day in range(1, 15):
        row = f"2026-03-{day:02d},Firm {day},{('email', 'phone')[day % 2]},applied"
        commas = [place for place, sign in enumerate(row) if sign == ","]
        place = draw(st.sampled_from([0, *commas]) if day % 3 == 0 else st.just(0))
        if place:
            row = draw(
                st.sampled_from(
                    [row[:place] + row[place + 1 :], row[:place] + "," + row[place:], row[:place]]
                )
            )
        lines.append(row)
    return "\n".join(lines).encode()


@examples(8, thorough=30)
@given(ragged_files())
def test_each_row_of_a_ragged_file_has_one_fate(content: bytes) -> None:
    told = import_log(Upload(content, "log.csv")).report
    assert told.rows_in == 14
    assert told.rows_in == told.accepted + told.duplicates + told.skipped + len(told.rejects)


def test_a_table_for_spreadsheets_is_read_back_without_its_apostrophes() -> None:
    text = write_csv([{"sent_at": "2026-03-01", "company": "=Acme", "note": "-5", "x": "'@home"}])
    [row] = import_log(Upload(text.encode(), "log.csv")).records("select company, notes, extra from touches")
    assert row == {"company": "=Acme", "notes": "-5", "extra": {"x": "@home"}}
