"""The sample files, as text. They are committed; a test makes them again and compares the bytes."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import datetime

from data.samples.mess import DAY_FIRST, Table, messy
from data.samples.world import SAMPLE_COLUMNS, SampleRow, World

SEED = 11929
OPPORTUNITIES = 60

CLEAN_COLUMNS = tuple(name for name in SAMPLE_COLUMNS if name != "client")
TEMPLATE_COLUMNS = tuple(name for name in CLEAN_COLUMNS if name not in ("source", "industry"))
HUMAN_HEADERS = {
    "sent_at": "Date sent",
    "channel": "Channel",
    "strategy": "Follow-up type",
    "company": "Company",
    "contact": "Contact",
    "role": "Role",
    "stage": "Stage",
    "personalised": "Personalised?",
    "message": "Message",
    "replied_at": "Reply date",
    "outcome": "Outcome",
    "outcome_at": "Outcome date",
    "notes": "Notes",
    "source": "Source",
    "industry": "Industry",
}
HUMAN_WORDS = {
    "email": "Email",
    "linkedin": "LinkedIn",
    "social": "Social media",
    "in_person": "In person",
    "job_board": "Job board",
    "website": "Company website",
    "thank_you": "Thank-you note",
    "next_steps": "Next steps",
    "materials": "Work samples",
    "connect": "LinkedIn connection",
    "engage": "Staying visible",
    "conversation": "Follow-up conversation",
    "none": "No reply",
}
WORD_COLUMNS = ("channel", "strategy", "stage", "outcome")

EXAMPLES = (
    {
        "sent_at": "2026-03-02",
        "channel": "website",
        "strategy": "application",
        "company": "Imaginary Teapots",
        "contact": "Ada Samplewood",
        "role": "Data Analyst",
        "stage": "prospect",
        "personalised": "yes",
        "replied_at": "2026-03-06",
        "outcome": "interview",
        "outcome_at": "2026-03-11",
    },
    {
        "sent_at": "2026-03-12",
        "channel": "email",
        "strategy": "thank_you",
        "company": "Imaginary Teapots",
        "contact": "Ada Samplewood",
        "role": "Data Analyst",
        "stage": "interview",
        "personalised": "yes",
        "message": "Dear Ada, thank you for the talk about the Data Analyst role.",
        "promised_by": "2026-03-20",
    },
    {
        "sent_at": "2026-03-16",
        "channel": "linkedin",
        "strategy": "connect",
        "company": "Fictional Kites",
        "contact": "Bram Testwell",
        "role": "Product Analyst",
        "stage": "prospect",
        "personalised": "no",
        "outcome": "none",
        "notes": "met at the fair",
        "accepted_at": "2026-03-18",
        "do_not_contact": "no",
    },
)


def texts() -> dict[str, str]:
    """The text of each sample file, by name."""
    return {
        "clean.csv": write_csv(CLEAN_COLUMNS, [plain(row) for row in half_year()]),
        "job_seeker.csv": write_csv(HUMAN_HEADERS.values(), messy(tidy())),
        "template.csv": write_csv(TEMPLATE_COLUMNS, EXAMPLES),
    }


def half_year() -> list[SampleRow]:
    """The touch rows behind both logs."""
    return World().touches(SEED, OPPORTUNITIES)


def tidy() -> Table:
    """The half-year in a person's words, before the mess."""
    rows = half_year()
    return [{header: _human(name, row[name]) for name, header in HUMAN_HEADERS.items()} for row in rows]


def plain(row: SampleRow) -> dict[str, str]:
    """A touch row as text: ISO dates without times, yes and no, nothing for what is not known."""
    return {name: _text(value, "%Y-%m-%d") for name, value in row.items()}


def write_csv(header: Iterable[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Rows as CSV with these columns; the others are left out."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(header), restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _human(name: str, value: object) -> str:
    """A cell as a person would write it, before the mess."""
    text = _text(value, DAY_FIRST)
    if name == "personalised":
        return text.capitalize()
    return HUMAN_WORDS.get(text, text.capitalize()) if name in WORD_COLUMNS else text


def _text(value: object, dates: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.strftime(dates) if isinstance(value, datetime) else str(value or "")
