"""The words of a log read: each as the person said, or as the vocabulary knows it; and what is left to say of some."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from data.schema import phrases, vocabulary
from data.schema.actions import read_action
from data.schema.channel_phrases import read_channel_phrase
from data.schema.follow_ups import is_day
from data.schema.vocabulary import Meaning
from data.schema.worded_dates import is_month, is_planned, names_phone

Where = tuple[str, str]
"""A column of the log, and a text in it."""
PHRASED = ("status", "outcome", "replied")
"""The columns in which people write phrases about what came back."""
DONE = ("action", "strategy", "channel")
"""The columns in which people write what they did."""
DATED_ANSWER = re.compile(r"[\s,:;(–—-]+")
"""What stands between yes or no and a day."""
WENT_ON = ("screen", "interview", "final", "offer", "accepted")
"""What under the name of a step says that it was reached."""
NOT_SENT = ("wishlist", "unsure")
PLANNED = "wishlist"
"""What a word says of a row, besides its own column, where nothing was sent yet."""
UNKNOWN = "unknown"
"""What a person says a text means that means nothing to the log."""
SEVERAL = "Several values stand in one cell; the first of them counts"


@dataclass(frozen=True)
class WordMeanings:
    """What the words mean, and what is to be said of some: a remark, None for a word that means nothing.

    The meanings include, under `step`, the kinds of follow-up that are a step, such as an interview.
    """

    meanings: Mapping[Where, Meaning]
    remarks: tuple[tuple[str, str, str | None], ...]


def look_up_words(texts: Sequence[Where], said: Mapping[Where, str]) -> WordMeanings:
    """What the texts of columns mean; `said`: what the person said that some mean."""
    meant = {where: look_up_word(*where, said) for where in texts}
    several = {where: first for where in texts if not meant[where].key and (first := _first_of(*where, said))}
    meant |= several
    unsaid = [where for where in texts if not meant[where].key and where[0] != "precision"]
    remarks = [*((*where, SEVERAL) for where in several), *((*where, None) for where in unsaid)]
    return WordMeanings(meant | dict(_steps(unsaid)), tuple(remarks))


def look_up_word(column: str, text: str, said: Mapping[Where, str]) -> Meaning:
    """What a text means in a column of the log: as the person said, as the lists know it, or as its words say."""
    chosen = said.get((column, text))
    if chosen and (column != "replied" or chosen == UNKNOWN):
        return Meaning() if chosen == UNKNOWN else Meaning(chosen)
    meant = vocabulary.meaning(vocabulary.kind_in(column), chosen or text)
    if not chosen and column in (*PHRASED, "reached") and vocabulary.ASKING.search(text):
        return Meaning(proposed=meant.key or meant.proposed)
    if column == "status" and meant.proposed in NOT_SENT:
        return Meaning(
            "unsure", pieced=True
        )  # nearly a word of what was not sent: asked about, and not counted
    if column == "reached":
        return _read_step_word(text, meant)
    if meant.key and column != "action":
        return meant
    if column in DONE and not _holds_several(column, text):
        read = _read_action(column, text)
        return read or (column == "channel" and read_channel_phrase(text)) or meant
    if column == "replied" and (answer := _read_dated_answer(text)):
        return answer
    return phrases.read_phrase(column, text) or meant if column in PHRASED else meant


def _read_dated_answer(text: str) -> Meaning | None:
    """Yes or no with a day behind it: "yes - 9/20/2026"."""
    word, *day = DATED_ANSWER.split(text.strip(), maxsplit=1)
    said = vocabulary.known_meaning("yes_no", word)
    return replace(said, pieced=True) if said and day and is_day(day[0]) else None


def look_up_day_word(text: str) -> Meaning:
    """What words say where the day should be on which something was sent: that it is planned, or that it was sent."""
    known = vocabulary.known_meaning("status", text)
    if (known and known.key == PLANNED) or is_planned(text):
        return Meaning(implies=PLANNED)
    return Meaning("yes" if is_month(text) else None)


def _read_step_word(text: str, meant: Meaning) -> Meaning:
    """What a text says in a column of days of a step: whether it was reached, that it was by phone, or only planned."""
    if names_phone(text):
        return replace(meant, implies="screen")
    if meant.key:
        return meant
    if text.strip().isdecimal():
        return Meaning("yes" if int(text) else "no")
    step = vocabulary.known_meaning("status", text) or phrases.read_phrase("status", text) or Meaning()
    if step.key in WENT_ON:
        return Meaning("yes", pieced=True)
    said = look_up_day_word(text)
    return said if said.key or said.implies else meant


def _read_action(column: str, text: str) -> Meaning | None:
    """What a text says in a column of what was done: strategy and channel, each as its column has it."""
    said = read_action(text)
    if said is None or column == "action":
        return said
    key, implied = (said.implies, said.key) if column == "channel" else (said.key, said.implies)
    return Meaning(key, implied, pieced=True) if key else None


def _holds_several(column: str, text: str) -> bool:
    """Whether a cell is a list of words, as in a multi-select."""
    return column != "action" and bool(vocabulary.meanings_in(vocabulary.kind_in(column), text))


def _first_of(column: str, text: str, said: Mapping[Where, str]) -> Meaning | None:
    """What the first of several words in a cell means."""
    if not _holds_several(column, text):
        return None
    return look_up_word(column, vocabulary.meanings_in(vocabulary.kind_in(column), text)[0], said)


def _steps(unsaid: Sequence[Where]) -> Iterator[tuple[Where, Meaning]]:
    for column, text in unsaid:
        if column == "strategy" and (step := vocabulary.meaning("event", text)).key == "milestone":
            yield ("step", text), step
