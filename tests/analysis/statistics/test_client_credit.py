"""Credit for offers within clients."""

import numpy as np
import pytest

from analysis.statistics import gates
from analysis.statistics.attribution import Path, credit_index
from analysis.statistics.client_credit import ClientCells, ClientSums, index_within_clients
from analysis.statistics.stratified import Spread
from analysis.statistics.verdict import Verdict

NAMES = ("news", "referral", "letter")
NEWS, REFERRAL, LETTER, BOTH = 1, 2, 4, 3


def cells(*rows):
    """Rows of client, bits of what was done, opportunities and offers."""
    client, done, units, offers = np.array(rows).T
    return ClientCells.of(client, done, units, offers)


TWO = cells((7, REFERRAL, 10, 5), (7, NEWS, 10, 3), (9, REFERRAL, 2, 0), (9, NEWS, 18, 2))


def indices(given, **chosen):
    return {row.strategy: row for row in index_within_clients(given, NAMES, **chosen)}


def test_credit_is_compared_with_what_chance_gives_each_client():
    """Client 7 used referrals in 10 of 20 opportunities and has 8 offers, so 4 are expected; client 9 in 2 of 20 and
    has 2 offers, so 0.2. Credit 5 of 10 against 4.2 of 10, and two pseudo-offers: (5 + 0.84) / 12 / 0.42 = 1.159.
    Stacked it is 12 of 40: (5 + 0.6) / 12 / 0.3 = 1.556."""
    row = indices(TWO)["referral"]
    assert (row.credit_share, row.expected_share, row.use_share) == pytest.approx((0.5, 0.42, 0.3))
    assert (row.index, row.raw_index) == pytest.approx((5.84 / 12 / 0.42, 5.6 / 12 / 0.3))
    assert row.low < row.index < row.high


def test_one_client_agrees_and_one_does_not():
    """Client 7 has 1 more than expected, client 9 has 0.2 fewer; chance does more than that, so there is no spread."""
    assert indices(TWO)["referral"].spread == Spread(2, 1, 0.0)


def test_offers_are_drawn_from_opportunities_without_replacement():
    """8 of 20 with a share of 10 in 20: 8 (12/19) 0.25; as in a hypergeometric distribution."""
    assert ClientSums.of(TWO).variance[:, 1] == pytest.approx([8 * 12 / 19 / 4, 2 * 18 / 19 * 0.09])


def test_what_differs_between_clients_beyond_chance():
    """All 30 offers of one client had it and none of the 30 of the other, each where half is expected: ±0.5."""
    torn = cells((1, NEWS, 300, 30), (1, LETTER, 300, 0), (2, NEWS, 300, 0), (2, LETTER, 300, 30))
    spread = indices(torn)["news"].spread
    assert (spread.clusters, spread.agreeing) == (2, 0)
    assert spread.deviation == pytest.approx(0.5 * 2**0.5, abs=0.01)


def test_with_one_client_it_is_credit_over_use():
    paths = [Path(("news",), 5, 15), Path(("news", "referral"), 4, 6), Path(("letter",), 1, 19)]
    found = indices(cells((1, NEWS, 20, 5), (1, BOTH, 10, 4), (1, LETTER, 20, 1)))
    for row in credit_index(paths):
        same = found[row.strategy]
        assert (same.index, same.raw_index) == pytest.approx((row.index, row.index))
        assert (same.credit_share, same.expected_share) == pytest.approx((row.credit_share, row.use_share))


@pytest.mark.parametrize(
    "added",
    [(3, REFERRAL, 1, 1), (3, REFERRAL, 9, 2), (3, REFERRAL, 4, 0), (3, 0, 8, 1)],
    ids=["one opportunity", "always the same", "no offer", "nothing done"],
)
def test_clients_whose_offers_could_not_have_fallen_otherwise_do_not_contribute(added):
    rows = [(1, REFERRAL, 10, 5), (1, NEWS, 10, 3), (2, REFERRAL, 2, 0), (2, NEWS, 18, 2), added]
    assert indices(cells(*rows))["referral"].spread.clusters == 2


def test_what_only_clients_without_offers_did_has_no_index():
    found = indices(cells((1, NEWS, 5, 2), (1, REFERRAL, 5, 0), (2, LETTER, 9, 0)))
    assert [*found] == ["news", "referral"]


def test_without_offers_there_is_no_index():
    assert indices(cells((1, NEWS, 5, 0), (2, NEWS, 5, 0))) == {}
    assert indices(cells((1, 0, 5, 2))) == {}


def test_the_same_cells_give_the_same_range():
    assert indices(TWO) == indices(TWO)


USE, USED_BY_PLACED = np.array([0.6, 0.1, -0.6, -1.2, -1.7, -2.2]), np.array([-0.5, 0.3, 0.8, 0.8, 1, 1])
"""How likely each strategy is (log odds), and how much likelier where a client is better placed."""


def stacked(random, clients, factor=1.0, rate=0.06):
    """Clients with about 24 opportunities each: the better placed do more of everything and get more offers. Only the
    fourth strategy has an effect on the odds. Returns client, bits and offers, one element an opportunity."""
    placed = np.clip(random.normal(size=clients), -2, 2)
    client = np.repeat(np.arange(clients), random.poisson(24 * np.exp(0.3 * placed)) + 1)
    level = placed[client]
    used = random.random((client.size, USE.size)) < 1 / (1 + np.exp(-USE - USED_BY_PLACED * level[:, None]))
    odds = rate / (1 - rate) * np.exp(level) * np.where(used[:, 3], factor, 1.0)
    return client, used @ (1 << np.arange(USE.size)), random.random(client.size) < odds / (1 + odds)


def judge(client, done, offered, draws=1000):
    """Each strategy's verdict, with the raw index."""
    found = index_within_clients(
        ClientCells.of(client, done, np.ones(client.size), offered.astype(float)), "abcdef", draws=draws
    )
    return {
        row.strategy: (
            gates.judge_credit(offered.sum(), row.index, row.low, row.spread.clusters),
            row.raw_index,
        )
        for row in found
    }


def look_often(random, clients, looks):
    """Whether anything is ever called clear while the opportunities of a cohort come in, a sixth of them at first."""
    client, done, offered = stacked(random, clients)
    order = random.permutation(client.size)
    for size in np.linspace(client.size / 6, client.size, looks).astype(int):
        seen = order[:size]
        verdicts = judge(client[seen], done[seen], offered[seen]).values() if offered[seen].sum() else ()
        if any(verdict == Verdict.CLEAR for verdict, _ in verdicts):
            return True
    return False


def test_stacked_clients_are_clear_of_nothing_however_often_one_looks():
    random = np.random.default_rng(1)
    assert sum(look_often(random, 40, looks=5) for _ in range(60)) <= 5
    assert min(max(raw for _, raw in judge(*stacked(random, 40)).values()) for _ in range(10)) > 1.1


@pytest.mark.long
@pytest.mark.parametrize("clients", [15, 40, 100, 300])
def test_stacked_clients_are_clear_in_at_most_5_of_100_at_30_looks(clients):
    random = np.random.default_rng(2)
    assert np.mean([look_often(random, clients, looks=30) for _ in range(400)]) <= 0.05


@pytest.mark.parametrize("draws", [40, pytest.param(300, marks=pytest.mark.long)])
def test_an_effect_within_clients_is_found_among_stacked_ones(draws):
    random = np.random.default_rng(3)
    found = [judge(*stacked(random, 40, factor=4)) for _ in range(draws)]
    assert np.mean([verdicts["d"][0] == Verdict.CLEAR for verdicts in found]) > 0.8
