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

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.stratified import LEAST, Cells, Numbers, Places

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
"""What counts as after as many days: the very day, three days, and 0, 1-3, 4-7, 8-14 or later."""


@dataclass(frozen=True)
class Position:
    """Where somebody stands on a day, one element a row: what has to be alike on both sides of a comparison."""

    client: Places
    stage: Places
    state: Places
    unanswered: Places
    way: Places
    waited: Places

    def key(self, level: int) -> Places:
        """One number for all that are alike. Level 0 is the finest; then the way an answer travels is left out and days
        are taken by threes; at last days are taken by bands."""
        key = (self.client.astype(np.int64) * STAGES + self.stage) * STATES + self.state
        key = key * (MOST_UNANSWERED + 1) + np.minimum(self.unanswered, MOST_UNANSWERED)
        key = key * WAYS + (self.way if level == 0 else 0)
        return key * DAYS + BANDS[level][self.waited]

    def choose(self, chosen: Flags | Places) -> Position:
        """Some of the rows."""
        return Position(*(column[chosen] for column in vars(self).values()))


@dataclass(frozen=True)
class Days:
    """Days of opportunities that can be judged, one element a row: the position at their start, and whether the outcome
    came in time. `weight`: how many days of the same kind a row stands for."""

    position: Position
    opportunity: Places
    reached: Numbers
    weight: Numbers

    def choose(self, chosen: Flags | Places) -> Days:
        """Some of the rows."""
        return Days(
            self.position.choose(chosen), self.opportunity[chosen], self.reached[chosen], self.weight[chosen]
        )


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
    """Every day that can be judged: `acts` are days of writing, `silences` days on which nothing was written.

    `done` has one bit for each strategy used on a day of writing, `opening` tells whether it was the first one.
    `several`: whether there are several clients, who are the clusters then.
    """

    acts: Days
    done: Places
    opening: Flags
    silences: Days
    several: bool

    def against_silence(self, chosen: Flags) -> Comparison:
        """The chosen days of writing, held against days in the same position on which nothing was written."""
        return _compare(self.acts.choose(chosen), self._silent_strata, self._act_strata[chosen], self.several)

    def against_others(self, chosen: Flags, others: Flags) -> Comparison:
        """The chosen days of writing, held against other days of writing in the same position."""
        strata = _match(self.acts.choose(chosen).position, self.acts.choose(others))
        return _compare(self.acts.choose(chosen), strata.others, strata.mine, self.several)

    @cached_property
    def _matched(self) -> _Match:
        return _match(self.acts.position, self.silences)

    @property
    def _act_strata(self) -> Places:
        return self._matched.mine

    @property
    def _silent_strata(self) -> _Strata:
        return self._matched.others


def build_trials(turns: Mapping[str, NDArray[Any]], outcome: str, within: int) -> Trials:
    """The trials in the days of all opportunities (`sql/cells/trials.sql`), for an outcome within so many days."""
    reached, kept = turns[f"{outcome}_day"], turns["judged"]
    columns = {name: turns[name][kept] for name in ACT_COLUMNS}
    acts = _describe_acts(columns, reached[kept], within)
    wanted = _list_wanted_days(acts.position, int(turns["client"].max(initial=0)) + 1)
    return Trials(
        acts,
        columns["done"],
        columns["opening"],
        _find_silences(_Stretches.of(turns, reached), within, wanted),
        np.unique(turns["client"]).size > 1,
    )


def _describe_acts(acts: Mapping[str, NDArray[Any]], reached: Places, within: int) -> Days:
    opening = acts["opening"]
    answered = np.where(acts["theirs_before"], THEIR_TURN, WAITING)
    position = Position(
        acts["client"],
        acts["stage_before"],
        np.where(opening, NEW, np.where(acts["turn"] == 0, SILENT, answered)),
        acts["unanswered"] - 1,
        np.where(opening, 0, acts["way_before"]),
        np.where(opening, 0, acts["day"] - acts["day_before"]),
    )
    in_time = (reached <= acts["day"] + within).astype(float)
    return Days(position, acts["opportunity"], in_time, np.ones(in_time.size))


def _list_wanted_days(acts: Position, clients: int) -> Flags:
    """For each client, stage and state: the days of silence to which any day of writing is compared, at any level."""
    wanted = np.zeros((clients * STAGES * STATES, DAYS), dtype=bool)
    for bands in BANDS:
        written = np.zeros((len(wanted), bands.max() + 1), dtype=bool)
        written[_number_state(acts.client, acts.stage, acts.state), bands[acts.waited]] = True
        wanted |= written[:, bands]
    return wanted


def _number_state(client: Places, stage: Places, state: Places) -> Places:
    return (client * STAGES + stage) * STATES + state


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
    def length(self) -> Places:
        """How many days of each are known."""
        return np.minimum(self.ends, -self.start)

    def list_days(self, within: int, wanted: Flags) -> tuple[Places, Places]:
        """The wanted days of each that were watched to the end of their watch, or until an answer: of which stretch,
        and after how many days. What they wrote last can be answered on the same day."""
        first = np.where(self.state == THEIR_TURN, 0, 1)
        last = np.where(self.wrote, self.ends - 1, self.ends)
        row, waited = _spread_days(first, np.minimum(last, np.minimum(LONGEST, -within - self.start)))
        kept = wanted[_number_state(self.client, self.stage, self.state)[row], waited]
        kept &= ~self.wrote[row] | (self.ends[row] > waited + within)
        return row[kept], waited[kept]


