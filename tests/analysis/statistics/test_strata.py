import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import fisher_exact
from statsmodels.stats.contingency_tables import StratifiedTable

from analysis.statistics.strata import (
    Stratum,
    adjust_rates,
    cochran_mantel_haenszel,
    comparable_strata,
    fit_log_odds,
    heterogeneity,
    odds_ratio,
    overlap,
    risk_difference,
    risk_ratio,
)

# Admissions at Berkeley by department, men against women: Bickel, Hammel & O'Connell (1975), Science 187:398.
BERKELEY = [
    Stratum(512, 825, 89, 108),
    Stratum(353, 560, 17, 25),
    Stratum(120, 325, 202, 593),
    Stratum(138, 417, 131, 375),
    Stratum(53, 191, 94, 393),
    Stratum(22, 373, 24, 341),
]
# Kidney stones by size, open surgery against puncture: Charig, Webb, Payne & Wickham (1986), BMJ 292:879.
STONES = [Stratum(81, 87, 234, 270), Stratum(192, 263, 55, 80)]
# Letters against e-mails by stage; letters are mostly written after final interviews.
LETTERS = [Stratum(1, 10, 24, 200), Stratum(3, 10, 20, 50), Stratum(22, 40, 8, 12)]


def ends(range_):
    return (range_.low, range_.high)


def table(strata):
    return StratifiedTable([np.array([[x1, n1 - x1], [x0, n0 - x0]]) for x1, n1, x0, n0 in strata])


def test_odds_ratio_of_berkeley_is_that_of_r_mantelhaen_test():
    common = odds_ratio(BERKELEY)
    assert common.value == pytest.approx(0.9046968, abs=5e-8)
    assert ends(common) == pytest.approx((0.7719073617593505, 1.0603297644366558), abs=1e-9)


def test_kidney_stones_turn_round_within_their_sizes():
    assert 273 / 350 < 289 / 350
    assert odds_ratio(STONES).value == pytest.approx(1.44684662494262, abs=1e-9)
    assert risk_ratio(STONES) == pytest.approx(1.0690001538676979, abs=1e-9)


@pytest.mark.parametrize(
    ("strata", "statistic", "p_value"),
    [
        (BERKELEY, 1.5246066604434356, 0.21692369705551817),
        (STONES, 2.433855515576142, 0.11874052970979887),
        (LETTERS, 0.8320066634203698, 0.36169292246377927),
    ],
)
def test_cochran_mantel_haenszel_matches_statsmodels_0_15(strata, statistic, p_value):
    assert cochran_mantel_haenszel(strata) == pytest.approx((statistic, p_value), abs=1e-9)


def test_breslow_day_tarone_of_berkeley_matches_statsmodels_0_15():
    assert heterogeneity(BERKELEY) == pytest.approx((18.82550125205323, 0.0020714013978808676), abs=1e-9)


def test_breslow_day_tarone_of_random_strata_matches_statsmodels_0_15():
    random = np.random.default_rng(4)
    for _ in range(300):
        n1, n0 = random.integers(5, 60, (2, 4))
        x1, x0 = random.binomial(n1, 0.4), random.binomial(n0, 0.3)
        strata = [Stratum(*map(int, counts)) for counts in zip(x1, n1, x0, n0, strict=True)]
        theirs = table(strata).test_equal_odds(adjust=True)
        assert heterogeneity(strata) == pytest.approx((theirs.statistic, theirs.pvalue), abs=1e-9)


def test_equal_odds_of_one_are_nan_in_statsmodels_and_no_heterogeneity_here():
    strata = [Stratum(2, 4, 3, 6), Stratum(1, 5, 2, 10)]
    with np.errstate(invalid="ignore"):
        assert np.isnan(table(strata).test_equal_odds(adjust=True).statistic)
    assert heterogeneity(strata) == pytest.approx((0, 1))


@pytest.mark.parametrize(
    ("strata", "difference"),
    [
        (LETTERS, (-0.077552400270453, -0.23328201368785922, 0.07817721314695324)),
        (STONES, (0.05383557024347475, -0.011929445217491404, 0.1196005857044409)),
    ],
)
def test_risk_difference_has_the_variance_of_sato_1989(strata, difference):
    found = risk_difference(strata)
    assert (found.value, *ends(found)) == pytest.approx(difference, abs=1e-9)


