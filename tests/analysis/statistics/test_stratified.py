"""Groups compared within strata, with ranges that allow for clusters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics import stratified

LETTERS = {"applied": (1, 10, 24, 200), "screen": (3, 10, 20, 50), "final": (22, 40, 8, 12)}
"""Statistics.md section 4: successes and trials with letters, then without, by stage."""


def cells_from(table, clustered=False):
    """Every trial a cell of its own; each a cluster of its own, or all of a stratum one."""
    stratum, arm, x = [], [], []
    for name, (x1, n1, x0, n0) in table.items():
        stratum += [name] * (n1 + n0)
        arm += [1] * n1 + [0] * n0
        x += [1] * x1 + [0] * (n1 - x1) + [1] * x0 + [0] * (n0 - x0)
    cluster = stratum if clustered else list(range(len(x)))
    return stratified.cells_of(cluster, stratum, arm, x, [1] * len(x))


STONES = {"small": (81, 87, 234, 270), "large": (192, 263, 55, 80)}
"""Kidney stones, open surgery against puncture: Charig, Webb, Payne & Wickham (1986), BMJ 292:879."""

BERKELEY = {
    "A": (512, 825, 89, 108),
    "B": (353, 560, 17, 25),
    "C": (120, 325, 202, 593),
    "D": (138, 417, 131, 375),
    "E": (53, 191, 94, 393),
    "F": (22, 373, 24, 341),
}
"""Admissions by department, men against women: Bickel, Hammel & O'Connell (1975), Science 187:398."""


@pytest.mark.parametrize(
    ("table", "difference", "low", "high"),
    [
        (LETTERS, -0.077552400270453, -0.23328201368785922, 0.07817721314695324),
        (STONES, 0.05383557024347475, -0.011929445217491404, 0.1196005857044409),
    ],
)
def test_differences_are_mantel_haenszels_and_no_surer_than_sato_1989(table, difference, low, high):
    found = stratified.compare_two(cells_from(table))
    assert found.value == pytest.approx(difference, abs=1e-10)
    assert found.range.low <= low + 0.001 and found.range.high >= high - 0.001  # noqa: PT018 (one range)
    assert found.rate1 - found.rate0 == pytest.approx(found.value)


def test_letters_overlap_by_what_both_groups_share():
    assert stratified.compare_two(cells_from(LETTERS)).overlap == pytest.approx(27.087912087912088, abs=1e-10)
    assert stratified.compare_two(cells_from({"a": (3, 20, 4, 20)})).overlap == 10


def test_kidney_stones_and_admissions_turn_round_within_their_strata():
    """In the plain tables surgery looks worse, and men are admitted more often."""
    assert 273 / 350 < 289 / 350
    assert stratified.compare_two(cells_from(STONES)).value > 0
    men, women = (sum(row[k] for row in BERKELEY.values()) for k in (0, 2))
    assert men / 2691 - women / 1835 == pytest.approx(0.1416, abs=1e-4)
    assert stratified.compare_two(cells_from(BERKELEY)).value == pytest.approx(-0.0184, abs=1e-4)


@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.integers(1, 9), st.floats(0, 1), st.floats(0, 1)),
        min_size=1,
        max_size=6,
    )
)
def test_the_difference_is_the_formula_that_is_printed(sizes):
    """The sum of w (rate with - rate without) over the sum of w, w = n with x n without / n."""
    table = {i: (round(a * n1), n1, round(b * n0), n0) for i, (n1, n0, a, b) in enumerate(sizes)}
    weights = [n1 * n0 / (n1 + n0) for _, n1, _, n0 in table.values()]
    apart = [x1 / n1 - x0 / n0 for x1, n1, x0, n0 in table.values()]
    assert stratified.compare_two(cells_from(table)).value == pytest.approx(
        np.average(apart, weights=weights)
    )


