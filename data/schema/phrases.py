"""Statuses that are written as phrases, read from the words of the vocabulary: "phone screen, then rejected"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from data.schema import vocabulary
from data.schema.clauses import CLAUSES, DOUBTED, OWN, read_clause, read_words, turns
from data.schema.phrase_lists import at_start, months_pattern, pattern, phrase_words
from data.schema.vocabulary import ASKING, DENIALS, YES_NO_REPLIES, Meaning, normalise

LONGEST = 120
"""Characters of a phrase; what is longer is a note."""
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
DAY = re.compile(
    r"(?:\b(?:on|am|vom|le|du|el|em|dia)\s+)?"
    r"(?:(?<![\w./-])\d{1,4}(?:(?:/\d{1,2}){1,2}|(?:\.\d{1,2}){1,2}\.?|(?:-\d{1,2}){2})(?:\d\d)?(?![\w/])"
    r"|\d{1,2}月(?:\d{1,2}[日号]|[初中底])?)",
    re.IGNORECASE,
)
"""A day written in figures: "4/15", "am 30.07.", "7月15日"."""
SHORT_FORMS = (
    (re.compile(r"\bw/o\b", re.IGNORECASE), "without"),
    (re.compile(r"\bw/\s*", re.IGNORECASE), "with "),
    (re.compile(r"(?<!\S)(\d)\.\s(?=[^\W\d])"), r"\1 "),
    (re.compile(r"\b(did|does|do|was|is|have|has)nt\b", re.IGNORECASE), r"\1n't"),
)
"""What people shorten, and the form that the lists have."""
ARROWS = {"→", ">", "then", "dann", "puis", "luego", "depois"}
LINKS = {*ARROWS, ",", ".", ";", "!", "\n", "，", "。", "；", "、"}
"""Behind one of these a lone "no" is what came of the round; behind a colon it says that there was none."""
UNANSWERED = {"own", "no_answer", "replied", "rejected", "withdrawn", "closed", "filled"}
"""What can have come of a message that the person left."""

Part = tuple[str, str]
"""A clause in normal form, behind the sign or word that links it to the one before."""


@lru_cache(maxsize=50_000)
def read_phrase(column: str, text: str) -> Meaning | None:
    """What a text means in the column status, outcome or replied if each of its words is sure; None for any other."""
    status = vocabulary.known_meaning("status", text) or _read_status(column, text)
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


def _read_status(column: str, text: str) -> Meaning | None:
    if not 0 < len(text) <= LONGEST or ASKING.search(text):
        return None
    joined = _join_meanings(_in_column(column, _read_parts(column, _parts(text))))
    return None if joined and _may_not_have_met(joined, normalise(text)) else joined


def _parts(text: str) -> list[Part]:
    """The clauses of a text without the days in it."""
    for short, full in SHORT_FORMS:
        text = short.sub(full, text)
    text = DAY.sub(" ", text)
    links = ["", *(match[0].strip() or "\n" for match in CLAUSES.finditer(text))]
    clauses = (
        months_pattern().sub(" ", normalise(clause)).strip() if re.search(r"\w", clause) else ""
        for clause in CLAUSES.split(text)
    )
    return [(link, clause) for link, clause in zip(links, clauses, strict=True) if clause]


def _read_parts(column: str, parts: Sequence[Part]) -> list[Meaning]:
    """What the clauses say, one after the other; nothing where one of them makes the others unsure."""
    said: list[Meaning] = []
    for at, (_, clause) in enumerate(parts):
        told = _read_no(column, parts, at, said)
        if told is None:
            told = _read_round(parts, at)
        if told is None:
            told = read_clause(clause)
        if told is None and (at == 0 or (turns(clause) and not _has_ended(said))):
            return []
        said += told or ()
    return [meant for meant in said if meant not in (OWN, DOUBTED)] if _is_settled(said) else []


def _is_settled(said: Sequence[Meaning]) -> bool:
    """Whether what was said about an offer or after an act of the person cannot mean something else."""
    keys = [str(meant.key) for meant in said]
    if DOUBTED in said and {"withdrawn", "accepted"}.isdisjoint(keys):
        return False
    if _follows(keys, "offer", "replied") and "rejected" in keys:
        return False  # who said no?
    return OWN not in said[:1] or set(keys[1:]) <= UNANSWERED


def _in_column(column: str, said: Sequence[Meaning]) -> list[Meaning]:
    """What the clauses say in a column: beside an answer that somebody gave, a post that is closed is no end."""
    filled = "closed" if column == "status" else "rejected"
    told = [Meaning(filled) if meant.key == "filled" else meant for meant in said]
    if column != "status" or any(meant.key == "replied" for meant in told):
        told = [meant for meant in told if meant.key != "closed"] or told
    keys = {str(meant.key) for meant in told}
    withdrawn = {"replied", "withdrawn"} <= keys <= {"replied", "withdrawn", "applied"}
    return [Meaning("replied", named=("withdrawn",))] if withdrawn else told


def _read_no(column: str, parts: Sequence[Part], at: int, said: Sequence[Meaning]) -> list[Meaning] | None:
    """A lone no or yes, by what stands around it: of the employer behind a round, of the person behind an offer."""
    link, clause = parts[at]
    keys = {str(meant.key) for meant in said}
    offered = "offer" in keys and not _has_ended(said)
    if offered and clause in phrase_words("said_no"):
        return [Meaning("withdrawn")]
    if offered and clause in phrase_words("said_yes"):
        return [Meaning("accepted")]
    if clause not in phrase_words("no"):
        return None
    if keys & MEETINGS and "offer" not in keys and link in LINKS:
        return [Meaning("rejected")]
    first = at == 0 and len(parts) > 1 and column != "replied"
    return [Meaning("rejected")] if first and _is_reason(clause, parts[1][1]) else None


def _is_reason(no: str, reason: str) -> bool:
    """Whether what stands behind a first no tells of an answer, so that it does not say that there was none."""
    if at_start("they").search(reason) and pattern("candidates").search(reason):
        return DENIALS.isdisjoint(reason.split())
    by_mail = no in phrase_words("nope") and reason in phrase_words("by_mail")
    return by_mail or at_start("reasons").search(reason) is not None


def _read_round(parts: Sequence[Part], at: int) -> list[Meaning] | None:
    """A round that is called by its short name, where it is said that it ended: "HR → no", "after tech, rejected"."""
    clause = parts[at][1]
    name = at_start("after").sub("", clause).strip()
    step = next((step for step in ("screen", "interview") if name in phrase_words(f"{step}s")), None)
    if step is None or at + 1 == len(parts):
        return None
    link, then = parts[at + 1]
    if link not in ARROWS and (name == clause or link not in LINKS):
        return None
    ended = then in phrase_words("no") or _read_round(parts, at + 1) is not None
    ended = ended or [meant.key for meant in read_words(then) or ()] == ["rejected"]
    return [Meaning(step)] if ended else None


def _may_not_have_met(said: Meaning, text: str) -> bool:
    """Whether an interview is named beside a refusal, and nothing says that it was held before."""
    met = MEETINGS.intersection({said.key, *said.named})
    return bool(met) and pattern("refusals").search(text) is not None and not pattern("after").search(text)


def _has_ended(said: Sequence[Meaning]) -> bool:
    return any(meant.key in (*ENDS, "closed", "filled") for meant in said)


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
