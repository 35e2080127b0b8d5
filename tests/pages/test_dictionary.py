"""The dictionary as a page: without a log, searched, and taken along."""

from streamlit.testing.v1 import AppTest

from analysis.questions import QUESTIONS
from tests.pages.screen import visit


def explained(app: AppTest) -> list[str]:
    return [expander.label for expander in app.expander]


def test_every_question_is_there_before_any_log_is(app: AppTest) -> None:
    assert explained(visit(app, "dictionary")) == [question.title for question in QUESTIONS.values()]


def test_a_search_narrows_it(app: AppTest) -> None:
    page = visit(app, "dictionary").text_input(key="look_up").set_value("hazard").run()
    assert explained(page) == [QUESTIONS["replies_by_touch_number"].title]


def test_a_search_that_finds_nothing_says_what_to_do(app: AppTest) -> None:
    page = visit(app, "dictionary").text_input(key="look_up").set_value("<b>xyzzy").run()
    assert "Try one of them alone" in page.info[0].value
