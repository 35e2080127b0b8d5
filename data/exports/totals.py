"""Tables of totals, which hold one row for each group and no activities: refused, with what to upload instead."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from data.errors import LogError, list_names
from data.exports.entry_words import words_of
from data.files.sheet import Sheet
from data.imports.choices import Choices
from data.schema.date_parts import DateParts, parse_parts
from data.schema.headers import columns_for
from data.schema.mapping import is_clean, unique_names
from data.schema.vocabulary import is_known, normalise

MOST_GROUPS = 200
"""Rows of a table of totals; a longer one is a log."""
MOST_COUNTED = 10_000
"""A larger number is the day of a spreadsheet, a salary, a number of an application: it counts nothing."""
NUMBER = re.compile(r"[+-]?\d[\d.,'\u00a0 ]*\s?%?|[-–—]|n/?a", re.IGNORECASE)
NAMED = {"company", "contact", "role", "opportunity", "client"}
GROUPED_BY = ("channel", "strategy", "stage", "status", "outcome")
INSTEAD = (
    "Top of Mind counts from single activities: upload the list behind these numbers, with one row for each message "
    "or application."
)

Texts = Mapping[str, Sequence[str]]
"""The cells of a table by header, without those that are empty."""


class TableOfTotals(LogError):
    """A table with a row for each group, and numbers."""

    def __init__(self, groups: Sequence[str], counts: Sequence[str]) -> None:
        super().__init__(
            f"This is a table of totals: each row is a group ({list_names(groups)}) with numbers "
            f"({list_names(counts)}). {INSTEAD}"
        )


class TableOfTransitions(LogError):
    """A table that says how often one status followed another."""

    def __init__(self, pair: Sequence[str], count: str) -> None:
        super().__init__(
            f"This is a table of transitions: “{count}” says how often “{pair[0]}” led to “{pair[1]}”. {INSTEAD}"
        )


def refuse_totals(sheet: Sheet, choices: Choices) -> None:
    """Raise TableOfTotals or TableOfTransitions for a table that lists no activities.

    Not where the person said what a column means.
    """
    if (
        not sheet.named
        or choices.columns
        or is_clean(sheet.header)
        or not 0 < len(sheet.lines) <= MOST_GROUPS
    ):
        return
    cells = [[(text or "").strip() for text in column.to_pylist()] for column in sheet.cells.columns]
    filled = {
        name: [text for text in column if text]
        for name, column in zip(unique_names(sheet.header), cells, strict=True)
    }
    texts = {name: column for name, column in filled.items() if column}
    _refuse_transitions(texts)
    _refuse_groups(texts, dict(zip(filled, columns_for(sheet.header), strict=True)))


def _refuse_transitions(texts: Texts) -> None:
    plain = {normalise(name): name for name in texts}
    pair = [
        next((plain[name] for name in plain if name in words_of("totals", side)), "")
        for side in ("from", "to")
    ]
    if not all(pair):
        return
    others = [name for name in texts if name not in pair]
    counts = [
        name
        for name in others
        if _is_count(name, texts[name]) or normalise(name) in words_of("totals", "weight")
    ]
    if counts and all(map(_are_numbers, map(texts.__getitem__, others))):
        raise TableOfTransitions(pair, counts[0])


def _refuse_groups(texts: Texts, meant: Mapping[str, str | None]) -> None:
    numbers = [name for name in texts if _are_numbers(texts[name])]
    groups = [name for name in texts if name not in numbers]
    counts = [name for name in numbers if _is_count(name, texts[name])]
    rates = [name for name in numbers if name not in counts and _is_rate(name, texts[name])]
    if (
        not groups
        or len(groups) > 2
        or len(counts) + len(rates) < len(numbers)
        or not _count_several(texts, counts)
    ):
        return
    repeated = len({*zip(*(texts[name] for name in groups), strict=False)}) < max(
        len(texts[name]) for name in groups
    )
    if repeated or not _may_be_grouped(texts, groups, counts, any(meant[name] in NAMED for name in groups)):
        return
    raise TableOfTotals(groups, counts)


def _may_be_grouped(texts: Texts, groups: Sequence[str], counts: Sequence[str], by_name: bool) -> bool:
    """Whether numbers can be of groups, and not of single activities; `by_name`: a group has names of companies."""
    if by_name:
        return len(groups) == 1 and all(map(_says_count, counts))
    if len(counts) == 1:
        return len(groups) == 1 and _is_dimension(texts[groups[0]])
    return True


def _count_several(texts: Texts, counts: Sequence[str]) -> bool:
    """Whether columns count, and are no boxes that are ticked with a 1: half of them say more than one."""
    several = [name for name in counts if any(_value(text) > 1 for text in texts[name])]
    return 2 * len(several) >= len(counts) > 0


def _is_count(name: str, texts: Sequence[str]) -> bool:
    """Whether a column holds small whole numbers below a header that says what is counted, and no running number."""
    values = [_value(text) for text in texts]
    whole = all(value.is_integer() and 0 <= value <= MOST_COUNTED for value in values) and "%" not in "".join(
        texts
    )
    running = len(values) > 2 and values == [values[0] + place for place in range(len(values))]
    return whole and not (running and values[0] in (0, 1)) and (_says_count(name) or _is_word(name))


def _says_count(name: str) -> bool:
    plain = normalise(name)
    words = words_of("totals", "counted")
    return not set(plain.split()).isdisjoint(words) or any(
        sign in plain for sign in words_of("totals", "signs")
    )


def _is_word(name: str) -> bool:
    """Whether a header is itself a status, a channel or a month, of which a row says how many."""
    dated = parse_parts(f"{name} 2026")
    return any(is_known(kind, name) for kind in GROUPED_BY) or isinstance(dated, DateParts)


def _is_rate(name: str, texts: Sequence[str]) -> bool:
    rated = not set(normalise(name).split()).isdisjoint(words_of("totals", "rates"))
    return rated or "%" in name or all("%" in text for text in texts) or any(sign in name for sign in "率比")


def _is_dimension(texts: Sequence[str]) -> bool:
    """Whether most texts are days or months, or words of one list, by which activities can be grouped."""
    dated = sum(isinstance(parse_parts(text), DateParts) for text in texts)
    known = (sum(is_known(kind, text) for text in texts) for kind in GROUPED_BY)
    return 2 * max(dated, *known) > len(texts)


def _are_numbers(texts: Sequence[str]) -> bool:
    return all(map(NUMBER.fullmatch, texts))


def _value(text: str) -> float:
    """The number that a text says, without signs of thousands; 0 for one that says none."""
    digits = re.sub(r"[^\d.,]", "", text)
    digits = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", digits).replace(",", ".")
    try:
        return float(digits)
    except ValueError:
        return 0.0
