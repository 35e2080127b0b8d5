"""Follow-ups that are kept in columns of their own: "Thank you sent?", "Followed up on", "Follow-up 1"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from data.schema import vocabulary
from data.schema.date_parts import is_date
from data.schema.dates import COUNTING
from data.schema.phrase_lists import any_of, phrase_words, read_lists
from data.schema.vocabulary import ASKING, normalise
from data.schema.worded_dates import is_month

FILE = "follow_ups.toml"
FOLLOW_UP = "follow_up"
"""What a column means that notes follow-ups; behind a stroke its strategy, and behind another one its channel."""
PIECES = re.compile(r"\s*[;&+\n|→]\s*|\s(?:and|then|und|dann|et|puis|y|luego|e|depois)\s")
COMMAS = re.compile(r"\s*,\s*")
CHINESE_BEFORE_NUMBER = re.compile(r"(?<=[^\x00-\x7f月年])(?=\d)")
AROUND = " ()[]:.,-–—✓✔"
LONGEST = 80
"""Characters of a cell; what is longer is a note."""
MOST_WORDS = 8
MOST_COUNTED = 9
"""A plain number up to this one counts follow-ups; a larger one is the day of a spreadsheet, or an id, or a phone."""


@dataclass(frozen=True)
class FollowUpHeader:
    """What a header says of the follow-ups below it: strategy, channel, and whether they may be plans (`doubtful`).

    `first`: the first message to somebody. `needs_days`: only days below it make it such a column ("2nd contact",
    "LinkedIn contacts").
    """

    strategy: str | None
    channel: str | None
    doubtful: bool = False
    first: bool = False
    needs_days: bool = False

    @property
    def meaning(self) -> str:
        """What a column means that has this header."""
        return write_meaning(self.strategy, self.channel)


class SentFollowUp(NamedTuple):
    """One follow-up in a cell: its day as it is written, and by which channel; None where the cell doesn't say."""

    day: str | None = None
    channel: str | None = None


class Kind(NamedTuple):
    """A kind of follow-up, and the words for it."""

    strategy: str | None
    channel: str | None
    words: re.Pattern[str]


def write_meaning(strategy: str | None, channel: str | None) -> str:
    """The meaning of a column of follow-ups: "follow_up/thank_you/letter", "follow_up//email", "follow_up"."""
    return "/".join((FOLLOW_UP, strategy or "", channel or "")).rstrip("/")


def read_meaning(meaning: str) -> tuple[str | None, str | None] | None:
    """Strategy and channel of such a meaning; None for any other, and for words that no log has."""
    name, *said = meaning.split("/")
    strategy, channel, *more = (*said, "", "")
    known = strategy in ("", *vocabulary.keys("strategy")) and channel in ("", *vocabulary.keys("channel"))
    return (strategy or None, channel or None) if name == FOLLOW_UP and known and not any(more) else None


@lru_cache(maxsize=10_000)
def read_header(header: str) -> FollowUpHeader | None:
    """What a header says of follow-ups; None where a word of it is not known, or it is about plans."""
    text = normalise(header)
    if not text or len(text) > LONGEST or _pattern("headers", "theirs").search(text):
        return None
    rest, strategies, channels = text, list[str](), list[str]()
    for strategy, channel, pattern in _kinds():
        if pattern.search(rest):
            rest = pattern.sub(" ", rest)
            strategies += filter(None, [strategy])
            channels += filter(None, [channel])
    if _pattern("headers", "plans").search(rest):
        return None
    said = {
        name: _pattern("headers", name)
        for name in ("done", "messages", "contacts", "first", "later", "last", "between")
    }
    found = {
        name: pattern.search(text if name == "done" else rest) is not None for name, pattern in said.items()
    }
    for pattern in said.values():
        rest = pattern.sub(" ", rest)
    if rest.strip() or len({*strategies}) > 1 or len({*channels}) > 1:
        return None
    return _judge_header(next(iter(strategies), None), next(iter(channels), None), found)


def _judge_header(
    strategy: str | None, channel: str | None, found: Mapping[str, bool]
) -> FollowUpHeader | None:
    numbered = found["first"] or found["later"] or found["last"]
    if strategy == "next_steps":
        return FollowUpHeader(strategy, channel, doubtful=not (numbered or found["done"] or channel))
    if strategy == "connect":
        return FollowUpHeader(strategy, channel or "linkedin", needs_days=not found["done"])
    if strategy:
        return FollowUpHeader(strategy, channel, first=strategy == "introduction")
    if channel and (found["messages"] or found["done"] or found["contacts"]):
        return FollowUpHeader(
            "next_steps" if found["later"] else None,
            channel,
            first=found["first"],
            needs_days=not (found["messages"] or found["done"]),
        )
    if found["messages"] and found["done"]:
        return FollowUpHeader(None, None, needs_days=True)
    if (found["messages"] or found["contacts"]) and numbered and not found["last"]:
        follows = found["later"]
        return FollowUpHeader(
            "next_steps" if follows else "introduction", None, first=not follows, needs_days=True
        )
    return None


