"""Logs in which every number is to be the same wherever it is shown: shipped, kept by people, published, made up."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pytest

from analysis.filters import Filters
from data.imports.choices import Choices
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from data.samples import files
from data.samples.world import World
from tests.analysis.number_pairs import View
from tests.paths import CLEAN_LOG, JOB_SEEKER, SHARED
from tests.trackers import TODAY, TRACKERS
from tests.worlds import searches

FIRST_DAY = date(2026, 1, 5)
DAYS = 150
EARLY = date(2026, 4, 20)
"""A data date in the middle of a made-up log: what came later has not happened yet."""

ASKED_FIRST = ("networking.csv", "shifted_rows.csv")
"""Trackers about which a question is open, so that nothing is measured yet."""

AUDIT = SHARED / "resume_audit_2004" / "openintro_resume.csv"
PUBLISHED = [
    SHARED / "real" / "heiss_academic_2016_2018" / "jobs_clean.csv",
    SHARED / "real" / "tracker_pt" / "sample.csv",
]
AUDIT_COLUMNS = {"received_callback": "replied", "job_ad_id": "opportunity"}

MESSY = ("messy 1", "messy 1, early", "wide 1", "wide 1, early")
MADE_UP = ("messy 2", "wide 2", "growing", "follow-ups", "clustered", "cohort")
SHIPPED = (JOB_SEEKER.name, CLEAN_LOG.name)


def list_shared() -> list[str]:
    """The logs beside the checkout."""
    trackers = sorted(
        path.name for path in TRACKERS.glob("*.*") if path.suffix != ".md" or "table" in path.name
    )
    return (
        [name for name in trackers if name not in ASKED_FIRST]
        + [AUDIT.name]
        + [path.name for path in PUBLISHED]
    )


@cache
def measured(name: str) -> MeasuredLog:
    """The log of this name. Skips the test where it is not on this machine."""
    early = EARLY if name.endswith(", early") else None
    return import_log(_upload(name.removesuffix(", early"))).measure(today=TODAY, as_of=early)


def _upload(name: str) -> Upload:
    kind, _, seed = name.partition(" ")
    if kind in WRITERS:
        return Upload(WRITERS[kind](int(seed or 1)), "log.csv")
    if name in SHIPPED:
        return Upload((JOB_SEEKER.parent / name).read_bytes(), name)
    paths = {path.name: path for path in (*PUBLISHED, AUDIT)}
    path = paths.get(name, TRACKERS / name)
    if not path.exists():
        pytest.skip("needs shared/data")
    return Upload(path.read_bytes(), name, Choices(columns=AUDIT_COLUMNS if path == AUDIT else {}))


class _Messy:
    """Cells of a log that is kept badly: days, and anything else, are missing here and there."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the same log in every run

    def day(self, missing: float = 0.1) -> str:
        return self.maybe((FIRST_DAY + timedelta(days=self.random.randrange(DAYS))).isoformat(), missing)

    def maybe(self, text: str, missing: float = 0.1) -> str:
        return "" if self.random.random() < missing else text

    def one_of(self, words: str, missing: float = 0.1) -> str:
        return self.maybe(self.random.choice(words.split()), missing)


CHANNELS, STRATEGIES = "email letter linkedin event", "application thank_you next_steps materials referral"


def write_events(seed: int) -> bytes:
    """One row for each thing that happened; of some opportunities only steps are known."""
    cells = _Messy(seed)
    rows = ["event,id,at,kind,company,contact,channel,strategy,stage,personalised"]
    for number in range(80):
        firm, chance = cells.random.randrange(25), cells.random.random()
        contact = cells.maybe(f"Person {firm}-{cells.random.randrange(2)}")
        if chance < 0.55:
            does = f"{cells.one_of(CHANNELS)},{cells.one_of(STRATEGIES)}"
            noted = f"{cells.one_of('prospect applied interview', 0.5)},{cells.one_of('yes no', 0.4)}"
            rows.append(f"touch,{number},{cells.day()},,Firm {firm},{contact},{does},{noted}")
        elif chance < 0.75:
            kind = cells.one_of("reply positive rejection", 0)
            rows.append(f"reply,,{cells.day(0.2)},{kind},Firm {firm},{contact},,,,")
        else:
            kind = cells.one_of("screen interview final offer rejected withdrawn accepted", 0)
            rows.append(f"milestone,,{cells.day(0.2)},{kind},Firm {firm},,,,,")
    return "\n".join(rows).encode()


