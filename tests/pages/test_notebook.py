"""The notebook without a browser: cells, results that belong to them, and what is said where SQL can't be."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.notebook.document import ipynb
from analysis.notebook.document.cells import SQL, Cell
from analysis.notebook.sandbox.confinement_check import Confinement, check_confinement
from analysis.questions import QUESTIONS
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from data.settings import variable
from data.store import object_store, saved_log
from pages import session
from pages.session import notebook_state
from tests.pages.conftest import Bring
from tests.pages.screen import click, figures, markup, plain, titles, visit
from tests.paths import ROOT
from tests.patience import CEILING

ANSWERS = ("overview", "channels", "strategies", "offers", "playbook", "timing")
SENT = "select channel, count(*) as n from touches group by all order by n desc limit 2"
EVIL = "![x](http://evil.example) <img src=x>"
HOSTILE = f'sent_at,channel,company\n2026-03-02,email,"{EVIL}"\n2026-03-03,letter,Looms\n'


@pytest.fixture
def notebook(sample: AppTest) -> AppTest:
    """The empty notebook of the sample log."""
    if not check_confinement():
        pytest.skip(check_confinement().reason)
    return visit(sample, "notebook")


@pytest.fixture(scope="module")
def log() -> MeasuredLog:
    return import_log(Upload(b"sent_at,channel\n2026-03-02,email\n", "log.csv")).measure(
        today=date(2026, 4, 1)
    )


def ids(app: AppTest) -> list[str]:
    """The cells, from the top."""
    return [cell.id for cell in app.session_state["notebook"].cells]


def write(app: AppTest, text: str, kind: str = "Add SQL") -> AppTest:
    """Add a cell and fill it in."""
    click(app, kind)
    return app.text_area[0].set_value(text).run()


def do(app: AppTest, cell: int, what: str) -> AppTest:
    """Choose something in the menu of a cell."""
    return app.menu_button(key=f"more {ids(app)[cell]}").click(what).run()


def edit(app: AppTest, cell: int) -> AppTest:
    return app.button(key=f"edit {ids(app)[cell]}").click().run()


def tables(app: AppTest) -> list[list[list[object]]]:
    """The rows of every table."""
    return [table.value.values.tolist() for table in app.dataframe]


def test_without_a_log_it_says_what_to_do(app: AppTest) -> None:
    assert visit(app, "notebook").info[0].value == "Bring your log, or look around with a made-up one first."


def test_a_query_gives_rows(notebook: AppTest) -> None:
    assert tables(write(notebook, SENT)) == [[["email", 52], ["linkedin", 35]]]
    assert not notebook.exception


def test_a_mistake_is_told_with_its_line_and_what_to_do(notebook: AppTest) -> None:
    write(notebook, "select channel,\n  cuont(*)\nfrom touches group by all")
    assert "Line 2" in markup(notebook)
    assert plain(notebook).splitlines()[-2:] == ["There is no function “cuont” here", "Did you mean count?"]
    assert notebook.code[-1].value == "2 |   cuont(*)\n      ^"


def test_a_mistake_that_is_put_right_gives_rows(notebook: AppTest) -> None:
    write(notebook, SENT.replace("channel", "chanel"))
    assert tables(notebook) == []
    assert tables(notebook.text_area[0].set_value(SENT).run()) == [[["email", 52], ["linkedin", 35]]]


def test_a_change_above_runs_what_uses_it(notebook: AppTest) -> None:
    write(write(notebook, SENT), "select sum(n)::int as n from result")
    assert tables(notebook)[1] == [[87]]
    edit(notebook, 0).text_area[0].set_value(SENT.replace("limit 2", "limit 1")).run()
    assert tables(notebook) == [[["email", 52]], [[52]]]


def test_what_uses_a_broken_cell_waits_for_it(notebook: AppTest) -> None:
    write(write(notebook, "select"), "select * from result")
    assert "“result” has no result" in plain(notebook)
    edit(notebook, 0).text_area[0].set_value("select 7 as n").run()
    assert tables(notebook) == [[[7]], [[7]]]


def test_a_cell_moved_above_what_it_uses_shows_no_old_result(notebook: AppTest) -> None:
    write(write(notebook, SENT), "select sum(n)::int as n from result")
    do(notebook, 1, "Move up")
    assert "“result” is made further down\nA cell reads only what stands above it: move" in plain(notebook)
    do(notebook, 0, "Move down")
    assert tables(notebook) == [[["email", 52], ["linkedin", 35]], [[87]]]


def test_a_copy_has_a_name_and_a_result_of_its_own(notebook: AppTest) -> None:
    do(write(notebook, SENT), 0, "Duplicate")
    assert [cell.name for cell in notebook.session_state["notebook"].cells] == ["result", "result_2"]
    assert len(tables(notebook)) == 2


def test_a_deleted_cell_can_be_brought_back(notebook: AppTest) -> None:
    do(write(notebook, "Some words", "Add a text"), 0, "Delete")
    assert ids(notebook) == []
    assert "“Bring the deleted cell back” stands at the top." in notebook.toast[0].value
    assert len(ids(click(notebook, "Bring the deleted cell back"))) == 1


def test_a_name_is_put_into_a_new_query_where_the_open_one_was_deleted(notebook: AppTest) -> None:
    do(write(notebook, SENT), 0, "Delete")
    notebook.session_state["notebook"].insert("channel", None)
    assert [cell.content for cell in notebook.session_state["notebook"].cells] == ["channel"]


def test_a_collapsed_cell_shows_its_name_alone(notebook: AppTest) -> None:
    do(write(notebook, "# A thought\nand more", "Add a text"), 0, "Collapse")
    assert "A thought" in plain(notebook)
    assert notebook.text_area == []


def test_a_cell_can_be_added_between_others(notebook: AppTest) -> None:
    write(write(notebook, "One", "Add a text"), "Two", "Add a text")
    do(notebook, 0, "Add SQL below")
    assert [cell.kind for cell in notebook.session_state["notebook"].cells] == ["text", "sql", "text"]


def test_a_result_gets_a_name_that_sql_can_use(notebook: AppTest) -> None:
    write(notebook, SENT)
    notebook.text_input[0].set_value("Select").run()
    assert "“select” already means something in SQL, in Python or in your log" in plain(notebook)
    notebook.text_input[0].set_value("Sent_most").run()
    assert tables(write(notebook, "select n from sent_most limit 1"))[1] == [[52]]


def test_a_result_becomes_a_chart_and_a_table_again(notebook: AppTest) -> None:
    write(notebook, SENT)
    kind = f"as {ids(notebook)[0]}"
    notebook.button_group(key=kind).set_value("bar").run()
    assert ('"orientation":"h"' in figures(notebook)[0], tables(notebook)) == (True, [])
    notebook.button_group(key=kind).set_value("Table").run()
    assert (figures(notebook), len(tables(notebook))) == ([], 1)


def test_a_column_is_put_into_the_open_query(notebook: AppTest) -> None:
    write(notebook, "select 1")
    notebook.session_state["table touches"] = True
    notebook.run().button(key="put touches channel").click().run()
    assert notebook.text_area[0].value == "select 1 channel"
    assert "Not run yet." in markup(notebook)


def test_a_table_can_begin_a_query(notebook: AppTest) -> None:
    notebook.session_state["table replies"] = True
    notebook.run().button(key="put replies").click().run()
    assert [cell.content for cell in notebook.session_state["notebook"].cells] == ["replies"]


def test_a_ready_made_query_runs_at_once(notebook: AppTest) -> None:
    notebook.menu_button[-1].click_index(0).run()
    assert len(tables(notebook)[0]) == 10


@pytest.mark.parametrize("page", ANSWERS)
def test_every_answer_of_every_page_opens_in_the_notebook(sample: AppTest, page: str) -> None:
    app = visit(sample, page)
    asked = {question.title: question.key for question in QUESTIONS.values() if question.title in titles(app)}
    opens = [button.key for button in app.button if button.label == "Open in notebook"]
    assert opens == [f"note {key}" for key in map(asked.get, titles(app)) if key]
    app.button(key=str(opens[-1])).click().run()
    assert (app.title[0].value, titles(app)[0] in asked) == ("Notebook", True)


def test_an_answer_opens_with_its_filters_and_parameters(sample: AppTest) -> None:
    visit(sample, "channels").button_group(key="channel").set_value(["email"]).run()
    sample.button_group(key="per").set_value("contact").run()
    [verdict, *_] = plain(sample).splitlines()
    sample.button(key="note response_by_channel").click().run()
    [cell] = sample.session_state["notebook"].cells
    assert (cell.parameters["per"], cell.filters) == ("contact", {"channels": ["email"]})
    assert verdict in plain(sample)


def test_the_parameters_of_a_question_are_fields(notebook: AppTest) -> None:
    notebook.menu_button[-2].click("follow_up").run()
    before = plain(notebook)
    notebook.number_input[0].set_value(5).run()
    assert notebook.session_state["notebook"].cells[0].parameters == {"within": 5}
    assert plain(notebook) != before


def test_sql_reads_from_the_rows_of_a_question(notebook: AppTest) -> None:
    notebook.menu_button[-2].click("response_by_channel").run()
    write(notebook, "select name, n from response_by_channel order by n desc limit 1")
    assert tables(notebook)[-1] == [["email", 52]]


@pytest.mark.parametrize("why", ["switched off", "not confined"])
def test_without_sql_texts_and_questions_still_work(
    sample: AppTest, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    if why == "switched off":
        monkeypatch.setenv(variable("sql"), "off")
    else:
        monkeypatch.setattr(
            notebook_state, "check_confinement", lambda: Confinement("SQL cells are off: a query could read.")
        )
    app = visit(sample, "notebook")
    assert "off" in app.info[0].value
    assert next(button for button in app.button if button.label == "Add SQL").disabled
    app.menu_button[-2].click("journey").run()
    write(app, "**Mine**", "Add a text")
    assert len(figures(app)) == 1
    assert not app.exception


def test_words_of_the_log_are_never_markup(bring: Bring) -> None:
    app = visit(bring(HOSTILE.encode()), "notebook")
    write(app, "select company, 1 as n from touches")
    app.button_group(key=f"as {ids(app)[0]}").set_value("bar").run()
    write(app, "select company::integer from touches")
    assert "evil.example" in plain(app)
    assert "evil.example" not in markup(app)
    assert "<img" not in figures(app)[0]


def test_another_log_is_asked_the_same(notebook: AppTest) -> None:
    write(notebook, "select count(*) as n from touches")
    visit(notebook, "log").file_uploader(key="another file").upload("log.csv", HOSTILE.encode()).run()
    assert tables(visit(notebook, "notebook")) == [[[2]]]


def test_a_kept_log_brings_its_notebook_back_and_runs_nothing(
    notebook: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(object_store.SETTING, str(tmp_path))
    session.server.store.clear()
    write(notebook, SENT)
    key = saved_log.write_key_file(
        click(visit(notebook, "log"), "Keep this log").session_state["keeping"].log
    )
    other = AppTest.from_file(ROOT / "app.py", default_timeout=CEILING).run()
    other.file_uploader(key="first key").upload("key.txt", key.encode()).run()
    visit(click(other, "Bring it back"), "notebook")
    assert [cell.content for cell in other.session_state["notebook"].cells] == [SENT]
    assert ("Not run yet." in markup(other), tables(other)) == (True, [])
    assert tables(click(other, "Run all")) == [[["email", 52], ["linkedin", 35]]]


def test_a_notebook_from_a_file_takes_the_place_of_this_one_and_runs_nothing(
    notebook: AppTest, log: MeasuredLog
) -> None:
    brought = ipynb.write_ipynb((Cell("a", SQL, "brought", SENT),), {}, log)
    write(notebook, "Mine", "Add a text")
    notebook.file_uploader(key="bring notebook").upload("a.ipynb", brought).run()
    assert "1 cell. It takes the place" in markup(notebook)
    click(notebook, "Open it")
    assert ([code.value for code in notebook.code][:1], tables(notebook)) == ([SENT], [])
    assert tables(click(notebook, "Run all")) == [[["email", 52], ["linkedin", 35]]]


def test_a_file_that_is_no_notebook_changes_nothing(notebook: AppTest) -> None:
    write(notebook, "Mine", "Add a text")
    notebook.file_uploader(key="bring notebook").upload("a.ipynb", b"{}").run()
    assert "This file is no Jupyter notebook of version 4." in plain(notebook)
    assert len(ids(notebook)) == 1
