import math
from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest

from analysis.statistics import attribution
from analysis.statistics.attribution import Path, credit_index
from tests.analysis.statistics.plain_attribution import (
    count_transitions,
    equal_split,
    first_touch,
    last_touch,
    linear,
    position_based,
    resample,
    time_decay,
)


def markov(paths):
    return attribution.markov(count_transitions(paths))


def removal_effects(paths):
    return attribution.removal_effects(count_transitions(paths))


JOBS = [
    Path(("cold_email", "linkedin", "thank_you"), 2, 3),
    Path(("referral", "thank_you"), 3, 2),
    Path(("referral",), 1, 4),
    Path(("cold_email",), 0, 40),
    Path(("cold_email", "cold_email", "linkedin"), 1, 14),
    Path(("linkedin",), 0, 20),
    Path(("referral", "letter", "thank_you"), 1, 1),
    Path(("letter",), 0, 6),
]
NAMES = ("cold_email", "letter", "linkedin", "referral", "thank_you")


@pytest.mark.parametrize(
    ("credit", "offers"),
    [
        (first_touch, (3, 0, 0, 5, 0)),
        (last_touch, (0, 0, 1, 1, 6)),
        (linear, (4 / 3, 1 / 3, 1, 17 / 6, 2.5)),
        (position_based, (1.4, 0.2, 0.8, 2.9, 2.7)),
        (time_decay, (5 / 7, 2 / 7, 8 / 7, 15 / 7, 26 / 7)),
        (equal_split, (7 / 6, 1 / 3, 7 / 6, 17 / 6, 2.5)),
        (markov, (0.875, 0.5, 1.75, 1.875, 3.0)),
        (removal_effects, (0.21875, 0.125, 0.4375, 0.46875, 0.75)),
    ],
)
def test_credit_for_eight_offers(credit, offers):
    assert credit(JOBS) == pytest.approx(dict(zip(NAMES, offers, strict=True)), abs=1e-9)


@pytest.mark.parametrize(
    "credit", [first_touch, last_touch, linear, position_based, time_decay, equal_split, markov]
)
def test_credit_adds_up_to_the_offers(credit):
    assert sum(credit(JOBS).values()) == pytest.approx(8)


def test_markov_matches_the_example_of_bryl_2016():
    paths = [Path(("C1", "C2", "C3"), 1, 0), Path(("C1",), 0, 1), Path(("C2", "C3"), 0, 1)]
    assert removal_effects(paths) == pytest.approx({"C1": 0.5, "C2": 1, "C3": 1})
    assert markov(paths) == pytest.approx({"C1": 0.2, "C2": 0.4, "C3": 0.4})


def test_markov_matches_the_example_of_puzyrov_2019():
    paths = [Path(("G",), 2, 1), Path(("M",), 1, 0), Path(("G", "M"), 1, 0)]
    assert removal_effects(paths) == pytest.approx({"G": 0.75, "M": 0.5})
    assert markov(paths) == pytest.approx({"G": 2.4, "M": 1.6})


def test_markov_does_not_change_when_a_strategy_is_repeated_in_a_row():
    repeated = [Path(tuple(s for s in states for _ in range(3)), *counts) for states, *counts in JOBS]
    assert markov(repeated) == pytest.approx(markov(JOBS))


def test_markov_does_not_change_when_paths_are_added_up():
    single = [Path(p.states, won, 1 - won) for p in JOBS for won in [1] * p.offers + [0] * p.others]
    assert markov(single) == pytest.approx(markov(JOBS))


def test_markov_follows_a_strategy_back_to_an_earlier_one():
    assert markov([Path(("a", "b", "a"), 1, 1)]) == pytest.approx({"a": 2 / 3, "b": 1 / 3})


def test_without_offers_nobody_gets_credit():
    assert markov([Path(("a", "b"), 0, 3)]) == equal_split([Path(("a", "b"), 0, 3)]) == {"a": 0, "b": 0}


def test_an_offer_without_any_strategy_is_nobodys():
    assert linear([Path((), 1, 0), Path(("a",), 1, 0)]) == {"a": 1}


def shapley(players, worth):
    """By the definition: the mean of what each player adds, over all orders."""
    value = dict.fromkeys(players, Fraction(0))
    for order in permutations(players):
        for i, player in enumerate(order):
            value[player] += worth({*order[: i + 1]}) - worth({*order[:i]})
    return {player: total / math.factorial(len(players)) for player, total in value.items()}


def test_the_definition_gives_the_textbook_glove_and_airport_games():
    glove = shapley("ABC", lambda group: Fraction("A" in group and len(group) > 1))
    airport = shapley("123", lambda group: Fraction(max(map(int, group), default=0)))
    assert [*glove.values()] == [Fraction(2, 3), Fraction(1, 6), Fraction(1, 6)]
    assert [*airport.values()] == [Fraction(1, 3), Fraction(5, 6), Fraction(11, 6)]


def test_equal_split_is_the_shapley_value_zhao_2018():
    value = shapley(NAMES, lambda group: Fraction(sum(p.offers for p in JOBS if {*p.states} <= group)))
    assert equal_split(JOBS) == pytest.approx(
        {name: float(share) for name, share in value.items()}, abs=1e-12
    )


