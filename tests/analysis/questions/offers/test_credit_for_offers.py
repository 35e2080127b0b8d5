"""Credit for offers against use."""

from datetime import date

import pytest

from analysis.answer import Answer
from analysis.ask import ask
from analysis.filters import Filters
from analysis.questions.offers import credit_for_offers
from data.imports.log import import_log
from data.imports.upload import Upload
from tests.analysis.questions.offers.walks import TODAY, measured, said, walks, world
from tests.worlds import cohorts, judge


@pytest.mark.parametrize(
    ("offers", "said"),
    [
        (0, "No offer yet. From 5 on"),
        (4, "Too early: 4 offers. With fewer than 5 offers, counts are mostly luck"),
        (5, "Too early for more than counts: 5 offers, and an index needs 10."),
        (10, "Too early: no follow-up is clearly on the way to your 10 offers"),
    ],
)
def test_the_fewer_offers_the_less_is_said(offers: int, said: str) -> None:
    answer = ask(measured(walks([(("news", "engage"), offers, 20)])), "credit_for_offers")
    assert answer.verdict.startswith(said)
    assert [row["index"] is not None for row in answer.rows] == [offers >= 10] * (2 * (offers >= 5))


def test_from_five_offers_there_are_counts() -> None:
    answer = ask(
        measured(walks([(("referral",), 5, 9), (("news",), 2, 54)], "prospect")), "credit_for_offers"
    )
    first, second = ({k: v for k, v in row.items() if v is not None} for row in answer.rows)
    assert second == {
        **{
            "strategy": "referral",
            "stage": "prospect",
            "offers": 5,
            "all_offers": 7,
            "n": 14,
            "opportunities": 70,
        },
        **{"offer_share": 5 / 7, "opportunity_share": 0.2},
    }
    assert (first["strategy"], first["n"]) == ("news", 56)
    assert "Referral before 5 of 7 (20 % of all opportunities)" in said(answer)


def test_a_thank_you_note_is_judged_among_those_that_had_an_interview() -> None:
    interviewed = "".join(
        f"2026-03-02,email,application,C{n},Analyst,,,,interview,2026-03-09\n"
        f"2026-03-10,email,thank_you,C{n},Analyst,,,,{'offer,2026-03-20' if n < 5 else ''}\n"
        for n in range(8)
    )
    [row] = ask(measured(interviewed + walks([(("news",), 0, 30)])), "credit_for_offers").rows[1:]
    assert (row["strategy"], row["stage"], row["opportunities"], row["all_offers"]) == (
        "thank_you",
        "interview",
        8,
        5,
    )


def test_what_is_done_at_a_later_stage_does_not_count_at_an_earlier_one() -> None:
    uses = [
        {"strategies": "news", "stage": "applied", "touches": 3},
        {"strategies": "news", "stage": "final", "touches": 2},
    ]
    assert credit_for_offers.find_usual_stages(uses) == {"news": "applied"}


def test_of_all_follow_ups_only_the_referral_is_claimed_where_only_referrals_matter() -> None:
    rows = {row["strategy"]: row for row in ask(world(1500), "credit_for_offers").rows}
    assert [kind for kind, row in rows.items() if row["verdict"] == "Clear so far"] == ["referral"]
    assert 0.8 < rows["letter"]["index"] < 1.25
    assert 0.8 < rows["thank_you"]["index"] < 1.25


@pytest.mark.parametrize("offers", [5, 9, 10, 20])
def test_a_log_of_applications_alone_has_no_follow_up_to_judge(offers: int) -> None:
    answer = ask(measured(walks([(("application",), offers, 20)])), "credit_for_offers")
    assert (answer.rows, answer.figure, answer.verdict) == ([], None, credit_for_offers.NOTHING_TO_JUDGE)


def test_the_claim_is_worded_as_a_pattern() -> None:
    told = said(ask(world(1500), "credit_for_offers"))
    assert told.startswith("Clear so far: Referral takes 21 % of the credit for your offers")
    assert told.endswith("That is a pattern, not proof: stronger leads may both get it and become offers.")


def test_the_same_log_gives_the_same_ranges() -> None:
    log = world(1500)
    assert ask(log, "credit_for_offers").to_json() == ask(log, "credit_for_offers").to_json()


@pytest.mark.parametrize("key", ["credit_for_offers", "ways_to_count"])
def test_a_filter_on_kinds_of_follow_up_does_not_crown_what_it_keeps(key: str) -> None:
    log = measured(walks([(("news", "engage"), 6, 20), (("letter",), 6, 20)]))
    assert ask(log, key, Filters(strategies=("letter",))).rows == ask(log, key).rows


CLIENT_HEADER = b"sent_at,channel,strategy,company,client,outcome,outcome_at\n"


def clients(*rows: tuple[str, str, int, int]) -> Answer:
    """The credit in a log of clients, each row so many opportunities of a client with one touch, of which the first
    had an offer."""
    written = [
        f"2026-03-02,email,{kind},{client} {kind} {number},{client},{'offer,2026-03-09' if number < offers else ','}\n"
        for client, kind, units, offers in rows
        for number in range(units)
    ]
    log = import_log(Upload(CLIENT_HEADER + "".join(written).encode(), "log.csv"))
    return ask(log.measure(today=TODAY, as_of=date(2026, 10, 31)), "credit_for_offers")


