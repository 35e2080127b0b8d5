"""The Timing page."""

from streamlit.testing.v1 import AppTest

from tests.pages.screen import figures, plain, titles, visit


def test_the_page_answers_seven_questions_about_time(sample: AppTest) -> None:
    assert titles(visit(sample, "timing"))[:7] == [
        "Does following up help, and after how many days of silence?",
        "When should you follow up, and when stop waiting?",
        "Does a thank-you note within a day go with getting further?",
        "How long do answers take?",
        "Do second and third messages get answers?",
        "How long to wait between messages?",
        "Does the day or the time of day matter?",
    ]
    assert len(figures(sample)) == 7


def test_the_horizon_changes_what_counts_as_an_answer(sample: AppTest) -> None:
    assert "Of the replies that come within 30 days" in plain(visit(sample, "timing"))
    assert "Of the replies that come within 14 days" in plain(
        sample.button_group(key="within").set_value(14).run()
    )


def test_the_gaps_follow_the_horizon_that_was_chosen(sample: AppTest) -> None:
    assert "answered within 14 days, like for like" in str(figures(visit(sample, "timing")))
    chosen = sample.button_group(key="within").set_value(60).run()
    assert "answered within 14 days, like for like" not in str(figures(chosen))


def test_advice_without_data_says_that_it_is_a_rule_of_thumb(app: AppTest) -> None:
    app.file_uploader(key="first file").upload(
        "log.csv", b"sent_at,channel\n2026-03-02,email\n", "text/csv"
    ).run()
    shown = plain(visit(app, "timing"))
    assert (
        "Follow up after 7 days of silence and stop waiting after 30: a rule of thumb, not your data."
        in shown
    )
