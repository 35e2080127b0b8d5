"""What the words of a log mean: its headers and the values of its columns, in six languages."""

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from data.meaning.written import looks_like_date

HERE = Path(__file__).parent
STEPS = (
    "applied_at",
    "screen_at",
    "interview_at",
    "final_at",
    "offer_at",
    "rejected_at",
    "withdrawn_at",
)
"""Date columns of which a file may have several: a visiting offer and an offer are two offers."""

ALIKE = 0.8
"""From this likeness on (difflib's ratio) an unknown word is taken for a slip of the pen."""
SHORTEST, LONGEST = 5, 40
"""Words that can be a slip: shorter ones are too alike, longer ones are sentences (and slow to compare)."""

HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
BETWEEN_WORDS = re.compile(r"[\W_]+")
NAMES = {"company", "contact", "role"}
AN_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LIST_SIGNS = re.compile(r"[,;|/+&\n]|\s(?:and|und|et|y|e)\s")
"""What stands between the values of a multi-select, and between words that a person lists."""
MOST_WORDS = 3
"""Words of each value in a list; more are a sentence."""
DENIALS = {"no", "not", "never", "nicht", "kein", "keine", "ohne", "non", "pas", "sans", "sin", "nao", "sem"}


@dataclass(frozen=True)
class Meaning:
    """What one text means.

    `key` is the key of the vocabulary, None where the text is in no list. `implies` is the key that it says
    about another column: a channel's strategy, a strategy's channel, an event's kind (a touch's strategy),
    the furthest milestone of a status that ended, what the answer was where yes or no was asked. `proposed` is a
    near miss, not to be used until a person accepts it.
    """

    key: str | None = None
    implies: str | None = None
    proposed: str | None = None


ANSWERS = {
    "reply": Meaning("yes"),
    **{key: Meaning("yes", implies=key) for key in ("positive", "interview", "offer", "rejection")},
    "none": Meaning("no"),
}
"""What an outcome says where yes or no was asked."""


@dataclass(frozen=True)
class State:
    """What today's status of an application proves.

    Whether anything was `sent`, the furthest milestone (`proves`), the `answer` that must have come (a kind
    of outcome) and how it `ended` (accepted, rejected, withdrawn, closed); None where it does not say.
    """

    sent: bool = True
    proves: str | None = None
    answer: str | None = None
    ended: str | None = None


@dataclass(frozen=True)
class Instead:
    """A header that means another column, or none, beside certain others; `why` is for the reader."""

    names: frozenset[str]
    beside: frozenset[str]
    why: str
    column: str | None


