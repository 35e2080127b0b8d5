"""What one clause of a phrase says: "phone screen", "Lori emailed back", "hired someone else"."""

from __future__ import annotations

import re

from data.schema import vocabulary
from data.schema.phrase_lists import at_end, at_start, pattern, phrase_words, words_pattern
from data.schema.vocabulary import DENIALS, Meaning

CLAUSES = re.compile(
    r"[,;:()\[\]|+→>\n!?。，；：（）、/]|\.(?:\s|$)|\s[-–—]+\s|[–—]|\b(?:then|dann|puis|luego|depois)\b"
)
"""What stands between the clauses of a text."""
NUMBER = re.compile(r"\b\d+(?:st|nd|rd|th|er|eme|e|x)?\b")
OWN, DOUBTED = Meaning("own"), Meaning("doubted")
"""Beside what a clause says: that it begins with an act of the person; that something speaks against its offer."""
SENDER, SIGNS = 3, 6
"""Words that can name who wrote: "office mgr"; and signs, in Chinese."""
TOLD = ("rejected", "closed", "filled", "applied")
"""What somebody can have told, so that it is no more than what they said."""


def read_clause(clause: str) -> list[Meaning] | None:
    """What a clause in normal form says; [] for nothing that matters, None where its words are not all sure."""
    readers = (_read_reply, _read_chosen, read_words, _read_note, _read_own, _read_condition)
    return next((said for read in readers if (said := read(clause)) is not None), None)


def read_words(clause: str) -> list[Meaning] | None:
    """The words of the vocabulary in a clause, if nothing else in it could make them say something else."""
    exact = vocabulary.known_meaning("status", clause)
    if exact and exact.key == "no_answer":
        return [exact]
    found, rest, at = [], [], 0
    for match in words_pattern().finditer(clause):
        rest.append(clause[at : match.start()].strip())
        found.append(vocabulary.known_meaning("status", match[0]))
        at = match.end()
    rest.append(clause[at:].strip())
    doubtful = any(pattern("doubt").search(gap) for gap in rest)
    if not found or doubtful or not all(map(_is_filling, rest[:-1])) or not _is_tail(rest[-1]):
        return None
    return [
        meant for meant, gap in zip(found, rest, strict=False) if meant and not at_end("before").search(gap)
    ]


def turns(clause: str) -> bool:
    """Whether a clause that is not understood may turn round what was said before it."""
    return _find_words(clause) or pattern("turns").search(clause) is not None


def _is_filling(gap: str) -> bool:
    """Whether what stands before or between two words of the vocabulary changes neither."""
    return not pattern("between").sub(" ", NUMBER.sub(" ", at_end("before").sub(" ", gap))).strip()


def _is_tail(gap: str) -> bool:
    """Whether what stands behind the last word only says how, or nothing."""
    explains = DENIALS.isdisjoint(gap.split()) and pattern("how").match(gap) is not None
    return _is_filling(gap) or explains


def _read_reply(clause: str) -> list[Meaning] | None:
    """An answer that is told as what somebody did, and what it said: "Lori emailed back", "HR said not hiring"."""
    for name in ("wrote_me", "told_me", "wrote", "said"):
        match = pattern(name).search(clause)
        if match and _is_sender(clause[: match.start()].strip(), name):
            told = at_start("that").sub("", clause[match.end() :].strip()).strip()
            said = _read_told(told)
            return None if said is None else [Meaning("replied"), *said]
    return None


def _read_told(told: str) -> list[Meaning] | None:
    """What an answer said; None where it may have said more."""
    if at_start("own").search(told) or pattern("unsaid").search(told):
        return None
    for name, key in (("no", "rejected"), ("filled_told", "filled")):
        if told in phrase_words(name):
            return [Meaning(key)]
    said = _read_chosen(told) or read_words(told)
    if said is None:
        return None if turns(told) else []
    return said if all(meant.key in TOLD for meant in said) else None


def _is_sender(who: str, name: str) -> bool:
    """Whether what stands before such a verb can be who wrote; who told something has to be known by what they are."""
    if len(who.split()) > SENDER or (not who.isascii() and len(who) > SIGNS):
        return False
    if any(pattern(no).search(who) for no in ("no_sender", "doubt")) or turns(who):
        return False
    if name == "said" or (who and name == "told_me"):
        return at_end("people").search(who) is not None
    return bool(who) or name != "wrote"


def _read_chosen(clause: str) -> list[Meaning] | None:
    """That somebody else was taken, or that the post is filled."""
    for name, key, openers, tails in (
        ("chosen", "rejected", "choosers", "chosen_how"),
        ("filled", "filled", "posts", "how"),
    ):
        match = pattern(name).search(clause)
        if match and not pattern(openers).sub("", clause[: match.start()]).strip():
            rest = clause[match.end() :].strip()
            if not rest or at_start(tails).search(rest):
                return [Meaning(key)]
    return None


def _read_note(clause: str) -> list[Meaning] | None:
    """Nothing, where a clause says only how near it was: "their second choice"."""
    match = pattern("notes").search(clause)
    sure = match and _is_filling(clause[: match.start()]) and _is_filling(clause[match.end() :])
    return [] if sure else None


def _read_own(clause: str) -> list[Meaning] | None:
    """What came of it where the person says what they left or sent: silence, or nothing that this clause says."""
    act = at_start("own_acts").match(clause)
    if act is None:
        return None
    rest = clause[act.end() :].strip()
    said = read_words(rest)
    if said and all(meant.key == "no_answer" for meant in said):
        return [OWN, *said]
    return None if turns(rest) or pattern("doubt").search(rest) else [OWN]


def _read_condition(clause: str) -> list[Meaning] | None:
    """An offer with what speaks against it: "offer but nights only"."""
    match = pattern("but").search(clause)
    if match is None or _find_words(clause[match.end() :]) or pattern("taken_back").search(clause):
        return None
    said = read_words(clause[: match.start()].strip())
    return [*said, DOUBTED] if said == [Meaning("offer")] else None


def _find_words(clause: str) -> bool:
    return words_pattern().search(clause) is not None
