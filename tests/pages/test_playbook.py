"""The Playbook page: a card for each strategy, and published numbers only where they are asked for."""

import pytest
from streamlit.testing.v1 import AppTest

from data import benchmarks, playbook
from tests.pages.conftest import Bring
from tests.pages.screen import click, markup, plain, visit

STATES = {
    "five touches": "sent_at,channel,strategy,company\n"
    + "".join(f"2026-03-0{day},email,introduction,Company {day}\n" for day in range(1, 6)),
    "no dates": "channel,strategy,company,replied\nemail,referral,Kites,yes\nletter,thank_you,Looms,no\n",
    "only a status": "company,status\nKites,Applied\nLooms,Rejected\n",
    "hostile": "sent_at,strategy,company,contact,message\n"
    '2026-03-02,thank_you,"**(((",[x](http://evil.example),"<script>alert(1)</script> thanks"\n',
}


def shown(app: AppTest) -> str:
    """All words on the screen but those inside charts and tables."""
    bars = [element.proto.text for element in app.get("progress")]
    return "\n".join((plain(app), markup(app), *bars))


@pytest.fixture
def page(sample: AppTest) -> AppTest:
    return visit(sample, "playbook")


def test_every_strategy_has_a_card_with_all_its_tips(page: AppTest) -> None:
    assert not page.exception
    words = shown(page)
    assert [entry.title for entry in playbook.load() if entry.title not in words] == []
    assert [tip.text for entry in playbook.load() for tip in entry.tips if tip.text not in words] == []


def test_a_card_says_how_often_it_was_done_and_what_followed(page: AppTest) -> None:
    words = shown(page)
    assert "12 of 14 interviews had one within a day." in words
    assert "Send it within 24 hours of the interview. 13 of 14 (69–99\xa0%)" in words
    assert "Of 9 opportunities, 4 got further afterwards and 3 had an offer." in words


def test_a_chance_is_named_once_in_the_table(page: AppTest) -> None:
    tables = [table.value for table in page.dataframe if "chance" in table.value]
    assert [
        set(table["chance"]) <= {"interview", "silence", "event", "answer", "opportunity"} for table in tables
    ] == [True]


def test_what_the_log_cannot_tell_is_named(page: AppTest) -> None:
    assert "Your log can't tell: it doesn't say by when they promised an answer." in shown(page)


def test_published_numbers_are_off_until_asked_for(page: AppTest) -> None:
    claims = {one.claim for entry in playbook.load() for one in benchmarks.about(entry.key)}
    assert not [claim for claim in claims if claim in shown(page)]
    page.toggle(key="published").set_value(True).run()
    assert [claim for claim in claims if claim not in shown(page)] == []


def test_published_numbers_carry_source_year_grade_and_caveat(page: AppTest) -> None:
    page.toggle(key="published").set_value(True).run()
    assert (
        "Of 358 recruiters and hiring managers. Source: TopResume (talentinc.com); 2017. "
        "Vendor survey, grade C. Opinions, not outcomes."
    ) in shown(page)


def test_where_nothing_is_published_the_page_says_so(page: AppTest) -> None:
    page.toggle(key="published").set_value(True).run()
    assert "No published numbers found on whether handwritten or posted letters lead to offers." in shown(
        page
    )


@pytest.mark.parametrize("log", STATES.values(), ids=STATES)
def test_the_page_says_something_true_of_any_log(bring: Bring, log: str) -> None:
    app = visit(bring(log.encode()), "playbook")
    assert not app.exception
    assert "playbook" in plain(app)
    assert "evil.example" not in shown(app)


def test_without_a_log_the_page_says_what_to_do(app: AppTest) -> None:
    assert click(visit(app, "playbook"), "Try it with sample data").title


def test_the_channels_have_published_numbers_beside_them(sample: AppTest) -> None:
    page = visit(sample, "channels").toggle(key="published").set_value(True).run()
    assert "Between 3 and 9 of 100 cold e-mails are answered." in shown(page)
