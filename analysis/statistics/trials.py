"""Sequential target trials: what was done on a day, held against those in the same position who did nothing that day.

On every day of a silence somebody either writes or doesn't. Each such day is a small trial (Hernán & Robins 2016,
Am. J. Epidemiol. 183:758; Danaei, García Rodríguez, Cantero, Logan & Hernán 2013, Stat. Methods Med. Res. 22:70): who
writes is compared with those at the same stage, in the same state, with as many messages unanswered, after as many
days. Both are then watched for the same number of days. Who didn't write that day is watched until writing after all,
and those who keep silent are weighted to stand for them too: by the inverse chance of having kept silent so long, at
that stage, in that state, with that client's habit (inverse probability of censoring weights, Robins & Finkelstein
2000, Biometrics 56:779).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.stratified import LEAST, TABLE_PER_LABEL, Cells, Numbers, Places

Flags: TypeAlias = NDArray[np.bool_]

LONGEST = 30
"""Days of silence that are compared; later hardly anybody writes, and hardly anybody answers."""

MOST_UNANSWERED = 3
"""Messages without an answer from which on all count alike."""

NEW, SILENT, THEIR_TURN, WAITING = range(4)
"""The state of an opportunity: not begun; they never answered; they wrote last; you wrote after an answer of theirs."""

DAYS, STAGES, STATES, WAYS = LONGEST + 1, 8, 4, 3

RAREST = 0.2
"""The least chance of keeping silent for the whole watch, in the same position and for the same client. Where fewer do,
those that are left are the ones answered in time, so nobody can tell what silence would give; and nobody stands for
more than five others or so."""

PRIOR = 1.0
"""Silences like those of all clients that are added to a client's own."""

ACT_COLUMNS = (
    *(
        "client",
        "opportunity",
        "day",
        "done",
        "opening",
        "stage_before",
        "theirs_before",
        "turn",
        "unanswered",
    ),
    *("way_before", "day_before"),
)
"""What is read of a day of writing."""

NEVER = 100_000
"""Days that nothing lasts."""

BANDS = (
    np.arange(DAYS),
    np.arange(DAYS) // 3,
    np.searchsorted([1, 4, 8, 15], np.arange(DAYS), side="right"),
)
"""What counts as after as many days at each level: the very day; then, whatever the way an answer travels, three days;
and 0, 1-3, 4-7, 8-14 or later."""

WIDTHS = tuple(int(bands[-1]) + 1 for bands in BANDS)
"""How many bands a level has."""


@dataclass(frozen=True)
class Position:
    """Where somebody stands on a day, one element a row: what has to be alike on both sides of a comparison."""

    client: Places
    stage: Places
    state: Places
    unanswered: Places
    way: Places
    waited: Places

    @property
    def situation(self) -> Places:
        """One number for all that are alike but for the days."""
        return _number_situations(self.client, self.stage, self.state, self.unanswered, self.way)


@dataclass(frozen=True)
class Days:
    """Days of opportunities that can be judged, one element a row: of whom, whether the outcome came in time, and how
    many days of the same kind a row stands for (`weight`)."""

    client: Places
    opportunity: Places
    reached: Numbers
    weight: Numbers

    def choose(self, chosen: Flags | Places) -> Days:
        """Some of the rows."""
        return Days(*(column[chosen] for column in vars(self).values()))


@dataclass(frozen=True)
class Comparison:
    """Those who did something in their strata, and those who did not.

    `cells`: arm 1 is those who did; clusters are clients where there are several, else opportunities. `compared` of
    those who did share a stratum with others, and `reached` of them the outcome, at these `stages` (places in the
    vocabulary); the others are from `others` opportunities.
    """

    cells: Cells
    compared: int
    reached: int
    others: int
    stages: tuple[int, ...]


