"""A notebook that is published: who sees what of it, without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from analysis.notebook.document.cells import SQL, TEXT, Cell
from analysis.notebook.document.notebook_editor import NotebookEditor
from analysis.notebook.sandbox.confinement_check import check_confinement
from data.settings import variable
from tests.pages.components.test_share_levels import choose, enter, tokens
from tests.pages.conftest import View
from tests.pages.screen import click, markup, plain

pytestmark = pytest.mark.usefixtures("folder")

COMPANIES = "select company, count(*) as n from touches group by company order by n desc limit 1"
CELLS = (
    Cell("t", TEXT, content="What **I** see [here](https://evil.example)"),
    Cell("s", SQL, "sent", COMPANIES),
)


@pytest.fixture
def owner(sample: AppTest) -> AppTest:
    """Someone who has written a notebook."""
    if not check_confinement():
        pytest.skip(check_confinement().reason)
    sample.session_state["notebook"] = NotebookEditor(CELLS)
    return sample


def published(owner: AppTest, level: str) -> AppTest:
    """The Share page with a notebook that is to leave too."""
    choose(owner, level).toggle(key="with notebook").set_value(True).run()
    return owner.checkbox[0].check().run() if owner.checkbox else owner


def test_a_share_of_numbers_can_carry_no_notebook(owner: AppTest) -> None:
    choose(owner, "numbers")
    assert "Your notebook stays out: its texts and results can hold names." in markup(owner)
    assert [toggle.key for toggle in owner.toggle] == []


def test_a_notebook_that_was_to_leave_stays_where_only_numbers_do(owner: AppTest, view: View) -> None:
    published(owner, "coded")
    [token] = tokens(click(choose(owner, "numbers"), "Publish"))
    seen = enter(view(token))
    assert seen.session_state["viewing"].snapshot.notebook == ()
    assert "Notebook" not in [heading.value for heading in seen.subheader]


def test_the_preview_shows_the_notebook_as_viewers_will_see_it(owner: AppTest) -> None:
    app = click(published(owner, "coded"), "Preview")
    assert "<strong>I</strong> see here" in app.get("html")[0].proto.body
    assert str(app.dataframe[-1].value["company"][0]).startswith("Company ")


@pytest.mark.parametrize(("level", "company"), [("coded", "Company "), ("full", "Fabled Windmills")])
def test_a_viewer_sees_texts_and_results_of_the_log_as_it_left(
    owner: AppTest, view: View, level: str, company: str
) -> None:
    [token] = tokens(click(published(owner, level), "Publish"))
    seen = enter(view(token))
    assert [heading.value for heading in seen.subheader][-1] == "Notebook"
    assert str(seen.dataframe[-1].value["company"][0]).startswith(company)
    assert "<strong>I</strong> see here" in seen.get("html")[0].proto.body
    assert "select" not in plain(seen)


def test_what_leaves_of_a_notebook_is_listed(owner: AppTest) -> None:
    published(owner, "full")
    listed = owner.dataframe[0].value
    assert list(listed[listed["On the dashboard"] == "Your notebook"]["Holds"]) == [
        "what you wrote",
        "1 row: company, n",
    ]


def test_whoever_adds_a_notebook_is_asked_once_more(owner: AppTest) -> None:
    choose(owner, "coded").toggle(key="with notebook").set_value(True).run()
    assert "no name of your log is in them, but only you can see what else they give away" in markup(owner)
    assert next(button for button in owner.button if button.label == "Publish").disabled


def test_what_a_result_reads_and_viewers_do_not_get_is_told_to_both(owner: AppTest, view: View) -> None:
    texts = "select message from touches where message is not null"
    owner.session_state["notebook"] = NotebookEditor((Cell("s", SQL, "result_4", texts),))
    app = published(owner, "full")
    assert "“result_4” reads messages, which don't leave: viewers get 0 rows of it." in plain(app)
    seen = enter(view(*tokens(click(app, "Publish"))))
    assert plain(seen).splitlines()[-1] == "Result 4"
    assert "0 rows.\nThis needs messages, which are no part of this share" in markup(seen)


def test_one_row_is_called_one_row(owner: AppTest, view: View) -> None:
    seen = enter(view(*tokens(click(published(owner, "full"), "Publish"))))
    assert "\n1 row." in markup(seen)


def test_a_notebook_stays_unless_one_says_otherwise(owner: AppTest, view: View) -> None:
    [token] = tokens(click(choose(owner, "full"), "Publish"))
    assert "Notebook" not in [heading.value for heading in enter(view(token)).subheader]


def test_a_name_in_a_coded_notebook_is_refused_in_a_sentence(owner: AppTest) -> None:
    owner.session_state["notebook"] = NotebookEditor((Cell("t", TEXT, content="Fabled Windmills were kind"),))
    published(owner, "coded")
    assert "A text of your notebook names “fabled windmills”" in owner.error[0].value


def test_without_sql_a_notebook_with_sql_stays(owner: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable("sql"), "off")
    published(owner, "full")
    assert "Leave your notebook out." in owner.error[0].value
