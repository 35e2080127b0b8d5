"""Sequential target trials, counted by hand."""

import numpy as np
import pytest

from analysis.statistics import stratified, trials

FAR = 365_000
COLUMNS = (
    *(
        "opportunity",
        "client",
        "day",
        "theirs",
        "done",
        "stage_before",
        "stage_after",
        "day_before",
        "theirs_before",
    ),
    *(
        "way_before",
        "way",
        "unanswered",
        "turn",
        "over_before",
        "over_after",
        "opening",
        "judged",
        "next_day",
    ),
    *("next_theirs", "reply_day", "further_day", "offer_day"),
)
FLAGS = ("theirs", "theirs_before", "over_before", "over_after", "opening", "judged", "next_theirs")


def turns_of(searches, client=None):
    """Days from day 0 of opportunities: (day, "us" or "them"), as `sql/cells/trials.sql` gives them, 100 days later."""
    rows = []
    for number, happened in enumerate(searches):
        for place, (day, who) in enumerate(happened):
            before = happened[place - 1] if place else None
            after = happened[place + 1] if place + 1 < len(happened) else None
            heard = [when for when, side in happened[place + 1 :] if side == "them"]
            turn = sum(side == "them" for _, side in happened[: place + 1])
            since = [side for _, side in happened[: place + 1]][::-1]
            unanswered = since.index("them") if "them" in since else len(since)
            rows.append(
                {
                    **dict.fromkeys(COLUMNS, 0),
                    "opportunity": number,
                    "client": client[number] if client else 0,
                    "day": day - 100,
                    "theirs": who == "them",
                    "stage_before": 1,
                    "stage_after": 1,
                    "day_before": before[0] - 100 if before else -FAR,
                    "theirs_before": bool(before and before[1] == "them"),
                    "unanswered": unanswered,
                    "turn": turn,
                    "opening": place == 0,
                    "judged": who == "us",
                    "next_day": after[0] - 100 if after else FAR,
                    "next_theirs": bool(after and after[1] == "them"),
                    "reply_day": heard[0] - 100 if heard else FAR,
                }
            )
    return {
        name: np.array([row[name] for row in rows], dtype=bool if name in FLAGS else int) for name in COLUMNS
    }


A = [(0, "us"), (7, "us"), (9, "them")]
B = [(0, "us")]
C = [(0, "us"), (8, "them")]
D = [(0, "us"), (10, "us"), (12, "them")]


def compare(searches, day, client=None):
    found = trials.build_trials(turns_of(searches, client), "reply", 14)
    chosen = (found.position.state == trials.SILENT) & (found.position.waited == day)
    return found.against_silence(chosen)


def test_a_follow_up_is_compared_with_those_who_were_silent_as_long_and_got_nothing_that_day():
    found = compare([A, B, C], 7)
    assert (found.compared, found.reached, found.others) == (1, 1, 2)
    contrast = stratified.compare_two(found.cells)
    assert (contrast.rate1, contrast.rate0) == (1.0, pytest.approx(1 / 2))


def test_who_was_followed_up_later_is_watched_until_then_and_others_stand_for_them():
    """On day 10, one of the two still silent was written to: who was not counts twice; who answered on day 8, once."""
    contrast = stratified.compare_two(compare([A, B, C, D], 7).cells)
    assert contrast.rate0 == pytest.approx(1 / 3)
    n0 = (1 + 2) ** 2 / (1 + 4)
    assert contrast.overlap == pytest.approx(n0 / (1 + n0))


def test_where_nearly_everybody_is_written_to_again_nobody_can_tell_what_silence_gives():
    """On day 5 ten others wait: two answer on day 6, seven are written to on day 9, and one in eight stays silent. Out
    of those watched to the end, most would have answered."""
    answered, later = [(0, "us"), (6, "them")], [(0, "us"), (9, "us")]
    assert compare([[(0, "us"), (5, "us")], answered, answered, *[later] * 7, B], 5).compared == 0
    assert compare([[(0, "us"), (5, "us")], answered, answered, *[later] * 4, B, B], 5).compared == 1