def holds_follow_ups(texts: Iterable[str], needs_days: bool = False) -> bool:
    """Whether at least half of the texts below a header say what was sent, or that nothing was; days where needed."""
    filled = [text for text in texts if text.strip()]
    read = [found for text in filled if (found := read_cell(text)) is not None]
    days = sum(any(each.day for each in found) for found in read)
    return bool(filled) and 2 * len(read) >= len(filled) and (not needs_days or 2 * days >= len(filled))


@lru_cache(maxsize=100_000)
def read_cell(text: str) -> tuple[SentFollowUp, ...] | None:
    """The follow-ups that a cell says were sent, none where it says that there was none; None where it is not sure."""
    plain = text.strip()
    if len(plain) > LONGEST:
        return None
    if is_day(plain):
        return (SentFollowUp(plain),)
    if plain.isdecimal() and 1 < int(plain) <= MOST_COUNTED:
        return (SentFollowUp(),) * int(plain)
    if (done := _is_done(plain)) is not None or _is_planned(plain):
        return (SentFollowUp(),) if done else ()
    if is_month(plain):
        return (SentFollowUp(),)
    if ASKING.search(plain) or _pattern("cells", "doubt").search(normalise(plain)):
        return None
    return _join_pieces([_read_piece(piece) for piece in _split(plain)])


def is_day(text: str) -> bool:
    """Whether a text is a day, with or without its year, or the number of one in a spreadsheet."""
    return COUNTING["serial"](text) or is_date(text)


def _split(text: str) -> Iterator[str]:
    for piece in PIECES.split(text):
        yield from [piece] if is_day(piece.strip(AROUND)) else COMMAS.split(piece)


def _join_pieces(pieces: Sequence[SentFollowUp | None]) -> tuple[SentFollowUp, ...] | None:
    """Every dated piece is a follow-up; where none is dated each channel is one, and a mere yes is one in all."""
    dated = [piece for piece in pieces if piece and piece.day]
    channels = [piece for piece in pieces if piece and piece.channel and not piece.day]
    if len(dated) == 1 and not dated[0].channel and len(channels) == 1:
        return (SentFollowUp(dated[0].day, channels[0].channel),)
    if dated:
        return tuple(dated)
    if None in pieces:
        return None
    return tuple(channels) or (SentFollowUp(),)


def _read_piece(piece: str) -> SentFollowUp | None:
    """A day with words before or behind it, a channel, or a yes; None for any other words."""
    words = piece.split()[: MOST_WORDS + 1]
    for count in range(len(words), 0, -1):
        for start in range(len(words) - count + 1):
            day = " ".join(words[start : start + count]).strip(AROUND)
            if is_day(day) and not day.isdecimal():
                others = " ".join((*words[:start], *words[start + count :]))
                return SentFollowUp(day, _channel_in(others))
    channel = _channel_in(piece)
    return SentFollowUp(None, channel) if channel or _is_done(piece.strip(AROUND)) else None


def _channel_in(words: str) -> str | None:
    """The channel that some words name; None where they name none or several."""
    known = vocabulary.known_meaning("channel", words)
    if known:
        return known.key
    rest, found = normalise(words), set[str]()
    for _, channel, pattern in _kinds():
        if channel and pattern.search(rest):
            rest = pattern.sub(" ", rest)
            found.add(channel)
    return found.pop() if len(found) == 1 else None


def _is_done(text: str) -> bool | None:
    """Whether a text says that it was done, or that it was not; None where it says neither."""
    plain = normalise(text)
    said = vocabulary.meaning("yes_no", text).key if text else None
    if said == "yes" or plain in phrase_words("cells.done", FILE):
        return True
    return False if said == "no" or plain in phrase_words("cells.not_done", FILE) else None


def _is_planned(text: str) -> bool:
    """Whether a text says no more than that it is still to be done, or on which day."""
    plain = CHINESE_BEFORE_NUMBER.sub(" ", normalise(text))
    rest = _pattern("cells", "on").sub(" ", _pattern("cells", "planned").sub(" ", plain)).strip()
    return _pattern("cells", "planned").search(plain) is not None and (not rest or is_day(rest))


@cache
def _kinds() -> tuple[Kind, ...]:
    """Each list with its strategy and channel: words of both come first, then the strategies, then the channels."""
    words = read_lists(FILE)
    both = (
        Kind(key.partition(", ")[0], key.partition(", ")[2], any_of(listed))
        for key, listed in words["compounds"].items()
    )
    strategies = (Kind(key, None, any_of(listed)) for key, listed in words["strategies"].items())
    channels = (Kind(None, key, any_of(listed)) for key, listed in words["channels"].items())
    return (*both, *strategies, *channels)


@cache
def _pattern(section: str, name: str) -> re.Pattern[str]:
    return any_of(phrase_words(f"{section}.{name}", FILE))
