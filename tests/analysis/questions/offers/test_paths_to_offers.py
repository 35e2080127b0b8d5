"""What came before each offer."""

import pytest

from analysis.ask import UnknownParameter, ask
from analysis.filters import Filters
from analysis.share_snapshot import Unpublishable, pack
from data.imports.log import import_log
from data.imports.upload import Upload
from tests.analysis.questions.offers.walks import TODAY, kinds, measured, walked


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


def test_many_offers_after_one_step_each_are_told_in_the_singular() -> None:
    log = measured("".join(walked(number, ["application"], True) for number in range(1, 6)))
    assert ask(log, "paths_to_offers").verdict.startswith("5 offers, after 1 touch and 3 days.")


def test_of_many_offers_the_newest_fifty_are_shown_and_all_are_counted() -> None:
    often = "".join(walked(number, ["application", "thank_you"], True) for number in range(1, 41))
    later = "".join(walked(number, ["news"], True).replace("2026-03", "2026-04") for number in range(41, 61))
    answer = ask(measured(often + later), "paths_to_offers")
    assert answer.verdict == (
        "60 offers, after 1 to 2 touches and 3 to 8 days. The newest 50 are shown. The most common sequence, before 40 "
        "of the 60: application, thank-you note. What came before an offer need not have led to it."
    )
    shown = [row["offer"] for row in answer.rows if row["touch"] == 1]
    assert len(shown) == 50
    assert set(range(41, 61)) < set(shown)


def test_up_to_fifty_offers_are_all_shown_and_nothing_else_is_said() -> None:
    answer = ask(
        measured("".join(walked(number, ["news"], True) for number in range(1, 51))), "paths_to_offers"
    )
    assert len({row["offer"] for row in answer.rows}) == 50
    assert answer.verdict == (
        "50 offers, after 1 touch and 3 days. What came before an offer need not have led to it."
    )


def test_offers_without_a_date_are_not_the_newest() -> None:
    dated = "".join(walked(number, ["news"], True) for number in range(1, 51))
    undated = "2026-03-05,email,referral,Company 99,Analyst,,,,offer,\n"
    answer = ask(measured(dated + undated), "paths_to_offers")
    assert {row["company"] for row in answer.rows} == {f"Company {number}" for number in range(1, 51)}
    assert answer.verdict.startswith("51 offers, after 1 touch and 3 days. The newest 50 are shown.")


def test_of_many_sequences_that_each_came_once_none_is_the_most_common() -> None:
    kinds = ["application", "news", "letter", "engage", "referral", "connect", "event", "thank_you"]
    pairs = [(first, second) for first in kinds for second in kinds][:51]
    log = measured("".join(walked(number, pair, True) for number, pair in enumerate(pairs, start=1)))
    assert ask(log, "paths_to_offers").verdict == (
        "51 offers, after 2 touches and 8 days. The newest 50 are shown. "
        "What came before an offer need not have led to it."
    )


def test_an_unknown_order_is_no_sequence() -> None:
    dated = "".join(walked(number, ["news", "letter"][: number % 2 + 1], True) for number in range(1, 52))
    undated = "".join(f",email,engage,Company {number},Analyst,,,,,\n" for number in range(1, 52, 2))
    verdict = ask(measured(dated + undated), "paths_to_offers").verdict
    assert "The most common sequence, before 25 of the 51: sharing news." in verdict


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


def test_an_offer_without_any_date_still_shows_what_is_known() -> None:
    log = import_log(
        Upload(b"channel,strategy,company,outcome\nemail,news,Kites,offer\n", "log.csv")
    ).measure(today=TODAY)
    assert (
        "Offer 1, Kites: sharing news. 1 touch without a date stands last"
        in ask(log, "paths_to_offers").verdict
    )
