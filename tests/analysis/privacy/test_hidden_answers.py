"""What fewer than k people are behind can't be worked out from what is published."""

import csv
import io
import json
import random
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from analysis.ask import ask
from analysis.privacy import hidden_answers, small_cells
from analysis.privacy.hidden_answers import TooFew, protect_answers
from analysis.privacy.small_cells import TableCell, choose_hidden_cells
from analysis.share_snapshot import pack
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from tests.attacker import hidden_ranges

TODAY = date(2026, 11, 22)
CHANNELS = ("email", "letter", "phone", "event", "social")
STRATEGIES = ("introduction", "application", "event", "referral")
STAGES = ("prospect", "applied")
KEYS = {
    "summary": (),
    "response_by_channel": ("channel",),
    "response_by_strategy": ("strategy", "stage"),
    "offers_by_strategy": ("strategy", "stage"),
}
COUNTED = {
    "n": ("none", "reply", "interview", "offer"),
    "replies": ("reply", "interview", "offer"),
    "interviews": ("interview", "offer"),
    "offers": ("offer",),
}
"""The columns of the log that make a row of each answer, and the outcomes that each number counts."""

OUTCOMES = ("none", "none", "none", "reply", "interview", "offer")


def cell(value: int, having: int, lacking: int = 20, *, least: int = 0, most: int = 100) -> TableCell:
    """A number behind which so many people are, numbered from one."""
    some, rest = (frozenset(str(number) for number in range(people)) for people in (having, lacking))
    return TableCell(value, some, rest, least, most)


def test_large_cells_stay() -> None:
    assert choose_hidden_cells({"a": cell(9, 5), "b": cell(30, 12), "c": cell(0, 0)}, 5) == frozenset()


def test_a_small_cell_takes_its_smallest_neighbour_along() -> None:
    cells = {"a": cell(4, 4), "b": cell(30, 12), "c": cell(9, 6), "d": cell(50, 12)}
    assert choose_hidden_cells(cells, 5) == frozenset("ac")


def test_a_cell_is_small_too_where_few_have_the_rest() -> None:
    assert choose_hidden_cells({"a": cell(90, 30, 3), "b": cell(30, 12), "c": cell(31, 12)}, 5) == frozenset(
        "ab"
    )


def test_neighbours_are_added_until_each_number_can_be_any_of_k() -> None:
    """3 + 1 + 1 tells two of three numbers that are one at least; with the 4 there is room."""
    cells = {
        name: cell(value, value, least=1)
        for name, value in (("a", 3), ("b", 1), ("c", 1), ("d", 7), ("e", 90))
    }
    assert choose_hidden_cells(cells, 5) == frozenset("abcd")


def test_a_table_of_which_nothing_can_be_hidden_enough_is_told_so() -> None:
    assert choose_hidden_cells({"a": cell(2, 2), "b": cell(2, 2)}, 5) is None


@dataclass(frozen=True)
class Cohort:
    """A random log of several clients, all old enough to judge, each message to a company of its own: whoever attacks
    knows then that every sum adds up."""

    seed: int
    fewest: int = 5

    @property
    def rows(self) -> list[dict[str, str]]:
        dice = random.Random(self.seed)  # noqa: S311 - a test log, the same each time
        clients, rows = dice.randint(self.fewest, 3 * self.fewest), dice.randint(20, 40 * self.fewest)
        weights = [[dice.random() ** 3 for _ in names] for names in (CHANNELS, STRATEGIES, STAGES, OUTCOMES)]
        return [self._row(dice, number, dice.randrange(clients), weights) for number in range(rows)]

    def _row(
        self, dice: random.Random, number: int, client: int, weights: list[list[float]]
    ) -> dict[str, str]:
        channel, strategy, stage, outcome = (
            dice.choices(names, weight)[0]
            for names, weight in zip((CHANNELS, STRATEGIES, STAGES, OUTCOMES), weights, strict=True)
        )
        sent = date(2026, 1, 5) + timedelta(days=dice.randrange(100))
        later = (sent + timedelta(days=3)).isoformat() if outcome != "none" else ""
        return {
            "client": f"Client {client}",
            "sent_at": sent.isoformat(),
            "channel": channel,
            "strategy": strategy,
            "stage": stage,
            "company": f"Company {number}",
            "contact": f"Person {number}",
            "replied_at": later,
            "outcome": outcome,
            "outcome_at": later,
        }


