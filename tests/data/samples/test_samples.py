"""The samples are what the generator makes, and the world behind them has the effects it claims."""

import csv
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from statsmodels.stats.contingency_tables import StratifiedTable

from data import samples
from data.playbook import CHANNELS, STAGES
from data.playbook import load as strategies
from data.samples import files, mess, world
from data.samples.world import SampleRow, World

FOLDER = Path(samples.__file__).parent
Followed = tuple[SampleRow, datetime | None]
README = (FOLDER / "README.md").read_text(encoding="utf-8")


def read(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["job_seeker.csv", "clean.csv", "template.csv"])
def test_a_sample_is_what_the_generator_makes(name: str) -> None:
    assert (FOLDER / name).read_bytes() == files.texts()[name].encode()


# The clean half-year


def test_the_clean_half_year_has_the_counts_that_the_readme_tells() -> None:
    rows = read("clean.csv")
    answered = sum(row["replied_at"] != "" for row in rows)
    opportunities = len({row["opportunity"] for row in rows})
    assert (len(rows), answered, opportunities) == (183, 49, 60)
    assert all(f"{number} " in README for number in (183, 49, 60))


def test_the_clean_half_year_has_every_kind_of_outcome() -> None:
    assert Counter(row["outcome"] for row in read("clean.csv")) == {
        "none": 105,
        "": 29,
        "positive": 15,
        "interview": 14,
        "rejection": 10,
        "reply": 6,
        "offer": 3,
        "withdrawn": 1,
    }


def test_the_clean_half_year_has_every_channel_strategy_and_stage() -> None:
    rows = read("clean.csv")
    advised = {strategy.key for strategy in strategies()} - {"professionalism"}
    assert {row["channel"] for row in rows} == set(CHANNELS)
    assert {row["strategy"] for row in rows} == advised | {"introduction", "application", "other"}
    assert {row["stage"] for row in rows} == set(STAGES)


def test_company_and_role_tell_the_same_opportunities_as_the_ids() -> None:
    rows = read("clean.csv")
    assert len({(row["company"], row["role"], row["opportunity"]) for row in rows}) == 60
    assert len({(row["company"], row["role"]) for row in rows}) == 60


def test_the_template_has_exactly_the_columns_of_a_log() -> None:
    header = (FOLDER / "template.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header == (
        "sent_at,channel,strategy,company,contact,role,opportunity,stage,personalised,message,replied_at,"
        "outcome,outcome_at,notes,arrived_at,accepted_at,promised_by,do_not_contact"
    )
    assert len(read("template.csv")) == 3


# The mess


def test_the_mess_has_exactly_ten_ways_and_the_readme_names_each() -> None:
    names = [way.__name__ for way in mess.TEN_WAYS]
    assert re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE) == names
    assert len(set(names)) == 10


@pytest.mark.parametrize("way", mess.TEN_WAYS, ids=lambda way: str(way.__name__))
def test_each_way_changes_the_table_and_leaves_its_input_alone(way: mess.Way) -> None:
    before, same = files.tidy(), files.tidy()
    assert way(before) != same
    assert before == same


def test_the_messy_half_year_is_the_clean_one_with_four_more_rows() -> None:
    rows = read("job_seeker.csv")
    assert len(rows) == 183 + 4
    assert [(rows[n]["Date sent"], rows[n]["Company"]) for n in (90, 120, 186)] == [
        ("2?/05/2026", "Smudged Inkwells"),
        ("", "Someday Cloudworks"),
        ("Total", ""),
    ]


def test_without_the_four_rows_the_messy_half_year_tells_of_the_same_touches() -> None:
    messy = read("job_seeker.csv")
    twice = next(n for n, row in enumerate(messy) if row == messy[n - 1])
    kept = [row for n, row in enumerate(messy) if n not in (twice, 90, 120, 186)]
    days = ["-".join(reversed(row["Date sent"].split("/"))) for row in kept]
    assert [(day, row["Company"].strip(), row["Contact"]) for day, row in zip(days, kept, strict=True)] == [
        (row["sent_at"], row["company"], row["contact"]) for row in read("clean.csv")
    ]