@pytest.mark.parametrize("strata", [BERKELEY, STONES, LETTERS])
def test_sums_equal_stratified_table(strata):
    theirs = table(strata)
    assert odds_ratio(strata).value == pytest.approx(theirs.oddsratio_pooled, abs=1e-12)
    assert ends(odds_ratio(strata)) == pytest.approx(theirs.oddsratio_pooled_confint(), abs=1e-9)
    assert risk_ratio(strata) == pytest.approx(theirs.riskratio_pooled, abs=1e-12)


ALONE = Stratum(1, 1, 0, 0)


def test_strata_with_one_group_are_nan_in_statsmodels_and_left_out_here():
    with np.errstate(invalid="ignore", divide="ignore"):
        assert np.isnan(table([*LETTERS, ALONE]).test_null_odds().statistic)
    for estimate in (
        odds_ratio,
        risk_ratio,
        risk_difference,
        cochran_mantel_haenszel,
        heterogeneity,
        adjust_rates,
    ):
        assert estimate([*LETTERS, ALONE]) == estimate(LETTERS)


def test_overlap_is_what_both_groups_share():
    assert overlap(LETTERS) == pytest.approx(27.087912087912088, abs=1e-12)
    assert overlap([Stratum(3, 20, 4, 20)]) == 10
    assert overlap([ALONE, Stratum(0, 0, 5, 90)]) == 0


def test_without_overlap_nothing_is_said():
    strata = [Stratum(9, 12, 0, 0), Stratum(0, 0, 5, 90)]
    assert comparable_strata(strata) == []
    assert risk_difference(strata).value is None
    assert [adjust_rates(strata), odds_ratio(strata), risk_ratio(strata), heterogeneity(strata)] == [None] * 4
    assert cochran_mantel_haenszel(strata) is None


@pytest.mark.parametrize(
    "stratum", [Stratum(0, 5, 0, 9), Stratum(5, 5, 9, 9), Stratum(5, 5, 0, 5), Stratum(0, 5, 7, 7)]
)
def test_a_difference_without_any_variation_is_not_certain(stratum):
    found = risk_difference([stratum])
    assert found.high - found.low > 0.4
    assert found.low <= found.value <= found.high


def test_impossible_counts_are_refused():
    with pytest.raises(ValueError, match="between 0"):
        risk_difference([Stratum(6, 5, 0, 9)])


def test_log_f_prior_on_the_strategy_matches_its_published_form():
    (effect, baseline), _ = fit_log_odds([Stratum(5, 10, 0, 10)])
    assert (baseline, effect) == pytest.approx((-3.0620760904951285, 2.8828016091933115), abs=1e-7)


def penalised(strata):
    """The likelihood with its log-F(1, 1) prior on the effect, maximised directly."""

    def loss(parameters):
        effect, *baselines = parameters
        total = np.log1p(np.exp(effect)) - effect / 2
        for baseline, (x1, n1, x0, n0) in zip(baselines, strata, strict=True):
            total += n1 * np.log1p(np.exp(baseline + effect)) - x1 * (baseline + effect)
            total += n0 * np.log1p(np.exp(baseline)) - x0 * baseline
        return total

    return minimize(loss, np.zeros(1 + len(strata)), method="BFGS", options={"gtol": 1e-8}).x


@pytest.mark.parametrize("strata", [BERKELEY, STONES, LETTERS])
def test_log_odds_maximise_the_penalised_likelihood(strata):
    assert fit_log_odds(strata)[0] == pytest.approx(penalised(strata), abs=1e-5)


def test_shrinking_the_stages_too_would_let_the_paradox_back_in():
    unshrunk, everything_shrunk = -0.4244897789770756, -0.3325450710283573
    effect = fit_log_odds(LETTERS)[0][0]
    assert abs(effect - unshrunk) < 0.03 < abs(everything_shrunk - unshrunk)


def test_adjusted_rates_of_letters_are_those_of_the_same_mix_of_stages():
    rates = adjust_rates(LETTERS)
    assert pytest.approx((0.4333, 0.1985), abs=5e-5) == (26 / 60, 52 / 262)
    assert (rates.rate1.value, rates.rate0.value) == pytest.approx((0.3130, 0.3869), abs=5e-4)
    assert rates.difference.low < 0 < rates.difference.high


