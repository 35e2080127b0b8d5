"""Publishing at each level, and what viewers can do with it, without a browser."""

import re
from functools import cache

import pytest
from streamlit.testing.v1 import AppTest

from data.samples import files
from data.samples.world import SAMPLE_COLUMNS, World
from data.settings import variable
from data.store.share_record import name_of
from pages.components.sharing import dashboard
from tests.pages.conftest import Bring, View
from tests.pages.screen import click, markup, pick, plain, titles, visit

pytestmark = pytest.mark.usefixtures("folder")
PASSWORD = "a quiet orchard"  # noqa: S105 - of the shares that these tests make


def choose(app: AppTest, level: str, password: str = PASSWORD) -> AppTest:
    """The Share page with a level chosen, a password typed, and the warning confirmed."""
    visit(app, "share").radio(key="level").set_value(level).run()
    app.text_input(key="password").set_value(password).run()
    return app.checkbox[0].check().run()


def tokens(app: AppTest) -> list[str]:
    """The tokens in the links that the Share page shows, newest first."""
    return [str(code.value).split("?id=")[1] for code in app.code if "?id=" in code.value]


def enter(seen: AppTest, password: str = PASSWORD) -> AppTest:
    seen.text_input[0].set_value(password)
    return click(seen, "Open it")


@cache
def cohort(clients: int) -> bytes:
    rows = [files.plain(row) for row in World().touches(seed=1, opportunities=20, clients=clients)]
    return files.write_csv(SAMPLE_COLUMNS, rows).encode()


@pytest.mark.parametrize("level", ["coded", "full"])
def test_more_than_numbers_needs_a_password(sample: AppTest, level: str) -> None:
    choose(sample, level, password="")
    [publish] = [button for button in sample.button if button.label == "Publish"]
    assert publish.disabled
    assert "Choose a password first" in markup(sample)


def test_the_columns_that_leave_are_those_of_answers_and_log_together(sample: AppTest) -> None:
    choose(sample, "coded")
    [listed] = [each for each in sample.expander if each.label.startswith("Exactly what leaves")]
    assert listed.label.endswith(f"8 answers and a log; {len(listed.dataframe[0].value)} columns in all")


def test_a_coded_share_says_that_it_is_not_anonymous(sample: AppTest) -> None:
    choose(sample, "coded")
    assert "Not anonymous to someone who knows you" in markup(sample)


@pytest.mark.parametrize("level", ["numbers", "coded", "full"])
def test_a_password_opens_the_dashboard_and_a_wrong_one_does_not(
    sample: AppTest, view: View, level: str
) -> None:
    [token] = tokens(click(choose(sample, level), "Publish"))
    seen = view(token)
    assert not seen.metric
    assert "This is not the password" in enter(seen, "not it at all").error[0].value
    assert len(enter(seen).metric) == 4


def test_a_viewer_explores_a_coded_log_on_the_same_pages(sample: AppTest, view: View) -> None:
    [token] = tokens(click(choose(sample, "coded"), "Publish"))
    seen = enter(view(token))
    for page in dashboard.PAGE_TITLES:
        visit(seen, page)
        assert not seen.exception, page
        assert "The whole log, with data up to the week of 31 August 2026." in markup(seen), page


def test_a_coded_share_shows_one_set_of_numbers(sample: AppTest, view: View) -> None:
    """The log of the share tells weeks: counted on it, 28 % of 184 were answered."""
    [token] = tokens(click(choose(sample, "coded"), "Publish"))
    seen = enter(view(token))
    front = [(metric.value, metric.delta) for metric in seen.metric]
    explored = visit(seen, "overview")
    assert [(metric.value, metric.delta) for metric in explored.metric] == front
    assert "As it was published: counted by day." in markup(explored)


def test_what_is_filtered_in_a_coded_share_is_said_to_be_counted_by_week(sample: AppTest, view: View) -> None:
    [token] = tokens(click(choose(sample, "coded"), "Publish"))
    seen = pick(visit(enter(view(token)), "channels"), "channel", ["email"])
    assert "Counted by week: this log tells no days" in markup(seen)
    assert "As it was published" not in markup(seen)


def test_a_share_is_explored_from_the_filters_that_it_was_published_with(sample: AppTest, view: View) -> None:
    pick(sample, "channel", ["email"])
    [token] = tokens(click(choose(sample, "coded"), "Publish"))
    seen = enter(view(token))
    front = [metric.value for metric in seen.metric]
    assert [metric.value for metric in visit(seen, "overview").metric] == front
    assert front[0] == "52"


def test_a_viewer_of_a_full_log_filters_it_and_sees_what_its_owner_sees(sample: AppTest, view: View) -> None:
    [token] = tokens(click(choose(sample, "full"), "Publish"))
    seen = visit(enter(view(token)), "overview")
    for app in (seen, visit(sample, "overview")):
        app.button_group(key="channel").set_value(["email"]).run()
    assert [metric.value for metric in seen.metric] == [metric.value for metric in sample.metric]


