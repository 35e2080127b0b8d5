"""The clean log, brought again, is the same log: the same table, the same touches, the same answers."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.ask import ask
from analysis.export import write_csv
from analysis.questions import QUESTIONS
from data.imports.choices import Choices
from data.imports.log import ImportedLog, import_log
from data.imports.upload import Upload
from data.schema.mapping import CLEAN_COLUMNS
from tests.examples import examples
from tests.paths import SAMPLES

TODAY = date(2026, 9, 1)

EVENTS = b"""date,what happened,company,contact,kind,message
2026-03-02,applied,Acme,,,
2026-03-04 09:30,email sent,Acme,Ada,,Hello Ada
2026-03-04,replied,Acme,Ada,,"Thanks; let us talk
next week"
2026-03-09,phone screen,Acme,,,
2026-03-09,thank you note,Acme,Ada,,
2026-03-20,rejected,Acme,,,
2026-03-21,reply,Acme,Ada,rejection,=no
,email sent,Beta,Ben,,
2026-03-22,interview,Gamma,,,
2026-03-22,reply,Gamma,Gus,positive,Who is this?
"""
WIDE = b"""Company,Date applied,Phone screen,Interview,Visiting offer,Offer,Note
Acme,2026-01-05,2026-01-20,,,,first
Acme,2026-01-05,2026-01-20,,,,first
Beta,2026-01-06,yes,2026-02-01,no,2026-03-01,"a ""quoted"", note"
Gamma,,,2026-02-01,,,
"""
TRACKER = b"""Company,Status,Status date,Applied on
Acme,Rejected after interview,2026-02-01,2026-01-05
Beta,No response,2026-02-01,2026-01-06
Gamma,Interview,,2026-01-07
Delta,Saved,,
Omega,Withdrawn,2026-02-03,2026-01-09
Kappa,Frozen,2026-02-03,2026-01-09
"""


def again(log: ImportedLog) -> ImportedLog:
    return import_log(Upload(write_csv(log.clean_table().to_pylist()).encode(), "clean log.csv"))


def touched(log: ImportedLog) -> list[dict[str, Any]]:
    """Each touch. That it was not answered, or that nobody knows, the clean log says as an outcome."""
    return log.records(
        "select id, touches.sent_at, touches.timed, touches.channel, touches.strategy, touches.stage, "
        "coalesce(reply_note::varchar, nullif(touches.outcome, 'none')::varchar) as outcome "
        "from touches join entries using (line) order by id"
    )


def answers(log: ImportedLog, keys: Iterable[str] = QUESTIONS) -> dict[str, Any]:
    measured = log.measure(today=TODAY)
    return {key: ask(measured, key).to_json() for key in keys}


@pytest.mark.parametrize(
    "content",
    [
        (SAMPLES / "clean.csv").read_bytes(),
        (SAMPLES / "job_seeker.csv").read_bytes(),
        (SAMPLES / "template.csv").read_bytes(),
        EVENTS,
        WIDE,
        TRACKER,
    ],
    ids=["clean sample", "job seeker", "template", "events", "wide", "tracker"],
)
def test_a_clean_log_is_the_same_log_again(content: bytes) -> None:
    log = import_log(Upload(content, "log.csv", Choices(dates="dmy")))
    copy = again(log)
    assert copy.clean_table().equals(log.clean_table())
    assert (copy.report.made, touched(copy)) == (log.report.made, touched(log))
    assert answers(copy) == answers(log)


def test_the_published_log_of_heiss_2018_comes_back_as_itself(shared_data: Path) -> None:
    path = shared_data / "real" / "heiss_academic_2016_2018" / "jobs_clean.csv"
    log = import_log(Upload(path.read_bytes(), path.name))
    copy = again(log)
    assert copy.clean_table().equals(log.clean_table())
    assert answers(copy) == answers(log)


def test_a_clean_log_written_by_pyarrow_comes_back_too() -> None:
    log, sink = import_log(Upload(EVENTS, "events.csv")), pa.BufferOutputStream()
    pyarrow.csv.write_csv(log.clean_table(), sink)
    assert (
        import_log(Upload(sink.getvalue().to_pybytes(), "clean.csv")).clean_table().equals(log.clean_table())
    )


def test_a_clean_log_is_events_in_order_with_every_id() -> None:
    log = import_log(Upload(b"sent_at,company,replied_at\n2026-03-02,Acme,2026-03-05 09:30\n", "log.csv"))
    rows = [{k: v for k, v in row.items() if v is not None} for row in log.clean_table().to_pylist()]
    assert rows == [
        {"event": "touch", "id": 2, "at": "2026-03-02", "company": "Acme", "opportunity": "row 2"},
        {
            "event": "reply",
            "touch": "2",
            "at": "2026-03-05 09:30:00",
            "kind": "reply",
            "company": "Acme",
            "opportunity": "row 2",
        },
    ]
    assert log.clean_table().column_names == list(CLEAN_COLUMNS)


def test_what_an_answer_or_a_step_says_beside_itself_is_kept() -> None:
    rows = import_log(Upload(EVENTS, "events.csv")).clean_table().to_pylist()
    said = [(row["event"], row["kind"], row["message"]) for row in rows if row["message"]]
    assert said == [
        ("reply", "reply", "Thanks; let us talk\nnext week"),
        ("touch", None, "Hello Ada"),
        ("reply", "rejection", "=no"),
        ("reply", "positive", "Who is this?"),
    ]


def test_extra_columns_of_a_clean_log_stay_extra_whatever_they_are_called() -> None:
    log = import_log(
        Upload(
            b"sent_at,Date,contact,Label,id,=sum,Status,Response date\n2026-03-02,x,Ada,y,z,w,Gone,2026-03-05\n",
            "log.csv",
            Choices(columns={"Response date": "extra", "Status": "extra"}),
        ),
    )
    extras = ["=sum", "Date", "Label", "Response date", "Status", "id (extra)"]
    assert log.clean_table().column_names == [*CLEAN_COLUMNS, *extras]
    assert again(log).clean_table().equals(log.clean_table())


CELL = st.sampled_from(["", "Acme", "acme", "Ada", "-", "=1+1", "'@x", "+49 170", 'a;b\t"c"', "É🙂", "O-1"])
DAY = st.dates(date(2026, 1, 1), date(2026, 3, 1)).map(str)
MOMENT = DAY | DAY.map("{} 10:15".format) | DAY.map("{} 00:00".format) | st.just("")
ROW = st.fixed_dictionaries(
    {
        "sent_at": MOMENT,
        "channel": st.sampled_from(["email", "pigeon", "", "Thank-you card", "cold email"]),
        "strategy": st.sampled_from(["", "application", "thank_you", "odd"]),
        "stage": st.sampled_from(["", "interview", "applied", "wishlist", "??"]),
        "contact": CELL,
        "company": CELL,
        "role": CELL,
        "opportunity": CELL,
        "client": CELL,
        "replied": st.sampled_from(["", "yes", "no", "maybe"]),
        "replied_at": MOMENT,
        "outcome": st.sampled_from(["", "interview", "offer", "rejection", "none", "withdrawn", "eh"]),
        "outcome_at": MOMENT,
        "mood": CELL,
        "id": CELL,
    }
)
HAPPENING = st.fixed_dictionaries(
    {
        "at": MOMENT,
        "event": st.sampled_from(["touch", "reply", "milestone", "thank you note", "phone screen", "odd"]),
        "kind": st.sampled_from(["", "rejection", "rejected", "offer", "screen", "positive", "none", "x"]),
        "id": st.sampled_from(["", "1", "2", "3", "a"]),
        "touch": st.sampled_from(["", "1", "2", "a", "9"]),
        "precision": st.sampled_from(["", "by", "day", "unknown"]),
        "contact": CELL,
        "company": CELL,
        "opportunity": CELL,
        "stage": st.sampled_from(["", "interview", "applied"]),
        "outcome": st.sampled_from(["", "positive", "none", "offer"]),
        "status": st.sampled_from(["", "Rejected", "No response"]),
        "applied_at": MOMENT,
        "mood": CELL,
    }
)
APPLICATION = st.fixed_dictionaries(
    {
        "Company": CELL,
        "Date applied": MOMENT,
        "Screen": MOMENT | st.sampled_from(["yes", "no"]),
        "Interview": MOMENT | st.sampled_from(["yes", "no"]),
        "Offer": MOMENT,
        "Visiting offer": MOMENT,
        "Status": st.sampled_from(
            ["", "Rejected", "Rejected after interview", "Offer", "Saved", "No response"]
        ),
        "Status date": MOMENT,
        "Note": CELL,
    }
)


@examples(4, thorough=15)
@example([{"Company": "Acme", "Interview": "yes", "Offer": "2026-01-14", "Status": "Saved"}])
@example([{"company": "Acme", "stage": "x", "applied_at": "2026-03-01"}])
@given(st.one_of(*(st.lists(row, min_size=1, max_size=6) for row in (ROW, HAPPENING, APPLICATION))))
def test_any_log_comes_back_as_itself(rows: list[dict[str, str]]) -> None:
    log = import_log(Upload(write_csv(rows).encode(), "log.csv"))
    if not log.clean_table().num_rows:
        return
    copy = again(log)
    assert copy.clean_table().to_pylist() == log.clean_table().to_pylist()
    assert (copy.report.made, touched(copy)) == (log.report.made, touched(log))
    counted = ("summary", "journey", "response_by_strategy")
    assert answers(copy, counted) == answers(log, counted)


def test_a_moment_keeps_its_second_and_midnight_is_a_day() -> None:
    log = import_log(Upload(b"sent_at,contact\n2026-03-02 10:00:07.5,Ada\n2026-03-02 00:00,Ben\n", "log.csv"))
    assert log.clean_table()["at"].to_pylist() == ["2026-03-02", "2026-03-02 10:00:07.5"]
    assert TODAY - timedelta(days=1) > log.measure(today=TODAY).as_of


def test_no_two_columns_of_a_clean_log_have_one_name() -> None:
    own = b"sent_at,channel,notes,notes (extra)\n2026-03-02,email,mine,too\n"
    log = import_log(Upload(own, "log.csv", Choices(columns={"notes": "extra"})))
    [row] = log.clean_table().to_pylist()
    assert (row["notes"], row["notes (extra)"], row["notes (extra) (extra)"]) == (None, "too", "mine")
