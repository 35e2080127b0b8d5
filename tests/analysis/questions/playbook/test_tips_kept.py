"""Which tips were kept: every rule on a log small enough to count by hand."""

from datetime import date

import pytest

from analysis.ask import ask
from analysis.questions import scorecard_text
from data import playbook
from tests.analysis.questions.playbook.touches import (
    EVENTS,
    TOUCHES,
    interview,
    measured,
    note,
    says,
    tip,
    touch,
)


def test_hours_since_interview_counts_the_same_and_the_next_day_where_there_are_no_times() -> None:
    log = TOUCHES + "".join(interview(name) for name in "ABC")
    log += (
        note("A", "2026-04-01") + note("B", "2026-04-02") + note("C", "2026-04-03") + note("D", "2026-04-03")
    )
    assert tip(log, "thank_you", "within_a_day") == (2, 3)


def test_hours_since_interview_are_24_where_times_are_known_counted_from_the_latest() -> None:
    log = (
        TOUCHES
        + interview("A", "2026-04-01 10:00")
        + interview("A", "2026-04-02 09:00")
        + interview("B", "2026-04-01 10:00")
    )
    log += note("A", "2026-04-02 11:00") + note("B", "2026-04-02 11:00") + note("B", "2026-04-01 09:00")
    assert tip(log, "thank_you", "within_a_day") == (1, 2)


def test_days_since_interview_are_whole_days() -> None:
    log = TOUCHES + interview("A") + interview("B")
    log += touch("2026-04-03", "letter", company="A") + touch("2026-04-04", "letter", company="B")
    assert tip(log, "letter", "posted_soon") == (1, 2)


def test_each_interview_needs_a_note_of_its_own_before_the_next() -> None:
    log = TOUCHES + interview("A", "2026-04-01") + interview("A", "2026-04-05") + note("A", "2026-04-05")
    log += interview("B", "2026-04-01") + note("B", "2026-04-09")
    assert tip(log, "thank_you", "after_every_interview") == (1, 3)


def test_an_interview_without_a_note_counts_once_the_time_is_over() -> None:
    log = TOUCHES + interview("A", "2026-04-01") + touch("2026-03-01", "introduction")
    assert tip(log, "thank_you", "after_every_interview", date(2026, 4, 7)) == (0, 0)
    assert tip(log, "thank_you", "after_every_interview", date(2026, 4, 8)) == (0, 1)


def test_each_interviewer_is_written_to_whatever_the_case_of_the_name() -> None:
    log = EVENTS + "touch,2026-03-02,,application,website,Kites,Ann Lee,,,\n"
    log += "milestone,2026-04-01,interview,,,Kites,,Ann Lee,,\nmilestone,2026-04-01,interview,,,Kites,,Bob Ray,,\n"
    log += "touch,2026-04-02,,thank_you,email,Kites,ANN LEE,,,\n"
    assert tip(log, "thank_you", "to_everyone_you_met") == (1, 2)
    assert tip(log, "thank_you", "after_every_interview") == (1, 1)


def test_arrival_counts_from_the_interview_before_it_was_posted() -> None:
    log = TOUCHES + interview("A") + interview("B") + interview("C")
    log += touch("2026-04-02", "letter", company="A", arrived_at="2026-04-06")
    log += touch("2026-04-02", "letter", company="B", arrived_at="2026-04-07") + touch(
        "2026-04-02", "letter", company="C"
    )
    assert tip(log, "letter", "arrives_in_time") == (1, 2)


def test_personalised_is_yes_or_no_and_an_empty_cell_neither() -> None:
    log = TOUCHES + "".join(
        note(name, "2026-04-01", personalised=said)
        for name, said in zip("ABC", ("yes", "no", ""), strict=True)
    )
    assert tip(log, "thank_you", "personal") == (1, 2)


def test_thanks_are_whole_words_without_case() -> None:
    log = says("thank_you", "THANKS!", "Thank\nyou, Ann", "a thankless job", "many thank-yous", "")
    assert tip(log, "thank_you", "grateful") == (2, 4)


def test_says_any_finds_phrases_across_punctuation() -> None:
    log = says(
        "next_steps", "What are the next steps?", "nextsteps", "Is there an update, please?", "updated"
    )
    assert tip(log, "next_steps", "ask_for_the_timeline") == (2, 4)


def test_a_question_has_a_question_mark_of_any_script() -> None:
    assert tip(
        says("conversation", "Why kites?", "Kites.", "なぜ？", "لماذا؟"), "conversation", "ask_something_real"
    ) == (3, 4)


