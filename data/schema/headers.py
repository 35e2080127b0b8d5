"""What the headers of a file mean, in six languages: by themselves, beside others, and by what stands below them."""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from data.schema.actions import read_action
from data.schema.channel_phrases import read_channel_phrase
from data.schema.date_parts import looks_like_date
from data.schema.dates import COUNTING, find_order
from data.schema.phrases import read_phrase
from data.schema.vocabulary import (
    MOST_WORDS,
    NAMING,
    is_known,
    kind_in,
    kinds,
    known_meaning,
    meanings_in,
    normalise,
    squeeze,
)

HEADERS = Path(__file__).with_name("headers.toml")
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

NAMES = {"company", "contact", "role"}
RESULTS = ("status", "outcome")
ANSWERS = {"replied", "replied_at", "outcome"}
"""Columns of a log in which each row is something that was done."""
MOST_DISTINCT = 20
"""Different words of a column that may be a list of ways, or of purposes; more are names."""
MOST_PHRASES = 300
"""Texts of a column that are read as phrases to find out what it means: reading one takes its time."""
BY_WORDS = ("channel", "strategy", *RESULTS)
"""Columns that are known by their words alone. A word of several is of the first."""
ACTS = {"action", "strategy"}
"""Columns of what was done: phrases in one that may be of these name a channel only besides."""
DAYS_ALONE = ("sent_at", "at", "changed_at")
"""Columns that hold days and nothing else; where a reply is noted, people write words instead of a day."""
WORDS_ALONE = ("channel", "strategy", "status", "outcome", "stage")
"""Columns that hold words; days below such a header are those of something else."""
YES_OR_NO = re.compile(r" (?:y n|yes no|ja nein|j n|oui non|o n|si no|sim nao|s n)$")
"""What stands behind the name of a column of yes and no."""
PARTS_OF_DATE = re.compile(r"\d\s*[-/.年]\s*\d")
A_CODE = re.compile(r"[A-Za-z]{0,4}[-_ ]?\d{0,6}")
LONGEST_JOB = 60
AN_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True)
class Alternative:
    """A header that means another column, or none, beside certain others; `why` is for the reader."""

    names: frozenset[str]
    beside: frozenset[str]
    why: str
    column: str | None


def column_for(header: str) -> str | None:
    """The column of a log that a header means by itself, None where it means none or could mean several."""
    place = _place(header)
    return place[0] if place else None


def possible_columns(header: str) -> tuple[str, ...]:
    """The columns that a header could mean, the likeliest first: one if it is clear, several if doubtful."""
    clear = column_for(header)
    if clear:
        return (clear,)
    whole = _doubtful().get(squeeze(header))
    return whole or tuple(
        dict.fromkeys(column for part in _parts(header) for column in possible_columns(part))
    )


def _place(header: str) -> tuple[str, int] | None:
    """The column of a header and how early it is listed there; of "Unit / Role" that of the one part with a name."""
    plain = YES_OR_NO.sub("", normalise(header))
    if found := _places().get(squeeze(header)) or _places().get(squeeze(plain)):
        return found
    parts = {place[0]: place for part in _parts(header) if (place := _places().get(squeeze(part)))}
    named = [place for column, place in parts.items() if column in NAMES]
    return named[0] if len(parts) == 1 and named else None


def _parts(header: str) -> list[str]:
    """The parts of a header that names several things: "Unit / Role"."""
    parts = [part for part in header.split("/") if part.strip()]
    return parts if len(parts) > 1 else []


def columns() -> tuple[str, ...]:
    """The columns of a log that a header can mean."""
    return tuple(_headers()["columns"])


def is_look_alike(header: str) -> bool:
    """Whether a header is known to mean no column although it looks like one (a deadline, a date posted)."""
    return squeeze(header) in _ignored_names()


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


def settle_column(header: str, values: Iterable[str], taken: Collection[str] = ()) -> str | None:
    """The one of a doubtful header's possible columns that fits what stands below it, None where none does.

    A column fits when at least half of the distinct values look like it: words of its list, dates, addresses of
    people, titles of jobs, names of companies. Where none fits, words that say what a reply was are an outcome, and the
    last column of names that is not `taken` fits any names. What the person did is no outcome.
    """
    texts = {text for text in values if text.strip()}
    if not texts:
        return None
    possible = possible_columns(header)
    left = [column for column in possible if column not in taken]
    phrased = ACTS.isdisjoint(possible)
    if "event" in possible and _name_acts(texts):
        left = [column for column in left if column != "outcome"]
    fitting = (
        column
        for column in left
        if 2 * sum(_looks_like(column, text, phrased) for text in texts) >= len(texts)
    )
    if column := next(fitting, None):
        return column
    if "replied" in possible and {"replied", *RESULTS}.isdisjoint(taken) and words_in("outcome", texts):
        return "outcome"
    if possible[-1:] == ("outcome",) and "outcome" in left and words_in("outcome", texts):
        return "outcome"
    if "action" in left and any(map(read_action, texts)):
        return "action"
    names = [column for column in left if column in NAMES]
    is_last = len(names) == 1 and len(possible) > 1 and not NAMES.isdisjoint(taken)
    return names[0] if is_last and not any(map(_is_value, texts)) else None


