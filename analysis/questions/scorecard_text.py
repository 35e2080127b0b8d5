"""The scorecard in sentences: one strategy, or one tip, in a line of a card."""

from __future__ import annotations

from collections.abc import Sequence

from analysis import wording
from analysis.question import Row
from analysis.questions import playbook_rows


def describe_done(row: Row) -> str:
    """One row of the scorecard in a sentence: how often it was done when it could be."""
    if row["status"] == playbook_rows.UNKNOWN:
        return f"Your log can't tell how often: it doesn't say {row['missing']}."
    still = f" {row['open']:,} more still open." if row["open"] else ""
    return f"{_done_text(row)}{still}"


def _done_text(row: Row) -> str:
    clock, number, possible = playbook_rows.find_strategy(row).clock, row["done"], row["possible"]
    until = _days_text(clock.until_days) if clock and clock.until_days else ""
    since = clock.from_days if clock else 0
    if not possible:
        return "Not counted yet: there is still time." if row["open"] else _never_text(row["chance"], since)
    quiet = f"{wording.count(possible, 'quiet spell')} of {_days_text(since)} or more"
    return {
        "interview": f"{number:,} of {wording.count(possible, 'interview')} had one within {until}.",
        "silence": f"{number:,} of {quiet} had one within {until}.",
        "event": f"After {number:,} of {wording.count(possible, 'event')} you wrote to them within {until}.",
        "answer": f"You answered {number:,} of {wording.count(possible, 'message')} of theirs within {until}.",
        "opportunity": f"You did it in {number:,} of {wording.count(possible, 'opportunity')}.",
    }[str(row["chance"])]


def describe_clock(row: Row) -> str:
    """When a strategy is possible: from which stage to which, and after what."""
    strategy = playbook_rows.find_strategy(row)
    first, last = wording.name(strategy.stages[0]), wording.name(strategy.stages[-1])
    stages = f"Possible from {first.lower()} to {last.lower()}"
    if strategy.clock is None:
        return f"{stages}, at any time."
    after = {
        "interview": "after an interview",
        "silence": f"after {_days_text(strategy.clock.from_days)} of silence",
        "event": "after an event",
        "reply": "after each of their messages",
    }[strategy.clock.after]
    until = f", within {_days_text(strategy.clock.until_days)}" if strategy.clock.until_days else ""
    return f"{stages}, {after}{until}."


def _days_text(number: int) -> str:
    return "a day" if number == 1 else wording.count(number, "day")


def _never_text(chance: str, since: int) -> str:
    why = {
        "interview": "it follows an interview, and your log has none with a date",
        "silence": f"nobody was silent for {since} days",
        "event": "your log has no event with a person or a company",
        "answer": "nobody has written to you yet",
        "opportunity": "no opportunity has come that far",
    }
    return f"Not possible yet: {why[chance]}."


def describe_outcome(row: Row, within: int | None) -> str:
    """What came of a strategy, in a sentence or two; empty where it was not used, is not one of its own, or where the
    log doesn't tell who answered.

    `within`: the days in which an answer counts, or None where those so far count.
    """
    if not row["n"] or row["replies"] is None:
        return ""
    in_time = f" within {within} days" if within else " so far"
    young = f" ({row['waiting']:,} too young to judge)" if row["waiting"] else ""
    unknown = f", {row['undated']:,} more on an unknown day" if row["undated"] else ""
    replies = f"{row['replies']:,} of {wording.count(row['n'], 'message')} answered{in_time}{young}{unknown}."
    if not row["opportunities"]:
        return replies
    places = wording.count(row["opportunities"], "opportunity")
    further, offers = _number_text(row["further"]), _number_text(row["offers"])
    return f"{replies} Of {places}, {further} got further afterwards and {offers} had an offer."


def _number_text(number: int) -> str:
    return f"{number:,}" if number else "none"


def describe_tip(row: Row) -> str:
    """One tip in a few words: kept, of how many, and the range; or why it can't be told."""
    if row["status"] == playbook_rows.UNKNOWN:
        return f"Your log can't tell: it doesn't say {row['missing']}."
    if not row["of"]:
        return "Nothing to count yet."
    often = f", {row['days_between']:.0f} days apart (median)" if row["days_between"] is not None else ""
    return f"{row['kept']:,} of {row['of']:,} ({wording.span(row['low'], row['high'])}){often}"


def describe_score(tips: Sequence[Row]) -> str:
    """The score over several tips in a sentence; empty where none can be told."""
    share = playbook_rows.mean_share(tips)
    return "" if share is None else f"Over these tips together you score {wording.percent(share)}."
