"""The dictionary: every number that an answer can show, what it means and how it is worked out, from the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis import wording
from analysis.question import Question, Row
from analysis.questions import QUESTIONS
from analysis.sql import composer

HEAD = "| metric | column | what it means | formula |\n|---|---|---|---|"


@dataclass(frozen=True)
class Metric:
    """One column of the answers to one question; `formula` is empty where the meaning says it all."""

    column: str
    title: str
    meaning: str
    formula: str


@dataclass(frozen=True)
class Entry:
    """One question: its metrics, what their shares are shares of, what is left out, the method, and the SQL."""

    key: str
    title: str
    metrics: tuple[Metric, ...]
    out_of: str
    leaves_out: tuple[str, ...]
    method: str
    sql: str

    @property
    def denominator(self) -> str:
        """What the numbers are out of, as a sentence; counts are out of nothing, and it says what they count."""
        _, nothing, said = self.out_of.partition("nothing: ")
        return f"{said.capitalize()}." if nothing else f"Out of {self.out_of}."


def entries() -> list[Entry]:
    """The whole dictionary, in the order of the catalogue."""
    return [_build_entry(question) for question in QUESTIONS.values()]


def find_entries(among: Iterable[Entry], text: str) -> list[Entry]:
    """The entries with every word of a text somewhere in them, whatever its case."""
    wanted = text.casefold().split()
    return [entry for entry in among if all(word in _search_text(entry) for word in wanted)]


def table(among: Sequence[Entry]) -> list[Row]:
    """One row for each metric of some entries, for a table to download."""
    return [
        {
            "question": entry.title,
            "metric": metric.title,
            "column": metric.column,
            "meaning": metric.meaning,
            "formula": metric.formula,
            "out_of": entry.out_of,
            "leaves_out": "; ".join(entry.leaves_out),
        }
        for entry in among
        for metric in entry.metrics
    ]


def markdown(among: Sequence[Entry]) -> str:
    """Some entries as a document, with the method and the SQL of each."""
    return "# The dictionary of Top of Mind\n\n" + "\n\n".join(map(_entry_markdown, among)) + "\n"


def _build_entry(question: Question) -> Entry:
    metrics = (
        Metric(name, wording.column(name), meaning, question.formulas.get(name, ""))
        for name, meaning in question.meanings.items()
    )
    return Entry(
        key=question.key,
        title=question.title,
        metrics=tuple(metrics),
        out_of=question.out_of,
        leaves_out=question.left_out,
        method=question.method,
        sql=composer.compose_alone(question.key),
    )


def _search_text(entry: Entry) -> str:
    said = (
        text
        for metric in entry.metrics
        for text in (metric.column, metric.title, metric.meaning, metric.formula)
    )
    return " ".join((entry.key, entry.title, entry.out_of, *entry.leaves_out, entry.method, *said)).casefold()


def _entry_markdown(entry: Entry) -> str:
    rows = (
        f"| {metric.title} | `{metric.column}` | {metric.meaning} | {metric.formula} |"
        for metric in entry.metrics
    )
    left_out = f"\n\nLeft out: {'; '.join(entry.leaves_out)}." if entry.leaves_out else ""
    return (
        f"## {entry.title}\n\n{entry.method}\n\n{entry.denominator}{left_out}\n\n"
        + "\n".join([HEAD, *rows])
        + f"\n\n```sql\n{entry.sql}\n```"
    )
