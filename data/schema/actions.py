"""What a person did, read from free words of a log: "TY note to Dr. K", "nachgehakt per Mail", "打电话询问进度"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from data.schema.clauses import CLAUSES
from data.schema.vocabulary import ASKING, Meaning, known_meaning, normalise

ACTIONS_FILE = Path(__file__).with_name("actions.toml")
LONGEST = 120
"""Characters of a text that are read; of what is longer, the clauses that end before."""
MOST_WORDS = 8
"""Words of the longest entry in a list; for Chinese, signs."""
NEAR = 4
"""Words that can name to whom something was given: "sent Dr. Patel a thank you note"."""
FARTHEST = 6
"""Words, for Chinese signs, among which a verb or a thing is looked for behind whom it was for."""
HELPER = 3
"""Words that can name who helped: "my former boss"."""
WORD_OR_SIGN = re.compile(r"[a-z0-9]+|[^\sa-z0-9]")

APPLICATION = Meaning("application")
"""What is never said in passing: a clause that is nothing but a word for it says it."""

Words = tuple[str, ...]
Keys = tuple[str, str]
"""A strategy and a channel, each "" where it is not said."""
VERBS = ("did", "linked", "gives", "asks", "verbs")
HEADS = (*VERBS, "names", "given", "visited", "ways")
"""The lists whose words can say what was done, in the order in which they are asked."""


@dataclass(frozen=True)
class Act:
    """What one clause says that the person did.

    `verb`: whether a verb says it. `named`: whether it is no more than the name of a channel.
    """

    strategy: str
    channel: str
    verb: bool
    named: bool = False


@dataclass
class Head:
    """The words at the beginning of a clause that are all known: in which lists, what they say, and where they end."""

    end: int
    lists: set[str] = field(default_factory=set)
    strategies: set[str] = field(default_factory=set)
    channels: set[str] = field(default_factory=set)

    @property
    def verb(self) -> bool:
        return not self.lists.isdisjoint(VERBS)


@lru_cache(maxsize=50_000)
def read_action(text: str) -> Meaning | None:
    """The strategy (key) and the channel (implies) of what a person did; None where the words do not surely say it."""
    if ASKING.search(text):
        return None
    said = _join_acts(_read_clauses(map(_words_of, _clauses(text))))
    known = known_meaning("strategy", text)
    if (said and said.key) or not known or known.key == "other" or _words_of(text) in _table("unsure"):
        return said
    return Meaning(known.key, known.implies or (said.implies if said else None), pieced=True)


def _clauses(text: str) -> list[str]:
    """The clauses of a text, without the one at which it is cut."""
    plain = _signs_pattern().sub(lambda sign: _rules()["signs"][sign[0]], text[: LONGEST + 1].lower())
    return CLAUSES.split(plain)[: -1 if len(text) > LONGEST else None]


def _read_clauses(clauses: Iterable[Words]) -> list[Act]:
    """The acts of the person, one from each clause; none where a plan or a denial may be about them."""
    acts: list[Act] = []
    interrupted = False
    for words in (_leave_out("silence", clause) for clause in clauses):
        if _find(_leave_out("allowed", words), "doubt"):
            return acts if acts and acts[0].verb and not _takes_back(words) else []
        act = _read_clause(words) if words else None
        if act and (not interrupted or _longest(words, 0, "first_person")):
            acts.append(act)
        elif not _longest(words, 0, "when") and not all(word.isdecimal() for word in words):
            interrupted = True  # it may be about others, and so may what follows without a subject
    named_only = interrupted and all(act.named for act in acts)
    return [] if named_only else acts


def _takes_back(words: Words) -> bool:
    """Whether a clause says nothing but that it was not done: "not sent", "todo"."""
    for name in ("doubt", "gives", "did"):
        words = _leave_out(name, words)
    return not words


def _join_acts(acts: Sequence[Act]) -> Meaning | None:
    """The strategy of the first act that has one, and its channel: its own, or the one that others name for it."""
    at = next((number for number, act in enumerate(acts) if act.strategy), len(acts))
    decides = acts[at] if at < len(acts) else Act("", "", verb=False)
    others = {act.channel for number, act in enumerate(acts) if number < at or not act.verb} - {""}
    if decides.strategy in ("application", "introduction"):
        others.discard("letter")  # it goes with the CV
    channel = decides.channel or (others.pop() if len(others) == 1 else "")
    if not decides.strategy and not channel:
        return None
    return Meaning(decides.strategy or None, channel or None, pieced=True)


def _read_clause(words: Words) -> Act | None:
    if words in _table("channels") and not _table("names").get(words, ("", ""))[0]:
        return Act("", _table("channels")[words][0], verb=False, named=True)
    if known_meaning("strategy", " ".join(words)) == APPLICATION and words not in _table("unsure"):
        return Act("application", "", verb=False)
    head = _read_head(words, 0)
    if not head.lists and (start := _after_lead(words)):
        head = _read_head(words, start)
        head = head if head.verb else Head(0)
    if head.lists:
        return _read_own(words, head)
    return Act("referral", "referral", verb=True) if _names_helper(words) else None


def _read_own(words: Words, head: Head) -> Act | None:
    """What a clause with a known beginning says, if its other words cannot change it."""
    tail = words[head.end :]
    if (not head.verb or "linked" in head.lists) and not _is_linked(words, head.end):
        return None
    if not head.verb and _find(_cut(tail, "when"), "undone"):
        return None
    tail = _cut(tail, "when")
    act = _cut(tail, "topics")
    ways = list(_find_ways(act))
    last = _leave_out("purposes", words[head.end :])[-1:]
    if _find(_leave_out("purposes", _outside(tail, ways)) + last, "others"):
        return None
    strategies, channels = set(head.strategies), set(head.channels)
    strategies |= _strategies(words[: head.end] + tail, "purposes")
    if strategies:
        strategies |= _strategies(_outside(act, ways), "names", "did")
    elif head.verb:
        strategy, channel = _read_gift(tail, head)
        strategies, channels = {strategy} - {""}, channels | ({channel} - {""})
    channels = channels or {channel for _, _, channel in ways}
    if "asks" in head.lists and strategies & {"conversation", "event"}:
        return None
    left = strategies - {under for over in strategies for under in _rules()["ranks"].get(over, ())}
    if len(left) > 1 or (not left and _find(tail, "theirs")):
        return None
    channel = next(iter(channels)) if len(channels) == 1 else ""
    return Act(next(iter(left), ""), channel, head.verb) if left or channel or head.verb else None


def _read_head(words: Words, at: int) -> Head:
    """The known words of a clause from a place on."""
    head = Head(at)
    said: list[tuple[str, Keys]] = []
    while head.end < len(words):
        length, name, keys = _read_word(words, head.end, begun=bool(said))
        if not length:
            break
        head.end += length
        said += [(name, keys)] if name else ()
    head.lists = {name for name, _ in said}
    if any(name == "did" and not strategy and channel != "phone" for name, (strategy, channel) in said):
        head.lists.add("gives")  # to email is to give as well: "emailed Tom my resume"
    if words[-1:] in _table("closing"):
        head.lists.add("gives")
    if "asks" in head.lists and said[0][0] != "asks":
        said = []  # "follow up requested"
    unsaid = {"given": head.lists.isdisjoint(("gives", "ways")), "visited": not head.verb}
    kept = [keys for name, keys in said if not unsaid.get(name)]
    head.strategies = {strategy for strategy, _ in kept} - {""}
    head.channels = {channel for _, channel in kept} - {""}
    if not kept:
        head.lists.clear()
    return head


def _read_word(words: Words, at: int, *, begun: bool) -> tuple[int, str, Keys]:
    """How many words from a place on are known together, in which list (none for a filling), and what they say."""
    length, channel = _read_way(words, at)
    found = (length, "ways", ("", channel))
    for name in HEADS:
        if (length := _longest(words, at, name)) > found[0]:
            found = (length, name, _table(name)[words[at : at + length]])
    length = _longest(words, at, "fillings" if begun else "opening")
    if length > found[0] or (not found[0] and words[at].isdecimal()):
        return length or 1, "", ("", "")
    return found


def _read_way(words: Words, at: int) -> tuple[int, str]:
    """A word like "by" and the name of a channel behind it: their length, 0 for none, and the channel."""
    by = _longest(words, at, "via")
    length = _longest(words, at + by, "channels") if by else 0
    return (by + length, _table("channels")[words[at + by : at + by + length]][0]) if length else (0, "")


def _find_ways(words: Words) -> Iterator[tuple[int, int, str]]:
    """Where words say how it was done, over how many words, and by which channel."""
    for at in range(len(words)):
        length, channel = _read_way(words, at)
        if length:
            yield at, length, channel
        elif length := _longest(words, at, "ways"):
            yield at, length, _table("ways")[words[at : at + length]][1]


def _outside(words: Words, ways: Iterable[tuple[int, int, str]]) -> Words:
    """The words without those that say how it was done."""
    taken = {place for at, length, _ in ways for place in range(at, at + length)}
    return tuple(word for place, word in enumerate(words) if place not in taken)


def _is_linked(words: Words, at: int) -> bool:
    """Whether what follows on a place says only to whom, why, where or when."""
    linked = any(_longest(words, place, "openers") for place in range(at - 2, at + 1)) or _longest(
        words, at, "when"
    )
    return at == len(words) or bool(linked)


def _after_lead(words: Words) -> int:
    """Where the verb begins in a clause that says first to whom it was done: "bei HR nachgehakt"; 0 for any other."""
    start = _longest(words, 0, "leads")
    if not start:
        return 0
    places = range(start, min(len(words), start + FARTHEST))
    verb = next((at for at in places if any(_longest(words, at, name) for name in HEADS)), 0)
    return 0 if _find(words[:verb], "others") else verb


def _names_helper(words: Words) -> bool:
    """Whether a clause says that somebody recommended the person."""
    for at in range(1, min(HELPER + 1, len(words))):
        if length := _longest(words, at, "helped"):
            who, rest = words[:at], words[at + length :]
            sure = _is_linked(words, at + length) and not _find(rest, "others")
            return sure and not any(_find(who, name) for name in ("firm", *HEADS))
    return False


def _strategies(words: Words, *names: str) -> set[str]:
    found = {_table(name)[part][0] for name in names for part in _find(words, name)}
    return found - {""}


def _read_gift(tail: Words, head: Head) -> Keys:
    """What was given, where the person to whom it went is named first: "sent Dr. Patel a thank you note"."""
    names = ("names", "given") if "gives" in head.lists else ("names",)
    for at in range(min(len(tail), NEAR)):
        if _longest(tail, at, "openers") and not _longest(tail, at, "fillings"):
            break
        for name in names:
            if length := _longest(tail, at, name):
                return _table(name)[tail[at : at + length]]
    return "", ""


def _cut(words: Words, name: str) -> Words:
    """The words before the first of a list, unless that begins what says the purpose."""
    for at in range(len(words)):
        if _longest(words, at, name) and not _longest(words, at, "purposes"):
            return words[:at]
    return words


def _leave_out(name: str, words: Words) -> Words:
    """The words without those of a list."""
    kept: list[str] = []
    at = 0
    while at < len(words):
        length = _longest(words, at, name)
        kept += () if length else (words[at],)
        at += length or 1
    return tuple(kept)


def _find(words: Words, name: str) -> list[Words]:
    """The words of a list that a text contains, the longest at each place."""
    lengths = ((at, _longest(words, at, name)) for at in range(len(words)))
    return [words[at : at + length] for at, length in lengths if length]


def _longest(words: Words, at: int, name: str) -> int:
    """How many words from a place on are together in a list, at most; 0 for none."""
    table = _table(name)
    lengths = range(min(MOST_WORDS, len(words) - at), 0, -1) if at >= 0 else ()
    return next((length for length in lengths if words[at : at + length] in table), 0)


def _words_of(text: str) -> Words:
    """The words of a text as the lists have them: no articles, one spelling."""
    words = tuple(word for word in _split(text) if word not in _rules()["lists"]["articles"])
    spelled: list[str] = []
    at = 0
    while at < len(words):
        length = next((n for n in (2, 1) if words[at : at + n] in _spellings()), 0)
        spelled += _spellings()[words[at : at + length]] if length else (words[at],)
        at += length or 1
    return tuple(spelled)


def _split(text: str) -> Words:
    return tuple(WORD_OR_SIGN.findall(normalise(text.lower())))


@cache
def _rules() -> Mapping[str, Any]:
    return tomllib.loads(ACTIONS_FILE.read_text("utf-8"))


@cache
def _spellings() -> Mapping[Words, Words]:
    return {_split(word): _split(spelled) for word, spelled in _rules()["spellings"].items()}


@cache
def _signs_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _rules()['signs']))})")


@cache
def _table(name: str) -> Mapping[Words, Keys]:
    """The words of a list and the keys that they mean: none in a mere list."""
    rules = _rules()
    lists = rules[name] if name in rules else {"": rules["lists"][name]}
    keyed = ((tuple((*key.split(", "), "")[:2]), words) for key, words in lists.items())
    return {_words_of(word): (key[0], key[1]) for key, words in keyed for word in words}