@dataclass(frozen=True)
class Trials:
    """Every day that can be judged: `acts` are days of writing, each at its `position`; on the days of `silences`
    nothing was written.

    `done` has one bit for each strategy used on a day of writing, `opening` tells whether it was the first one.
    `keys`: for each level the number of all days of writing that are alike. `several`: whether there are several
    clients, who are the clusters then.
    """

    position: Position
    acts: Days
    done: Places
    opening: Flags
    keys: tuple[Places, ...]
    silences: Silences
    several: bool

    def against_silence(self, chosen: Flags) -> Comparison:
        """The chosen days of writing, held against days in the same position on which nothing was written."""
        rows = np.flatnonzero(chosen)
        return self._compare(rows, self._matched.others, self._matched.mine[rows])

    def against_others(self, chosen: Flags, others: Flags) -> Comparison:
        """The chosen days of writing, held against other days of writing in the same position."""
        rows, rest = np.flatnonzero(chosen), np.flatnonzero(others)
        match = _match(
            [key[rows] for key in self.keys], lambda level, table: self._find_acts(rest, level, table)
        )
        return self._compare(rows, match.others, match.mine)

    @cached_property
    def _matched(self) -> _Match:
        return _match(self.keys, self.silences.find)

    def _find_acts(self, rows: Places, level: int, table: Places) -> tuple[Days, Places]:
        """Those of some days of writing that have a key of a table, and what it says."""
        key = self.keys[level][rows]
        place = np.where(key < table.size, table[np.minimum(key, table.size - 1)], -1)
        found = np.flatnonzero(place >= 0)
        return self.acts.choose(rows[found]), place[found]

    def _compare(self, rows: Places, others: _Strata, stratum: Places) -> Comparison:
        matched = stratum >= 0
        rows, stratum = rows[matched], stratum[matched]
        stages = tuple(np.flatnonzero(np.bincount(self.position.stage[rows])).tolist())
        return _compare(self.acts.choose(rows), stratum, others, stages, several=self.several)


def build_trials(turns: Mapping[str, NDArray[Any]], outcome: str, within: int) -> Trials:
    """The trials in the days of all opportunities (`sql/cells/trials.sql`), for an outcome within so many days."""
    reached, kept = turns[f"{outcome}_day"], turns["judged"]
    columns = {name: turns[name][kept] for name in ACT_COLUMNS}
    position = _find_position(columns)
    situations = _Situations.of(position.situation)
    exact, any_way = situations.number(position.situation)
    in_time = (reached[kept] <= columns["day"] + within).astype(float)
    return Trials(
        position,
        Days(position.client, columns["opportunity"], in_time, np.ones(in_time.size)),
        columns["done"],
        columns["opening"],
        tuple(
            (any_way if level else exact) * WIDTHS[level] + bands[position.waited]
            for level, bands in enumerate(BANDS)
        ),
        Silences.of(_Stretches.of(turns, reached), within, situations),
        bool((turns["client"] != turns["client"][:1]).any()),
    )


def _find_position(acts: Mapping[str, NDArray[Any]]) -> Position:
    opening = acts["opening"]
    answered = np.where(acts["theirs_before"], THEIR_TURN, WAITING)
    return Position(
        acts["client"],
        acts["stage_before"],
        np.where(opening, NEW, np.where(acts["turn"] == 0, SILENT, answered)),
        acts["unanswered"] - 1,
        np.where(opening, 0, acts["way_before"]),
        np.where(opening, 0, acts["day"] - acts["day_before"]),
    )


def _number_situations(
    client: Places, stage: Places, state: Places, unanswered: Places, way: Places
) -> Places:
    number = (client.astype(np.int64) * STAGES + stage) * STATES + state
    return (number * (MOST_UNANSWERED + 1) + np.minimum(unanswered, MOST_UNANSWERED)) * WAYS + way


