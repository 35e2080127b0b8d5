"""Adding several activities manually, one after the other, in the form that stays open."""

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from data.imports.choices import Choices, ManualEntry
from data.imports.log import import_log
from data.imports.upload import Upload
from pages.components.log.manual_entry_form import EMPTY_LOG, OpenedLog, look_at
from tests.pages.screen import click, plain

TODAY = date.today()


def show() -> None:
    """The form alone: a browser keeps it open behind "Add another", while a test runs the whole script anew."""
    import streamlit as st

    from pages.components.log import manual_entry_form

    manual_entry_form.show_form(st.session_state["opened"])


def open_form(upload: Upload | None, opened: OpenedLog) -> AppTest:
    app = AppTest.from_function(show)
    app.session_state["opened"] = opened
    if upload:
        app.session_state["upload"] = upload
    return app.run()


def open_on(text: str, as_of: date | None = None) -> AppTest:
    """The form, opened on a log that is counted until a day."""
    upload = Upload(text.encode(), "log.csv", as_of=as_of)
    return open_form(upload, look_at(import_log(upload).measure(today=TODAY, as_of=as_of)))


def added(app: AppTest) -> tuple[ManualEntry, ...]:
    choices: Choices = app.session_state["upload"].choices
    return choices.added


def test_add_another_adds_and_empties_the_form_but_for_the_day() -> None:
    app = open_on("sent_at,channel,company\n2026-03-02,email,Kites\n")
    app.date_input(key="touch sent_at").set_value(date(2026, 3, 6))
    app.selectbox(key="touch channel").set_value("letter")
    app.selectbox(key="touch company").set_value("Kites")
    app.date_input(key="touch replied_at").set_value(date(2026, 3, 9))
    app.selectbox(key="touch outcome").set_value("positive")
    app.text_area(key="touch notes").set_value("by post")
    click(app, "Add another")
    first = ManualEntry(
        *(date(2026, 3, 6), "letter", "", "Kites"),
        replied_at=date(2026, 3, 9),
        outcome="positive",
        notes="by post",
    )
    assert added(app) == (first,)
    assert "1 activity added." in plain(app)
    assert app.date_input(key="touch sent_at").value == date(2026, 3, 6)
    assert app.date_input(key="touch replied_at").value is None
    assert [each.value for each in app.selectbox] == [None] * 5
    assert app.text_area(key="touch notes").value == ""
    app.selectbox(key="touch channel").set_value("phone")
    click(app, "Add")
    assert added(app) == (first, ManualEntry(date(2026, 3, 6), "phone"))


@pytest.mark.parametrize(
    ("days", "until"),
    [((10, 20), None), ((20, 10), None), ((10, 30), 10), ((30,), 0)],
    ids=["each soon after", "in any order", "a gap behind the first", "a gap at once"],
)
def test_the_data_date_goes_on_with_each_activity(days: tuple[int, ...], until: int | None) -> None:
    last = TODAY - timedelta(days=40)
    app = open_on(f"sent_at,channel,company\n{last},email,Kites\n")
    for day in days:
        app.date_input(key="touch sent_at").set_value(last + timedelta(days=day))
        click(app, "Add another")
    assert app.session_state["upload"].as_of == (None if until is None else last + timedelta(days=until))


@pytest.mark.parametrize("day", [12, 30])
def test_an_earlier_data_date_that_was_chosen_stays(day: int) -> None:
    last = TODAY - timedelta(days=40)
    earlier = last - timedelta(days=5)
    app = open_on(f"sent_at,channel,company\n{earlier},email,Kites\n{last},email,Looms\n", as_of=earlier)
    app.date_input(key="touch sent_at").set_value(last + timedelta(days=day - 5))
    click(app, "Add another")
    assert app.session_state["upload"].as_of == earlier


def test_a_log_begins_with_several_activities() -> None:
    app = open_form(None, OpenedLog())
    app.selectbox(key="touch channel").set_value("phone")
    click(click(app, "Add another"), "Add another")
    assert app.session_state["upload"].content == EMPTY_LOG
    assert added(app) == (ManualEntry(TODAY, "phone"), ManualEntry(TODAY))


def test_a_name_that_was_typed_is_offered_from_then_on() -> None:
    entries = (ManualEntry(TODAY, company="Looms"), ManualEntry(TODAY, company="Ovens", contact="Ada"))
    opened = OpenedLog({"company": ["Kites"], "contact": []}, entries=1)
    app = open_form(Upload(EMPTY_LOG, "my log.csv", Choices(added=entries)), opened)
    assert app.selectbox(key="touch company").options == ["Kites", "Ovens"]
    assert app.selectbox(key="touch contact").options == ["Ada"]