def test_adjusted_rates_are_near_firth_with_flic():
    flic = (0.3134879639367005, 0.38461969924611833)
    rates = adjust_rates(LETTERS)
    assert (rates.rate1.value, rates.rate0.value) == pytest.approx(flic, abs=0.003)


def test_firths_own_predictions_are_too_high():
    firthmodels = pytest.importorskip("firthmodels")
    cells = [
        (on, i == 1, i == 2, x, n) for i, s in enumerate(LETTERS) for on, x, n in ((1, *s[:2]), (0, *s[2:]))
    ]
    rows = np.array([(*c[:3], y, k) for c in cells for y, k in ((1, c[3]), (0, c[4] - c[3]))], dtype=float)
    design, answers, counts = rows[:, :3], rows[:, 3].astype(int), rows[:, 4]
    fit = firthmodels.FirthLogisticRegression(gtol=1e-10, xtol=1e-10, max_iter=200)
    fit.fit(design, answers, sample_weight=counts)
    assert fit.coef_[0] == pytest.approx(-0.385930548513385, abs=1e-7)
    assert counts @ fit.predict_proba(design)[:, 1] == pytest.approx(78.49413742212518, abs=1e-6)


def test_fitted_successes_add_up_to_those_seen():
    effect, *baselines = fit_log_odds(LETTERS)[0]
    for baseline, (x1, n1, x0, n0) in zip(baselines, LETTERS, strict=True):
        assert n1 / (1 + np.exp(-baseline - effect)) + n0 / (1 + np.exp(-baseline)) == pytest.approx(x1 + x0)


def test_a_stage_without_any_success_keeps_a_range():
    rates = adjust_rates([Stratum(0, 5, 0, 9)])
    assert (rates.rate1.value, rates.rate0.value) == (0, 0)
    assert rates.rate1.high > 0.3


def test_the_same_counts_give_the_same_range():
    assert adjust_rates(LETTERS) == adjust_rates([*LETTERS])


def test_many_small_strata_are_for_mantel_haenszel():
    random = np.random.default_rng(1)
    easy = random.beta(1, 2, 3000)
    pairs = [Stratum(random.binomial(1, p), 1, random.binomial(2, p), 2) for p in easy]
    found = risk_difference(pairs)
    assert found.low < 0 < found.high
    assert found.high - found.low < 0.1


def search(random, touches):
    """Letters mostly after final interviews, which go well with or without one: no true effect."""
    stage = random.choice(3, touches, p=[0.65, 0.2, 0.15])
    letter = random.random(touches) < np.array([0.03, 0.15, 0.8])[stage]
    won = random.random(touches) < np.array([0.1, 0.35, 0.6])[stage]
    cells = [won[(stage == s) & (letter == on)] for s in range(3) for on in (True, False)]
    counts = [(int(cell.sum()), cell.size) for cell in cells]
    return [Stratum(*counts[i], *counts[i + 1]) for i in (0, 2, 4)]


def holds_zero(difference):
    return difference.low <= 0 <= difference.high


def errors(random, runs, touches):
    """How often an effect that is not there is found: by the crude table, by strata, by adjusted rates."""
    crude = strata = rates = judged = 0
    for _ in range(runs):
        stages = search(random, touches)
        if overlap(stages) < 5:
            continue
        judged += 1
        x1, n1, x0, n0 = (int(total) for total in np.sum(stages, axis=0))
        crude += fisher_exact([[x1, n1 - x1], [x0, n0 - x0]]).pvalue < 0.05
        strata += not holds_zero(risk_difference(stages))
        rates += not holds_zero(adjust_rates(stages, draws=800).difference)
    return crude / judged, strata / judged, rates / judged


def test_letters_that_do_nothing_are_praised_by_the_crude_table_only():
    crude, strata, rates = errors(np.random.default_rng(2), 150, 150)
    assert crude > 0.6
    assert max(strata, rates) < 0.11


@pytest.mark.long
@pytest.mark.parametrize("touches", [150, 400])
def test_letters_that_do_nothing_are_not_praised_within_stages(touches):
    crude, strata, rates = errors(np.random.default_rng(3), 1500, touches)
    assert crude > 0.7
    assert strata < 0.10
    assert rates < 0.06
