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
