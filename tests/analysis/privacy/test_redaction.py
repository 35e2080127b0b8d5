"""A log made anew for somebody else: what is in it, and that it reads as the same log."""

import csv
import io
from collections.abc import Iterator
from datetime import date

import pytest

from analysis.ask import ask
from analysis.filters import Filters
from analysis.privacy import redaction
from analysis.privacy.redaction import Leak
from data.combine.merge import merge
from data.imports.choices import Choices
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from tests.paths import JOB_SEEKER

TODAY = date(2026, 11, 22)
EVENTS = """event,id,touch,at,kind,client,company,contact,role,channel,strategy,message,notes,=sum(1)
touch,1,,2026-03-04,,Ann,Acme,Grace,Engineer,email,introduction,Hello,tired,=cmd
touch,2,,2026-03-05 09:30,,Ann,ACME,grace,Engineer,phone,conversation,,,x
reply,,1,2026-03-12,interview,Ann,Acme,Grace,Engineer,,,,,
touch,3,,2026-03-17,,Bob,Acme,Grace,Engineer,letter,introduction,,,
"""


@pytest.fixture(scope="module")
def sample() -> Iterator[MeasuredLog]:
    found = import_log(Upload(JOB_SEEKER.read_bytes(), JOB_SEEKER.name)).measure(today=TODAY)
    yield found
    found.close()


@pytest.fixture(scope="module")
def full(sample: MeasuredLog) -> Iterator[MeasuredLog]:
    """The sample log as a full share holds it."""
    extra = redaction.list_extra_columns(sample)
    found = read(redaction.write_full_log(sample, Filters(), extra), sample.as_of)
    yield found
    found.close()


@pytest.fixture(scope="module")
def coded(sample: MeasuredLog) -> Iterator[MeasuredLog]:
    """The sample log as a coded share holds it."""
    found = read(redaction.write_coded_log(sample, Filters()), redaction.monday_of(sample.as_of))
    yield found
    found.close()


@pytest.fixture(scope="module")
def log() -> Iterator[MeasuredLog]:
    found = import_log(Upload(EVENTS.encode(), "events.csv")).measure(today=TODAY)
    yield found
    found.close()


def rows(written: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written, newline="")))


def read(written: str, as_of: date) -> MeasuredLog:
    return import_log(Upload(written.encode(), "shared.csv", redaction.choices_for(written))).measure(
        today=TODAY, as_of=as_of
    )


def test_a_full_log_is_everything_but_messages_and_notes(log: MeasuredLog) -> None:
    written = redaction.write_full_log(log, Filters())
    assert set(rows(written)[0]) == set(redaction.FULL_COLUMNS)
    assert [row["at"] for row in rows(written)] == [
        "2026-03-04",
        "2026-03-05 09:30:00",
        "2026-03-12",
        "2026-03-17",
    ]


def test_a_column_of_ones_own_leaves_where_it_was_chosen_and_starts_no_formula(log: MeasuredLog) -> None:
    written = redaction.write_full_log(log, Filters(), redaction.list_extra_columns(log))
    assert [row["'=sum(1)"] for row in rows(written)] == ["'=cmd", "x", "", ""]


def test_a_coded_log_tells_weeks_and_codes(log: MeasuredLog) -> None:
    told = [
        (row["at"], row["company"], row["role" if "role" in row else "channel"])
        for row in rows(redaction.write_coded_log(log, Filters()))
    ]
    assert told == [
        ("2026-03-02", "Company 1", "email"),
        ("2026-03-02", "Company 1", "phone"),
        ("2026-03-09", "Company 1", ""),
        ("2026-03-16", "Company 1", "letter"),
    ]


def test_names_are_the_same_code_in_any_case_and_people_are_those_of_a_client(log: MeasuredLog) -> None:
    people = [row["contact"] for row in rows(redaction.write_coded_log(log, Filters()))]
    assert people[0] == people[1] == people[2] != people[3]


def test_codes_are_dealt_out_anew_each_time(sample: MeasuredLog) -> None:
    assert redaction.write_coded_log(sample, Filters()) != redaction.write_coded_log(sample, Filters())


