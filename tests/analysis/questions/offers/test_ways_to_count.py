"""The ways to share out offers, and how far they disagree."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest

from analysis.ask import ask
from analysis.questions.offers import ways_to_count
from analysis.statistics import attribution
from analysis.statistics.attribution import Credit, Path
from data.imports.log import import_log
from data.imports.upload import Upload
from tests.analysis.questions.offers.walks import jobs, measured, walked, walks, world
from tests.analysis.statistics import plain_attribution


@pytest.mark.parametrize(
    ("way", "offers"),
    [
        ("first", (3, 0, 0, 5, 0)),
        ("last", (0, 0, 1, 1, 6)),
        ("linear", (4 / 3, 1 / 3, 1, 17 / 6, 2.5)),
        ("position", (1.4, 0.2, 0.8, 2.9, 2.7)),
        ("time_decay", (5 / 7, 2 / 7, 8 / 7, 15 / 7, 26 / 7)),
        ("equal_split", (7 / 6, 1 / 3, 7 / 6, 17 / 6, 2.5)),
        ("markov", (0.875, 0.5, 1.75, 1.875, 3.0)),
    ],
)
def test_a_log_gives_the_golden_credit_of_its_paths(way: str, offers: tuple[float, ...]) -> None:
    shares = {row["strategy"]: 8 * row[f"{way}_share"] for row in jobs().rows}
    names = ("introduction", "letter", "connect", "referral", "thank_you")
    assert shares == pytest.approx(dict(zip(names, offers, strict=True)), abs=1e-9)


def draw_walks(seed: int) -> list[tuple[tuple[str, ...], int, int]]:
    """Up to eight touches each, kinds often repeated, with and without offers."""
    random = np.random.default_rng(seed)
    names = ("news", "letter", "referral", "engage", "event")
    walks = {
        tuple(names[kind] for kind in random.integers(0, 5, random.integers(1, 9))): (
            int(random.integers(0, 3)),
            int(random.integers(0, 4)),
        )
        for _ in range(12)
    }
    return [(kinds, offers, others) for kinds, (offers, others) in walks.items() if offers + others]


@pytest.mark.parametrize("seed", range(4))
def test_what_sql_adds_up_is_what_the_formulas_give_path_by_path(seed: int) -> None:
    drawn = draw_walks(seed)
    paths = [Path(*walk) for walk in drawn]
    offers = sum(path.offers for path in paths)
    rows = ask(measured(walks(drawn)), "ways_to_count").rows
    ways: dict[str, Callable[[list[Path]], Credit]] = {
        "first": plain_attribution.first_touch,
        "last": plain_attribution.last_touch,
        "linear": plain_attribution.linear,
        "position": plain_attribution.position_based,
        "time_decay": plain_attribution.time_decay,
        "equal_split": plain_attribution.equal_split,
        "markov": lambda found: attribution.markov(plain_attribution.count_transitions(found)),
    }
    for way, credit in ways.items():
        shares = {row["strategy"]: offers * row[f"{way}_share"] for row in rows}
        assert shares == pytest.approx(credit(paths), abs=1e-12)
    assert {row["strategy"]: (row["n"], row["offers"]) for row in rows} == {
        kind: (
            sum(path.offers + path.others for path in paths if kind in path.states),
            sum(path.offers for path in paths if kind in path.states),
        )
        for kind in attribution.list_strategies(paths)
    }


def test_a_path_of_two_thousand_touches_is_counted() -> None:
    days = [date(2020, 1, 1) + timedelta(day) for day in range(2000)]
    rows = "".join(f"{day},email,{'news' if day.day % 2 else 'letter'},Kites,Analyst,,,,\n" for day in days)
    log = measured(
        rows + walks([(("news",), 5, 0)]) + "2026-03-02,email,engage,Kites,Analyst,,,,offer,2026-03-09\n"
    )
    decay = {row["strategy"]: row["time_decay_share"] for row in ask(log, "ways_to_count").rows}
    assert decay["engage"] == pytest.approx(0.5 / 6)


def test_the_counts_are_as_many_in_a_log_of_many_paths() -> None:
    kinds = {row["strategy"] for row in ask(world(1500), "ways_to_count").rows}
    counts = ask(world(1500), "ways_to_count").counts
    assert len(counts) <= len(kinds) * (len(kinds) + 1) + 3


def test_kinds_are_sorted_by_use_and_never_by_credit() -> None:
    assert [(row["strategy"], row["n"], row["offers"]) for row in jobs().rows] == [
        ("introduction", 60, 3),
        ("connect", 40, 3),
        ("referral", 12, 5),
        ("thank_you", 12, 6),
        ("letter", 8, 1),
    ]


def test_it_depends_how_you_count() -> None:
    assert jobs().verdict.startswith(
        "It depends how you count: by first touch, every touch alike, first and last most and every kind alike it is "
        "referral; by last touch, later counts more and Markov it is thank-you note."
    )


def test_where_all_ways_agree_use_is_named_as_the_reason() -> None:
    answer = ask(measured(walks([(("news",), 6, 4), (("letter",), 1, 2)])), "ways_to_count")
    assert answer.verdict.startswith(
        "All 7 ways of counting put sharing news first. It is also what you use most"
    )


def test_below_five_offers_no_share_is_given() -> None:
    answer = ask(measured(walks([(("news",), 4, 1)])), "ways_to_count")
    assert (answer.rows, answer.figure) == ([], None)
    assert answer.verdict.startswith("Too early: only 4 offers have a known sequence.")


def test_opportunities_without_a_known_order_are_left_out_and_counted() -> None:
    rows = walks([(("news",), 5, 0)]) + ",email,engage,Company 0,Analyst,,,,,\n" + walked(9, [""], False)
    answer = ask(measured(rows), "ways_to_count")
    assert dict(answer.held_out) == {
        "its touches or its offer have no date": 1,
        "no touch says what it was for": 1,
    }
    assert sum(row["offers"] or 0 for row in answer.counted) == 4


AFTERWARDS = """event,id,touch,at,kind,company,contact,channel,strategy
touch,1,,2026-03-02,,Acme,Ada,email,news
milestone,,,2026-03-09,offer,Acme,,,
milestone,,,2026-03-05,offer,Beta,,,
touch,2,,2026-03-12,,Beta,Bo,email,thank_you
milestone,,,2026-03-19,offer,Gamma,,,
"""


@pytest.mark.parametrize("key", ["ways_to_count", "credit_for_offers"])
def test_offers_that_no_touch_came_before_are_left_out_and_counted(key: str) -> None:
    log = import_log(Upload(AFTERWARDS.encode(), "log.csv")).measure(today=date(2026, 11, 30))
    answer = ask(log, key)
    assert answer.held_out == {"no touch says what it was for": 2}
    assert [row["offers"] for row in answer.counts if row["reason"]] == [2]
    assert ask(log, "summary").rows[0]["offers"] == 3


def test_in_a_world_where_only_referrals_matter_credit_crowns_what_is_used_most_or_comes_late() -> None:
    answer = ask(world(1500), "ways_to_count")
    heads = {
        way: max(answer.rows, key=lambda row: row[f"{way}_share"])["strategy"]
        for way in ways_to_count.WAY_NAMES
    }
    assert (heads["markov"], heads["equal_split"], heads["linear"]) == (
        "application",
        "application",
        "thank_you",
    )
    assert heads["last"] == "letter"
    assert answer.verdict.startswith("It depends how you count")
