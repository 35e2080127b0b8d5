"""What a file leaves open: doubtful headers, several values in a cell, dates without a year. Never in silence."""

from datetime import date
from typing import Any

import pytest

from data.imports.choices import Choices
from data.imports.log import ImportedLog, QuestionOpen, import_log
from data.imports.report import Oddity
from data.imports.upload import Upload


def brought(text: str, **choices: Any) -> ImportedLog:
    return import_log(Upload(text.encode(), "log.csv", Choices(**choices)))


def days(log: ImportedLog) -> list[str]:
    return [
        row["day"] for row in log.records("select sent_at::date::varchar as day from touches order by line")
    ]


def extra(log: ImportedLog) -> list[dict[str, str]]:
    return [row["extra"] for row in log.records("select extra from touches order by line")]


def test_headers_as_people_write_them() -> None:
    log = brought(
        "Reached out on,What,Where,Name,They replied?,Reply on,Type\n"
        "2026-07-08,Follow up,LinkedIn,Acme GmbH,yes,2026-07-09,Rejection\n"
        "2026-07-09,Thank you,E-mail,Beta Ltd,no,,No reply\n"
    )
    assert log.report.mapping == {
        "Reached out on": "sent_at",
        "What": "strategy",
        "Where": "channel",
        "Name": "company",
        "They replied?": "replied",
        "Reply on": "replied_at",
        "Type": "outcome",
    }


ANSWERS = "sent_at,Antwort\n2026-03-01,ja\n2026-03-02,nein\n2026-03-03,Absage\n2026-03-04,yes - interview!\n"


def kinds(log: ImportedLog) -> list[tuple[int, str]]:
    return [(row["line"], row["kind"]) for row in log.records("select line, kind from replies order by line")]


def test_a_yes_or_no_that_says_what_the_answer_was_is_an_answer_of_that_kind() -> None:
    log = brought(ANSWERS)
    assert log.report.mapping["Antwort"] == "replied"
    assert kinds(log) == [(2, "reply"), (4, "rejection")]


def test_what_an_answer_may_have_been_is_proposed_and_counts_once_it_is_accepted() -> None:
    [word] = brought(ANSWERS).report.unknown
    assert (word.text, word.proposed) == ("yes - interview!", "interview")
    log = brought(ANSWERS, words={("replied", word.text): word.proposed})
    assert kinds(log) == [(2, "reply"), (4, "rejection"), (5, "interview")]


def test_a_column_that_its_words_tell_is_taken_for_it_and_said_to_be() -> None:
    log = brought("sent_at,Abc,Town\n2026-03-01,Post,Bath\n2026-03-02,Anruf,York\n2026-03-03,Pigeon,Ely\n")
    assert log.report.mapping == {"sent_at": "sent_at", "Abc": "channel", "Town": None}
    [question] = log.report.optional_questions
    assert (question.key, question.columns, question.question, question.meaning) == (
        *("column", ("Abc",), "Is “Abc” the channel?", "channel"),
    )
    assert question.choices == ("yes", "no", "Town")


def test_an_interview_among_what_was_sent_is_said_to_be_counted_as_something_sent() -> None:
    log = brought("sent_at,What\n2026-03-01,Follow up\n2026-03-02,Interview\n2026-03-03,Thank you\n")
    assert log.report.made["milestones"] == 0
    assert log.report.oddities == (
        Oddity(
            "A step such as an interview stands where what you sent should; it counts as something sent, and not as a "
            "step",
            (3,),
        ),
    )


def test_a_word_and_a_row_that_stand_there_once_are_told_as_one() -> None:
    told = brought("sent_at,What\n2026-03-01,Follow up\n2026-03-02,Interview\n").report.as_text()
    assert "Not understood in “What”: Interview (once)." in told
    assert "and not as a step: line 3." in told


LACKING = "sent_at,Wie,Cover letter\n2026-03-01,Pigeon,yes\n2026-03-02,Bottle,no\n2026-03-03,Pigeon,no\n"


def test_what_nothing_says_is_told_with_the_columns_that_may_say_it() -> None:
    assert [lack.as_text() for lack in brought(LACKING).report.missing] == [
        "Nothing here says by which way you wrote (e-mail, letter …). Is it the column Wie?",
        "Nothing here says what each message was for (a thank-you note, asking about next steps …). Is it the column "
        "Wie?",
        "Nothing here says whether anybody answered. Is it the column Cover letter?",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "sent_at,channel,strategy,Reply date\n2026-03-01,email,thank_you,\n",
        "sent_at,channel,strategy,interview_at\n2026-03-01,email,application,\n2026-03-02,email,application,no\n",
        "at,event,channel,strategy\n2026-03-01,touch,email,thank_you\n2026-03-04,reply,,\n",
        "sent_at,channel,replied\n2026-03-01,thank-you card,no\n",
    ],
)
def test_nothing_is_lacking_where_a_column_or_a_row_says_it(text: str) -> None:
    assert brought(text).report.missing == ()


def test_an_empty_column_of_a_step_tells_of_no_answer() -> None:
    log = brought("sent_at,channel,strategy,interview_at\n2026-03-01,email,application,\n")
    assert [lack.field for lack in log.report.missing] == ["answers"]


def test_events_that_hold_no_answer_tell_of_none() -> None:
    log = brought("at,event,channel,strategy\n2026-03-01,touch,email,thank_you\n")
    assert [lack.field for lack in log.report.missing] == ["answers"]


def test_a_place_is_no_channel() -> None:
    assert brought("sent_at,Where\n2026-03-01,Berlin\n2026-03-02,Remote\n").report.mapping["Where"] is None