@cache
def published(cohort: Cohort, k: int) -> list[dict[str, Any]]:
    """The answers as they stand in the bytes that are published."""
    written = io.StringIO()
    table = csv.DictWriter(written, list(cohort.rows[0]))
    table.writeheader()
    table.writerows(cohort.rows)
    log = import_log(Upload(written.getvalue().encode(), "cohort.csv")).measure(
        today=TODAY, as_of=date(2026, 10, 1)
    )
    asked = [
        ask(log, "response_by_channel", by="all"),
        *(ask(log, key) for key in hidden_answers.COVERED_QUESTIONS),
    ]
    kept = protect_answers(log, asked, k)
    log.close()
    found: list[dict[str, Any]] = json.loads(pack(kept, published_on=TODAY, fewest=("client", k)))["answers"]
    return found


def given_away(cohort: Cohort, k: int) -> list[tuple[object, ...]]:
    """The hidden numbers of which the published ones leave fewer than k values; none at all is no secret."""
    return [
        (question, row, number, least, most)
        for question, row, number, least, most in hidden_ranges(published(cohort, k))
        if most - least + 1 < k and most > 0
    ]


def shown_of_few(cohort: Cohort, answer: dict[str, Any], k: int) -> list[tuple[object, ...]]:
    """The published numbers that some clients, but fewer than k, have or lack; counted from the log itself."""
    found: list[tuple[object, ...]] = []
    for row in answer["rows"]:
        place = [row[name] for name in ("name", "strategy", "stage") if name in row and row[name] != "all"]
        names = KEYS[answer["question"]][: len(place)]
        inside = [each for each in cohort.rows if [each[name] for name in names] == place]
        for number in [number for number in COUNTED if row.get(number) is not None]:
            having = {each["client"] for each in inside if each["outcome"] in COUNTED[number]}
            lacking = {each["client"] for each in inside if each["outcome"] not in COUNTED[number]}
            found += [(place, number, who) for who in (having, lacking) if 0 < len(who) < k]
    return found


@pytest.mark.parametrize("seed", range(4))
def test_nothing_that_is_shown_has_few_behind_it(seed: int) -> None:
    cohort = Cohort(seed)
    assert [each for answer in published(cohort, 5) for each in shown_of_few(cohort, answer, 5)] == []


@pytest.mark.parametrize("seed", range(8))
def test_what_is_hidden_can_not_be_worked_out(seed: int) -> None:
    assert given_away(Cohort(seed), k=5) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4, 20))
def test_nothing_that_is_shown_in_more_logs_has_few_behind_it(seed: int) -> None:
    test_nothing_that_is_shown_has_few_behind_it(seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(500))
@pytest.mark.parametrize("k", [5, 11])
def test_what_is_hidden_in_five_hundred_logs_can_not_be_worked_out(seed: int, k: int) -> None:
    with suppress(TooFew):  # where somebody was left without a message by chance; then nothing is published
        assert given_away(Cohort(seed, fewest=k), k) == []


