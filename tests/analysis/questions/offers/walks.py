"""Small logs of opportunities, some with an offer, and worlds in which only one thing matters."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from analysis.answer import Answer
from analysis.ask import ask
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
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


@cache
def measured(rows: str, as_of: date = date(2026, 10, 31)) -> MeasuredLog:
    return import_log(Upload((HEADER + rows).encode(), "log.csv")).measure(today=TODAY, as_of=as_of)


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
def world(opportunities: int, seed: int = 3) -> MeasuredLog:
    text = io.StringIO()
    log = csv.DictWriter(
        text, [name for name in SAMPLE_COLUMNS if name not in ("message", "notes")], extrasaction="ignore"
    )
    log.writeheader()
    log.writerows({k: _cell(v) for k, v in row.items()} for row in World().touches(seed, opportunities))
    return import_log(Upload(text.getvalue().encode(), "world.csv")).measure(today=TODAY)


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def said(answer: Answer) -> str:
    """The verdict with plain spaces."""
    return answer.verdict.replace("\xa0", " ")


def kinds(answer: Answer) -> list[str]:
    return [row["strategy"] for row in answer.rows]
