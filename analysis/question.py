"""A question: the SQL that counts, the method that turns counts into rates, the words and the figure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from analysis.domains import NUMBER, Domain, one_of
from analysis.sql import composer

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from analysis.answer import Answer

Row: TypeAlias = dict[str, Any]


def no_rows(_counts: list[Row], _parameters: Mapping[str, Any]) -> list[Row]:
    """The rows of most questions where the log doesn't say what they need."""
    return []


class Column(NamedTuple):
    """One column of an answer: what it means, and which values it can hold."""

    meaning: str
    domain: Domain


@dataclass(frozen=True)
class Question:
    """One thing that can be asked of a log.

    `estimate` takes the counts that `sql/questions/{key}.sql` returns and the parameters of the question, and gives
    the rows of the answer; `verdict` puts them in one or two sentences; `figure` draws them. `columns` is the published
    schema of the rows. `shareable` is false where rows hold names or texts, which are never shared.
    `counts` are the domains of what the SQL returns, where a column holds something else than in the rows, or isn't one
    of theirs and holds anything but numbers.
    `overlapping` is true where one unit is in several of the counts, so that their sum would mean nothing.
    `timed` is true where it is measured in days, so that replies so far say nothing.
    `out_of` says what the shares are shares of, `left_out` for which reasons units are held out (all that the SQL can
    give), `formulas` how columns are worked out from others.
    `marks` are the columns that identify a mark of the figure, and `number` the column with the number of each:
    as many rows are behind it (None: as many as there are rows of the mark).
    `points` are those that a point of the figure carries, where these are not its marks.
    `requires`: what the log has to say for an answer (the keys of `missing_data.MISSING_SENTENCES`). Where it doesn't,
    the verdict says so, nothing is drawn, and `rows_without` gives the rows; `anyway` is what can be said all the same.
    `cells` names a file of `sql/cells` whose columns `estimate` finds as arrays under "cells" of the parameters: single
    cases, which never leave with an answer. `client_cells` is one that is read only where the log has several clients.
    `bound_values` gives what the SQL binds besides and nobody chooses, such as the playbook.
    """

    key: str
    estimate: Callable[[list[Row], Mapping[str, Any]], list[Row]]
    verdict: Callable[[Answer], str]
    method: str
    columns: Mapping[str, Column]
    counts: Mapping[str, Domain] = field(default_factory=dict)
    figure: Callable[[Answer], go.Figure | None] | None = None
    defaults: Mapping[str, Any] = field(default_factory=dict)
    shareable: bool = True
    overlapping: bool = False
    timed: bool = False
    out_of: str = ""
    left_out: tuple[str, ...] = ()
    formulas: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[str, ...] = ()
    number: str | None = "n"
    points: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    rows_without: Callable[[list[Row], Mapping[str, Any]], list[Row]] = no_rows
    anyway: str = ""
    cells: str = ""
    client_cells: str = ""
    bound_values: Callable[[], Mapping[str, Any]] = dict

    def unmet(self, missing: Collection[str]) -> list[str]:
        """What the question requires and a log doesn't say."""
        return [need for need in self.requires if need in missing]

    @property
    def meanings(self) -> dict[str, str]:
        """What each column means."""
        return {name: column.meaning for name, column in self.columns.items()}

    def count_domain(self, name: str) -> Domain:
        """Which values the SQL of the question can return in a column."""
        if name == "reason":
            return one_of(self.left_out)
        if name in self.counts:
            return self.counts[name]
        return self.columns[name].domain if name in self.columns else NUMBER

    @property
    def title(self) -> str:
        """The question in plain words."""
        return composer.read_title(self.key)