@pytest.mark.parametrize(
    ("pseudo_offers", "index"),
    [(0, (0.290678, 0.6125, 0.49, 4.25, 6.336207)), (5, (0.563494, 0.761538, 0.686154, 3.0, 4.283820))],
)
def test_credit_index_is_credit_against_use(pseudo_offers, index):
    rows = credit_index(JOBS, pseudo_offers)
    assert [row.index for row in rows] == pytest.approx(index, abs=1e-6)
    assert [row.use_share for row in rows] == pytest.approx(
        (0.501701, 0.068027, 0.297619, 0.083333, 0.04932), abs=1e-6
    )


def test_credit_index_is_shrunk_by_as_many_offers_as_strategies():
    assert credit_index(JOBS) == credit_index(JOBS, 5)


def test_credit_index_counts_what_it_says():
    row = credit_index(JOBS)[3]
    assert (row.strategy, row.credit, row.credit_share) == (
        "referral",
        pytest.approx(17 / 6),
        pytest.approx(17 / 48),
    )
    assert row.low < row.index < row.high


@pytest.mark.parametrize("paths", [[], [Path((), 3, 1)], [Path(("a",), 0, 0)]])
def test_nothing_used_has_no_index(paths):
    assert credit_index(paths) == []


def test_no_offers_say_nothing_about_any_strategy():
    assert [row.index for row in credit_index([Path(("a",), 0, 9), Path(("b",), 0, 3)])] == [1, 1]


def test_a_plain_index_without_offers_is_no_index():
    assert credit_index([Path(("a",), 0, 9)], pseudo_offers=0) == []


MARKOV_SHARES = {
    "cold_email": (0.048401627840367216, 0.10594089312052055, 0.18054129431552932),
    "letter": (0.012180562334560741, 0.053169663228447614, 0.1330104595398295),
    "linkedin": (0.11309376276434516, 0.21437318974933872, 0.33108921458963675),
    "referral": (0.12865623393867942, 0.23779226354096325, 0.37376621385081255),
    "thank_you": (0.2770623824957417, 0.37814195359755287, 0.43732936288892915),
}


def test_bayesian_bootstrap_of_markov_shares_matches_4000_other_draws():
    random = np.random.default_rng(1)
    credits = [markov(resample(JOBS, random)) for _ in range(1500)]
    shares = np.array([[credit[name] / sum(credit.values()) for name in NAMES] for credit in credits])
    expected = np.array([*MARKOV_SHARES.values()]).T
    assert np.quantile(shares, [0.05, 0.5, 0.95], axis=0) == pytest.approx(expected, abs=0.015)


USE = {"email": 0.7, "linkedin": 0.45, "letter": 0.2, "referral": 0.15}


def world(random, opportunities, base, factor):
    """Opportunities with independent strategies; only a referral changes the odds of an offer."""
    used = random.random((opportunities, len(USE))) < [*USE.values()]
    odds = base / (1 - base) * np.where(used[:, 3], factor, 1.0)
    won = random.random(opportunities) < odds / (1 + odds)
    states = [tuple(name for name, on in zip(USE, row, strict=True) if on) for row in used]
    return [Path(s, int(w), int(not w)) for s, w in zip(states, won, strict=True) if s]


def aggregated(paths):
    counts = {}
    for states, offers, others in paths:
        before = counts.get(states, (0, 0))
        counts[states] = (before[0] + offers, before[1] + others)
    return [Path(states, *both) for states, both in counts.items()]


def test_markov_ranks_the_most_used_strategy_first_and_the_index_the_one_that_works():
    paths = aggregated(world(np.random.default_rng(2), 6000, 0.05, 4))
    credit, index = markov(paths), {row.strategy: row.index for row in credit_index(paths)}
    assert max(credit, key=credit.get) == "email"
    assert max(index, key=index.get) == "referral"


def false_claims(random, runs, opportunities):
    """In how many searches where nothing works a strategy is claimed: shrunk, and without the shrinking."""
    logs = [aggregated(world(random, opportunities, 0.08, 1)) for _ in range(runs)]
    logs = [paths for paths in logs if sum(path.offers for path in paths)]
    shrunk = np.mean([any(row.low > 1 for row in credit_index(paths, draws=400)) for paths in logs])
    plain = np.mean([any(row.low > 1 for row in credit_index(paths, 0, draws=400)) for paths in logs])
    return shrunk, plain


def test_a_shrunk_index_rarely_claims_what_is_not_there_and_a_plain_one_does():
    shrunk, plain = false_claims(np.random.default_rng(3), runs=150, opportunities=60)
    assert shrunk <= 0.05
    assert plain >= 0.10


@pytest.mark.long
@pytest.mark.parametrize("opportunities", [40, 125, 250])
def test_a_shrunk_index_rarely_claims_what_is_not_there_at_any_size(opportunities):
    shrunk, _ = false_claims(np.random.default_rng(4), 1500, opportunities)
    assert shrunk <= 0.07


@pytest.mark.long
def test_a_shrunk_index_finds_a_strategy_that_works_with_fifty_offers():
    random = np.random.default_rng(5)
    logs = [aggregated(world(random, 600, 0.06, 4)) for _ in range(300)]
    claims = [[row.strategy for row in credit_index(paths, draws=1000) if row.low > 1] for paths in logs]
    assert np.mean(["referral" in claim for claim in claims]) > 0.85