def test_each_client_is_compared_with_their_own_opportunities() -> None:
    """Ann used referrals in 10 of 20 opportunities and has 8 offers, so 4 are expected; Bob in 2 of 20 and has 2, so
    0.2. Credit 5 of 10 against 4.2 of 10, with two pseudo-offers (5 + 0.84) / 12 / 0.42; stacked it is 12 of 40."""
    answer = clients(
        ("Ann", "referral", 10, 5), ("Ann", "news", 10, 3), ("Bob", "referral", 2, 0), ("Bob", "news", 18, 2)
    )
    row = {row["strategy"]: row for row in answer.rows}["referral"]
    assert (row["n"], row["opportunities"], row["offers"], row["all_offers"]) == (12, 40, 5, 10)
    assert (row["credit_share"], row["use_share"], row["expected_share"]) == pytest.approx((0.5, 0.3, 0.42))
    assert (row["index"], row["raw_index"]) == pytest.approx((5.84 / 12 / 0.42, 5.6 / 12 / 0.3))
    assert (row["clients"], row["agreeing"], row["spread"]) == (2, 1, 0)
    assert row["verdict"] == "Too early"
    assert said(answer) == (
        "Too early: in your clients' 10 offers, no follow-up clearly has more of the credit than chance would give it "
        "within each client. That takes 10 clients to judge."
    )


def test_below_ten_offers_it_says_only_how_many_clients_contribute() -> None:
    answer = clients(("Ann", "referral", 10, 5), ("Ann", "news", 10, 0), ("Bob", "news", 8, 2))
    assert [(row["strategy"], row["clients"], row["index"]) for row in answer.rows] == [
        ("news", 1, None),
        ("referral", 1, None),
    ]


@pytest.mark.parametrize(("number", "verdict"), [(9, "Too early"), (10, "Clear so far")])
def test_ten_clients_are_needed_for_a_verdict(number: int, verdict: str) -> None:
    each = [
        (f"C{place}", *counts)
        for place in range(number)
        for counts in (("referral", 3, 2), ("news", 9, 0), ("event", 1, 0))
    ]
    answer = clients(*each, ("Zoe", "event", 30, 9))
    rows = {row["strategy"]: row for row in answer.rows}
    assert (rows["referral"]["clients"], rows["referral"]["verdict"]) == (number, verdict)
    assert rows["event"]["clients"] == number
    assert answer.verdict.startswith(verdict)


def test_a_claim_on_several_clients_says_in_how_many_it_holds() -> None:
    each = [
        (f"C{place}", *counts)
        for place in range(12)
        for counts in (("referral", 3, 2 * (place > 0)), ("news", 9, place == 0))
    ]
    assert said(clients(*each)) == (
        "Clear so far: Referral takes 96% of the credit for your clients' offers. By chance it would be 25%, if each "
        "client's offers came from any of their own opportunities (index 3.6, range 3.0–3.9). It goes the same way in "
        "11 of 12 clients. That is a pattern, not proof: stronger leads may both get it and become offers."
    )


def test_the_raw_index_is_named_where_it_says_otherwise() -> None:
    """Those who get offers used referrals for all of their opportunities, the others hardly ever."""
    well = [(f"W{place}", kind, 6, 2) for place in range(12) for kind in ("referral", "event")]
    badly = [(f"B{place}", "news", 20, 0) for place in range(12)]
    answer = clients(*well, *badly)
    assert {row["strategy"]: row["clients"] for row in answer.rows} == {
        "news": 0,
        "referral": 12,
        "event": 12,
    }
    assert said(answer) == (
        "Too early: in your clients' 48 offers, no follow-up clearly has more of the credit than chance would give it "
        "within each client. The raw index of event says otherwise: it is 2.6, and 1.0 within clients. It compares "
        "clients with each other."
    )


def test_the_raw_index_is_named_where_it_says_the_opposite_of_a_claim() -> None:
    """Those who get offers get half of them by referrals, which they seldom use; others use nothing else, in vain."""
    well = [(f"W{place}", *counts) for place in range(12) for counts in (("referral", 3, 1), ("news", 9, 1))]
    told = said(clients(*well, *[(f"B{place}", "referral", 40, 0) for place in range(12)]))
    assert told.startswith("Clear so far: Referral takes 50% of the credit")
    assert "The raw index of referral says otherwise: it is 0.6, and 1.9 within clients." in told


@pytest.mark.parametrize("seed", range(3))
def test_of_stacked_clients_without_any_effect_nothing_is_claimed(seed: int) -> None:
    content = cohorts.write_stacked(seed)
    [rows] = [ask(log, "credit_for_offers").rows for log in judge.measure_looks(content, (cohorts.LAST_DAY,))]
    assert {row["verdict"] for row in rows} == {"Too early"}
    assert max(row["raw_index"] for row in rows) > 1.1


def test_one_person_has_no_columns_of_clients() -> None:
    row = ask(world(1500), "credit_for_offers").rows[0]
    assert [row[name] for name in ("raw_index", "clients", "agreeing", "spread")] == [None] * 4
    assert row["expected_share"] == row["use_share"]


BEFORE = {
    "news": (0.7906553398058251, 0.4939055460799757, 1.0430308462808255),
    "referral": (1.7723214285714288, 0.8487408199133122, 3.0701588148906587),
    "letter": (1.0, 0.6500800811766239, 3.526994513303544),
}
"""Index and range of each kind in a log of one person, as they were before clients were told apart."""


def test_the_numbers_of_one_person_are_as_they_were_before_clients_were_told_apart() -> None:
    paths = [(("news",), 6, 40), (("referral",), 5, 9), (("news", "letter"), 2, 9)]
    rows = ask(measured(walks(paths)), "credit_for_offers").rows
    found = {row["strategy"]: (row["index"], row["index_from"], row["index_to"]) for row in rows}
    assert found == BEFORE
