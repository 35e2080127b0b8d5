"""What somebody waits for who changes the filters: every answer of a page, with its sentence and its figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any, TypeAlias

from analysis.ask import ask
from analysis.filters import Filters
from benchmarks.bare import BARE
from benchmarks.clock import in_turn
from benchmarks.cohort import AS_OF, Cohort

Asked: TypeAlias = tuple[tuple[str, Mapping[str, Any]], ...]

PAGES: Mapping[str, Asked] = {
    "Overview": (
        ("summary", {}),
        ("response_by_channel", {"by": "all"}),
        ("journey", {}),
        ("outlook", {}),
        ("weekly_activity", {}),
    ),
    "Channels": (("response_by_channel", {}), ("outcomes_by_channel", {}), ("worth_trying", {})),
    "Strategies": (
        ("offers_by_strategy", {}),
        ("fair_comparison", {}),
        ("response_by_strategy", {}),
        ("personalised", {}),
    ),
    "Offers": (
        ("paths_to_offers", {}),
        ("outlook", {"step": "offer"}),
        ("credit_for_offers", {}),
        ("ways_to_count", {}),
        ("fair_comparison", {"outcome": "offer"}),
    ),
    "Timing": (
        ("follow_up_or_wait", {}),
        ("follow_up", {}),
        ("thank_you_landmark", {}),
        ("reply_curve", {}),
        ("replies_by_touch_number", {}),
        ("gaps_between_touches", {}),
        ("best_time", {}),
    ),
    "Playbook": (("playbook_scorecard", {}), ("tips_kept", {})),
}
"""The questions of each page, as it asks them."""

CHANNELS = ("email", "linkedin", "letter")


def in_pages(log: Cohort, times: int) -> Iterator[tuple[str, float, float]]:
    """For each page, the seconds of a changed filter, and of the bare aggregations of its questions."""
    for name, asked in PAGES.items():
        ours, bare = in_turn(
            partial(show_next, log, asked, list_views()),
            partial(count_barely, log, asked),
            times=times,
        )
        yield name, ours, bare


def list_views() -> Iterator[Filters]:
    """Filters that nobody asked with before: since another day each time, and every other time of few channels."""
    for turn in count():
        yield Filters(since=AS_OF - timedelta(days=200 + 17 * turn), channels=CHANNELS if turn % 2 else ())


def show_next(log: Cohort, asked: Asked, views: Iterator[Filters]) -> None:
    """The answers of a page under the next filters."""
    show_page(log, asked, next(views))


def show_page(log: Cohort, asked: Asked, view: Filters) -> None:
    """The answers of a page, read and drawn."""
    for key, chosen in asked:
        answer = ask(log, key, view, **chosen)
        _ = answer.verdict, answer.figure


def count_barely(log: Cohort, asked: Asked) -> None:
    """One plain aggregation for each answer of a page (`bare.py`)."""
    for key, _ in asked:
        log.table(BARE[key])
