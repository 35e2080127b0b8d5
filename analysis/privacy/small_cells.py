"""Which cells of a table have to be hidden, so that no small one can be worked out from the rest.

A cell is a number and those behind it: who has any of what it counts, and who has some that it does not count. With 1
to k - 1 of either it is small. It is hidden, and with it as many of its neighbours as it takes until, to somebody who
knows the sum and all that is shown, each hidden number may still be any of k values, and the hidden ones together come
from k people or from nobody. (Complementary suppression: Hundepool et al., 2012, Statistical Disclosure Control. A
cell of none is no secret, as in the cell size policy of the CMS.)

That one table can't open another needs no search. Two tables that break the same messages down in two ways know of each
other by their sum alone: whatever rows one shows, every filling of the other's hidden cells that keeps its sum and its
bounds goes together with them. (Fill a table of both with the answered messages, and another one with the rest, each by
its two sets of sums; such tables exist whenever the sums agree.) So it is enough to hide within each table.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class TableCell:
    """A number; who has any of what it counts, and who has some that it does not; and between which two numbers
    everybody knows it to be."""

    value: int
    having: frozenset[str]
    lacking: frozenset[str]
    least: int
    most: int

    def is_small(self, k: int) -> bool:
        """Whether fewer than `k` people, but somebody, are behind the number or behind what is left of it."""
        return _are_few(self.having, k) or _are_few(self.lacking, k)


def choose_hidden_cells(
    cells: Mapping[Key, TableCell], k: int, also: Collection[Key] = ()
) -> frozenset[Key] | None:
    """The cells of a table whose sum is known that have to be hidden: the small ones, those in `also`, and the
    smallest others that protect these. None where not even hiding all of them is enough.
    """
    hidden = {key for key, cell in cells.items() if key in also or cell.is_small(k)}
    others = sorted(cells.keys() - hidden, key=lambda key: (-cells[key].value, str(key)))
    while hidden and not _is_safe([cells[key] for key in hidden], k):
        if not others:
            return None
        hidden.add(others.pop())
    return frozenset(hidden)


def _is_safe(group: Sequence[TableCell], k: int) -> bool:
    """Whether the sum of these cells, which everybody can work out, gives none of them away."""
    having = frozenset[str]().union(*(cell.having for cell in group))
    lacking = frozenset[str]().union(*(cell.lacking for cell in group))
    if _are_few(having, k) or _are_few(lacking, k):
        return False
    return not having or min(_values_left(group)) >= k


def _values_left(group: Sequence[TableCell]) -> list[int]:
    """How many values each of these cells can have, to somebody who knows their sum."""
    total, least, most = (
        sum(numbers) for numbers in zip(*((cell.value, cell.least, cell.most) for cell in group), strict=True)
    )
    return [
        min(cell.most, total - (least - cell.least)) - max(cell.least, total - (most - cell.most)) + 1
        for cell in group
    ]


def _are_few(people: Collection[str], k: int) -> bool:
    return 0 < len(people) < k