class _Situations(NamedTuple):
    """The situations in which somebody wrote, in order: with the way an answer travels, and whatever the way. Numbered
    from 0, so that sums over them need no search."""

    exact: Places
    any_way: Places

    @classmethod
    def of(cls, acts: Places) -> _Situations:
        """Those of days of writing."""
        exact = np.unique(acts)
        return cls(exact, np.unique(exact // WAYS))

    def number(self, situation: Places) -> tuple[Places, Places]:
        """The numbers of situations, with their way and whatever it is; -1 where nobody wrote."""
        return _find(self.exact, situation), _find(self.any_way, situation // WAYS)


def _find(known: Places, values: Places) -> Places:
    """The place of each value among those known, which are in order; -1 where it isn't."""
    if not known.size:
        return np.full(values.size, -1)
    if known[-1] <= TABLE_PER_LABEL * values.size:
        table = np.full(int(known[-1]) + 2, -1)
        table[known] = np.arange(known.size)
        return np.asarray(table[np.minimum(values, known[-1] + 1)])
    place = np.minimum(np.searchsorted(known, values), known.size - 1)
    return np.where(known[place] == values, place, -1)


@dataclass(frozen=True)
class _Stretches:
    """What came after each day on which something happened, one element a stretch: who was where, when it began, how
    many days it lasted (`ends`, NEVER where it goes on), and whether they answered then or you wrote."""

    client: Places
    opportunity: Places
    stage: Places
    state: Places
    unanswered: Places
    way: Places
    start: Places
    ends: Places
    answered: Flags
    wrote: Flags
    reached: Places

    @classmethod
    def of(cls, turns: Mapping[str, NDArray[Any]], outcome_day: Places) -> _Stretches:
        """The stretches of opportunities that go on; `reached` is after how many days the outcome came."""
        kept = ~turns["over_after"]
        start, next_day, theirs = (turns[name][kept] for name in ("day", "next_day", "theirs"))
        answered = turns["next_theirs"][kept]
        wrote = ~answered & (next_day <= 0)
        state = np.where(theirs, THEIR_TURN, np.where(turns["turn"][kept] == 0, SILENT, WAITING))
        return cls(
            turns["client"][kept],
            turns["opportunity"][kept],
            turns["stage_after"][kept],
            state,
            turns["unanswered"][kept],
            turns["way"][kept],
            start,
            np.where(answered | wrote, next_day - start, NEVER),
            answered,
            wrote,
            outcome_day[kept] - start,
        )

    @property
    def situation(self) -> Places:
        """Where somebody stands in each but for the days, as `Position` has it."""
        return _number_situations(self.client, self.stage, self.state, self.unanswered, self.way)

    @property
    def length(self) -> Places:
        """How many days of each are known."""
        return np.minimum(self.ends, -self.start)

    def list_days(self, within: int) -> tuple[Places, Places]:
        """The first and the last day of each that was watched to the end of its watch, or until an answer. What they
        wrote last can be answered on the same day."""
        first = np.where(self.state == THEIR_TURN, 0, 1)
        last = np.where(self.wrote, self.ends - within - 1, self.ends)
        return first, np.minimum(last, np.minimum(LONGEST, -within - self.start))


@dataclass(frozen=True)
class Silences:
    """The days on which nothing was written. `live` are the stretches that have any to compare, one element each of
    their numbered situations (`_Situations`), and of the first and the last of their days that can be judged."""

    stretches: _Stretches
    live: Places
    exact: Places
    any_way: Places
    first: Places
    last: Places
    chances: _Silence
    within: int

    @classmethod
    def of(cls, stretches: _Stretches, within: int, situations: _Situations) -> Silences:
        """The days on which nothing was written in these stretches."""
        exact, any_way = situations.number(stretches.situation)
        first, last = stretches.list_days(within)
        live = np.flatnonzero((any_way >= 0) & (last >= first))
        return cls(
            stretches,
            live,
            exact[live],
            any_way[live],
            first[live],
            last[live],
            _Silence.of(stretches, LONGEST + within),
            within,
        )

    def find(self, level: int, table: Places) -> tuple[Days, Places]:
        """The days whose key at a level is in a table of keys, weighted for those who wrote before the watch was over,
        and what the table says of each. Only such days are listed: most are compared with nothing."""
        row, waited, place = self._list_days(self.any_way if level else self.exact, BANDS[level], table)
        likely = self.chances.keeps(row, waited, self.within) >= RAREST
        row, waited, place = row[likely], waited[likely], place[likely]
        ends, answered = self.stretches.ends[row], self.stretches.answered[row]
        until = waited + self.within
        until = np.where(answered, np.minimum(ends, until), until)
        # An answer on the very day came before or after the hour at which you would have written: it counts for half.
        weight = self.chances.weigh(row, waited, until) * np.where(answered & (ends == waited), 0.5, 1.0)
        reached = (self.stretches.reached[row] <= waited + self.within).astype(float)
        days = Days(self.stretches.client[row], self.stretches.opportunity[row], reached, weight)
        return days, place

    def _list_days(self, situation: Places, bands: Places, table: Places) -> tuple[Places, Places, Places]:
        """Of which stretch, after how many days, and what the table says of each day of which it says something."""
        by_day = table.reshape(-1, int(bands[-1]) + 1)[:, bands].ravel()
        asked = np.flatnonzero(by_day >= 0)
        earlier = np.append(0, np.cumsum(by_day >= 0))  # of the days asked for, those before each
        known = np.flatnonzero((situation >= 0) & (situation < by_day.size // DAYS))
        start = situation[known] * DAYS
        begin, end = earlier[start + self.first[known]], earlier[start + self.last[known] + 1]
        length = end - begin
        before = np.cumsum(length) - length
        at = asked[np.arange(length.sum()) + np.repeat(begin - before, length)]
        return np.repeat(self.live[known], length), at % DAYS, by_day[at]


@dataclass(frozen=True)
class _Silence:
    """How likely it is to keep silent: for each group of stretches alike (the same stage, state and number of messages
    unanswered), raised to each client's habit of writing; and for each client and state by themselves."""

    group: Places
    chance: Numbers
    habit: Numbers
    own: Places
    own_chance: Numbers

    @classmethod
    def of(cls, stretches: _Stretches, longest: int) -> _Silence:
        """The chances up to so many days of silence."""
        group = (stretches.stage * STATES + stretches.state) * (MOST_UNANSWERED + 1)
        group = group + np.minimum(stretches.unanswered, MOST_UNANSWERED)
        own = stretches.client * STATES + stretches.state
        chance, expected = _chance_of_silence(group, stretches.length, stretches.wrote, longest)
        habit = _habit_of_writing(
            stretches.client,
            expected[group, np.minimum(stretches.length, longest)],
            stretches.wrote & (stretches.length <= longest),
        )
        return cls(
            group, chance, habit[stretches.client], own, _own_chance_of_silence(stretches, own, longest)
        )

    def keeps(self, row: Places, waited: Places, within: int) -> Numbers:
        """The chance of keeping silent from a day on to the end of its watch: among all, or for that client if less."""
        among_all = _keep_silent(self.chance, within)[self.group[row], waited] ** self.habit[row]
        return np.minimum(among_all, _keep_silent(self.own_chance, within)[self.own[row], waited])

    def weigh(self, row: Places, waited: Places, until: Places) -> Numbers:
        """How many stretches alike each stands for: the inverse chance of silence from a day on until another."""
        group = self.group[row]
        return np.asarray((self.chance[group, waited] / self.chance[group, until]) ** self.habit[row])


def _chance_of_silence(group: Places, length: Places, wrote: Flags, longest: int) -> tuple[Numbers, Numbers]:
    """For each group and day, the chance of not having written by the end of that day (Kaplan & Meier 1958), and how
    often one was to be expected to have written (Nelson 1969, J. Qual. Technol. 1:27)."""
    at_risk, written = _count_writing(group, length, wrote, longest)
    hazard = written / np.maximum(at_risk, 1)
    return np.maximum(np.cumprod(1 - hazard, axis=1), LEAST), np.cumsum(hazard, axis=1)


def _keep_silent(chance: Numbers, within: int) -> Numbers:
    """For each group and day, the chance of not writing on it, nor in the days of the watch after it."""
    before = np.hstack([np.ones((len(chance), 1)), chance[:, :LONGEST]])
    return np.asarray(chance[:, within : within + DAYS] / np.maximum(before, LEAST))


def _own_chance_of_silence(stretches: _Stretches, own: Places, longest: int) -> Numbers:
    """That chance for each client and state, drawn a little towards all clients (`PRIOR`)."""
    length, wrote = stretches.length, stretches.wrote
    all_at_risk, all_written = _count_writing(stretches.state, length, wrote, longest)
    at_risk, written = _count_writing(own, length, wrote, longest)
    usual = (all_written / np.maximum(all_at_risk, 1))[np.arange(len(at_risk)) % STATES % len(all_at_risk)]
    return np.asarray(np.cumprod(1 - (written + PRIOR * usual) / (at_risk + PRIOR), axis=1))


def _count_writing(group: Places, length: Places, wrote: Flags, longest: int) -> tuple[Places, Places]:
    """How many silences of each group had lasted until a day, and how many ended then because somebody wrote."""
    days, groups = longest + 2, int(group.max(initial=0)) + 1
    place = group * days + np.clip(length, 0, longest + 1)
    at_risk = np.bincount(place, minlength=groups * days).reshape(groups, days)
    written = np.bincount(place[wrote & (length <= longest)], minlength=groups * days).reshape(groups, days)
    return at_risk[:, ::-1].cumsum(axis=1)[:, ::-1], written


def _habit_of_writing(client: Places, expected: Numbers, wrote: Flags) -> Numbers:
    """How many times as often as all others in the same position each client writes, drawn towards once: writings over
    those expected, with one of each added (gamma frailty, Clayton 1978, Biometrika 65:141). Indexed by client."""
    return np.asarray((np.bincount(client, weights=wrote) + 1) / (np.bincount(client, weights=expected) + 1))


@dataclass(frozen=True)
class _Strata:
    """Days by stratum, of which there are `size`. In each their weights add up to as many days as they are worth (Kish
    1965, Survey Sampling)."""

    days: Days
    stratum: Places
    size: int

    @cached_property
    def whole(self) -> _Side:
        """One cell for each stratum, which is of one client."""
        return _sum_strata(self.days, self.stratum, self.size)


class _Match(NamedTuple):
    """The stratum of each of mine, -1 where nobody else is in the same position; and the others by stratum."""

    mine: Places
    others: _Strata


FindOthers: TypeAlias = Callable[[int, Places], tuple[Days, Places]]
"""For a level and a table of its keys: the days of others with a key of which the table says something, and what."""


def _match(keys: Sequence[Places], find_others: FindOthers) -> _Match:
    """Each of mine, by its key at each level, in its finest stratum with others, in the order of the levels; the others
    once for each level."""
    stratum = np.full(keys[0].size, -1, dtype=np.int64)
    found, strata, count = [], [], 0
    for level, key in enumerate(keys):
        open_rows = np.flatnonzero(stratum < 0)
        if not open_rows.size:
            break
        table, size = _number_keys(key[open_rows], WIDTHS[level])
        others, place = find_others(level, table)
        shared = np.bincount(place, minlength=size) > 0
        mine = table[key[open_rows]]
        stratum[open_rows] = np.where(shared[mine], mine + count, -1)
        found.append(others)
        strata.append(place + count)
        count += size
    days, where = _join_days(found), np.concatenate([np.zeros(0, dtype=np.int64), *strata])
    total, squares = (np.bincount(where, weights=days.weight**power, minlength=count) for power in (1, 2))
    scaled = days.weight * (total / np.maximum(squares, 1e-12))[where]
    return _Match(stratum, _Strata(replace(days, weight=scaled), where, count))


def _number_keys(keys: Places, width: int) -> tuple[Places, int]:
    """A table with the place of each key among the different ones, -1 for any other; and how many there are. It has
    whole rows of `width`."""
    table = np.zeros((int(keys.max(initial=-1)) // width + 1) * width, dtype=np.int64)
    table[keys] = 1
    return np.where(table, np.cumsum(table) - 1, -1), int(table.sum())


def _join_days(parts: Sequence[Days]) -> Days:
    """The days of several parts, one after the other."""
    none = Days(*(np.zeros(0, dtype=np.int64),) * 2, *(np.zeros(0),) * 2)
    return Days(*map(np.concatenate, zip(*(vars(part).values() for part in (none, *parts)), strict=True)))


def _compare(
    mine: Days, stratum: Places, others: _Strata, stages: tuple[int, ...], *, several: bool
) -> Comparison:
    """Days of writing in strata, held against the others there."""
    wanted = np.zeros(others.size, dtype=bool)
    wanted[stratum] = True
    number = np.cumsum(wanted) - 1
    rows = np.flatnonzero(wanted[others.stratum])
    opportunities = np.zeros(int(others.days.opportunity.max(initial=-1)) + 1, dtype=bool)
    opportunities[others.days.opportunity[rows]] = True
    if several:
        own = _sum_strata(mine, number[stratum], int(wanted.sum()))
        their = _choose_strata(others.whole, wanted, number)
    else:
        own = _list_side(mine, number[stratum])
        their = _list_side(others.days.choose(rows), number[others.stratum[rows]])
    arm = np.repeat(np.array([1, 0]), [own.x.size, their.x.size])
    cells = Cells(
        np.concatenate([own.cluster, their.cluster]),
        np.concatenate([own.stratum, their.stratum]),
        arm,
        np.concatenate([own.x, their.x]),
        np.concatenate([own.n, their.n]),
    )
    reached = int(mine.reached.sum())
    return Comparison(cells, stratum.size, reached, int(opportunities.sum()), stages)


class _Side(NamedTuple):
    """One side's cells."""

    cluster: Places
    stratum: Places
    x: Numbers
    n: Numbers


def _list_side(days: Days, stratum: Places) -> _Side:
    """The cells of some days of one person's opportunities, which are the clusters."""
    return _Side(days.opportunity, stratum, days.reached * days.weight, days.weight)


def _sum_strata(days: Days, stratum: Places, strata: int) -> _Side:
    """The cells of some days where clients are the clusters: one for each stratum, which is of one client."""
    n, x = (
        np.bincount(stratum, weights=column, minlength=strata).astype(np.float64)
        for column in (days.weight, days.reached * days.weight)
    )
    client = np.zeros(strata, dtype=np.int64)
    client[stratum] = days.client
    met = np.flatnonzero(n)
    return _Side(client[met], met, x[met], n[met])


def _choose_strata(side: _Side, wanted: Flags, number: Places) -> _Side:
    """The cells of some strata, which get other numbers."""
    kept = wanted[side.stratum]
    return _Side(side.cluster[kept], number[side.stratum[kept]], side.x[kept], side.n[kept])
