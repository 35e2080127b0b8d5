"""Exploring: a number filters every page, the period before stands beside, and views have names."""

from datetime import date

from streamlit.testing.v1 import AppTest

from tests.pages.screen import click, plain, visit


def chips(app: AppTest) -> list[str]:
    return [button.label for button in app.button if (button.key or "").startswith("chip ")]


def test_a_number_can_be_all_that_every_page_shows(sample: AppTest) -> None:
    app = visit(sample, "strategies")
    app = app.selectbox(key="rows response_by_strategy").select_index(0).run()
    app = app.button(key="only response_by_strategy").click().run()
    assert len(chips(app)) == 2
    assert chips(visit(app, "timing")) == chips(app)


def test_a_week_becomes_the_period(sample: AppTest) -> None:
    app = sample.selectbox(key="rows weekly_activity").select_index(0).run()
    app = app.button(key="only weekly_activity").click().run()
    assert [label.split(" ")[0] for label in chips(app)][:2] == ["from", "until"]
    assert app.metric[0].value == app.selectbox(key="rows weekly_activity").options[0].rsplit(": ", 1)[1]


def test_the_period_before_stands_beside_the_one_that_is_chosen(sample: AppTest) -> None:
    assert "before, from" not in plain(sample)
    app = sample.date_input(key="since").set_value(date(2026, 5, 1)).run()
    app = app.date_input(key="until").set_value(date(2026, 5, 30)).run()
    assert "The 30 days before, from 1 April 2026: " in plain(app)


def test_a_view_has_a_name_and_comes_back(sample: AppTest) -> None:
    app = sample.button_group(key="channel").set_value(["email"]).run()
    app = click(app.text_input(key="view name").set_value("Only e-mail").run(), "Save this view")
    app = click(app, "Clear filters")
    assert chips(app) == []
    page = visit(app, "channels")
    assert chips(page.button(key="view Only e-mail").click().run()) == ["E-mail"]


def test_a_view_can_be_forgotten(sample: AppTest) -> None:
    app = click(sample.text_input(key="view name").set_value("All").run(), "Save this view")
    app = app.button(key="drop view All").click().run()
    assert "All" not in [button.label for button in app.button]