def fits_guess(column: str, values: Iterable[str]) -> bool:
    """Whether what stands below a header can be what the header says: numbers and codes are no days."""
    texts = [text for text in values if text.strip()]
    if column in WORDS_ALONE:
        return not texts or not all(map(looks_like_date, texts))
    if column != "applied_at" and column not in DAYS_ALONE:
        return True
    if not texts or any(map(_may_be_date, texts)) or find_order(texts).order in COUNTING:
        return True
    if all(is_known("reached", text) for text in texts):
        return column == "applied_at"
    return not are_ids(texts)


def are_ids(values: Iterable[str]) -> bool:
    """Whether these are numbers or short codes that tell rows apart."""
    texts = [text.strip() for text in values if text.strip()]
    numbered = any(letter.isdecimal() for text in texts for letter in text)
    return numbered and all(A_CODE.fullmatch(text) for text in texts)


def may_be_jobs(texts: Sequence[str]) -> bool:
    """Whether these texts can be names of jobs: short, and neither days nor numbers nor addresses nor yes and no."""
    return not any(
        _is_value(text) or len(text) > LONGEST_JOB or "://" in text or AN_ADDRESS.search(text)
        for text in texts
    )


def are_channels(values: Iterable[str]) -> bool:
    """Whether these are all channels, and no names of people."""
    texts = [text for text in values if text.strip()]
    return bool(texts) and all(is_known("channel", text) and not is_known("yes_no", text) for text in texts)


def may_be_events(values: Iterable[str], beside: Collection[str | None]) -> bool:
    """Whether each of these says what happened, so that each row is an event; not `beside` a column of replies or what
    came of it, where they say only what was reached, nor beside the day of an application and where it stands."""
    if {"applied_at", "status"} <= {*beside}:
        return False
    texts = [text for text in values if text.strip()]
    known = [meant.key for text in texts if (meant := known_meaning("event", text))]
    answered = not ANSWERS.isdisjoint(beside)
    return not texts or (2 * len(known) >= len(texts) and not (answered and {*known} <= {"milestone"}))


def name_of_action(values: Iterable[str]) -> str | None:
    """The column of a log in which texts say what came of something or, else, what was done; None where none does."""
    texts = [text for text in values if text.strip()]
    if words_in("outcome", texts) and not any(map(read_action, texts)):
        return "outcome"
    return "action" if any(map(read_action, texts)) else None


def _name_acts(texts: Collection[str]) -> bool:
    """Whether many of some texts say what the person did, and not what came of it."""
    acts = [text for text in texts if (said := read_action(text)) is not None and said.key is not None]
    return 4 * sum(not is_known("outcome", text) for text in acts) >= len(texts)


def tell_acts(values: Iterable[str]) -> bool:
    """Whether most of some texts say what the person did."""
    texts = [text for text in islice(values, MOST_PHRASES) if text.strip()]
    acts = sum((said := read_action(text)) is not None and said.key is not None for text in texts)
    return acts >= 2 and 2 * acts >= len(texts)


def holds_more(one: str, other: str, values: Iterable[str]) -> bool:
    """Whether most of some texts are words of one kind, and more of them than of another."""
    texts = [text for text in values if text.strip()]
    ours, theirs = (sum(is_known(kind, text) for text in texts) for kind in (one, other))
    return ours > theirs and 2 * ours >= len(texts)


def _may_be_date(text: str) -> bool:
    return looks_like_date(text) or PARTS_OF_DATE.search(text) is not None


def column_by_words(header: str, values: Iterable[str], taken: Collection[str] = ()) -> str | None:
    """The column whose words most of the distinct values are, below a header that tells nothing; None for any other.

    Two words at least must be known, yes and no not counted: they answer any question. None, too, where the column is
    `taken`, or another one that tells how it ended, or that each row is an event.
    """
    if possible_columns(header) or is_look_alike(header):
        return None
    texts = {squeeze(text): text for text in values if text.strip()}
    known = {column: len(words_in(column, texts.values())) for column in BY_WORDS}
    best = max(known, key=lambda column: known[column])
    others = {"event", *RESULTS} if best in RESULTS else {"event", best}
    return best if known[best] >= 2 and 2 * known[best] > len(texts) and others.isdisjoint(taken) else None