def write_wide(seed: int) -> bytes:
    """One row for each message, with what came of it, on a known day or not."""
    cells = _Messy(seed)
    rows = ["sent_at,channel,strategy,company,contact,replied_at,outcome,outcome_at,personalised"]
    outcomes = "none none none rejection interview offer positive bounced reply withdrawn pending"
    for _ in range(60):
        firm = cells.random.randrange(22)
        contact = cells.maybe(f"Person {firm}-{cells.random.randrange(2)}", 0.3)
        came = f"{cells.day(0.6)},{cells.one_of(outcomes)},{cells.day(0.5)}"
        does = f"{cells.one_of(CHANNELS)},{cells.one_of(STRATEGIES)},Firm {firm},{contact}"
        rows.append(f"{cells.day()},{does},{came},{cells.one_of('yes no', 0.5)}")
    return "\n".join(rows).encode()


def write_named(seed: int) -> bytes:
    """Clients with a name and without, clocks of several offsets, and a column of one's own, some of it “unknown”."""
    cells = _Messy(seed)
    rows = ["client,sent_at,channel,strategy,company,contact,coach,replied_at,outcome"]
    for _ in range(70):
        firm, day = cells.random.randrange(22), cells.day()
        clock = (
            day and f"{day} {cells.random.randrange(24):02}:30:00{cells.one_of('+01:00 +09:00 -05:00', 0)}"
        )
        does = f"{cells.one_of(CHANNELS)},{cells.one_of(STRATEGIES)},Firm {firm},{cells.maybe(f'Person {firm}', 0.3)}"
        came = f"{cells.day(0.6)},{cells.one_of('none none rejection interview offer reply')}"
        rows.append(
            f"{cells.one_of('Ann Bo Cy', 0.2)},{clock},{does},{cells.one_of('unknown Kim KIM Lee', 0.3)},{came}"
        )
    return "\n".join(rows).encode()


def write_cohort(seed: int) -> bytes:
    """A small cohort in the shape of the clean sample."""
    rows = World().touches(seed, 10, clients=4)
    return files.write_csv(rows[0], map(files.plain, rows)).encode()


WRITERS = {
    "messy": write_events,
    "wide": write_wide,
    "named": write_named,
    "growing": searches.write_growing,
    "follow-ups": searches.FollowUps(60).write,
    "clustered": searches.write_clustered,
    "cohort": write_cohort,
}


def list_views(log: MeasuredLog) -> Iterator[tuple[str, View]]:
    """A log as it opens, then with what can be chosen."""
    yield "as it opens", View(log)
    for per in ("contact", "opportunity"):
        yield f"per {per}", View(log, per=per)
    for basis in ("within", "recorded", "so far"):
        yield basis, View(log, basis=basis)
    yield "some stages", View(log, Filters(stages=("applied", "interview")))
    yield "some strategies", View(log, Filters(strategies=("thank_you", "next_steps", "application")))
    [usual] = log.records(
        "select mode(coalesce(channel::varchar, 'unknown')) as channel, quantile_disc(sent_on, 0.4) as day "
        "from measured_touches"
    )
    if usual["channel"]:
        yield "one channel", View(log, Filters(channels=(usual["channel"],)))
    if usual["day"]:
        yield "since a day", View(log, Filters(since=usual["day"]))
        yield "until a day", View(log, Filters(until=usual["day"]))
