"""Made-up logs of forty clients: who does what depends on how well they are placed, and so does what comes of it."""

import numpy as np

from tests.worlds import diary
from tests.worlds.diary import Diary, logistic

CLIENTS = 40
MESSAGES = 75
DAYS = 200
LAST_DAY = 260
"""The log ends when what was sent last has had its time."""

WITHIN_30 = float(diary.share_by(30))

EARLY, LATE = ("engage", "news", "connect"), ("conversation", "materials", "referral")
"""What badly placed clients do more often, and what well placed ones do."""


def write_stacked(seed: int) -> bytes:
    """Well placed clients do more of everything and get more of everything; nothing has an effect.

    Given the client, each day that a person has not answered brings an answer with the same chance, whatever was sent
    and however long ago, and the days of interviews and offers are drawn before anything is sent but the application.
    So every difference within a client is nought: personalised, channel, kind of message, gap, time, note of thanks.
    """
    random = np.random.default_rng(seed)
    return diary.write_bytes([_write_client(random, client) for client in range(CLIENTS)])


def _write_client(random: np.random.Generator, client: int) -> Diary:
    placed = float(np.clip(random.normal(), -2, 2))
    log = Diary(LAST_DAY, f"Client {client}")
    for place in range(round(24 * np.exp(0.15 * placed))):
        _Search(random, log, placed, place).write()
    return log


class _Search:
    """One opportunity of one client."""

    def __init__(self, random: np.random.Generator, log: Diary, placed: float, place: int) -> None:
        self.random, self.log, self.placed, self.place = random, log, placed, place
        self.daily = 1 - (1 - float(logistic(-1.2 + 0.8 * placed))) ** (1 / 30)
        self.start = int(random.integers(0, DAYS))
        self.noted: list[int] = []
        self.end = self._draw_end()

    def write(self) -> None:
        """The application, its follow-up, messages to others, and the end that was drawn before."""
        self._send(self.start, "application", f"Person {self.place}", self._draw_follow_ups())
        for number in range(self.random.poisson(1.2 * np.exp(0.3 * self.placed))):
            day = self.start + int(self.random.integers(1, 60))
            if day < self.end:
                self._send(day, self._choose(EARLY, LATE), f"Person {self.place}-{number}", [])
        for number, day in enumerate(self.noted):
            self._send(day, "thank_you", f"Person {self.place}-note-{number}", [])

    def _send(self, day: int, strategy: str, contact: str, follow_ups: list[int]) -> None:
        """A message and its follow-ups while silent, and the answer."""
        answer = day + int(self.random.geometric(self.daily))
        for number, at in enumerate([day, *follow_ups]):
            if number and at >= min(answer, self.end):
                break
            self.log.note_touch(
                at + self._draw_hour(),
                self.place,
                strategy if not number else "next_steps",
                contact=contact,
                channel=self._choose(("website", "linkedin"), ("email",)),
                personalised="yes" if self._chance(1.5) else "no",
            )
        self.log.note_reply(answer, self.place, contact=contact)

    def _draw_follow_ups(self) -> list[int]:
        """The days on which one follows up if nobody has answered: well placed clients sooner and more often."""
        gaps = 3 + (self.random.integers(0, 12, 2) * logistic(-2 * self.placed) * 2).astype(int)
        return [
            self.start + int(day) for day in np.cumsum(gaps)[: int(self.random.binomial(2, self._level(1)))]
        ]

    def _draw_end(self) -> int:
        """Interviews, notes of thanks, the decision; the day after which nothing is sent."""
        if not self._chance(0.8, -0.8):
            end = self.start + int(self.random.integers(20, 120))
            self.log.note_milestone(end, self.place, "rejected")
            return end
        day = self.start + int(self.random.integers(10, 40))
        for kind, low, high in (("interview", 8, 25), ("final", 4, 14)):
            self.log.note_milestone(day, self.place, kind)
            noted = self._chance(1.5)
            if noted:
                self.noted.append(day + 1)
            goes_on = self._chance(0.8, -0.4)
            end = day + int(self.random.integers(low, high))
            if not goes_on:
                self.log.note_milestone(end, self.place, "rejected")
                return end
            day = end
        self.log.note_milestone(day, self.place, "offer")
        return day

    def _level(self, slope: float, level: float = 0.0) -> float:
        return float(logistic(level + slope * self.placed))

    def _chance(self, slope: float, level: float = 0.0) -> bool:
        return bool(self.random.random() < self._level(slope, level))

    def _choose(self, badly: tuple[str, ...], well: tuple[str, ...]) -> str:
        return str(self.random.choice(well if self._chance(1.5) else badly))

    def _draw_hour(self) -> float:
        """Well placed clients write in the morning."""
        return float(self.random.integers(8, 12) if self._chance(1.5) else self.random.integers(13, 18)) / 24


def write_effect(seed: int) -> bytes:
    """Personalised messages, and e-mails, are answered by ten points more; clients differ by five points (SD)."""
    random = np.random.default_rng(seed)
    base = np.clip(random.normal(0.2, 0.05, CLIENTS), 0.05, 0.4)
    half = np.full(CLIENTS, 0.5)
    return _write_messages(random, base, half, half, 0.10)


def write_reversed(seed: int) -> bytes:
    """Both are answered by fifteen points more, and used most by the clients who are answered least.

    Half of the clients are answered about 8 % without, the others about 55 %; the first use each in five of six
    messages, the others in one of six. So the plain rates say the opposite.
    """
    random = np.random.default_rng(seed)
    well = np.arange(CLIENTS) % 2 == 1
    base = np.clip(np.where(well, 0.55, 0.08) + random.normal(0, 0.01, CLIENTS), 0.04, 0.6)
    share = np.where(well, 1 / 6, 5 / 6)
    return _write_messages(random, base, share, share, 0.15)


def _write_messages(
    random: np.random.Generator,
    base: diary.Draws,
    personal: diary.Draws,
    by_email: diary.Draws,
    effect: float,
) -> bytes:
    """Each message goes to a person of its own. Chances of an answer within 30 days: that of the client, and as much
    more as `effect` where it is personalised, and where it is an e-mail."""
    logs = []
    for client in range(CLIENTS):
        log = Diary(LAST_DAY, f"Client {client}")
        personalised = random.random(MESSAGES) < personal[client]
        email = random.random(MESSAGES) < by_email[client]
        chance = (base[client] + effect * personalised + effect * email) / WITHIN_30
        days = random.integers(0, DAYS, MESSAGES)
        answers = np.where(
            random.random(MESSAGES) < chance, days + diary.draw_delays(random, MESSAGES), LAST_DAY + 1
        )
        for place in range(MESSAGES):
            log.note_touch(
                int(days[place]),
                place,
                "introduction",
                channel="email" if email[place] else "linkedin",
                personalised="yes" if personalised[place] else "no",
            )
            log.note_reply(int(answers[place]), place)
        logs.append(log)
    return diary.write_bytes(logs)