def _find_silences(stretches: _Stretches, within: int, wanted: Flags) -> Days:
    """The wanted days on which nothing was written, weighted for those who wrote before the watch was over."""
    row, waited = stretches.list_days(within, wanted)
    silence = _Silence.of(stretches, LONGEST + within)
    likely = silence.keeps(row, waited, within) >= RAREST
    row, waited = row[likely], waited[likely]
    ends, answered = stretches.ends[row], stretches.answered[row]
    until = np.where(answered, np.minimum(ends, waited + within), waited + within)
    # An answer on the very day came before or after the hour at which you would have written: it counts for half.
    weight = silence.weigh(row, waited, until) * np.where(answered & (ends == waited), 0.5, 1.0)
    position = Position(
        stretches.client[row],
        stretches.stage[row],
        stretches.state[row],
        stretches.unanswered[row],
        stretches.way[row],
        waited,
    )
    reached = (stretches.reached[row] <= waited + within).astype(float)
    return Days(position, stretches.opportunity[row], reached, weight)


def _spread_days(first: Places, last: Places) -> tuple[Places, Places]:
    """One row for each day from `first` to `last`: which element it is of, and the day."""
    length = np.maximum(last - first + 1, 0)
    row = np.repeat(np.arange(first.size), length)
    before = np.repeat(np.cumsum(length) - length, length)
    return row, np.arange(row.size) - before + first[row]


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


class _Strata(NamedTuple):
    """Days by stratum, of which there are `size`: which rows of `days` are in any, and in which.

    `scaled`: their weights, which add up in each stratum to as many days as they are worth (Kish 1965, Survey
    Sampling).
    """

    days: Days
    rows: Places
    stratum: Places
    scaled: Numbers
    size: int


class _Match(NamedTuple):
    """The stratum of each of mine, -1 where nobody else is in the same position; and the others by stratum."""

    mine: Places
    others: _Strata


def _match(mine: Position, others: Days) -> _Match:
    """Each of mine in its finest stratum with others, in the order of the levels; the others once for each level."""
    stratum = np.full(mine.client.size, -1, dtype=np.int64)
    rows, strata, count = [], [], 0
    for level in range(len(BANDS)):
        open_rows = np.flatnonzero(stratum < 0)
        if not open_rows.size:
            break
        keys, place = np.unique(mine.choose(open_rows).key(level), return_inverse=True)
        theirs = _of_clients(others.position.client, mine.client[open_rows])
        whole = theirs.size == others.opportunity.size
        other_keys = (others.position if whole else others.position.choose(theirs)).key(level)
        at = np.minimum(np.searchsorted(keys, other_keys), keys.size - 1)
        found = np.flatnonzero(keys[at] == other_keys)
        shared = np.bincount(at[found], minlength=keys.size) > 0
        stratum[open_rows] = np.where(shared[place], place + count, -1)
        rows.append(theirs[found])
        strata.append(at[found] + count)
        count += keys.size
    chosen = np.concatenate([np.zeros(0, dtype=np.int64), *rows])
    where, weight = np.concatenate([np.zeros(0, dtype=np.int64), *strata]), others.weight[chosen]
    total, squares = (np.bincount(where, weights=weight**power) for power in (1, 2))
    scaled = weight * (total / np.maximum(squares, 1e-12))[where]
    return _Match(stratum, _Strata(others, chosen, where, scaled, count))


def _of_clients(client: Places, chosen: Places) -> Places:
    """The rows of some clients."""
    wanted = np.zeros(int(max(client.max(initial=-1), chosen.max(initial=-1))) + 1, dtype=bool)
    wanted[chosen] = True
    return np.flatnonzero(wanted[client])


def _compare(mine: Days, others: _Strata, stratum: Places, several: bool) -> Comparison:
    matched = np.flatnonzero(stratum >= 0)
    stratum = stratum[matched]
    wanted = np.zeros(others.size, dtype=bool)
    wanted[stratum] = True
    used = np.flatnonzero(wanted[others.stratum])
    opportunities = np.zeros(int(others.days.opportunity.max(initial=-1)) + 1, dtype=bool)
    rows = others.rows[used]
    opportunities[others.days.opportunity[rows]] = True
    number = np.cumsum(wanted) - 1
    own = _sum_side(mine, matched, number[stratum], np.ones(stratum.size), several)
    their = _sum_side(others.days, rows, number[others.stratum[used]], others.scaled[used], several)
    arm = np.repeat(np.array([1, 0]), [own.x.size, their.x.size])
    cells = Cells(
        np.concatenate([own.cluster, their.cluster]),
        np.concatenate([own.stratum, their.stratum]),
        arm,
        np.concatenate([own.x, their.x]),
        np.concatenate([own.n, their.n]),
    )
    stages = tuple(np.flatnonzero(np.bincount(mine.position.stage[matched])).tolist())
    reached = int(mine.reached[matched].sum())
    return Comparison(cells, stratum.size, reached, int(opportunities.sum()), stages)


class _Side(NamedTuple):
    """One side's cells."""

    cluster: Places
    stratum: Places
    x: Numbers
    n: Numbers


def _sum_side(days: Days, rows: Places, stratum: Places, weight: Numbers, several: bool) -> _Side:
    """The cells of some days: by opportunity and stratum, or where clients are the clusters one a stratum, which is of
    one client."""
    reached = days.reached[rows] * weight
    if not several:
        return _Side(days.opportunity[rows], stratum, reached, weight)
    strata = int(stratum.max(initial=-1)) + 1
    n, x = (
        np.bincount(stratum, weights=column, minlength=strata).astype(np.float64)
        for column in (weight, reached)
    )
    client = np.zeros(strata, dtype=np.int64)
    client[stratum] = days.position.client[rows]
    met = np.flatnonzero(n)
    return _Side(client[met], met, x[met], n[met])
