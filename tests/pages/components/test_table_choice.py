"""Of several tables in a file the likeliest is read and another can be chosen; a harmful file is told in a sentence."""

from streamlit.testing.v1 import AppTest

from tests import workbooks as made
from tests.data.files.test_workbook import FAR
from tests.pages.screen import plain

SENT = [
    ("sent_at", "channel", "company"),
    ("2026-03-02", "email", "Kites"),
    ("2026-03-05", "letter", "Teapots"),
]
LISTS = [("Colour", "Size"), *[("red", "small")] * 9]


def bring(app: AppTest, content: bytes, name: str = "log.xlsx") -> AppTest:
    return app.file_uploader(key="first file").upload(name, content, "application/octet-stream").run()


def test_a_workbook_is_understood_and_its_other_sheet_can_be_chosen(app: AppTest) -> None:
    app = bring(app, made.xlsx(Lists=LISTS, Log=SENT, March=SENT[:2]))
    assert [metric.value for metric in app.metric if metric.label == "Used"] == ["3"]
    [tables] = app.selectbox
    assert (tables.value, tables.options[1:]) == ("all alike", ["Lists", "Log", "March"])
    app = tables.set_value("March").run()
    assert [metric.value for metric in app.metric if metric.label == "Used"] == ["1"]


def test_a_sheet_that_says_nothing_is_refused_and_another_can_be_chosen_there(app: AppTest) -> None:
    app = bring(app, made.xlsx(Lists=LISTS, Log=SENT))
    app = app.selectbox[0].set_value("Lists").run()
    assert "Nothing in this file says what was done" in plain(app)
    assert app.selectbox[0].set_value("Log").run().metric[0].value == "2"


def test_a_harmful_workbook_is_told_in_a_sentence_and_the_session_goes_on(app: AppTest) -> None:
    app = bring(app, made.by_hand(FAR))
    assert "reaches as far as the cell XFD1048576" in plain(app)
    assert not app.exception
    again = app.file_uploader(key="another file").upload("log.xlsx", made.xlsx(Log=SENT), "x").run()
    assert [metric.value for metric in again.metric if metric.label == "Used"] == ["2"]