@pytest.mark.parametrize(
    ("header", "column"),
    [("company,role,Name", "contact"), ("contact,role,Name", "company"), ("Mood,Name", None)],
)
def test_a_name_is_what_the_other_columns_leave(header: str, column: str | None) -> None:
    log = brought(f"sent_at,{header}\n2026-03-01,{'x,' * header.count(',')}Ada Berg\n")
    assert log.report.mapping["Name"] == column


def test_dates_below_a_doubtful_header_are_dates() -> None:
    log = brought("sent_at,Response\n2026-03-01,2026-03-04\n2026-03-02,\n")
    assert (log.report.mapping["Response"], log.report.made["replies"]) == ("replied_at", 1)


def test_of_several_values_the_first_counts_and_all_are_kept() -> None:
    log = brought('sent_at,channel\n2026-03-01,"Email, LinkedIn"\n2026-03-02,Phone\n')
    channels = [row["c"] for row in log.records("select channel::varchar as c from touches order by line")]
    assert (channels, extra(log)) == (["email", "phone"], [{"channel as written": "Email, LinkedIn"}, {}])
    several = "Several values stand in one cell; the first of them counts"
    assert log.report.oddities == (Oddity(several, (2,)),)


def test_a_sentence_with_a_comma_is_no_list() -> None:
    log = brought('sent_at,channel\n2026-03-01,"Email, and then I never heard back from any of them"\n')
    assert log.report.unknown[0].field == "channel"


def test_of_two_dates_in_a_cell_the_first_counts_and_both_are_kept() -> None:
    log = brought('sent_at,channel\n"2026-03-01, 2026-03-05",Email\n2026-03-02,Phone\n')
    assert (days(log), extra(log)[0]) == (
        ["2026-03-01", "2026-03-02"],
        {"sent_at as written": "2026-03-01, 2026-03-05"},
    )
    assert log.report.oddities == (Oddity("Several dates stand in one cell; the first of them counts", (2,)),)


def test_a_date_without_a_year_has_that_of_the_rows_around_it() -> None:
    log = brought("Date,channel\n12/28/2025,Email\n1/5,Phone\n1/7/2026,Email\n", dates="mdy")
    assert days(log) == ["2025-12-28", "2026-01-05", "2026-01-07"]
    assert log.report.oddities == ()
    assert log.report.notes == ("1 date has no year; that of the nearest dated row is taken.",)


def test_where_no_row_has_a_year_it_is_asked_once() -> None:
    text = "Date,channel,Reply date\n8-Jul,Email,9-Jul\n9-Aug,Phone,\n"
    [need] = brought(text).report.open_questions
    this = date.today().year
    assert (need.key, need.columns, need.choices) == (
        "year",
        ("Date", "Reply date"),
        (str(this), str(this - 1)),
    )
    with pytest.raises(QuestionOpen, match="such as 8-Jul, have no year"):
        brought(text).measure(today=date(2026, 9, 1))
    assert days(brought(text, chosen={"year": "2024"})) == ["2024-07-08", "2024-08-09"]


def test_a_date_without_a_year_has_that_of_another_date_in_its_row() -> None:
    text = "Date,channel,Reply date\n28 Dec,Email,2026-01-02\n4 Jan,Phone,\n"
    assert days(brought(text)) == ["2025-12-28", "2026-01-04"]


def test_dates_without_a_year_that_run_into_the_next_are_asked_about_as_both_years() -> None:
    text = "Date,channel,Reply date\n3 Nov,Email,\n30 Dec,Email,4 Jan\n9 Jan,Phone,\n"
    [need] = brought(text).report.open_questions
    this = date.today().year
    assert need.choices == (f"{this - 1} to {this}", f"{this - 2} to {this - 1}")
    assert [row[need.choices[0]] for row in need.examples] == [
        f"3 Nov {this - 1}",
        f"30 Dec {this - 1}",
        f"9 Jan {this}",
    ]
    log = brought(text, chosen={"year": "2024 to 2025"})
    assert days(log) == ["2024-11-03", "2024-12-30", "2025-01-09"]
    assert str(log.records("select received_at from replies")[0]["received_at"]) == "2025-01-04 00:00:00"


def test_the_question_how_dates_without_a_year_are_written_shows_them_as_they_are() -> None:
    [need, _] = brought("Date,channel\n3/11,Email\n5/12,Phone\n").report.open_questions
    assert [row["as written"] for row in need.examples] == ["3/11", "5/12"]


UNDATED = "Channel,Company,Logged,Born\nE-mail,Acme,2026-03-01,1990-01-01\nPhone,Beta,2026-03-02,1990-01-01\n"


def test_which_column_is_the_day_is_asked_where_none_is_read_as_it() -> None:
    [need] = brought(UNDATED).report.open_questions
    assert (
        need.question == "No column is read as the day on which you did something. Is it “Logged” or “Born”?"
    )
    assert (need.key, need.choices) == ("date", ("Logged", "Born", "none of these"))
    assert need.examples[0] == {"Logged": "2026-03-01", "Born": "1990-01-01"}


def test_the_column_that_was_said_is_the_day() -> None:
    log = brought(UNDATED, chosen={"date": "Logged"})
    assert (log.report.mapping["Logged"], days(log)) == ("sent_at", ["2026-03-01", "2026-03-02"])


def test_a_log_without_days_is_counted_as_recorded_when_the_person_says_so() -> None:
    log = brought(UNDATED, chosen={"date": "none of these"})
    assert (log.report.open_questions, log.dated) == ((), False)


def test_a_column_of_other_things_is_not_asked_about() -> None:
    assert brought("Channel,Mood,Rooms\nE-mail,good,3\n").report.open_questions == ()