def test_clients_are_told_apart_however_many_there_are():
    client = np.array([0, 180_399, 400_000], dtype=np.int32)
    here = [np.zeros(3, dtype=np.int32) for _ in range(5)]
    one = trials.STAGES * trials.STATES * (trials.MOST_UNANSWERED + 1) * trials.WAYS
    assert trials.Position(client, *here).situation.tolist() == [0, 180_399 * one, 400_000 * one]


@pytest.mark.parametrize(("others", "compared"), [(B, 0), ([(0, "us"), (1, "them"), (2, "us")], 1)])
def test_waiting_again_is_compared_with_waiting_again(others, compared):
    """Both have waited for a week after one message; but who never answered is in another state."""
    waiting = [(0, "us"), (1, "them"), (2, "us"), (9, "us")]
    found = trials.build_trials(turns_of([waiting, others]), "reply", 14)
    again = (found.position.state == trials.WAITING) & (found.position.waited == 7)
    assert (again.sum(), found.against_silence(again).compared) == (1, compared)


def test_another_stage_is_no_comparison():
    turns = turns_of([A, B])
    later = turns["opportunity"] == 1
    turns["stage_before"][later], turns["stage_after"][later] = 3, 3
    found = trials.build_trials(turns, "reply", 14)
    silent = (found.position.state == trials.SILENT) & (found.position.waited == 7)
    assert (silent.sum(), found.against_silence(silent).compared) == (1, 0)


def test_who_had_answered_before_is_no_comparison():
    assert compare([A, [(0, "us"), (3, "them")]], 7).compared == 0


def test_who_was_silent_after_another_number_of_messages_is_no_comparison():
    assert compare([A, [(0, "us"), (2, "us")]], 7).compared == 0


def test_where_nobody_waited_the_very_day_days_are_taken_by_threes():
    """Another client's silence tells how often one keeps silent; it is no comparison."""
    late, client = [(0, "us"), (8, "us"), (9, "them")], [0, 0, 1]
    early, earlier = [(0, "us"), (7, "them")], [(0, "us"), (5, "them")]
    assert compare([late, early, B], 8, client).compared == 1
    assert compare([late, earlier, B], 8, client).compared == 0


def test_several_clients_are_never_compared_with_each_other():
    assert compare([A, B, C], 7, client=[0, 1, 1]).compared == 0
    assert compare([A, B, C], 7, client=[0, 0, 1]).others == 1


def test_writing_too_recently_to_judge_is_no_comparison():
    turns = turns_of([A, B])
    for name in ("day", "day_before", "next_day", "reply_day"):
        turns[name] = turns[name] + np.where(abs(turns[name]) < FAR, 92, 0)
    found = trials.build_trials(turns, "reply", 14)
    assert found.against_silence(np.ones(found.done.size, dtype=bool)).others == 0


def simulate(random, effect, searches=300):
    """Silences of one search: who hears nothing by a week is followed up more often than not; replies follow a curve.

    Of the follow-ups, a share of `effect` brings a reply within two weeks that would not have come.
    """
    delay = 6 * random.weibull(0.7, searches)
    answers = random.random(searches) < 0.35
    due = np.where(answers, np.floor(delay).astype(int), FAR)
    follows = np.where(random.random(searches) < 0.6, random.integers(5, 12, searches), FAR)
    helped = random.random(searches) < effect
    rows = []
    for own, when, more in zip(due.tolist(), follows.tolist(), helped.tolist(), strict=True):
        happened = [(0, "us")]
        if when < own and when < FAR:
            happened.append((when, "us"))
            own = min(own, when + int(random.integers(0, 14))) if more else own
        if own < 90:
            happened.append((own, "them"))
        rows.append(happened)
    return turns_of(rows)