def test_mentions_company_wherever_its_name_stands() -> None:
    log = says("thank_you", "At KITES & Co. I learned", "at kites and co", company="Kites & Co.")
    assert tip(log, "thank_you", "names_the_company") == (1, 2)


def test_mentions_contact_takes_a_word_of_the_name_but_no_initial() -> None:
    log = says("connect", "Dear Ann,", "Dear Annabel, I am", "dear LEE", contact="I. Ann Lee")
    assert tip(log, "connect", "names_the_person") == (2, 3)


def test_mentions_role() -> None:
    log = says("materials", "for the data analyst role", "for the role", role="Data Analyst")
    assert tip(log, "materials", "names_the_role") == (1, 2)


def test_length_counts_what_spaces_part() -> None:
    log = says("engage", "one two three four five six seven", "one two  three four\nfive six seven eight")
    assert tip(log, "engage", "share_a_thought") == (1, 2)


def test_a_request_has_a_note_or_none() -> None:
    assert tip(says("connect", "Hello", ""), "connect", "with_a_note") == (1, 2)
    assert tip(says("connect", "", ""), "connect", "with_a_note") == (None, None)


def test_accepted_in_time_or_too_young_to_tell() -> None:
    days = {"2026-04-01": "2026-04-15", "2026-04-02": "2026-04-17", "2026-10-16": "", "2026-10-20": ""}
    log = TOUCHES + "".join(touch(sent, "connect", company=sent, accepted_at=at) for sent, at in days.items())
    assert tip(log, "connect", "accepted", date(2026, 10, 30)) == (1, 3)


def test_spacing_counts_touches_to_the_same_person_without_an_answer_between() -> None:
    log = TOUCHES + touch("2026-04-01", "introduction") + touch("2026-04-03", "engage")
    log += (
        touch("2026-04-06", "engage", replied_at="2026-04-07")
        + touch("2026-04-08", "engage")
        + touch("2026-04-08", "engage", contact="Bob")
    )
    assert tip(log, "engage", "unhurried") == (1, 2)
    assert tip(log, "professionalism", "patient") == (1, 2)


def test_spacing_in_weeks_has_two_ends() -> None:
    days = ("2026-01-01", "2026-01-14", "2026-01-28", "2026-03-25", "2026-05-21")
    log = TOUCHES + "".join(touch(day, "news") for day in days)
    assert tip(log, "news", "every_few_weeks") == (2, 4)


def test_count_before_reply_takes_each_stretch_up_to_an_answer() -> None:
    log = TOUCHES + touch("2026-04-01", "engage") + touch("2026-04-05", "engage", replied_at="2026-04-06")
    log += touch("2026-04-10", "engage") + touch("2026-04-20", "introduction", contact="Bob")
    assert tip(log, "engage", "a_few_times") == (1, 2)
    [row] = [row for row in ask(measured(log), "tips_kept").rows if row["tip"] == "a_few_times"]
    assert scorecard_text.describe_tip(row) == "1 of 2 (9–91\xa0%), 4 days apart (median)"


def test_after_promised_date_is_after_the_latest_and_not_on_it() -> None:
    log = (
        TOUCHES
        + touch("2026-04-01", "application", promised_by="2026-04-10")
        + touch("2026-04-10", "next_steps")
    )
    log += touch("2026-04-11", "next_steps", promised_by="2026-04-20") + touch("2026-04-21", "next_steps")
    log += touch("2026-04-11", "next_steps", company="Hats")
    assert tip(log, "next_steps", "after_the_promised_date") == (1, 3)


def test_after_silence_counts_from_anything_in_the_opportunity() -> None:
    log = TOUCHES + interview("A", "2026-04-01") + touch("2026-04-07", "next_steps", company="A")
    log += touch("2026-04-14", "next_steps", company="A", contact="Bob") + touch(
        "2026-04-14", "next_steps", company="B"
    )
    assert tip(log, "next_steps", "give_them_a_week") == (1, 2)


def test_done_after_silence_asks_once_for_each_silence_until_it_ends() -> None:
    log = (
        TOUCHES
        + touch("2026-03-01", "application", company="A")
        + touch("2026-03-08", "next_steps", company="A")
    )
    log += touch("2026-03-01", "application", company="B", outcome="rejection", outcome_at="2026-04-01")
    log += touch("2026-03-01", "introduction", company="C") + touch(
        "2026-03-01", "application", company="D", replied_at="2026-03-10"
    )
    assert tip(log, "next_steps", "ask_when_it_goes_quiet", date(2026, 4, 30)) == (1, 3)


