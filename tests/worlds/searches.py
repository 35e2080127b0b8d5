"""Made-up logs of one job seeker, whose true effects are known."""

from dataclasses import dataclass

import numpy as np

from tests.worlds import diary
from tests.worlds.diary import Diary, Draws

DAYS = 200
"""Days on which one applies; the data date is the last of them."""

WITHIN = 14
"""Days within which an answer after a follow-up counts."""

HELPED_EVENTUAL = 0.48
"""The share of applications answered that gives about 15 % within 14 days after a week of silence."""


@dataclass(frozen=True)
class FollowUps:
    """A search in which those who are silent after about a week are written to again.

    `eventual`: the share of applications answered if left alone, with Weibull delays. `effect`: how much more often an
    answer comes within 14 days of a follow-up, whatever the silence before it. `again`: the fewest days from the
    first follow-up to the second; at least 14 where there is an effect, so that one follow-up is one treatment.
    `last_day`: the data date; after `DAYS`, the last applications have had their time.
    """

    opportunities: int
    eventual: float = 0.35
    effect: float = 0.0
    again: int = 6
    last_day: int = DAYS

    def write(self, seed: int) -> bytes:
        """Applications, follow-ups to the silent, answers; interviews and offers come of answers alone."""
        random = np.random.default_rng(seed)
        log = Diary(self.last_day)
        for place in range(self.opportunities):
            start = int(random.integers(0, DAYS))
            days, answer = self.draw_search(random)
            log.note_touch(start, place, "application", channel="website")
            for day in days:
                log.note_touch(start + day, place, "next_steps")
            if answer:
                log.note_reply(start + answer, place)
                _invite(random, log, start + answer, place)
        return diary.write_bytes([log])

    def draw_search(self, random: np.random.Generator) -> tuple[list[int], int]:
        """Days of silence at which one followed up, and the day of the answer: 0 for none."""
        answer = int(diary.draw_delays(random, 1)[0]) if random.random() < self.eventual else 0
        days: list[int] = []
        for day in self._draw_plans(random):
            if answer and answer <= day:
                break
            days.append(day)
            answer = self._hasten(random, day, answer)
        return days, answer

    def _draw_plans(self, random: np.random.Generator) -> list[int]:
        first = int(random.integers(4, 11))
        second = first + self.again + int(random.integers(0, 4))
        return [first, second][: _draw_number(random)]

    def _hasten(self, random: np.random.Generator, day: int, answer: int) -> int:
        """The day of the answer after following up on a day of silence: some who would not answer within 14 days do."""
        needed = self.effect / (1 - self.untreated(day))
        if day < answer <= day + WITHIN or random.random() >= needed:
            return answer
        return day + int(random.integers(1, WITHIN + 1))

    def untreated(self, day: int) -> float:
        """The share of those silent on a day who answer within the 14 days after it if they are left alone."""
        soon = self.eventual * (diary.share_by(day + WITHIN) - diary.share_by(day))
        return float(soon / (1 - self.eventual * diary.share_by(day)))


def _draw_number(random: np.random.Generator) -> int:
    """How often one would follow up: six in ten do, and half of these twice."""
    return int(random.random() < 0.6) * (1 + int(random.random() < 0.5))


def _invite(random: np.random.Generator, log: Diary, answered: int, place: int) -> None:
    """Six in ten answers lead to an interview, and a third of these to an offer."""
    if random.random() < 0.6:
        interview = answered + int(random.integers(4, 20))
        log.note_milestone(interview, place, "interview")
        if random.random() < 0.35:
            log.note_milestone(interview + int(random.integers(4, 20)), place, "offer")
    elif random.random() < 0.5:
        log.note_milestone(answered + int(random.integers(1, 10)), place, "rejected")


def write_samples(seed: int, opportunities: int = 120) -> bytes:
    """Work samples, or another message, go only to those who have answered and not yet invited; without effect.

    Of three who answered one gets work samples, one another message at the same time, and one nothing.
    """
    random = np.random.default_rng(seed)
    log = Diary(DAYS)
    for place in range(opportunities):
        start = int(random.integers(0, DAYS))
        log.note_touch(start, place, "application", channel="website")
        if random.random() < 0.5:
            answer = start + int(diary.draw_delays(random, 1)[0])
            invited, further = answer + int(random.integers(6, 30)), random.random() < 0.6
            sample = answer + int(random.integers(1, 8))
            log.note_reply(answer, place)
            strategy = str(random.choice(("materials", "conversation", "")))
            if strategy and (sample < invited or not further):
                log.note_touch(sample, place, strategy)
            if further:
                log.note_milestone(invited, place, "interview")
                if random.random() < 0.35:
                    log.note_milestone(invited + int(random.integers(4, 20)), place, "offer")
    return diary.write_bytes([log])


GROWING_DAYS = 100
"""Days of the search that is looked at again and again, from day 40 on."""

EQUAL_CHANNELS = ("email", "linkedin", "phone", "website")


