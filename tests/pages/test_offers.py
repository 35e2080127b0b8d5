"""The page of what came before offers: with the sample, with many offers, with none."""

import csv
import io
from datetime import datetime

import pytest
from streamlit.testing.v1 import AppTest

from data.samples.world import World
from tests.pages.conftest import Bring
from tests.pages.screen import click, figures, markup, plain, titles, visit

COLUMNS = (
    "sent_at",
    "channel",
    "strategy",
    "company",
    "role",
    "opportunity",
    "stage",
    "outcome",
    "outcome_at",
)
EMPTY = {
    "five touches": "sent_at,channel\n" + "".join(f"2026-03-0{day},email\n" for day in range(1, 6)),
    "no offer": "sent_at,strategy,company,outcome\n2026-03-02,application,Kites,interview\n",
    "one offer": "sent_at,strategy,company,outcome,outcome_at\n2026-03-02,referral,Kites,offer,2026-03-20\n",
    "no dates": "strategy,company,outcome\nreferral,Kites,offer\nnews,Looms,\n",
    "only a status": "company,status\nKites,Offer\nLooms,Rejected\n",
    "hostile names": 'sent_at,strategy,company,outcome,outcome_at\n2026-03-02,news,"<img src=x onerror=alert(1)>'
    '![x](http://evil.example)",offer,2026-03-09\n',
}


def world(opportunities: int) -> bytes:
    """A log in which only referrals matter."""
    text = io.StringIO()
    log = csv.DictWriter(text, COLUMNS, extrasaction="ignore")
    log.writeheader()
    for row in World().touches(seed=3, opportunities=opportunities):
        log.writerow({k: v.isoformat(sep=" ") if isinstance(v, datetime) else v for k, v in row.items()})
    return text.getvalue().encode()


def test_the_sample_shows_the_path_to_each_of_its_three_offers(sample: AppTest) -> None:
    shown = visit(sample, "offers")
    assert titles(shown)[0] == "What came before each offer?"
    assert (
        "3 offers: here is what came before each. Offer 1, Fabled Balloons (35 days): application,"
        in plain(shown)
    )
    assert "Too early: 3 offers." in plain(shown)


def test_with_many_offers_the_page_says_that_it_depends_how_you_count(bring: Bring) -> None:
    shown = visit(bring(world(1500)), "offers")
    assert "Clear so far: Referral takes" in plain(shown)
    assert "It depends how you count: by first touch it is referral" in plain(shown)
    assert len(figures(shown)) >= 3


@pytest.mark.parametrize("log", EMPTY.values(), ids=EMPTY)
def test_the_page_says_something_true_of_any_log(bring: Bring, log: str) -> None:
    shown = visit(bring(log.encode()), "offers")
    assert not shown.exception
    assert "evil.example" not in markup(shown)
    assert plain(shown) or shown.info


def test_without_a_log_the_page_says_what_to_do(app: AppTest) -> None:
    visit(app, "offers")
    assert app.info[0].value == "Bring your log, or look around with a made-up one first."
    assert titles(click(app, "Try it with sample data"))
