"""Putting rows right on the Log page: cells in place, all alike, touches by hand, identical rows once."""

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from data.exports.detect import detect_export
from data.imports.choices import Choices, ManualEntry
from data.imports.upload import Upload
from data.schema.saved_mapping import save_mapping
from tests.pages.components.test_known_export import use
from tests.pages.conftest import Bring
from tests.pages.screen import click, edit, markup, plain, visit
from tests.pages.test_log import HOSTILE, TWICE, fates

PIGEONS = b"""sent_at,channel,company
soon,email,Kites
2026-03-02,brieftaube,Teapots
2026-03-03,brieftaube,Looms
2026-03-04,brieftaube,Anvils
"""


def look(app: AppTest, view: str) -> AppTest:
    """Look at other rows."""
    return app.button_group(key="rows to put right").set_value(view).run()


def cells(app: AppTest) -> list[list[object]]:
    return app.dataframe[0].value.to_numpy().tolist()


def test_a_row_that_was_set_aside_counts_once_its_date_is_put_right(bring: Bring) -> None:
    app = bring(PIGEONS)
    assert fates(app)["Set aside"] == "1"
    assert cells(app) == [["2", "sent_at: this is not a date that can be read", "soon", "email", "Kites"]]
    edit(app, 0, "c0", "2026-03-01")
    assert (fates(app)["Used"], fates(app)["Set aside"]) == ("4", "0")
    assert "Line 2, sent_at: “soon” is now “2026-03-01”." in plain(app)


def test_a_change_can_be_undone_where_it_was_made_and_where_all_are_listed(bring: Bring) -> None:
    app = edit(bring(PIGEONS), 0, "c0", "2026-03-01")
    assert fates(click(app, "Undo"))["Set aside"] == "1"
    edit(look(app, "aside"), 0, "c0", "2026-03-01")
    assert cells(look(app, "changed")) == [["Line 2", "sent_at", "soon", "2026-03-01", False]]
    assert fates(edit(app, 0, "undo", True))["Set aside"] == "1"


def test_a_corrected_cell_says_beside_its_row_what_stood_there(bring: Bring) -> None:
    app = edit(bring(PIGEONS), 0, "c0", "2026-03-01")
    [corrected, *_] = cells(look(app, "all"))
    assert corrected == ["2", "sent_at: said “soon”", "2026-03-01", "email", "Kites"]


def test_one_button_changes_all_others_that_say_the_same(bring: Bring) -> None:
    app = edit(look(bring(PIGEONS), "words"), 0, "c1", "letter")
    click(app, "Also change the 2 others that say “brieftaube”")
    assert "Words to explain" not in markup(app)
    assert "3 rows, channel: “brieftaube” is now “letter”." in plain(app)
    assert "Words to explain: 1" in markup(click(app, "Undo"))


def test_a_saved_mapping_leaves_what_was_put_right_as_it_is(bring: Bring) -> None:
    app = edit(bring(PIGEONS), 0, "c0", "2026-03-01")
    said = Choices(words={("channel", "brieftaube"): "letter"})
    mapping = save_mapping(detect_export(Upload(PIGEONS, "log.csv")), said).encode()
    click(use(app, mapping), "Use it for this file")
    assert fates(app)["Set aside"] == "0"
    assert "Words to explain" not in markup(app)


def test_all_rows_are_there_to_be_found_by_a_word(bring: Bring) -> None:
    app = look(bring(PIGEONS), "all")
    assert len(cells(app)) == 4
    app.text_input(key="find rows").set_value("anvil").run()
    assert [row[0] for row in cells(app)] == ["5"]


def test_a_long_log_is_shown_in_windows(bring: Bring) -> None:
    rows = "".join(f"2026-03-01,email,Company {number}\n" for number in range(250))
    app = look(bring(b"sent_at,channel,company\n" + rows.encode()), "all")
    assert len(cells(app)) == 100
    app.pagination[0].set_value(3).run()
    assert [row[0] for row in cells(app)][::49] == ["202", "251"]


def test_a_chosen_pair_counts_once_until_that_is_undone(bring: Bring) -> None:
    app = edit(bring(TWICE), 0, "once", True)
    assert fates(app)["Repeats removed"] == "1"
    assert cells(look(app, "changed")) == [["Like line 2", "", "counted each", "counted once", False]]
    assert fates(edit(app, 0, "undo", True))["Repeats removed"] == "0"