@pytest.mark.parametrize("page", ["log", "share"])
def test_a_viewer_comes_to_no_page_of_an_owner(sample: AppTest, view: View, page: str) -> None:
    [token] = tokens(click(choose(sample, "full"), "Publish"))
    seen = enter(view(token))
    assert page not in dashboard.PAGE_TITLES
    assert "Shared dashboard" in [title.value for title in seen.title]


def test_a_locked_share_holds_the_answers_and_no_log(sample: AppTest, view: View) -> None:
    choose(sample, "full")
    sample.toggle(key="locked").set_value(True).run()
    [token] = tokens(click(sample, "Publish"))
    seen = enter(view(token))
    assert seen.session_state["viewing"].snapshot.log is None
    assert "Explore it yourself" not in plain(seen)


def test_each_recipient_has_a_link_of_their_own(sample: AppTest, view: View) -> None:
    choose(sample, "numbers", password="")
    sample.text_input(key="label").set_value("Ada, Grace").run()
    first, second = tokens(click(sample, "Publish"))
    sample.button(key=f"revoke {name_of(first)}").click().run()
    assert "There is no dashboard at this link" in markup(view(first))
    assert len(view(second).metric) == 4


def test_the_owner_sees_views_and_keeps_a_share_up_for_longer(sample: AppTest, view: View) -> None:
    choose(sample, "numbers", password="")
    pick(sample, "days up", 7)
    [token] = tokens(click(sample, "Publish"))
    view(token).run().run()
    before = re.findall(r"works until (\d+ \w+ \d+)", markup(visit(sample, "share")))
    after = re.findall(r"works until (\d+ \w+ \d+)", markup(click(sample, "Keep it for 30 days from now")))
    assert "1 view" in markup(sample)
    assert before != after


def test_columns_of_ones_own_leave_only_where_they_are_chosen(sample: AppTest, view: View) -> None:
    choose(sample, "full").multiselect(key="extra").set_value(["Industry"]).run()
    [token] = tokens(click(sample, "Publish"))
    header = enter(view(token)).session_state["viewing"].snapshot.log.split("\r\n")[0]
    assert "Industry" in header
    assert [name for name in ("Source", "message", "notes") if name in header] == []


def test_a_group_is_published_without_small_cells(bring: Bring, view: View) -> None:
    app = visit(bring(cohort(12)), "share")
    assert "fewer than 5 people" in markup(app)
    assert "“How far did each opportunity come?”" in markup(app)
    [token] = tokens(click(app.checkbox[0].check().run(), "Publish"))
    seen = view(token)
    assert "12 people: 31 interviews and 8 offers so far." in titles(seen)
    assert "hidden: fewer than 5 people" in [
        value for table in seen.dataframe for value in table.value.get("hidden", [])
    ]


def test_numbers_about_too_few_people_are_not_published(bring: Bring) -> None:
    app = visit(bring(cohort(4)), "share")
    assert "These numbers are about 4 people; 5 are needed" in app.error[0].value
    assert [button for button in app.button if button.label == "Publish"] == []


def test_small_numbers_of_ones_own_log_are_hidden_on_request(sample: AppTest) -> None:
    pick(visit(sample, "share"), "fewest opportunity", 5)
    assert "“How long do answers take?”" in markup(sample)


def test_the_same_choices_are_the_same_bytes(sample: AppTest) -> None:
    """What is previewed is what is published: codes are dealt out once for both."""
    choose(sample, "coded")
    click(sample, "Preview")
    [previewed] = [
        button for button in sample.get("download_button") if "Download this log" in button.proto.label
    ]
    sample.run()
    click(sample, "Preview")
    [again] = [
        button for button in sample.get("download_button") if "Download this log" in button.proto.label
    ]
    assert previewed.proto.url == again.proto.url


@pytest.mark.parametrize(
    ("setting", "says"),
    [("off", "has switched publishing off"), ("signed-in", "only people who have signed in")],
)
def test_a_host_can_say_who_publishes(
    sample: AppTest, monkeypatch: pytest.MonkeyPatch, setting: str, says: str
) -> None:
    monkeypatch.setenv(variable("publish"), setting)
    visit(sample, "share")
    assert says in markup(sample)
    assert [button for button in sample.button if button.label in ("Publish", "Preview")] == []


def test_a_share_larger_than_the_host_allows_is_told_so(
    sample: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable("shares"), "1")
    choose(sample, "numbers", password="").text_input(key="label").set_value("Ada, Grace").run()
    click(sample, "Publish")
    assert "1 are allowed here" in sample.error[0].value
    assert tokens(sample.run()) == []
