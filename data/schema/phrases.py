"""Statuses that are written as phrases, read from the words of the vocabulary: "phone screen, then rejected"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from data.schema import vocabulary
from data.schema.vocabulary import DENIALS, YES_NO_REPLIES, Meaning, normalise

PHRASES_FILE = Path(__file__).with_name("phrases.toml")
LONGEST = 80
"""Characters of a phrase; what is longer is a note."""
CLAUSES = re.compile(
    r"[,;:()\[\]|+→>\n!?。，；：（）、/]|\.(?:\s|$)|\s[-–—]+\s|[–—]|\b(?:then|dann|puis|luego|depois)\b"
)
STEPS = ("screen", "interview", "final", "offer", "accepted", "rejected", "withdrawn")
"""The milestones that a status can name, in the order in which they are listed."""
ENDS = ("rejected", "withdrawn", "accepted")
FURTHEST = ("final", "interview", "screen", "replied", "no_answer", "bounced", "applied", "contacted")
"""The keys of a status that has not ended, the one that says most first."""
OUTCOMES = {
    "replied": "reply",
    "screen": "interview",
    "interview": "interview",
    "final": "interview",
    "offer": "offer",
    "accepted": "offer",
    "rejected": "rejection",
    "withdrawn": "withdrawn",
    "no_answer": "none",
    "applied": "open",
    "contacted": "open",
    "wishlist": "wishlist",
    "unsure": "unsure",
    "bounced": "bounced",
}
"""What a status is where the reply to a touch was asked; one that is missing here says nothing of it."""
OWN_STEPS = {"interview": "interview", "offer": "offer", "rejection": "rejected", "withdrawn": "withdrawn"}
"""The milestone that an outcome is by itself."""
MEETINGS = {"screen", "interview", "final"}
"""The milestones to which a reply invites."""
ASKING = re.compile(r"[?？]")
NUMBER = re.compile(r"\b\d+(?:st|nd|rd|th|x)?\b")


@lru_cache(maxsize=50_000)
def read_phrase(column: str, text: str) -> Meaning | None:
    """What a text means in the column status, outcome or replied if each of its words is sure; None for any other."""
    status = vocabulary.known_meaning("status", text) or _read_status(text)
    if status is None or column == "status":
        return status
    outcome = OUTCOMES.get(str(status.key))
    if outcome is None:
        return None
    steps = {*status.named, *_own_steps(status)}
    named = tuple(step for step in STEPS if step in steps)
    said = Meaning(outcome, named=() if named == (OWN_STEPS.get(outcome),) else named, pieced=True)
    if column == "outcome":
        return said
    answer = YES_NO_REPLIES.get(outcome)
    return replace(answer, named=said.named, pieced=True) if answer else None


def _read_status(text: str) -> Meaning | None:
    if not 0 < len(text) <= LONGEST or ASKING.search(text):
        return None
    said: list[Meaning] = []
    for number, clause in enumerate(filter(None, map(normalise, CLAUSES.split(text)))):
        words, sure = _read_clause(clause)
        turns = bool(words) or _pattern("turns").search(clause) is not None
        if not sure and (number == 0 or (turns and not _has_ended(said))):
            return None
        said += words if sure else ()
    joined = _join_meanings(said)
    return None if joined and _may_not_have_met(joined, normalise(text)) else joined


def _may_not_have_met(said: Meaning, text: str) -> bool:
    """Whether an interview is named beside a refusal, and nothing says that it was held before."""
    met = MEETINGS.intersection({said.key, *said.named})
    return bool(met) and _pattern("refusals").search(text) is not None and not _pattern("after").search(text)


def _has_ended(said: Sequence[Meaning]) -> bool:
    return any(meant.key in (*ENDS, "closed") for meant in said)


def _read_clause(clause: str) -> tuple[list[Meaning], bool]:
    """The words of the vocabulary in a clause, and whether nothing else in it could make them say something else."""
    found, rest, at = [], [], 0
    for match in _words_pattern().finditer(clause):
        rest.append(clause[at : match.start()].strip())
        found.append(vocabulary.known_meaning("status", match[0]))
        at = match.end()
    rest.append(clause[at:].strip())
    kept = [
        meant for meant, gap in zip(found, rest, strict=False) if meant and not _at_end("before").search(gap)
    ]
    doubtful = any(_pattern("doubt").search(gap) for gap in rest)
    sure = all(map(_is_filling, rest[:-1])) and _is_tail(rest[-1])
    return kept, bool(found) and sure and not doubtful


def _is_filling(gap: str) -> bool:
    """Whether what stands before or between two words of the vocabulary changes neither."""
    return not _pattern("between").sub(" ", NUMBER.sub(" ", _at_end("before").sub(" ", gap))).strip()


def _is_tail(gap: str) -> bool:
    """Whether what stands behind the last word only says how, or nothing."""
    explains = DENIALS.isdisjoint(gap.split()) and _pattern("how").match(gap) is not None
    return _is_filling(gap) or explains


def _join_meanings(said: Sequence[Meaning]) -> Meaning | None:
    """One status out of several, with every milestone that they name; None where they contradict each other."""
    keys = [str(meant.key) for meant in said]
    named = {step for meant in said for step in (*meant.named, *_own_steps(meant))}
    if "offer" in keys and "accepted" not in keys and _follows(keys, "offer", "rejected"):
        # Who rejects an offer that was made is the person.
        key, named = "offer", (named - {"rejected"}) | {"withdrawn"}
    elif {"rejected", "accepted"} <= named or _follows(keys, "rejected", "offer"):
        return None
    else:
        key = next((end for end in ("accepted", "offer", *ENDS, "closed", *FURTHEST) if end in keys), "")
        if key in ("", "closed"):
            key = next((word for word in ("wishlist", "unsure") if word in keys), key)
    if not key:
        return None
    own = _own_steps(Meaning(key))
    return Meaning(key, named=tuple(step for step in STEPS if step in named and step not in own), pieced=True)


def _follows(keys: Sequence[str], first: str, then: str) -> bool:
    return first in keys and then in keys[keys.index(first) :]


def _own_steps(meant: Meaning) -> list[str]:
    """The milestones that the key of a status proves by itself."""
    state = vocabulary.state(str(meant.key))
    return [step for step in (state.proves, state.ended) if step in STEPS]


@cache
def _phrases() -> Mapping[str, list[str]]:
    return tomllib.loads(PHRASES_FILE.read_text("utf-8"))


def phrase_words(name: str) -> frozenset[str]:
    """The words of a list of phrases.toml."""
    return frozenset(_phrases()[name])


@cache
def _words_pattern() -> re.Pattern[str]:
    """Every word of a status that keeps its meaning inside a phrase, the longest first."""
    words = {normalise(word) for word in vocabulary.words_of("status")} - phrase_words("alone")
    return any_of(word for word in words if len(word) > 1 or not word.isascii())


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return any_of(phrase_words(name))


@cache
def _at_end(name: str) -> re.Pattern[str]:
    """The same where it ends a text."""
    return re.compile(f"(?:{_pattern(name).pattern})\\s*$")


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of some words; letters of Latin script have to end where the word does."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    parts = (rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])" for word in longest_first)
    return re.compile("|".join(parts))