def normal(text: str) -> str:
    """The form in which texts are compared: casefold, no accents, spaces for all but letters and digits.

    >>> normal("  Company_Name "), normal("lastRepliedDate"), normal("Gespräch:"), normal("✓")
    ('company name', 'last replied date', 'gesprach', '✓')

    A text of nothing but signs stays as it is, so that a tick can mean yes.
    """
    apart = HUMPS.sub(" ", unicodedata.normalize("NFKC", text))
    letters = unicodedata.normalize("NFKD", apart.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return BETWEEN_WORDS.sub(" ", plain).strip() or plain.replace("\ufe0f", "").strip()


def column_for(header: str) -> str | None:
    """The column of a log that a header means by itself, None where it means none or could mean several."""
    place = _places().get(_squeezed(header))
    return place[0] if place else None


def possible_columns(header: str) -> tuple[str, ...]:
    """The columns that a header could mean, the likeliest first: one if it is clear, several if doubtful."""
    clear = column_for(header)
    return (clear,) if clear else _doubtful().get(_squeezed(header), ())


def columns() -> tuple[str, ...]:
    """The columns of a log that a header can mean."""
    return tuple(_headers()["columns"])


def is_look_alike(header: str) -> bool:
    """Whether a header is known to mean no column although it looks like one (a deadline, a date posted)."""
    return _squeezed(header) in _ignored()


def columns_for(headers: Sequence[str]) -> tuple[str | None, ...]:
    """What each header of one file means in the company of the others.

    A header may mean something else beside certain others, and of two headers for one column the one that
    stands first in headers.toml has it (except the step dates of a wide file, of which there may be several).
    """
    present = _present(headers)
    meant = [_beside(header, present) for header in headers]
    best: dict[str, int] = {}
    for index in sorted(range(len(headers)), key=lambda index: _rank(headers[index])):
        column = meant[index]
        if column is not None:
            best.setdefault(column, index)
    return tuple(
        column if column in STEPS or (column is not None and best[column] == index) else None
        for index, column in enumerate(meant)
    )


def settle(header: str, values: Iterable[str], taken: Collection[str] = ()) -> str | None:
    """The one of a doubtful header's possible columns that fits what stands below it, None where none does.

    A column fits when at least half of the distinct values look like it: words of its list, dates, addresses of
    people, titles of jobs, names of companies. Where all others are `taken`, the last column of names fits any names.
    """
    texts = {text for text in values if text.strip()}
    left = [column for column in possible_columns(header) if column not in taken]
    fitting = (
        column for column in left if 2 * sum(_looks_like(column, text) for text in texts) >= len(texts)
    )
    names = [column for column in left if column in NAMES]
    others_taken = len(names) == 1 and len(possible_columns(header)) > 1 and NAMES & set(taken)
    last = names[0] if others_taken and not any(map(_is_value, texts)) else None
    return (next(fitting, None) or last) if texts else None


def _looks_like(column: str, text: str) -> bool:
    """Whether a text could stand in a column."""
    kind = "yes_no" if column == "replied" else kind_in(column)
    if kind in _words():
        return _known(kind, text) is not None or bool(several(kind, text))
    if column.endswith("_at"):
        return looks_like_date(text)
    if column == "contact":
        return AN_ADDRESS.fullmatch(text.strip()) is not None
    said = set(normal(text).split())
    return column in ("role", "company") and not said.isdisjoint(_headers()["looks"][column])


def _is_value(text: str) -> bool:
    return text.strip().isdecimal() or looks_like_date(text) or _known("yes_no", text) is not None


@lru_cache(maxsize=50_000)
def meaning(kind: str, text: str) -> Meaning:
    """What a text means in a column of this kind; `kind` is one of `kinds()`. KeyError for any other kind.

    A text in the list is used at once, a near miss is only proposed, anything else means nothing.
    """
    return _known(kind, text) or Meaning(proposed=_near_miss(kind, text))


def several(kind: str, text: str) -> tuple[str, ...]:
    """The words of a cell that holds several, where the first of them is known; () for any other text."""
    parts = tuple(part for part in map(str.strip, LIST_SIGNS.split(text)) if part)
    short = all(len(part.split()) <= MOST_WORDS for part in parts)
    return parts if len(parts) > 1 and short and _known(kind, parts[0]) else ()


def kinds() -> tuple[str, ...]:
    """The kinds of words: channel, strategy, stage, outcome, status, event, kind, precision, yes_no.

    A further one, replied, is yes and no together with the outcomes that are an answer, or none.
    """
    return tuple(kind for kind in _vocabulary() if kind != "state")


def kind_in(column: str) -> str:
    """The kind of the words in a column of the log."""
    return "yes_no" if column in ("personalised", "do_not_contact") else column


def keys(kind: str) -> tuple[str, ...]:
    """The keys that words of a kind can mean, in the order in which they are shown."""
    chosen = (_choice(kind, said) for said in _words()[kind].values())
    return tuple(dict.fromkeys(key for key in chosen if key))


def state(status: str) -> State:
    """What a status key proves. KeyError for a key that is no status."""
    return State(**_vocabulary()["state"][status])


def _squeezed(text: str) -> str:
    """The normal form without spaces: "linked in" and "LinkedIn", "follow-up" and "Followup" are one."""
    return normal(text).replace(" ", "")


def _known(kind: str, text: str) -> Meaning | None:
    return _words()[kind].get(_squeezed(text))


def _near_miss(kind: str, text: str) -> str | None:
    """The key of the most alike word, if it is alike enough and neither denies what the other says."""
    if kind == "yes_no" or not SHORTEST <= len(text.strip()) <= LONGEST:
        return None
    plain, words = normal(text), _words()[kind]
    for near in get_close_matches(
        plain, _spelled("outcome" if kind == "replied" else kind), n=3, cutoff=ALIKE
    ):
        if DENIALS.isdisjoint(plain.split()) == DENIALS.isdisjoint(near.split()):
            return _choice(kind, words.get(near.replace(" ", ""), Meaning()))
    return _answer_in(plain.split()) if kind == "replied" else None


def _answer_in(words: Sequence[str]) -> str | None:
    """What the answer was, where one of several words says it and none denies it: "Absage per Mail"."""
    said = (_known("replied", word) for word in words if DENIALS.isdisjoint(words))
    return next((meant.implies for meant in said if meant and meant.implies), None)


def _choice(kind: str, said: Meaning) -> str | None:
    """The key by which a person chooses a meaning: beside yes and no, what the answer was."""
    return (kind == "replied" and said.implies) or said.key


def _beside(header: str, present: frozenset[str]) -> str | None:
    """What a header means in this company."""
    for rule in _instead():
        if _squeezed(header) in rule.names and rule.beside & present:
            return rule.column
    return column_for(header)


def _present(headers: Sequence[str]) -> frozenset[str]:
    """The headers of a file and the columns they mean by themselves (those keep their underscore)."""
    columns = {column for header in headers if (column := column_for(header))}
    return frozenset({_squeezed(header) for header in headers} | columns)


def _rank(header: str) -> int:
    """How early a header stands in its column's list; last where it has its meaning from its company."""
    place = _places().get(_squeezed(header))
    return place[1] if place else len(_places())


@cache
def _headers() -> Mapping[str, Any]:
    return tomllib.loads((HERE / "headers.toml").read_text("utf-8"))


@cache
def _vocabulary() -> Mapping[str, Any]:
    return tomllib.loads((HERE / "vocabulary.toml").read_text("utf-8"))


@cache
def _places() -> Mapping[str, tuple[str, int]]:
    """For each header in squeezed form: its column, and how early it stands there."""
    columns: Mapping[str, list[str]] = _headers()["columns"]
    own = {_squeezed(column): (column, 0) for column in columns}
    listed = {
        _squeezed(name): (column, rank)
        for column, names in columns.items()
        for rank, name in enumerate(names)
    }
    return own | listed


@cache
def _doubtful() -> Mapping[str, tuple[str, ...]]:
    return {_squeezed(name): tuple(columns) for name, columns in _headers()["doubtful"].items()}


@cache
def _ignored() -> frozenset[str]:
    return frozenset(map(_squeezed, _headers()["ignored"]["names"]))


@cache
def _instead() -> tuple[Instead, ...]:
    return tuple(
        Instead(
            names=frozenset(map(_squeezed, rule["names"])),
            beside=frozenset(
                name if name in _headers()["columns"] else _squeezed(name) for name in rule["beside"]
            ),
            why=rule["why"],
            column=rule.get("column"),
        )
        for rule in _headers()["instead"]
    )


@cache
def _words() -> Mapping[str, Mapping[str, Meaning]]:
    """For each kind, each word in squeezed form and what it means."""
    found = {
        kind: {_squeezed(word): said for said, words in _lists(_vocabulary()[kind]) for word in words}
        for kind in kinds()
    }
    answers = {word: ANSWERS[said.key] for word, said in found["outcome"].items() if said.key in ANSWERS}
    return {**found, "replied": answers | found["yes_no"]}


def _lists(lists: Mapping[str, list[str]]) -> list[tuple[Meaning, list[str]]]:
    """The lists of a kind with what they mean; each key is a word for itself."""
    said = [(Meaning(*keys.split(", ")), words) for keys, words in lists.items()]
    return [(Meaning(meant.key), [meant.key]) for meant, _ in said if meant.key] + said


@cache
def _spelled(kind: str) -> tuple[str, ...]:
    """The words of a kind in normal form, spaces kept, for comparing."""
    return tuple(dict.fromkeys(normal(word) for words in _vocabulary()[kind].values() for word in words))