def test_the_spellings_are_those_that_the_readme_tells() -> None:
    rows = read("job_seeker.csv")
    written = {row["Channel"] for row in rows if "link" in row["Channel"].lower()}
    assert written == {"LinkedIn", "Linkedin ", "linked in", "LINKEDIN", "linkedin"}
    assert {row["Personalised?"] for row in rows} == {"Yes", "yes", "y", "YES", "No", "no", "n", ""}
    assert [row["Channel"] for row in rows].count("carrier pigeon") == 1


def test_exactly_one_row_stands_there_twice() -> None:
    rows = Counter(tuple(row.values()) for row in read("job_seeker.csv"))
    assert sorted(rows.values())[-2:] == [1, 2]


def test_exactly_one_reply_is_dated_before_its_touch() -> None:
    def day(text: str) -> date:
        return date(*(int(part) for part in reversed(text.split("/"))))

    replied = [row for row in read("job_seeker.csv") if row["Reply date"]]
    gaps = [(day(row["Reply date"]) - day(row["Date sent"])).days for row in replied]
    assert [gap for gap in gaps if gap < 0] == [-1]


def test_exactly_one_message_has_several_lines() -> None:
    messages = [row["Message"] for row in read("job_seeker.csv") if "\n" in row["Message"]]
    assert messages == ['Dear all,\n"thank you" for the interview.\nBest wishes']


# The world


@pytest.fixture(scope="module")
def big() -> list[SampleRow]:
    """40,000 opportunities of the world as it is."""
    return World().touches(seed=1, opportunities=40_000)


def by_opportunity(rows: Iterable[SampleRow]) -> list[list[SampleRow]]:
    opportunities = defaultdict(list)
    for row in rows:
        opportunities[row["opportunity"]].append(row)
    return list(opportunities.values())


def offers_by(
    opportunities: list[list[SampleRow]], used: Callable[[list[SampleRow]], bool]
) -> list[list[int]]:
    """A 2 × 2 table of opportunities: used or not, by ended in an offer or not."""
    cells = Counter((used(rows), any(row["outcome"] == "offer" for row in rows)) for rows in opportunities)
    return [[cells[True, True], cells[True, False]], [cells[False, True], cells[False, False]]]


def has(strategy: str, *stages: str) -> Callable[[list[SampleRow]], bool]:
    """Was the strategy used, at one of these stages?"""
    return lambda rows: any(
        row["strategy"] == strategy and row["stage"] in (stages or STAGES) for row in rows
    )


def thanked_at_once(stage: str) -> Callable[[list[SampleRow]], bool]:
    """Was the first touch after the interview a thank-you note? In this world it comes within a day."""
    return lambda rows: next(row["strategy"] for row in rows if row["stage"] == stage) == "thank_you"


def odds_ratio(table: list[list[int]]) -> float:
    (a, b), (c, d) = table
    return a * d / (b * c)


def within_stages(
    rows: list[SampleRow], used: Callable[[str], Callable[[list[SampleRow]], bool]]
) -> tuple[float, float]:
    """The 99.9 % interval of an offer's odds ratio, compared within each stage (Mantel & Haenszel 1959)."""
    tables = [
        offers_by(
            [rows for rows in by_opportunity(rows) if any(row["stage"] == stage for row in rows)], used(stage)
        )
        for stage in ("interview", "final")
    ]
    low, high = StratifiedTable(np.array(tables).transpose(1, 2, 0)).oddsratio_pooled_confint(alpha=0.001)
    return float(low), float(high)


def answered_within_30_days(touches: list[Followed]) -> tuple[float, float]:
    """Kaplan & Meier 1958 by whole days, censored at the thread's next touch; Greenwood's standard error."""
    last_day = World().end - timedelta(days=1)
    counts: Counter[tuple[int, bool]] = Counter()
    for row, following in touches:
        stop: datetime = row["replied_at"] or following or last_day
        counts[(stop.date() - row["sent_at"].date()).days, row["replied_at"] is not None] += 1
    at_risk, silent, spread = len(touches), 1.0, 0.0
    for day in range(31):
        replies = counts[day, True]
        silent *= 1 - replies / at_risk
        spread += replies / at_risk / (at_risk - replies)
        at_risk -= replies + counts[day, False]
    return 1 - silent, silent * math.sqrt(spread)


