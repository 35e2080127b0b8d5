"""Fair comparisons: same stage, still waiting, done or not done."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from analysis.answer import Answer
from analysis.ask import ask
from analysis.filters import Filters
from analysis.question import Row
from analysis.questions.strategies import fair_comparison
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from data.samples import files
from data.samples.world import SAMPLE_COLUMNS, World
from tests.analysis.questions.strategies.interviews import TODAY, interview, measured


def test_a_referral_counts_at_every_later_stage() -> None:
    rows = "2026-03-01,referral,A,Analyst,Ben,,\n" + interview("A") + interview("B")
    [referral] = [
        row for row in ask(measured(rows), "fair_comparison").counts if row["strategy"] == "referral"
    ][:1]
    stages = {
        row["stage"]
        for row in ask(measured(rows), "fair_comparison").counts
        if row["strategy"] == referral["strategy"]
    }
    assert stages == {"ever", "applied", "interview"}


@pytest.mark.parametrize("key", ["thank_you_landmark", "fair_comparison"])
@pytest.mark.parametrize(
    "view",
    [Filters(strategies=("application",)), Filters(until=date(2026, 3, 31)), Filters(stages=("applied",))],
)
def test_what_a_filter_hides_was_done_all_the_same(key: str, view: Filters) -> None:
    followed = "".join(f"2026-03-20,connect,{company},Analyst,Ann,,\n" for company in "AB")
    log = measured(interview("A", "2026-04-02") + interview("B") + followed)
    assert ask(log, key, view).rows == ask(log, key).rows


def test_an_offer_is_further_in_the_plain_table_too() -> None:
    log = measured("2026-03-02,application,A,Analyst,Ann,offer,2026-04-01\n")
    assert [row["naive_with"] for row in ask(log, "fair_comparison", outcome="further").rows] == [1.0]


def test_a_touch_after_the_data_date_and_one_of_unknown_kind_are_nobodys_strategy() -> None:
    log = measured(interview("A") + "2026-11-10,letter,A,Analyst,Ann,,\n2026-03-01,,A,Analyst,Ann,,\n")
    assert [row["strategy"] for row in ask(log, "fair_comparison").rows] == ["application"]


def counted(table: dict[str, list[list[int]]]) -> list[dict[str, object]]:
    """Counts as the SQL returns them, from strata of [done yes, done no], [not done yes, not done no]."""
    rows: list[dict[str, object]] = []
    for stage, ((a, b), (c, d)) in table.items():
        rows.append({"strategy": "letter", "stage": stage, "clock": "any", "units": a + b, "reached": a})
        rows.append(
            {"strategy": None, "stage": stage, "clock": "any", "units": a + b + c + d, "reached": a + c}
        )
    done = [sum(table[stage][0]) for stage in table], [table[stage][0][0] for stage in table]
    both = (
        [sum(map(sum, table[stage])) for stage in table],
        [table[stage][0][0] + table[stage][1][0] for stage in table],
    )
    for strategy, (units, reached) in (("letter", done), (None, both)):
        rows.append(
            {
                "strategy": strategy,
                "stage": "ever",
                "clock": "naive",
                "units": sum(units),
                "reached": sum(reached),
            }
        )
    return rows


LETTERS = {"applied": [[1, 9], [24, 176]], "screen": [[3, 7], [20, 30]], "final": [[22, 18], [8, 4]]}


def test_letters_against_email_by_stage_agree_with_sato_1989_and_the_crude_rates() -> None:
    [row] = fair_comparison.estimate_differences(counted(LETTERS), {})
    assert (row["naive_with"], row["naive_without"]) == (
        pytest.approx(0.43333333333333335, abs=1e-9),
        pytest.approx(0.1984732824427481, abs=1e-9),
    )
    assert (row["difference"], row["overlap"]) == (
        pytest.approx(-0.077552400270453, abs=1e-9),
        pytest.approx(27.087912087912088, abs=1e-9),
    )


def test_the_range_shown_is_never_shorter_than_satos() -> None:
    [row] = fair_comparison.estimate_differences(counted(LETTERS), {})
    assert row["low"] <= -0.23328201368785922 and row["high"] >= 0.07817721314695324  # noqa: PT018 (one range)


def test_the_sentence_says_why_the_plain_number_differs() -> None:
    [row] = fair_comparison.estimate_differences(counted(LETTERS), {})
    said = fair_comparison.describe_strategy(row, "offer").replace("\N{NO-BREAK SPACE}", " ")
    assert "of the opportunities with it 43 % had an offer, of the others 20 %" in said
    assert "That mixes stages" in said


def test_nobody_answered_after_it_is_no_proof_when_it_was_done_twelve_times() -> None:
    [row] = fair_comparison.estimate_differences(counted({"applied": [[0, 12], [8, 72]]}), {})
    assert (row["verdict"], row["low"] < 0 < row["high"]) == ("Too early", True)


def test_below_an_overlap_of_five_nothing_is_shown() -> None:
    [row] = fair_comparison.estimate_differences(counted({"final": [[2, 2], [3, 3]]}), {})
    assert (row["difference"], row["verdict"]) == (None, None)


@cache
def world_log(seed: int, opportunities: int) -> MeasuredLog:
    rows = [files.plain(row) for row in World().touches(seed, opportunities)]
    return import_log(Upload(files.write_csv(SAMPLE_COLUMNS, rows).encode(), "world.csv")).measure(
        today=TODAY
    )


def compared(seed: int, opportunities: int) -> Iterator[Row]:
    log = world_log(seed, opportunities)
    yield from ask(log, "fair_comparison", outcome="offer").rows
    world_log.cache_clear()
    log.close()


def verdicts(
    seeds: int, opportunities: int
) -> tuple[Counter[tuple[object, object]], Counter[object], Counter[object]]:
    """How often each strategy got each verdict, its range held 0, and the plain table crowned it."""
    said: Counter[tuple[object, object]] = Counter()
    covered: Counter[object] = Counter()
    crowned: Counter[object] = Counter()
    for seed in range(seeds):
        for row in compared(seed, opportunities):
            said[row["strategy"], row["verdict"]] += 1
            low, high, plain, others = (row[name] for name in ("low", "high", "naive_with", "naive_without"))
            covered[row["strategy"]] += int(
                isinstance(low, float) and isinstance(high, float) and low <= 0 <= high
            )
            crowned[row["strategy"]] += int(
                isinstance(plain, float) and isinstance(others, float) and plain > 3 * others
            )
    return said, covered, crowned


def test_the_planted_effect_is_found_and_the_planted_reversals_are_not() -> None:
    """A referral truly helps; letters and thank-you notes do nothing, though the plain table crowns them."""
    rows = {row["strategy"]: row for row in compared(1, 3000)}
    assert rows["referral"]["verdict"] == "Clear so far"
    for useless in ("letter", "thank_you"):
        assert (
            rows[useless]["naive_with"] > 20 * rows[useless]["naive_without"],
            rows[useless]["verdict"],
        ) in (
            (True, "Too early"),
            (True, "No visible difference"),
        )


@pytest.mark.long
def test_on_200_logs_false_alarms_stay_under_5_in_100_and_the_effect_is_called() -> None:
    said, covered, crowned = verdicts(200, 1500)
    for useless in ("letter", "thank_you"):
        shown = sum(count for (strategy, verdict), count in said.items() if strategy == useless and verdict)
        assert shown >= 150
        assert said[useless, "Clear so far"] <= 0.05 * shown
        assert covered[useless] >= 0.93 * shown
        assert crowned[useless] >= 0.95 * 200  # what the plain table does in the same logs
    assert said["referral", "Clear so far"] >= 100


def test_an_answer_without_any_comparison_says_what_is_missing() -> None:
    answer: Answer = ask(measured(interview("A")), "fair_comparison")
    assert answer.verdict.startswith("Not enough to compare fairly yet")