def test_where_nobody_answered_nothing_is_certain():
    found = stratified.compare_two(cells_from({"applied": (0, 12, 0, 12)}))
    assert (found.value, found.range.low < -0.1, found.range.high > 0.1) == (0.0, True, True)


def test_a_stratum_with_one_group_compares_nothing():
    assert stratified.compare_two(cells_from({"a": (1, 3, 0, 0), "b": (0, 0, 1, 5)})) == stratified.NOTHING


def test_the_same_trials_in_few_clusters_are_less_sure():
    table = dict.fromkeys(range(12), (6, 10, 4, 10)) | {12: (0, 10, 10, 10)}
    alone, together = (stratified.compare_two(cells_from(table, clustered)) for clustered in (False, True))
    assert alone.value == pytest.approx(together.value)
    assert together.error > 1.2 * alone.error
    assert (together.clusters, round(together.freedom)) == (13, 12)


def test_a_difference_seen_client_by_client():
    table = dict.fromkeys(range(4), (6, 10, 4, 10)) | {9: (1, 10, 3, 10), 10: (2, 4, 0, 0)}
    spread = stratified.spread_of(cells_from(table, clustered=True), whole=0.1)
    assert (spread.clusters, spread.agreeing) == (5, 4)


def test_the_spread_between_clients_is_found_beyond_chance_dersimonian_laird_1986():
    random = np.random.default_rng(5)
    gap = random.normal(0.1, 0.15, 400)
    table = {
        client: (int(random.binomial(40, 0.4 + gap[client])), 40, int(random.binomial(40, 0.4)), 40)
        for client in range(400)
    }
    assert stratified.spread_of(cells_from(table, True), 0.1).deviation == pytest.approx(0.15, abs=0.02)


def test_several_arms_are_adjusted_for_where_they_were_used():
    """Arm 2 is used where all succeed more, and is no better there; its plain rate is the highest."""
    cells = [(s, a, x, n) for s, base in ((0, 2), (1, 6)) for a, x, n in ((0, base, 10), (1, base + 1, 10))]
    cells += [(0, 2, 1, 5), (1, 2, 30, 50)]
    stratum, arm, x, n = zip(*cells, strict=True)
    arms = stratified.adjust_arms(stratified.cells_of(stratum, stratum, arm, x, n), 3)
    rates = [each.rate for each in arms]
    assert rates.index(max(rates)) == 1
    assert rates[1] - rates[0] == pytest.approx(0.1)


def test_the_variances_of_two_arms_add_up_to_that_of_their_difference():
    cells = cells_from(dict.fromkeys(range(30), (7, 20, 5, 20)), clustered=True)
    found, arms = stratified.compare_two(cells), stratified.adjust_arms(cells, 2)
    spread = sum(each.rate * (1 - each.rate) / each.n for each in arms)
    assert spread**0.5 == pytest.approx(found.error, rel=0.15)


def test_an_arm_that_meets_no_other_has_no_rate():
    cells = stratified.cells_of([0, 1, 2], ["a", "a", "b"], [0, 1, 2], [1, 2, 3], [5, 5, 5])
    assert [each.rate is None for each in stratified.adjust_arms(cells, 3)] == [False, False, True]


def test_the_order_of_the_rows_changes_nothing():
    random = np.random.default_rng(2)
    cells = cells_from(
        {client: (random.integers(0, 7), 7, random.integers(0, 9), 9) for client in range(30)}, True
    )
    order = random.permutation(cells.x.size)
    mixed = cells.choose(order)
    assert stratified.compare_two(cells) == stratified.compare_two(mixed)
    assert stratified.adjust_arms(cells, 2) == stratified.adjust_arms(mixed, 2)


def test_impossible_counts_are_refused():
    with pytest.raises(ValueError, match="between 0"):
        stratified.cells_of([0], [0], [0], [3], [2])


