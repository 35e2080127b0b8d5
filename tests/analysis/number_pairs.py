"""Numbers that are shown in more than one place: how to get each of them from two questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from analysis.answer import Answer
from analysis.ask import ask
from analysis.basis import WITHIN, default_unit
from analysis.filters import Filters
from analysis.missing_data import ANSWERS, STEPS_REACHED
from analysis.question import Row
from analysis.questions import QUESTIONS, column_texts
from analysis.questions.overview.journey import STARTS
from data.imports.log import MeasuredLog

UNDATED = "undated"
NOT_NOTED = "not noted whether it was personalised"
NOTHING: Row = dict.fromkeys(("n", "undated", "waiting", "old", "old_replies"), 0)
RATE = ("rate", "low", "high")
SIZES = ("n", "undated", "waiting", "old", "old_replies")


@dataclass(frozen=True)
class View:
    """A log as somebody looks at it: the filters, and what was chosen for all questions. Each is asked once."""

    log: MeasuredLog
    filters: Filters = field(default_factory=Filters)
    basis: str | None = None
    per: str | None = None
    answers: dict[Any, Answer] = field(default_factory=dict)

    def ask(self, key: str, **chosen: Any) -> Answer:
        """The answer with what was chosen here, unless something else is asked for."""
        usual = {name: getattr(self, name) for name in ("basis", "per") if name in QUESTIONS[key].defaults}
        filters = chosen.pop("filters", self.filters)
        if "per" in usual and QUESTIONS[key].defaults["per"] is None:
            usual["per"] = usual["per"] or default_unit(self.log)
        asked = {**usual, **chosen}
        place = (key, filters, *sorted(asked.items()))
        if place not in self.answers:
            self.answers[place] = ask(self.log, key, filters, **asked)
        return self.answers[place]

    @property
    def is_whole(self) -> bool:
        """Whether no filter is set."""
        return self.filters == Filters()

    @property
    def totals(self) -> Row:
        """The totals of the overview."""
        return self.ask("summary").rows[0]

    @property
    def replies(self) -> Answer:
        """The response rate of the overview."""
        return self.ask("response_by_channel", by="all")

    @property
    def replies_per_message(self) -> Answer:
        """The same per message, whatever was chosen."""
        return self.ask("response_by_channel", by="all", per="message")


class Pair(NamedTuple):
    """One number with two ways to it, and where both are there."""

    name: str
    one: Callable[[View], Any]
    other: Callable[[View], Any]
    holds: Callable[[View], bool] = lambda _: True


def find_differences(view: View) -> list[str]:
    """The pairs that disagree in a view, each with both numbers."""
    found = ((pair.name, pair.one(view), pair.other(view)) for pair in PAIRS if pair.holds(view))
    return [f"{name}: {one} and {other}" for name, one, other in found if one != other]


def total(answer: Answer, column: str) -> int:
    """The sum of a column of the rows."""
    return sum(row[column] or 0 for row in answer.rows)


def count_units(answer: Answer) -> float:
    """What an answer counts, and what it left out for a reason other than its day."""
    units = sum(row["units"] for row in answer.counts) - answer.held_out.get(column_texts.AFTER, 0)
    return float(round(units, 6))


def count_in_time(rows: Iterable[Row], within: int) -> float:
    """The replies with a day that came within so many days, however far rates are measured."""
    return float(round(sum(row["replies"] for row in rows if _is_in_time(row, within)), 6))


def _is_in_time(row: Row, within: int) -> bool:
    return not row["reason"] and not row["undated"] and row["day"] <= within


def _first_row(answer: Answer) -> Row:
    return answer.rows[0] if answer.rows else NOTHING


def _arrivals(view: View, step: str) -> int:
    return sum(row["opportunities"] for row in view.ask("journey").rows if row["target"] == step)


def _journeys(view: View) -> int:
    return sum(row["opportunities"] for row in view.ask("journey").rows if row["source"] in STARTS)


def _offers(view: View) -> int:
    """The offers with their paths."""
    return int(_path_totals(view)["offers"])


def _path_totals(view: View) -> Row:
    """How many offers there are, and what is counted of the opportunities without one."""
    [totals] = [row for row in view.ask("paths_to_offers").counts if row["opportunities"] is not None]
    return totals


def _naive(view: View, outcome: str) -> Row:
    """All opportunities in which something was sent, as the raw comparison counts them."""
    rows = view.ask("fair_comparison", outcome=outcome).counts
    [everybody] = [row for row in rows if row["against"] == "ever" and row["strategy"] is None]
    return everybody


def _steps_alone(view: View, condition: str = "true") -> int:
    """The opportunities in which nothing was sent: they are in the totals where no filter is set."""
    count = f"select count(*) as n from untouched_opportunities where {condition}"  # noqa: S608
    return int(view.log.records(count)[0]["n"]) if view.is_whole else 0


def _offered_and_rejected(view: View) -> int:
    tables = ("measured_opportunities", "untouched_opportunities")
    counts = (f"select count(*) as n from {table} where offered and rejected" for table in tables)  # noqa: S608
    return sum(int(view.log.records(count)[0]["n"]) for count in counts)


def _at_start(answer: Answer, column: str) -> int:
    """Opportunities before any stage, with those that are left out."""
    return sum(
        row[column]
        for row in answer.counts
        if row["reason"] or (row["stage"] == "prospect" and row["touches"] is None)
    )


def _dated(view: View) -> Answer:
    """Replies to the messages with a day."""
    filters = replace(view.filters, since=view.filters.since or date(1, 1, 1))
    return view.ask("response_by_channel", by="all", per="message", filters=filters)


def _numbers(text: str) -> list[int]:
    """The numbers of a sentence, but those in brackets."""
    return [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", re.sub(r"\(.*?\)", "", text))]


def _group_counts(answer: Answer, *names: str) -> dict[Any, list[float]]:
    """For each group: how many count, their replies in time, and those on an unknown day."""
    groups: dict[Any, list[Row]] = {}
    for row in answer.counted:
        groups.setdefault(tuple(row[name] for name in names), []).append(row)
    within = answer.parameters["within"]
    return {
        key: [_sum(rows, "units"), count_in_time(rows, within), _sum(rows, "undated")]
        for key, rows in groups.items()
    }


def _sum(rows: Iterable[Row], column: str) -> float:
    return float(round(sum(row[column] for row in rows), 6))


def _listed_counts(answer: Answer, names: tuple[str, ...], n: str) -> dict[Any, list[float]]:
    return {
        tuple(row[name] for name in names): [row[n], row["replies"], row["undated"]]
        for row in answer.rows
        if row[n]
    }


def _playbook_counts(view: View) -> dict[Any, list[float]]:
    return _listed_counts(view.ask("playbook_scorecard"), ("strategy",), "n")


def _counts_of_playbook_strategies(view: View) -> dict[Any, list[float]]:
    filters = replace(view.filters, strategies=())
    counts = _group_counts(
        view.ask("response_by_channel", by="strategy", per="message", filters=filters), "name"
    )
    known = {(row["strategy"],) for row in view.ask("playbook_scorecard").rows}
    return {key: numbers for key, numbers in counts.items() if key in known}


def _rates(answer: Answer, *names: str) -> dict[Any, Any]:
    """The rates of groups as far as they are printed anywhere."""
    return {
        tuple(row[name] for name in names): [_rounded(row[column]) for column in (*RATE, "n", "replies")]
        for row in answer.rows
        if names != ("name",) or row["name"] != "unknown"
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 9)


def _measured_rates(view: View, by: str) -> dict[str, Any]:
    rows = view.ask("response_by_channel", by=by, per=view.replies.parameters["per"]).rows
    return {row["name"]: [_rounded(row[column]) for column in RATE] for row in rows}


def _curve_rates(view: View, by: str) -> dict[str, Any]:
    """What the curve of each group says on the day up to which its rate is measured."""
    per = view.replies.parameters["per"]
    curve = view.ask("reply_curve", by=by, per=per).rows
    found = {}
    for rate in view.ask("response_by_channel", by=by, per=per).rows:
        *_, last = [row for row in curve if row["name"] == rate["name"] and row["day"] <= rate["through"]]
        found[rate["name"]] = [_rounded(last[column]) for column in ("replied", "low", "high")]
    return found


def _together(view: View) -> list[float | None]:
    """What the curve of all channels together says on the day up to which the rate of all is measured."""
    through = view.replies_per_message.rows[0]["through"]
    rows = view.ask("reply_curve", per="message").rows
    first = rows[0]["name"]
    *_, last = [row for row in rows if row["name"] == first and row["day"] <= through]
    return [_rounded(last[column]) for column in ("replied", "low", "high")]


def _silent(view: View, day: int) -> float:
    """The share still silent at the end of a day, as the curve has it."""
    rows = view.ask("reply_curve", by="all", per="message").rows
    return 1 - float(max((row["replied"] for row in rows if row["day"] <= day), default=0.0))


def _chances(view: View) -> dict[int, float]:
    rows = view.ask("follow_up").rows
    return {
        row["t"]: round(row["chance"], 9)
        for row in rows
        if row["chance"] is not None and _silent(view, row["t"])
    }


def _curve_chances(view: View) -> dict[int, float]:
    until = {row["t"]: row["until"] for row in view.ask("follow_up").rows if row["chance"] is not None}
    return {
        t: round(1 - _silent(view, last) / _silent(view, t), 9)
        for t, last in until.items()
        if _silent(view, t)
    }


def _has_replies(view: View) -> bool:
    """Whether the log says who answered, and when where days are asked for."""
    return not view.replies.unmet_requirements


def _is_timed(view: View) -> bool:
    return (
        _has_replies(view)
        and view.replies_per_message.basis == WITHIN
        and bool(view.replies_per_message.rows)
    )


def _is_timed_per_message(view: View) -> bool:
    return _is_timed(view) and view.replies.basis == WITHIN


def _reads_strategies(view: View) -> bool:
    """A filter on strategies changes nothing in some answers."""
    return not view.filters.strategies


def _counts_messages(view: View) -> bool:
    return _has_replies(view) and view.replies.parameters["per"] == "message"


def _has_no_unordered(view: View) -> bool:
    answer = view.ask("offers_by_strategy")
    return _has_replies(view) and not answer.unmet_requirements and not answer.held_out


def _is_whole_and_known(view: View) -> bool:
    return view.is_whole and ANSWERS not in view.ask("summary").missing


def _has_journey(view: View) -> bool:
    """Whether anybody noted what came back: without that, no journey is shown."""
    return not view.ask("journey").unmet_requirements


def _has_first_sentence(view: View) -> bool:
    return bool(view.totals["touches"]) and not {ANSWERS, STEPS_REACHED} & {*view.ask("summary").missing}


def _units_of(key: str, **chosen: Any) -> Pair:
    """All touches are in an answer about messages, or left out there for a reason."""
    per = {"per": "message"} if "per" in QUESTIONS[key].defaults else {}
    name = f"touches: summary, {key} {' '.join(map(str, chosen.values()))}".rstrip()
    return Pair(
        name, lambda view: view.totals["touches"], lambda view: count_units(view.ask(key, **chosen, **per))
    )


def _parts_of(column: str, key: str, **chosen: Any) -> Pair:
    """A number of all messages is the sum over their groups."""
    name = f"{column}: all, sum of {key} {' '.join(map(str, chosen.values()))}".rstrip()
    return Pair(
        name,
        lambda view: _first_row(view.replies)[column],
        lambda view: total(view.ask(key, **chosen), column),
        _counts_messages,
    )


def _in_time_parts(key: str, **chosen: Any) -> Pair:
    name = f"replies: all, sum of {key} {' '.join(map(str, chosen.values()))}".rstrip()

    def count(answer: Answer) -> float:
        return count_in_time(answer.counts, answer.parameters["within"])

    return Pair(
        name, lambda view: count(view.replies), lambda view: count(view.ask(key, **chosen)), _counts_messages
    )


def _reached(column: str, step: str) -> Pair:
    return Pair(
        f"{column}: summary, journey",
        lambda view: view.totals[column],
        lambda view: _arrivals(view, step),
        _has_journey,
    )


GROUPS: tuple[tuple[str, dict[str, str]], ...] = (
    ("response_by_channel", {}),
    ("response_by_channel", {"split": "source"}),
    ("response_by_strategy", {}),
)

TOUCHES = (
    Pair(
        "touches: summary, import report",
        lambda view: view.totals["touches"] + view.replies_per_message.held_out.get(column_texts.AFTER, 0),
        lambda view: view.log.report.made["touches"],
        lambda view: view.is_whole,
    ),
    Pair(
        "touches: summary, weeks",
        lambda view: view.totals["touches"],
        lambda view: (
            total(view.ask("weekly_activity"), "touches")
            + view.ask("weekly_activity").held_out.get(UNDATED, 0)
        ),
    ),
    Pair(
        "touches: summary, offers by strategy",
        lambda view: view.totals["touches"],
        lambda view: (
            total(view.ask("offers_by_strategy"), "touches")
            + view.ask("offers_by_strategy").held_out.get(UNDATED, 0)
        ),
        lambda view: not view.ask("offers_by_strategy").unmet_requirements,
    ),
    _units_of("response_by_channel", by="all"),
    *(_units_of(key, **chosen) for key, chosen in GROUPS),
    *(
        _units_of(key)
        for key in ("personalised", "best_time", "reply_curve", "follow_up", "replies_by_touch_number")
    ),
    Pair(
        "reasons: response rate, personalised",
        lambda view: dict(view.replies_per_message.held_out),
        lambda view: {k: v for k, v in view.ask("personalised").held_out.items() if k != NOT_NOTED},
    ),
    Pair(
        "reasons: response rate, reply curve",
        lambda view: view.replies_per_message.held_out,
        lambda view: view.ask("reply_curve", per="message").held_out,
    ),
    Pair(
        "people: summary, response rate per person",
        lambda view: view.totals["people"],
        lambda view: (
            count_units(view.ask("response_by_channel", by="all", per="contact"))
            - view.ask("response_by_channel", by="all", per="contact").held_out.get("no contact named", 0)
        ),
    ),
)

OPPORTUNITIES = (
    Pair(
        "opportunities: summary, journey", lambda view: view.totals["opportunities"], _journeys, _has_journey
    ),
    Pair(
        "opportunities: summary, paths",
        lambda view: view.totals["opportunities"],
        lambda view: _offers(view) + _path_totals(view)["opportunities"],
    ),
    Pair(
        "opportunities: summary, response rate per opportunity",
        lambda view: view.totals["opportunities"] - _steps_alone(view),
        lambda view: count_units(view.ask("response_by_channel", by="all", per="opportunity")),
    ),
    Pair(
        "opportunities: summary, raw comparison",
        lambda view: view.totals["opportunities"] - _steps_alone(view),
        lambda view: _naive(view, "offer")["units"],
        _reads_strategies,
    ),
    Pair(
        "opportunities: summary, credit",
        lambda view: view.totals["opportunities"],
        lambda view: _at_start(view.ask("credit_for_offers"), "units"),
        _reads_strategies,
    ),
    Pair(
        "opportunities: summary, ways to count",
        lambda view: view.totals["opportunities"],
        lambda view: sum(row["units"] or 0 for row in view.ask("ways_to_count").counts),
        _reads_strategies,
    ),
    _reached("screens", "screen"),
    _reached("interviews", "interview"),
    _reached("finals", "final"),
    _reached("offers", "offer"),
    Pair(
        "rejections: summary, journey and offers",
        lambda view: view.totals["rejections"] - _offered_and_rejected(view),
        lambda view: _arrivals(view, "rejected"),
        _is_whole_and_known,
    ),
    Pair("offers: summary, paths", lambda view: view.totals["offers"], _offers),
    Pair(
        "offers: summary, credit",
        lambda view: view.totals["offers"],
        lambda view: _at_start(view.ask("credit_for_offers"), "offers"),
        _reads_strategies,
    ),
    Pair(
        "offers: summary, ways to count",
        lambda view: view.totals["offers"],
        lambda view: sum(row["offers"] or 0 for row in view.ask("ways_to_count").counts),
        _reads_strategies,
    ),
    Pair(
        "offers: summary, raw comparison",
        lambda view: view.totals["offers"] - _steps_alone(view, "offered"),
        lambda view: _naive(view, "offer")["reached"],
        _reads_strategies,
    ),
    Pair(
        "interviews: summary, raw comparison",
        lambda view: view.totals["interviews"] - _steps_alone(view, "had_interview"),
        lambda view: _naive(view, "further")["reached"],
        _reads_strategies,
    ),
    Pair(
        "interviews: summary, paths, where an offer implies one",
        lambda view: view.totals["interviews"],
        lambda view: _offers(view) + _path_totals(view)["interviews"],
    ),
    Pair(
        "first sentence: summary, weeks and journey",
        lambda view: _numbers(view.ask("summary").verdict),
        lambda view: [
            total(view.ask("weekly_activity"), "touches")
            + view.ask("weekly_activity").held_out.get(UNDATED, 0),
            _journeys(view),
            _arrivals(view, "interview"),
            _arrivals(view, "offer"),
        ],
        _has_first_sentence,
    ),
)

REPLIES = (
    Pair(
        "measured: summary, response rate",
        lambda view: view.totals["measured"],
        lambda view: _first_row(view.replies)["n"],
        _has_replies,
    ),
    Pair(
        "answered: summary, response rate",
        lambda view: view.totals["answered"],
        lambda view: count_in_time(view.replies.counts, view.replies.parameters["within"]),
        _has_replies,
    ),
    Pair(
        "answered on an unknown day: summary, response rate",
        lambda view: view.totals["undated"],
        lambda view: _first_row(view.replies)["undated"],
        _has_replies,
    ),
    *(_parts_of(column, key, **chosen) for key, chosen in GROUPS for column in SIZES),
    *(_in_time_parts(key, **chosen) for key, chosen in GROUPS),
    Pair(
        "replies: weeks, response rate of those with a day",
        lambda view: [
            total(view.ask("weekly_activity"), each) for each in ("measured", "answered", "undated")
        ],
        lambda view: _group_counts(_dated(view), "name").get(("all",), [0, 0, 0]),
        _has_replies,
    ),
    Pair(
        "replies: offers by strategy, response by strategy",
        lambda view: _listed_counts(view.ask("offers_by_strategy"), ("strategy", "stage"), "measured"),
        lambda view: _group_counts(view.ask("response_by_strategy", per="message"), "name", "split"),
        _has_no_unordered,
    ),
    Pair(
        "replies: playbook, response by strategy",
        _playbook_counts,
        _counts_of_playbook_strategies,
        _has_replies,
    ),
    Pair(
        "rates: personalised, response by that column",
        lambda view: _rates(view.ask("personalised"), "name"),
        lambda view: _rates(view.ask("response_by_channel", by="personalised", per="message"), "name"),
        _has_replies,
    ),
    Pair(
        "rate of all: response rate, reply curve",
        lambda view: _measured_rates(view, "all"),
        lambda view: _curve_rates(view, "all"),
        _is_timed_per_message,
    ),
    Pair(
        "rates: channels, reply curves",
        lambda view: _measured_rates(view, "channel"),
        lambda view: _curve_rates(view, "channel"),
        _is_timed_per_message,
    ),
    Pair(
        "rate of all: response rate, all channels' curve together",
        lambda view: [_rounded(view.replies_per_message.rows[0][column]) for column in RATE],
        _together,
        _is_timed,
    ),
    Pair("chance after silence: follow up, reply curve", _chances, _curve_chances, _is_timed),
    Pair(
        "old enough: so far, recorded",
        lambda view: _first_row(view.ask("response_by_channel", by="all", basis="so far"))["old"],
        lambda view: _first_row(view.ask("response_by_channel", by="all", basis="recorded"))["n"],
        _has_replies,
    ),
    Pair(
        "answered opportunities: journey, response rate so far",
        lambda view: _arrivals(view, "answered"),
        lambda view: total(
            view.ask("response_by_channel", by="all", per="opportunity", basis="so far"), "replies"
        ),
        _is_whole_and_known,
    ),
    Pair(
        "answered opportunities: journey, raw comparison",
        lambda view: _arrivals(view, "answered"),
        lambda view: _naive(view, "reply")["reached"],
        _is_whole_and_known,
    ),
)


def _step_of_outlook(view: View, step: str) -> Row:
    """The row of a step; with n 0 where nobody could have come so far."""
    return {row["step"]: row for row in view.ask("outlook").rows}.get(step, {"n": 0})


def _chances_of(view: View, step: str) -> int:
    """How many could have reached a step, old enough or not."""
    found = [row for row in view.ask("outlook").counts if row.get("step") == step]
    return sum(row["chances"] + row["recent"] for row in found)


def _all_outcomes(view: View) -> Row:
    """Interviews and offers of all opportunities together."""
    rows = view.ask("outcomes_by_channel", by="all").rows
    return (
        rows[0]
        if rows
        else dict.fromkeys(("n", "before_interview", "before_offer", "interviews", "offers"), 0)
    )


def _began_before(view: View, column: str) -> bool:
    """Whether every opportunity that is counted was written to before an interview, or an offer."""
    outcomes, alone = _all_outcomes(view), _steps_alone(view)
    told = STEPS_REACHED not in view.ask("summary").missing
    return bool(told and outcomes[column] + alone == view.totals["opportunities"])


def _reply_rates_per_opportunity(view: View) -> dict[str, tuple[float, ...]]:
    rows = view.ask("response_by_channel", per="opportunity").rows
    return {row["name"]: (row["n"], *(row[name] for name in RATE)) for row in rows}


def _reply_rates_beside_outcomes(view: View) -> dict[str, tuple[float, ...]]:
    rows = view.ask("outcomes_by_channel").rows
    columns = ("measured", "reply_rate", "reply_low", "reply_high")
    return {row["name"]: tuple(row[name] for name in columns) for row in rows if row["measured"] is not None}


OUTCOMES = (
    Pair(
        "interviews: summary, outcomes of all channels",
        lambda view: view.totals["interviews"] - _steps_alone(view, "had_interview"),
        lambda view: _all_outcomes(view)["interviews"],
        lambda view: _began_before(view, "before_interview"),
    ),
    Pair(
        "offers: summary, outcomes of all channels",
        lambda view: view.totals["offers"] - _steps_alone(view, "offered"),
        lambda view: _all_outcomes(view)["offers"],
        lambda view: _began_before(view, "before_offer"),
    ),
    Pair(
        "opportunities before an interview: outcomes, outlook",
        lambda view: _all_outcomes(view)["before_interview"],
        lambda view: _chances_of(view, "interview"),
    ),
    Pair(
        "interviews: summary, outlook for offers",
        lambda view: view.totals["interviews"] - _steps_alone(view, "had_interview"),
        lambda view: _chances_of(view, "offer"),
    ),
    Pair(
        "rate of all: response rate, outlook",
        lambda view: [view.replies_per_message.rows[0][name] for name in RATE],
        lambda view: [_step_of_outlook(view, "reply")[name] for name in RATE],
        lambda view: _has_replies(view) and _step_of_outlook(view, "reply")["n"] > 0,
    ),
    Pair(
        "rates per opportunity: response rates, outcomes",
        _reply_rates_per_opportunity,
        _reply_rates_beside_outcomes,
        lambda view: not view.ask("response_by_channel", per="opportunity").unmet_requirements,
    ),
)

PAIRS = (*TOUCHES, *OPPORTUNITIES, *REPLIES, *OUTCOMES)