def test_the_numbers_of_touches_tell_nothing_of_the_file(log: MeasuredLog) -> None:
    found = [(row["id"], row["touch"]) for row in rows(redaction.write_coded_log(log, Filters()))]
    assert found == [("1", ""), ("2", ""), ("", "1"), ("3", "")]


@pytest.mark.parametrize(
    "key", ["summary", "journey", "response_by_channel", "offers_by_strategy", "paths_to_offers"]
)
def test_a_full_log_reads_as_the_same_log(sample: MeasuredLog, full: MeasuredLog, key: str) -> None:
    assert ask(full, key).rows == ask(sample, key).rows


@pytest.mark.parametrize("key", ["journey", "ways_to_count"])
def test_a_coded_log_keeps_the_order_of_things(sample: MeasuredLog, coded: MeasuredLog, key: str) -> None:
    assert ask(coded, key).rows == ask(sample, key).rows


def test_filters_choose_the_opportunities_that_leave(log: MeasuredLog) -> None:
    written = redaction.write_full_log(log, Filters(channels=("phone",)))
    assert [(row["client"], row["event"]) for row in rows(written)] == [
        ("Ann", "touch"),
        ("Ann", "touch"),
        ("Ann", "reply"),
    ]


@pytest.mark.parametrize(
    "leak",
    [
        ("Company 1", "Acme"),
        ("Person 1", "Grace"),
        ("2026-03-02", "2026-03-04"),
        ("email", "my e-mail"),
        ("Opportunity 1", "Engineer"),
        ("at,precision", "at,notes"),
    ],
)
def test_a_coded_log_with_anything_else_in_it_is_refused(log: MeasuredLog, leak: tuple[str, str]) -> None:
    with pytest.raises(Leak):
        redaction.check_redacted(redaction.write_coded_log(log, Filters()).replace(*leak), coded=True)


@pytest.mark.parametrize("header", ["event,id", ",".join((*redaction.FULL_COLUMNS, "notes")), "message"])
def test_a_full_log_with_other_columns_is_refused(header: str) -> None:
    with pytest.raises(Leak):
        redaction.check_redacted(f"{header}\r\n", coded=False)


def test_a_log_of_several_files_names_none_of_them() -> None:
    plan = Upload(
        b"Company,Role,Status,Applied on\nKites,Dev,Applied,2026-03-02\nKites,Dev,Applied,2026-03-02\n",
        "secret plan.csv",
    )
    calls = Upload(b"day,how,company,mood\n2026-03-04,phone,,fine\nsoon,phone,Boats,\n", "secret calls.csv")
    both = merge([plan, calls])
    log = import_log(both).measure(today=TODAY)
    assert "secret" not in redaction.write_full_log(log, Filters()) + redaction.write_coded_log(
        log, Filters()
    )
    assert "secret plan.csv" in redaction.write_full_log(log, Filters(), ["file"])


def test_each_column_of_ones_own_leaves_by_its_own_name() -> None:
    own = b"sent_at,channel,notes,notes (extra)\n2026-03-02,email,mine,too\n"
    log = import_log(Upload(own, "log.csv", Choices(columns={"notes": "extra"}))).measure(today=TODAY)
    assert redaction.list_extra_columns(log) == ["notes (extra) (extra)", "notes (extra)"]
    [row] = rows(redaction.write_full_log(log, Filters(), ["notes (extra)"]))
    assert row["notes (extra)"] == "too"
    assert "mine" not in row.values()


def test_own_words_for_channels_are_in_no_shared_log() -> None:
    text = b"sent_at,channel,company\n2026-03-02,LinkedIn Easy Apply,Acme\n2026-03-03,Indeed,Beta\n"
    owned = import_log(Upload(text, "log.csv")).measure(today=TODAY)
    assert [row["source"] for row in owned.records("select source from measured_touches order by line")] == [
        *("LinkedIn Easy Apply", "Indeed")
    ]
    for written in (
        redaction.write_full_log(owned, Filters(), redaction.list_extra_columns(owned)),
        redaction.write_coded_log(owned, Filters()),
    ):
        assert "Indeed" not in written
        assert "Easy Apply" not in written
        shared = read(written, owned.as_of)
        assert shared.records("select distinct source from measured_touches") == [{"source": "job_board"}]
        answer = ask(shared, "response_by_channel", split="source")
        assert [row["name"] for row in answer.rows] == ["job_board"]
