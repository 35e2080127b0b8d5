"""Groups are compared by the rates that are shown, and only as far as they were watched."""

import random
from datetime import date, timedelta
from functools import cache

import pytest

from analysis import wording
from analysis.answer import Answer
from analysis.ask import ask
from analysis.drilldown import drill_down, list_marks
from analysis.questions.comparison import judge_rows
from analysis.statistics import pooling
from analysis.statistics.rates import wilson
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload

DAY, AS_OF = date(2026, 3, 2), date(2026, 10, 31)


@cache
def measured(rows: tuple[str, ...], as_of: date = AS_OF, header: str = "") -> MeasuredLog:
    text = "\n".join([header or "sent_at,contact,channel,replied_at", *rows])
    return import_log(Upload(text.encode(), "log.csv")).measure(today=date(2026, 11, 22), as_of=as_of)


def message(whom: str, channel: str, after: int = 0, reply: int | None = None) -> str:
    """A message so many days after the first day, answered so many days later."""
    sent = DAY + timedelta(days=after)
    return f"{sent},{whom},{channel},{'' if reply is None else sent + timedelta(days=reply)}"


FOLLOWED_UP = (
    *(message(f"R{n}", "referral", 0, n % 7) for n in range(142)),
    *(message(f"S{n}", "referral") for n in range(275)),
    *(message(f"S{n}", "email", 7, 2 if n % 5 == 0 else None) for n in range(275)),
    *(message(f"T{n}", "referral", 0, 20) for n in range(3)),
    *(message(f"L{n}", "letter", 0, 9 if n % 3 == 0 else None) for n in range(60)),
)


def test_no_rate_beyond_the_day_on_which_nearly_all_were_followed_up() -> None:
    answer = ask(measured(FOLLOWED_UP), "response_by_channel")
    rows = {row["name"]: row for row in answer.rows}
    referral = rows["referral"]
    assert [(name, row["through"], row["n"], row["replies"]) for name, row in rows.items()] == [
        ("letter", 30, 60, 20), ("email", 30, 275, 55), ("referral", 7, 420, 142),
    ]  # fmt: skip
    assert (referral["rate"], referral["effective_n"]) == pytest.approx((142 / 420, 420))
    assert (referral["pooled"], referral["p_best"]) == (None, None)
    assert (
        "Referral isn't compared yet: you followed up most of its unanswered messages by day 7."
        in answer.verdict
    )
    assert answer.figure is not None
    assert "34\N{NO-BREAK SPACE}%, n 420, by day 7" in answer.figure.to_json().encode().decode(
        "unicode_escape"
    )


def test_a_curve_ends_there_too() -> None:
    rows = ask(measured(FOLLOWED_UP), "reply_curve").rows
    last = [row for row in rows if row["name"] == "referral"][-1]
    assert (last["day"], last["at_risk"], last["replied"]) == (7, 278, pytest.approx(142 / 420))


def test_one_rate_says_by_which_day() -> None:
    young = measured(
        tuple(message(f"A{n}", "email", n, 0 if n < 3 else None) for n in range(20)), DAY + timedelta(19)
    )
    assert ask(young, "response_by_channel").verdict == (
        "Too early: none of 20 messages was sent 30 days ago yet. 3 had a reply by day 8."
    )


def test_young_groups_are_not_compared() -> None:
    young = tuple(message(f"Y{n}", "letter", 230, 1 if n < 3 else None) for n in range(12))
    rows = [
        *young,
        *(message(f"E{n}", "email", 0, 3 + 17 * (n % 8 == 0) if n % 4 == 0 else None) for n in range(40)),
    ]
    answer = ask(measured(tuple(rows)), "response_by_channel")
    assert [(row["name"], row["through"], row["waiting"]) for row in answer.rows] == [
        ("email", 30, 0),
        ("letter", 13, 9),
    ]
    assert answer.verdict == (
        "Too early to compare: at least two groups of five are needed. Replies so far: E-mail 10 of 40 and Letter 3 of "
        "12. Letter isn't compared yet: most of its unanswered messages are recent."
    )


def small_log(seed: int) -> MeasuredLog:
    """A random small log with follow-ups, late replies and several messages to one person."""
    dice = random.Random(seed)  # noqa: S311 - a test log, the same each time
    shares = {name: dice.random() for name in ("email", "linkedin", "letter", "phone")}
    rows = []
    for number in range(dice.randint(20, 90)):
        channel, after = dice.choice([*shares]), dice.randrange(200)
        reply = dice.randrange(40) if dice.random() < shares[channel] else None
        rows.append(message(f"P{dice.randrange(number + 1)}", channel, after, reply))
    return measured(tuple(rows), DAY + timedelta(days=240))


