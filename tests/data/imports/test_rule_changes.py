"""What a log that was saved under older rules is told: which rows are read differently now, and why."""

from __future__ import annotations

import pytest

from data.exports.detect import detect_export
from data.imports.choices import RULES, Choices
from data.imports.log import import_log
from data.imports.report import ImportReport
from data.imports.upload import Upload
from data.schema.saved_mapping import restore_mapping, save_mapping

OLD = Choices(rules=1)


def read(text: str, choices: Choices = OLD) -> ImportReport:
    return import_log(Upload(text.encode(), "log.csv", choices)).report


@pytest.mark.parametrize(
    ("text", "rule", "lines", "before", "now"),
    [
        (
            "Company,Date,Status\nA,2026-03-02,Draft\nB,2026-03-02,Applied\n",
            "say that nothing was sent",
            (2,),
            2,
            1,
        ),
        ("Company,Date,Status\nA,2026-03-02,Bounced\nB,2026-03-02,Applied\n", "never arrived", (2,), 2, 2),
        ("Company,Date,Status\nA,2026-03-02,blue\nB,2026-03-02,Applied\n", "Nobody can tell", (2,), 2, 2),
        (
            "Company,Date,Status\nA,2026-03-02,rejected (by mail)\nB,2026-03-02,Applied\n",
            "weren't understood",
            (2,),
            2,
            2,
        ),
        (
            "Company,Applied on,Result\nA,,rejected\nB,2026-03-02,\n",
            "have no day but a reply",
            (2,),
            2 - 1,
            2,
        ),
        ("Company,Applied on,Interview\nA,2026-03-02,TBD\nB,2026-03-02,\n", "A word stands here", (2,), 1, 2),
        (
            "Company,Applied on,Interview\nA,2026-03-02,2026-03-20\nB,2026-03-02,\n",
            "has another day",
            (2,),
            2,
            2,
        ),
        ("Company,Date,Status\nA,2026-03-02,Phone screen\nB,2026-03-02,Applied\n", "named apart", (2,), 2, 2),
        (
            "Company,Date,Status\nA,2026-03-02,Interview\nB,2026-03-02,Applied\n",
            "sorted by what became",
            (2,),
            2,
            2,
        ),
        (
            "Company,Date,Status\nA,2026-03-02,Rejected\nB,2026-03-02,Applied\n",
            "replies have no day",
            (2,),
            2,
            2,
        ),
    ],
)
def test_each_rule_names_the_rows_that_it_reads_differently(
    text: str, rule: str, lines: tuple[int, ...], before: int, now: int
) -> None:
    changes = read(text).changes
    assert changes is not None
    assert [change.lines for change in changes.rules if rule in change.why] == [lines]
    assert (changes.activities_before, changes.activities) == (before, now)


def test_a_log_that_is_read_as_before_is_told_nothing() -> None:
    text = "sent_at,channel,company,replied_at\n2026-03-02,email,A,2026-03-04\n2026-03-03,email,B,\n"
    assert (read(text).changes, read(text).describe_changes()) == (None, [])


def test_what_is_said_under_the_present_rules_needs_no_telling() -> None:
    assert read("Company,Date,Status\nA,2026-03-02,Draft\nB,2026-03-02,Applied\n", Choices()).changes is None


def test_the_changes_are_told_in_sentences() -> None:
    assert read("Company,Date,Status\nA,2026-03-02,Draft\nB,2026-03-02,Applied\n").describe_changes() == [
        "The rules by which files are read have changed since this was saved: 1 activity now, 2 before.",
        "These rows say that nothing was sent. They counted as sent; now they're plans. (line 2)",
    ]


def test_a_mapping_keeps_the_rules_under_which_it_was_saved() -> None:
    export = detect_export(Upload(b"Company,Date,Status\nA,2026-03-02,Draft\n", "log.csv"))
    saved = save_mapping(export, Choices(dates="dmy"))
    assert restore_mapping(saved.encode(), export) == Choices(dates="dmy", rules=RULES)
    older = saved.replace(f',\n  "rules": {RULES}', "")
    assert restore_mapping(older.encode(), export) == Choices(dates="dmy", rules=1)


@pytest.mark.parametrize(
    ("text", "why", "lines"),
    [
        (
            "Date,Company,What I did\n2026-03-02,A,TY note to Dr. K\n2026-03-03,B,a walk\n",
            "Now they're read",
            (2,),
        ),
        ("Date,Company,How did it go?\n2026-03-02,A,Interview\n2026-03-03,B,\n", "Now it counts", (2,)),
        ("Date,Way,Replied\n2026-03-02,email,yes\n2026-03-03,letter,no\n", "known by its words", (2, 3)),
        ("Date,Company,Channel\n2026-03-02,A,job fair\n2026-03-03,B,email\n", "a strategy of its own", (2,)),
    ],
)
def test_what_is_read_from_words_since_the_third_rules_is_told(
    text: str, why: str, lines: tuple[int, ...]
) -> None:
    changes = read(text, Choices(rules=2)).changes
    assert changes is not None
    assert [change.lines for change in changes.rules if why in change.why] == [lines]
    assert changes.activities_before == changes.activities
    assert read(text, Choices()).changes is None
