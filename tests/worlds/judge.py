"""A world, what it asks, and how often the product is right about it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.stats import binom

from data.imports.log import ImportedLog, MeasuredLog, import_log
from data.imports.report import ImportReport
from data.imports.upload import Upload
from tests.worlds import diary
from tests.worlds.readings import CLEAR, LEANING, MISSING, Read, Reading

LUCK = 0.02
"""A bar counts as missed where luck alone would miss it by as much in fewer than one run of fifty."""


@dataclass(frozen=True)
class Bar:
    """What has to hold, in shares of the searches: each None where nothing is asked of it."""

    clear_most: float | None = None
    wrong_most: float | None = None
    clear_least: float | None = None
    said_least: float | None = None
    covers: float | None = None

    def __str__(self) -> str:
        texts = {
            "clear in at most {:.0%}": self.clear_most,
            "clear the wrong way in at most {:.0%}": self.wrong_most,
            "clear and right in at least {:.0%}": self.clear_least,
            "clear or leaning, and right, in at least {:.0%}": self.said_least,
            "range right in at least {:.0%}": self.covers,
        }
        return "; ".join(text.format(share) for text, share in texts.items() if share is not None)


@dataclass(frozen=True)
class Check:
    """One question asked of a world: how it is read, the truth (a difference, or its sign), and the bar."""

    question: str
    read: Read
    bar: Bar
    truth: float = 0.0


@dataclass(frozen=True)
class World:
    """Logs with a known truth. Each is looked at on its last day, or on each of `looks`; `pages` names the checks that
    stand on one screen, of which none may say something false more often than `PAGE`. `cost`: a world that takes so
    many times as long is judged by so many times fewer searches."""

    name: str
    about: str
    write: Callable[[int], bytes]
    last_day: int
    checks: tuple[Check, ...]
    looks: tuple[int, ...] = ()
    pages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cost: int = 1


PAGE = Bar(clear_most=0.10)

Found = dict[str, list[list[Reading]]]
"""For each question the readings of each search; no search where the question can't be asked."""


@dataclass(frozen=True)
class Result:
    """How one question of a world was answered in so many searches. `wrong`: clear, and not the truth. Numbers of
    searches; bias and coverage of the number shown, None where none is."""

    world: str
    question: str
    bar: Bar
    searches: int
    clear: int = 0
    leaning: int = 0
    wrong: int = 0
    wrong_leaning: int = 0
    bias: float | None = None
    coverage: float | None = None

    @property
    def holds(self) -> bool | None:
        """Whether the bar is reached, but for luck; None where the question can't be asked."""
        if not self.searches:
            return None
        right, said = self.clear - self.wrong, self.clear + self.leaning - self.wrong - self.wrong_leaning
        return all(
            (
                self._is_rare(self.clear, self.bar.clear_most),
                self._is_rare(self.wrong, self.bar.wrong_most),
                self._is_usual(right, self.bar.clear_least),
                self._is_usual(said, self.bar.said_least),
                self.coverage is None
                or self._is_usual(round(self.coverage * self.searches), self.bar.covers),
            )
        )

    def _is_rare(self, times: int, most: float | None) -> bool:
        return most is None or bool(binom.sf(times - 1, self.searches, most) > LUCK)

    def _is_usual(self, times: int, least: float | None) -> bool:
        return least is None or bool(binom.cdf(times, self.searches, least) > LUCK)