def test_the_attack_finds_what_small_cells_alone_leave_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the neighbours of small cells on show, most of eight logs give something away."""
    monkeypatch.setattr(small_cells, "_is_safe", lambda _group, _k: True)
    assert sum(bool(given_away(Cohort(seed), k=5)) for seed in range(500, 508)) >= 5


def test_too_few_people_for_any_number_are_told_so() -> None:
    with pytest.raises(TooFew, match="about 5 people; 11 are needed"):
        published(Cohort(2), k=11)


def own_log(counts: dict[str, int]) -> MeasuredLog:
    """One person's log: so many messages by each channel and for each purpose, each to a company of its own, every
    second one answered."""
    rows = [
        f"2026-02-{number % 28 + 1:02},{sent},{sent.replace(',', ' ')} {number},{'2026-03-01' * (number % 2)}"
        for sent, count in counts.items()
        for number in range(count)
    ]
    content = "\n".join(["sent_at,channel,strategy,company,replied_at", *rows]).encode()
    return import_log(Upload(content, "own.csv")).measure(today=TODAY, as_of=date(2026, 10, 1))


def test_in_the_log_of_one_person_opportunities_are_counted() -> None:
    log = own_log({"email,news": 40, "phone,news": 30, "letter,letter": 3})
    [answer] = protect_answers(log, [ask(log, "response_by_channel")], k=5)
    assert [(row["name"], row["n"], row["hidden"]) for row in answer.rows] == [
        ("email", 40, ""),
        ("letter", None, "hidden: fewer than 5 opportunities"),
        ("phone", None, "hidden: fewer than 5 opportunities"),
    ]


def test_answers_that_can_not_be_protected_are_left_out() -> None:
    log = own_log({"email,news": 40, "phone,news": 30})
    kept = protect_answers(log, [ask(log, "reply_curve"), ask(log, "response_by_channel")], k=5)
    assert [answer.question.key for answer in kept] == ["response_by_channel"]


def test_nothing_but_whole_per_cents_leaves() -> None:
    log = own_log({"email,news": 41, "phone,news": 30})
    [answer] = protect_answers(log, [ask(log, "response_by_channel")], k=5)
    assert [list(row.values()) for row in answer.rows] == [
        ["email", 41, 20, 0.49, 0.34, 0.64, 0],
        ["phone", 30, 15, 0.5, 0.33, 0.67, 0],
    ]


def test_few_replies_on_an_unknown_day_are_hidden_with_the_rates_that_would_tell_them() -> None:
    rows = [
        f"2026-02-{number % 28 + 1:02},{channel},Firm {channel} {number},{outcome},{day}"
        for channel, undated in (("email", 2), ("phone", 9), ("letter", 20))
        for number in range(60)
        for outcome, day in [
            ("reply", "") if number < undated else ("reply", "2026-03-01") if number < 40 else ("none", "")
        ]
    ]
    content = "\n".join(["sent_at,channel,company,outcome,replied_at", *rows]).encode()
    log = import_log(Upload(content, "own.csv")).measure(today=TODAY, as_of=date(2026, 10, 1))
    [answer] = protect_answers(log, [ask(log, "response_by_channel")], k=5)
    assert [(row["name"], row["n"], row["replies"], row["undated"], row["rate"]) for row in answer.rows] == [
        ("email", 60, 38, None, None),
        ("letter", 60, 20, 20, 0.67),
        ("phone", 60, 31, None, None),
    ]
    assert answer.verdict == hidden_answers.SOME_HIDDEN


def test_a_rate_by_an_earlier_day_is_hidden_with_that_day() -> None:
    """Its replies are those by that day, and what is small was looked for among those within all the days."""
    rows = [
        f"2026-02-02,{channel},Firm {channel} {number},Person {number},{'2026-02-04' if number < 20 else ''}"
        for channel in ("email", "letter")
        for number in range(60)
    ]
    rows += [f"2026-02-09,phone,Firm email {number},Person {number}," for number in range(20, 60)]
    content = "\n".join(["sent_at,channel,company,contact,replied_at", *rows]).encode()
    log = import_log(Upload(content, "own.csv")).measure(today=TODAY, as_of=date(2026, 10, 1))
    answer = ask(log, "response_by_channel")
    assert {row["name"]: row["through"] for row in answer.rows} == {"letter": 30, "email": 7, "phone": 30}
    [protected] = protect_answers(log, [answer], k=5)
    shown = {row["name"]: (row["hidden"], row["replies"], row["rate"], row["low"]) for row in protected.rows}
    assert shown["email"] == (hidden_answers.SHORT_LABEL, None, None, None)
    assert shown["letter"] == ("", 20, 0.33, 0.23)
    assert {"through", "effective_n"} & protected.rows[0].keys() == set()
    assert protected.verdict == hidden_answers.SOME_HIDDEN
    pack([protected], published_on=TODAY, fewest=("opportunity", 5))


def test_what_was_left_out_as_too_recent_is_in_no_protected_sentence() -> None:
    rows = [f"2026-02-{number + 1:02},Firm {number},{'yes' if number < 9 else 'no'}" for number in range(20)]
    content = "\n".join(["sent_at,company,replied", *rows, "2026-09-30,Late,no"]).encode()
    log = import_log(Upload(content, "own.csv")).measure(today=TODAY, as_of=date(2026, 10, 1))
    answer = ask(log, "response_by_channel", by="all")
    assert "1 more is too recent to judge." in answer.verdict
    [protected] = protect_answers(log, [answer], k=5)
    assert protected.verdict == (
        "Replies so far: 9 of 20 messages sent at least 30 days before the data date (45%, range 26–66%)."
    )


def test_a_row_that_is_the_same_messages_as_another_is_hidden_with_it() -> None:
    """The events are the neighbours that protect the letters among the channels, so they may not stand among the
    strategies, where the news alone would protect them."""
    log = own_log({"email,introduction": 40, "email,news": 5, "event,event": 6, "letter,letter": 3})
    asked = [ask(log, key) for key in ("response_by_channel", "response_by_strategy")]
    by_channel, by_strategy = protect_answers(log, asked, k=5)
    hidden_channels = {row["name"] for row in by_channel.rows if row["n"] is None}
    hidden_strategies = {row["name"] for row in by_strategy.rows if row["n"] is None}
    assert (hidden_channels, hidden_strategies) == ({"event", "letter"}, {"event", "letter", "news"})