@pytest.mark.parametrize(("effect", "least", "most"), [(0.0, -0.03, 0.03), (0.18, 0.10, 0.20)])
def test_follow_ups_that_go_only_to_the_silent_show_their_own_effect(effect, least, most):
    random = np.random.default_rng(3)
    values, held = [], 0
    for _ in range(40):
        found = trials.build_trials(simulate(random, effect), "reply", 14)
        silent = found.position.state == trials.SILENT
        contrast = stratified.compare_two(found.against_silence(silent).cells)
        values.append(contrast.value)
        held += contrast.range.low <= 0 <= contrast.range.high
    assert least < np.mean(values) < most
    assert held >= 34 if effect == 0 else held <= 20


@pytest.mark.long
@pytest.mark.parametrize("searches", [120, 300])
def test_without_an_effect_the_estimate_is_right_in_2000_draws(searches):
    random = np.random.default_rng(17)
    found = []
    for _ in range(2000):
        built = trials.build_trials(simulate(random, 0.0, searches), "reply", 14)
        silent = built.position.state == trials.SILENT
        found.append(stratified.compare_two(built.against_silence(silent).cells))
    ranges, values = [each.range for each in found], [each.value for each in found]
    assert np.mean([each.low <= 0 <= each.high for each in ranges]) >= 0.93
    assert abs(np.mean(values)) <= 0.01 + 2 * np.std(values) / 2000**0.5


def list_plainly(turns, within, acts):
    """Client, opportunity and day of silence of each day that can be compared with a day of writing, one by one."""
    found = []
    for at in range(turns["day"].size):
        turn = {name: column[at] for name, column in turns.items()}
        answered = turn["next_theirs"]
        wrote = not answered and turn["next_day"] <= 0
        ends = turn["next_day"] - turn["day"] if answered or wrote else trials.NEVER
        state = (
            trials.THEIR_TURN if turn["theirs"] else trials.SILENT if turn["turn"] == 0 else trials.WAITING
        )
        for waited in range(0 if turn["theirs"] else 1, trials.LONGEST + 1):
            watched = turn["day"] + waited + within <= 0
            silent = waited <= ends and (not wrote or ends > waited + within)
            alike = (
                turn["client"],
                turn["stage_after"],
                state,
                min(turn["unanswered"], 3),
                turn["way"],
                waited,
            )
            if watched and silent and alike in acts:
                found.append((turn["client"], turn["opportunity"], acts.index(alike)))
    return found


@pytest.mark.parametrize("seed", range(5))
def test_the_days_found_by_a_table_are_those_found_one_by_one(seed, monkeypatch):
    monkeypatch.setattr(trials, "RAREST", 0.0)
    random = np.random.default_rng(seed)
    searches = [
        [(int(day), "them" if place and random.random() < 0.3 else "us") for place, day in enumerate(days)]
        for days in (np.sort(random.integers(0, 60, random.integers(1, 6))) for _ in range(40))
    ]
    turns = turns_of(searches, random.integers(0, 3, 40).tolist())
    turns["way"], turns["way_before"] = (random.integers(0, 3, turns["day"].size) for _ in range(2))
    turns["judged"] = turns["judged"] & (turns["day"] - turns["day_before"] <= trials.LONGEST)
    found = trials.build_trials(turns, "reply", 14)
    at = found.position
    columns = (at.client, at.stage, at.state, np.minimum(at.unanswered, 3), at.way, at.waited)
    chosen = random.random(at.client.size) < 0.5
    table = np.full(int(found.keys[0].max()) // trials.DAYS * trials.DAYS + trials.DAYS, -1)
    alike = [*dict.fromkeys(zip(*(column[chosen].tolist() for column in columns), strict=True))]
    keys = dict(
        zip(zip(*(column.tolist() for column in columns), strict=True), found.keys[0].tolist(), strict=True)
    )
    table[[keys[each] for each in alike]] = np.arange(len(alike))
    days, place = found.silences.find(0, table)
    listed = zip(days.client.tolist(), days.opportunity.tolist(), place.tolist(), strict=True)
    assert sorted(listed) == sorted(list_plainly(turns, 14, alike))
    assert place.size > 10
