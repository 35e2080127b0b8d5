"""Small logs of messages, to ask questions about timing of."""

import csv
import io
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from analysis.answer import Answer
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from data.samples.world import SAMPLE_COLUMNS, World

TODAY, AS_OF = date(2026, 11, 22), date(2026, 10, 31)
HEADER = "sent_at,contact,company,channel,replied,replied_at\n"


@cache
def measured(rows: str, as_of: date = AS_OF) -> MeasuredLog:
    return import_log(Upload((HEADER + rows).encode(), "log.csv")).measure(today=TODAY, as_of=as_of)


def sent(
    number: int, reply_day: int | None = None, day: date = date(2026, 3, 2), channel: str = "email"
) -> str:
    """So many first messages to different people, all answered after so many days, or never."""
    reply = f"yes,{day + timedelta(days=reply_day)}" if reply_day is not None else ","
    return "".join(f"{day},{channel}{reply_day}-{day}-{i},Acme,{channel},{reply}\n" for i in range(number))


def columns(answer: Answer, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in answer.rows]


FIVE = measured(
    "2026-03-02,Ann,A,email,yes,2026-03-04\n2026-03-02,Ben,B,email,,\n2026-03-09,Ben,B,email,yes,2026-03-10\n"
    "2026-03-02,Cem,C,letter,,\n2026-03-02,Dan,D,email,,\n",
    as_of=date(2026, 3, 12),
)
ENOUGH = measured(sent(10, 1) + sent(6, 7) + sent(4, 12) + sent(20))


@cache
def world(timed: bool = False) -> MeasuredLog:
    """The log of a made-up world, with or without times of day."""
    text = io.StringIO()
    writer = csv.writer(text)
    names = [name for name in SAMPLE_COLUMNS if name not in ("message", "notes")]
    writer.writerow(names)
    rows = World().touches(seed=7, opportunities=1000)
    writer.writerows([_written(row[name], timed) for name in names] for row in rows)
    return import_log(Upload(text.getvalue().encode(), "world.csv")).measure(today=TODAY)


def _written(value: Any, timed: bool) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M" if timed else "%Y-%m-%d")
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
