"""From every figure of every page to the rows of the log behind it: choose a number, and as many rows come."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Bring
from tests.pages.screen import figures, markup, plain, visit

FIGURED = ("overview", "channels", "strategies", "offers", "playbook", "timing")


def of_rows(app: AppTest) -> list[str]:
    """The keys of the choices that lead to rows."""
    return [str(box.key) for box in app.selectbox if box.label == "See the rows behind"]


@pytest.mark.parametrize("page", FIGURED)
def test_every_figure_leads_to_as_many_rows_as_the_number_said(sample: AppTest, page: str) -> None:
    app = visit(sample, page)
    drawn = [key for key in of_rows(app) if key != "rows totals"]
    assert len(drawn) == len(figures(app))
    for key in of_rows(app):
        label = app.selectbox(key=key).options[0]
        app = app.selectbox(key=key).select_index(0).run()
        said, number = label.rsplit(": ", 1)
        assert re.search(rf"{re.escape(said)}: {number} rows? of your log count", plain(app)), key


def test_the_rows_behind_a_rate_say_why_it_is_not_their_plain_share(sample: AppTest) -> None:
    """Of the nine events four were answered, and the rate is 47 %: the others were followed up too soon."""
    box = visit(sample, "channels").selectbox(key="rows response_by_channel")
    [place] = [place for place, label in enumerate(box.options) if label.startswith("Event")]
    app = box.select_index(place).run()
    counts_as = list(app.dataframe[0].value["counts_as"])
    assert len([each for each in counts_as if each.startswith("an answer")]) == 4
    assert "followed up, or is still young, counts only for the days" in markup(app)


def test_what_does_not_count_stands_below_with_its_reason(bring: Bring) -> None:
    app = visit(bring(b"sent_at,channel,company\n2026-03-02,email,Kites\n,email,Looms\n"), "channels")
    app = app.selectbox(key="rows response_by_channel").select_index(0).run()
    counted, left_out = (table.value for table in app.dataframe[:2])
    assert list(counted["company"]) == ["Kites"]
    assert list(zip(left_out["company"], left_out["reason"], strict=True)) == [("Looms", "undated")]
