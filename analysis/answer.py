"""An answer: what pages, shares, reports and the command line all render."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from analysis import missing_data, wording
from analysis.basis import RECORDED
from analysis.filters import Filters
from analysis.question import Question, Row
from analysis.sql import composer

if TYPE_CHECKING:
    import plotly.graph_objects as go


@dataclass(frozen=True)
class Answer:
    """What a log says to one question.

    `counts` is what the SQL returned (sufficient statistics), with replies on an unknown day dealt out over days
    (`analysis.reply_delays`); `rows` is what is shown, `held_out` how many units were left out and why. Verdict and
    figure are derived, so they can't differ from the rows. `basis` is what its reply rates count (`analysis.basis`).
    `missing`: what the log doesn't say at all, so that nobody takes what was never noted for none. `drawn`: how many
    clients were compared, and of how many, where these were not all.
    """

    question: Question
    parameters: Mapping[str, Any]
    as_of: date
    filters: Filters
    counts: list[Row] = field(repr=False)
    rows: list[Row]
    held_out: Mapping[str, int]
    missing: tuple[str, ...] = ()
    drawn: tuple[int, int] | None = None

    @property
    def basis(self) -> str:
        """What a reply rate means here."""
        return str(self.parameters.get("basis", RECORDED))

    @property
    def n(self) -> int | None:
        """How many units were measured: None where the question counts none, where its counts overlap, or where the log
        doesn't tell what it needs.

        From the counts, since rows may show a unit twice (by day and by hour); from the rows where counts hold no
        units, or did not leave with the answer.
        """
        if self.question.overlapping or self.unmet_requirements:
            return None
        for rows, column in ((self.counted, "units"), (self.rows, "n")):
            if any(column in row for row in rows):
                return round(sum(row[column] or 0 for row in rows))
        return 0 if self.held_out else None

    @property
    def counted(self) -> list[Row]:
        """The counts of what was measured, without what was left out."""
        return [row for row in self.counts if not row.get("reason")]

    @property
    def unmet_requirements(self) -> list[str]:
        """What the log would have to tell for this answer, and doesn't."""
        return self.question.unmet(self.missing)

    @property
    def left_out(self) -> list[str]:
        """What was left out, in one sentence for each reason."""
        return [f"Left out: {number:,} ({reason})." for reason, number in self.held_out.items()]

    @property
    def verdict(self) -> str:
        """The answer in a sentence or two."""
        if self.unmet_requirements:
            return f"{self.question.anyway} {missing_data.MISSING_SENTENCES[self.unmet_requirements[0]]}".lstrip()
        return f"{self.question.verdict(self)}{self._drawn_text}"

    @property
    def _drawn_text(self) -> str:
        if not self.drawn or not self.rows:
            return ""
        compared, clients = self.drawn
        return f" Comparisons are within {compared:,} of {clients:,} clients, drawn by chance."

    @property
    def figure(self) -> go.Figure | None:
        """The answer drawn, or None where a table says it better or there is nothing to draw."""
        drawn = self.question.figure if self.rows and not self.unmet_requirements else None
        return drawn(self) if drawn else None

    @property
    def sql(self) -> str:
        """The SQL that counted: the question's file behind the steps that it reads from."""
        return composer.compose_alone(self.question.key)

    def as_text(self) -> str:
        """Question, verdict and table as plain text."""
        return "\n".join([self.question.title, self.verdict, "", *tabulate(self.rows), *self.left_out])

    def to_json(self) -> dict[str, Any]:
        """The documented plain form, as `python -m analysis ask --json` prints it."""
        return {
            "question": self.question.key,
            "title": self.question.title,
            "parameters": dict(self.parameters),
            "as_of": self.as_of.isoformat(),
            "basis": self.basis,
            "filters": self.filters.to_json(),
            "n": self.n,
            "rows": plain(self.rows),
            "counts": plain(self.counts),
            "verdict": self.verdict,
            "held_out": dict(self.held_out),
            "untold": list(self.missing),
            "drawn": self.drawn and list(self.drawn),
            "sql": self.sql,
        }

    @classmethod
    def from_json(cls, question: Question, stored: Mapping[str, Any]) -> Answer:
        """An answer as it was published; its verdict and figure are derived anew."""
        return cls(
            question=question,
            parameters=stored["parameters"],
            as_of=date.fromisoformat(stored["as_of"]),
            filters=Filters.from_json(stored["filters"]),
            counts=stored["counts"],
            rows=stored["rows"],
            held_out=stored["held_out"],
            missing=tuple(stored.get("untold", ())),
            drawn=tuple(stored["drawn"]) if stored.get("drawn") else None,
        )


def tabulate(rows: list[Row]) -> list[str]:
    """Rows as lines of text under their column names."""
    if not rows:
        return ["(no rows)"]
    cells = [list(rows[0]), *([_cell_text(*cell) for cell in row.items()] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]


def _cell_text(name: str, value: Any) -> str:
    if wording.is_chance(name, value):
        return wording.chance(value)
    return "" if value is None else f"{value:.4f}" if isinstance(value, float) else str(value)


def plain(rows: list[Row]) -> list[Row]:
    """Rows with dates as ISO text, so that they survive JSON unchanged."""
    return [{k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()} for row in rows]
