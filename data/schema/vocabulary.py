"""What the words in the columns of a log mean, in six languages."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

VOCABULARY_FILE = Path(__file__).with_name("vocabulary.toml")
ALIKE = 0.8
"""From this likeness on (difflib's ratio) an unknown word is taken for a slip of the pen."""
SHORTEST, LONGEST = 5, 40
"""Words that can be a slip: shorter ones are too alike, longer ones are sentences (and slow to compare)."""

HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
BETWEEN_WORDS = re.compile(r"[\W_]+")
ASKING = re.compile(r"[?？]")
"""What makes a text a question."""
LIST_SIGNS = re.compile(r"[,;|/+&\n]|\s(?:and|und|et|y|e)\s")
"""What stands between the values of a multi-select, and between words that a person lists."""
MOST_WORDS = 3
"""Words of each value in a list; more are a sentence."""
DENIALS = {"no", "not", "never", "nicht", "kein", "keine", "ohne", "non", "pas", "sans", "sin", "nao", "sem"}


NAMING = ("status", "outcome")
"""The kinds whose words can name milestones besides their key."""


@dataclass(frozen=True)
class Meaning:
    """What one text means.

    `key` is the key of the vocabulary, None where the text is in no list. `implies` is the key that it says
    about another column: a channel's strategy, a strategy's channel, an event's kind (a touch's strategy),
    what the reply was where yes or no was asked. `named` are the milestones that a status or an outcome names besides.
    `proposed` is a near miss, not to be used until a person accepts it. `pieced`: the text is in no list, but all of
    its words are (`data.schema.phrases`).
    """

    key: str | None = None
    implies: str | None = None
    proposed: str | None = None
    named: tuple[str, ...] = ()
    pieced: bool = False


YES_NO_REPLIES = {
    "reply": Meaning("yes"),
    **{key: Meaning("yes", implies=key) for key in ("positive", "interview", "offer", "rejection")},
    "none": Meaning("no"),
}
"""What an outcome says where yes or no was asked."""


@dataclass(frozen=True)
class State:
    """What today's status of an application proves.

    Whether anything was `sent` (yes, no, unsure) and `delivered`, the furthest milestone (`proves`), the `answer` that
    must have come (a kind of outcome) and how it `ended` (accepted, rejected, withdrawn, closed); None where it does
    not say.
    """

    sent: str = "yes"
    delivered: bool = True
    proves: str | None = None
    answer: str | None = None
    ended: str | None = None


def normalise(text: str) -> str:
    """The form in which texts are compared: casefold, no accents, spaces for all but letters and digits.

    >>> normalise("  Company_Name "), normalise("lastRepliedDate"), normalise("Gespräch:"), normalise("✓")
    ('company name', 'last replied date', 'gesprach', '✓')

    A text of nothing but signs stays as it is, so that a tick can mean yes.
    """
    apart = HUMPS.sub(" ", unicodedata.normalize("NFKC", text))
    letters = unicodedata.normalize("NFKD", apart.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return BETWEEN_WORDS.sub(" ", plain).strip() or plain.replace("\ufe0f", "").strip()


def squeeze(text: str) -> str:
    """The normal form without spaces: "linked in" and "LinkedIn", "follow-up" and "Followup" are one."""
    return normalise(text).replace(" ", "")


@lru_cache(maxsize=50_000)
def meaning(kind: str, text: str) -> Meaning:
    """What a text means in a column of this kind; `kind` is one of `kinds()`. KeyError for any other kind.

    A text in the list is used at once, a near miss is only proposed, anything else means nothing.
    """
    return known_meaning(kind, text) or Meaning(proposed=_near_miss(kind, text))


def meanings_in(kind: str, text: str) -> tuple[str, ...]:
    """The words of a cell that holds several, where the first of them is known; () for any other text."""
    parts = tuple(part for part in map(str.strip, LIST_SIGNS.split(text)) if part)
    short = all(len(part.split()) <= MOST_WORDS for part in parts)
    return parts if len(parts) > 1 and short and known_meaning(kind, parts[0]) else ()


def is_known(kind: str, text: str) -> bool:
    """Whether a text is a word of this kind."""
    return known_meaning(kind, text) is not None


def is_yes(text: str) -> bool:
    """Whether a text says yes."""
    return meaning("yes_no", text).key == "yes"


def kinds() -> tuple[str, ...]:
    """The kinds of words: channel, strategy, stage, outcome, status, event, kind, precision, yes_no, reached.

    A further one, replied, is yes and no together with the outcomes that are an answer, or none.
    """
    return tuple(kind for kind in _vocabulary() if kind != "state")


def words_of(kind: str) -> list[str]:
    """All words of a kind, as they are listed; its keys are words as well."""
    return [word for _, words in _lists(kind) for word in words]


def known_meaning(kind: str, text: str) -> Meaning | None:
    """What a text in the lists means; None for any other."""
    return _words()[kind].get(squeeze(text))


def kind_in(column: str) -> str:
    """The kind of the words in a column of the log."""
    if column == "action":
        return "strategy"
    return "yes_no" if column in ("personalised", "do_not_contact", "follow_up") else column


@cache
def keys(kind: str) -> tuple[str, ...]:
    """The keys that words of a kind can mean, in the order in which they are shown."""
    chosen = (_choice(kind, said) for said in _words()[kind].values())
    return tuple(dict.fromkeys(key for key in chosen if key))


def state(status: str) -> State:
    """What a status key proves. KeyError for a key that is no status."""
    return State(**_vocabulary()["state"][status])


def _near_miss(kind: str, text: str) -> str | None:
    """The key of the most alike word, if it is alike enough and neither denies what the other says."""
    if kind == "yes_no" or not SHORTEST <= len(text.strip()) <= LONGEST:
        return None
    plain, words = normalise(text), _words()[kind]
    for near in get_close_matches(
        plain, _spelled_words("outcome" if kind == "replied" else kind), n=3, cutoff=ALIKE
    ):
        if DENIALS.isdisjoint(plain.split()) == DENIALS.isdisjoint(near.split()):
            return _choice(kind, words.get(near.replace(" ", ""), Meaning()))
    return _answer_in(plain.split()) if kind == "replied" else None


def _answer_in(words: Sequence[str]) -> str | None:
    """What the answer was, where one of several words says it and none denies it: "Absage per Mail"."""
    said = (known_meaning("replied", word) for word in words if DENIALS.isdisjoint(words))
    return next((meant.implies for meant in said if meant and meant.implies), None)


def _choice(kind: str, said: Meaning) -> str | None:
    """The key by which a person chooses a meaning: beside yes and no, what the answer was."""
    return (kind == "replied" and said.implies) or said.key


@cache
def _vocabulary() -> Mapping[str, Any]:
    return tomllib.loads(VOCABULARY_FILE.read_text("utf-8"))


@cache
def _words() -> Mapping[str, Mapping[str, Meaning]]:
    """For each kind, each word in squeezed form and what it means."""
    found = {
        kind: {squeeze(word): said for said, words in _lists(kind) for word in words} for kind in kinds()
    }
    answers = {
        word: replace(YES_NO_REPLIES[said.key], named=said.named)
        for word, said in found["outcome"].items()
        if said.key in YES_NO_REPLIES
    }
    return {**found, "replied": answers | found["yes_no"], "reached": found["yes_no"] | found["reached"]}


def _lists(kind: str) -> list[tuple[Meaning, list[str]]]:
    """The lists of a kind with what they mean; each key is a word for itself."""
    said = [(_meaning_of(kind, keys), words) for keys, words in _vocabulary()[kind].items()]
    return [(Meaning(meant.key), [meant.key]) for meant, _ in said if meant.key] + said


def _meaning_of(kind: str, keys: str) -> Meaning:
    """What the name of a list says: a key, and behind a comma a key of another column, or milestones."""
    key, _, more = keys.partition(", ")
    if kind in NAMING and more:
        return Meaning(key, named=tuple(more.split("+")))
    return Meaning(key, more or None)


@cache
def _spelled_words(kind: str) -> tuple[str, ...]:
    """The words of a kind in normal form, spaces kept, for comparing."""
    return tuple(dict.fromkeys(normalise(word) for words in _vocabulary()[kind].values() for word in words))
