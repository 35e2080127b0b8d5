"""Published numbers that may stand beside one's own, each with its source and its weakness."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from data.playbook import CHANNELS, check_names
from data.playbook import load as strategies

PATH = Path(__file__).with_name("benchmarks.toml")

GRADES = ("A", "B", "C")
STEPS = ("interview", "offer")
PUBLISHED = {"denominator", "source", "grade"}


@dataclass(frozen=True)
class Figure:
    """One published number: what it is of, its value, and its unit in words.

    `step`: the share of one's own that it may stand beside, one of STEPS, and then `sentence` says it alone; None for
    none.
    """

    label: str
    value: float
    unit: str
    step: str | None = None
    sentence: str | None = None


@dataclass(frozen=True)
class Benchmark:
    """One published claim. Where nothing was found, `figures` is empty and `source` and `grade` are None.

    `grade` is A (trial, audit or official statistics), B (records of a large platform) or C (vendor survey,
    blog or second-hand); `year` is None where the source has no date.
    """

    key: str
    speaks_of: tuple[str, ...]
    claim: str
    figures: tuple[Figure, ...]
    kind: str
    caveat: str
    denominator: str | None
    source: str | None
    year: int | None
    grade: str | None


@cache
def load() -> tuple[Benchmark, ...]:
    """All benchmarks, in the order of `data/benchmarks.toml`. ValueError if that file is wrong."""
    return parse(PATH.read_text(encoding="utf-8"))


def about(key: str) -> tuple[Benchmark, ...]:
    """The benchmarks that speak of this strategy or channel, best grade first, "nothing found" last."""
    found = [benchmark for benchmark in load() if key in benchmark.speaks_of]
    return tuple(sorted(found, key=lambda benchmark: benchmark.grade or "none"))


def beside(step: str) -> tuple[Benchmark, Figure] | None:
    """The published share that may stand beside one's own share of a step, the best graded; None where none may."""
    found = [(one, figure) for one in load() for figure in one.figures if figure.step == step]
    return min(found, key=lambda pair: pair[0].grade or "none", default=None)


def parse(text: str) -> tuple[Benchmark, ...]:
    """The benchmarks that a TOML text describes. ValueError, naming the benchmark, if one is wrong."""
    benchmarks = tuple(_benchmark(entry) for entry in tomllib.loads(text).get("benchmarks", []))
    if len({benchmark.key for benchmark in benchmarks}) < len(benchmarks) or not benchmarks:
        raise ValueError("The benchmarks need to be there, each with a key of its own.")
    return benchmarks


def _benchmark(entry: dict[str, Any]) -> Benchmark:
    where = entry.get("key", "a benchmark without a key")
    required = {"key", "speaks_of", "claim", "figures", "kind", "caveat"}
    required |= PUBLISHED if PUBLISHED & set(entry) or entry.get("figures") else set()
    check_names(where, entry, required, optional={*PUBLISHED, "year"})
    known = {*CHANNELS, *(strategy.key for strategy in strategies()), "introduction", "application", "search"}
    if strange := set(entry["speaks_of"]) - known:
        raise ValueError(f"{where}: speaks_of has {sorted(strange)}; it may have {', '.join(sorted(known))}.")
    if entry.get("grade", "A") not in GRADES:
        raise ValueError(f"{where}: grade is {entry['grade']!r}; it may be A, B or C.")
    figures = tuple(Figure(**figure) for figure in entry["figures"])
    if strange := {figure.step for figure in figures} - {*STEPS, None}:
        raise ValueError(f"{where}: step is {sorted(map(str, strange))}; it may be {', '.join(STEPS)}.")
    if any((figure.step is None) != (figure.sentence is None) for figure in figures):
        raise ValueError(f"{where}: a figure with a step needs a sentence, and the other way round.")
    return Benchmark(
        key=entry["key"],
        speaks_of=tuple(entry["speaks_of"]),
        claim=entry["claim"],
        figures=figures,
        kind=entry["kind"],
        caveat=entry["caveat"],
        denominator=entry.get("denominator"),
        source=entry.get("source"),
        year=entry.get("year"),
        grade=entry.get("grade"),
    )
