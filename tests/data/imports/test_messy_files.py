"""Every row of a messy file has exactly one fate, and as many rows are read as were written."""

import csv
import io
from random import Random

import pytest

from data.imports.choices import Choices
from data.imports.log import import_log
from data.imports.upload import Upload

HEADERS = {
    "date": ["Date sent", "sent_at", "Datum", "Date applied", "Fecha"],
    "channel": ["Channel", "Kanal", "Via"],
    "company": ["Company", "Firma", "Employer"],
    "reply": ["Replied", "Response date", "Antwort am"],
    "outcome": ["Outcome", "Status", "Result"],
    "notes": ["Notes", "", "Notes", "Comment"],
}
VALUES = {
    "date": [
        "2026-01-05",
        "2026-02-30",
        "5.1.2026",
        "13.1.2026",
        "8-Jul",
        "soon",
        "",
        "Jan 5, 2026",
        "8/82019 ",
    ],
    "channel": ["email", "LinkedIn", "linkedin ", "Linkedn", "pigeon", "", "letter", "phone"],
    "company": [
        "Acme",
        "Globex, Inc.",
        'The "Best" Co',
        "Müller & Söhne",
        "",
        "Total",
        "  ",
        "O'Neill; Sons",
    ],
    "reply": ["", "yes", "No ", "2026-01-09", "never", "9.1.2026"],
    "outcome": [
        "",
        "reeejected",
        "Interview",
        "Rejection :(",
        "offer",
        "Wishlist",
        "Applied",
        '{"name": "Applied"}',
    ],
    "notes": ["", "two\nlines", "=1+1", '5" pipe', "a, b; c\td", "called\r\ntwice", "x" * 300, "N/A"],
}
TITLES = [[], ["Job search of Maya"], ["My log", ""], ["Notes:", ""], ["Exported list"]]
FOOTERS = [[], ["Grand Totals (3 records)"], ["Total", "7"], ["Copyright (c) 2026"]]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp1252"]


def messy(random: Random) -> tuple[bytes, int]:
    """A file that a person may bring, and how many rows it has below its header."""
    kinds = [
        "date",
        "channel",
        *random.sample(["company", "reply", "outcome", "notes"], random.randint(1, 4)),
    ]
    title, footer = random.choice(TITLES), random.choice(FOOTERS)
    header = [random.choice(HEADERS[kind]) for kind in kinds]
    body = [_row(kinds, random) for _ in range(random.randint(5, 30))]
    body += random.choices(body, k=random.randint(0, 2)) + [[""] * len(kinds)] * random.randint(0, 3)
    rows = [*([title] if title else []), header, *body, *([footer] if footer else [])]
    out = io.StringIO()
    delimiter, line_end = random.choice(",;\t"), random.choice(["\n", "\r\n"])
    plain = csv.writer(out, delimiter=delimiter, lineterminator=line_end)
    quoted = csv.writer(out, delimiter=delimiter, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    random.choice([plain, quoted]).writerows(rows)
    text = out.getvalue() + line_end * random.randint(0, 2)
    return text.encode(random.choice(ENCODINGS), "replace"), len(body) + bool(footer)


def _row(kinds: list[str], random: Random) -> list[str]:
    """A row that holds something, sometimes with cells missing, sometimes with one too many."""
    row = [random.choice(VALUES[kind]) for kind in kinds]
    row[0] = row[0] or "2026-03-01"
    return (
        row[: random.randint(2, len(row))]
        if random.random() < 0.05
        else row + ["extra"] * (random.random() < 0.03)
    )


def has_one_fate_for_each_row(seed: int) -> None:
    content, written = messy(Random(seed))  # noqa: S311 - the same files in every run
    log = import_log(Upload(content, "log.csv", Choices(dates="dmy", drop_identical=seed % 2 == 0)))
    told = log.report
    fates = log.records("select line, fate from entries order by line")
    assert (len(fates), [row["line"] for row in fates]) == (written, log.sheet.lines.to_pylist()), seed
    assert told.rows_in == told.accepted + told.duplicates + told.skipped + len(told.rejects) == written, seed
    named = [reject.line for reject in told.rejects] + [skip.line for skip in told.skips]
    assert sorted(named) == [row["line"] for row in fates if row["fate"] in ("rejected", "skipped")], seed
    log.close()


@pytest.mark.parametrize("seed", range(10))
def test_each_row_of_a_messy_file_has_one_fate(seed: int) -> None:
    has_one_fate_for_each_row(seed)


@pytest.mark.long
def test_each_row_of_2000_messy_files_has_one_fate() -> None:
    for seed in range(2_000):
        has_one_fate_for_each_row(seed)