def check_one_estimate(answer: Answer) -> bool:
    """Whether something was compared; then table, ranges and sentence are of one estimate."""
    rows = [row for row in answer.rows if row["pooled"] is not None]
    for row in answer.rows:
        again = wilson(row["rate"] * row["effective_n"], row["effective_n"])
        assert (again.low, again.high) == pytest.approx((row["low"], row["high"]))
    if not rows:
        return False
    judged = judge_rows(answer.rows, answer.parameters)
    assert judged is not None
    n = [row["effective_n"] for row in rows]
    pool = pooling.fit_pool([row["rate"] * row["effective_n"] for row in rows], n)
    assert pooling.pooled_means(pool) == pytest.approx([row["pooled"] for row in rows], abs=1e-4)
    assert all(row["through"] >= row["least_through"] for row in rows)
    compared = {row["name"]: row["pooled"] for row in rows if row["p_best"] is not None}
    if judged.best is not None:
        assert compared[judged.best] == max(compared.values())
        assert judged.p_best == next(row["p_best"] for row in rows if row["name"] == judged.best)
    return judged.best is not None


def test_a_group_watched_until_nearly_all_replies_have_come_is_compared() -> None:
    """All replies come within three days, so two weeks are enough to compare."""
    young = tuple(message(f"Y{n}", "letter", 230, 1 if n < 3 else None) for n in range(12))
    rows = [*young, *(message(f"E{n}", "email", 0, 3 if n % 4 == 0 else None) for n in range(40))]
    answer = ask(measured(tuple(rows)), "response_by_channel")
    assert [(row["name"], row["through"], row["least_through"]) for row in answer.rows] == [
        ("email", 30, 3),
        ("letter", 13, 3),
    ]
    assert "n = 12, by day 13" in answer.verdict


def test_a_table_and_its_sentence_are_of_one_estimate() -> None:
    assert sum(check_one_estimate(ask(small_log(seed), "response_by_channel")) for seed in range(25)) >= 10


def test_the_sentence_needs_nothing_but_the_rows() -> None:
    answer = ask(measured(FOLLOWED_UP), "response_by_channel")
    bare = Answer(**{**vars(answer), "counts": []})
    assert bare.verdict == answer.verdict


def test_a_rate_within_clients_goes_before_the_plain_one() -> None:
    rows = [
        {
            "name": "email",
            "rate": 0.5,
            "effective_n": 90.0,
            "through": 30,
            "adjusted": 0.1,
            "adjusted_n": 80.0,
        },
        {
            "name": "letter",
            "rate": 0.2,
            "effective_n": 90.0,
            "through": 30,
            "adjusted": 0.4,
            "adjusted_n": 80.0,
        },
    ]
    judged = judge_rows(rows, {"by": "channel", "basis": "within", "within": 30})
    assert judged is not None
    assert judged.best == "letter"


def client_log(clients: int) -> MeasuredLog:
    """Twelve messages for each client, to different people; every second client's are all answered."""
    rows = [
        f"{DAY},Client {client},C{client}-{number},email,{DAY if client % 2 else ''}"
        for client in range(clients)
        for number in range(12)
    ]
    return measured((*rows,), header="sent_at,client,contact,channel,replied_at")


def test_messages_of_one_client_are_alike_where_there_are_several() -> None:
    [row] = ask(client_log(20), "response_by_channel").rows
    assert (row["n"], row["rate"]) == (240, 0.5)
    assert row["effective_n"] == pytest.approx(20 * 19 / 20 * (1.959964 / 2.093024) ** 2, abs=1e-4)
    rows = ask(client_log(20), "reply_curve", by="all").rows
    assert (rows[-1]["low"], rows[-1]["high"]) == pytest.approx((row["low"], row["high"]))


def test_a_name_in_one_spelling_and_another_is_one_client() -> None:
    rows = [f"{DAY},{'Ann' if n % 2 else 'ANN'},C{n},email,{DAY if n < 5 else ''}" for n in range(20)]
    log = measured((*rows,), header="sent_at,client,contact,channel,replied_at")
    [row] = ask(log, "response_by_channel").rows
    assert row["effective_n"] == pytest.approx(20)


def test_an_answer_after_the_last_day_that_is_measured_is_read_so() -> None:
    log = measured(FOLLOWED_UP)
    answer = ask(log, "response_by_channel")
    mark = next(mark for mark in list_marks(answer) if mark.key["name"] == "referral")
    readings = [row["counts_as"] for row in drill_down(log, answer, mark).counted_rows]
    assert readings.count("no answer in 7 days: it came later") == 3
    assert sum(reading.startswith("an answer") for reading in readings) == 142


@pytest.mark.parametrize(
    ("share", "words"), [(1.0, "over 99%"), (0.98, "98%"), (0.87, "87%"), (0.0, "under 1%")]
)
def test_a_chance_is_never_certain(share: float, words: str) -> None:
    assert wording.chance(share) == words


def test_all_against_none_is_clear_and_not_certain() -> None:
    """Every e-mail was answered, no letter was: there is no division by nought, and no certainty."""
    rows = [
        *(message(f"E{n}", "email", 0, 3) for n in range(30)),
        *(message(f"L{n}", "letter", 0, None) for n in range(30)),
    ]
    told = ask(measured(tuple(rows)), "response_by_channel").verdict
    assert told.startswith("Clear so far: E-mail 100")
    assert "The chance that it is the highest is over 99%." in told