def test_ones_own_application_ends_no_silence() -> None:
    """Two silences, from either application on; the message of the 25th came in both before any news."""
    log = TOUCHES + "".join(touch(f"2026-03-{day}", "application", company="A") for day in ("01", "20"))
    log += touch("2026-03-25", "next_steps", company="A")
    assert tip(log, "next_steps", "ask_when_it_goes_quiet", date(2026, 4, 30)) == (2, 2)


def test_done_when_possible_takes_every_opportunity_that_came_that_far() -> None:
    log = (
        TOUCHES
        + touch("2026-03-01", "application", company="A")
        + touch("2026-03-02", "referral", company="A")
    )
    log += touch("2026-03-01", "introduction", company="B") + touch("2026-03-01", "introduction", company="C")
    assert tip(log, "referral", "ask_somebody") == (1, 3)


def test_at_the_start_is_first_or_no_later_than_the_application() -> None:
    log = (
        TOUCHES
        + touch("2026-03-01", "referral", company="A")
        + touch("2026-03-02", "application", company="A")
    )
    log += touch("2026-03-01", "introduction", company="B") + touch("2026-03-05", "referral", company="B")
    log += touch("2026-03-05", "application", company="B")
    log += touch("2026-03-01", "application", company="C") + touch("2026-03-02", "referral", company="C")
    assert tip(log, "referral", "at_the_start") == (2, 3)


def test_after_an_event_somebody_there_hears_from_you_within_a_week() -> None:
    log = TOUCHES + "".join(
        touch("2026-04-01", "event", channel="event", contact=name) for name in ("Ann", "Bob", "Cem", "")
    )
    log += touch("2026-04-08", "introduction", contact="Ann") + touch(
        "2026-04-09", "introduction", contact="Bob"
    )
    log += touch("2026-04-03", "event", channel="event", contact="Cem")
    assert tip(log, "event", "follow_within_a_week") == (2, 5)


def test_answer_time_is_two_days_for_every_answer_that_is_no_rejection() -> None:
    log = (
        TOUCHES
        + touch("2026-04-01", "introduction", replied_at="2026-04-03")
        + touch("2026-04-05", "conversation")
    )
    log += touch("2026-04-01", "introduction", contact="Bob", replied_at="2026-04-03") + touch(
        "2026-04-06", "conversation", contact="Bob"
    )
    log += touch("2026-04-01", "introduction", contact="Cem", replied_at="2026-04-03", outcome="rejection")
    log += touch("2026-04-01", "introduction", contact="Dee", replied_at="2026-04-29")
    assert tip(log, "professionalism", "prompt", date(2026, 4, 30)) == (1, 2)


def test_answer_time_is_48_hours_where_times_are_known() -> None:
    log = (
        TOUCHES
        + touch("2026-04-01 09:00", "introduction", replied_at="2026-04-03 09:00")
        + touch("2026-04-05 09:01", "conversation")
    )
    assert tip(log, "professionalism", "prompt") == (0, 1)


def test_after_a_no_one_thank_you_at_most() -> None:
    no = {"outcome": "rejection", "outcome_at": "2026-04-01"}
    log = TOUCHES + "".join(touch("2026-03-01", "application", company=name, **no) for name in "ABC")
    log += (
        note("A", "2026-04-02")
        + touch("2026-04-02", "next_steps", company="B")
        + touch("2026-03-01", "introduction", company="D", do_not_contact="yes")
    )
    log += touch("2026-03-02", "introduction", company="D")
    assert tip(log, "professionalism", "takes_no_for_an_answer") == (2, 4)


def test_every_rule_has_been_counted_by_hand_above() -> None:
    counted = {tip.rule for strategy in playbook.load() for tip in strategy.tips}
    assert counted == set(playbook.RULES)


@pytest.mark.parametrize(
    "message",
    [
        "?" * 20_000,
        "(((",
        "a\\b",
        ".*?",
        "$words",
        "'; drop table measured_touches; --",
        "thanks\x0b\u2028thanks",
        "َ" * 50,
        "🙂",
        "%s {} [^",
    ],
)
def test_no_text_or_name_breaks_a_rule_or_leaves(message: str) -> None:
    log = measured(says("thank_you", message, company=message[:40], contact=message[:40], role=message[:40]))
    answer = ask(log, "tips_kept")
    assert len(answer.rows) == 44
    assert message not in str([answer.rows, answer.counts, answer.verdict])


def test_the_tips_say_what_the_log_would_have_to_hold() -> None:
    log = "sent_at,strategy,company\n" + "".join(f"2026-03-0{day},engage,A\n" for day in range(1, 7))
    assert ask(measured(log), "tips_kept").verdict == (
        "Your log can tell about 1 of 44 tips so far. It would have to say what you wrote for 21 others."
    )
