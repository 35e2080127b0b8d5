"""By which way something went, read from a phrase: "friend on the unit (Trish)", "StepStone-Anzeige", "朋友推荐"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from data.schema import vocabulary
from data.schema.phrase_lists import any_of, pattern, phrase_words, read_lists
from data.schema.vocabulary import ASKING, Meaning, normalise

FILE = "channel_phrases.toml"
LONGEST = 80
"""Characters of a phrase, without the addresses of pages; what is longer is a note."""
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）|【[^【】]*】")
PARTS = re.compile(r"[,;|/+&\n→>，；、]|\s[-–—]\s")
NO = re.compile(r"no\b")
"""What denies in English and Spanish at the beginning alone: in Portuguese it is "in the"."""
LINK = re.compile(r"(?:https?://|www\.)(?P<host>[^\s/?#:]+)(?P<path>[^\s]*)", re.IGNORECASE)
BARE_HOST = re.compile(r"(?<![\w@.])(?P<host>(?:[a-z0-9-]+\.)+[a-z]{2,})\b(?P<path>/[^\s]*)?", re.IGNORECASE)
SECOND_LEVEL = {"co", "com", "ac", "org", "net", "gov"}
"""What stands before the country in an address: reed.co.uk."""
POSTED = ("job_board", "website")
"""The ways that the address of a page can name."""


@lru_cache(maxsize=50_000)
def read_channel_phrase(text: str) -> Meaning | None:
    """The one way that the words and addresses of a text name; None where they name none or several, or deny one.

    What stands in brackets is left out. Words that are names elsewhere count only where nothing stands beside them.
    """
    hosts = {channel for channel in map(_read_host, _links(text)) if channel}
    words = BARE_HOST.sub(" ", LINK.sub(" ", BRACKETS.sub(" ", text)))
    plain = normalise(words.casefold())
    if (
        len(words) > LONGEST
        or ASKING.search(words)
        or NO.match(plain)
        or pattern("lists.doubt", FILE).search(plain)
    ):
        return None
    found = [Meaning(channel) for channel in hosts]
    for part in filter(None, map(normalise, PARTS.split(words.casefold()))):
        found += _read_part(part)
    if len({meant.key for meant in found}) != 1:
        return None
    implied = {meant.implies for meant in found}
    return Meaning(found[0].key, implied.pop() if len(implied) == 1 else None, pieced=True)


def _links(text: str) -> Iterator[tuple[str, str]]:
    """The hosts and paths of the addresses in a text."""
    pattern = LINK if LINK.search(text) else BARE_HOST
    for found in pattern.finditer(text):
        yield found["host"].casefold().removeprefix("www."), found["path"] or ""


def _read_host(link: tuple[str, str]) -> str | None:
    """The way that an address names: a board, a site for applications, or LinkedIn; None for any other page."""
    host, path = link
    labels = host.split(".")
    name = next((label for label in reversed(labels[:-1]) if label not in SECOND_LEVEL), "")
    if name == "linkedin":
        return "job_board" if path.startswith("/jobs") else "linkedin"
    listed = next((channel for channel, names in read_lists(FILE)["hosts"].items() if name in names), None)
    known = (vocabulary.known_meaning("channel", said) for said in (name, f"{name} {labels[-1]}"))
    return listed or next((meant.key for meant in known if meant and meant.key in POSTED), None)


def _read_part(part: str) -> list[Meaning]:
    """The ways that are named in one part of a phrase, the longest words first; or the whole part is one."""
    if known := vocabulary.known_meaning("channel", part):
        return [known]
    return [_ways()[found[0]] for found in _ways_pattern().finditer(part)]


@cache
def _ways() -> Mapping[str, Meaning]:
    """Each word that names a way inside a phrase, in normal form."""
    plain = {normalise(word) for word in vocabulary.words_of("channel")}
    known = {word: meant for word in plain if (meant := vocabulary.known_meaning("channel", word))}
    further = {
        word: Meaning(channel) for channel, words in read_lists(FILE)["words"].items() for word in words
    }
    alone = {*map(normalise, phrase_words("lists.alone", FILE))}
    return {
        word: meant for word, meant in (known | further).items() if word not in alone and meant.key != "other"
    }


@cache
def _ways_pattern() -> re.Pattern[str]:
    return any_of(_ways())
