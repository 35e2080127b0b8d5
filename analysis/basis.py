"""The basis of a log: what its reply rates count, decided once for all questions, whatever the filters choose.

*within*: replies within a number of days, where replies have days. *recorded*: replies so far, among what was sent at
least as many days ago. *so far*: replies so far among everything, which can't be compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from analysis.question import Row
from analysis.sql import composer
from analysis.statistics.thresholds import MAX_UNDATED, MIN_COMPARED, MIN_CURVE_REPLIES
from data.sql_files import bind_parameters

if TYPE_CHECKING:
    from data.imports.log import MeasuredLog

WITHIN, RECORDED, SO_FAR = "within", "recorded", "so far"
MESSAGE, OPPORTUNITY = "message", "opportunity"
"""What reply rates are counted per: a message, or an opportunity where nobody can tell which one was answered."""
BASES = (WITHIN, RECORDED, SO_FAR)

FACT = "reply_ages"

_AGES: WeakKeyDictionary[MeasuredLog, list[Row]] = WeakKeyDictionary()
"""What was read of logs that are still in use."""


def default_basis(log: MeasuredLog, within: int, per: str = MESSAGE) -> str:
    """What the reply rates of a log count by default, for a horizon of so many days."""
    if per == MESSAGE and default_unit(log) != MESSAGE:
        return SO_FAR
    return choose_basis(_read_ages(log), within)


def default_unit(log: MeasuredLog) -> str:
    """What reply rates are counted per by default.

    Where more than a few replies answer one of several messages, and nobody can tell which, rates per message would be
    too low: the messages that may have been answered would be missing from them, and no other.
    """
    [replies] = log.records("select count(*) as known, count(among) as shared from replies")
    return OPPORTUNITY if replies["shared"] > MAX_UNDATED * replies["known"] else MESSAGE


def choose_basis(ages: Sequence[Row], within: int) -> str:
    """The basis for touches of each channel and age (`sql/facts/reply_ages.sql`)."""
    if not ages:
        return SO_FAR
    if have_days(ages):
        return WITHIN
    sent, old = Counter[str](), Counter[str]()
    for row in ages:
        sent[row["channel"]] += row["touches"]
        old[row["channel"]] += row["touches"] if row["age"] >= within else 0
    large = [channel for channel in sent if sent[channel] >= MIN_COMPARED]
    enough = all(old[channel] >= MIN_COMPARED for channel in large) and old.total() >= MIN_COMPARED
    return RECORDED if enough else SO_FAR


def have_days(ages: Sequence[Row]) -> bool:
    """Whether replies have days enough to be counted within a time; also where nobody has replied yet."""
    dated, undated = (sum(row[name] for row in ages) for name in ("dated", "undated"))
    if not undated:
        return True
    return bool(dated and (undated <= MAX_UNDATED * (dated + undated) or dated >= MIN_CURVE_REPLIES))


def has_undated_replies(log: MeasuredLog) -> bool:
    """Whether a reply to a touch with a day has none."""
    return any(row["undated"] for row in _read_ages(log))


def has_dated_replies(log: MeasuredLog) -> bool:
    """Whether a reply has a day, so that replies can be counted within a time at all."""
    return any(row["dated"] for row in _read_ages(log))


def _read_ages(log: MeasuredLog) -> list[Row]:
    """The fact as rows: thousands in a log of years, which every question asks for twice."""
    if log not in _AGES:
        statement = composer.read_sql(f"facts/{FACT}")
        log.keep_table(FACT, statement, bind_parameters(statement, {"as_of": log.as_of}))
        _AGES[log] = log.records(f"select * from {FACT}")  # noqa: S608 - a name of ours
    return _AGES[log]