def columns_that_may_hold(kind: str, columns: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Of columns (header → distinct values) those with a word of this kind; else those that hold nothing but words."""
    plain = {header: values for header, values in columns.items() if not is_look_alike(header)}
    known = [header for header, values in plain.items() if any(is_known(kind, text) for text in values)]
    if kind == "replied" or known:
        return tuple(known)
    return tuple(header for header, values in plain.items() if _are_words(values))


def hold_days(values: Iterable[str]) -> bool:
    """Whether at least half of some texts are days."""
    texts = [text for text in values if text.strip()]
    return bool(texts) and 2 * sum(map(looks_like_date, texts)) >= len(texts)


def results_in(texts: Sequence[str]) -> list[str]:
    """Those of some texts that tell of an interview, an offer or a refusal; phrases only among the first."""
    return [text for place, text in enumerate(texts) if _tells_of_result(text, place < MOST_PHRASES)]


def _tells_of_result(text: str, phrases: bool) -> bool:
    said = known_meaning("outcome", text) or (read_phrase("outcome", text) if phrases else None)
    return said is not None and said.key in ("interview", "offer", "rejection") and said.named != ("screen",)


def _are_words(values: Sequence[str]) -> bool:
    """Whether these are a few words that stand there again and again, and no names, numbers or sentences."""
    texts = {text for text in values if text.strip()}
    return 2 <= len(texts) <= MOST_DISTINCT and not any(
        _is_value(text) or "://" in text or len(text.split()) > MOST_WORDS for text in texts
    )


def words_in(kind: str, values: Iterable[str]) -> list[str]:
    """Those of some texts that are words of a kind, yes and no left out."""
    return [text for text in values if _is_word(kind, text) and not is_known("yes_no", text)]


def _is_word(kind: str, text: str) -> bool:
    """Whether a text is a word of a kind, or a phrase of such words where people write phrases."""
    return is_known(kind, text) or (kind in NAMING and read_phrase(kind, text) is not None)


def _looks_like(column: str, text: str, phrased: bool) -> bool:
    """Whether a text could stand in a column; `phrased`: a channel may be named in a phrase."""
    if column == "channel" and phrased and read_channel_phrase(text):
        return True
    if column == "action":
        return False
    kind = "yes_no" if column == "replied" else kind_in(column)
    if kind in kinds():
        return _is_word(kind, text) or bool(meanings_in(kind, text))
    if column.endswith("_at"):
        return looks_like_date(text)
    if column == "contact":
        return AN_ADDRESS.fullmatch(text.strip()) is not None
    said = set(normalise(text).split())
    return column in ("role", "company") and not said.isdisjoint(_headers()["looks"][column])


def _is_value(text: str) -> bool:
    return text.strip().isdecimal() or looks_like_date(text) or is_known("yes_no", text)


def _beside(header: str, present: frozenset[str]) -> str | None:
    """What a header means in this company."""
    for rule in _alternatives():
        if squeeze(header) in rule.names and rule.beside & present:
            return rule.column
    return column_for(header)


def _present(headers: Sequence[str]) -> frozenset[str]:
    """The headers of a file and the columns they mean by themselves (those keep their underscore)."""
    columns = {column for header in headers if (column := column_for(header))}
    return frozenset({squeeze(header) for header in headers} | columns)


def _rank(header: str) -> int:
    """How early a header stands in its column's list; last where it has its meaning from its company."""
    place = _place(header)
    return place[1] if place else len(_places())


@cache
def _headers() -> Mapping[str, Any]:
    return tomllib.loads(HEADERS.read_text("utf-8"))


@cache
def _places() -> Mapping[str, tuple[str, int]]:
    """For each header in squeezed form: its column, and how early it stands there."""
    columns: Mapping[str, list[str]] = _headers()["columns"]
    own = {squeeze(column): (column, 0) for column in columns}
    listed = {
        squeeze(name): (column, rank) for column, names in columns.items() for rank, name in enumerate(names)
    }
    return own | listed


@cache
def _doubtful() -> Mapping[str, tuple[str, ...]]:
    return {squeeze(name): tuple(columns) for name, columns in _headers()["doubtful"].items()}


@cache
def _ignored_names() -> frozenset[str]:
    return frozenset(map(squeeze, _headers()["ignored"]["names"]))


@cache
def _alternatives() -> tuple[Alternative, ...]:
    return tuple(
        Alternative(
            names=frozenset(map(squeeze, rule["names"])),
            beside=frozenset(
                name if name in _headers()["columns"] else squeeze(name) for name in rule["beside"]
            ),
            why=rule["why"],
            column=rule.get("column"),
        )
        for rule in _headers()["instead"]
    )
