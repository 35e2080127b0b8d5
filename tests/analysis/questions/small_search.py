"""A search of four touches, to ask the plain questions of."""

from datetime import date
from functools import cache
from typing import Any

from analysis.ask import ask
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload

TODAY = date(2026, 9, 1)
SEARCH = """sent_at,channel,strategy,company,contact,replied_at,outcome,outcome_at
2026-03-02,website,application,Acme,Ada,2026-03-06,interview,2026-03-12
2026-03-12,email,thank_you,Acme,Ada,,offer,2026-03-20
2026-03-03,website,application,Beta,,,rejection,2026-03-09
2026-03-10,email,introduction,Gamma,Gus,,,
"""


@cache
def measured(text: str) -> MeasuredLog:
    return import_log(Upload(text.encode(), "log.csv")).measure(today=TODAY, as_of=date(2026, 6, 30))


def answered(key: str, text: str = SEARCH, **chosen: Any) -> list[dict[str, Any]]:
    return ask(measured(text), key, **chosen).rows
