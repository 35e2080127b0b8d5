"""Overview, Channels and Strategies: with a log, without one, and with logs that hold next to nothing."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from analysis import wording
from tests.pages.conftest import Bring
from tests.pages.screen import PAGES, click, figures, markup, pick, plain, titles, visit
from tests.paths import ROOT

ANSWERS = PAGES[1:]
FIVE = "sent_at,channel,strategy,company,replied_at\n" + "".join(
    f"2026-03-0{day},email,introduction,Company {day},\n" for day in range(1, 6)
)
STATES = {
    "five touches, none answered": FIVE,
    "one offer": "sent_at,strategy,company,role,outcome,outcome_at\n"
    "2026-03-02,application,Kites,Analyst,interview,2026-03-10\n2026-03-11,thank_you,Kites,Analyst,offer,2026-04-01\n",
    "no dates": "channel,strategy,company,replied\nemail,introduction,Kites,yes\nletter,thank_you,Looms,no\n",
    "only a status": "company,status\nKites,Applied\nLooms,Rejected\n",
    "nothing sent": "company,status\nKites,Wishlist\n",
    "hostile names": 'sent_at,channel,company\n2026-03-02,"<img src=x onerror=alert(1)>",=cmd|x\n'
    "2026-03-03,![x](http://evil.example),شركة\n",
}


@pytest.mark.parametrize("page", ANSWERS)
def test_a_page_without_a_log_says_what_to_do(app: AppTest, page: str) -> None:
    visit(app, page)
    assert app.info[0].value == "Bring your log, or look around with a made-up one first."
    assert titles(click(app, "Try it with sample data"))


def test_every_page_waits_for_the_answer_about_dates(bring: Bring) -> None:
    app = bring(b"sent_at,channel\n03/04/2026,email\n05/06/2026,email\n")
    for page in ANSWERS:
        assert "One question about your file is open" in visit(app, page).info[0].value, page


@pytest.mark.parametrize("log", STATES.values(), ids=STATES)
def test_every_page_says_something_true_of_any_log(bring: Bring, log: str) -> None:
    app = bring(log.encode())
    for page in ANSWERS:
        visit(app, page)
        assert not app.exception, page
        assert "evil.example" not in markup(app), page
        assert plain(app) or app.info, page


def test_every_page_with_the_sample_says_no_key_and_no_error(sample: AppTest) -> None:
    for page in ANSWERS:
        shown = visit(sample, page)
        assert not shown.exception, page
        words = set(plain(shown).replace(",", " ").split())
        assert not {"sent_at", "thank_you", "job_board", "p-value"} & words, page


def test_the_overview_opens_with_one_sentence_and_four_numbers(sample: AppTest) -> None:
    assert titles(sample)[0].startswith("184 touches for 60 opportunities")
    assert [metric.label for metric in sample.metric] == [
        "Sent",
        "Response rate per message",
        "Had an interview",
        "Had an offer",
    ]


def test_every_figure_is_told_in_words(sample: AppTest) -> None:
    charts = visit(sample, "channels").get("plotly_chart")
    assert [bool(chart.proto.alt) for chart in charts] == [True, True]


def test_the_denominator_is_the_persons_choice(sample: AppTest) -> None:
    visit(sample, "channels")
    before = figures(sample)
    pick(sample, "per", "contact")
    assert figures(sample) != before


def test_filters_hold_until_they_are_cleared(sample: AppTest) -> None:
    pick(visit(sample, "channels"), "channel", ["letter"])
    assert "Letter" in [button.label for button in sample.button]
    assert "Letter" not in [button.label for button in click(sample, "Clear filters").button]


def test_a_channel_never_changes_within_how_many_days(sample: AppTest) -> None:
    pick(visit(sample, "channels"), "channel", ["event"])
    assert sample.session_state["within"] is None
    assert "60 days" not in "".join(caption.value for caption in sample.caption)
    assert "60 days" not in "".join(figures(sample))


def test_a_chip_takes_one_filter_away(sample: AppTest) -> None:
    pick(visit(sample, "channels"), "channel", ["letter", "email"])
    click(sample, "Letter")
    labels = [button.label for button in sample.button]
    assert "E-mail" in labels
    assert "Letter" not in labels


@pytest.mark.parametrize("page", ANSWERS)
def test_a_view_with_nothing_in_it_says_so_and_offers_the_way_back(sample: AppTest, page: str) -> None:
    visit(sample, page)
    pick(sample, "channel", ["letter"])
    pick(sample, "strategy", ["connect"])
    assert sample.info[0].value == "Nothing in your log fits all of these filters."
    assert titles(click(sample, "Show the whole log"))


def test_names_in_figures_are_escaped(bring: Bring) -> None:
    app = visit(bring(STATES["hostile names"].encode()), "channels")
    assert all("<img" not in spec for spec in figures(app))


def test_every_column_of_every_answer_has_a_name_for_people() -> None:
    from analysis.questions import QUESTIONS

    keys = {column for question in QUESTIONS.values() for column in question.columns}
    assert not [key for key in keys if "_" in wording.column(key) or wording.column(key) == key]


def test_every_meaning_of_a_column_has_a_name_for_people() -> None:
    from data.schema.follow_ups import FOLLOW_UP
    from data.schema.mapping import CANONICAL, EXTRA

    assert {*CANONICAL, FOLLOW_UP, EXTRA} == set(wording.MEANING_LABELS)


def test_groups_of_fewer_than_five_are_grey_and_no_range_is_hidden(sample: AppTest) -> None:
    rates, outcomes = (json.loads(spec)["data"] for spec in figures(visit(sample, "channels")))
    enough, few = rates
    assert few["marker"]["color"] == "#8a929a"
    assert all(len(trace["error_x"]["array"]) == len(trace["y"]) for trace in (enough, few, *outcomes))
    assert [min(trace["marker"]["opacity"]) for trace in outcomes] == [0.45, 0.45, 0.45]


def test_the_icon_is_the_apps_own() -> None:
    assert (ROOT / "pages" / "icon.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("page", ["overview", "channels", "strategies", "timing"])
def test_a_log_that_does_not_tell_of_answers_has_no_rate_of_none(bring: Bring, page: str) -> None:
    app = visit(bring(b"sent_at,channel,company\n2026-03-02,email,Kites\n2026-03-09,letter,Looms\n"), page)
    assert not app.exception
    assert "doesn't tell" in markup(app) + plain(app)
    assert "0\N{NO-BREAK SPACE}%" not in [metric.value for metric in app.metric]


def test_a_log_without_answers_has_no_response_rate_on_the_overview(bring: Bring) -> None:
    app = visit(
        bring(b"sent_at,company,channel\n2026-01-12,Acme,Email\n2026-01-13,Beta,Letter\n"), "overview"
    )
    assert [(metric.value, metric.delta) for metric in app.metric][1] == ("–", "not recorded")
