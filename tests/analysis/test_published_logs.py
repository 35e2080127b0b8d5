"""Logs that others published: what they say here is what was published."""

from pathlib import Path

import pytest

from analysis.ask import ask
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from tests.analysis.questions.small_search import TODAY


@pytest.fixture(scope="module")
def heiss(shared_data: Path) -> MeasuredLog:
    path = shared_data / "real" / "heiss_academic_2016_2018" / "jobs_clean.csv"
    return import_log(Upload(path.read_bytes(), path.name)).measure(today=TODAY)


def test_the_search_of_heiss_2018_has_186_applications_although_two_lines_are_identical(
    heiss: MeasuredLog,
) -> None:
    told = heiss.report
    assert (told.format, told.rows_in, told.accepted, told.made["opportunities"]) == (
        "wide rows",
        186,
        186,
        186,
    )
    [identical] = [odd.lines for odd in told.oddities if odd.what.startswith("These rows are identical")]
    assert len(identical) == 2


def test_the_search_of_heiss_2018_had_27_interviews_9_finals_and_2_offers(heiss: MeasuredLog) -> None:
    [row] = ask(heiss, "summary", within=30).rows
    assert [row[key] for key in ("interviews", "interviews_within", "finals", "offers")] == [27, 16, 9, 2]


def test_the_steps_of_heiss_2018_keep_their_own_names(heiss: MeasuredLog) -> None:
    steps = heiss.records(
        "select kind::varchar as kind, label, count(*) as n from milestones "
        "where kind <> 'applied' group by all order by all"
    )
    assert [tuple(row.values()) for row in steps] == [
        ("final", "Flyout", 9),
        ("interview", "Skype interview", 27),
        ("offer", "Offer", 1),
        ("offer", "Visiting offer", 1),
    ]


def test_an_interview_33_days_before_its_application_is_kept_and_flagged_heiss_2018(
    heiss: MeasuredLog,
) -> None:
    [odd] = [odd for odd in heiss.report.oddities if odd.what.startswith("An interview")]
    early = (
        "select kind::varchar as kind, reached_at::date as day from milestones where line = 85 order by day"
    )
    interview, applied = heiss.records(early)[:2]
    assert (odd.lines, (applied["day"] - interview["day"]).days, applied["kind"]) == ((85,), 33, "applied")


def test_a_portuguese_tracker_is_read_without_a_word_from_its_owner(shared_data: Path) -> None:
    path = shared_data / "real" / "tracker_pt" / "sample.csv"
    told = import_log(Upload(path.read_bytes(), path.name)).report
    meant = {name: column for name, column in told.mapping.items() if column}
    assert meant == {
        "empresa": "company",
        "cargo": "role",
        "plataforma": "channel",
        "observacoes": "notes",
        "application": "applied_at",
        "status": "status",
    }
    assert (told.rows_in, told.accepted, told.open_questions, told.unknown) == (11, 11, (), ())
