"""Small logs of touches, and what the playbook counts in them."""

from datetime import date
from functools import cache

from analysis.ask import ask
from analysis.question import Row
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload

TODAY = date(2026, 11, 22)
EVENTS = "event,at,kind,strategy,channel,company,contact,with_whom,message,role\n"
TOUCHES = (
    "sent_at,strategy,channel,company,contact,role,personalised,message,"
    "replied_at,outcome,outcome_at,arrived_at,accepted_at,promised_by,do_not_contact\n"
)


@cache
def measured(log: str, as_of: date = date(2026, 10, 31)) -> MeasuredLog:
    return import_log(Upload(log.encode(), "log.csv")).measure(today=TODAY, as_of=as_of)


def touch(sent_at: str, strategy: str, **more: str) -> str:
    """One row of a log of touches; a company and a person unless said otherwise."""
    row = {"company": "Kites", "contact": "Ann Lee", "role": "Analyst", **more}
    row |= {"sent_at": sent_at, "strategy": strategy}
    return ",".join(f'"{row.get(name, "")}"' for name in TOUCHES.strip().split(",")) + "\n"


def tip(log: str, strategy: str, key: str, as_of: date = date(2026, 10, 31)) -> tuple[int | None, int | None]:
    """How often a tip was kept, and of how many."""
    rows = ask(measured(log, as_of), "tips_kept").rows
    [row] = [row for row in rows if (row["strategy"], row["tip"]) == (strategy, key)]
    return row["kept"], row["of"]


def score(log: str, strategy: str, as_of: date = date(2026, 10, 31)) -> Row:
    """The row of a strategy in the scorecard."""
    [row] = [
        row for row in ask(measured(log, as_of), "playbook_scorecard").rows if row["strategy"] == strategy
    ]
    return row


def interview(company: str, on: str = "2026-04-01", contact: str = "Ann Lee") -> str:
    """An application in March that led to an interview on a day."""
    return touch(
        "2026-03-02", "application", company=company, contact=contact, outcome="interview", outcome_at=on
    )


def note(company: str, sent_at: str, **more: str) -> str:
    return touch(sent_at, "thank_you", company=company, **more)


def says(strategy: str, *messages: str, **more: str) -> str:
    """One touch for each message, to people of their own."""
    rows = (
        touch("2026-04-01", strategy, message=message, **{"contact": f"Person {number}", **more})
        for number, message in enumerate(messages)
    )
    return TOUCHES + "".join(rows)