@pytest.fixture(scope="module")
def before_interviews(big: list[SampleRow]) -> dict[str, list[Followed]]:
    """The touches sent before an interview, by channel, each with the time of the thread's next touch."""
    threads: dict[tuple[str, str], list[SampleRow]] = defaultdict(list)
    channels: dict[str, list[Followed]] = defaultdict(list)
    for row in big:
        threads[row["opportunity"], row["contact"]].append(row)
    for rows in threads.values():
        for row, following in zip(rows, [*rows[1:], None], strict=True):
            if row["stage"] in ("prospect", "applied", "screen"):
                channels[row["channel"]].append((row, following["sent_at"] if following else None))
    return channels


@pytest.mark.parametrize("channel", [channel for channel in CHANNELS if channel != "letter"])
def test_each_channel_is_answered_as_often_as_the_world_says(
    channel: str, before_interviews: dict[str, list[Followed]]
) -> None:
    rate, error = answered_within_30_days(before_interviews[channel])
    assert abs(rate - world.REPLY_WITHIN_30_DAYS[channel]) < 4 * error


@pytest.mark.parametrize("strategy", ["letter", "thank_you"])
def test_the_naive_table_crowns_what_has_no_effect(big: list[SampleRow], strategy: str) -> None:
    opportunities = by_opportunity(big)
    assert odds_ratio(offers_by(opportunities, has(strategy))) > 30
    assert odds_ratio(offers_by(opportunities, has("referral"))) < 6


def test_letters_have_no_effect_on_offers_within_a_stage(big: list[SampleRow]) -> None:
    low, high = within_stages(big, lambda stage: has("letter", stage))
    assert low < 1 < high < 1.8


def test_thank_you_notes_within_a_day_have_no_effect_on_offers_within_a_stage(big: list[SampleRow]) -> None:
    low, high = within_stages(big, thanked_at_once)
    assert low < 1 < high < 1.8


def test_a_referral_multiplies_the_odds_of_an_offer_after_a_final_by_three(big: list[SampleRow]) -> None:
    finals = [rows for rows in by_opportunity(big) if any(row["stage"] == "final" for row in rows)]
    assert odds_ratio(offers_by(finals, has("referral"))) == pytest.approx(3, rel=0.3)


def test_a_world_in_which_letters_work_shows_it() -> None:
    rows = World(letter_odds=4.0).touches(seed=2, opportunities=15_000)
    low, _ = within_stages(rows, lambda stage: has("letter", stage))
    assert low > 1.5


def test_a_thank_you_note_follows_an_interview() -> None:
    for rows in by_opportunity(World().touches(seed=3, opportunities=2_000)):
        interviews = [row["outcome_at"] for row in rows if row["outcome"] == "interview"]
        notes = [row["sent_at"] for row in rows if row["strategy"] in ("thank_you", "letter")]
        assert all(min(interviews) < note for note in notes)


def test_answers_come_after_their_touch_and_before_the_end() -> None:
    end = World().end
    for row in World().touches(seed=4, opportunities=2_000):
        moments = [row[name] for name in ("replied_at", "outcome_at", "accepted_at") if row[name]]
        assert all(row["sent_at"] < moment <= end for moment in moments)


def test_nothing_is_sent_after_a_refusal() -> None:
    for rows in by_opportunity(World().touches(seed=5, opportunities=2_000)):
        refused = min((row["outcome_at"] for row in rows if row["outcome"] == "rejection"), default=None)
        assert refused is None or rows[-1]["sent_at"] < refused


def test_the_same_seed_gives_the_same_rows_and_another_seed_others() -> None:
    assert World().touches(1, 50) == World().touches(1, 50) != World().touches(2, 50)


def test_a_client_does_not_depend_on_how_many_there_are() -> None:
    three, five = World().touches(1, 20, clients=3), World().touches(1, 20, clients=5)
    assert three == [row for row in five if row["client"] in ("C0001", "C0002", "C0003")]


def test_a_row_has_the_documented_columns() -> None:
    assert {tuple(row) for row in World().touches(1, 200)} == {world.SAMPLE_COLUMNS}


def test_clients_differ_as_much_as_they_are_told() -> None:
    def rates(spread: float) -> list[float]:
        clients = defaultdict(list)
        for row in World(spread=spread).touches(1, 100, clients=40):
            clients[row["client"]].append(row["replied_at"] is not None)
        return [sum(replied) / len(replied) for replied in clients.values()]

    assert max(rates(1.0)) - min(rates(1.0)) > 2 * (max(rates(0.0)) - min(rates(0.0)))
