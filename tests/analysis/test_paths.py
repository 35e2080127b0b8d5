"""What came before offers: the paths, credit against use, the ways of counting, and personalised messages."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import pytest

from analysis.answer import Answer
from analysis.ask import UnknownParameter, ask
from analysis.filters import Filters
from analysis.questions import credit
from analysis.snapshot import Unpublishable, pack, unpack
from data.imports.log import Log
from data.samples.world import SAMPLE_COLUMNS, World

TODAY = date(2026, 11, 22)
HEADER = "sent_at,channel,strategy,company,role,stage,personalised,replied_at,outcome,outcome_at\n"
JOBS = (  # the example of statistics.md: kinds of touch in order, with an offer, without one
    (("introduction", "connect", "thank_you"), 2, 3),
    (("referral", "thank_you"), 3, 2),
    (("referral",), 1, 4),
    (("introduction",), 0, 40),
    (("introduction", "introduction", "connect"), 1, 14),
    (("connect",), 0, 20),
    (("referral", "letter", "thank_you"), 1, 1),
    (("letter",), 0, 6),
)
"""Cold e-mails are introductions here, and LinkedIn is connecting."""


def measured(rows: str, as_of: date = date(2026, 10, 31)) -> Log:
    return Log((HEADER + rows).encode(), "log.csv").measure(today=TODAY, as_of=as_of)


def walked(number: int, kinds: Sequence[str], offer: bool, stage: str = "") -> str:
    """One opportunity as rows of a log: a touch every five days, the offer as the answer to the last of them."""
    days = [date(2026, 3, 2) + timedelta(5 * place) for place in range(len(kinds))]
    ends = [""] * (len(kinds) - 1) + [f"offer,{days[-1] + timedelta(3)}" if offer else ""]
    told = zip(days, kinds, ends, strict=True)
    return "".join(
        f"{day},email,{kind},Company {number},Analyst,{stage},,,{end}\n" for day, kind, end in told
    )


def walks(paths: Sequence[tuple[Sequence[str], int, int]], stage: str = "") -> str:
    each = [(kinds, offer) for kinds, yes, no in paths for offer in [True] * yes + [False] * no]
    return "".join(walked(number, kinds, offer, stage) for number, (kinds, offer) in enumerate(each))


@cache
def jobs() -> Answer:
    return ask(measured(walks(JOBS)), "ways_to_count")


@cache
def world(opportunities: int, seed: int = 3) -> Log:
    text = io.StringIO()
    log = csv.DictWriter(
        text, [name for name in SAMPLE_COLUMNS if name not in ("message", "notes")], extrasaction="ignore"
    )
    log.writeheader()
    log.writerows({k: _cell(v) for k, v in row.items()} for row in World().touches(seed, opportunities))
    return Log(text.getvalue().encode(), "world.csv").measure(today=TODAY)


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


# The paths


def test_what_came_before_an_offer_is_told_touch_by_touch() -> None:
    rows = ask(
        measured(
            "2026-03-02,referral,referral,Kites,Analyst,,,2026-03-03,,\n"
            "2026-03-09,email,thank_you,Kites,Analyst,interview,,,offer,2026-03-20\n"
        ),
        "paths_to_offers",
    ).rows
    common = {"offer": 1, "company": "Kites", "role": "Analyst", "offered_on": "2026-03-20", "offer_day": 18}
    assert rows == [
        common
        | {"touch": 1, "sent_on": "2026-03-02", "day": 0, "channel": "referral", "strategy": "referral"}
        | {"stage": "prospect", "answered": True},
        common
        | {"touch": 2, "sent_on": "2026-03-09", "day": 7, "channel": "email", "strategy": "thank_you"}
        | {"stage": "interview", "answered": True},
    ]


def test_what_comes_after_the_offer_did_not_lead_to_it() -> None:
    log = measured(
        walked(1, ["application"], True) + "2026-03-09,email,conversation,Company 1,Analyst,,,,,\n"
    )
    assert kinds(ask(log, "paths_to_offers")) == ["application"]


def test_an_offer_on_the_day_of_the_touch_that_it_answers_comes_after_it() -> None:
    same_day = "2026-03-02,email,{},Kites,Analyst,,,,{}\n"
    log = measured(same_day.format("next_steps", "offer,2026-03-02") + same_day.format("conversation", ","))
    assert kinds(ask(log, "paths_to_offers")) == ["next_steps"]


def test_filters_choose_opportunities_and_never_parts_of_their_paths() -> None:
    log = measured(walked(1, ["referral", "application"], True) + walked(2, ["news"], True))
    assert kinds(ask(log, "paths_to_offers", Filters(strategies=("referral",)))) == [
        "referral",
        "application",
    ]


def test_touches_without_a_date_stand_last_and_are_named() -> None:
    log = measured(walked(1, ["application"], True) + ",email,engage,Company 1,Analyst,,,,,\n")
    answer = ask(log, "paths_to_offers")
    assert [(row["strategy"], row["day"]) for row in answer.rows] == [("application", 0), ("engage", None)]
    assert "1 touch without a date stands last" in answer.verdict


def test_a_few_offers_are_told_in_words() -> None:
    log = measured(walked(1, ["application", "thank_you", "thank_you"], True))
    assert ask(log, "paths_to_offers").verdict == (
        "1 offer: here is what came before it. Offer 1, Company 1 (13 days): application, 2 × thank-you note. "
        "What came before an offer need not have led to it."
    )


def test_without_an_offer_it_says_how_far_one_came() -> None:
    log = measured(
        "2026-03-02,email,application,Kites,Analyst,,,,interview,2026-03-09\n" + walked(2, ["news"], False)
    )
    answer = ask(log, "paths_to_offers")
    assert (answer.rows, answer.figure) == ([], None)
    assert answer.verdict.endswith("1 of 2 opportunities reached an interview.")


def test_names_and_days_can_be_left_out() -> None:
    [row] = ask(measured(walked(1, ["application"], True)), "paths_to_offers", names="no").rows
    assert [row[name] for name in ("company", "role", "offered_on", "sent_on", "offer_day")] == [None] * 4 + [
        3
    ]


def test_names_are_shown_or_not_and_nothing_else() -> None:
    with pytest.raises(UnknownParameter, match="yes, no"):
        ask(measured(walked(1, ["application"], True)), "paths_to_offers", names="some")


def test_the_paths_are_never_part_of_a_share() -> None:
    with pytest.raises(Unpublishable):
        pack([ask(measured(walked(1, ["news"], True)), "paths_to_offers")], published_on=TODAY)


def test_a_company_can_put_no_markup_into_the_figure() -> None:
    log = measured(walked(1, ["news"], True).replace("Company 1", "<b>Kites</b>"))
    figure = ask(log, "paths_to_offers").figure
    assert figure is not None
    assert [note.text for note in figure.layout.annotations] == ["Offer 1, &lt;b&gt;Kites&lt;/b&gt;"]


def said(answer: Answer) -> str:
    """The verdict with plain spaces."""
    return answer.verdict.replace("\xa0", " ")


def kinds(answer: Answer) -> list[str]:
    return [row["strategy"] for row in answer.rows]


# The ways of counting


@pytest.mark.parametrize(
    ("way", "offers"),
    [
        ("first", (3, 0, 0, 5, 0)),
        ("last", (0, 0, 1, 1, 6)),
        ("linear", (4 / 3, 1 / 3, 1, 17 / 6, 2.5)),
        ("position", (1.4, 0.2, 0.8, 2.9, 2.7)),
        ("time_decay", (5 / 7, 2 / 7, 8 / 7, 15 / 7, 26 / 7)),
        ("equal_split", (7 / 6, 1 / 3, 7 / 6, 17 / 6, 2.5)),
        ("markov", (0.875, 0.5, 1.75, 1.875, 3.0)),
    ],
)
def test_a_log_gives_the_golden_credit_of_its_paths(way: str, offers: tuple[float, ...]) -> None:
    shares = {row["strategy"]: 8 * row[f"{way}_share"] for row in jobs().rows}
    names = ("introduction", "letter", "connect", "referral", "thank_you")
    assert shares == pytest.approx(dict(zip(names, offers, strict=True)), abs=1e-9)


def test_kinds_are_sorted_by_use_and_never_by_credit() -> None:
    assert [(row["strategy"], row["n"], row["offers"]) for row in jobs().rows] == [
        ("introduction", 60, 3),
        ("connect", 40, 3),
        ("referral", 12, 5),
        ("thank_you", 12, 6),
        ("letter", 8, 1),
    ]


def test_it_depends_how_you_count() -> None:
    assert jobs().verdict.startswith(
        "It depends how you count: by first touch, every touch alike, first and last most and every kind alike it is "
        "referral; by last touch, later counts more and Markov it is thank-you note."
    )


def test_where_all_ways_agree_use_is_named_as_the_reason() -> None:
    answer = ask(measured(walks([(("news",), 6, 4), (("letter",), 1, 2)])), "ways_to_count")
    assert answer.verdict.startswith(
        "All 7 ways of counting put sharing news first. It is also what you use most"
    )


def test_below_five_offers_no_share_is_given() -> None:
    answer = ask(measured(walks([(("news",), 4, 1)])), "ways_to_count")
    assert (answer.rows, answer.figure) == ([], None)
    assert answer.verdict.startswith("Too early: 4 offers with a known order of touches.")


def test_opportunities_without_a_known_order_are_left_out_and_counted() -> None:
    rows = walks([(("news",), 5, 0)]) + ",email,engage,Company 0,Analyst,,,,,\n" + walked(9, [""], False)
    answer = ask(measured(rows), "ways_to_count")
    assert dict(answer.held_out) == {
        "its touches or its offer have no date": 1,
        "no touch says what it was for": 1,
    }
    assert sum(row["offers"] for row in answer.counted) == 4


def test_in_a_world_where_only_referrals_matter_credit_crowns_what_is_used_most_or_comes_late() -> None:
    answer = ask(world(1500), "ways_to_count")
    heads = {way: max(answer.rows, key=lambda row: row[f"{way}_share"])["strategy"] for way in credit.WAYS}
    assert (heads["markov"], heads["equal_split"], heads["linear"]) == (
        "application",
        "application",
        "thank_you",
    )
    assert heads["last"] == "letter"
    assert answer.verdict.startswith("It depends how you count")


# Credit against use


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
    assert credit.usual_stages(uses) == {"news": "applied"}


def test_of_all_follow_ups_only_the_referral_is_claimed_where_only_referrals_matter() -> None:
    rows = {row["strategy"]: row for row in ask(world(1500), "credit_for_offers").rows}
    assert [kind for kind, row in rows.items() if row["verdict"] == "Clear so far"] == ["referral"]
    assert 0.8 < rows["letter"]["index"] < 1.25
    assert 0.8 < rows["thank_you"]["index"] < 1.25


@pytest.mark.parametrize("offers", [5, 9, 10, 20])
def test_a_log_of_applications_alone_has_no_follow_up_to_judge(offers: int) -> None:
    answer = ask(measured(walks([(("application",), offers, 20)])), "credit_for_offers")
    assert (answer.rows, answer.figure, answer.verdict) == ([], None, credit.NOTHING_TO_JUDGE)


def test_the_claim_is_worded_as_a_pattern() -> None:
    told = said(ask(world(1500), "credit_for_offers"))
    assert told.startswith("Clear so far: Referral takes 21 % of the credit for your offers")
    assert told.endswith("That is a pattern, not proof: stronger leads may both get it and become offers.")


def test_the_same_log_gives_the_same_ranges() -> None:
    log = world(1500)
    assert ask(log, "credit_for_offers").to_json() == ask(log, "credit_for_offers").to_json()


@pytest.mark.parametrize("key", ["credit_for_offers", "ways_to_count", "personalised"])
def test_counts_of_kinds_may_be_part_of_a_share(key: str) -> None:
    answer = ask(world(1500), key)
    [published] = unpack(pack([answer], published_on=TODAY)).answers
    assert (published.rows, published.verdict) == (answer.rows, answer.verdict)


# Personalised or not


def messages(counts: Mapping[tuple[str, str, str], tuple[int, int]]) -> str:
    """Old messages: (personalised, stage, channel) → how many were sent, and how many answered a week later."""
    rows = []
    for (personalised, stage, channel), (sent, answered) in counts.items():
        for number in range(sent):
            company = f"{personalised} {stage} {channel} {number}"
            reply = "2026-03-09" if number < answered else ""
            rows.append(f"2026-03-02,{channel},introduction,{company},,{stage},{personalised},{reply},,\n")
    return "".join(rows)


LETTERS = {
    ("yes", "applied", "letter"): (10, 1),
    ("no", "applied", "letter"): (200, 24),
    ("yes", "screen", "letter"): (10, 3),
    ("no", "screen", "letter"): (50, 20),
    ("yes", "final", "letter"): (40, 22),
    ("no", "final", "letter"): (12, 8),
}
"""The table of statistics.md section 4 as replies: personalised letters look better, for they come after finals."""


def test_plain_rates_stand_beside_the_difference_at_the_same_stage() -> None:
    yes, no = ask(measured(messages(LETTERS)), "personalised").rows
    assert (yes["n"], yes["replies"], no["n"], no["replies"]) == (60, 26, 262, 52)
    assert yes["rate"] == pytest.approx(26 / 60)
    assert yes["difference"] == pytest.approx(-0.077552400270453)
    assert yes["difference_low"] <= -0.23328201368785922


def test_the_difference_is_told_with_its_range_and_what_was_compared() -> None:
    told = said(ask(measured(messages(LETTERS)), "personalised"))
    assert "at the same stage and in the same channel, the difference is −8 points (range −2" in told
    assert "Plainly counted, 43 % (range 32–56 %, n = 60)" in told


def test_messages_without_a_note_are_held_out_and_counted() -> None:
    answer = ask(
        measured(messages({("yes", "applied", "email"): (3, 1), ("", "applied", "email"): (7, 2)})),
        "personalised",
    )
    assert dict(answer.held_out) == {"not noted whether it was personalised": 7}
    assert said(answer).startswith("All 3 messages that say so were personalised, answered in 33 %")


def test_a_message_after_the_data_date_is_held_out_on_either_basis() -> None:
    later = "2026-11-02,email,introduction,Kites,,applied,yes,,,\n"
    log = measured(messages({("yes", "applied", "email"): (3, 1)}) + later)
    for basis in ("within", "recorded"):
        answer = ask(log, "personalised", basis=basis)
        assert (answer.rows[0]["n"], dict(answer.held_out)) == (3, {"after the data date": 1})


def test_stages_alone_are_compared_where_both_share_too_few_channels() -> None:
    apart = {("yes", "applied", "email"): (30, 12), ("no", "applied", "linkedin"): (30, 3)}
    [yes, _] = ask(measured(messages(apart)), "personalised").rows
    assert (yes["same_channel"], yes["overlap"], yes["verdict"]) == (False, 15.0, "Clear so far")


def test_without_overlap_nothing_is_compared() -> None:
    apart = {("yes", "final", "email"): (30, 12), ("no", "applied", "email"): (30, 3)}
    answer = ask(measured(messages(apart)), "personalised")
    assert [row["difference"] for row in answer.rows] == [None, None]
    assert "can't be compared fairly yet" in answer.verdict


def test_where_personal_words_do_nothing_the_plain_rates_differ_and_the_fair_ones_do_not() -> None:
    yes, no = ask(world(1500), "personalised").rows
    assert yes["rate"] - no["rate"] > 0.05
    assert yes["difference_low"] < 0 < yes["difference_high"]
    assert abs(yes["difference"]) < 0.02


# Logs that hold next to nothing


@pytest.mark.parametrize("key", ["paths_to_offers", "credit_for_offers", "ways_to_count", "personalised"])
@pytest.mark.parametrize(
    "log",
    [
        b"sent_at,channel\n2026-03-02,email\n2026-03-03,email\n",
        b"channel,strategy,company,outcome\nemail,news,Kites,offer\nemail,news,Looms,\n",
        b"company,status\nKites,Wishlist\n",
        b"company,status\nKites,Offer\nLooms,Rejected\n",
    ],
    ids=["touches only", "no dates", "nothing sent", "only a status"],
)
def test_something_true_is_said_of_any_log(key: str, log: bytes) -> None:
    answer = ask(Log(log, "log.csv").measure(today=TODAY), key)
    assert answer.verdict[-1] in ".!"
    assert (answer.figure is None) or answer.rows


def test_an_offer_without_any_date_still_shows_what_is_known() -> None:
    log = Log(b"channel,strategy,company,outcome\nemail,news,Kites,offer\n", "log.csv").measure(today=TODAY)
    assert (
        "Offer 1, Kites: sharing news. 1 touch without a date stands last"
        in ask(log, "paths_to_offers").verdict
    )


@pytest.mark.parametrize("key", ["credit_for_offers", "ways_to_count"])
def test_a_filter_on_kinds_of_follow_up_does_not_crown_what_it_keeps(key: str) -> None:
    log = measured(walks([(("news", "engage"), 6, 20), (("letter",), 6, 20)]))
    assert ask(log, key, Filters(strategies=("letter",))).rows == ask(log, key).rows