def judge_world(world: World, searches: int) -> list[Result]:
    """How each question of a world was answered, and how often anything false stood on one of its pages."""
    found: Found = {check.question: [] for check in world.checks}
    for seed in range(max(1, searches // world.cost)):
        for question, readings in read_search(world, seed).items():
            found[question].append(readings)
    if world.looks:  # the number at a look that was chosen for its verdict is no estimate
        found = {
            question: [_strip_numbers(readings) for readings in each] for question, each in found.items()
        }
    checks = [judge_check(world.name, check, found[check.question]) for check in world.checks]
    return checks + [_judge_page(world, page, questions, found) for page, questions in world.pages.items()]


def read_search(world: World, seed: int) -> dict[str, list[Reading]]:
    """What one search says to each question; of several looks at it, the first that is clear, or else the last."""
    found: dict[str, list[Reading]] = {}
    for log in measure_looks(world.write(seed), world.looks or (world.last_day,)):
        for check in world.checks:
            if not any(reading.verdict == CLEAR for reading in found.get(check.question, ())):
                try:
                    found[check.question] = check.read(log)
                except MISSING:
                    continue
    return found


def measure_looks(content: bytes, days: Sequence[int]) -> Iterator[MeasuredLog]:
    """The log as it is on each of some days.

    Imported once; what is derived from a data date is dropped after each look, so that the next derives it anew.
    """
    imported = import_log(Upload(content, "world.csv"))
    try:
        _require_every_row(imported.report)
        if len(days) == 1:
            yield imported.measure(today=_date(days[0] + 1), as_of=_date(days[0]))
            return
        before = _list_tables(imported)
        for day in days:
            yield _look(imported, day)
            for table in sorted(_list_tables(imported) - before):
                imported.database.execute(f'drop table "{table}"')
    finally:
        imported.database.close()


def _require_every_row(report: ImportReport) -> None:
    """A world is no test of the import: each of its rows is used, and each of its words is understood."""
    left = (report.rows_in - report.accepted, report.open_questions, report.unknown, report.unused)
    if any(left):
        raise ValueError(f"A world that is not read whole: {left}")


def _look(imported: ImportedLog, day: int) -> MeasuredLog:
    """What `ImportedLog.measure` does, but for locking the database, which would make it the last look."""
    imported.database.run("measured_touches", as_of=_date(day))
    imported.database.run("measured_opportunities", as_of=_date(day))
    parts = {name: getattr(imported, name) for name in ImportedLog.__dataclass_fields__}
    return MeasuredLog(**parts, as_of=_date(day))


def _list_tables(imported: ImportedLog) -> set[str]:
    return {row["name"] for row in imported.records("show tables")}


_date = diary.last_date


def judge_check(world: str, check: Check, found: Sequence[Sequence[Reading]]) -> Result:
    """How often one question was clear, leaning and wrong, and how far off its numbers are."""
    towards = int(np.sign(check.truth))
    loudest = [max(readings, key=_loudness, default=Reading()) for readings in found]
    numbers = [reading for readings in found for reading in readings]
    ranges = [_covers(reading, check.truth) for reading in numbers if reading.low is not None]
    errors = [
        reading.value - _truth(reading, check.truth) for reading in numbers if reading.value is not None
    ]
    return Result(
        world=world,
        question=check.question,
        bar=check.bar,
        searches=len(found),
        clear=_count(loudest, CLEAR),
        leaning=_count(loudest, LEANING),
        wrong=_count([reading for reading in loudest if reading.sign != towards or not towards], CLEAR),
        wrong_leaning=_count(
            [reading for reading in loudest if reading.sign != towards or not towards], LEANING
        ),
        bias=float(np.mean(errors)) if errors else None,
        coverage=float(np.mean(ranges)) if ranges else None,
    )


def _judge_page(world: World, page: str, questions: Sequence[str], found: Found) -> Result:
    asked = [found[question] for question in questions if found[question]]
    searches = [[reading for readings in each for reading in readings] for each in zip(*asked, strict=True)]
    said = Check(f"anything on {page}", lambda _: [], PAGE)
    return judge_check(world.name, said, searches)


def _strip_numbers(readings: Sequence[Reading]) -> list[Reading]:
    return [Reading(reading.verdict, reading.sign) for reading in readings]


def _loudness(reading: Reading) -> int:
    return {CLEAR: 2, LEANING: 1}.get(reading.verdict, 0)


def _count(readings: Sequence[Reading], verdict: str) -> int:
    return sum(reading.verdict == verdict for reading in readings)


def _truth(reading: Reading, otherwise: float) -> float:
    return otherwise if reading.truth is None else reading.truth


def _covers(reading: Reading, truth: float) -> bool:
    low, high = reading.low, reading.high
    return low is not None and high is not None and low <= _truth(reading, truth) <= high
