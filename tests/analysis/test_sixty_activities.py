"""A search of sixty activities: every page says something true and useful that isn't "too early"."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from functools import cache
from typing import Any

import pytest

from analysis.ask import ask
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from data.samples.world import SAMPLE_COLUMNS, World
from tests.worlds.searches import FollowUps

TODAY = date(2026, 12, 1)

PAGES: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
    "Overview": (("summary", {}), ("outlook", {}), ("journey", {})),
    "Channels": (("response_by_channel", {}), ("outcomes_by_channel", {}), ("worth_trying", {})),
    "Strategies": (("offers_by_strategy", {}), ("response_by_strategy", {}), ("personalised", {})),
    "Offers": (("paths_to_offers", {}), ("outlook", {"step": "offer"})),
    "Timing": (("follow_up_or_wait", {}), ("reply_curve", {}), ("replies_by_touch_number", {})),
    "Playbook": (("playbook_scorecard", {}), ("tips_kept", {})),
}

COUNTED = re.compile(
    r"\d+ of (the )?\d+|\d+% of \d+|\d+ (activities|touches) for \d+|they took \d+ to \d+ days"
)
"""A count of something out of something: what a person can use."""


def write_world(seed: int) -> bytes:
    """Sixty activities of a search with all kinds of follow-ups."""
    rows = sorted(World().touches(seed, 22), key=lambda row: row["sent_at"])[:60]
    text = io.StringIO()
    log = csv.DictWriter(text, SAMPLE_COLUMNS, extrasaction="ignore")
    log.writeheader()
    log.writerows(rows)
    return text.getvalue().encode()


def write_tracker(replies: int, interviews: int) -> bytes:
    """Sixty applications in rows, with a status each: so many answered, some of them with an interview."""
    words = ["Interview"] * interviews + ["Rejected"] * (replies - interviews) + ["Applied"] * (60 - replies)
    rows = [
        f"Firm {place},Analyst,2026-0{1 + place % 6}-{1 + place % 28:02},{word}"
        for place, word in enumerate(words)
    ]
    return "\n".join(["Company,Role,Date applied,Status", *rows]).encode()


SEARCHES = {
    **{f"world {seed}": write_world(seed) for seed in (1, 2, 3, 4)},
    **{f"follow-ups {seed}": FollowUps(40).write(seed) for seed in (1, 2)},
    "tracker": write_tracker(24, 5),
    "tracker without interviews": write_tracker(12, 0),
    "tracker without replies": write_tracker(0, 0),
}
QUICK = ("world 2", "follow-ups 1", "tracker without interviews")


@cache
def measured(name: str) -> MeasuredLog:
    return import_log(Upload(SEARCHES[name], "log.csv")).measure(today=TODAY)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in QUICK else pytest.mark.long) for name in SEARCHES]
)
def test_every_page_says_something_that_can_be_used(name: str, page: str) -> None:
    said = [ask(measured(name), key, **chosen).verdict for key, chosen in PAGES[page]]
    assert [sentence for sentence in said if COUNTED.search(sentence)], said
