"""A made-up world of job searches whose true effects are known: `README.md` states them."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from data.samples import sample_words

SAMPLE_COLUMNS = (
    *("sent_at", "channel", "strategy", "company", "contact", "role", "opportunity", "stage", "personalised"),
    *("message", "replied_at", "outcome", "outcome_at", "notes", "arrived_at", "accepted_at", "promised_by"),
    *("do_not_contact", "client", "source", "industry"),
)

REPLY_WITHIN_30_DAYS = {
    "email": 0.28,
    "linkedin": 0.22,
    "letter": 0.18,
    "event": 0.34,
    "phone": 0.38,
    "referral": 0.46,
    "social": 0.12,
    "in_person": 0.42,
    "job_board": 0.11,
    "website": 0.15,
    "other": 0.14,
}
LETTER_SENT_AFTER = {"interview": 0.12, "final": 0.60}
YES_AFTER = {"interview": 0.45, "final": 0.45}
NO_AMONG_OTHERS = 0.6  # the rest never answers
INVITED_WHEN_ANSWERED = {"applied": 0.45, "screen": 0.60}

Mix = Mapping[str, float]
TRAVELS: Mapping[str, Mix] = {
    "introduction": {"email": 0.35, "linkedin": 0.35, "phone": 0.1, "in_person": 0.1, "social": 0.1},
    "application": {"website": 0.45, "job_board": 0.3, "email": 0.23, "other": 0.02},
    "thank_you": {"email": 0.75, "linkedin": 0.12, "letter": 0.08, "phone": 0.05},
    "next_steps": {"email": 0.7, "phone": 0.2, "linkedin": 0.1},
    "materials": {"email": 0.75, "linkedin": 0.15, "in_person": 0.1},
    "connect": {"linkedin": 1.0},
    "engage": {"social": 0.65, "linkedin": 0.35},
    "letter": {"letter": 1.0},
    "conversation": {"phone": 0.4, "email": 0.3, "in_person": 0.2, "linkedin": 0.1},
    "referral": {"referral": 0.6, "email": 0.15, "phone": 0.1, "linkedin": 0.15},
    "event": {"event": 1.0},
    "news": {"email": 0.6, "linkedin": 0.4},
    "other": {"other": 0.5, "website": 0.3, "phone": 0.2},
}
WHILE_SILENT: Mapping[str, Mix] = {
    "prospect": {"introduction": 0.3, "engage": 0.25, "connect": 0.2, "conversation": 0.15, "news": 0.1},
    "applied": {
        "next_steps": 0.5,
        "connect": 0.13,
        "materials": 0.12,
        "engage": 0.1,
        "news": 0.1,
        "other": 0.05,
    },
    "screen": {"next_steps": 0.6, "materials": 0.25, "conversation": 0.15},
    "interview": {"next_steps": 0.8, "news": 0.1, "materials": 0.1},
    "final": {"next_steps": 0.8, "news": 0.1, "conversation": 0.1},
}
INSTEAD_OF_THANKS: Mix = {"conversation": 0.35, "materials": 0.3, "connect": 0.2, "engage": 0.15}
PERSONALISED = {
    "thank_you": 0.8,
    "letter": 0.9,
    "referral": 0.8,
    "application": 0.4,
    "engage": 0.3,
    "other": 0.2,
}

SampleRow = dict[str, Any]


@dataclass(frozen=True)
class World:
    """The true effects. Every chance in `reply_within_30_days` and every odds ratio can be set by a test.

    An answer to a touch sent before an interview depends on its channel alone; a later touch to the same
    person takes over its clock. After an interview the employer decides by `yes_after`, and the decision is
    recorded on whichever touch of the opportunity came last. `spread` is the standard deviation between
    clients of the log-odds of an answer.
    """

    reply_within_30_days: Mapping[str, float] = field(default_factory=lambda: REPLY_WITHIN_30_DAYS)
    delay_shape: float = 0.7
    delay_days: float = 6.0
    referral_odds: float = 3.0
    letter_odds: float = 1.0
    thank_you_odds: float = 1.0
    letter_sent_after: Mapping[str, float] = field(default_factory=lambda: LETTER_SENT_AFTER)
    yes_after: Mapping[str, float] = field(default_factory=lambda: YES_AFTER)
    spread: float = 0.0
    first_day: datetime = datetime(2026, 3, 2)
    days: int = 187

    @property
    def end(self) -> datetime:
        """The moment after which nothing is recorded."""
        return self.first_day + timedelta(days=self.days)

    def touches(self, seed: int, opportunities: int, clients: int = 1) -> list[SampleRow]:
        """The touch rows of `clients` logs with this many opportunities each, by client and time.

        The keys are COLUMNS: datetimes, bools and texts, None where nothing is known; `client` is None where
        there is one client. The same seed gives the same rows.
        """
        rows: list[SampleRow] = []
        for number in range(1, clients + 1):
            client = f"C{number:04d}" if clients > 1 else None
            rows += self._log(Random(f"{seed}/{number}"), opportunities, client)  # noqa: S311 (repeatable, not secret)
        return rows

    def _log(self, random: Random, opportunities: int, client: str | None) -> list[SampleRow]:
        warmth = self.spread * _normal(random)
        rows: list[SampleRow] = []
        for place in _places(random, opportunities, client):
            rows += _Opportunity(self, random, place, warmth).rows()
        return sorted(rows, key=lambda row: row["sent_at"])

    def chance(self, channel: str, warmth: float = 0.0) -> float:
        """The chance that a touch by this channel is ever answered if nothing more is done."""
        by_30_days = 1 - math.exp(-((30 / self.delay_days) ** self.delay_shape))
        return times_odds(self.reply_within_30_days[channel] / by_30_days, math.exp(warmth))

    def delay(self, random: Random) -> timedelta:
        """The time until an answer, if one comes: Weibull."""
        return _days(_weibull(random, self.delay_shape, self.delay_days))


def times_odds(chance: float, ratio: float) -> float:
    """The chance whose odds are `ratio` times the odds of `chance`."""
    return chance * ratio / (1 - chance + chance * ratio)


class _Opportunity:
    """One opportunity, lived through moment by moment."""

    def __init__(self, world: World, random: Random, place: SampleRow, warmth: float) -> None:
        self.world, self.random, self.warmth = world, random, warmth
        self.main, self.second, self.voucher = place.pop("people")
        self.place = place
        self.sent: list[SampleRow] = []
        self.plans: list[tuple[datetime, Callable[[datetime], None]]] = []
        self.answers: dict[str, tuple[datetime, SampleRow]] = {}
        self.stage, self.open, self.invited = "prospect", True, False
        self.odds, self.follow_ups = 1.0, 0
        self.promised: datetime | None = None

    def rows(self) -> list[SampleRow]:
        """Everything this opportunity's owner did, with the answers recorded until the world's end."""
        self._begin()
        while (moment := self._next()) and moment[0] <= self.world.end:
            moment[1](moment[0])
        for row in self.sent:
            silent = row["outcome"] is None and row["replied_at"] is None
            if silent and row["sent_at"] < self.world.end - timedelta(days=30):
                row["outcome"] = "none"
        return self.sent

    def _next(self) -> tuple[datetime, Callable[[datetime], None]] | None:
        """Take the earliest thing that is planned or under way; on one day, answers come before acts.

        So nobody is written to on the day of their answer, and a touch followed up on day t was watched
        through day t, as an estimate from whole days supposes.
        """
        answer = min(self.answers.items(), key=lambda item: item[1][0], default=None)
        plan = min(self.plans, key=lambda item: item[0], default=None)
        if answer and (not plan or answer[1][0].date() <= plan[0].date()):
            contact, (at, row) = answer
            del self.answers[contact]
            return at, lambda moment: self._record_answer(row, moment)
        if plan:
            self.plans.remove(plan)
        return plan

    def _begin(self) -> None:
        """Most start with an application, some with a person or an event; one in six with a referral."""
        start = _workday(
            self.world.first_day + timedelta(days=int(self.random.random() * (self.world.days - 3)))
        )
        way, referred = self.random.random(), self.random.random()
        first = self._meet if way < 0.14 else self._introduce if way < 0.38 else self._apply
        if referred < 0.17:
            self._plan(start, (0, 0), self._refer)
            start += timedelta(days=1)
        self._plan(start, (1, 3), first)
        if self.random.random() < 0.2:
            self._plan(start, (4, 20), self._aside)

    def _plan(self, now: datetime, days: tuple[int, int], act: Callable[[datetime], None]) -> None:
        """Plan to act in working hours, so many days after `now`."""
        low, high = days
        day = _workday(now + timedelta(days=low + int(self.random.random() * (high - low + 1))))
        self.plans.append((self._hour(day, 8, 18), act))

    def _hour(self, day: datetime, start: int, stop: int) -> datetime:
        minutes = int(self.random.random() * 60 * (stop - start))
        return day.replace(hour=start, minute=0, second=0, microsecond=0) + timedelta(minutes=minutes)

    # What one does

    def _send(self, now: datetime, strategy: str, contact: str) -> SampleRow:
        """Record a touch and start the clock of its answer; an earlier clock of the same person ends here."""
        channel = _pick(self.random, TRAVELS[strategy])
        row = dict.fromkeys(SAMPLE_COLUMNS) | self.place
        row |= {
            "sent_at": now,
            "channel": channel,
            "strategy": strategy,
            "contact": contact,
            "stage": self.stage,
        }
        row |= self._text(row) | self._extras(row)
        self.sent.append(row)
        self.answers.pop(contact, None)
        if self.random.random() < self.world.chance(channel, self.warmth):
            self.answers[contact] = (now + self.world.delay(self.random), row)
        return row

    def _text(self, row: SampleRow) -> SampleRow:
        personal = self.random.random() < PERSONALISED.get(row["strategy"], 0.6)
        text = (sample_words.PERSONAL if personal else sample_words.GENERAL)[row["strategy"]]
        known = self.random.random() < 0.9
        text = text.format(contact=row["contact"].split()[0], company=row["company"], role=row["role"])
        note = (
            sample_words.NOTES[int(self.random.random() * len(sample_words.NOTES))]
            if self.random.random() < 0.12
            else None
        )
        return {"message": text or None, "personalised": personal if known else None, "notes": note}

    def _extras(self, row: SampleRow) -> SampleRow:
        extras: SampleRow = {"promised_by": self.promised}
        if row["channel"] == "letter":
            extras["arrived_at"] = _midnight(
                row["sent_at"] + timedelta(days=2 + int(self.random.random() * 4))
            )
        if row["strategy"] == "connect" and self.random.random() < 0.45:
            accepted = row["sent_at"] + _days(_weibull(self.random, 0.7, 3))
            extras["accepted_at"] = accepted if accepted <= self.world.end else None
        return extras

    def _meet(self, now: datetime) -> None:
        """Go to an event; write to the person met within a week, or weeks later."""
        self._send(now, "event", self.main)
        self._plan(now, (2, 6) if self.random.random() < 0.7 else (15, 45), self._introduce)

    def _introduce(self, now: datetime) -> None:
        self._send(now, "introduction", self.main)
        self._plan(now, (5, 12), self._follow_up)

    def _refer(self, now: datetime) -> None:
        """Ask for a referral: somebody puts in a word, whether or not they write back."""
        self._send(now, "referral", self.voucher)
        self.odds = self.world.referral_odds

    def _apply(self, now: datetime) -> None:
        self._send(now, "application", self.main)
        self.stage, self.follow_ups = "applied", 0
        self._plan(now, (7, 14), self._follow_up)

    def _aside(self, now: datetime) -> None:
        """A touch to a second person there, which changes nothing."""
        if self.open:
            self._send(now, _pick(self.random, {"engage": 0.5, "connect": 0.5}), self.second)

    def _follow_up(self, now: datetime) -> None:
        """Write again while it is quiet, at most three times in a stage; then apply anyway, or leave it."""
        self.follow_ups += 1
        if self.random.random() < 0.62 and self.follow_ups <= 3:
            self._send(now, _pick(self.random, WHILE_SILENT[self.stage]), self.main)
            self._plan(now, (5, 14), self._follow_up)
        elif self.stage == "prospect" and self.random.random() < 0.5:
            self._apply(now)

    def _respond(self, now: datetime) -> None:
        self._send(now, _pick(self.random, {"conversation": 0.6, "materials": 0.4}), self.main)
        self._plan(now, (6, 14), self._follow_up)

    # What they do

    def _record_answer(self, row: SampleRow, now: datetime) -> None:
        row["replied_at"] = now
        kind = "positive" if self.random.random() < 0.4 else "reply"
        waiting = self.open and row["contact"] == self.main
        if waiting and self.stage in ("prospect", "applied", "screen") and not self.invited:
            self.plans.clear()
            kind = self._prospect_answer(now) if self.stage == "prospect" else self._employer_answer(row, now)
        if kind != "interview":
            row |= {"outcome": kind, "outcome_at": now}
            row["do_not_contact"] = True if kind == "rejection" and self.random.random() < 0.2 else None

    def _prospect_answer(self, now: datetime) -> str:
        luck = self.random.random()
        if luck < 0.12:
            self.open = False
            return "rejection"
        self._plan(now, (1, 3), self._apply if luck < 0.6 else self._respond)
        return "positive" if luck < 0.6 else "reply"

    def _employer_answer(self, row: SampleRow, now: datetime) -> str:
        """An invitation, with odds that a referral multiplies; or a no; or words."""
        if self.random.random() < times_odds(INVITED_WHEN_ANSWERED[self.stage], self.odds):
            if self.stage == "applied" and self.random.random() < 0.3:
                self.stage, self.follow_ups = "screen", 0
                self._plan(now, (1, 3), self._respond)
                return "positive"
            return self._invite(row, now, "interview")
        luck = self.random.random()
        if luck < 0.6:
            self.open = False
            return "rejection"
        self._plan(now, (1, 3), self._respond)
        return "positive" if luck < 0.75 else "reply"

    def _invite(self, row: SampleRow, now: datetime, stage: str) -> str:
        """Fix a date. An interview after the end of the log is not recorded: the answer is a good one."""
        day = _workday(now + timedelta(days=2 + int(self.random.random() * 7)))
        at = self._hour(day, 9, 15)
        if at > self.world.end:
            return "positive"
        self.invited = True
        row |= {"outcome": "interview", "outcome_at": at}
        self.plans.append((at, lambda moment: self._interview(moment, stage)))
        return "interview"

    def _interview(self, now: datetime, stage: str) -> None:
        """What follows an interview. Thanks within a day and letters come before any decision can."""
        self.stage, self.follow_ups = stage, 0
        self.promised = _midnight(now + timedelta(days=5 + int(self.random.random() * 6)))
        if self.random.random() < 0.6:
            self.promised = None
        thanked, posted = self._thank(now), self._post(now)
        odds = self.odds * (self.world.thank_you_odds if thanked else 1)
        odds *= self.world.letter_odds if posted else 1
        self._decide(now, times_odds(self.world.yes_after[stage], odds))
        self._plan(now, (7, 12), self._follow_up)

    def _thank(self, now: datetime) -> bool:
        """Within 24 hours in two of three cases, to two people in some; else something else, thanks later."""
        soon = self._within_a_day(now)
        thanked = self.random.random() < 0.66
        strategy = "thank_you" if thanked else _pick(self.random, INSTEAD_OF_THANKS)
        self.plans.append((soon, lambda moment: self._write(moment, strategy, self.main)))
        if thanked and self.random.random() < 0.25:
            also = soon + timedelta(minutes=5)
            self.plans.append((also, lambda moment: self._write(moment, "thank_you", self.second)))
        if not thanked and self.random.random() < 0.4:
            self._plan(now, (3, 6), lambda moment: self._write(moment, "thank_you", self.main))
        return thanked

    def _within_a_day(self, interview: datetime) -> datetime:
        if self.random.random() < 0.5:
            return self._hour(interview, 17, 21)
        return self._hour(interview + timedelta(days=1), 7, interview.hour)

    def _post(self, now: datetime) -> bool:
        posted = self.random.random() < self.world.letter_sent_after[self.stage]
        if posted:
            day = now + timedelta(days=1 + int(self.random.random() * 2))
            self.plans.append(
                (self._hour(day, 16, 18), lambda moment: self._write(moment, "letter", self.main))
            )
        return posted

    def _write(self, now: datetime, strategy: str, contact: str) -> None:
        self._send(now, strategy, contact)

    def _decide(self, now: datetime, chance: float) -> None:
        """Draw the decision: yes after a week or so, no somewhat sooner, or never a word."""
        luck = self.random.random()
        if luck < chance:
            wait = 2.6 + _weibull(self.random, 1.5, 8)
        elif luck < chance + (1 - chance) * NO_AMONG_OTHERS:
            wait = 2.6 + _weibull(self.random, 0.9, 6)
        else:
            return
        yes = luck < chance
        self.plans.append((now + _days(wait), lambda moment: self._record_decision(moment, yes)))

    def _record_decision(self, now: datetime, yes: bool) -> None:
        """The decision is recorded on the touch that came last."""
        self.plans.clear()
        row = self.sent[-1]
        self.answers = {who: answer for who, answer in self.answers.items() if answer[1] is not row}
        row["replied_at"] = row["replied_at"] or now
        if yes and self.stage == "interview":
            if self._invite(row, now, "final") == "positive":
                row |= {"outcome": "positive", "outcome_at": now}
            return
        self.open = False
        self.stage = "offer" if yes else self.stage
        if yes and self.random.random() < 0.4:
            self._plan(now, (1, 3), lambda moment: self._write(moment, "conversation", self.main))
        refused = "withdrawn" if self.random.random() < 0.1 else "rejection"
        row |= {"outcome": "offer" if yes else refused, "outcome_at": now}


def _places(random: Random, opportunities: int, client: str | None) -> Iterator[SampleRow]:
    """The companies, roles and people; now and then a second role at a company already known."""
    size = len(sample_words.COMPANY_ADJECTIVES) * len(sample_words.COMPANY_NOUNS)
    names = random.sample(range(size), size)
    known: list[SampleRow] = []
    for number in range(opportunities):
        if known and random.random() < 0.06:
            place = known.pop(int(random.random() * len(known)))
            role = next(role for role in sample_words.ROLES if role != place["role"])
        else:
            place = _place(random, names[number % size], number // size)
            role = sample_words.ROLES[int(random.random() * len(sample_words.ROLES))]
            known.append(place | {"role": role})
        opportunity = f"{client or 'O'}-{number + 1:03d}"
        yield place | {"role": role, "opportunity": opportunity, "client": client}


def _place(random: Random, name: int, again: int) -> SampleRow:
    adjective, noun = divmod(name, len(sample_words.COMPANY_NOUNS))
    company = f"{sample_words.COMPANY_ADJECTIVES[adjective]} {sample_words.COMPANY_NOUNS[noun]}"
    people = tuple(
        f"{first} {last}"
        for first, last in zip(
            random.sample(sample_words.FIRST_NAMES, 3), random.sample(sample_words.LAST_NAMES, 3), strict=True
        )
    )
    return {
        "company": f"{company} {again + 1}" if again else company,
        "people": people,
        "source": sample_words.SOURCES[int(random.random() * len(sample_words.SOURCES))],
        "industry": sample_words.INDUSTRIES[int(random.random() * len(sample_words.INDUSTRIES))],
    }


def _pick(random: Random, mix: Mix) -> str:
    """One of the keys, with its share as chance."""
    luck = random.random() * sum(mix.values())
    for key, share in mix.items():
        luck -= share
        if luck < 0:
            return key
    return key


def _weibull(random: Random, shape: float, scale: float) -> float:
    return float(scale * (-math.log(1 - random.random())) ** (1 / shape))


def _normal(random: Random) -> float:
    """Box and Muller 1958, from two uniform numbers."""
    return math.sqrt(-2 * math.log(1 - random.random())) * math.cos(2 * math.pi * random.random())


def _days(days: float) -> timedelta:
    """So many days, to the next full minute."""
    return timedelta(minutes=math.ceil(days * 24 * 60))


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _workday(day: datetime) -> datetime:
    """The day itself, or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