def write_growing(seed: int) -> bytes:
    """Two applications a day, follow-ups, interviews, notes of thanks; nothing has an effect.

    Every day of silence brings an answer with the same chance (45 % within 30 days), so that neither the day, the gap,
    the channel, nor following up makes a difference. What comes of an answer is drawn before any note.
    """
    random = np.random.default_rng(seed)
    log = Diary(GROWING_DAYS)
    daily = 1 - 0.55 ** (1 / 30)
    for place in range(2 * GROWING_DAYS):
        start, silent = place // 2, int(random.geometric(daily))
        for number, day in enumerate(_draw_growing_days(random)):
            if day >= silent:
                break
            log.note_touch(
                start + day + int(random.integers(8, 18)) / 24,
                place,
                "next_steps" if number else "application",
                channel=str(random.choice(EQUAL_CHANNELS)),
                personalised=str(random.choice(["yes", "no"])),
            )
        log.note_reply(start + silent, place)
        _interview_and_thank(random, log, start + silent, place)
    return diary.write_bytes([log])


def _draw_growing_days(random: np.random.Generator) -> list[int]:
    """The application, and for six in ten who stay silent a follow-up or two."""
    gaps = random.integers((4, 2), (11, 18))
    return [0, *np.cumsum(gaps)[: _draw_number(random)].tolist()]


def _interview_and_thank(random: np.random.Generator, log: Diary, answered: int, place: int) -> None:
    if random.random() < 0.8:
        interview = answered + int(random.integers(3, 10))
        log.note_milestone(interview, place, "interview")
        decided, yes = interview + int(random.integers(3, 15)), random.random() < 0.4
        if random.random() < 0.5:
            log.note_touch(interview + 1, place, "thank_you", contact=f"Interviewer {place}")
        log.note_milestone(decided, place, "offer" if yes else "rejected")


def write_clustered(seed: int) -> bytes:
    """Sixty people get four messages on average, five weeks apart; how readily each answers differs (ICC 0.3).

    A quarter of all messages is answered within 30 days.
    """
    random = np.random.default_rng(seed)
    log = Diary(CLUSTERED_DAYS)
    for place in range(60):
        chance = random.beta(*BETA)
        start = int(random.integers(0, 35))
        for number in range(1 + int(random.binomial(6, 0.5))):
            sent = start + 35 * number
            log.note_touch(sent, place, "news")
            # Nobody takes longer than the five weeks: an answer belongs to the message that it answers.
            if random.random() < chance:
                log.note_reply(sent + _draw_until(random, 30), place)
    return diary.write_bytes([log])


ANSWERED, ICC = 0.25, 0.3
BETA = (ANSWERED * (1 - ICC) / ICC, (1 - ANSWERED) * (1 - ICC) / ICC)
CLUSTERED_DAYS = 300


def _draw_until(random: np.random.Generator, most: int) -> int:
    """A delay of at most so many days."""
    while True:
        delay = int(diary.draw_delays(random, 1)[0])
        if delay <= most:
            return delay


def clustered_share(day: int) -> float:
    """The true share of messages answered by a day."""
    return float(ANSWERED * diary.share_by(day) / diary.share_by(30))


FOLLOWED_EVENTUAL, NEVER = 0.45, 10**6


def write_all_followed_up(seed: int, messages: int = 420) -> bytes:
    """Of those who ask for a referral and hear nothing, nearly all write again by day 7, which changes nothing.

    Three in a hundred write a little later, one in a hundred never: what is known of later days rests on a few.
    """
    random = np.random.default_rng(seed)
    log = Diary(DAYS)
    for place in range(messages):
        start, answer = int(random.integers(0, DAYS - 30)), NEVER
        if random.random() < FOLLOWED_EVENTUAL:
            answer = int(diary.draw_delays(random, 1)[0])
        followed = int(random.choice((7, 10, NEVER), p=(0.96, 0.03, 0.01))) - int(random.integers(0, 3))
        log.note_touch(start, place, "referral", channel="referral")
        if answer > followed:
            log.note_touch(start + followed, place, "next_steps")
        log.note_reply(start + answer, place)
    return diary.write_bytes([log])


def followed_share(day: int) -> float:
    """The true share of requests for a referral that are answered by a day if they are left alone."""
    return float(FOLLOWED_EVENTUAL * diary.share_by(day))


REFERRAL_ODDS = 4.0
CHANNEL_SHARES = {"email": 0.35, "linkedin": 0.25, "website": 0.2, "referral": 0.2}


def write_referrals(seed: int, messages: int = 150) -> bytes:
    """Four channels; three are answered by 15 % within 30 days, referrals at four times the odds (41 %)."""
    random = np.random.default_rng(seed)
    log = Diary(DAYS)
    within_30 = float(diary.share_by(30))
    chances: dict[str, float] = dict.fromkeys(CHANNEL_SHARES, 0.15 / within_30)
    chances["referral"] = float(diary.times_odds(0.15, REFERRAL_ODDS)) / within_30
    channels: Draws = random.choice(list(CHANNEL_SHARES), messages, p=list(CHANNEL_SHARES.values()))
    for place, channel in enumerate(map(str, channels)):
        start = int(random.integers(0, DAYS))
        log.note_touch(start, place, "introduction", channel=channel)
        if random.random() < chances[channel]:
            log.note_reply(start + int(diary.draw_delays(random, 1)[0]), place)
    return diary.write_bytes([log])
