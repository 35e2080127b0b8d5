"""Dates with words beside them: "4/16 phone", "am 3.4. (Teams)", "le 12/9 en visio"; and months without a day."""

from __future__ import annotations

import re
from functools import lru_cache

from data.schema.date_parts import MONTHS, fold_text, is_date
from data.schema.phrase_lists import at_end, pattern, phrase_words
from data.schema.vocabulary import ASKING, normalise

FILE = "worded_dates.toml"
LONGEST = 60
"""Characters of a cell with a date and words; what is longer is a note."""
ORDINARY = {"set", "out", "ago", "marc", "may", "mar"}
"""Beginnings of months that are words or names besides."""
NAMES = "|".join(
    sorted((name for name in MONTHS if name not in ORDINARY - {"may", "mar"}), key=len, reverse=True)
)
DATE = re.compile(
    rf"""(?<![\d/.,:-])(?<![a-z])(?:
        \d{{4}}\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*[日号號]?|\d{{1,2}}\s*月\s*\d{{1,2}}\s*[日号號]?
        |\d{{4}}(?P<a>[-/.])\d{{1,2}}(?P=a)\d{{1,2}}|\d{{1,2}}(?P<b>[-/.])\d{{1,2}}(?P=b)(?:\d{{4}}|\d{{2}})
        |(?P<one>\d{{1,2}})/(?P<other>\d{{1,2}})|\d{{1,2}}\.\s?\d{{1,2}}\.|(?P<number>\d{{1,2}}\.\d{{1,2}})
        |\d{{1,2}}(?:st|nd|rd|th|er|o)?[./-]?\s?(?:de\s|of\s)?(?:{NAMES})\b\.?(?:[\s,/-]\s?(?:de\s|del\s)?\d{{4}})?
        |\d{{1,2}}(?:/|\sde\s)(?:set|out|ago)\b(?:(?:/|\sde\s)\d{{4}})?
        |(?:{NAMES})\b\.?[\s-]?\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}})?
    )(?![\d/]|[.:-]\d|[-–—]\s?\d)(?![a-z])""",
    re.VERBOSE,
)
CLOCK = re.compile(
    r"(?:\b(?:at|um|a|as|a las|les)\s+)?\b\d{1,2}(?::\d{2}(?:\s?[ap]\.?m\b\.?)?|h\d{0,2}\b|\s?[ap]\.?m\b\.?)(?:\s?uhr)?"
    r"|\b\d{1,2}(?:\.\d{2})?\s?uhr|(?:上午|下午)?\d{1,2}[点點:]\d{0,2}"
)
AMOUNT = re.compile(r"[€$£%~<>]|\d\s*[-/.–]\s*\d|(?:\b(?:to|until|bis|au|hasta|ate)\s|[至到])\s*\d")
"""What makes a number beside a date, or a date itself, something else."""
ROUND_NUMBER = 10
"""Up to this number, one by a stroke with another may count rounds or answers: 2/3."""
IN_CHINESE = re.compile(r"(?:\d{4}年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:初|中|[上中下]旬|底|末)?")
YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


@lru_cache(maxsize=100_000)
def date_beside_words(text: str) -> str | None:
    """The one date in a text that holds words besides; None where there is none or several, or words make it unsure."""
    if len(text) > LONGEST or ASKING.search(text):
        return None
    plain = fold_text(text)
    found = [*DATE.finditer(plain)]
    if len(found) != 1 or not is_date(found[0][0]):
        return None
    [date] = found
    before, behind = plain[: date.start()], CLOCK.sub(" ", plain[date.end() :])
    rest = f"{CLOCK.sub(' ', before)} {behind}"
    if AMOUNT.search(rest) or _names_month(rest) or pattern("doubt", FILE).search(normalise(rest)):
        return None
    if _is_bound(before, behind) or _may_be_number(date, before, behind):
        return None
    return date[0].strip()


def is_month(text: str) -> bool:
    """Whether a text is a month, or a part of one, without a day: "mid May", "début juillet", "5月初"."""
    if IN_CHINESE.fullmatch(text.strip()):
        return True
    if ASKING.search(text):
        return False
    words = YEAR.sub(" ", pattern("parts", FILE).sub(" ", normalise(text))).split()
    return len(words) == 1 and words[0] in MONTHS and words[0] not in ORDINARY - {"may"}


def is_planned(text: str) -> bool:
    """Whether a text in the place of a day says that it has not been done yet."""
    return normalise(text) in phrase_words("planned", FILE)


def names_phone(text: str) -> bool:
    """Whether the words beside the day of an interview say that it was by phone, and not in another way besides."""
    plain = normalise(text)
    return bool(pattern("by_phone", FILE).search(plain)) and not pattern("in_other_ways", FILE).search(plain)


@lru_cache(maxsize=1_000)
def is_any_interview(header: str) -> bool:
    """Whether a header names an interview and does not say which one it was."""
    return normalise(header) in phrase_words("any_interview", FILE)


def _names_month(rest: str) -> bool:
    """Whether what stands beside a date names a month, as another date would."""
    words = set(normalise(rest).split())
    return not words.isdisjoint(MONTHS.keys() - (ORDINARY - {"may"}))


def _is_bound(before: str, behind: str) -> bool:
    """Whether the word before or behind a date makes it a bound: "by 3/24", "3月24日前"."""
    return bool(at_end("bounds", FILE).search(normalise(before))) or behind.lstrip().startswith(
        tuple(phrase_words("chinese_bounds", FILE))
    )


def _may_be_number(date: re.Match[str], before: str, behind: str) -> bool:
    """Whether two numbers that could be a day and a month may be a share of something, or a number with a point."""
    if date["number"]:
        day, month = date["number"].split(".")
        return (
            not (month.startswith("0") or at_end("before_days", FILE).search(normalise(before)))
            or int(day) == 0
        )
    if date["one"] and int(date["one"]) <= int(date["other"]) <= ROUND_NUMBER:
        beside = (*normalise(before).split()[-1:], *normalise(behind).split()[:1])
        return not {*beside}.isdisjoint(phrase_words("counted", FILE))
    return False
