"""A date as it is written, taken apart: its numbers, what is sure about their order, and the time of day."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import time
from functools import lru_cache
from typing import NamedTuple

MONTH_NAMES = """
    january february march april may june july august september october november december
    januar februar marz april mai juni juli august september oktober november dezember
    janner feber maerz april mai juni juli august september oktober november dezember
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre
    janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro
"""
CONTRACTIONS = {"mrz": 3}
WEEKDAY_NAMES = """
    monday tuesday wednesday thursday friday saturday sunday
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
    lundi mardi mercredi jeudi vendredi samedi dimanche
    lunes martes miercoles jueves viernes sabado domingo
    segunda terca quarta quinta sexta sabado domingo
    segunda-feira terca-feira quarta-feira quinta-feira sexta-feira
    mo di mi do fr sa so lu ma me je ve tues weds thur thurs
    星期一 星期二 星期三 星期四 星期五 星期六 星期日 周一 周二 周三 周四 周五 周六 周日
"""

CLOCK = re.compile(
    r"""(?:^|[\s,]|(?<=\d)t|(?<=日))(?:(?:at|um|a|as|a\ las|les)\s+)?
        (?P<half_before>上午|下午)?\s*
        (?:
            (?P<hour>\d{1,2})
            (?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?|h(?P<h_minute>\d{2})?)
            (?:\s*(?P<half>[ap])\.?\s?m\.?)?
            |(?P<whole>\d{1,2})\s*(?P<whole_half>[ap])\.?\s?m\.?
            |(?P<dot_hour>\d{1,2})\.(?P<dot_minute>\d{2})(?=\s*uhr)
        )
        (?:\s*(?:uhr|hs?|hrs))?
        (?:\s*(?:z|utc|gmt|[a-z]{2,4}t|[+-]\d{2}:?\d{2}|\([^()]*\)))*+$""",
    re.VERBOSE,
)
OFFSET = re.compile(
    r"(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2})(?!\d)|(?<![a-z])(?P<name>[a-z]{1,4})(?![a-z])"
)
NAMED_OFFSETS = {  # those of RFC 822, and the ones of Europe; others are the name of several
    **dict.fromkeys(("z", "utc", "gmt", "wet"), 0),
    **{
        "est": -300,
        "edt": -240,
        "cst": -360,
        "cdt": -300,
        "mst": -420,
        "mdt": -360,
        "pst": -480,
        "pdt": -420,
    },
    **{"west": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180},
}
FURTHEST = 14 * 60
"""Minutes by which a clock can be ahead of UTC, or behind it."""
COMPACT_CLOCK = re.compile(r"(?<=\d{8})t(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})z?$")
ZONE_WITHOUT_CLOCK = re.compile(r"\s*(?:\((?:utc|gmt)[^()]*\)|utc|gmt)$")

NUMBERS = re.compile(r"(\d{1,2})(\s*[-/.]\s*|\s+)(\d{1,2})\2(\d{4}|\d{2})")
YEAR_FIRST = re.compile(r"(?P<year>\d{4})(\s*[-/.]\s*|\s+)(?P<month>\d{1,2})\2(?P<day>\d{1,2})")
COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
CHINESE = re.compile(r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日号號]?")
DAY_MONTH_WORD = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|o)?[\s./-]*(?:de\s|of\s)?\s*(?P<month>[^\W\d_]{3,})"
    r"[\s.,/-]*(?:de\s|del\s)?\s*'?(?P<year>\d{4}|\d{2})"
)
MONTH_WORD_DAY = re.compile(
    r"(?P<month>[^\W\d_]{3,})[\s./-]*(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s,./-]+'?(?P<year>\d{4}|\d{2})"
)
YEAR_MONTH_WORD = re.compile(r"(?P<year>\d{4})[\s./-]+(?P<month>[^\W\d_]{3,})[\s./-]+(?P<day>\d{1,2})")
PLAIN_ORDER = (YEAR_FIRST, COMPACT, CHINESE, DAY_MONTH_WORD, MONTH_WORD_DAY, YEAR_MONTH_WORD)
MAILBOX_STAMP = re.compile(  # Fri Feb 04 17:10:22 +0000 2022
    r"[a-z]{3}\s+(?P<month>[a-z]{3})\s+(?P<day>\d{1,2})\s+(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)"
    r"(?P<zone>\s+(?:[a-z]{3,4}|[+-]\d{4}))?\s+(?P<year>\d{4})"
)

A_DATE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}\.? [^\W\d_]{3,}\.? \d{4}"
    r"|(?<![^\W\d_])[^\W\d_]{3,} \d{1,2}, \d{4}"
)
RANGE = re.compile(r"→|->|\s[-–—]\s|\s(?:to|until|bis|au|hasta|ate|至|到)\s|(?<=\d)[–—](?=\d)")
NO_YEAR = re.compile(
    r"\d{1,2}[-/.\s]+\d{1,2}\.?"
    r"|\d{1,2}(?:st|nd|rd|th|er|o)?[\s./-]*(?:de\s)?(?P<after>[^\W\d_]{3,})\.?"
    r"|(?P<before>[^\W\d_]{3,})[.\s-]*\d{1,2}(?:st|nd|rd|th)?"
    r"|\d{1,2}月\d{1,2}[日号號]?"
)


class DateParts(NamedTuple):
    """A date taken apart.

    `numbers` are year, month and day if their order is `known`, else three numbers in the order of the text.
    `dotted`: separated by dots; `padded`: 05 and not 5; `short_year`: of two digits; `clock`: the time of day;
    `offset`: minutes by which that is ahead of UTC, where the text says so.
    """

    numbers: tuple[int, int, int]
    known: bool
    short_year: bool = False
    dotted: bool = False
    padded: bool = False
    clock: time | None = None
    offset: int | None = None


class Unreadable(NamedTuple):
    """Why a text is no date, in words for the person whose cell it is."""

    why: str


def parse_parts(text: str) -> DateParts | Unreadable:
    """The numbers and the clock of a text, or why it has none. Whether there is such a day is left open."""
    plain = fold_text(text)
    if stamp := MAILBOX_STAMP.fullmatch(plain):
        plain = f"{stamp['day']} {stamp['month']} {stamp['year']} {stamp['clock']}{stamp['zone'] or ''}"
    found = CLOCK.search(plain) or COMPACT_CLOCK.search(plain)
    if not found:
        return _day(ZONE_WITHOUT_CLOCK.sub("", plain)) or Unreadable(_why_no_date(plain))
    clock = _clock(tuple(found.groupdict().items()))
    if clock is None:
        return Unreadable("there is no such time of day")
    day = _day(plain[: found.start()].strip(" ,"))
    return day._replace(clock=clock, offset=_offset(found[0])) if day else Unreadable(_why_no_date(plain))


def fold_text(text: str) -> str:
    """Casefold, without accents, and with plain spaces (programs put narrow ones before PM)."""
    if not text.isascii():
        letters = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(text.casefold().split())


@lru_cache(maxsize=100_000)
def _day(text: str) -> DateParts | None:
    """A day without its clock, taken apart."""
    if found := NUMBERS.fullmatch(text):
        return _open_numbers(found)
    for shape in PLAIN_ORDER:
        if (found := shape.fullmatch(text)) and (month := _month(found["month"])):
            numbers = int(found["year"]), month, int(found["day"])
            return DateParts(numbers, known=True, short_year=len(found["year"]) == 2)
    word, _, rest = text.partition(" ")
    return _day(rest) if word.strip(".,") in WEEKDAYS else None


def _open_numbers(found: re.Match[str]) -> DateParts:
    """Three numbers of which it is not known which is the day."""
    first, separator, second, third = found.groups()
    return DateParts(
        (int(first), int(second), int(third)),
        known=False,
        short_year=len(third) == 2,
        dotted="." in separator,
        padded=len(first) == len(second) == 2,
    )


def _month(text: str) -> int | None:
    return int(text) if text.isdecimal() else MONTHS.get(text)


@lru_cache(maxsize=100_000)
def _clock(parts: tuple[tuple[str, str | None], ...]) -> time | None:
    """The time of day, None where there is no such time.

    The wall time is kept as written: a log is about days where its owner lives. To move an evening in Berlin to UTC,
    or a UTC export to a zone that nobody named, would put touches on another day. Only where the moments of one log
    have different offsets are they moved to one clock (`data.schema.utc_offsets`).
    """
    said = {name: text for name, text in parts if text}
    hour = int(said.get("hour") or said.get("whole") or said["dot_hour"])
    minute = int(said.get("minute") or said.get("h_minute") or said.get("dot_minute") or 0)
    half = said.get("half") or said.get("whole_half") or HALVES.get(said.get("half_before", ""))
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(
            hour, minute, int(said.get("second", 0)), int(said.get("fraction", "0").ljust(6, "0")[:6])
        )
    except ValueError:  # 25:00, 12:61
        return None


@lru_cache(maxsize=10_000)
def _offset(clock: str) -> int | None:
    """The minutes by which a time of day is ahead of UTC; None where it names no offset, or one that is unknown.

    A number says more than a name: "GMT+0100 (CET)" is one hour ahead.
    """
    found = [*OFFSET.finditer(clock)]
    numbers = [
        int(f"{each['sign']}1") * (60 * int(each["hours"]) + int(each["minutes"]))
        for each in found
        if each["sign"]
    ]
    names = [NAMED_OFFSETS[each["name"]] for each in found if each["name"] in NAMED_OFFSETS]
    return next((minutes for minutes in (*numbers, *names) if abs(minutes) <= FURTHEST), None)


def lacks_year(text: str) -> bool:
    """Whether a text is a day and a month without a year."""
    found = NO_YEAR.fullmatch(fold_text(text))
    return found is not None and (found["after"] or found["before"] or "jan") in MONTHS


def is_date(text: str) -> bool:
    """Whether a text is a date, with or without its year."""
    return isinstance(parse_parts(text), DateParts) or lacks_year(text)


def looks_like_date(text: str) -> bool:
    """Whether a text is a date wherever it stands; without a year only with the name of a month: 1.5 is a number."""
    if isinstance(parse_parts(text), DateParts):
        return True
    return lacks_year(text) and any(letter.isalpha() for letter in text)


def _why_no_date(plain: str) -> str:
    if RANGE.search(plain):
        return "this is a range of dates; one date is needed"
    if len(A_DATE.findall(plain)) > 1:
        return "there are two dates in this cell; one is needed"
    if CLOCK.fullmatch(plain):
        return "this is a time of day without a date"
    if lacks_year(plain):
        return "the year is missing"
    if plain.isdecimal():
        return "this is a plain number, and the other dates of its column are not"
    return "this is not a date that can be read" if plain else "the cell is empty"


def _beginnings(names: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Each name and each of its beginnings of three letters or more that belongs to one number only."""
    owners: dict[str, set[int]] = {}
    for name, number in names:
        for length in range(min(3, len(name)), len(name) + 1):
            owners.setdefault(name[:length], set()).add(number)
    return {name: numbers.pop() for name, numbers in owners.items() if len(numbers) == 1}


HALVES = {"上午": "a", "下午": "p"}
MONTHS = CONTRACTIONS | _beginnings(
    (name, number)
    for names in MONTH_NAMES.strip().splitlines()
    for number, name in enumerate(names.split(), start=1)
)
WEEKDAYS = frozenset(_beginnings((name, 0) for name in WEEKDAY_NAMES.split()))
