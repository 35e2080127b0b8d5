"""What a tracker's column of what happened gives, where it tells what others did: all values are counted by hand."""

from __future__ import annotations

import pytest

from data.imports.log import MeasuredLog
from tests.trackers import measured, written


def applied(header: str, *cells: str) -> MeasuredLog:
    """One application by e-mail with each of these cells, on lines 2 and following."""
    rows = "".join(f'C{number},2026-03-01,email,"{cell}"\n' for number, cell in enumerate(cells))
    return measured(written(f"Company,Date applied,How,{header}\n{rows}"))


def steps(log: MeasuredLog) -> list[tuple[int, str]]:
    rows = log.records(
        "select line, kind::varchar as kind from milestones where kind <> 'applied' order by line, kind::varchar"
    )
    return [(row["line"], row["kind"]) for row in rows]


@pytest.mark.parametrize("header", ["What happened", "Status"])
def test_replies_told_as_acts_of_others_and_lone_noes(header: str) -> None:
    log = applied(
        header,
        "he called me. not for me",
        "Lori emailed back w/ links",
        "panel interview. no, not enough critical care",
        "left messages nobody calls back",
        "interview + shadow, OFFER but nights only. said no",
        "never heard. withdrew in portal 10/1",
        "they may have an interview slot",
        "rejected",
        "no response",
    )
    found = log.records("select line, replied, uncounted from measured_touches order by line")
    assert [tuple(row.values()) for row in found] == [
        (2, True, None),
        (3, True, None),
        (4, True, None),
        (5, False, None),
        (6, True, None),
        (7, False, "not known whether it was answered"),
        (8, False, "not known whether it was answered"),
        (9, True, None),
        (10, False, None),
    ]
    assert steps(log) == [
        (2, "withdrawn"),
        (4, "interview"),
        (4, "rejected"),
        (6, "interview"),
        (6, "offer"),
        (6, "withdrawn"),
        (7, "withdrawn"),
        (9, "rejected"),
    ]


def test_an_invitation_accepted_the_same_day_is_no_offer() -> None:
    text = (
        "Company,Date sent,What I did,Channel,Outcome\n"
        "A,2026-03-01,connection request,linkedin,acceptée le jour même\n"
    )
    log = measured(written(text))
    found = log.records("select replied, positive from measured_touches")
    assert ([tuple(row.values()) for row in found], steps(log)) == ([(True, True)], [])
