"""Credit for offers against use."""

import pytest

from analysis.ask import ask
from analysis.filters import Filters
from analysis.questions.offers import credit_for_offers
from tests.analysis.questions.offers.walks import measured, said, walks, world


@pytest.mark.parametrize(
    ("offers", "said"),
    [
        (0, "No offer yet. From 5 on"),
        (4, "Too early: 4 offers. Below 5 a count says more about luck"),
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
