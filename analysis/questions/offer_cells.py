"""The opportunities of several clients as cells, for the question that credits offers within clients."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from numpy.typing import NDArray

from analysis import stages
from analysis.questions import touch_kinds
from analysis.statistics import client_credit
from analysis.statistics.client_credit import ClientCells, ClientIndex

Columns: TypeAlias = Mapping[str, NDArray[Any]]
"""What `sql/cells/offers.sql` returns."""


def index_by_stage(columns: Columns, among: Iterable[str]) -> dict[tuple[str, str], ClientIndex]:
    """The index of each strategy at each of the stages, by strategy and stage."""
    return {
        (index.strategy, stage): index
        for stage in sorted(among)
        for index in client_credit.index_within_clients(
            _choose_stage(columns, stage), touch_kinds.list_bits()
        )
    }


def _choose_stage(columns: Columns, stage: str) -> ClientCells:
    at = columns["stage"] == stages.stage_order(stage)
    return ClientCells.of(*(columns[name][at] for name in ("client", "done", "units", "offers")))
