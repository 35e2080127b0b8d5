"""Credit for offers within clients: what was on the way to each client's offers, against that client's own use.

Clients who are better placed do more of everything and get more offers, so over all clients together whatever they do
looks like a way to offers. Here the credit of a strategy is set against the credit that it would have had by chance: if
the offers of each client had fallen on that client's own opportunities at random. That is indirect standardisation by
client (Breslow & Day 1987, Statistical Methods in Cancer Research II, ch. 2). With one client it is credit over use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.seeds import seeded_generator
from analysis.statistics.stratified import LEAST, Spread, deviation_between, number_labels

Numbers: TypeAlias = NDArray[np.float64]
Places: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True)
class ClientIndex:
    """A strategy's share of the credit over the share expected by chance within clients, shrunk to 1, with its range.

    `raw_index` is the index of all clients as if they were one. `spread`: in how many clients chance could have given
    it another credit, in how many of these its credit is on the same side of what was expected there as in the whole,
    and the standard deviation between them of credit less expected credit, for each offer, beyond chance.
    """

    strategy: str
    spread: Spread
    credit_share: float
    use_share: float
    expected_share: float
    raw_index: float
    index: float
    low: float
    high: float


@dataclass(frozen=True)
class ClientCells:
    """Opportunities of one client with the same strategies: how many, and how many had an offer; one element a cell.

    `done` has bit i set where strategy i was used, and is nought nowhere.
    """

    client: Places
    done: Places
    units: Numbers
    offers: Numbers

    @classmethod
    def of(
        cls, client: NDArray[np.generic], done: NDArray[np.generic], units: Numbers, offers: Numbers
    ) -> ClientCells:
        """The cells in which anything was done, with clients numbered from 0."""
        used = np.asarray(done != 0)
        return cls(
            number_labels(client[used]),
            np.asarray(done[used], dtype=np.int64),
            np.asarray(units[used], dtype=np.float64),
            np.asarray(offers[used], dtype=np.float64),
        )

    def list_strategies(self) -> list[int]:
        """The places of the strategies that were used at all."""
        everything = int(np.bitwise_or.reduce(self.done)) if self.done.size else 0
        return [place for place in range(everything.bit_length()) if everything >> place & 1]

    def split_equally(self) -> Numbers:
        """The share of one opportunity that belongs to each strategy that was used, one row a cell."""
        masks, place = np.unique(self.done, return_inverse=True)
        used = (masks[:, None] >> np.array(self.list_strategies(), dtype=np.int64)) & 1
        return np.asarray((used / used.sum(axis=1, keepdims=True))[place])

    def sum_by_client(self, values: Numbers) -> Numbers:
        """The sums of a column over each client."""
        return np.bincount(self.client, weights=values).astype(np.float64)


@dataclass(frozen=True)
class ClientSums:
    """Each client's units and offers, and for each strategy (a column) the credit, the use and the use squared."""

    units: Numbers
    offers: Numbers
    credit: Numbers
    use: Numbers
    squares: Numbers

    @classmethod
    def of(cls, cells: ClientCells) -> ClientSums:
        """The sums over the cells of each client."""
        shares = cells.split_equally().T
        credit, use, squares = (
            np.array([cells.sum_by_client(weights * share**power) for share in shares]).T
            for weights, power in ((cells.offers, 1), (cells.units, 1), (cells.units, 2))
        )
        return cls(cells.sum_by_client(cells.units), cells.sum_by_client(cells.offers), credit, use, squares)

    @cached_property
    def expected(self) -> Numbers:
        """The credit by chance: each client's offers times a strategy's share of use there."""
        return (self.offers / self.units)[:, None] * self.use

    @cached_property
    def variance(self) -> Numbers:
        """How much the credit varies by chance: the client's offers are drawn from their opportunities once each."""
        mean = self.use / self.units[:, None]
        single = np.maximum(self.squares / self.units[:, None] - mean**2, 0.0)
        drawn = self.offers * (self.units - self.offers) / np.maximum(self.units - 1, 1.0)
        return np.asarray(drawn[:, None] * single)


def index_within_clients(
    cells: ClientCells, strategies: Sequence[str], pseudo_offers: float | None = None, draws: int = 4000
) -> list[ClientIndex]:
    """The index of each strategy that clients with offers used; `strategies` names the bits of `done`.

    Shrunk to 1 by `pseudo_offers` that are shaped like the expected credit (as many as there are strategies, unless
    given). The range is the middle 95 % of the Bayesian bootstrap by client (Rubin 1981): one weight a client, since
    what a client does and gets is alike; the pseudo-offers are drawn as in `attribution.credit_index`.
    """
    if cells.offers.sum() == 0:
        return []
    sums, places = ClientSums.of(cells), cells.list_strategies()
    pseudo = len(places) if pseudo_offers is None else pseudo_offers
    offers, credit, expected = sums.offers.sum(), sums.credit.sum(axis=0), sums.expected.sum(axis=0)
    use = sums.use.sum(axis=0) / sums.units.sum()
    raw, index = (shrink_index(credit, offers, share, pseudo * share) for share in (use, expected / offers))
    lows, highs = np.quantile(_draw_indices(sums, pseudo, draws), [0.025, 0.975], axis=0)
    columns = credit / offers, use, expected / offers, raw, index, lows, highs
    rows = zip(*(column.tolist() for column in columns), strict=True)
    spreads = [spread_between(sums, at) for at in range(len(places))]
    indices = [
        ClientIndex(strategies[place], spread, *row)
        for place, row, spread in zip(places, rows, spreads, strict=True)
    ]
    return [index for index in indices if index.expected_share > 0]


def shrink_index(credit: Numbers, offers: Numbers, share: Numbers, prior: Numbers) -> Numbers:
    """Credit and pseudo-credit, as a share of all of it, over the share by chance; 1 where that is nought."""
    found = (credit + prior) / (offers + prior.sum(axis=-1))[..., None]
    return np.asarray(np.divide(found, share, out=np.ones_like(found), where=share > 0))


def _draw_indices(sums: ClientSums, pseudo: float, draws: int) -> Numbers:
    """The indices in draws of the bootstrap: the sums of clients times a Gamma(1) weight each, in one product."""
    some = sums.offers > 0
    columns = np.column_stack([sums.offers, sums.credit, sums.expected])[some]
    random = seeded_generator("index_within_clients", columns.shape, columns.sum(axis=0), pseudo, draws)
    drawn = random.standard_exponential((draws, len(columns))) @ columns
    offers, (credit, expected) = drawn[:, 0], np.split(drawn[:, 1:], 2, axis=1)
    shares = sums.expected.sum(axis=0) / sums.offers.sum()
    prior = random.gamma(pseudo * shares, size=(draws, shares.size))
    return shrink_index(credit, offers, expected / offers[:, None], prior)


def spread_between(sums: ClientSums, at: int) -> Spread:
    """One strategy's credit less expected credit, client by client.

    The deviation between clients has offers as weights: clients in whom chance leaves hardly any room would otherwise
    outweigh all others.
    """
    found = sums.variance[:, at] > LEAST
    weight = sums.offers[found]
    excess = (sums.credit - sums.expected)[found, at]
    whole = (sums.credit - sums.expected)[:, at].sum()
    own, chance = excess / weight, sums.variance[found, at] / weight**2
    return Spread(
        int(found.sum()), int((excess * whole > LEAST).sum()), deviation_between(own, weight, chance)
    )