def test_a_touch_is_added_by_hand_answered_later_and_taken_away_again(bring: Bring) -> None:
    app = click(bring(PIGEONS), "Add an activity")
    app.selectbox(key="touch channel").set_value("letter")
    click(app, "Add")
    assert fates(app)["Used"] == "4"
    assert "1 activity that you added: later than the day above" in markup(app)
    edit(look(app, "added"), 0, "replied_at", "2026-03-20")
    assert "1 reply" in plain(app)
    assert fates(edit(app, 0, "gone", True))["Used"] == "3"


def test_a_touch_long_after_the_log_leaves_open_whether_the_weeks_between_were_silent(bring: Bring) -> None:
    log = "sent_at,channel,company\n" + "".join(f"2026-03-{day:02},email,Kites\n" for day in range(1, 5))
    app = click(click(bring(log.encode()), "Add an activity"), "Add")
    assert app.date_input[0].value == date(2026, 3, 4)
    assert "Your log ends on 4 March 2026" in plain(app)
    click(app, "Nothing is missing: count until yesterday")
    assert app.date_input[0].value == date.today() - timedelta(days=1)


def test_the_day_that_is_counted_until_goes_on_with_what_is_added_soon_after(bring: Bring) -> None:
    day = date.today() - timedelta(days=4)
    app = click(bring(f"sent_at,channel,company\n{day},email,Kites\n".encode()), "Add an activity")
    app.date_input(key="touch sent_at").set_value(day + timedelta(days=2))
    click(app, "Add")
    assert app.date_input[0].value == day + timedelta(days=2)


def test_a_log_begins_with_a_touch_by_hand(app: AppTest) -> None:
    click(app, "Add an activity")
    click(app, "Add")
    assert app.title[0].value == "Your log"
    assert fates(app)["Used"] == "1"
    assert "the day until which it is counted" in markup(visit(app, "overview"))


def test_what_is_said_of_a_touch_by_hand_is_kept_whatever_columns_the_log_has(bring: Bring) -> None:
    app = click(bring(b"sent_at,channel,company\n2026-03-02,email,Kites\n"), "Add an activity")
    assert [each.label for each in app.selectbox] == [
        *("How", "What for", "Company", "What the reply was", "Written for this person")
    ]
    app.date_input(key="touch sent_at").set_value(date(2026, 3, 5))
    app.selectbox(key="touch outcome").set_value("rejection")
    app.selectbox(key="touch personalised").set_value("yes")
    app.text_area(key="touch notes").set_value("met in Rome")
    click(app, "Add")
    assert app.session_state["upload"].choices.added == (
        ManualEntry(date(2026, 3, 5), outcome="rejection", personalised="yes", notes="met in Rome"),
    )
    edit(look(app, "added"), 0, "outcome", "offer")
    assert app.session_state["upload"].choices.added[0].outcome == "offer"


def test_a_role_is_asked_for_where_the_log_has_roles(bring: Bring) -> None:
    app = click(bring(b"sent_at,channel,company,role\n2026-03-02,email,Kites,Cook\n"), "Add an activity")
    assert app.selectbox(key="touch role").options == ["Cook"]


def test_corrections_that_no_longer_fit_can_be_undone(bring: Bring) -> None:
    app = edit(bring(PIGEONS), 0, "c0", "2026-03-01")
    app.session_state["upload"] = Upload(b"sent_at,channel\n", "log.csv", app.session_state["upload"].choices)
    assert "line 2" in plain(app.run())
    assert fates(click(app, "Undo all changes to rows"))["Used"] == "0"


@pytest.mark.parametrize("text", HOSTILE[:4], ids=lambda text: text[:12])
def test_nothing_that_is_put_right_is_read_as_markup(bring: Bring, text: str) -> None:
    log = f'sent_at,channel,company\n2026-03-01,"{text}",a\n2026-03-02,"{text}",b\n'
    app = edit(look(bring(log.encode()), "all"), 0, "c1", "letter")
    assert "Also change the other one" in "".join(button.label for button in app.button)
    assert text not in markup(click(edit(app, 1, "c2", text), "Undo"))
    assert not app.exception