@pytest.mark.parametrize(
    ("strata_", "n1", "n0", "rate"), [(30, 1, 1, 0.2), (20, 1, 15, 0.1), (3, 10, 20, 0.2), (5, 3, 3, 0.3)]
)
def test_ranges_hold_in_sparse_strata(strata_, n1, n0, rate):
    random = np.random.default_rng(7)
    held = 0
    for _ in range(400):
        levels = random.beta(4 * rate, 4 * (1 - rate), strata_)
        table = {i: (random.binomial(n1, p), n1, random.binomial(n0, p), n0) for i, p in enumerate(levels)}
        found = stratified.compare_two(cells_from(table)).range
        held += found.low <= 0 <= found.high
    assert held >= 0.91 * 400


@pytest.mark.long
@pytest.mark.parametrize(
    ("strata_", "n1", "n0", "rate"), [(30, 1, 1, 0.2), (20, 1, 15, 0.1), (3, 10, 20, 0.2), (5, 3, 3, 0.3)]
)
def test_ranges_hold_and_are_not_biased_in_2000_draws(strata_, n1, n0, rate):
    random = np.random.default_rng(7)
    found = []
    for _ in range(2000):
        levels = random.beta(4 * rate, 4 * (1 - rate), strata_)
        table = {i: (random.binomial(n1, p), n1, random.binomial(n0, p), n0) for i, p in enumerate(levels)}
        found.append(stratified.compare_two(cells_from(table)).range)
    assert np.mean([each.low <= 0 <= each.high for each in found]) >= 0.93
    values = [each.value for each in found]
    assert abs(np.mean(values)) <= 0.01 + 2 * np.std(values) / 2000**0.5


def test_the_spread_of_differences_of_rates_is_at_most_one():
    """Two clients of two messages each, all or nothing: the moments alone say 1.22."""
    cells = stratified.cells_of([0, 0, 1, 1], [0, 0, 1, 1], [0, 1, 0, 1], [0, 1, 1, 0], [1, 1, 1, 1])
    assert stratified.spread_of(cells, 0.1).deviation == 1


def draw_cells(seed, *, nested):
    """Cells of three arms in which clusters and strata cross, or each stratum is of one cluster."""
    random = np.random.default_rng(seed)
    stratum = random.integers(0, 12, 300)
    cluster = stratum // 3 if nested else random.integers(0, 5, 300)
    n = random.random(300) * 3
    return stratified.Cells(cluster, stratum, random.integers(0, 3, 300), n * random.random(300), n)


def add_up(cells):
    sums = {}
    for *key, x, n in zip(cells.cluster, cells.stratum, cells.arm, cells.x, cells.n, strict=True):
        before = sums.get(tuple(map(int, key)), (0.0, 0.0))
        sums[tuple(map(int, key))] = before[0] + x, before[1] + n
    return np.array([(*key, *both) for key, both in sorted(sums.items())])


@pytest.mark.parametrize("nested", [True, False])
@pytest.mark.parametrize("seed", range(3))
def test_cells_are_merged_as_one_by_one(seed, nested):
    cells = draw_cells(seed, nested=nested)
    assert add_up(cells.merge()) == pytest.approx(add_up(cells), abs=1e-12)
    assert cells.merge().x.size == len(add_up(cells))
    arm = (cells.arm == 2).astype(np.int64)
    apart = stratified.Cells(cells.cluster, cells.stratum, arm, cells.x, cells.n)
    assert add_up(cells.against_others(2)) == pytest.approx(add_up(apart), abs=1e-12)
    assert stratified.compare_two(cells.against_others(2)) == stratified.compare_two(apart)
    assert stratified.spread_of(cells.against_others(2), 0.1) == stratified.spread_of(apart, 0.1)


@pytest.mark.parametrize("labels", [[5, 0, 5, 3], [10**12, 7, 7, -3], [-1, 0, 1, -1]])
def test_numbers_of_labels_are_their_places_in_order(labels):
    numbers = stratified.number_labels(np.array(labels))
    assert [sorted({*labels})[number] for number in numbers] == labels
