"""Made-up searches in which replies lack days, from the bytes of a file to the rate: it stays right, and covers."""

import csv
import io
from datetime import date, timedelta

import numpy as np
import pytest

from analysis.answer import Answer
from analysis.ask import ask
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload

AS_OF = date(2026, 6, 30)
RATES = {"email": 0.05, "linkedin": 0.1, "website": 0.2, "referral": 0.4}
"""The true shares answered within 30 days."""

MISSING = [(0.0, False), (0.1, False), (0.5, False), (0.5, True)]
"""The share of replies without a day, and whether rejections lack theirs more often."""


def write_world(seed: int, messages: int, missing: float, *, more_for_rejections: bool) -> bytes:
    """A search over 200 days; delays are Weibull(0.7, 6 days)."""
    random = np.random.default_rng(seed)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["sent_at", "channel", "company", "outcome", "replied_at"])
    for place in range(messages):
        channel = random.choice(list(RATES))
        age, delay = int(random.integers(0, 200)), int(6 * random.weibull(0.7))
        answered = random.random() < RATES[channel] / (1 - np.exp(-((30 / 6) ** 0.7))) and delay <= age
        kind = random.choice(["positive", "rejection", "reply"], p=[0.2, 0.5, 0.3])
        share = min(1, 1.5 * missing) if kind == "rejection" else 0.5 * missing
        undated = random.random() < (share if more_for_rejections else missing)
        sent = AS_OF - timedelta(days=age)
        on = sent + timedelta(days=delay) if answered and not undated else ""
        writer.writerow([sent, channel, f"Company {place}", kind if answered else "", on])
    return text.getvalue().encode()


def measure_world(content: bytes) -> MeasuredLog:
    return import_log(Upload(content, "world.csv")).measure(today=date(2026, 11, 1), as_of=AS_OF)


def ask_world(
    seed: int, messages: int, missing: float, *, more_for_rejections: bool
) -> tuple[Answer, Answer]:
    """The rates by channel, and of all together."""
    log = measure_world(write_world(seed, messages, missing, more_for_rejections=more_for_rejections))
    try:
        return ask(log, "response_by_channel"), ask(log, "response_by_channel", by="all")
    finally:
        log.close()


@pytest.mark.parametrize(("missing", "more_for_rejections"), MISSING)
def test_rates_stay_right_in_a_few_searches(missing: float, more_for_rejections: bool) -> None:
    found = [ask_world(seed, 400, missing, more_for_rejections=more_for_rejections) for seed in range(20)]
    assert {answer.basis for pair in found for answer in pair} == {"within"}
    overall = np.mean([total.rows[0]["rate"] for _, total in found])
    assert abs(overall - np.mean([*RATES.values()])) <= 0.02


@pytest.mark.long
@pytest.mark.parametrize(("missing", "more_for_rejections"), MISSING)
def test_rates_and_ranges_hold_in_200_searches(missing: float, more_for_rejections: bool) -> None:
    found = [ask_world(seed, 500, missing, more_for_rejections=more_for_rejections) for seed in range(200)]
    truth = RATES | {"all": float(np.mean([*RATES.values()]))}
    rows = [row for pair in found for answer in pair for row in answer.rows]
    for name, rate in truth.items():
        assert abs(np.mean([row["rate"] - rate for row in rows if row["name"] == name])) <= 0.02
    assert np.mean([row["low"] <= truth[row["name"]] <= row["high"] for row in rows]) >= 0.93


def test_parts_add_up_to_their_whole_with_undated_replies() -> None:
    channels, everything = ask_world(7, 400, 0.5, more_for_rejections=True)
    [total] = everything.rows
    assert sum(row["n"] for row in channels.rows) == total["n"] == 400
    for name in ("replies", "undated", "positive", "rejections"):
        assert sum(row[name] for row in channels.rows) == total[name]
    parts = sum(row["replies"] for row in channels.counted if row["day"] <= 30)
    assert parts == pytest.approx(sum(row["replies"] for row in everything.counted if row["day"] <= 30))


@pytest.mark.parametrize("key", ["reply_curve", "response_by_strategy", "response_by_channel"])
def test_every_question_shows_the_same_rate(key: str) -> None:
    log = measure_world(write_world(7, 400, 0.5, more_for_rejections=True))
    [total] = ask(log, "response_by_channel", by="all").rows
    rows = ask(log, key, by="all", **({"split": None} if key == "response_by_strategy" else {})).rows
    value = rows[-1]["replied"] if key == "reply_curve" else rows[0]["rate"]
    assert value == pytest.approx(total["rate"])
    log.close()
