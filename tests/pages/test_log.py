"""The Log page: a file comes in, its questions are asked, every row's fate is shown."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Bring
from tests.pages.screen import click, markup, plain

TOUCHES = (
    b"sent_at,channel,company,replied_at\n2026-03-02,email,Kites,2026-03-04\n2026-03-05,letter,Teapots,\n"
)
TWO_WAYS = (
    b"sent_at,channel,company\n03/04/2026,email,Kites\n05/04/2026,email,Teapots\n06/04/2026,letter,Looms\n"
)
TWICE = b"sent_at,channel,company\n2026-03-02,email,Kites\n2026-03-02,email,Kites\n2026-03-09,email,Looms\n"
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    "![x](http://evil.example/x.png)",
    "[click](http://evil.example)",
    "שלום עולם",
    "x" * 5000,
]


def fates(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def test_a_stranger_is_shown_the_two_ways_in(app: AppTest) -> None:
    assert app.title[0].value == "Which follow-ups get answers?"
    assert "gone when you reload" in markup(app)


def test_the_sample_leads_to_the_overview(sample: AppTest) -> None:
    assert sample.title[0].value == "Overview"
    assert not sample.exception


def test_after_an_upload_the_report_comes_first(bring: Bring) -> None:
    app = bring(TOUCHES)
    assert fates(app) == {"Used": "2", "Set aside": "0", "Skipped": "0", "Repeats removed": "0"}
    assert click(app, "See your overview").title[0].value == "Overview"


def test_ambiguous_dates_are_asked_about_once_and_the_answer_counts(bring: Bring) -> None:
    app = bring(TWO_WAYS)
    assert app.subheader[0].value == "One question first: how do you write dates?"
    click(app, "The day comes first")
    assert "6 April 2026" in plain(app)


def test_a_file_of_headers_alone_is_told_and_can_be_replaced(bring: Bring) -> None:
    app = bring(b"company,sent_at\n")
    assert not app.exception
    assert fates(app) == {"Used": "0", "Set aside": "0", "Skipped": "0", "Repeats removed": "0"}
    assert "Start over with another file, or delete this one" in [each.label for each in app.expander]


def test_both_readings_are_shown_on_rows_of_the_person(bring: Bring) -> None:
    shown = bring(TWO_WAYS).dataframe[0].value
    assert shown.iloc[0].to_list() == ["03/04/2026", "03 April 2026", "04 March 2026"]


def test_a_row_that_cannot_be_read_is_set_aside_with_line_value_and_reason(bring: Bring) -> None:
    app = bring(TOUCHES + b"soon,email,Looms,\n")
    assert fates(app)["Set aside"] == "1"
    assert app.dataframe[0].value.iloc[0].to_list() == [
        "4",
        "sent_at: this is not a date that can be read",
        "soon",
        "email",
        "Looms",
        "",
    ]


def test_identical_rows_are_removed_by_the_person_alone_and_can_come_back(bring: Bring) -> None:
    app = bring(TWICE)
    assert fates(app)["Repeats removed"] == "0"
    assert fates(click(app, "Remove all repeats"))["Repeats removed"] == "1"
    assert fates(click(app, "Put the repeats back"))["Repeats removed"] == "0"


def test_a_proposed_meaning_counts_only_once_it_is_accepted(bring: Bring) -> None:
    app = bring(TOUCHES.replace(b"letter", b"lettter"))
    assert "Words to explain: 1" in markup(app)
    click(app, "Use these meanings")
    assert "Words to explain" not in markup(app)


def test_what_nothing_says_is_said_at_the_top_with_the_columns_that_may_say_it(bring: Bring) -> None:
    app = bring(b"sent_at,Wie,replied\n2026-03-02,Pigeon,yes\n2026-03-05,Bottle,no\n2026-03-06,Bottle,no\n")
    [told] = app.info
    assert told.value.startswith("Nothing here says by which way you wrote")
    assert "Is it the column Wie" in told.value


def test_a_row_worth_a_look_is_counted_alike_wherever_it_is_told(bring: Bring) -> None:
    app = bring(TWICE + b"2026-03-09,,Moons\n,email,Moons\n")
    told = [each.label for each in app.expander]
    assert "Worth a look: 1 row" in told
    assert "Worth a look: 1" in app.segmented_control[0].options


def test_an_old_log_is_asked_about_and_the_answer_is_kept(bring: Bring) -> None:
    app = bring(TOUCHES)
    assert "Is anything missing?" in plain(app)
    click(app, "Nothing is missing: count until yesterday")
    assert "Is anything missing?" not in plain(app)


def test_a_deleted_log_is_gone(bring: Bring) -> None:
    app = click(bring(TOUCHES), "Yes, delete it")
    assert app.title[0].value == "Which follow-ups get answers?"


@pytest.mark.parametrize("content", [b"", b"\n\n", b"%PDF-1.7 \x00\x01", b"colour,size\nred,3\n"])
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(bring: Bring, content: bytes) -> None:
    app = bring(content)
    assert app.error[0].value == "This file can't be used yet."
    assert not app.exception


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_nothing_from_a_file_is_read_as_markup(bring: Bring, text: str) -> None:
    quoted = f'"{text}"'
    app = bring(
        f"sent_at,channel,company,{quoted}\nsoon {quoted[1:-1]},{quoted},{quoted},{quoted}\n".encode()
    )
    assert text not in markup(app)
    assert not app.exception


def test_three_hundred_columns_fit(bring: Bring) -> None:
    names = ",".join(f"column {number}" for number in range(298))
    app = bring(f"sent_at,channel,{names}\n2026-03-02,email{',x' * 298}\n".encode())
    assert "300 columns" in "".join(expander.label for expander in app.expander)
