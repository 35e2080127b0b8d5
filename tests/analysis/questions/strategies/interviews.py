"""Small logs of interviews, with a thank-you note and without."""

from datetime import date
from functools import cache

from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload

TODAY = date(2026, 11, 22)
HEADER = "sent_at,strategy,company,role,contact,outcome,outcome_at\n"


@cache
def measured(rows: str, as_of: date = date(2026, 10, 31)) -> MeasuredLog:
    return import_log(Upload((HEADER + rows).encode(), "log.csv")).measure(today=TODAY, as_of=as_of)


def interview(company: str, note: str = "", end: str = "") -> str:
    """An application in March, an interview on 1 April, and what followed."""
    rows = [f"2026-03-02,application,{company},Analyst,Ann,interview,2026-04-01"]
    rows += [f"{note},thank_you,{company},Analyst,Ann,{end}"] if note else []
    return "\n".join(rows) + "\n"
